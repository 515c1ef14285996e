use crate::{case::Case, proof::Proof, report::Retrying, rule::rule};

rule! {
    /// Entra tries to create the user with pauses that grow to a day; neither a pause nor a day without an attempt means that it healed.
    ///
    /// Sources: Microsoft Entra, *How provisioning works*; *Application provisioning in quarantine status* (rhythm, and thresholds
    /// that a few users never reach).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// [{"id": "r1", "activityDateTime": "2026-06-27T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r2", "activityDateTime": "2026-06-28T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r3", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []}]
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Fewer than three such creates, or failures for other reasons.
    "A386",
    name: "create-refused-again-and-again",
    summary: "Creates of this user are refused again and again",
    explanation: "Maptician refused {refusals} to create {name}, because such a user exists[: from {refused_first} to {refused_last}][, lately {rhythm}][; {share} % of all failures shown].[ The next attempt is due {next_attempt}.] A pause of up to a day does not mean that it healed. A few such users do not stop the others.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.loops() == Some(Retrying::GoesOn)).then(Vec::new)
}
