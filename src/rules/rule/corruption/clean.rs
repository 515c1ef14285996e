use crate::{case::Case, proof::Proof, report::CorruptionStatus, rule::rule, standing::{Refusal, Stored}};

rule! {
    /// The name that Maptician holds, or a name of unknown origin, has no object ID in front.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// fay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Only Entra's name was seen: then what Maptician stores is not shown.
    "C131",
    name: "name-is-clean",
    summary: "The username has no object ID in front",
    explanation: "The username {stored_as} has no object ID in front.",
    answer: Corruption { status: CorruptionStatus::Clean },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    // A name that is being created and refused is Entra's: Maptician holds the person under another one.
    if case.standing.stored.is_none() && case.standing.refusal == Some(Refusal::Create) {
        return None;
    }
    // An address of Maptician's may be clean where the name beside it is not.
    if case.standing.stored.as_ref().is_some_and(Stored::is_address) {
        return None;
    }
    case.shown().filter(|it| it.parts.is_none()).map(|it| vec![Proof::from(&it.name).at(it.at)])
}
