//! One tenant over some weeks: people come and go, and every forty minutes the service looks at what changed.

use std::fmt::Write;

use scim_checkup_rules::User;

use super::{
    chance::Chance,
    clock::{self, CYCLE, DAY, HOUR, MINUTE, Moment, RESTORABLE},
    entra::{Directory, Group},
    maptician::{Maptician, Values},
    people::{Person, people},
    service::{Job, Service, Settings},
};

#[derive(Clone)]
pub struct Tenant {
    pub start: Moment,
    /// The moment of the exports, once the weeks are over.
    pub now: Moment,
    pub people: Vec<Person>,
    pub directory: Directory,
    pub service: Service,
    pub maptician: Maptician,
    /// People whose record follows no rule: changed by hand, or lost between two cycles.
    pub off_rule: Vec<bool>,
    /// Whom a person was before an older account came back beside a newer one.
    pub kin: Vec<usize>,
    /// How often the job stood still.
    pub stood_still: usize,
    next_cycle: Moment,
}

/// What can be done to a person at one moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Disable,
    Enable,
    Delete,
    DeleteAndPurge,
    Restore,
    Recreate,
    Purge,
    Unassign,
    Assign,
    Rename,
    FillIn,
    /// An administrator deactivates in Maptician.
    HandDeactivate,
    /// An administrator deletes in Maptician.
    HandDelete,
    /// Maptician support puts the stored name right.
    Mend,
    /// The address changes, and not the name.
    Remail,
    OnDemand,
    Nothing,
}

/// What happens to the job.
#[derive(Clone, Copy)]
enum Turn {
    Off,
    On,
    Quarantine,
    Restart,
    Accept,
    /// The group loses the application.
    Unassign,
    Reassign,
}

impl Tenant {
    pub fn new(chance: &mut Chance, now: Option<Moment>) -> Tenant {
        // 2026-06-30T12:00:00Z and some days after.
        let now = now.unwrap_or_else(|| 1_782_820_800 + chance.between(0, 20 * DAY));
        let start = now - chance.between(4, 90) * DAY - chance.between(0, DAY);
        let size = 2 + chance.below(11);
        let people = people(size, chance);
        let domain = chance.pick(&["contoso.com", "wingtiptoys.com", "northwind.example"]);
        let mut tenant = Tenant {
            start,
            now: start,
            off_rule: vec![false; people.len()],
            kin: (0..people.len()).collect(),
            stood_still: 0,
            people,
            directory: Directory::new(domain, group(start, chance)),
            service: Service::new(settings(chance)),
            maptician: Maptician::default(),
            next_cycle: start + chance.between(1, CYCLE),
        };
        for person in 0..tenant.people.len() {
            if chance.percent(85) {
                let who = tenant.people[person].clone();
                let assigned = chance.percent(88);
                let before = start - chance.between(1, 400) * DAY;
                tenant.directory.create(before, person, &who, assigned, chance);
            }
        }
        tenant.live_until(now, chance);
        tenant
    }

    /// The weeks, in order.
    fn live_until(&mut self, end: Moment, chance: &mut Chance) {
        let mut acts: Vec<(Moment, Result<usize, Turn>)> = Vec::new();
        for person in 0..self.people.len() {
            for _ in 0..chance.pick(&[0, 1, 1, 2, 3, 5]) {
                // Some things happen just before somebody looks.
                let from = if chance.percent(15) { end - 100 * MINUTE } else { self.start + HOUR };
                acts.push((chance.between(from, end - MINUTE), Ok(person)));
            }
        }
        if chance.percent(10) {
            let at = chance.between(self.start + HOUR, end);
            let (stop, go) =
                if chance.percent(50) { (Turn::Off, Turn::On) } else { (Turn::Quarantine, Turn::On) };
            acts.push((at, Err(stop)));
            acts.push((at + chance.between(HOUR, 12 * DAY), Err(go)));
        }
        if chance.percent(5) {
            acts.push((chance.between(self.start + HOUR, end), Err(Turn::Restart)));
        }
        if self.service.settings.threshold.is_some() {
            acts.extend((0..3).map(|_| (chance.between(self.start + HOUR, end), Err(Turn::Accept))));
        }
        if self.directory.group.is_some() && chance.percent(30) {
            let at = chance.between(self.start + HOUR, end);
            acts.push((at, Err(Turn::Unassign)));
            acts.push((at + chance.between(HOUR, 20 * DAY), Err(Turn::Reassign)));
        }
        acts.retain(|it| it.0 < end);
        acts.sort_by_key(|it| it.0);
        for (at, what) in acts {
            self.run_until(at, chance);
            match what {
                Ok(person) => {
                    let act = self.choose(person, chance);
                    self.act(person, act, chance);
                }
                Err(turn) => self.turn(turn),
            }
        }
        self.run_until(end, chance);
        // The entries of a cycle come within the minute, and none is exported before it is written.
        self.run_until(end.max(self.service.last_run + MINUTE), chance);
    }

