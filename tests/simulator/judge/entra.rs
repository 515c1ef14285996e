//! Entra's side.

use scim_checkup_rules::{ActionKind, Entra, User};

use super::{
    Tally,
    subject::{Subject, pieces},
};
use crate::simulator::{
    clock::{self, Moment, RESTORABLE},
    entra::{Account, State},
};

impl Subject<'_> {
    pub(super) fn entra(&self, user: &User, tally: &mut Tally) {
        let holds = |it: State| match user.entra {
            Entra::Enabled => it.lives() && it.enabled,
            Entra::Disabled => it.lives() && !it.enabled,
            Entra::Live => it.lives(),
            // Whoever is purged by hand within the thirty days is so only where the purge is shown.
            Entra::SoftDeleted => it.deleted && (!it.purged || self.purge_is_hidden()),
            // Listings have IDs: who is known by one is not missed for another name.
            Entra::Removed => it.purged || (self.name.is_some() && self.renamed()),
            // A deleted user does not stand among the assigned either.
            Entra::NotAssigned => !it.assigned || (self.shown.all_assignments && !it.lives()),
            Entra::Unknown => true,
        };
        // A listing of users knows nothing of assignments, and not every one says who is enabled.
        let by_log = user.entra == Entra::NotAssigned && !self.shown.all_assignments;
        let uses = matches!(user.entra, Entra::Enabled | Entra::Disabled);
        let since = if uses && self.shown.live.get(&self.account) != Some(&true) {
            self.use_logged_since()
        } else if by_log {
            self.scope_logged_since()
        } else {
            self.entra_since
        }
        .unwrap_or(0);
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
}
