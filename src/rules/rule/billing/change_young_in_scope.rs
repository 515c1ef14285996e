use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Next}, rule::rule};

rule! {
    /// The change will reach Maptician with the next cycle; until then the user counts.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Disable account", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json log.json
    /// {"id": "e1", "activityDateTime": "2026-06-20T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Nothing shows that the user is in the scope of provisioning (`change-young-scope-not-shown`).
    "B211",
    name: "change-younger-than-a-cycle",
    summary: "Changed in Entra less than a cycle ago, and in scope",
    explanation: "In Entra the user is {entra}, since {since}. The next sync cycle, about every {cycle} minutes, tells Maptician; until then the user most likely still counts. Maptician’s record itself is not shown.",
    answer: Billing { status: BillingStatus::Counted, basis: Basis::Inferred, next: Some(Next::Stops) },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let young = case.only_entra_known() && case.standing.out_of_use_for_less_than_a_cycle(case.as_of());
    (young && case.standing.in_scope.is_some() && case.undisturbed()).then(|| case.entra_proofs())
}
