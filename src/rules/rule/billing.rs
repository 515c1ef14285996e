//! Does this user count for billing? Codes `B2xx`.
//!
//! Maptician bills for active users; a price, a period or a proration is never named.

crate::rule::list![
    inactive_and_starting,
    inactive,
    active_and_stopping,
    active,
    absent_and_starting,
    absent,
    create_skipped,
    create_never_got_through,
    last_attempt_failed,
    job_stood_still,
    change_young_in_scope,
    change_young,
    out_of_use,
    enabled_in_scope,
    enabled_scope_not_shown,
    nothing_known,
];
