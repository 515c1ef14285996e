use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Maptician, Next}, rule::rule, standing::Change};

rule! {
    /// Maptician has no such user, and a young change in Entra will create one.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Add user", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": [{"displayName": "AccountEnabled", "oldValue": "[]", "newValue": "[true]"}]}]}
    /// ```
    ///
    /// ```json assigned.json
    /// {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('8e881353-1735-45af-af21-ee1344582a4d')/appRoleAssignedTo", "value": [{"id": "41W1", "principalId": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "principalType": "User", "principalDisplayName": "Fay Reed", "resourceDisplayName": "Maptician", "createdDateTime": "2026-06-30T11:51:00Z"}]}
    /// ```
    ///
    /// ```json list.json whole
    /// {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "gus@contoso.com", "active": true, "meta": {"resourceType": "User"}}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Created a day ago: then the user should be there (`absent-in-maptician`).
    "B205",
    name: "absent-and-starting",
    summary: "Not in Maptician, and the next cycle creates the user",
    explanation: "Maptician has no such user yet, so nothing counts. The account is enabled in Entra[, since {since}]; the next sync cycle creates the user, and from then on the user counts.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Observed, next: Some(Next::Starts) },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let creates = case.standing.pending.is_some_and(|it| it.change == Change::Creates);
    (case.standing.maptician == Maptician::Absent && creates).then(|| case.both_proofs())
}
