//! What the material shows of a user and since when, and what it hides.

use scim_checkup_rules::User;

use super::subject::{Subject, pieces};
use crate::simulator::{
    clock::{CYCLE, MINUTE, Moment, RESTORABLE},
    entra::Account,
    maptician::{Refused, Values},
    service::{Job, Outcome, Skip},
};

impl Subject<'_> {
    /// When the material last shows an account.
    pub(super) fn account_since(&self, account: usize) -> Option<Moment> {
        if self.shown.live.contains_key(&account) || self.shown.deleted.contains_key(&account) {
            return Some(self.now());
        }
        if self.shown.all_live && self.shown.all_deleted {
            return Some(self.now());
        }
        self.logged_since(account)
    }

    /// When a log last shows an account.
    pub(super) fn logged_since(&self, account: usize) -> Option<Moment> {
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        let entries = entries.filter(|it| it.account == account).map(|it| it.at - MINUTE);
        let audits = self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]);
        entries.chain(audits.filter(|it| it.account == account).map(|it| it.at)).max()
    }

    /// When a log last shows whether the account is in scope: that it was enabled or restored does not.
    pub(super) fn scope_logged_since(&self) -> Option<Moment> {
        let entries = self.entries_shown().filter(|it| it.account == self.account).map(|it| it.at - MINUTE);
        let audits = self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]);
        let audits = audits.filter(|it| it.activity.contains("app role assignment"));
        entries.chain(audits.filter(|it| it.account == self.account).map(|it| it.at)).max()
    }

    /// When a log last shows whether an account is enabled: an assignment does not, and of a deleted account nothing does.
    pub(super) fn use_logged_since(&self) -> Option<Moment> {
        let entries = self.entries_shown().filter(|it| it.account == self.account);
        let entries = entries.filter(|it| self.prefix(&it.source_name).is_none()).map(|it| it.at - MINUTE);
        let audits = self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]);
        let silent = ["app role assignment", "Delete user", "Restore user"];
        let audits = audits.filter(|it| !silent.iter().any(|part| it.activity.contains(part)));
        entries.chain(audits.filter(|it| it.account == self.account).map(|it| it.at)).max()
    }

    pub(super) fn purge_is_hidden(&self) -> bool {
        let by_age = self.the_account().deleted_at.is_some_and(|it| it + RESTORABLE <= self.now());
        let mut audits = self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]);
        !by_age && !audits.any(|it| it.account == self.account && it.activity == "Hard Delete user")
    }

    /// An older account of the person was deleted and the newer one came in the same cycles: which is first nobody knows.
    pub(super) fn two_at_once(&self) -> bool {
        let young = |at: Moment| at > self.now() - 2 * CYCLE;
        let older = |it: &&Account| self.persons.contains(&it.person) && it.id != self.the_account().id;
        let mut older = self.tenant.directory.accounts.iter().filter(older);
        young(self.the_account().changed) && older.any(|it| it.deleted_at.is_some_and(young))
    }

    /// When the material last shows a record.
    pub(super) fn record_since(&self, record: usize) -> Option<Moment> {
        let row = self.shown.records.get(&record);
        // A row without the name need not be known for this user's.
        let logged = self.record_logged(record);
        row.map(|it| logged.filter(|_| !it.name).unwrap_or(self.now())).or(logged)
    }

    /// When the material last shows a record's name.
    pub(super) fn name_since(&self, record: usize) -> Option<Moment> {
        let row = self.shown.records.get(&record).filter(|it| it.name);
        row.map(|_| self.now()).or_else(|| self.record_logged(record)).or_else(|| self.record_since(record))
    }

    pub(super) fn name_is_shown(&self, record: usize) -> bool {
        self.record_logged(record).is_some() || self.shown.records.get(&record).is_some_and(|it| it.name)
    }

    pub(super) fn record_logged(&self, record: usize) -> Option<Moment> {
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        entries.filter(|it| it.record == Some(record) && it.shows_record).map(|it| it.at).max()
    }

    /// The entry of the log that is the last one shown of the account.
    pub(super) fn last_outcome(&self) -> Option<Outcome> {
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        entries.filter(|it| self.accounts.contains(&it.account)).max_by_key(|it| it.at).map(|it| it.outcome)
    }

    /// What the service meets may be hidden: then nobody can foresee what it does.
    pub(super) fn hidden_trouble(&self) -> bool {
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
        // That a record refuses to be deactivated shows when it does; the job's secrets are not exported, and whether a link
        // outlasts what they keep from being sent nobody says.
        let stubborn = self.all_records().any(|it| self.record(it).stubborn) && !self.shows_stubbornness();
        let left = self.tenant.service.settings.skips_out_of_scope
            && pieces(&self.the_account().history, 0).any(|it| !it.assigned);
        // Which values have to be there nobody can tell before the first skip; nor is the deletion threshold exported.
        let family_missing = self.the_account().family.is_empty() && !self.shows_missing_value();
        let trips = self.later.service.job != self.tenant.service.job;
        stubborn
            || left
            || family_missing
            || trips
            || people
            || job
            || stood_still
            || failure
            || newer
            || unassigned
    }

    fn shows_stubbornness(&self) -> bool {
        let refused = Outcome::Refused(Refused::MustBeActive);
        self.entries_shown().any(|it| it.account == self.account && it.outcome == refused)
    }

    fn shows_missing_value(&self) -> bool {
        let mut entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        entries.any(|it| it.account == self.account && it.outcome == Outcome::Skipped(Skip::MissingValue))
    }

    /// The log goes on after the last entry that is shown: a filter or a page does not say so.
    pub(super) fn hidden_success(&self) -> bool {
        let own = |at: &usize| self.tenant.service.entries[*at].account == self.account;
        let at = |it: usize| self.tenant.service.entries[it].at;
        let shown = self.shown.entries.iter().copied().filter(own).map(at).max();
        let last = (0..self.tenant.service.entries.len()).filter(own).map(at).max();
        shown.is_some() && shown < last
    }

    /// Since when the account may have been disabled, enabled or assigned unseen: not every row says who is enabled.
    pub(super) fn use_since(&self) -> Moment {
        let silent = self.shown.live.get(&self.account) == Some(&false);
        if silent { self.logged_since(self.account) } else { self.entra_since }.unwrap_or(0)
    }

    /// What the account was when it was last shown may be otherwise by now. Only a list of assignments shows who is assigned.
    pub(super) fn changed_unseen(&self) -> bool {
        let (history, state) = (&self.the_account().history, self.the_account().state);
        let logged = self.logged_since(self.account).unwrap_or(0);
        pieces(history, self.use_since()).any(|it| *it != state)
            || (!self.shown.all_assignments
                && pieces(history, logged).any(|it| it.assigned != state.assigned))
    }

    /// The name that the account has now stands nowhere in the material.
    pub(super) fn name_is_hidden(&self) -> bool {
        let name = &self.the_account().name;
        let listed =
            self.shown.live.contains_key(&self.account) || self.shown.deleted.contains_key(&self.account);
        let of = |account: usize, upn: &str| account == self.account && upn.ends_with(name.as_str());
        let entries = self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it]);
        let audits = self.shown.audits.iter().map(|it| &self.tenant.directory.audits[*it]);
        self.name.is_none()
            && !listed
            && !entries.into_iter().any(|it| of(it.account, &it.source_name))
            && !audits.into_iter().any(|it| it.upn.as_ref().is_some_and(|upn| of(it.account, upn)))
    }

    /// Names follow the mail address, and that is not shown.
    pub(super) fn mail_is_hidden(&self) -> bool {
        let mailed =
            self.shown.live.contains_key(&self.account) || self.shown.deleted.contains_key(&self.account);
        self.tenant.service.settings.name_is_mail && !mailed
    }

    /// Maptician's name and address are others than those that are Entra's now: nobody finds one by the other. So it is too
    /// where names follow a mail address that is not shown.
    pub(super) fn renamed(&self) -> bool {
        let it = self.the_account();
        if self.name_is_hidden() || self.mail_is_hidden() {
            return true;
        }
        let mailed =
            self.shown.live.contains_key(&self.account) || self.shown.deleted.contains_key(&self.account);
        let known = if mailed { vec![&it.name, &it.mail] } else { vec![&it.name] };
        // A list of addresses shows no name.
        let found = |record: usize, values: &Values| {
            let named = !self.shown.records.contains_key(&record) || self.name_is_shown(record);
            known.iter().any(|it| {
                (named && it.eq_ignore_ascii_case(&values.user_name))
                    || it.eq_ignore_ascii_case(&values.email)
            })
        };
        !self.all_records().any(|it| self.record(it).values.as_ref().is_some_and(|values| found(it, values)))
    }

    /// Whether a row of Maptician's can be known for this user's: by a name, an address or an ID that the material shows.
    pub(super) fn is_known(&self, record: usize, user: &User) -> bool {
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
}
