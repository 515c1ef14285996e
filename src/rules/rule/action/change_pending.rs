use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Owner, Step, Urgency}, rule::rule, standing::Change, step::{act, provision_on_demand, seats, tell}};

rule! {
    /// The change is dated, younger than two cycles and newer than the last change of the record.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; the interval of a job is `PT40M`.
    ///
    /// ## Example
    ///
    /// ```json audit.json
    /// {"id": "d1", "category": "UserManagement", "activityDisplayName": "Disable account", "activityDateTime": "2026-06-30T11:50:00Z", "loggedByService": "Core Directory", "result": "success", "initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}}, "targetResources": [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "type": "User", "userPrincipalName": "fay@contoso.com", "modifiedProperties": []}]}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Changed two hours ago: by then it should have arrived.
    "A372",
    name: "change-on-its-way",
    summary: "Changed in Entra a short while ago; the change is on its way",
    explanation: "{person} changed in Entra less than two sync cycles ago, and Maptician does not show it yet. That is in order: a cycle comes about every {cycle} minutes.",
    answer: Action { kind: ActionKind::WaitForSync, owner: Owner::Nobody, urgency: Urgency::None, title: "Wait for the next sync cycle", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    case.pending().then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = vec![act("Wait for the cycle.")];
    // It applies an enabled, assigned or unassigned user at once, and serves neither disabled nor deleted ones.
    let served = matches!(case.standing.entra, Entra::Enabled | Entra::NotAssigned);
    if served && case.standing.restored_at.is_none() {
        steps.push(provision_on_demand(case).under("In a hurry"));
    }
    steps.push(tell(case, "If nothing has changed after two cycles, {two_cycles} minutes, paste the newest log entry for {name} here."));
    if case.standing.pending.is_some_and(|it| it.change == Change::Starts) {
        steps.push(seats());
    }
    steps
}
