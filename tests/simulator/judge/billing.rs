//! Whether the user counts, now and in a month.

use scim_checkup_rules::{Basis, BillingStatus, Maptician as Side, Next, Time, User, many::in_30_days};

use super::{
    Tally,
    subject::{Subject, pieces},
};
use crate::simulator::{
    clock::CYCLE,
    maptician::{Record, Values},
    service::{Job, Outcome, Skip},
    tenant::Tenant,
};

impl Subject<'_> {
    pub(super) fn billing(&self, user: &User, tally: &mut Tally) {
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
    pub(super) fn forecast(&self, user: &User, in_a_month: &Tenant, as_of: Time, tally: &mut Tally) {
        let claim = match in_30_days(user, as_of) {
            BillingStatus::Counted => true,
            BillingStatus::NotCounted => false,
            BillingStatus::Unknown => return,
        };
        let counts = |tenant: &Tenant, own: &dyn Fn(usize) -> bool| {
            let mut own = tenant.maptician.records.iter().filter(|it| own(it.owner));
            own.any(|it| it.values.as_ref().is_some_and(|it| it.active))
        };
        let of_person = |it: usize| self.persons.contains(&self.tenant.directory.accounts[it].person);
        // Another account under another name is another user, and what changed unseen nobody can foresee.
        let of_accounts = |it: usize| self.accounts.contains(&it);
        if counts(self.later, &of_person) == claim {
            let holds = counts(in_a_month, &of_person) == claim
                || counts(in_a_month, &of_accounts) == claim
                || self.changed_unseen()
                || self.hidden_trouble();
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
    pub(super) fn now_or_of_accounts(&self, holds: impl Fn(&[&Values]) -> bool) -> bool {
        self.ever_since(holds, |_| Some(self.now()))
    }

    /// Whether what the material hides kept the rule from holding.
    pub(super) fn inference_is_excused(&self, claim: bool) -> bool {
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
    pub(super) fn billing_follows(&self, user: &User, tally: &mut Tally) {
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
}
