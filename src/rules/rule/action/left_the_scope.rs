use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Entra, Maptician, Owner, Step, Urgency},
    rule::rule,
    standing::names_differ,
    step::{act, back_in_scope, provision_on_demand},
};

rule! {
    /// The user was provisioned once and is not assigned any more; the record is inactive and waits.
    ///
    /// A clean stored name is found again by `userName` when the user is assigned again; a corrupted one is not.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; Maptician's provisioning tutorial.
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
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Nothing shows that the user ever was in scope: people who never were are skipped, too.
    "A361",
    name: "left-the-scope",
    summary: "Out of the scope of provisioning, while the account lives",
    explanation: "{person} is out of the scope of provisioning[, since {since}], while the account lives in Entra. If the person needs Maptician again, assign the user again; until then there is nothing to do. For people who may return, disabling is better: it keeps the tie to the record.",
    answer: Action { kind: ActionKind::ReassignInEntra, owner: Owner::You, urgency: Urgency::WhenReturning, title: "Assign again if the person needs Maptician", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let left = standing.entra == Entra::NotAssigned && standing.kept_out.is_none() && standing.was_in_scope;
    (left && matches!(standing.maptician, Maptician::Inactive | Maptician::Unknown))
        .then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let standing = case.standing;
    let mut steps = Vec::new();
    match standing.stored.as_ref() {
        Some(stored) if !stored.has_clean_name() => steps.push(act("Write to Maptician support first: the stored username is corrupted, so an assigned user would not find the record.")),
        Some(stored) if names_differ(standing, case.user) => steps.push(act(format!("Write to Maptician support first: the stored username is {}, so an assigned user would not find the record.", stored.name.value))),
        Some(_) => {}
        None => steps.push(act("Look at the user’s record in Maptician first: if its username starts with 32 digits, write to Maptician support before you assign the user.")),
    }
    steps.push(back_in_scope(case));
    steps.push(provision_on_demand(case));
    steps
}
