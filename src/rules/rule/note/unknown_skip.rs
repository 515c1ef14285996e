use crate::{case::Case, code::Code, history::Kind, proof::Proof, rule::rule};

rule! {
    /// A reason of a skip that nobody documents is shown as it stands.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs*, which does not list it.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "s1", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "other", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "71", "identityType": "User"}, "provisioningStatusInfo": {"status": "skipped", "errorInformation": null}, "provisioningSteps": [{"name": "EntrySynchronizationSkip", "provisioningStepType": "processing", "status": "skipped", "description": "", "details": {"SkipReason": "RedundantSoftDelete"}}], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// `RedundantExport` and its like, which are documented, and a skip that a later attempt came after.
    "A390",
    name: "skip-reason-not-documented",
    summary: "Entra skipped the user, for a reason that is not documented",
    explanation: "The log gives the reason as {skip_reason}. Nothing was sent to Maptician then. The details of the entry’s steps may say more.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let event = case.standing.last_event?;
    let skipped = case.user.events.iter().any(|it| it.0 == Kind::SkippedOther && std::ptr::eq(it.1, event));
    let reason = event.skip_reason.as_ref().filter(|_| skipped)?;
    Code::known(&reason.value).is_none().then(Vec::new)
}
