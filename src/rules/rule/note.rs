//! What else holds of a user, beside the three answers. Codes `A38x`, `A379` and the end of `A39x`, of the family of the actions.
//!
//! Every note that holds is shown, in this order, with its summary as the title; what it rests on is not shown.

crate::rule::list![
    suspected,
    leftover,
    rival,
    name_changed_hands,
    refused_again,
    refused_rests,
    refused_over,
    left_out,
    unknown_skip,
    damage_dated,
    damage_not_dated,
    healed,
    assignment_removed,
    address_prefixed,
    updates_refused_again,
];
