use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Owner, Step, Urgency}, rule::rule, standing::Refusal, step::by_support};

rule! {
    /// A rename or another change would give the record a name or an address that another record of Maptician has.
    ///
    /// Sources: Microsoft Entra, *Analyze provisioning logs*; forwarded provisioning logs.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-update-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\":\"The email address already exists\",\"status\":409,\"scimType\":\"uniqueness\"}. This operation was retried 3 times. It will be retried again after this date: 2026-07-01T10:00:00.0000000Z UTC"}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A refused create (`create-refused-as-existing`).
    "A312",
    name: "update-refused-as-existing",
    summary: "A change was refused, because another record holds the value",
    explanation: "A change for {name} was refused, because another record in Maptician holds the same name or address[: “{refusal}”]. Which of the two is right only Maptician support can see and settle.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let refused = case.standing.refused.filter(|_| case.standing.refusal == Some(Refusal::Update))?;
    let gone = matches!(case.standing.entra, Entra::SoftDeleted | Entra::Removed);
    (!gone).then(|| case.event_proof(refused))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    by_support(case)
}
