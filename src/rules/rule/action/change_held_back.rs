use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Maptician, Owner, Step, Urgency},
    rule::rule,
    step::{act, tell},
};

rule! {
    /// Accidental-deletion prevention stages deletions and disables above its threshold; until then the user stays as it was and counts.
    ///
    /// Source: Microsoft Entra, *Enable accidental deletions prevention*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-stagedDelete-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "stagedDelete", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntryImport", "provisioningStepType": "matching", "status": "success", "description": "", "details": {"id": "71", "userName": "fay@contoso.com", "active": "True"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": false}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A success for the same user afterwards.
    "A321",
    name: "change-held-back",
    summary: "The change is held back until somebody allows it",
    explanation: "Entra holds the change for {person} back: accidental-deletion prevention stopped it because many users were to be disabled or deleted at once. Until somebody allows it the record stays as it is.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Decide about the changes that are held back", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let staged = case.standing.staged?;
    let mut proofs = case.event_proof(staged);
    proofs.extend(case.entra_proofs());
    (case.standing.maptician != Maptician::Inactive).then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        act(
            "Entra ID > Monitoring & health > Provisioning logs: filter for the actions StagedDelete and StagedAction, and list who is held back.",
        ),
        act(
            "Allow only if every one of them is meant: Entra ID > Enterprise apps > Maptician > Provisioning, banner, Allow deletes > Yes.",
        ),
        act(
            "Is somebody among them who should stay? Put that right first: restore, enable or assign the user again. A restart before that would lose the changes that are still to be sent.",
        ),
        tell(case, "After the next cycle the log shows Disable, Success for {name}."),
    ]
}
