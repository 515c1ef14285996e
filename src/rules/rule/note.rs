//! What else holds of a user, beside the three answers. Codes `A38x`, of the family of the actions.

crate::rule::list![suspected, leftover, rival, name_changed_hands];
