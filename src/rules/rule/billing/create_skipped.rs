use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// The user was never created: a value that Maptician needs is missing in Entra.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (skip reasons).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"PropertyName": "name.familyName", "SkipReason": "AttributeValidationFailed"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not this
    ///
    /// A success for the same user afterwards.
    "B207",
    name: "create-skipped",
    summary: "Only Entra is shown, and the create was skipped for a missing value",
    explanation: "Entra skipped this user because a value is missing[: {missing}]. So Maptician most likely has no such user, and nothing counts.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Inferred, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let event = case.standing.skipped_for_missing_value?;
    (case.only_entra_known() && !case.standing.was_created).then(|| case.event_proof(event))
}
