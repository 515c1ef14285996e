use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Maptician}, rule::rule};

rule! {
    /// Maptician's own record, or a logged success, says inactive.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A list without marks of its own that says inactive: it could come from any system.
    "B202",
    name: "inactive-in-maptician",
    summary: "Inactive in Maptician",
    explanation: "Maptician’s record says inactive[, since {maptician_since}]. Inactive users do not count.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Observed, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.standing.maptician == Maptician::Inactive).then(|| case.maptician_proofs())
}
