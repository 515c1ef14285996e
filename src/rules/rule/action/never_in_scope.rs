use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Maptician, Owner, Step, Urgency}, rule::rule};

rule! {
    /// Skipped as out of scope, or simply not in Maptician, and nothing shows that the user ever was. Such skips are normal.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (skipped).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-other-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "other", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "status": "success", "description": "", "details": {"Active in the source system": "True", "Assigned to the application": "False", "User has the required role": "False", "Scoping filter evaluation passed": "True"}}, {"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"SkipReason": "NotEffectivelyEntitled"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// An earlier success shows that the user was in scope.
    "A393",
    name: "not-assigned-as-far-as-shown",
    summary: "Not assigned to Maptician, as far as shown",
    explanation: "{person} is not assigned to Maptician, as far as shown. Entra skips users outside the assignment; that is no fault.",
    answer: Action { kind: ActionKind::None, owner: Owner::Nobody, urgency: Urgency::None, title: "Nothing to do", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let outside = standing.entra == Entra::NotAssigned || (standing.entra == Entra::Enabled && standing.maptician == Maptician::Absent);
    (outside && !standing.was_in_scope).then(|| case.entra_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let _ = case;
    Vec::new()
}
