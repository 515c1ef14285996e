use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Entra, Maptician, Owner, Step, Urgency},
    rule::rule,
    step::{act, tell, write_to_support},
};

rule! {
    /// No cycle will ever make this user inactive: the service knows the account no more.
    ///
    /// It happens when an account is purged before the deactivation was sent. Thinly documented: one public report.
    ///
    /// Source: MicrosoftDocs/azure-docs issue 30269.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Hard Delete user", "activityDateTime": "2026-06-20T10:00:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Removed less than two cycles ago: the deletion may still arrive.
    "A317",
    name: "active-after-removal",
    summary: "Active in Maptician, though the Entra account is gone for good",
    explanation: "{gone}[, since {since}], but Maptician’s record is still active and counts for billing. No sync cycle will change that any more.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let gone = case.standing.entra == Entra::Removed && case.standing.maptician == Maptician::Active;
    (gone && !case.pending()).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        write_to_support(),
        tell(
            case,
            "Say whether {person} is to return one day; support then knows whether to keep the record.",
        ),
        act("It is settled when the user shows as inactive among Maptician’s occupants."),
    ]
}
