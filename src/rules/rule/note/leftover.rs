use crate::{case::Case, proof::Proof, report::{Entra, Maptician}, rule::rule};

rule! {
    /// The account is gone for good, but a record of the person is left; a new account of the same name may be refused.
    ///
    /// Source: Microsoft Entra, *How provisioning works*: who was unassigned first and deleted later is never deleted in the application.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Hard Delete user", "activityDateTime": "2026-05-20T10:00:00Z", "loggedByService": "Core Directory", "result": "success", "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": null, "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Maptician has no record of the person.
    "A383",
    name: "leftover-may-block-return",
    summary: "A record is left in Maptician that may block a return",
    explanation: "Maptician still has a record of {person}, inactive. It does not count. Should the person come back, send it to Maptician support before the new account is assigned.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let left = case.standing.entra == Entra::Removed && case.standing.maptician == Maptician::Inactive;
    left.then(|| case.maptician_proofs())
}
