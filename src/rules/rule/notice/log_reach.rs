use crate::{proof::Proof, rule::notice::{Finding, Material}};

notice! {
    /// Entra keeps the provisioning log for 30 days with P1 or P2 and for 7 days without; silence before its first entry proves nothing.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs*; *Data retention*.
    "N406",
    name: "log-reach",
    summary: "An answer rests on a log alone",
    title: "The log reaches back to {first}",
    explanation: "Some answers rest on the log alone. What happened before {first} is not in it, so its silence about that proves nothing. Entra keeps logs for 30 days, on the free tier for 7.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let store = material.store;
    let spans = [store.log, store.audit_log];
    let first = spans.iter().filter_map(|it| it.first.zip(it.mark)).min_by_key(|it| it.0);
    match first {
        Some((first, mark)) if material.rests_on_log => vec![Finding {
            values: vec![("first", first.in_words_to_minute())],
            steps: Vec::new(),
            proofs: vec![Proof::of(mark, first).at(Some(first))],
        }],
        _ => Vec::new(),
    }
}
