//! Why something was refused: a user who exists is one thing, a deactivation that is refused another.

use scim_checkup_rules::{CorruptionStatus, User};

use super::{Tally, attempts::is_refused_create, subject::Subject};
use crate::simulator::{
    maptician::Refused,
    service::{Entry, Outcome},
};

impl Subject<'_> {
    pub(super) fn refusal(&self, user: &User, tally: &mut Tally) {
        // A sentence that was copied out of a message says it, too.
        if self.shown.loose {
            return;
        }
        let shown = |holds: &dyn Fn(&Entry) -> bool| {
            self.entries_shown().filter(|it| self.accounts.contains(&it.account)).any(holds)
        };
        let existing =
            |it: &Entry| matches!(it.outcome, Outcome::Refused(Refused::NameExists | Refused::EmailExists));
        let stubborn = |it: &Entry| it.outcome == Outcome::Refused(Refused::MustBeActive);
        let code = &*user.action.code;
        let holds = match code {
            "A311" | "A318" => shown(&is_refused_create),
            "A312" => shown(&|it| existing(it) && it.action != "create"),
            "A313" => shown(&|it| matches!(it.outcome, Outcome::Refused(_)) && it.action != "create"),
            "A314" => shown(&stubborn),
            _ => true,
        };
        tally.claim(user, holds, || format!("{code}, but nothing of the kind was refused"));
        let it = &user.corruption;
        let guessed = it.status == CorruptionStatus::Suspected && it.stored_as.is_none();
        tally.claim(user, !guessed || shown(&is_refused_create), || {
            format!("a corrupted name is suspected ({}), but no create was refused", it.code)
        });
        if self.last_outcome() == Some(Outcome::Refused(Refused::MustBeActive)) {
            tally.decide(user, ("A302"..="A314").contains(&code), "refused deactivation");
        }
    }
}
