use crate::{case::Case, proof::Proof, report::CorruptionStatus, rule::rule};

rule! {
    /// No name was seen, or only Entra's: what Maptician stores was not shown.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A provisioning event that shows Maptician's record.
    "C199",
    name: "stored-name-not-shown",
    summary: "What Maptician stores as the username is not shown",
    explanation: "The material shows no username that Maptician stores for this user. Add the name as Maptician shows it.",
    answer: Corruption { status: CorruptionStatus::Unknown },
}

fn check(_case: &Case<'_>) -> Option<Vec<Proof>> {
    Some(Vec::new())
}