    /// Cycles up to a moment.
    pub fn run_until(&mut self, end: Moment, chance: &mut Chance) {
        while self.next_cycle <= end {
            self.directory.age(self.next_cycle, chance);
            self.service.cycle(self.next_cycle, &self.directory, &mut self.maptician, chance);
            self.next_cycle += CYCLE;
        }
        self.directory.age(end, chance);
        self.now = end;
    }

    /// The same people in a second application, whose job had its first cycle just now: it finds them as they are.
    pub fn second_job(&self, chance: &mut Chance) -> Tenant {
        let mut tenant = self.clone();
        let tenant_id = self.service.settings.tenant_id.clone();
        let application = chance.pick(&["Badge Doors", "Time Sheets", "Maptician (test)"]);
        let job_id = format!("scim.{}.{}", tenant_id.replace('-', ""), chance.guid());
        tenant.service = Service::new(Settings { application, tenant_id, job_id, ..settings(chance) });
        tenant.maptician = Maptician::default();
        tenant.next_cycle = self.now - MINUTE;
        tenant.run_until(self.now, chance);
        tenant
    }

    /// The tenant some time on, with nobody doing anything and no hiccups.
    pub fn later(&self, by: Moment) -> Tenant {
        let mut tenant = self.clone();
        tenant.service.settings.flaky = 0;
        tenant.run_until(self.now + by, &mut Chance::new(0));
        tenant
    }

    fn choose(&self, person: usize, chance: &mut Chance) -> Act {
        let Some(current) = self.directory.current(person) else { return Act::Recreate };
        let it = &self.directory.accounts[current];
        let state = it.state;
        if state.purged {
            return chance.weighted(&[(8, Act::Recreate), (2, Act::Nothing), (1, Act::Mend)]);
        }
        if let Some(deleted) = it.deleted_at {
            let old = self.now - deleted > RESTORABLE - HOUR;
            let restore = if old { 0 } else { 8 };
            return chance.weighted(&[
                (restore, Act::Restore),
                (8, Act::Recreate),
                (2, Act::Purge),
                (1, Act::Mend),
            ]);
        }
        if it.family.is_empty() && chance.percent(40) {
            return Act::FillIn;
        }
        // An older account of the same person that is still in the bin may come back beside the newer one.
        let beside = self
            .directory
            .accounts
            .iter()
            .any(|it| it.person == person && !it.state.lives() && !it.state.purged);
        match (state.enabled, state.assigned) {
            (_, _) if beside && chance.percent(15) => Act::Restore,
            (true, true) => chance.weighted(&[
                (25, Act::Disable),
                (35, Act::Delete),
                (12, Act::Unassign),
                (10, Act::Rename),
                (2, Act::DeleteAndPurge),
                (2, Act::HandDeactivate),
                (1, Act::HandDelete),
                (4, Act::Mend),
                (4, Act::Remail),
                (8, Act::OnDemand),
            ]),
            (false, _) => {
                chance.weighted(&[(50, Act::Enable), (25, Act::Delete), (8, Act::Unassign), (5, Act::Rename)])
            }
            (true, false) => chance.weighted(&[
                (60, Act::Assign),
                (25, Act::Delete),
                (12, Act::Disable),
                (6, Act::OnDemand),
            ]),
        }
    }

