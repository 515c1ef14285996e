//! The report against the truth: which of its claims are false, and what it left open though the material decides it.
//!
//! An export of a moment shows how it is; a log shows how it was by its last entry. So a claim is held against the time
//! from the latest thing that the material shows of a person up to now: it is false where it held at no moment of it.
//! What follows only from the rules of the service (*inferred*) is false where those rules had their time and the
//! material shows nothing that kept them from it: a change by hand in Maptician is excused, a refusal in the log is not.

use std::{
    collections::BTreeSet,
    fmt::{self, Display},
};

use scim_checkup_rules::{
    ActionKind, Basis, BillingStatus, CorruptionStatus, Entra, Maptician as Side, Next, Report, Time, User,
    many::in_30_days,
};

use super::{
    clock::{self, CYCLE, MINUTE, Moment, RESTORABLE},
    emit::Shown,
    entra::{Account, State},
    maptician::{Record, Values},
    service::{Job, Outcome, Skip},
    tenant::Tenant,
};

/// What came of a number of tenants.
#[derive(Default)]
pub struct Tally {
    pub users: usize,
    pub claims: usize,
    pub false_claims: Vec<String>,
    pub decidable: usize,
    /// What the material decides and the report does not.
    pub missed: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.users += other.users;
        self.claims += other.claims;
        self.false_claims.extend(other.false_claims);
        self.decidable += other.decidable;
        self.missed.extend(other.missed);
    }

    /// Of a hundred answers that the material decides so many are decided.
    pub fn decided(&self) -> f64 {
        100.0 * (self.decidable - self.missed.len()) as f64 / self.decidable.max(1) as f64
    }

    fn claim(&mut self, user: &User, holds: bool, what: impl FnOnce() -> String) {
        self.claims += 1;
        if !holds {
            self.false_claims.push(format!("{}: {}", user.name, what()));
        }
    }

    fn decide(&mut self, user: &User, decided: bool, what: &str) {
        self.decidable += 1;
        if !decided {
            self.missed.push(format!("{}: {what}", user.name));
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} users, {} claims judged, {} false; of {} answers that the material decides {:.2} % are decided",
            self.users,
            self.claims,
            self.false_claims.len(),
            self.decidable,
            self.decided()
        )
    }
}

pub fn judge(tenant: &Tenant, shown: &Shown, report: &Report) -> Tally {
    let mut tally = Tally { users: report.users.len(), ..Tally::default() };
    let later = tenant.later(2 * CYCLE + MINUTE);
    let in_a_month = tenant.later(RESTORABLE);
    for user in &report.users {
        let Some(subject) = Subject::find(tenant, &later, shown, user, &mut tally) else { continue };
        subject.entra(user, &mut tally);
        subject.maptician(user, &mut tally);
        subject.corruption(user, &mut tally);
        subject.billing(user, &mut tally);
        subject.forecast(user, &in_a_month, report.as_of, &mut tally);
        subject.action(user, &mut tally);
    }
    tally
}

/// A user of the report, and who that is.
struct Subject<'a> {
    tenant: &'a Tenant,
    later: &'a Tenant,
    shown: &'a Shown,
    persons: BTreeSet<usize>,
    /// All accounts that the report names.
    accounts: Vec<usize>,
    /// The name of a user of whom the report knows no account.
    name: Option<String>,
    /// The account that the report speaks of.
    account: usize,
    /// What the person has or had in Maptician, as far as the material shows it.
    records: Vec<usize>,
    /// The report says itself that two users claim the name: whose the record is, it cannot know.
    rival: bool,
    /// Since when the account may have changed unseen; `None`: nothing of it is shown.
    entra_since: Option<Moment>,
}

