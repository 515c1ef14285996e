use crate::{case::Case, proof::Proof, report::Retrying, rule::rule};

rule! {
    /// A success ends it; a pause does not.
    ///
    /// Source: Microsoft Entra, *Application provisioning in quarantine status*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// [{"id": "r1", "activityDateTime": "2026-06-27T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r2", "activityDateTime": "2026-06-28T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r3", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\": \"The e-mail exists\", \"status\": 409}"}}, "modifiedProperties": []},
    /// {"id": "r4", "activityDateTime": "2026-06-30T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "success"}, "modifiedProperties": [{"displayName": "active", "newValue": "True"}]}]
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Only time has passed since the last refusal.
    "A388",
    name: "refused-creates-over",
    summary: "Creates of this user were refused again and again, and that is over",
    explanation: "Maptician refused {refusals} to create {name}, because such a user existed[: from {refused_first} to {refused_last}][; {share} % of all failures shown].[ It ended on {over_since}: since then no refusal is shown.]",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.loops() == Some(Retrying::Over)).then(Vec::new)
}
