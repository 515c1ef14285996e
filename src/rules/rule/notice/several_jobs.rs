use crate::{
    jobs::{Keyed, Role},
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
    summary: "The material is of more than one job or application",
    title: "The material is of {what}",
    explanation: "Each application has a job of its own.[ The answers go by {named}, which is named after Maptician.][ The answers go by {newer}, which began when the other of its name had ended.][ Nothing shows which of them is Maptician’s, so the answers go by {none}.] Of {aside} only what it says of accounts in Entra is used: no attempt, no record, no stored name and no assignment.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let mut tenants: Vec<OfTenant<'_>> = Vec::new();
    let (jobs, named): (Vec<_>, Vec<_>) =
        material.store.logs.iter().partition(|it| tenant_of_job(&it.0).is_some());
    for log in jobs.into_iter().chain(named) {
        let tenant = tenant_of_job(&log.0);
        match tenants.iter_mut().find(|it| tenant.is_none() || it.0 == tenant) {
            Some(it) => it.1.push(log),
            None => tenants.push((tenant, vec![log])),
        }
    }
    tenants.iter().filter_map(|it| finding(&it.1)).collect()
}

/// The logs of one tenant.
type OfTenant<'a> = (Option<String>, Vec<&'a Keyed>);

fn finding(logs: &[&Keyed]) -> Option<Finding> {
    // By its application, unless several are called so.
    let label = |(key, log): &Keyed| {
        let others = logs.iter().filter(|it| it.1.application == log.application);
        log.application.as_deref().filter(|_| others.count() == 1).unwrap_or(key).to_string()
    };
    let of = |role| logs.iter().filter(move |it| it.1.role == role);
    let aside: Vec<String> = of(Role::Another).chain(of(Role::Untold)).map(|it| label(it)).collect();
    if aside.is_empty() {
        return None;
    }
    let (mut named, mut newer, mut none) = (String::new(), String::new(), String::new());
    let replaced = |it: &Keyed| of(Role::Untold).any(|older| older.1.application == it.1.application);
    match of(Role::Answers).find(|it| it.1.rank(&it.0) > 0 || replaced(it)) {
        Some(it) if replaced(it) => newer = label(it),
        Some(it) => named = label(it),
        None if of(Role::Untold).next().is_some() => none = "none".to_string(),
        None => {}
    }
    let step = act("Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON: paste or drop this file alone, and the answers go by it.");
    let steps = if none.is_empty() { Vec::new() } else { vec![step] };
    let what = match logs.len() {
        1 => "another application".to_string(),
        n => format!("{n} jobs or applications"),
    };
    Some(Finding {
        values: vec![("what", what), ("named", named), ("newer", newer), ("none", none), ("aside", few(&aside))],
        steps,
        proofs: logs.iter().map(|it| Proof::of(it.1.mark.near(), &it.0)).collect(),
    })
}

/// A tenant has many applications, and its audit log names them all.
fn few(labels: &[String]) -> String {
    match labels {
        [last] => last.clone(),
        [all @ .., last] if all.len() < 4 => format!("{} and {last}", all.join(", ")),
        _ => format!("{} and {} more", labels[..3].join(", "), labels.len() - 3),
    }
}
