use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus, Maptician, Next}, rule::rule, standing::Change};

rule! {
    /// Maptician's record is inactive, and a young change in Entra will make it active.
    ///
    /// The change is dated, younger than two cycles, newer than Maptician's last change, and nothing holds it back.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Enable account", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Enabled two hours ago: then the change should have arrived (`inactive-in-maptician`).
    "B201",
    name: "inactive-and-starting",
    summary: "Inactive in Maptician, and the next cycle makes the user active",
    explanation: "Maptician’s record is inactive, so the user does not count. The account was {brought_back} in Entra on {changed}; the next sync cycle, about every {cycle} minutes, makes the user active, and from then on the user counts.",
    answer: Billing { status: BillingStatus::NotCounted, basis: Basis::Observed, next: Some(Next::Starts) },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let starts = case.standing.pending.is_some_and(|it| it.change == Change::Starts);
    (case.standing.maptician == Maptician::Inactive && starts).then(|| case.both_proofs())
}
