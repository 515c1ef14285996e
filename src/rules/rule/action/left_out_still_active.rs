use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Owner, Step, Urgency},
    rule::rule,
    step::{act, why_left_out},
};

rule! {
    /// Entra leaves the user out, for whatever reason, and Maptician's record is active: the sides differ, and no cycle mends it.
    ///
    /// Whoever is disabled, deleted, unassigned or filtered out is made inactive once; a skip sends nothing.
    ///
    /// Sources: Microsoft Entra, *No users are being provisioned* (what *not effectively entitled* means); *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "s1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "other", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"SkipReason": "NotEffectivelyEntitled"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The entry, or the rest of the material, says why: then that has an answer of its own.
    "A331",
    name: "left-out-still-active",
    summary: "Entra leaves the user out, but Maptician’s record is active",
    explanation: "Entra leaves {person} out as not effectively entitled, and the entry does not say why. Whatever the reason, Maptician’s record should be inactive; as far as shown it is active and counts.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Find out why Entra leaves the user out", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let event = case.left_out_and_active()?;
    let mut proofs = case.event_proof(event);
    proofs.extend(case.maptician_proofs());
    Some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = why_left_out(case);
    steps.push(act("Not assigned? Provision on demand makes the user inactive. Disabled or deleted? Paste the account here as well. Should the user be in scope? Enable or assign the user, and the next cycle brings it."));
    steps
}
