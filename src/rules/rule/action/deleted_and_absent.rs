use crate::{case::Case, proof::Proof, report::{ActionKind, Maptician, Owner, Step, Urgency}, rule::rule};

rule! {
    /// Nothing is left to keep or to count.
    ///
    /// Source: the guidance on deactivation.
    ///
    /// ## Example
    ///
    /// ```json deleted.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "deletedDateTime": "2026-06-20T10:00:00Z"}
    /// ```
    ///
    /// ```json list.json whole
    /// {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "startIndex": 1, "itemsPerPage": 20, "Resources": [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "gus@contoso.com", "active": true, "meta": {"resourceType": "User"}}, {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "2", "userName": "hal@contoso.com", "active": true, "meta": {"resourceType": "User"}}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Maptician still has a record of the user.
    "A394",
    name: "deleted-and-absent",
    summary: "Deleted in Entra, and Maptician has no such user",
    explanation: "{person} is deleted in Entra, and Maptician has no such user. Nothing counts, and nothing is left to decide here.",
    answer: Action { kind: ActionKind::None, owner: Owner::Nobody, urgency: Urgency::None, title: "Nothing to do", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.restorable() && case.standing.maptician == Maptician::Absent).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let _ = case;
    Vec::new()
}
