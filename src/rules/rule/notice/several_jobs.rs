use crate::{
    name::ObjectId,
    proof::Proof,
    rule::notice::{Finding, Material},
    store::tenant_of_job,
};

notice! {
    /// A tenant has one job for each application: two jobs are two applications, or one that was set up anew.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; *SCIM compatibility of the provisioning service* (job IDs).
    "N417",
    name: "several-jobs",
    summary: "The log comes from more than one job of a tenant",
    title: "The log comes from {count} jobs of one tenant",
    explanation: "Each application has a job of its own, so one of them may be of another application or of a test. The answers put their entries together; paste the log of Maptician’s job alone to tell them apart. An entry has the job’s ID.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let jobs = &material.store.logged_jobs;
    let whole = |it: &str| it.rsplit('.').next().is_some_and(|it| ObjectId::parse(it).is_some());
    let of = |tenant: &str| {
        let of_it = jobs.iter().filter(|it| whole(&it.0) && tenant_of_job(&it.0).as_deref() == Some(tenant));
        of_it.map(|(job, mark)| Proof::of(mark.near(), job)).collect::<Vec<_>>()
    };
    let several = material.store.tenants.iter().map(|it| of(&it.0)).filter(|it| it.len() > 1);
    several
        .map(|proofs| Finding {
            values: vec![("count", proofs.len().to_string())],
            proofs,
            ..Finding::default()
        })
        .collect()
}
