//! Maptician's side.

use scim_checkup_rules::{BillingStatus, Maptician as Side, User};

use super::{Tally, subject::Subject};

impl Subject<'_> {
    pub(super) fn maptician(&self, user: &User, tally: &mut Tally) {
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
}
