use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// Whether the user counted until now is not shown, so neither is whether the user still does.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Disable account", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// An assignment or a provisioning event of the user (`change-younger-than-a-cycle`).
    "B212",
    name: "change-young-scope-not-shown",
    summary: "Changed in Entra less than a cycle ago, scope not shown",
    explanation: "In Entra the user is {entra}, since {since}, which is less than a sync cycle ago. A cycle comes about every {cycle} minutes and makes Maptician’s record inactive; whether it has come by now is not shown. Paste the user’s record from Maptician: it says whether it is active.",
    answer: Billing { status: BillingStatus::Unknown, basis: Basis::None, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let young = case.only_entra_known() && case.standing.out_of_use_for_less_than_a_cycle(case.as_of());
    (young && case.standing.in_scope.is_none() && case.undisturbed()).then(|| case.entra_proofs())
}
