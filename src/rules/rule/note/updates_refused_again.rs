use crate::{case::Case, proof::Proof, report::Retrying, rule::rule};

rule! {
    /// Whatever operation failed is tried again, an update as well as a create, with pauses that grow to a day, for 28 days.
    ///
    /// Sources: Microsoft Entra, *How provisioning works*; *Application provisioning in quarantine status* (rhythm).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// [{"id": "r1", "activityDateTime": "2026-06-27T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The username exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r2", "activityDateTime": "2026-06-28T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The username exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r3", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The username exists\", \"status\": 409}"}}, "modifiedProperties": []}]
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Fewer than three, a success since, or a user who is out of use: whether updates are tried again then is not documented.
    "A379",
    name: "update-refused-again-and-again",
    summary: "Changes of this user are refused again and again",
    explanation: "Maptician refused {refusals} to change {name}, because another record has the value[: from {refused_first} to {refused_last}][, lately {rhythm}].[ The next attempt is due {next_attempt}.]",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.loop_of(false) == Some(Retrying::GoesOn)).then(Vec::new)
}
