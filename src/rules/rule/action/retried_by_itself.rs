use crate::{
    case::Case,
    proof::Proof,
    record::EventAction,
    report::{ActionKind, Owner, Step, Urgency},
    rule::rule,
    step::{act, tell},
};

rule! {
    /// Throttling, a timeout or a fault of the server: the next attempts heal it.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (TooManyRequests, InternalServerError, Timeout).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-update-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "TooManyRequests", "reason": "StatusCode: 429"}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A refusal with a reason of its own, such as an existing user.
    "A373",
    name: "retried-by-itself",
    summary: "The last attempt failed, and the service tries again by itself",
    explanation: "The last attempt to change {person} in Maptician failed[: “{error}”]. Such failures pass: the service tries again by itself.",
    answer: Action { kind: ActionKind::WaitForSync, owner: Owner::Nobody, urgency: Urgency::None, title: "Wait for the next attempt", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let (event, cause) = case.standing.open_failure?;
    // Nobody is created who is disabled, deleted or out of scope.
    let create = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
    let dropped = create && case.standing.out_of_use();
    (cause.heals_by_itself() && !dropped).then(|| case.event_proof(event))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        tell(
            case,
            "Wait for the next attempts[; the next is due {next_attempt}]. The pauses between them grow, up to a day.",
        ),
        act("If it lasts for days, send the newest log entry to Maptician support."),
    ]
}
