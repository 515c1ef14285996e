//! The provisioning service: cycles, links, retries, and its log.
//!
//! Sources: Microsoft Entra, *How provisioning works*, *Quarantine status*, *Prevent accidental deletions*, *Analyze
//! provisioning logs*; for what a deletion sends, traces in public issues of applications that answer SCIM.

mod entry;

pub use entry::{Entry, Step};

use super::{
    chance::Chance,
    clock::{CYCLE, DAY, HOUR, MINUTE, Moment},
    entra::{Account, Directory, State},
    maptician::{Maptician, Record, Refused, Values},
};

/// How the customer set provisioning up, and how the parts talk.
#[derive(Clone)]
pub struct Settings {
    /// As the tenant calls it.
    pub application: &'static str,
    pub tenant_id: String,
    pub job_id: String,
    pub principal_id: String,
    /// `userName` is mapped from `mail` and not from `userPrincipalName`.
    pub name_is_mail: bool,
    /// The work address is mapped from `userPrincipalName`.
    pub email_is_name: bool,
    /// `externalId` is mapped from the object ID, not from the nickname.
    pub external_id_is_object_id: bool,
    /// How the log calls a deactivation: not documented.
    pub deactivation: &'static str,
    /// More users leaving in one cycle than this stop the job.
    pub threshold: Option<usize>,
    /// Old values are shown in the log: they often are not.
    pub old_values: bool,
    /// Of a hundred requests so many fail for a reason that heals by itself.
    pub flaky: usize,
    /// Which of its ways to word a refusal the application has.
    pub wording: usize,
    /// Whether the answer to a refusal has its status as text.
    pub status_is_text: bool,
    /// `SkipOutOfScopeDeletions`: nothing is sent of who leaves the scope.
    pub skips_out_of_scope: bool,
    /// Of a hundred records so many refuse to be deactivated.
    pub stubborn: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    Runs,
    Off,
    /// The reason.
    Quarantined(&'static str, Moment),
}

#[derive(Clone)]
struct Escrow {
    first: Moment,
    tries: i64,
    next: Moment,
}

/// Why nothing was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skip {
    NotEntitled,
    Redundant,
    MissingValue,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Done,
    Skipped(Skip),
    /// Refused for a reason that stays.
    Refused(Refused),
    /// Failed for a reason that heals by itself.
    Hiccup,
    Staged,
}

#[derive(Clone)]
pub struct Service {
    pub settings: Settings,
    pub job: Job,
    pub entries: Vec<Entry>,
    pub last_run: Moment,
    /// Which entries came on demand.
    pub on_demand: Vec<usize>,
    links: Vec<Option<usize>>,
    /// The change of the account that was last dealt with.
    done: Vec<Moment>,
    escrows: Vec<Option<Escrow>>,
    /// Deletions that were accepted run whatever the threshold says.
    accepted: bool,
    staged: Vec<usize>,
}

/// An account whose turn it is.
struct Work<'a> {
    now: Moment,
    at: usize,
    account: &'a Account,
    /// Nothing changed since it failed.
    retry: bool,
    cycle: &'a str,
}

/// What was tried, on what there was before, and what came of it.
struct Attempt {
    action: &'static str,
    outcome: Outcome,
    before: Option<(usize, Record)>,
    sent: Option<Values>,
}

/// What there is to send.
enum Request {
    Create(Values),
    Update(usize, Values),
    Delete(usize),
    Nothing(Skip, Option<usize>),
}

impl Service {
    pub fn new(settings: Settings) -> Service {
        Service {
            settings,
            job: Job::Runs,
            entries: Vec::new(),
            last_run: 0,
            on_demand: Vec::new(),
            links: Vec::new(),
            done: Vec::new(),
            escrows: Vec::new(),
            accepted: false,
            staged: Vec::new(),
        }
    }

    /// Whether an operation of this account failed and is still to be tried again.
    pub fn retries(&self, account: usize) -> bool {
        self.escrows.get(account).is_some_and(Option::is_some)
    }

    /// Whether the service manages a record.
    pub fn is_linked(&self, record: usize) -> bool {
        self.links.contains(&Some(record))
    }

    /// Whether a change of the account was not dealt with yet.
    pub fn waits(&self, account: &Account, at: usize) -> bool {
        self.done.get(at).is_none_or(|it| account.changed > *it)
    }

    fn know(&mut self, n: usize) {
        self.links.resize(n, None);
        self.done.resize(n, 0);
        self.escrows.resize(n, None);
    }

