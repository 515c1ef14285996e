use crate::{proof::Proof, record::{Deletion, ListingKind, RemarkKind}, rule::notice::{Finding, Material, notice}, step::act, words::and};

/// The three files of the portal's *Download > CSV*.
const LOG_FILES: [&str; 3] =
    ["ProvisioningLogs", "ProvisioningLogs_ProvisioningSteps", "ProvisioningLogs_ModifiedProperties"];

notice! {
    /// One of several files that belong together, a page of a longer listing or log, or a listing of live users without `accountEnabled`.
    ///
    /// Sources: Microsoft Entra, *Analyze provisioning logs* (three CSV files); Microsoft Graph, *Paging* and *user resource type*.
    "N404",
    name: "material-part-missing",
    summary: "A part of the material is missing",
    title: "A part is missing: {what}",
    explanation: "What is here was read; what is missing could change an answer. {why}",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let store = material.store;
    let mut findings = Vec::new();
    let mut find = |what: &str, why: &str, step: &str, proof: Proof| {
        findings.push(Finding {
            values: vec![("what", what.to_string()), ("why", why.to_string())],
            steps: vec![act(step)],
            proofs: vec![proof],
        });
    };
    let given: Vec<_> = store.remarks.iter().filter(|it| it.kind == RemarkKind::PartOnly).collect();
    let missing: Vec<String> =
        LOG_FILES.iter().filter(|file| !given.iter().any(|it| &*it.what == **file)).map(|it| format!("{it}.csv")).collect();
    if let Some(first) = given.first()
        && !missing.is_empty()
    {
        find(
            &and(&missing),
            "The portal writes a log as three CSV files: the events, their steps and the changed properties.",
            "Drop all three files here, or use Download > JSON, which holds everything in one file.",
            Proof::of(first.mark, &first.what),
        );
    }
    let unfinished = store.listings.iter().find(|it| {
        let more = it.next || it.total.is_some_and(|total| total > u64::from(it.rows));
        it.kind != ListingKind::Table && more && !material.wholes.hold(it)
    });
    if let Some(listing) = unfinished {
        find(
            "more pages follow",
            "Who is not on this page may be on the next one, so nobody is taken for absent.",
            "Follow the link to the next page until there is none, and paste all pages.",
            Proof::absence(listing.mark),
        );
    }
    let live = || store.accounts.iter().filter(|it| !it.request && it.deletion == Deletion::NotShown);
    if let Some(first) = live().next()
        && live().all(|it| it.account_enabled.is_none())
    {
        find(
            "accountEnabled",
            "The list of users does not say who is enabled: Graph and PowerShell leave that out unless asked.",
            "Ask for it: GET /v1.0/users?$select=id,displayName,userPrincipalName,mail,accountEnabled,onPremisesSyncEnabled, or Get-MgUser -All -Property Id,DisplayName,UserPrincipalName,Mail,AccountEnabled.",
            Proof::absence(first.mark),
        );
    }
    findings
}
