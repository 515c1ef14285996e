use crate::{case::Case, proof::Proof, report::BillingStatus, rule::rule};

rule! {
    /// *Not effectively entitled* has several reasons, and this entry names none.
    ///
    /// Source: Microsoft Entra, *No users are being provisioned*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "s1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "other", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"SkipReason": "NotEffectivelyEntitled"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The scoping step stands in the entry, or the account is shown as disabled or deleted.
    "A389",
    name: "left-out-reason-not-shown",
    summary: "Entra leaves the user out, and the entry does not say why",
    explanation: "Reasons, in the order worth checking: the account is disabled or deleted; the user is not assigned; the assigned role does not count; a scoping filter leaves the user out.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    // Elsewhere the answer itself names the reasons.
    let answered = case.billing == BillingStatus::Unknown || case.left_out_and_active().is_some();
    case.standing.left_out.filter(|_| !answered).map(|_| Vec::new())
}
