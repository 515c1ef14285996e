use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Maptician, Next}, rule::rule, standing::Change};

rule! {
    /// Maptician's record is active, and a young change in Entra will make it inactive.
    ///
    /// Disabled, deleted, removed or unassigned less than two cycles ago, newer than Maptician's last change, and nothing holds it back.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Disable account", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Disabled two hours ago: then the change should have arrived (`active-in-maptician`).
    "B203",
    name: "active-and-stopping",
    summary: "Active in Maptician, and the next cycle makes the user inactive",
    explanation: "Maptician’s record is active, so the user counts. In Entra the user is {entra}, since {since}; the next sync cycle, about every {cycle} minutes, makes the user inactive, and from then on the user no longer counts.",
    answer: Billing { status: BillingStatus::Counted, basis: Basis::Observed, next: Some(Next::Stops) },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stops = case.standing.pending.is_some_and(|it| it.change == Change::Stops);
    (case.standing.maptician == Maptician::Active && stops).then(|| case.both_proofs())
}
