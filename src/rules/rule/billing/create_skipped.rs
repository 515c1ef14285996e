use crate::{case::Case, proof::Proof, record::{EventAction, Seen}, report::{Basis, BillingStatus}, rule::rule};

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
    /// ## Not to be confused with
    ///
    /// A success for the same user afterwards, or the skip of an update: who is updated has a record.
    "B207",
    name: "create-skipped",
    summary: "Only Entra is shown, and the create was skipped for a missing value",
    explanation: "Entra skipped this user because a value is missing[: {missing}]. So Maptician most likely has no such user, and nothing counts.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Inferred, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let event = case.standing.skipped_for_missing_value?;
    // Who is updated has a record.
    let updates = |it: &Seen<EventAction>| matches!(it.value, EventAction::Update | EventAction::Disable);
    let has_record = event.action.as_ref().is_none_or(updates) || case.standing.was_created;
    (case.only_entra_known() && !has_record).then(|| case.event_proof(event))
}
