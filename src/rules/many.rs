//! Many users at once: functions over a report, for whoever has a list and no time for one user after the other.
//!
//! They say nothing that the answers of the single users do not say. The command line calls all of them; the page
//! restores, disables and compares, and pays nothing for the rest.

mod bulk_restore;
mod choice;
mod compare;
mod leavers;
mod names;
mod reconcile;
mod script;

pub use bulk_restore::{BulkRestore, bulk_restore};
pub use choice::{Meant, find, spellings};
pub use compare::{
    Answers, Change, Comparison, Row, Seen, answers_before, at_place, became, change, change_at, compare,
    compared, failed_on, is_part, n_changes,
};
pub use leavers::{Batch, DISABLING, Leaver, Leavers, Next, THRESHOLD, leavers};
pub use names::{Names, names};
pub use reconcile::{Group, GroupKind, Line, Reconciliation, Seat, Seats, in_30_days, reconcile};
pub use script::{Act, DISABLE, LeftOut, Parts, RESTORE, Script, in_it, script};
