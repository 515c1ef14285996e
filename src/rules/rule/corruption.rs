//! Is the username corrupted? Codes `C1xx`.

crate::rule::list![
    prefixed,
    other_field_prefixed,
    suspected_digits,
    suspected_lookup,
    entra_only,
    clean,
    not_shown
];
