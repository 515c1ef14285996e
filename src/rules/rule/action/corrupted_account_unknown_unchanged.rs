use crate::{
    case::Case,
    command,
    proof::Proof,
    report::{ActionKind, Entra, Owner, Step, Urgency},
    rule::rule,
    standing::Stored,
    step::tell,
};

rule! {
    /// The account can no longer be restored, if it was deleted then; the record does no harm until the person returns.
    ///
    /// Source: Microsoft Entra, *Restore or remove a recently deleted user* (30 days).
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User", "lastModified": "2025-09-30T16:02:44Z"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The record changed within the last 30 days: the account may still be restorable.
    "A342",
    name: "corrupted-record-long-unchanged",
    summary: "The name is corrupted, the record inactive and unchanged for 30 days",
    explanation: "The ID {prefix} stands before {corrupted_field}, and the record has been inactive and unchanged since {maptician_since}. It does not count and does no harm until the person is to return.",
    answer: Action { kind: ActionKind::LookUpInEntra, owner: Owner::You, urgency: Urgency::WhenReturning, title: "Look the account up before the person returns", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stored = case.prefixed().filter(|_| case.standing.entra == Entra::Unknown)?;
    case.standing.unchanged_for_30_days(case.as_of()).then(|| stored.proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    look_up(case)
}

/// Among all users, then among the deleted ones; then what follows from either.
pub fn look_up(case: &Case<'_>) -> Vec<Step> {
    let id = case.prefix_id();
    // A new account finds a record by its clean username.
    let alone = if case.shown().is_some_and(Stored::has_clean_name) {
        "."
    } else {
        ": a new account alone would be refused."
    };
    let gone = "Found in neither?[ Look for {inner}, too, which stands behind it. Not there, either?] The account is gone for good. If the person does not return, there is nothing to do; else write to Maptician support before the return";
    let commands = |command: fn(crate::name::ObjectId) -> Vec<crate::report::Command>| {
        id.map(command).unwrap_or_default()
    };
    let back = "Is {person} back, and kept out? Then add the failed entries of the provisioning log, and go no further here: Maptician support is the way, not a restore.";
    let back = (case.user.events.is_empty() && !case.standing.unchanged_for_30_days(case.as_of()))
        .then(|| tell(case, back));
    let steps = [
        tell(case, "Entra ID > Users > All users: search for {prefix}, then for {name}. Found by the ID? The account lives. By the name? A new account has it. Add what you find here.").with(commands(command::look_up_live)),
        tell(case, "Entra ID > Users > Deleted users: look for the same ID. Found? Add the entry here: it has the date until which the user can be restored.").with(commands(command::look_up_deleted)),
        tell(case, &format!("{gone}{alone}")),
    ];
    back.into_iter().chain(steps).collect()
}
