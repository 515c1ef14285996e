use crate::{
    case::Case,
    failure::{is_explained, remedy, unknown_code},
    proof::Proof,
    record::EventAction,
    report::{ActionKind, Entra, Maptician, Owner, Step, Urgency},
    rule::rule,
    step::{act, open_the_log, tell},
};

rule! {
    /// A documented reason brings its remedy; of an unknown one its status and words are shown.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (error codes).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-update-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "SystemForCrossDomainIdentityManagementBadRequest", "reason": "StatusCode: BadRequest Web Response: {\"detail\":\"Value not supported for attribute department\",\"status\":\"400\"}."}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A timeout or an overload: the service tries again, and that heals it.
    "A330",
    name: "last-attempt-failed",
    summary: "The last attempt for this user failed and will not heal by itself",
    explanation: "The last attempt for {person} in Maptician failed[: “{error}”]. Until it is mended, the same reason stops the next attempt, too.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Mend what made the last attempt fail", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let (event, cause) = case.standing.open_failure?;
    // Who left before a create got through needs none, and none is tried again.
    let create = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
    let left = matches!(case.standing.entra, Entra::NotAssigned | Entra::SoftDeleted);
    let over = (case.standing.entra == Entra::Removed && case.standing.maptician != Maptician::Active)
        || ((left || case.standing.left_out.is_some()) && create);
    (!cause.heals_by_itself() && !over).then(|| case.event_proof(event))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some((event, cause)) = case.standing.open_failure {
        // The entry is there: it is asked for only where what it has to say is not.
        if !is_explained(event, cause) {
            steps.push(open_the_log(case));
        }
        steps.extend(unknown_code(event).map(act));
        steps.push(act(remedy(event, cause)));
    }
    steps.push(tell(case, "It is mended when the log shows Success for {name}."));
    steps
}
