use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Maptician, Owner, Step, Urgency},
    rule::rule,
    step::{act, back_in_scope, provision_on_demand},
};

rule! {
    /// The user is assigned, and a scoping filter or the role of the assignment keeps the user out: assigning again changes nothing.
    ///
    /// Source: Microsoft Entra, *No users are being provisioned* (the details of the scoping step, roles); *How
    /// provisioning works* (an edit of the scope starts an initial cycle).
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json log.json
    /// {"id": "e-other-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "other", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "status": "success", "description": "", "details": {"Active in the source system": "True", "Assigned to the application": "True", "User has the required role": "True", "Scoping filter evaluation passed": "False"}}, {"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"SkipReason": "NotEffectivelyEntitled"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The user is not assigned at all (`left-the-scope`).
    "A363",
    name: "kept-out-though-assigned",
    summary: "Assigned, and kept out of the scope by a filter or the role",
    explanation: "{person} is assigned to Maptician, but {kept_out} keeps the user out of the scope of provisioning[, since {since}]. Until the person needs Maptician there is nothing to do.",
    answer: Action { kind: ActionKind::ReassignInEntra, owner: Owner::You, urgency: Urgency::WhenReturning, title: "See what keeps the user out", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let left = standing.kept_out.is_some() && standing.was_in_scope;
    (left && matches!(standing.maptician, Maptician::Inactive | Maptician::Unknown))
        .then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let corrupted = case.standing.stored.as_ref().is_some_and(|it| !it.has_clean_name());
    let first = corrupted.then(|| act("Write to Maptician support first: the stored username is corrupted, so a user in scope would not find the record."));
    let mut steps = Vec::from_iter(first);
    steps.push(back_in_scope(case));
    steps.push(provision_on_demand(case));
    steps
}
