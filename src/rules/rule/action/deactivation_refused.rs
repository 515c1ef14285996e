use crate::{case::Case, code::Cause, proof::Proof, report::{ActionKind, Maptician, Owner, Step, Urgency}, rule::rule, step::{change_nothing, tell, write_to_support}};

rule! {
    /// The user is out of use in Entra, but the application answered the deactivation with a refusal of its own.
    ///
    /// A 409 is not always a duplicate: the kind of event and the detail text decide.
    ///
    /// Sources: Microsoft Entra, *Analyze provisioning logs*; forwarded provisioning logs.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-disable-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "disable", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering", "reason": "StatusCode: Conflict Web Response: {\"detail\":\"User must be Active.\",\"status\":\"409\"}."}}, "provisioningSteps": [], "modifiedProperties": [{"displayName": "active", "oldValue": "True", "newValue": "False"}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The deactivation failed for want of a valid token: nobody refused this user.
    "A314",
    name: "deactivation-refused",
    summary: "Maptician refused to make the user inactive",
    explanation: "Entra told Maptician to make {person} inactive, and Maptician refused[: “{error}”]. The user is still active there and counts for billing. No later cycle mends that by itself.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let (event, cause) = case.standing.open_failure?;
    let refused = cause == Cause::DeactivationRefused && case.standing.maptician == Maptician::Active;
    let mut proofs = case.event_proof(event);
    proofs.extend(case.maptician_proofs());
    refused.then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        write_to_support(),
        change_nothing(),
        tell(case, "It is settled when Maptician shows {person} as inactive, or the log shows Disable, Success."),
    ]
}
