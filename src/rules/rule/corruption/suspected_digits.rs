use crate::{case::Case, proof::Proof, report::CorruptionStatus, rule::rule};

rule! {
    /// The name starts with 32 hex digits or a dashed ID, and nothing shows that it is an account's.
    ///
    /// Entra's object IDs have been seen to be version-4 UUIDs, but no document promises it, and the service writes
    /// them without dashes. So other digits in front of a name are a suspicion until the account is found.
    ///
    /// Sources: Microsoft Graph, *user resource type* (the ID is opaque); a documented sample with a dashed prefix is
    /// sanitised text.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// 00000000000000000000000000000001fay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The same digits as the object ID of an account in the material (`prefixed-with-object-id`).
    "C111",
    name: "digits-before-name",
    summary: "Digits stand before the name that may be an object ID",
    explanation: "{stored_as} starts with digits that may be an Entra object ID, {prefix}. Nothing here shows that such an account exists, so they may also belong to the name.",
    answer: Corruption { status: CorruptionStatus::Suspected },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stored = case.shown()?;
    (stored.parts.is_some() && !stored.certain).then(|| vec![Proof::from(&stored.name).at(stored.at)])
}
