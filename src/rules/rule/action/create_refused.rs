use crate::{
    case::Case,
    code::{Cause, Held},
    failure::cause,
    proof::Proof,
    report::{ActionKind, Owner, Step, Urgency},
    rule::rule,
    standing::Refusal,
    step::by_support,
};

rule! {
    /// The link is broken: Maptician holds the person under another name, so Entra does not find the record and tries to create a second one.
    ///
    /// A success afterwards ends it. A pause between the attempts is the service slowing down, not healing.
    ///
    /// Sources: Microsoft Entra, *Analyze provisioning logs*; forwarded provisioning logs.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-create-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering", "reason": "StatusCode: Conflict Web Response: {\"detail\":\"The email address already exists\",\"status\":409,\"scimType\":\"uniqueness\"}. This operation was retried 3 times. It will be retried again after this date: 2026-07-01T10:00:00.0000000Z UTC"}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The same refusal with a later success, or a refusal that names a missing value.
    "A311",
    name: "create-refused-as-existing",
    summary: "Entra tries to create the user and is refused: the user exists",
    explanation: "Entra tries to create {name} in Maptician and is refused, because such a user exists[: “{refusal}”].[ By its entry it was retried {retried}.][ {broken_link}] [A new account has the name; the old one is kept until {last_day}. ]The existing record has another username, so Entra does not find it. Only Maptician support can put the clean username back; the record and its history stay.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    refused(case).filter(|_| !names_the_name(case))
}

/// The record that is in the way bears the very username: the refusal says so, or it is shown.
pub fn names_the_name(case: &Case<'_>) -> bool {
    let standing = case.standing;
    let says_so = standing.refused.is_some_and(|it| cause(it) == Some(Cause::Existing(Held::UserName)));
    says_so || standing.stored.as_ref().is_some_and(|it| it.parts.is_none() && !it.is_address())
}

/// A create is refused as existing, and somebody needs the record.
pub fn refused(case: &Case<'_>) -> Option<Vec<Proof>> {
    let refused = case.standing.refused.filter(|_| case.standing.refusal == Some(Refusal::Create))?;
    // Nobody needs the record of a user who is out of use: no create is sent for such a user.
    (!case.standing.out_of_use() && case.standing.left_out.is_none()).then(|| case.event_proof(refused))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    by_support(case)
}