    /// One round: what changed since the last, and what is to be tried again.
    pub fn cycle(
        &mut self,
        now: Moment,
        directory: &Directory,
        maptician: &mut Maptician,
        chance: &mut Chance,
    ) {
        if self.job != Job::Runs {
            return;
        }
        self.last_run = now;
        self.know(directory.accounts.len());
        let due = |it: &Option<Escrow>| it.as_ref().is_some_and(|it| it.next <= now);
        let mut work: Vec<usize> = (0..directory.accounts.len())
            .filter(|it| self.waits(&directory.accounts[*it], *it) || due(&self.escrows[*it]))
            .collect();
        work.sort_by_key(|it| directory.accounts[*it].changed);
        let cycle = chance.guid();
        let leaving: Vec<usize> = work
            .iter()
            .copied()
            .filter(|it| !directory.accounts[*it].state.entitled())
            .filter(|it| directory.accounts[*it].state.assigned || !self.settings.skips_out_of_scope)
            .filter(|it| {
                let linked = self.links[*it].and_then(|it| maptician.records[it].values.as_ref());
                linked.is_some_and(|it| it.active)
            })
            .collect();
        let held = !self.accepted && self.settings.threshold.is_some_and(|it| leaving.len() > it);
        self.accepted = false;
        for (n, at) in work.into_iter().enumerate() {
            let account = &directory.accounts[at];
            let retry = !self.waits(account, at);
            let work = Work { now: now + 3 + 2 * n as Moment, at, account, retry, cycle: &cycle };
            if held && leaving.contains(&at) {
                if !self.staged.contains(&at) {
                    self.staged.push(at);
                    self.stage(&work, maptician, chance);
                }
                continue;
            }
            self.process(&work, maptician, chance);
            self.done[at] = account.changed;
        }
        if held {
            self.job = Job::Quarantined("TooManyDeletes", now + MINUTE);
        }
    }

    /// One user at once, outside of the cycles. Of deleted and disabled users none is found.
    ///
    /// Source: Microsoft Entra, *Provision on demand*.
    pub fn on_demand(
        &mut self,
        now: Moment,
        at: usize,
        directory: &Directory,
        maptician: &mut Maptician,
        chance: &mut Chance,
    ) {
        let account = &directory.accounts[at];
        if self.job != Job::Runs || !account.state.lives() || !account.state.enabled {
            return;
        }
        self.know(directory.accounts.len());
        let cycle = chance.guid();
        let before = self.entries.len();
        self.process(&Work { now, at, account, retry: false, cycle: &cycle }, maptician, chance);
        self.done[at] = account.changed;
        self.on_demand.extend(before..self.entries.len());
    }

    /// The customer accepts the deletions that were held back.
    pub fn allow_deletes(&mut self) {
        self.accepted = true;
        self.staged.clear();
        self.job = Job::Runs;
    }

    /// A restart: retries are forgotten, and whoever left the scope before their cycle came is not looked at any more.
    pub fn restart(&mut self, directory: &Directory) {
        self.know(directory.accounts.len());
        for (at, account) in directory.accounts.iter().enumerate() {
            self.escrows[at] = None;
            if account.state.assigned && account.state.lives() {
                self.done[at] = 0;
            } else if self.waits(account, at) {
                self.done[at] = account.changed;
                self.links[at] = None;
            }
        }
        self.job = Job::Runs;
        self.staged.clear();
    }

    /// What is wanted in Maptician for an account.
    fn wanted(&self, account: &Account) -> Values {
        let upn = account.upn();
        let name_is_mail = self.settings.name_is_mail;
        Values {
            user_name: if name_is_mail { account.mail.clone() } else { upn.clone() },
            email: if self.settings.email_is_name { upn } else { account.mail.clone() },
            active: account.state.entitled(),
            external_id: if self.settings.external_id_is_object_id {
                account.id.clone()
            } else {
                account.nickname().to_string()
            },
            given: account.given.clone(),
            family: account.family.clone(),
        }
    }

    /// Finds out what there is to send, as *How provisioning works* has it. The second is what the lookup by name found.
    fn request(
        &self,
        at: usize,
        account: &Account,
        maptician: &Maptician,
    ) -> Option<(Request, Option<usize>)> {
        let State { assigned, purged, .. } = account.state;
        let stored = |record: usize| maptician.records[record].values.clone();
        let update = |record: usize, wanted: Values| match stored(record) {
            Some(it) if it == wanted => Request::Nothing(Skip::Redundant, Some(record)),
            _ => Request::Update(record, wanted),
        };
        let request = match (self.links[at], account.state.entitled()) {
            (Some(record), _) if purged => Request::Delete(record),
            (None, _) if purged || (account.state.deleted && !assigned) => return None,
            (Some(record), _) if !assigned => match stored(record) {
                Some(it) if it.active && !self.settings.skips_out_of_scope => {
                    Request::Update(record, Values { active: false, ..it })
                }
                _ => Request::Nothing(Skip::NotEntitled, Some(record)),
            },
            (Some(record), _) => update(record, self.wanted(account)),
            (None, false) => Request::Nothing(Skip::NotEntitled, None),
            (None, true) => {
                let wanted = self.wanted(account);
                match maptician.find(&wanted.user_name) {
                    Some(record) => return Some((update(record, wanted), Some(record))),
                    None if account.family.is_empty() => Request::Nothing(Skip::MissingValue, None),
                    None => Request::Create(wanted),
                }
            }
        };
        Some((request, None))
    }

