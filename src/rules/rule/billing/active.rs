use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Maptician}, rule::rule};

rule! {
    /// Maptician's own record, or a logged success, says active.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A list without marks of its own that says active: it could come from any system.
    "B204",
    name: "active-in-maptician",
    summary: "Active in Maptician",
    explanation: "Maptician’s record says active[, since {maptician_since}]. Active users count.",
    answer: Billing { status: BillingStatus::Counted, basis: Basis::Observed, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.standing.maptician == Maptician::Active).then(|| case.maptician_proofs())
}
