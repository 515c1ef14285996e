use crate::{case::Case, command, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, standing::JobTrouble, step::{act, tell}};

rule! {
    /// Provisioning is paused, disabled or was never started, and this user differs between Entra and Maptician.
    ///
    /// Source: Microsoft Graph, *synchronizationStatus*.
    ///
    /// ## Example
    ///
    /// ```json job.json
    /// {"id": "scim.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa", "templateId": "scim", "schedule": {"interval": "PT40M", "state": "Disabled"}, "status": {"code": "Paused", "lastExecution": {"timeBegan": "2026-06-29T18:05:20Z", "timeEnded": "2026-06-29T18:06:00Z"}, "quarantine": null}, "synchronizationJobSettings": []}
    /// ```
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": false}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Both sides agree: nothing of this user waits.
    "A323",
    name: "change-waits-for-stopped-job",
    summary: "A change of this user waits for a job that is switched off",
    explanation: "{person} is {entra} in Entra and {maptician} in Maptician, and provisioning to Maptician is switched off. Until it runs again nothing changes in Maptician.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Start provisioning again", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let Some(JobTrouble::Off(mark, since)) = case.standing.job else { return None };
    let mut proofs = vec![Proof::of(mark.near(), "off").at(since)];
    proofs.extend(case.both_proofs());
    case.standing.waits_for_the_job(case.as_of()).then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        act("Entra ID > Enterprise apps > Maptician > Provisioning: see who stopped it and why.").with(command::job_state()),
        act("Choose Start provisioning. It goes on where it stopped; do not choose Restart provisioning, which would forget what was not sent yet."),
        tell(case, "After the next cycle the log shows Success for {name}."),
    ]
}
