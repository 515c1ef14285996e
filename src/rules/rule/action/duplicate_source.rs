use crate::{case::Case, code::Cause, letters::fold, proof::Proof, record::{Seen, Text}, report::{ActionKind, Owner, Step, Urgency}, rule::rule, step::{act, healed, tell}, user::Rivalry};

rule! {
    /// The service finds one value with two users, or two live users share the mail address that Maptician goes by.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (DuplicateSourceEntries).
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-update-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "update", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "DuplicateSourceEntries", "reason": "Several users have this value."}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Two accounts one after the other: the older is deleted, so only one claims the value.
    "A302",
    name: "two-users-claim-one-value",
    summary: "Two live Entra users claim the same matching value",
    explanation: "Two users in Entra claim the same value that Maptician tells people apart by[; the other is {rival}]. Provisioning cannot tell which one is meant until one of them has another value.",
    answer: Action { kind: ActionKind::ResolveDuplicate, owner: Owner::You, urgency: Urgency::Now, title: "Give one of the two users another value", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    if let Some((event, Cause::DuplicateSource)) = case.standing.open_failure {
        return Some(case.event_proof(event));
    }
    // Two live users with one mail address are in each other's way only where Maptician's names follow `mail`.
    let state = &case.user.current()?.state;
    let mail = state.mail.as_deref().map(fold)?;
    let same_mail = case.user.rivals.iter().any(|it| it.why == Rivalry::SameMail && fold(&it.value) == mail);
    // What a log once sent of the other one may be gone by now.
    let own = case.user.current()?.object_id;
    let claims = |it: &Seen<Text>| fold(&it.value) == mail;
    let mut others = case.frame.store.accounts.iter().filter(|it| it.object_id.as_ref().map(|it| it.value) != own);
    if !same_mail || !others.any(|it| it.mail.iter().chain(&it.proxy_addresses).any(claims)) {
        return None;
    }
    case.name_that_follows_mail(&mail).map(|it| vec![Proof::from(it)])
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        tell(case, "Entra ID > Users: search for {name} and find both users. Decide who keeps the value."),
        act("Open the other user, Edit properties, and change the user principal name or the mail address, whichever Maptician is matched by (Provisioning > Attribute mapping). Synchronised users are changed in Active Directory."),
        healed(case),
    ]
}
