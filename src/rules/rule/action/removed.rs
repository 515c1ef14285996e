use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Entra, Owner, Step, Urgency},
    rule::rule,
    step::tell,
};

rule! {
    /// Deleting is how somebody leaves for good. A leftover record in Maptician does not count; it may be in the way of a return.
    ///
    /// Source: the guidance on deactivation; Microsoft Entra, *Restore or remove a recently deleted user*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Hard Delete user", "activityDateTime": "2026-05-20T10:00:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A new account of the same name lives.
    "A391",
    name: "gone-for-good",
    summary: "Removed from Entra; nothing shows a return",
    explanation: "{gone}[, since {since}], and nothing shows that {person} returns. Deleting is how somebody leaves for good.",
    answer: Action { kind: ActionKind::None, owner: Owner::Nobody, urgency: Urgency::None, title: "Nothing to do", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.standing.entra == Entra::Removed).then(|| case.entra_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    if case.standing.sides_known.1 {
        vec![tell(
            case,
            "Should {person} return one day, write to Maptician support before the new account is assigned: the record that is left may be in its way.",
        )]
    } else {
        Vec::new()
    }
}
