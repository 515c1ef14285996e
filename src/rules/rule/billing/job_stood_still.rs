use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// Quarantined, switched off or held back since less than a cycle after the change: it may never have been sent.
    ///
    /// Source: Microsoft Entra, *Application provisioning in quarantine status* and *Accidental deletions prevention*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Disable account", "activityDateTime": "2026-06-29T17:40:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json job.json
    /// {"id": "scim.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa", "templateId": "scim", "schedule": {"interval": "PT40M", "state": "Active"}, "status": {"code": "Quarantine", "lastExecution": {"timeBegan": "2026-06-29T18:05:20Z", "timeEnded": "2026-06-29T18:06:00Z"}, "quarantine": {"reason": "TooManyDeletes", "currentBegan": "2026-06-29T18:06:00Z"}}, "synchronizationJobSettings": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The job went into quarantine days after the change: by then it had been sent.
    "B210",
    name: "job-stood-still",
    summary: "Provisioning has stood still since the change",
    explanation: "The user changed in Entra on {since}, and as far as shown provisioning has stood still since about then. So the change may not have reached Maptician. Paste the user’s record from Maptician: it says whether it is active.",
    answer: Billing { status: BillingStatus::Unknown, basis: Basis::None, next: None },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.only_entra_known() && case.standing.stood_still_since_the_change(case.as_of())).then(|| case.entra_proofs())
}