    fn process(&mut self, work: &Work<'_>, maptician: &mut Maptician, chance: &mut Chance) {
        let Work { now, at, account, .. } = *work;
        let Some((request, found)) = self.request(at, account, maptician) else {
            self.escrows[at] = None;
            return;
        };
        if let Some(record) = found {
            // A record has one link: whoever had it before is not managed any more.
            self.links.iter_mut().filter(|it| **it == Some(record)).for_each(|it| *it = None);
            self.links[at] = Some(record);
            maptician.records[record].owner = at;
        }
        let hiccup = !matches!(request, Request::Nothing(..)) && chance.percent(self.settings.flaky);
        let before = match request {
            Request::Nothing(_, record) => record,
            Request::Update(record, _) | Request::Delete(record) => Some(record),
            Request::Create(_) => None,
        };
        let before = before.map(|it| (it, maptician.records[it].clone()));
        let old = before.as_ref().and_then(|it| it.1.values.as_ref());
        let (action, outcome, sent) = match request {
            Request::Nothing(Skip::MissingValue, _) => ("create", Outcome::Skipped(Skip::MissingValue), None),
            Request::Nothing(skip, _) => ("other", Outcome::Skipped(skip), None),
            Request::Create(wanted) => {
                let outcome = outcome(hiccup, || {
                    let new = maptician.create(now, chance.guid(), wanted.clone(), at)?;
                    maptician.records[new].stubborn = chance.percent(self.settings.stubborn);
                    self.links[at] = Some(new);
                    Ok(())
                });
                ("create", outcome, Some(wanted))
            }
            Request::Update(record, wanted) => {
                let leaves = old.is_some_and(|it| it.active && !wanted.active);
                let action = if leaves { self.settings.deactivation } else { "update" };
                let outcome = outcome(hiccup, || maptician.patch(now, record, wanted.clone()));
                (action, outcome, Some(wanted))
            }
            Request::Delete(record) => ("delete", outcome(hiccup, || maptician.delete(now, record)), None),
        };
        self.close(work, &Attempt { action, outcome, before, sent }, maptician, chance);
    }

    /// Keeps link and retries, and writes the entry.
    fn close(&mut self, work: &Work<'_>, attempt: &Attempt, maptician: &Maptician, chance: &mut Chance) {
        let Work { now, at, account, retry, .. } = *work;
        let failed = matches!(attempt.outcome, Outcome::Hiccup | Outcome::Refused(_));
        let tries = self.escrows[at].as_ref().map_or(0, |it| it.tries);
        if failed {
            let first = self.escrows[at].as_ref().map_or(now, |it| it.first);
            let next = match tries {
                0 => now + CYCLE / 2,
                1 => first + 6 * HOUR,
                2 => first + 12 * HOUR,
                _ => first + (tries - 2) * DAY,
            };
            let next = next.max(now + CYCLE / 2);
            self.escrows[at] = (now - first < 28 * DAY).then_some(Escrow { first, tries: tries + 1, next });
        } else {
            self.escrows[at] = None;
            // Out of scope: switched off once, and from then on nobody's.
            if !account.state.assigned || attempt.action == "delete" {
                self.links[at] = None;
            }
        }
        let record = attempt.before.as_ref().map(|it| it.0).or(self.links[at]);
        let entry = self.entry(work, attempt, retry.then_some(tries), record, maptician, chance);
        self.entries.push(entry);
    }

    fn stage(&mut self, work: &Work<'_>, maptician: &Maptician, chance: &mut Chance) {
        let Some(record) = self.links[work.at] else { return };
        let old = maptician.records[record].clone();
        let sent = old.values.clone().map(|it| Values { active: false, ..it });
        let attempt =
            Attempt { action: "stagedDelete", outcome: Outcome::Staged, before: Some((record, old)), sent };
        let entry = self.entry(work, &attempt, None, Some(record), maptician, chance);
        self.entries.push(entry);
    }
}

fn outcome(hiccup: bool, request: impl FnOnce() -> Result<(), Refused>) -> Outcome {
    if hiccup {
        return Outcome::Hiccup;
    }
    match request() {
        Ok(()) => Outcome::Done,
        Err(refused) => Outcome::Refused(refused),
    }
}
