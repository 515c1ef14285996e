use crate::{case::Case, proof::Proof, rule::rule};

rule! {
    /// The log still has the change that corrupted the name, and failures after it; the name is clean by now.
    ///
    /// A restored account is renamed back by the stored `id`. Whoever searches the log for the identifier finds the old entries.
    ///
    /// Source: a public report of a restored user.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-corrupting", "activityDateTime": "2026-06-12T14:31:18Z", "provisioningAction": "disable", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com"}}, "targetIdentity": {"id": "71", "displayName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "identityType": "User"}, "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "provisioningSteps": [], "modifiedProperties": [{"displayName": "userName", "oldValue": null, "newValue": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com"}, {"displayName": "active", "oldValue": null, "newValue": "False"}]}
    /// {"id": "e-healing", "activityDateTime": "2026-06-20T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "displayName": "fay@contoso.com", "identityType": "User"}, "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "provisioningSteps": [], "modifiedProperties": [{"displayName": "userName", "oldValue": null, "newValue": "fay@contoso.com"}, {"displayName": "active", "oldValue": null, "newValue": "True"}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The rename back failed: the name is corrupted still.
    "A397",
    name: "name-was-corrupted",
    summary: "The name was corrupted, and is clean again",
    explanation: "An object ID was written before the name on {damaged}[, and taken off again on {healed}]. Entries of the log from between are past.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    case.standing.damage.filter(|it| it.healed).map(|_| Vec::new())
}
