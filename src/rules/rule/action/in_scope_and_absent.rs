use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Maptician, Owner, Step, Urgency}, rule::rule, step::{open_the_log, provision_on_demand}};

rule! {
    /// A whole listing of Maptician lacks the user, and no create is on its way.
    ///
    /// Source: Microsoft Entra, *How provisioning works*.
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
    /// ```json list.json whole
    /// {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "startIndex": 1, "itemsPerPage": 20, "Resources": [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "gus@contoso.com", "active": true, "meta": {"resourceType": "User"}}, {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "2", "userName": "hal@contoso.com", "active": true, "meta": {"resourceType": "User"}}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Created or assigned less than two cycles ago.
    "A328",
    name: "in-scope-and-absent",
    summary: "Enabled and in scope, but Maptician has no such user",
    explanation: "{person} is enabled and in the scope of provisioning, but Maptician has no such user. Somebody may have deleted the record there by hand, or the create never got through.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Provision this user on demand", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let absent = standing.entra == Entra::Enabled && standing.maptician == Maptician::Absent && standing.in_scope.is_some();
    (absent && standing.stands_open() && standing.skipped_for_missing_value.is_none()).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![provision_on_demand(case), open_the_log(case)]
}
