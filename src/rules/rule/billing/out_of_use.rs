use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// Maptician's own record is not shown; by the sync rule it is inactive.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": false}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The last attempt for this user failed (`last-attempt-failed`).
    "B213",
    name: "out-of-use-in-entra",
    summary: "Out of use in Entra for a cycle or longer",
    explanation: "In Entra the user is {entra}[, since {since}]. By the sync rule Maptician’s record is inactive within a cycle, so the user does not count. Maptician’s record itself is not shown.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Inferred, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let old = case.standing.out_of_use() && !case.standing.out_of_use_for_less_than_a_cycle(case.as_of());
    (case.only_entra_known() && old && case.undisturbed()).then(|| case.entra_proofs())
}