impl<'a> Subject<'a> {
    fn find(
        tenant: &'a Tenant,
        later: &'a Tenant,
        shown: &'a Shown,
        user: &User,
        tally: &mut Tally,
    ) -> Option<Self> {
        let accounts = &tenant.directory.accounts;
        let by_id: Vec<usize> =
            user.object_ids.iter().filter_map(|id| accounts.iter().position(|it| it.id == *id)).collect();
        let mut persons: BTreeSet<usize> = by_id.iter().map(|it| accounts[*it].person).collect();
        if persons.is_empty() {
            persons = (0..tenant.people.len()).filter(|it| is_named(tenant, *it, &user.name)).collect();
        }
        tally.claim(user, !persons.is_empty(), || "nobody of the tenant".to_string());
        let kin: BTreeSet<usize> = persons.iter().map(|it| tenant.kin[*it]).collect();
        tally.claim(user, kin.len() <= 1, || "several people in one user".to_string());
        let first = *persons.first()?;
        // Where the report knows no account, the record of that name says whose it is.
        let named = |values: &Values| {
            [&values.user_name, &values.email].iter().any(|it| it.eq_ignore_ascii_case(&user.name))
        };
        let accounts: Vec<usize> = if by_id.is_empty() {
            let records = tenant.maptician.records.iter().filter(|it| it.values.as_ref().is_some_and(named));
            records.map(|it| it.owner).collect()
        } else {
            by_id
        };
        let account = accounts.first().copied().or_else(|| tenant.directory.current(first))?;
        let mut it = Subject {
            tenant,
            later,
            shown,
            persons,
            accounts,
            name: user.object_ids.is_empty().then(|| user.name.clone()),
            account,
            records: Vec::new(),
            rival: user.notes.iter().any(|it| it.name == "another-user-claims-name"),
            entra_since: None,
        };
        it.records = it.all_records().filter(|record| it.record_since(*record).is_some()).collect();
        it.entra_since = it.account_since(account);
        Some(it)
    }

    fn now(&self) -> Moment {
        self.tenant.now
    }

    fn the_account(&self) -> &Account {
        &self.tenant.directory.accounts[self.account]
    }

    fn record(&self, record: usize) -> &Record {
        &self.tenant.maptician.records[record]
    }

    fn all_records(&self) -> impl Iterator<Item = usize> {
        self.records_of(&self.persons).into_iter()
    }

    /// Whether a record has the very name under which the report speaks of somebody without an account.
    fn has_name(&self, record: usize) -> bool {
        let values = self.record(record).values.as_ref();
        let is_it = |it: &String| self.name.as_ref().is_some_and(|name| it.eq_ignore_ascii_case(name));
        values.is_some_and(|it| is_it(&it.user_name) || is_it(&it.email))
    }

    /// What belongs to the accounts that the report names, and what has their names.
    fn records_of_accounts(&self) -> Vec<usize> {
        let accounts = || self.accounts.iter().map(|it| &self.tenant.directory.accounts[*it]);
        let named = |record: usize, it: &Values| {
            accounts().any(|account| {
                let clean = self.prefix(&it.user_name).map_or(&*it.user_name, |_| &it.user_name[32..]);
                [&account.name, &account.mail].iter().any(|name| {
                    (clean.eq_ignore_ascii_case(name) && self.name_is_shown(record))
                        || it.email.eq_ignore_ascii_case(name)
                })
            })
        };
        let own = |record: &usize| {
            let it = self.record(*record);
            self.accounts.contains(&it.owner)
                || (self.account_since(it.owner).is_none()
                    && it.values.as_ref().is_some_and(|it| named(*record, it)))
        };
        self.all_records().filter(own).collect()
    }

    fn records_of(&self, persons: &BTreeSet<usize>) -> Vec<usize> {
        let records = &self.tenant.maptician.records;
        let own = |it: &usize| persons.contains(&self.tenant.directory.accounts[records[*it].owner].person);
        (0..records.len()).filter(own).collect()
    }

    /// When the material last shows an account.
    fn account_since(&self, account: usize) -> Option<Moment> {
        if self.shown.live.contains_key(&account) || self.shown.deleted.contains_key(&account) {
            return Some(self.now());
        }
        if self.shown.all_live && self.shown.all_deleted {
            return Some(self.now());
        }
        self.logged_since(account)
    }

