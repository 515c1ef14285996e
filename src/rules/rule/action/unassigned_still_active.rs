use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Entra, Owner, Step, Urgency},
    rule::rule,
    standing::Disagreement,
    step::{act, back_in_scope, provision_on_demand, wait_first},
};

rule! {
    /// Leaving the assignment is sent once; if that was lost, no later cycle sends it again, and the user stays counted.
    ///
    /// Provision on demand can make an unassigned user inactive.
    ///
    /// Source: Microsoft Entra, *Provision on demand*; MicrosoftDocs/azure-docs issues 104769 and 22948.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json log.json
    /// {"id": "e-other-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "other", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "status": "success", "description": "", "details": {"Active in the source system": "True", "Assigned to the application": "False", "User has the required role": "False", "Scoping filter evaluation passed": "True"}}, {"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"SkipReason": "NotEffectivelyEntitled"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Unassigned less than two cycles ago.
    "A324",
    name: "unassigned-still-active",
    summary: "Not assigned any more, but still active in Maptician",
    explanation: "{person} is out of the scope of provisioning[, since {since}], but Maptician’s record is still active and counts. The change is sent once only, and it did not arrive.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Provision this user on demand", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let still = case.standing.disagree == Some(Disagreement::ActiveThough)
        && case.standing.entra == Entra::NotAssigned;
    (still && case.standing.stands_open()).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = Vec::from_iter(wait_first(case));
    steps.push(provision_on_demand(case));
    steps.push(act("It is settled when Maptician shows the user as inactive. If not, paste the result of Provision on demand here."));
    steps.push(back_in_scope(case).under("If the person still needs Maptician"));
    steps
}
