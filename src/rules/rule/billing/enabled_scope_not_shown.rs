use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Entra}, rule::rule};

rule! {
    /// Enabled in Entra says nothing of scope: only assigned users are provisioned.
    ///
    /// Source: Microsoft Entra, *How provisioning works* (scoping).
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// An assignment or a provisioning event of the user (`enabled-and-in-scope`).
    "B215",
    name: "scope-not-shown",
    summary: "The account lives, and nothing shows whether Maptician gets the user",
    explanation: "The account exists in Entra, but nothing shows whether Maptician has the user. Paste the user’s newest entry from the provisioning log, or a list of users from Maptician: either says it.",
    answer: Billing { status: BillingStatus::Unknown, basis: Basis::None, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let not_yet = case.standing.in_scope.is_none() || case.standing.in_use_for_less_than_a_cycle(case.as_of());
    let lives = case.standing.entra == Entra::Live || (case.standing.entra == Entra::Enabled && not_yet);
    (case.only_entra_known() && lives && case.undisturbed()).then(|| case.entra_proofs())
}
