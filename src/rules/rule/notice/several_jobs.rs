use crate::{
    proof::Proof,
    rule::notice::{Finding, Material},
    step::act,
    store::{Log, Role},
};

notice! {
    /// A tenant has one job for each application: two jobs are two applications, or one that was set up anew.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; *SCIM compatibility of the provisioning service* (job IDs).
    "N417",
    name: "several-jobs",
    summary: "The material is of more than one job or application",
    title: "The material is of several jobs or applications",
    explanation: "Each application has a job of its own. The answers go by the one that is named after Maptician, of several of one name by the last[: {named}][; here nothing shows which that is, so they go by {none}]. Of the others ({aside}) only what they say of accounts in Entra is used.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let logs = &material.store.logs;
    // By its application, unless another is called so.
    let label = |(key, log): &(String, Log)| {
        let called = logs.iter().filter(|it| it.1.application == log.application && it.1.role != Role::TakenIn);
        log.application.as_deref().filter(|_| called.count() == 1).unwrap_or(key).to_string()
    };
    let (mut named, mut aside, mut proofs, mut untold) = (String::new(), String::new(), Vec::new(), false);
    for it in logs.iter().filter(|it| it.1.role != Role::TakenIn) {
        let names = if it.1.role == Role::Answers { &mut named } else { &mut aside };
        names.push_str(if names.is_empty() { "" } else { ", " });
        names.push_str(&label(it));
        untold |= it.1.role == Role::Untold;
        proofs.push(Proof::of(it.1.mark.near(), &it.0));
    }
    if aside.is_empty() {
        return Vec::new();
    }
    let none = if named.is_empty() && untold { "none" } else { "" };
    let step = act("Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON: paste or drop this file alone, and the answers go by it.");
    let steps = if none.is_empty() { Vec::new() } else { vec![step] };
    vec![Finding { values: vec![("named", named), ("none", none.to_string()), ("aside", aside)], steps, proofs }]
}
