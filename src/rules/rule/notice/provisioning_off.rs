use crate::{command, proof::Proof, rule::notice::{Finding, Material}, step::act};

notice! {
    /// Paused, disabled or never started: nothing is sent to Maptician until it runs.
    ///
    /// Source: Microsoft Graph, *synchronizationStatus* and *synchronizationSchedule*.
    "N409",
    name: "provisioning-off",
    summary: "Provisioning is switched off",
    title: "Provisioning to Maptician is switched off",
    explanation: "The job {job} does not run, so no change reaches Maptician until it is started again.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let is = |it: &Option<crate::record::Seen<crate::record::Text>>, words: &[&str]| {
        it.as_ref().is_some_and(|it| words.iter().any(|word| it.value.eq_ignore_ascii_case(word)))
    };
    let off = |it: &crate::record::Job| {
        !is(&it.code, &["Quarantine"]) && (is(&it.code, &["Paused", "NotRun", "NotConfigured"]) || is(&it.schedule, &["Disabled", "Paused"]))
    };
    let jobs = material.store.jobs.values().filter(|it| off(it));
    jobs.map(|job| Finding {
        values: vec![("job", job.id.to_string())],
        steps: vec![act("Entra ID > Enterprise apps > Maptician > Provisioning: see who stopped it and why, then Start provisioning.").with(command::job_state())],
        proofs: job.code.iter().chain(&job.schedule).map(Proof::from).collect(),
    })
    .collect()
}
