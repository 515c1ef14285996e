use crate::{case::Case,
    code::Cause,
    failure,
    proof::Proof,
    record::{Event, EventAction},
    report::{Basis, BillingStatus},
    rule::rule};

rule! {
    /// Every create failed, for another reason than a record that exists.
    ///
    /// Where a record exists its state is not shown, so nothing is concluded then.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (error codes).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "InvalidDomain", "reason": "The domain is not allowed."}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The create was refused because such a user exists: then a record may well be active. Or nothing shows why.
    "B208",
    name: "create-never-got-through",
    summary: "Only Entra is shown, and no create got through",
    explanation: "Entra tried to create this user and failed[: “{error}”]. So Maptician most likely has no such user, and nothing counts.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Inferred, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let (event, cause) = case.standing.open_failure?;
    let create = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
    // A later attempt that was only throttled does not say what became of an earlier one.
    let unexplained = |it: &Event| it.status.is_none() || failure::cause(it) == Some(Cause::NotShown);
    let may_exist = matches!(cause, Cause::Existing(_))
        || case.standing.refused.is_some()
        || case.user.events.iter().any(|it| unexplained(it.1));
    (case.only_entra_known() && create && !may_exist && !case.standing.was_created).then(|| case.event_proof(event))
}