    fn act(&mut self, person: usize, act: Act, chance: &mut Chance) {
        let now = self.now;
        let who = self.people[person].clone();
        let Some(current) = self.directory.current(person) else {
            self.directory.create(now, person, &who, chance.percent(88), chance);
            return;
        };
        let record = (0..self.maptician.records.len()).rev().find(|it| {
            let it = &self.maptician.records[*it];
            self.directory.accounts[it.owner].person == person && it.values.is_some()
        });
        match act {
            Act::Disable => self.directory.enable(now, current, false, chance),
            Act::Enable => self.directory.enable(now, current, true, chance),
            Act::Delete => self.directory.delete(now, current, chance),
            Act::DeleteAndPurge => {
                self.directory.delete(now, current, chance);
                self.directory.purge(now + 2 * MINUTE, current, chance);
            }
            Act::Restore => self.restore(person, chance),
            Act::Recreate => {
                self.directory.create(now, person, &who, chance.percent(90), chance);
            }
            Act::Purge => self.directory.purge(now, current, chance),
            Act::Unassign | Act::Assign => self.directory.assign(now, current, act == Act::Assign, chance),
            Act::Rename => {
                let name = format!(
                    "{}.x{}@{}",
                    who.given.chars().filter(char::is_ascii).collect::<String>(),
                    chance.below(90),
                    self.directory.domain
                );
                if !who.guest && !self.directory.was_taken(&name) {
                    self.directory.rename(now, current, &name, chance);
                    self.people[person].alias = name.split('@').next().unwrap_or_default().to_string();
                }
            }
            Act::Remail => {
                let mail = format!("{}.m{}@mail.{}", who.alias, chance.below(90), self.directory.domain);
                if !who.guest && !self.directory.was_taken(&mail) {
                    self.directory.remail(now, current, &mail, chance);
                }
            }
            Act::OnDemand => {
                self.service.on_demand(now, current, &self.directory, &mut self.maptician, chance);
            }
            Act::FillIn => self.directory.fill_in(now, current, "Newman"),
            Act::HandDeactivate | Act::HandDelete | Act::Mend => {
                let Some(record) = record else { return };
                let values = self.maptician.records[record].values.clone();
                let _ = match (act, values) {
                    (Act::HandDeactivate, Some(it)) => {
                        self.off_rule[person] = true;
                        self.maptician.patch(now, record, Values { active: false, ..it })
                    }
                    (Act::Mend, Some(it)) => {
                        let user_name = self.directory.accounts[current].name.clone();
                        self.off_rule[person] = true;
                        self.maptician.patch(now, record, Values { user_name, ..it })
                    }
                    _ => {
                        self.off_rule[person] = true;
                        self.maptician.delete(now, record)
                    }
                };
            }
            Act::Nothing => {}
        }
    }

    /// The latest deleted account comes back; beside a newer one it is from then on another user.
    fn restore(&mut self, person: usize, chance: &mut Chance) {
        let deleted = self
            .directory
            .accounts
            .iter()
            .rposition(|it| it.person == person && it.state.deleted && !it.state.purged);
        let Some(deleted) = deleted else { return };
        let beside = self.directory.accounts.iter().any(|it| it.person == person && it.state.lives());
        self.directory.restore(self.now, deleted, chance);
        if beside {
            self.people.push(self.people[person].clone());
            self.off_rule.push(self.off_rule[person]);
            self.kin.push(self.kin[person]);
            self.directory.accounts[deleted].person = self.people.len() - 1;
        }
    }

