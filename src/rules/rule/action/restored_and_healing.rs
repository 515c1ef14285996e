use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, step::{act, seats, tell}};

rule! {
    /// The same account lives again, so Entra knows the record and renames it back by itself.
    ///
    /// Sources: a public report of a restored user; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Restore user", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The rename back was refused (`rename-back-refused`).
    "A371",
    name: "restored-and-healing",
    summary: "Restored in Entra; the next cycle sends the clean name",
    explanation: "{person} was restored in Entra, and Maptician still has the corrupted name. The next sync cycle, about every {cycle} minutes, sends the clean name and the state.",
    answer: Action { kind: ActionKind::WaitForSync, owner: Owner::Nobody, urgency: Urgency::None, title: "Wait for the next sync cycle", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let stored = standing.stored.as_ref().filter(|it| it.parts.is_some())?;
    let mut proofs = case.entra_proofs();
    proofs.push(Proof::from(&stored.name));
    (standing.restored_at.is_some() && case.pending()).then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        act("Wait for the cycle. Provision on demand does not serve here: after a restore it can make a second record."),
        tell(case, "Check meanwhile that the restored account is enabled{in_directory}, if the person is back."),
        tell(case, "If nothing has changed after two cycles, {two_cycles} minutes, paste the newest log entry for {name} here."),
        seats(),
    ]
}
