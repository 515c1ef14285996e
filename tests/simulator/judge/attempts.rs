//! What the log says of attempts: how many there were, and the creates that are refused again and again.

use scim_checkup_rules::{RefusedCreates, Retrying, Time, User};

use super::{
    Tally,
    subject::{Subject, pieces},
};
use crate::simulator::{
    clock::{self, CYCLE, DAY, MINUTE, Moment},
    entra::State,
    maptician::Refused,
    service::{Entry, Job, Outcome, Skip},
    tenant::Tenant,
};

impl Subject<'_> {
    pub(super) fn attempts(&self, user: &User, in_a_month: &Tenant, as_of: Time, tally: &mut Tally) {
        // A sentence that was copied out of a message is an attempt, too, and says neither whose nor when.
        if user.object_ids.is_empty() || self.shown.loose {
            return;
        }
        let shown: Vec<&Entry> =
            self.entries_shown().filter(|it| self.accounts.contains(&it.account)).collect();
        let count = |status: &str| shown.iter().filter(|it| it.status == status).count();
        let counted = (count("failure"), count("success"));
        // Nothing is said where nothing shows which of several jobs is Maptician's.
        tally.decide(user, user.activity.is_some() || counted == (0, 0), "attempts");
        if let Some(it) = &user.activity {
            let claimed = (it.failures as usize, it.successes as usize);
            tally.claim(user, claimed == counted, || {
                format!("{claimed:?} attempts failed and succeeded, but {counted:?}")
            });
        }
        let refused: Vec<&Entry> = shown.iter().copied().filter(|it| is_refused_create(it)).collect();
        let loops = user.activity.as_ref().and_then(|it| it.refused_creates.as_ref());
        let (Some(first), Some(last)) =
            (refused.iter().map(|it| it.at).min(), refused.iter().max_by_key(|it| it.at))
        else {
            tally.claim(user, loops.is_none(), || "refused creates, but none".to_string());
            return;
        };
        tally.decide(user, loops.is_some(), "refused creates");
        let Some(it) = loops else { return };
        let says = |at: Option<Time>| at.map(|it| it.to_string());
        let claimed = (it.count as usize, says(it.first), says(it.last));
        let counted = (refused.len(), Some(clock::iso(first)), Some(clock::iso(last.at)));
        tally.claim(user, claimed == counted, || format!("refused creates {claimed:?}, but {counted:?}"));
        let holds = match it.state {
            Retrying::Over => self.got_through_since(last),
            Retrying::Rests => {
                let out = |it: &usize| self.may_have_been(*it, |it| !it.entitled());
                !self.tenant.service.retries(last.account) || [self.account, last.account].iter().any(out)
            }
            Retrying::GoesOn => {
                // What becomes of a retry after 28 days is not published.
                self.may_have_been(last.account, State::entitled)
                    && (self.tenant.service.retries(last.account)
                        || self.goes_on_unseen(last.account)
                        || self.changes_unseen(last.account)
                        || last.at - self.refused_since(last.account) >= 27 * DAY)
            }
        };
        tally.claim(user, holds, || format!("refused creates: {:?}, but {}", it.state, self.describe()));
        self.next_attempt(user, it, last.account, in_a_month, as_of, tally);
    }

    /// The next attempt of the service, told to the cycle.
    fn next_attempt(
        &self,
        user: &User,
        it: &RefusedCreates,
        account: usize,
        in_a_month: &Tenant,
        as_of: Time,
        tally: &mut Tally,
    ) {
        let hidden = self.goes_on_unseen(account)
            || self.changes_unseen(account)
            || self.tenant.service.job != Job::Runs;
        if hidden || self.hidden_trouble() || it.state != Retrying::GoesOn {
            return;
        }
        let mut entries = in_a_month.service.entries[self.tenant.service.entries.len()..].iter();
        let next = entries.find(|it| it.account == account).map(|it| it.at);
        let Some(claimed) = it.next else {
            tally.decide(user, it.count < 3 || next.is_none(), "next attempt");
            return;
        };
        let near = |at: Moment| {
            let (from, to) = (clock::iso(at - 2 * CYCLE), clock::iso(at + CYCLE));
            let claimed = claimed.to_string();
            from <= claimed && claimed <= to
        };
        tally.claim(user, claimed > as_of && next.is_some_and(near), || {
            format!("the next attempt at {claimed}, but at {:?}", next.map(clock::iso))
        });
        tally.decide(user, true, "next attempt");
    }

    pub(super) fn entries_shown(&self) -> impl Iterator<Item = &Entry> {
        self.shown.entries.iter().map(|it| &self.tenant.service.entries[*it])
    }

    /// The same account succeeded since, or the one that lives now, or a record was deleted.
    fn got_through_since(&self, last: &Entry) -> bool {
        let done = |it: &Entry| matches!(it.outcome, Outcome::Done | Outcome::Skipped(Skip::Redundant));
        self.entries_shown().filter(|it| it.at >= last.at && done(it)).any(|it| {
            it.account == last.account
                || it.account == self.account
                || (it.action == "delete" && self.accounts.contains(&it.account))
        })
    }

    fn refused_since(&self, account: usize) -> Moment {
        let entries = self.tenant.service.entries.iter();
        let refused = entries.filter(|it| it.account == account && is_refused_create(it));
        refused.map(|it| it.at).min().unwrap_or(self.now())
    }

    /// The log has more of an account than is shown.
    fn goes_on_unseen(&self, account: usize) -> bool {
        let last = self.entries_shown().filter(|it| it.account == account).map(|it| it.at).max();
        self.tenant.service.entries.iter().any(|it| it.account == account && Some(it.at) > last)
    }

    /// Whether an account may have been something since it was last shown.
    fn may_have_been(&self, account: usize, holds: impl Fn(State) -> bool) -> bool {
        // Only the service's own entries, or lists of who is enabled and who is assigned, say it for certain.
        let logged = self.entries_shown().filter(|it| it.account == account).map(|it| it.at - MINUTE).max();
        let listed = self.shown.all_assignments && self.shown.live.get(&account) != Some(&false);
        let since = if listed { self.account_since(account) } else { logged }.unwrap_or(0);
        pieces(&self.tenant.directory.accounts[account].history, since).any(|it| holds(*it))
    }

    /// An account changed since it was last shown, or so lately that the service was not there since.
    fn changes_unseen(&self, account: usize) -> bool {
        let it = &self.tenant.directory.accounts[account];
        self.account_since(account) < Some(it.changed) || self.tenant.service.waits(it, account)
    }
}

pub(super) fn is_refused_create(it: &Entry) -> bool {
    let exists = matches!(it.outcome, Outcome::Refused(Refused::NameExists | Refused::EmailExists));
    it.action == "create" && exists
}
