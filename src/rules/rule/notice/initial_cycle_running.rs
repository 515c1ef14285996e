use crate::{proof::Proof, rule::notice::{Finding, Material}};

notice! {
    /// An initial cycle reads everybody and takes longer than the later ones; until it ends many users are not there yet.
    ///
    /// Source: Microsoft Entra, *How provisioning works*.
    "N410",
    name: "initial-cycle-running",
    summary: "The first, full cycle is still running",
    title: "The first cycle is still running",
    explanation: "Provisioning reads all users for the first time, or again after a change of scope or mapping. That takes longer than the later cycles of about 40 minutes; until it ends, users may be missing or out of date.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let jobs = material.store.jobs.values().filter(|it| it.initial);
    jobs.map(|job| Finding { proofs: vec![Proof::of(job.mark, &job.id)], ..Finding::default() }).collect()
}