    fn turn(&mut self, turn: Turn) {
        match (turn, self.service.job) {
            (Turn::Off, Job::Runs) => {
                self.stood_still += 1;
                self.service.job = Job::Off;
            }
            (Turn::Quarantine, Job::Runs) => {
                self.stood_still += 1;
                self.service.job = Job::Quarantined("EncounteredQuarantineException", self.now);
            }
            (Turn::On, Job::Off | Job::Quarantined("EncounteredQuarantineException", _)) => {
                self.service.job = Job::Runs;
            }
            (Turn::Restart, Job::Runs) => {
                // Whoever left the scope and was not dealt with yet is lost.
                for (at, it) in self.directory.accounts.iter().enumerate() {
                    if self.service.waits(it, at) && !it.state.entitled() {
                        self.off_rule[it.person] = true;
                    }
                }
                self.service.restart(&self.directory);
            }
            (Turn::Unassign, _) => self.directory.assign_group(self.now, false),
            (Turn::Reassign, _) => self.directory.assign_group(self.now, true),
            (Turn::Accept, Job::Quarantined("TooManyDeletes", _)) => self.service.allow_deletes(),
            _ => {}
        }
    }

    /// Whether a user of the report is of this tenant, as far as the ID or the domain tells.
    pub fn names(&self, user: &User) -> bool {
        let accounts = &self.directory.accounts;
        let by_id = accounts.iter().any(|it| user.object_ids.contains(&it.id));
        by_id
            || (user.object_ids.is_empty() && accounts.iter().any(|it| it.mail == user.name))
            || (user.object_ids.is_empty() && user.name.ends_with(&self.directory.domain))
    }

    /// Everything that is the case, for whoever looks a seed up.
    pub fn describe(&self) -> String {
        let mut out =
            format!("{} to {}, job {:?}\n", clock::iso(self.start), clock::iso(self.now), self.service.job);
        for (person, who) in self.people.iter().enumerate() {
            let off = if self.off_rule[person] { "  (off the rule)" } else { "" };
            let _ = writeln!(out, "\n{}{off}", who.display());
            for (at, it) in self.directory.accounts.iter().enumerate().filter(|it| it.1.person == person) {
                let _ = writeln!(out, "  account {at} {} {} mail {}", it.id, it.upn(), it.mail);
                for audit in self.directory.audits.iter().filter(|it| it.account == at) {
                    let _ = writeln!(out, "    {} {}", clock::iso(audit.at), audit.activity);
                }
                for entry in self.service.entries.iter().filter(|it| it.account == at) {
                    let _ = writeln!(
                        out,
                        "    {} log: {} {:?} as {} record {:?}",
                        clock::iso(entry.at),
                        entry.action,
                        entry.outcome,
                        entry.source_name,
                        entry.record
                    );
                }
            }
            for (at, it) in self.maptician.records.iter().enumerate() {
                if self.directory.accounts[it.owner].person == person {
                    let _ = writeln!(out, "  record {at} {} of account {}", it.id, it.owner);
                    for (since, values) in &it.history {
                        let values = values.as_ref().map(|it| (&it.user_name, &it.email, it.active));
                        let _ = writeln!(out, "    {} {values:?}", clock::iso(*since));
                    }
                }
            }
        }
        out
    }
}

/// Some customers assign by a group.
fn group(start: Moment, chance: &mut Chance) -> Option<Group> {
    let assigned_at = start - 400 * DAY;
    chance.percent(30).then(|| Group { id: chance.guid(), assigned: true, assigned_at, turns: Vec::new() })
}

fn settings(chance: &mut Chance) -> Settings {
    let (tenant_id, principal_id) = (chance.guid(), chance.guid());
    let template = chance.pick(&["maptician", "scim", "customappsso"]);
    Settings {
        application: "Maptician",
        job_id: format!("{template}.{}.{}", tenant_id.replace('-', ""), chance.guid()),
        tenant_id,
        principal_id,
        name_is_mail: chance.percent(18),
        email_is_name: chance.percent(10),
        external_id_is_object_id: chance.percent(30),
        deactivation: chance.pick(&["disable", "update"]),
        threshold: chance.percent(8).then_some(1),
        old_values: chance.percent(60),
        flaky: chance.pick(&[0, 0, 4, 12]),
        wording: chance.below(5),
        status_is_text: chance.percent(50),
        skips_out_of_scope: chance.percent(8),
        stubborn: chance.pick(&[0, 0, 0, 0, 15]),
    }
}
