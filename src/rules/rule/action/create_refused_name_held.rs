use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::{action::create_refused::{names_the_name, refused}, rule}, step::{act, by_support}};

rule! {
    /// The record that is in the way bears the very username, so nothing is corrupted: somebody had the name before, or has the record.
    ///
    /// A rename in Entra frees the name only once it has reached Maptician.
    ///
    /// Source: Microsoft Entra, *How provisioning works*: a rename is sent to the linked record.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-create-2026-06-29", "activityDateTime": "2026-06-29T10:00:00Z", "provisioningAction": "create", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "fay@contoso.com"}}, "targetIdentity": {"id": "", "identityType": "User"}, "provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\":\"userName fay@contoso.com already exists\",\"status\":409,\"scimType\":\"uniqueness\"}."}}, "provisioningSteps": [], "modifiedProperties": []}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The address exists, and the username is another: then the stored name is most likely corrupted.
    "A318",
    name: "create-refused-name-held",
    summary: "A create is refused, and a record has this very username",
    explanation: "Entra tries to create {name} in Maptician and is refused, because a record with this very username exists[: “{refusal}”]. It may belong to somebody who had the name before[, such as {rival}]: a new name in Entra frees the old one only once it has reached Maptician.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    refused(case).filter(|_| names_the_name(case))
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let first = act("Was somebody renamed in Entra who had this name before? Look at that user first: once the record has the new name, the next attempt gets through.");
    std::iter::once(first).chain(by_support(case)).collect()
}
