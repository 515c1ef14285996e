//! What to do.

use scim_checkup_rules::{ActionKind, User};

use super::{
    Tally,
    subject::{Subject, pieces},
};
use crate::simulator::{
    clock::CYCLE,
    entra::State,
    maptician::Values,
    service::{Job, Outcome, Skip},
};

impl Subject<'_> {
    /// Both sides as they should be: nobody has anything to do.
    pub(super) fn well(&self) -> bool {
        self.is_well(&self.records_of_accounts())
    }

    fn is_well(&self, own: &[usize]) -> bool {
        let state = self.the_account().state;
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

    /// The person has more than one record, and all of their names are clean.
    fn holds_two_records(&self) -> bool {
        let stored = || self.all_records().filter_map(|it| self.record(it).values.as_ref());
        stored().count() > 1 && stored().all(|it| self.prefix(&it.user_name).is_none())
    }

    /// Both sides are shown as they are now.
    pub(super) fn all_shown(&self) -> bool {
        let there = || self.all_records().filter(|it| self.record(*it).values.is_some());
        // That there is none shows only in a list of all.
        let any = self.shown.all_records || there().next().is_some();
        self.entra_since == Some(self.now()) && any && there().all(|it| self.shown.records.contains_key(&it))
    }

    pub(super) fn action(&self, user: &User, tally: &mut Tally) {
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
            ActionKind::NotCovered => false,
            ActionKind::ResolveDuplicate => self.shares_the_matching_value(),
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
                // That there is nothing to wait for the material does not show.
                let waits = matches!(&*user.action.code, "A322" | "A323") && !self.shown.all_records;
                // Two records of one person are to be joined, though one of them is a leftover that harms nobody.
                let two = user.action.code == "A319" && self.holds_two_records();
                // The log shows how it was, a pasted sentence says not when, and of two accounts with one address either
                // may be meant.
                let kin = self.tenant.kin[self.the_account().person];
                let other = self.changed_unseen()
                    || self.hidden_success()
                    || self.shown.loose
                    || self.tenant.kin.iter().filter(|it| **it == kin).count() > 1;
                !self.well()
                    || failed
                    || by_hand
                    || looked_after
                    || named
                    || waits
                    || two
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
                // Why else an enabled user is inactive may be hidden: such an answer says only what is most likely.
                let still = self.tenant.service.job != Job::Runs;
                let guess = user.action.code == "A362" && (still || self.hidden_trouble());
                guess
                    || pieces(&self.the_account().history, since).any(out)
                    || (!self.shown.all_assignments && self.scope_logged_since().is_none())
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
                // What an older account left behind does not keep the newer one from coming.
                let own = later.records_of_the_account();
                let own = if own.is_empty() { later.records_of_accounts() } else { own };
                later.is_well(&own)
                    || self.two_at_once()
                    || self.last_outcome() == Some(Outcome::Hiccup)
                    || self.hidden_trouble()
            }
            ActionKind::ProvideMore => true,
            ActionKind::None => {
                let needed = state.entitled() && self.tenant.service.retries(self.account) && refused;
                // Of an address alone nobody can tell that the name beside it is corrupted.
                let named = |it: &usize| {
                    let logged = self.record_logged(*it) >= Some(self.record(*it).modified);
                    self.shown.records.get(it).map_or(logged, |it| it.name)
                };
                let names = self.records_of_accounts().iter().all(named);
                let stays = self.all_shown()
                    && names
                    && self.the_account().changed + 2 * CYCLE < self.now()
                    && state.assigned
                    && state.enabled
                    && self.all_records().any(|it| self.record(it).values.is_some())
                    && !self.well()
                    && !self.is_well(&self.records_of_the_account())
                    && !self.is_well(&self.all_records().collect::<Vec<_>>())
                    && state.lives()
                    && self.shown.live.get(&self.account) == Some(&true)
                    && !self.renamed();
                !needed && !stays
            }
        };
        tally.claim(user, holds, says);
    }
}
