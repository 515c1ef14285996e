use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// Entra's side is known, but the last change did not arrive.
    ///
    /// A later skip does not mend it; that both sides are equal does (`RedundantExport`).
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "SystemForCrossDomainIdentityManagementBadRequest", "reason": "StatusCode: BadRequest"}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A success after the failure.
    "B209",
    name: "last-change-did-not-arrive",
    summary: "The last attempt for this user failed, so Maptician may not know",
    explanation: "The last attempt for this user in Maptician failed[: “{error}”]. So Entra’s side does not tell whether the record there is active. Maptician support can tell you. Or paste the user’s record from Maptician, or the log entry of a change that got through.",
    answer: Billing { status: BillingStatus::Unknown, basis: Basis::None, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let (event, _) = case.standing.open_failure?;
    case.only_entra_known().then(|| case.event_proof(event))
}
