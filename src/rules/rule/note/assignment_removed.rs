use crate::{case::Case, proof::Proof, report::Entra, rule::rule};

rule! {
    /// An assignment to Maptician was removed. Unless a group assigns the user as well, one change makes the record inactive, and then it is no longer managed.
    ///
    /// Sources: Microsoft Entra, *How provisioning works*; the guidance on deactivation.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Remove app role assignment from user", "activityDateTime": "2026-06-20T10:00:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "0c73c0d9-6000-45bf-9965-bc70665687dd", "displayName": "Maptician", "type": "ServicePrincipal"}, {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The user was assigned again since.
    "A398",
    name: "assignment-removed",
    summary: "An assignment to Maptician was removed",
    explanation: "The assignment was removed by {unassigned}. Unless a group assigns {person} as well, Maptician’s record becomes inactive and is no longer managed: a later deletion does not reach it. People who may return are better disabled and left assigned.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let gone = case.standing.entra == Entra::Removed;
    (!gone && !case.value("unassigned").is_empty()).then(Vec::new)
}
