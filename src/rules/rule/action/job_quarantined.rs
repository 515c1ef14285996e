use crate::{case::Case, command, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, standing::JobTrouble, step::{act, tell}};

rule! {
    /// The provisioning job stands in quarantine, and this user differs between Entra and Maptician.
    ///
    /// Everybody else keeps their own answer: the notice speaks for the job.
    ///
    /// Source: Microsoft Entra, *Application provisioning in quarantine status*.
    ///
    /// ## Example
    ///
    /// ```json job.json
    /// {"id": "scim.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa", "templateId": "scim", "schedule": {"interval": "PT40M", "state": "Active"}, "status": {"code": "Quarantine", "lastExecution": {"timeBegan": "2026-06-29T18:05:20Z", "timeEnded": "2026-06-29T18:06:00Z"}, "quarantine": {"reason": "EncounteredQuarantineException", "currentBegan": "2026-06-29T18:06:00Z", "nextAttempt": "2026-06-30T18:06:00Z"}}, "synchronizationJobSettings": []}
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
    "A322",
    name: "change-waits-for-quarantined-job",
    summary: "A change of this user waits for a job in quarantine",
    explanation: "{person} is {entra} in Entra and {maptician} in Maptician, and the job that should carry the change over is in quarantine. It tries again less and less often, down to once a day, and is switched off after four weeks.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "End the quarantine of the provisioning job", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let Some(JobTrouble::Quarantined(mark, since)) = case.standing.job else { return None };
    let mut proofs = vec![Proof::of(mark.near(), "Quarantine").at(since)];
    proofs.extend(case.both_proofs());
    case.standing.waits_for_the_job(case.as_of()).then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        act("Entra ID > Enterprise apps > Maptician > Provisioning: the banner names the reason of the quarantine.").with(command::job_state()),
        act("Mend the reason first. Invalid credentials: ask Maptician support for a new secret token, then Provisioning > Connectivity (older: Admin Credentials) > Test connection > Save. Too many deletions: list who is held back, and allow only if all are meant."),
        act("The job leaves the quarantine with the next good cycle. Do not restart it to hurry: a change that was not sent yet would be lost."),
        tell(case, "Then the log shows Success for {name}."),
    ]
}
