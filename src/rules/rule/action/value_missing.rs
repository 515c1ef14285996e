use crate::{
    case::Case,
    code::Code,
    proof::Proof,
    report::{ActionKind, Owner, Step, Urgency},
    rule::rule,
    step::{act, provision_on_demand, tell},
};

rule! {
    /// A value that Maptician needs is empty or invalid in Entra, so the user is not created or not updated.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (AttributeValidationFailed).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-create-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"PropertyName": "name.familyName", "SkipReason": "AttributeValidationFailed"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A success for the same user afterwards.
    "A329",
    name: "skipped-for-missing-value",
    summary: "Entra skips the user, because a value is missing",
    explanation: "Entra skips {person}, because a value is missing or invalid[: {missing}]. Until it is filled in, Maptician does not get this user’s changes.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Fill in the missing value in Entra", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    // A later entry says that the user is out of scope, or that it got through.
    let event = case.standing.skipped_for_missing_value.filter(|it| case.standing.last_event == Some(it))?;
    (!case.standing.out_of_use()).then(|| case.event_proof(event))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let missing = case.value("missing");
    let value = if missing.is_empty() {
        "the missing value".to_string()
    } else {
        format!("the value behind {missing}")
    };
    let on_premises = if case.standing.on_premises { " in Active Directory" } else { "" };
    let reason = case.standing.skipped_for_missing_value.and_then(|it| it.skip_reason.as_ref());
    // The scope is looked at only after the value by which users are matched.
    let unmatched = reason.and_then(|it| Code::known(&it.value)).is_some_and(|it| it.name == "ImportSkipped");
    let scope = unmatched.then(|| tell(case, "Is {name} meant for Maptician at all? Whether the user is in scope was not looked at yet. If not, there is nothing to do."));
    let mut steps = Vec::from_iter(scope);
    steps.push(act(format!("Fill in {value}{on_premises}: Entra ID > Users, open the user, Edit properties. Which property feeds it stands under Provisioning > Attribute mapping.")));
    steps.push(provision_on_demand(case));
    steps
}