    /// When a log last shows an account.
    fn logged_since(&self, account: usize) -> Option<Moment> {
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        let entries = entries.filter(|it| it.account == account).map(|it| it.at - MINUTE);
        let audits = self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]);
        entries.chain(audits.filter(|it| it.account == account).map(|it| it.at)).max()
    }

    /// When the material last shows a record.
    fn record_since(&self, record: usize) -> Option<Moment> {
        let row = self.shown.records.get(&record);
        // A row without the name need not be known for this user's.
        let logged = self.record_logged(record);
        row.map(|it| logged.filter(|_| !it.name).unwrap_or(self.now())).or(logged)
    }

    /// When the material last shows a record's name.
    fn name_since(&self, record: usize) -> Option<Moment> {
        let row = self.shown.records.get(&record).filter(|it| it.name);
        row.map(|_| self.now()).or_else(|| self.record_logged(record)).or_else(|| self.record_since(record))
    }

    fn name_is_shown(&self, record: usize) -> bool {
        self.record_logged(record).is_some() || self.shown.records.get(&record).is_some_and(|it| it.name)
    }

    fn record_logged(&self, record: usize) -> Option<Moment> {
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        entries.filter(|it| it.record == Some(record) && it.shows_record).map(|it| it.at).max()
    }

    /// The entry of the log that is the last one shown of the account.
    fn last_outcome(&self) -> Option<Outcome> {
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        entries.filter(|it| self.accounts.contains(&it.account)).max_by_key(|it| it.at).map(|it| it.outcome)
    }

    /// What the service meets may be hidden: then nobody can foresee what it does.
    fn hidden_trouble(&self) -> bool {
        let people = self.persons.iter().any(|it| self.tenant.off_rule[*it]);
        let job = self.tenant.service.job != Job::Runs && !self.shown.job;
        let stood_still = self.tenant.stood_still > 0 && !self.shown.job;
        let failure = self.tenant.service.entries.iter().enumerate().any(|(at, it)| {
            let trouble = it.status == "failure" || it.outcome == Outcome::Skipped(Skip::MissingValue);
            it.account == self.account && trouble && !self.shown.entries.contains(&at)
        });
        let accounts = &self.tenant.directory.accounts;
        let newer = (0..accounts.len())
            .filter(|it| self.persons.contains(&accounts[*it].person))
            .any(|it| self.account_since(it).is_none());
        let unassigned = !self.the_account().state.assigned;
        people || job || stood_still || failure || newer || unassigned
    }

    /// The log goes on after the last entry that is shown: a filter or a page does not say so.
    fn hidden_success(&self) -> bool {
        let own = |at: &usize| self.tenant.service.entries[*at].account == self.account;
        let at = |it: usize| self.tenant.service.entries[it].at;
        let shown = self.shown.entries.iter().copied().filter(own).map(at).max();
        let last = (0..self.tenant.service.entries.len()).filter(own).map(at).max();
        shown.is_some() && shown < last
    }

    /// Maptician's name and address are others than those that are Entra's now: nobody finds one by the other. So it is too
    /// where names follow a mail address that is not shown.
    fn renamed(&self) -> bool {
        let it = self.the_account();
        let mailed =
            self.shown.live.contains_key(&self.account) || self.shown.deleted.contains_key(&self.account);
        if self.tenant.service.settings.name_is_mail && !mailed {
            return true;
        }
        let known = [&it.name, &it.mail];
        let found = |values: &Values| {
            known.iter().any(|it| {
                it.eq_ignore_ascii_case(&values.user_name) || it.eq_ignore_ascii_case(&values.email)
            })
        };
        !self.all_records().filter_map(|it| self.record(it).values.as_ref()).any(found)
    }

    // Entra's side.

    fn entra(&self, user: &User, tally: &mut Tally) {
        let holds = |it: State| match user.entra {
            Entra::Enabled => it.lives() && it.enabled,
            Entra::Disabled => it.lives() && !it.enabled,
            Entra::Live => it.lives(),
            Entra::SoftDeleted => it.deleted && !it.purged,
            Entra::Removed => it.purged || self.renamed(),
            // A deleted user does not stand among the assigned either.
            Entra::NotAssigned => !it.assigned || (self.shown.all_assignments && !it.lives()),
            Entra::Unknown => true,
        };
        // A listing of users knows nothing of assignments, and not every one says who is enabled.
        let by_log = match user.entra {
            Entra::Enabled | Entra::Disabled => self.shown.live.get(&self.account) == Some(&false),
            Entra::NotAssigned => !self.shown.all_assignments,
            _ => false,
        };
        let since = if by_log { self.logged_since(self.account) } else { self.entra_since }.unwrap_or(0);
        tally.claim(user, pieces(&self.the_account().history, since).any(|it| holds(*it)), || {
            format!("in Entra {:?}, but {:?}", user.entra, self.the_account().state)
        });
        let state = self.the_account().state;
        let enabled_shown = self.shown.live.get(&self.account);
        if enabled_shown == Some(&true) || self.shown.deleted.contains_key(&self.account) {
            tally.decide(user, !matches!(user.entra, Entra::Unknown | Entra::Live), "state in Entra");
        } else if enabled_shown == Some(&false) {
            tally.decide(user, user.entra != Entra::Unknown, "existence in Entra");
        }
        // Of several accounts the living one counts.
        let of_report = |it: &&Account| user.object_ids.contains(&it.id);
        let living = self.tenant.directory.accounts.iter().enumerate().filter(|it| of_report(&it.1));
        let living = living.filter(|it| self.shown.live.contains_key(&it.0)).count();
        tally.claim(user, living == 0 || state.lives(), || "judged by an account that is gone".to_string());
        if let Some(deadline) = user.action.deadline {
            let dated = self.shown.deleted.get(&self.account) == Some(&true)
                || self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]).any(|it| {
                    it.account == self.account
                        && it.activity == "Delete user"
                        && Some(it.at) == self.the_account().deleted_at
                });
            let at = self.the_account().deleted_at.map(|it| clock::iso(it + RESTORABLE));
            let claimed = deadline.to_string();
            let holds = if dated {
                at.as_ref().is_none_or(|it| *it == claimed)
            } else {
                self.deletions().any(|it| clock::iso(it + RESTORABLE) <= claimed)
            };
            tally.claim(user, holds, || format!("a deadline at {deadline}, but {at:?}"));
        } else if state.deleted && !state.purged && self.shown.deleted.get(&self.account) == Some(&true) {
            let due = user.action.kind != ActionKind::None;
            tally.decide(user, !due, "deadline");
        }
    }

    /// When the account was deleted, as far as no entry shows that it lived again since.
    fn deletions(&self) -> impl Iterator<Item = Moment> {
        let history = &self.the_account().history;
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        let seen: Vec<Moment> = entries.filter(|it| it.account == self.account).map(|it| it.at).collect();
        let lives = |at: Moment| history.iter().rev().find(|it| it.0 <= at).is_some_and(|it| it.1.lives());
        let last = seen.into_iter().filter(move |it| lives(*it)).max().unwrap_or(0);
        history.iter().filter(move |it| it.1.deleted && it.0 >= last).map(|it| it.0)
    }

    // Maptician's side.

    /// Whether a row of Maptician's can be known for this user's: by a name, an address or an ID that the material shows.
    fn is_known(&self, record: usize, user: &User) -> bool {
        let (Some(row), Some(values)) = (self.shown.records.get(&record), &self.record(record).values) else {
            return false;
        };
        let clean = |it: &str| self.prefix(it).map_or(it, |_| &it[32..]).to_ascii_lowercase();
        let mut names = vec![clean(&user.name)];
        for at in &self.accounts {
            let account = &self.tenant.directory.accounts[*at];
            if self.shown.live.contains_key(at) || self.shown.deleted.contains_key(at) {
                names.extend([clean(&account.name), clean(&account.mail)]);
            }
            let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
            for it in entries.filter(|it| it.account == *at) {
                names.extend([clean(&it.source_name), clean(&it.target_name)]);
            }
        }
        let id = values.external_id.as_str();
        names.contains(&clean(&values.email))
            || (row.name && names.contains(&clean(&values.user_name)))
            || (row.external_id && user.object_ids.iter().any(|it| it == id))
    }

    /// Whether something held of the records that are shown, at any moment at which they may have changed unseen, or
    /// holds of all that there are. An older account under another name is another user, and of two accounts of one person that live at the same time, nobody can tell from an
    /// address whose record it is: either's will do.
    fn ever(&self, holds: impl Fn(&[&Values]) -> bool) -> bool {
        self.ever_since(holds, |it| self.record_since(it))
    }

    fn ever_since(
        &self,
        holds: impl Fn(&[&Values]) -> bool,
        since: impl Fn(usize) -> Option<Moment>,
    ) -> bool {
        if self.rival {
            return true;
        }
        let kin: BTreeSet<usize> = self.persons.iter().map(|it| self.tenant.kin[*it]).collect();
        let kin: BTreeSet<usize> =
            (0..self.tenant.kin.len()).filter(|it| kin.contains(&self.tenant.kin[*it])).collect();
        let of_name = self.all_records().filter(|it| self.has_name(*it)).collect();
        let of_accounts = self.records_of_accounts();
        let mut sets: Vec<Vec<usize>> =
            vec![self.all_records().collect(), of_accounts, self.records_of(&kin)];
        sets.extend(self.name.is_some().then_some(of_name));
        sets.iter().any(|it| self.ever_of(it, &holds, &since))
    }

    fn ever_of(
        &self,
        all: &[usize],
        holds: impl Fn(&[&Values]) -> bool,
        since: impl Fn(usize) -> Option<Moment>,
    ) -> bool {
        let now: Vec<&Values> = all.iter().filter_map(|it| self.record(*it).values.as_ref()).collect();
        if holds(&now) {
            return true;
        }
        let shown: Vec<(usize, Moment)> = all.iter().filter_map(|it| Some((*it, since(*it)?))).collect();
        let Some(since) = shown.iter().map(|it| it.1).min() else { return false };
        let history = |it: &usize| &self.record(*it).history;
        let changes = shown.iter().flat_map(|it| history(&it.0)).map(|it| it.0).filter(|it| *it > since);
        [since].into_iter().chain(changes).any(|at| {
            // A record that is shown later than that was by then as it is shown.
            let at_the_time = |it: &(usize, Moment)| {
                let at = at.max(it.1);
                history(&it.0).iter().rev().find(|it| it.0 <= at).and_then(|it| it.1.as_ref())
            };
            holds(&shown.iter().filter_map(at_the_time).collect::<Vec<_>>())
        })
    }

    fn maptician(&self, user: &User, tally: &mut Tally) {
        let holds = match user.maptician {
            Side::Active => self.ever(|it| it.iter().any(|it| it.active)),
            Side::Inactive => self.ever(|it| !it.is_empty() && it.iter().all(|it| !it.active)),
            Side::Absent => self.ever(|it| it.is_empty()) || self.renamed(),
            Side::Unknown => true,
        };
        tally.claim(user, holds, || format!("in Maptician {:?}, but {}", user.maptician, self.describe()));
        let there = || self.all_records().filter(|it| self.record(*it).values.is_some());
        let listed = there().count() > 0 && there().all(|it| self.is_known(it, user));
        let mailed =
            self.shown.live.contains_key(&self.account) || self.shown.deleted.contains_key(&self.account);
        let absent = there().count() == 0 && self.shown.all_records && mailed;
        if listed || absent {
            tally.decide(user, user.maptician != Side::Unknown, "state in Maptician");
            tally.decide(
                user,
                user.billing.status != BillingStatus::Unknown,
                "billing, as Maptician shows it",
            );
        }
    }

    fn describe(&self) -> String {
        let stored = |it: usize| {
            let it = self.record(it);
            it.values.as_ref().map_or_else(
                || "gone".to_string(),
                |it| format!("{} {}", it.user_name, if it.active { "active" } else { "inactive" }),
            )
        };
        let stored: Vec<String> = self.all_records().map(stored).collect();
        if stored.is_empty() { "no record".to_string() } else { stored.join(", ") }
    }

    fn billing(&self, user: &User, tally: &mut Tally) {
        let counts = |it: &[&Values]| it.iter().any(|it| it.active);
        let claim = match user.billing.status {
            BillingStatus::Counted => true,
            BillingStatus::NotCounted => false,
            BillingStatus::Unknown => {
                self.billing_follows(user, tally);
                return;
            }
        };
        let holds = match user.billing.basis {
            Basis::Observed => {
                self.ever(|it| counts(it) == claim) || (user.maptician == Side::Absent && self.renamed())
            }
            Basis::Inferred => {
                self.now_or_of_accounts(|it| counts(it) == claim) || self.inference_is_excused(claim)
            }
            Basis::None => false,
        };
        tally.claim(user, holds, || {
            format!(
                "{:?} ({:?}, {}), but {}",
                user.billing.status,
                user.billing.basis,
                user.billing.code,
                self.describe()
            )
        });
        self.billing_follows(user, tally);
        if let Some(next) = user.billing.next {
            let records = &self.later.maptician.records;
            let own = |it: &&Record| self.persons.contains(&self.later.directory.accounts[it.owner].person);
            let active = records.iter().filter(own).filter_map(|it| it.values.as_ref()).any(|it| it.active);
            let holds = active == (next == Next::Starts) || self.hidden_trouble();
            tally.claim(user, holds, || format!("the next cycle: {next:?} ({}), but not", user.billing.code));
        }
    }

    /// What is said of the seat in 30 days: where it holds once the next cycles are over, it holds then, too.
    fn forecast(&self, user: &User, in_a_month: &Tenant, as_of: Time, tally: &mut Tally) {
        let claim = match in_30_days(user, as_of) {
            BillingStatus::Counted => true,
            BillingStatus::NotCounted => false,
            BillingStatus::Unknown => return,
        };
        let counts = |tenant: &Tenant| {
            let own = |it: &&Record| self.persons.contains(&tenant.directory.accounts[it.owner].person);
            tenant
                .maptician
                .records
                .iter()
                .filter(own)
                .filter_map(|it| it.values.as_ref())
                .any(|it| it.active)
        };
        if counts(self.later) == claim {
            let holds = counts(in_a_month) == claim || self.hidden_trouble();
            tally.claim(user, holds, || {
                format!(
                    "in 30 days: {claim} ({}, {}), but {}",
                    user.billing.code,
                    user.action.code,
                    self.describe()
                )
            });
        }
    }

    /// Whether something holds now, of all that the person has or of what her accounts in the report have.
    fn now_or_of_accounts(&self, holds: impl Fn(&[&Values]) -> bool) -> bool {
        self.ever_since(holds, |_| Some(self.now()))
    }

    /// Whether what the material hides kept the rule from holding.
    fn inference_is_excused(&self, claim: bool) -> bool {
        // The log shows how it was; since then the account may have changed.
        let since = self.entra_since.unwrap_or(0);
        let unseen = pieces(&self.the_account().history, since).any(|it| it.entitled() != claim)
            && pieces(&self.the_account().history, since).any(|it| it.entitled() == claim);
        // Within a cycle both may be, and a change that no document dates may be as young. But who is only just entitled
        // cannot be said to be active yet.
        let age = self.now() - self.the_account().changed;
        let young = age < 2 * CYCLE;
        let dated = (age >= CYCLE || self.the_account().state.entitled())
            && self
                .shown
                .audits
                .iter()
                .map(|it| &self.tenant.directory.audits[*it])
                .any(|it| it.account == self.account && it.at == self.the_account().changed);
        // Whether she is assigned is not in a listing of users.
        let unassigned = !self.the_account().state.assigned && !self.shown.all_assignments;
        // Nor does anything say whether a change that no document dates came before the job stood still.
        let still = self.tenant.service.job != Job::Runs && !dated;
        unseen || still || (young && !dated) || unassigned || self.hidden_trouble() || self.hidden_success()
    }

    /// What the rules of the service decide with Entra's side alone.
    fn billing_follows(&self, user: &User, tally: &mut Tally) {
        let state = self.the_account().state;
        let shown = self.shown.live.get(&self.account) == Some(&true)
            || self.shown.deleted.contains_key(&self.account);
        let settled = self.now() - self.the_account().changed >= 2 * CYCLE;
        let runs = self.tenant.service.job == Job::Runs || !self.shown.job;
        let went_well =
            matches!(self.last_outcome(), None | Some(Outcome::Done | Outcome::Skipped(Skip::Redundant)));
        if !shown || !settled || !runs || !went_well {
            return;
        }
        let assigned = self.shown.all_assignments && state.assigned;
        if !state.entitled() && (!state.enabled || state.deleted) {
            tally.decide(
                user,
                user.billing.status != BillingStatus::Unknown,
                "billing of a user who is out of use",
            );
        } else if assigned {
            tally.decide(
                user,
                user.billing.status != BillingStatus::Unknown,
                "billing of a user who is assigned",
            );
        }
    }

    // The stored name.

    /// Whose object ID stands in front of a name.
    fn prefix(&self, name: &str) -> Option<&Account> {
        let lower = name.to_ascii_lowercase();
        self.tenant.directory.accounts.iter().find(|it| lower.starts_with(&it.digits()))
    }

    fn corruption(&self, user: &User, tally: &mut Tally) {
        let it = &user.corruption;
        let corrupted =
            |it: &&Values| self.prefix(&it.user_name).is_some() || self.prefix(&it.email).is_some();
        let any_time = |holds: &dyn Fn(&[&Values]) -> bool| {
            self.ever_since(holds, |it| self.name_since(it))
                || (self.shown.loose
                    && self.all_records().any(|it| {
                        self.record(it).history.iter().filter_map(|it| it.1.as_ref()).any(|it| holds(&[it]))
                    }))
        };
        let holds = match it.status {
            CorruptionStatus::Prefixed => any_time(&|all: &[&Values]| all.iter().any(corrupted)),
            // An address that only the log shows to be prefixed is not looked for.
            CorruptionStatus::Clean => {
                let own = self.records_of_accounts();
                let listed = own.iter().filter(|it| self.shown.records.contains_key(it));
                let mut listed = listed.filter_map(|it| self.record(*it).values.as_ref());
                let clean = |it: &&Values| self.prefix(&it.user_name).is_none();
                any_time(&|all: &[&Values]| !all.is_empty() && all.iter().all(clean))
                    && !listed.any(|it| self.prefix(&it.email).is_some())
            }
            CorruptionStatus::EntraOnly => {
                let state =
                    pieces(&self.the_account().history, self.entra_since.unwrap_or(0)).any(|it| !it.lives());
                let named = self
                    .records_of_accounts()
                    .iter()
                    .any(|it| self.shown.records.get(it).is_some_and(|it| it.name));
                state
                    && (!named || self.ever_since(|all| !all.iter().any(corrupted), |it| self.name_since(it)))
            }
            CorruptionStatus::Suspected | CorruptionStatus::Unknown => true,
        };
        tally.claim(user, holds, || {
            format!("the name is {:?} ({}), but {}", it.status, it.code, self.describe())
        });
        if it.status == CorruptionStatus::Prefixed {
            let whose = it.stored_as.as_deref().and_then(|it| self.prefix(it));
            let right = whose.is_none_or(|whose| {
                it.object_id.as_deref() == Some(&whose.id)
                    && it.stored_as.as_deref().map(|it| &it[32..]) == it.user_name.as_deref()
            });
            tally.claim(user, right, || format!("repaired as {:?} of {:?}", it.user_name, it.object_id));
        }
        let mut there = self.all_records().filter(|it| self.record(*it).values.is_some());
        if there.any(|it| self.is_known(it, user) && self.shown.records[&it].name) {
            tally.decide(user, it.status != CorruptionStatus::Unknown, "stored name");
        }
    }

    // What to do.

    /// Both sides as they should be: nobody has anything to do.
    fn well(&self) -> bool {
        let state = self.the_account().state;
        let own = self.records_of_accounts();
        let stored: Vec<&Values> = own.iter().filter_map(|it| self.record(*it).values.as_ref()).collect();
        let active = stored.iter().any(|it| it.active);
        let clean =
            stored.iter().all(|it| self.prefix(&it.user_name).is_none() && self.prefix(&it.email).is_none());
        let refused = self.tenant.service.retries(self.account);
        let in_use = |it: &&&Values| it.active || stored.len() == 1;
        let named = stored.iter().filter(in_use).all(|it| {
            let account = self.the_account();
            [&account.name, &account.mail].iter().any(|name| it.user_name.eq_ignore_ascii_case(name))
        });
        // Of two clean records one is a leftover.
        let one = stored.iter().filter(|it| it.active).count() <= 1;
        active == state.entitled() && clean && !refused && one && (named || !state.lives())
    }

    /// Both sides are shown as they are now.
    fn all_shown(&self) -> bool {
        let mut there = self.all_records().filter(|it| self.record(*it).values.is_some());
        self.entra_since == Some(self.now()) && there.all(|it| self.shown.records.contains_key(&it))
    }

    fn action(&self, user: &User, tally: &mut Tally) {
        let kind = user.action.kind;
        let state = self.the_account().state;
        let since = self.entra_since.unwrap_or(0);
        let ever = |holds: &dyn Fn(&State) -> bool| pieces(&self.the_account().history, since).any(holds);
        let refused = matches!(self.last_outcome(), Some(Outcome::Refused(_)));
        let says = || {
            format!(
                "{kind:?} ({}), but {state:?}, {}, last {:?}",
                user.action.code,
                self.describe(),
                self.last_outcome()
            )
        };
        let holds = match kind {
            ActionKind::NotCovered | ActionKind::ResolveDuplicate => false,
            ActionKind::ContactSupport | ActionKind::CheckProvisioning => {
                let failed = matches!(
                    self.last_outcome(),
                    Some(
                        Outcome::Refused(_)
                            | Outcome::Hiccup
                            | Outcome::Staged
                            | Outcome::Skipped(Skip::MissingValue)
                    )
                );
                let by_hand = self.persons.iter().any(|it| self.tenant.off_rule[*it]);
                // Of a user who is disabled by now a refused create is still to be looked after.
                let looked_after =
                    !state.enabled
                        && self.tenant.service.entries.iter().any(|it| {
                            it.account == self.account && matches!(it.outcome, Outcome::Refused(_))
                        });
                let named = user.action.code == "A327" && self.renamed();
                // The log shows how it was, a pasted sentence says not when, and of two accounts with one address either
                // may be meant.
                let since = self.entra_since.unwrap_or(0);
                let kin = self.tenant.kin[self.the_account().person];
                let other = pieces(&self.the_account().history, since).any(|it| *it != state)
                    || self.shown.loose
                    || self.tenant.kin.iter().filter(|it| **it == kin).count() > 1;
                !self.well()
                    || failed
                    || by_hand
                    || looked_after
                    || named
                    || self.rival
                    || other
                    || !(self.all_shown() || self.last_outcome().is_some())
            }
            ActionKind::LookUpInEntra => {
                let shown = self.shown.live.contains_key(&self.account)
                    || self.shown.deleted.contains_key(&self.account);
                !shown || self.renamed()
            }
            ActionKind::DecideReturn => ever(&|it| it.deleted && !it.purged),
            ActionKind::ReassignInEntra => {
                let since = self.logged_since(self.account).unwrap_or(0);
                let out = |it: &State| !it.assigned || (self.shown.all_assignments && !it.lives());
                pieces(&self.the_account().history, since).any(out)
                    || (!self.shown.all_assignments && self.logged_since(self.account).is_none())
                    || self.persons.iter().any(|it| self.tenant.off_rule[*it])
            }
            ActionKind::WaitForSync => {
                let later = Subject {
                    tenant: self.later,
                    later: self.later,
                    shown: self.shown,
                    persons: self.persons.clone(),
                    accounts: self.accounts.clone(),
                    name: self.name.clone(),
                    account: self.account,
                    records: Vec::new(),
                    rival: self.rival,
                    entra_since: None,
                };
                later.well() || self.last_outcome() == Some(Outcome::Hiccup) || self.hidden_trouble()
            }
            ActionKind::ProvideMore => true,
            ActionKind::None => {
                let needed = state.entitled() && self.tenant.service.retries(self.account) && refused;
                let stays = self.all_shown()
                    && self.the_account().changed + 2 * CYCLE < self.now()
                    && state.assigned
                    && state.enabled
                    && self.all_records().any(|it| self.record(it).values.is_some())
                    && !self.well()
                    && state.lives()
                    && self.shown.live.get(&self.account) == Some(&true)
                    && !self.renamed();
                !needed && !stays
            }
        };
        tally.claim(user, holds, says);
    }
}

/// The states from a moment on.
fn pieces<T>(history: &[(Moment, T)], since: Moment) -> impl Iterator<Item = &T> {
    let ends = history.iter().skip(1).map(|it| it.0).chain([Moment::MAX]);
    history.iter().zip(ends).filter(move |it| it.1 >= since).map(|it| &it.0.1)
}

/// Whether a name is or was a person's, on either side, prefixed or not.
fn is_named(tenant: &Tenant, person: usize, name: &str) -> bool {
    let accounts = tenant.directory.accounts.iter().filter(|it| it.person == person);
    let mut names: BTreeSet<String> = BTreeSet::new();
    for it in accounts {
        names.extend(it.names.iter().cloned());
        names.extend([it.mail.clone(), it.display.clone(), it.id.clone()]);
    }
    for it in &tenant.maptician.records {
        if tenant.directory.accounts[it.owner].person == person {
            let stored = it.history.iter().filter_map(|it| it.1.as_ref());
            names.extend(stored.flat_map(|it| [it.user_name.clone(), it.email.clone()]));
        }
    }
    names.iter().any(|it| {
        it.eq_ignore_ascii_case(name)
            || (it.len() > 32 && it.is_char_boundary(32) && it[32..].eq_ignore_ascii_case(name))
    })
}
