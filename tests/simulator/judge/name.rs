//! The stored name.

use scim_checkup_rules::{CorruptionStatus, User};

use super::{
    Tally,
    subject::{Subject, pieces},
};
use crate::simulator::maptician::Values;

impl Subject<'_> {
    pub(super) fn corruption(&self, user: &User, tally: &mut Tally) {
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
}
