use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Entra}, rule::rule};

rule! {
    /// Maptician's own record is not shown; by the sync rule it is active.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json log.json
    /// {"id": "e1", "activityDateTime": "2026-06-20T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Enabled, and nothing shows that the user is assigned (`enabled-scope-not-shown`).
    "B214",
    name: "enabled-and-in-scope",
    summary: "Enabled in Entra and in the scope of provisioning",
    explanation: "The account is enabled and in the scope of provisioning as far as shown. By the sync rule Maptician’s record is active, so the user counts. Maptician’s record itself is not shown.",
    answer: Billing { status: BillingStatus::Counted, basis: Basis::Inferred, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let scope = case.standing.in_scope.clone()?;
    let mut proofs = case.entra_proofs();
    proofs.push(scope);
    let young = case.standing.in_use_for_less_than_a_cycle(case.as_of());
    (case.only_entra_known() && case.undisturbed() && case.standing.entra == Entra::Enabled && !young).then_some(proofs)
}
