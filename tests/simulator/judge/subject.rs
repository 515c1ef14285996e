//! Who a user of the report is, and what she has and had in Maptician.

use std::collections::BTreeSet;

use scim_checkup_rules::User;

use super::Tally;
use crate::simulator::{
    clock::Moment,
    emit::Shown,
    entra::Account,
    maptician::{Record, Values},
    tenant::Tenant,
};

/// A user of the report, and who that is.
pub(super) struct Subject<'a> {
    pub(super) tenant: &'a Tenant,
    pub(super) later: &'a Tenant,
    pub(super) shown: &'a Shown,
    pub(super) persons: BTreeSet<usize>,
    /// All accounts that the report names.
    pub(super) accounts: Vec<usize>,
    /// The name of a user of whom the report knows no account.
    pub(super) name: Option<String>,
    /// The account that the report speaks of.
    pub(super) account: usize,
    /// What the person has or had in Maptician, as far as the material shows it.
    pub(super) records: Vec<usize>,
    /// The report says itself that two users claim the name: whose the record is, it cannot know.
    pub(super) rival: bool,
    /// Since when the account may have changed unseen; `None`: nothing of it is shown.
    pub(super) entra_since: Option<Moment>,
}

impl<'a> Subject<'a> {
    pub(super) fn find(
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

    pub(super) fn now(&self) -> Moment {
        self.tenant.now
    }

    pub(super) fn the_account(&self) -> &Account {
        &self.tenant.directory.accounts[self.account]
    }

    pub(super) fn record(&self, record: usize) -> &Record {
        &self.tenant.maptician.records[record]
    }

    pub(super) fn all_records(&self) -> impl Iterator<Item = usize> {
        self.records_of(&self.persons).into_iter()
    }

    /// Whether a record has the very name under which the report speaks of somebody without an account.
    pub(super) fn has_name(&self, record: usize) -> bool {
        let values = self.record(record).values.as_ref();
        let is_it = |it: &String| self.name.as_ref().is_some_and(|name| it.eq_ignore_ascii_case(name));
        values.is_some_and(|it| (is_it(&it.user_name) && self.name_is_shown(record)) || is_it(&it.email))
    }

    /// What belongs to the accounts that the report names, and what has their names.
    pub(super) fn records_of_accounts(&self) -> Vec<usize> {
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

    pub(super) fn records_of_the_account(&self) -> Vec<usize> {
        self.all_records().filter(|it| self.record(*it).owner == self.account).collect()
    }

    /// Names follow the mail address, and another living account has the same.
    pub(super) fn shares_the_matching_value(&self) -> bool {
        let own = self.the_account();
        let mut accounts = self.tenant.directory.accounts.iter();
        self.tenant.service.settings.name_is_mail
            && accounts
                .any(|it| it.id != own.id && it.state.lives() && it.mail.eq_ignore_ascii_case(&own.mail))
    }

    pub(super) fn records_of(&self, persons: &BTreeSet<usize>) -> Vec<usize> {
        let records = &self.tenant.maptician.records;
        let own = |it: &usize| persons.contains(&self.tenant.directory.accounts[records[*it].owner].person);
        (0..records.len()).filter(own).collect()
    }

    /// Whether something held of the records that are shown, at any moment at which they may have changed unseen, or
    /// holds of all that there are. An older account under another name is another user, and of two accounts of one person that live at the same time, nobody can tell from an
    /// address whose record it is: either's will do.
    pub(super) fn ever(&self, holds: impl Fn(&[&Values]) -> bool) -> bool {
        self.ever_since(holds, |it| self.record_since(it))
    }

    pub(super) fn ever_since(
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
        // A record that the service has let go, under a name that the account has no more, ties to nobody.
        let left = |it: &usize| {
            let names = self.accounts.iter().map(|it| &self.tenant.directory.accounts[*it]);
            let names: Vec<&String> = names.flat_map(|it| [&it.name, &it.mail]).collect();
            let values = self.record(*it).values.as_ref();
            let named = values.is_some_and(|values| {
                [&values.user_name, &values.email].iter().any(|name| {
                    let clean = self.prefix(name).map_or(name.as_str(), |_| &name[32..]);
                    names.iter().any(|it| it.eq_ignore_ascii_case(clean))
                })
            });
            !named && !self.tenant.service.is_linked(*it)
        };
        // Nor does an address by itself that nothing else in the material has.
        let strange = |it: &usize| {
            let row = self.shown.records.get(it).is_some_and(|row| !row.name && !row.external_id);
            let accounts = self.accounts.iter().map(|it| &self.tenant.directory.accounts[*it]);
            let email = self.record(*it).values.as_ref().map(|it| &it.email);
            let mut names = accounts.flat_map(|it| [&it.name, &it.mail]);
            row && self.record_logged(*it).is_none()
                && email.is_some_and(|email| !names.any(|it| it.eq_ignore_ascii_case(email)))
        };
        let kept: Vec<usize> = self.all_records().filter(|it| !left(it) && !strange(it)).collect();
        sets.extend((!kept.is_empty()).then_some(kept));
        // What was created under a name that stands nowhere is nobody's whom the material names.
        if self.name_is_hidden() || self.mail_is_hidden() {
            let hidden = |it: &Values| {
                let account = self.the_account();
                [&account.name, &account.mail].iter().any(|name| it.user_name.eq_ignore_ascii_case(name))
            };
            let all = self.all_records().filter(|it| !self.record(*it).values.as_ref().is_some_and(hidden));
            sets.push(all.collect());
        }
        sets.iter().any(|it| self.ever_of(it, &holds, &since))
    }

    pub(super) fn ever_of(
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

    pub(super) fn describe(&self) -> String {
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

    /// Whose object ID stands in front of a name.
    pub(super) fn prefix(&self, name: &str) -> Option<&Account> {
        let lower = name.to_ascii_lowercase();
        self.tenant.directory.accounts.iter().find(|it| lower.starts_with(&it.digits()))
    }
}

/// The states from a moment on.
pub(super) fn pieces<T>(history: &[(Moment, T)], since: Moment) -> impl Iterator<Item = &T> {
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
