//! What is known to have happened to a user, with its date.
//!
//! Only what the material dates itself: what was inferred, or was over by a date at the latest, is no moment.

use crate::{
    case::Case,
    report::{Entra, Maptician, Moment, MomentKind},
    sort::sort,
    standing::time_of,
    time::Time,
};

/// The moments of a user, the oldest first.
pub fn moments(case: &Case<'_>) -> Vec<Moment> {
    let mut found = Vec::new();
    let as_of = case.as_of();
    let mut add = |at: Option<Time>, what: MomentKind| {
        found.extend(at.filter(|it| *it <= as_of).map(|at| Moment { at, what }));
    };
    let standing = case.standing;
    for (place, account) in case.user.accounts.iter().enumerate() {
        let it = &account.state;
        let current = place == 0;
        add(it.created_at, if current { MomentKind::Created } else { MomentKind::EarlierCreated });
        let deleted = it.last_deletion.or(it.deleted_at.filter(|_| it.deleted_exactly));
        add(deleted, if current { MomentKind::Deleted } else { MomentKind::EarlierDeleted });
        if current {
            add(it.renamed_at, MomentKind::Renamed);
            add(it.restored_at, MomentKind::Restored);
            let on = it.enabled == Some(true);
            add(it.enabled_since, if on { MomentKind::Enabled } else { MomentKind::Disabled });
        }
    }
    match standing.maptician {
        Maptician::Active => add(standing.maptician_since, MomentKind::Activated),
        Maptician::Inactive => add(standing.maptician_since, MomentKind::Deactivated),
        _ => {}
    }
    if standing.entra == Entra::Removed {
        add(standing.entra_since, MomentKind::Removed);
    }
    add(case.damage().and_then(time_of), MomentKind::Corrupted);
    add(standing.retries.as_ref().and_then(|it| it.refused.first), MomentKind::Refused);
    sort(&mut found, &|one, other| (one.at, one.what).cmp(&(other.at, other.what)));
    found
}
