use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, standing::Refusal, step::by_support};

rule! {
    /// After a restore Entra sends the clean name; Maptician refused it for a reason that does not heal by itself.
    ///
    /// Source: a public report of a restored user whose rename was refused with 403 and 409 for ever.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-update-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "SystemForCrossDomainIdentityManagementBadRequest", "reason": "StatusCode: Forbidden"}}, "provisioningSteps": [], "modifiedProperties": [{"displayName": "userName", "oldValue": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "newValue": "fay@contoso.com"}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A refusal that the service retries by itself, such as a timeout.
    "A313",
    name: "rename-back-refused",
    summary: "The restored user’s clean name was refused",
    explanation: "The account is back, and Entra sends the clean username, but Maptician refuses it[: “{refusal}”]. Until support changes the stored name the record stays under the corrupted one.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let refused = case.standing.refused.filter(|_| case.standing.refusal == Some(Refusal::RenameBack))?;
    Some(case.event_proof(refused))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    by_support(case)
}
