use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Maptician}, rule::rule};

rule! {
    /// A whole listing of Maptician lacks the user, or a logged delete succeeded.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json list.json whole
    /// {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "gus@contoso.com", "active": true, "meta": {"resourceType": "User"}}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A single page of a listing, or a table: a filter does not show, so it proves no absence.
    "B206",
    name: "absent-in-maptician",
    summary: "Maptician has no such user",
    explanation: "Maptician has no such user, so nothing counts.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Observed, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.standing.maptician == Maptician::Absent).then(|| case.maptician_proofs())
}
