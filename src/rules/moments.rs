//! What is known to have happened to a user, with its date.
//!
//! Only what the material dates itself: what was inferred, or was over by a date at the latest, is no moment.

use crate::{
    case::Case,
    report::{Entra, Maptician, Moment, Moved},
    sort::sort,
    standing::time_of,
    time::Time,
};

/// The moments of a user, the oldest first.
pub fn moments(case: &Case<'_>) -> Vec<Moment> {
    let mut found = Vec::new();
    let as_of = case.as_of();
    let mut add = |at: Option<Time>, what: Moved| {
        found.extend(at.filter(|it| *it <= as_of).map(|at| Moment { at, what }));
    };
    let standing = case.standing;
    for (place, account) in case.user.accounts.iter().enumerate() {
        let it = &account.state;
        let current = place == 0;
        add(it.created_at, if current { Moved::Created } else { Moved::EarlierCreated });
        let deleted = it.last_deletion.or(it.deleted_at.filter(|_| it.deleted_exactly));
        add(deleted, if current { Moved::Deleted } else { Moved::EarlierDeleted });
        if current {
            add(it.renamed_at, Moved::Renamed);
            add(it.restored_at, Moved::Restored);
            let on = it.enabled == Some(true);
            add(it.enabled_since, if on { Moved::Enabled } else { Moved::Disabled });
        }
    }
    match standing.maptician {
        Maptician::Active => add(standing.maptician_since, Moved::Activated),
        Maptician::Inactive => add(standing.maptician_since, Moved::Deactivated),
        _ => {}
    }
    if standing.entra == Entra::Removed {
        add(standing.entra_since, Moved::Removed);
    }
    add(case.damage().and_then(time_of), Moved::Corrupted);
    add(standing.retries.as_ref().and_then(|it| it.refused.first), Moved::Refused);
    sort(&mut found, &|one, other| (one.at, one.what).cmp(&(other.at, other.what)));
    found
}
