use crate::{case::Case, command,  proof::Proof, report::{ActionKind, Entra, Maptician, Owner, Step, Urgency}, rule::rule, step::{act, tell}};

rule! {
    /// A whole listing of live users lacks the person; whether the account was deleted or never came from Entra is not shown.
    ///
    /// Source: Microsoft Graph, *List users*.
    ///
    /// ## Example
    ///
    /// ```json users.json whole
    /// {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName,accountEnabled)", "@odata.count": 2, "value": [{"id": "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "gus@contoso.com", "accountEnabled": true}, {"id": "1b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "hal@contoso.com", "accountEnabled": true}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A listing of the deleted users lacks the person as well: then the account is removed.
    "A343",
    name: "active-without-account",
    summary: "Active in Maptician, but no account in the whole list of live users",
    explanation: "Maptician has {name} as active, so the user counts, but the list of all Entra users has no such account. It may be deleted, renamed, or the record may have been made by hand in Maptician.",
    answer: Action { kind: ActionKind::LookUpInEntra, owner: Owner::You, urgency: Urgency::Now, title: "Look the user up in Entra", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let missing = standing.entra == Entra::Unknown && standing.entra_proofs.iter().any(|it| it.value.is_none());
    let nobody = standing.maptician == Maptician::Active && missing;
    nobody.then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        tell(case, "Entra ID > Users > Deleted users: look for {name}. Found? Paste the entry here for the date."),
        tell(case, "Entra ID > Users > All users: search for {person} by display name, in case the user was renamed.").with(command::look_up_name(&case.name())),
        act("Found in neither? Write to Maptician support and ask whether the record was made by hand: no sync cycle will change it."),
    ]
}
