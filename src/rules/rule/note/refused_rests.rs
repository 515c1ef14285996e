use crate::{case::Case, proof::Proof, report::Retrying, rule::rule};

rule! {
    /// Who is disabled, deleted or out of scope is not created, so nothing is tried while that lasts.
    ///
    /// Source: Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// [{"id": "r1", "activityDateTime": "2026-06-27T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r2", "activityDateTime": "2026-06-28T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r3", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []}]
    /// ```
    ///
    /// ```json users.json
    /// [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": false}]
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The user is in use: then Entra goes on trying.
    "A387",
    name: "refused-creates-rest",
    summary: "Creates of this user were refused again and again, and now rest",
    explanation: "Maptician refused {refusals} to create {name}, because such a user exists[: from {refused_first} to {refused_last}][; {share} % of all failures shown]. Nobody is created who is disabled, deleted or out of scope.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.loops() == Some(Retrying::Rests)).then(Vec::new)
}
