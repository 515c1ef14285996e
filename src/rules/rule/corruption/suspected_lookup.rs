use crate::{
    case::Case,
    code::{Cause, Held},
    failure::cause,
    name::take_off_prefix,
    proof::Proof,
    report::CorruptionStatus,
    rule::rule,
};

rule! {
    /// The lookup by the clean name found nobody, and the create was refused because somebody exists.
    ///
    /// The service looks a user up by `userName`, finds nobody and creates; the application refuses because the
    /// address is taken. So a record of the same person must be stored under another name, most likely a prefixed one.
    /// Where the refusal names the very user name, or no lookup is shown, this is not concluded.
    ///
    /// Sources: Maptician's provisioning tutorial (only `userName` can be looked up); the steps of refused creates in
    /// forwarded provisioning logs.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "5d2c0e8a-3b1f-4c6d-9e7a-1f2b3c4d5e6f", "identityType": "User", "details": {"UserPrincipalName": "ada@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\":\"The email address already exists\",\"status\":409}"}}, "provisioningSteps": [{"name": "EntrySynchronizationAdd", "provisioningStepType": "processing", "status": "success", "description": "User 'ada@contoso.com' will be created in Maptician (User is active and assigned in Microsoft Entra ID, but no matching User was found in Maptician)", "details": {}}], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A refused create without the step that shows the lookup: then what is stored stays unknown.
    "C112",
    name: "lookup-misses-existing-record",
    summary: "A lookup by the clean name finds nobody, yet a create is refused",
    explanation: "Entra looks for {name} in Maptician, finds nobody, tries to create the user and is refused, because such a user exists. So Maptician holds this person under another name, most likely with an object ID in front. Its own spelling is not shown here.",
    answer: Corruption { status: CorruptionStatus::Suspected },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    if case.standing.stored.is_some() {
        return None;
    }
    let event = case.standing.refused?;
    let lookup = case.standing.lookup.clone()?;
    let Some(Cause::Existing(Held::Email | Held::NotSaid)) = cause(event) else { return None };
    let name = event.source.user_principal_name.as_ref().or(event.sent.user_name.as_ref());
    if name.is_some_and(|it| take_off_prefix(&it.value).is_some()) {
        return None;
    }
    let mut proofs = vec![lookup];
    proofs.extend(case.event_proof(event));
    Some(proofs)
}
