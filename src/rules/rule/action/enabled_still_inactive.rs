use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, standing::{Disagreement, Stored}, step::{act, provision_on_demand, seats, wait_first}};

rule! {
    /// The user should be able to work and cannot: the change did not arrive, or somebody deactivated the record by hand.
    ///
    /// Source: Microsoft Entra, *How provisioning works* and *Known issues*.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json log.json
    /// {"id": "e-update-2026-06-20", "activityDateTime": "2026-06-20T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Nothing shows that the user is in scope: then the first question is whether the user is still assigned.
    "A326",
    name: "enabled-still-inactive",
    summary: "Enabled and in scope, but inactive in Maptician",
    explanation: "{person} is enabled in Entra[, since {since},] and in the scope of provisioning, but inactive in Maptician. The change did not arrive, or the record was deactivated by hand in Maptician, which Entra neither sees nor undoes.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Provision this user on demand", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let still = standing.disagree == Some(Disagreement::InactiveThough) && standing.in_scope.is_some();
    let clean = standing.stored.as_ref().is_none_or(Stored::has_clean_name);
    (still && clean && standing.stands_open()).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = Vec::from_iter(wait_first(case));
    steps.push(provision_on_demand(case));
    steps.push(seats());
    steps.push(act("Still inactive? Paste the result of Provision on demand here."));
    steps
}
