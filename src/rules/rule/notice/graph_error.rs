use crate::{code::GRAPH, proof::Proof, record::RemarkKind, rule::notice::{Finding, Material}, step::act};

notice! {
    /// An error answer of Microsoft Graph whose code is known: what it says of the user, and what it does not.
    ///
    /// Sources: Microsoft Graph, *JSON batching* and *Error responses*; public captures.
    "N418",
    name: "graph-error",
    summary: "An error answer of Microsoft Graph",
    title: "Microsoft Graph answered {code}",
    explanation: "{means}",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let of = |begins: &str| {
        let remarks = material.store.remarks.iter().filter(|it| it.kind == RemarkKind::GraphError && &*it.what == begins);
        remarks.map(|it| Proof::of(it.mark, &it.what)).collect::<Vec<_>>()
    };
    let findings = GRAPH.iter().map(|(begins, means, step)| Finding {
        values: vec![("code", begins.split(':').next().unwrap_or_default().to_string()), ("means", means.to_string())],
        steps: vec![act(*step)],
        proofs: of(begins),
    });
    findings.filter(|it| !it.proofs.is_empty()).collect()
}
