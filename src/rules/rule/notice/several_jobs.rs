use crate::{
    jobs::{Log, Role},
    proof::Proof,
    rule::notice::{Finding, Material},
    step::act,
    store::tenant_of_job,
};

notice! {
    /// A tenant has one job for each application: two jobs are two applications, or one that was set up anew.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; *SCIM compatibility of the provisioning service* (job IDs).
    "N417",
    name: "several-jobs",
    summary: "The log comes from more than one job",
    title: "The log comes from {count} jobs",
    explanation: "Each application has a job of its own. [The answers go by {named}, which is named after Maptician][The answers go by {newer}, which began when the other of its name had ended][Nothing shows which of them is Maptician’s, so the answers go by {none}]. Of {aside} only what it says of accounts in Entra is used: no attempt, no record and no stored name.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let mut tenants: Vec<(Option<String>, Vec<&(String, Log)>)> = Vec::new();
    for log in material.store.logs.iter() {
        let tenant = tenant_of_job(&log.0);
        match tenants.iter_mut().find(|it| tenant.is_none() || it.0 == tenant) {
            Some(it) => it.1.push(log),
            None => tenants.push((tenant, vec![log])),
        }
    }
    tenants.iter().filter(|it| it.1.len() > 1).filter_map(|it| finding(&it.1)).collect()
}

fn finding(logs: &[&(String, Log)]) -> Option<Finding> {
    // By its application, unless several are called so.
    let label = |(key, log): &(String, Log)| {
        let others = logs.iter().filter(|it| it.1.application == log.application);
        log.application.as_deref().filter(|_| others.count() == 1).unwrap_or(key).to_string()
    };
    let of = |answers: bool| logs.iter().filter(move |it| (it.1.role == Role::Answers) == answers);
    let aside: Vec<String> = of(false).map(|it| label(it)).collect();
    if aside.is_empty() {
        return None;
    }
    let (mut named, mut newer, mut none) = (String::new(), String::new(), String::new());
    match of(true).last() {
        Some(it) if of(false).any(|other| other.1.application == it.1.application) => newer = label(it),
        Some(it) => named = label(it),
        None => none = "none".to_string(),
    }
    let step = act("Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON: paste or drop this file alone, and the answers go by it.");
    let steps = if none.is_empty() { Vec::new() } else { vec![step] };
    let count = logs.len().to_string();
    Some(Finding {
        values: vec![("count", count), ("named", named), ("newer", newer), ("none", none), ("aside", aside.join(" and "))],
        steps,
        proofs: logs.iter().map(|it| Proof::of(it.1.mark.near(), &it.0)).collect(),
    })
}
