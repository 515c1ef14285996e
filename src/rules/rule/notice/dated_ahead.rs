use crate::{proof::Proof, record::Deletion, rule::notice::{Finding, Material}, time::Span};

/// Clocks differ by that much.
const DRIFT: Span = Span::minutes(10);

notice! {
    /// An entry or a deletion is dated after the time that the answers hold for: a clock is wrong, or a time zone is missing.
    ///
    /// Nothing is left out because of it, since which of the two clocks is right cannot be told.
    ///
    /// Source: our own conclusion; Microsoft writes its times in UTC.
    "N416",
    name: "dated-ahead",
    summary: "Something in the material is dated after now",
    title: "Something is dated after {as_of}",
    explanation: "The latest date in the material is {last}, and the answers hold for {as_of}. A clock is wrong, or a time zone is missing: dates and deadlines in the answers may be off by as much.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let store = material.store;
    let deleted = store.accounts.iter().filter(|it| !it.request).filter_map(|it| match &it.deletion {
        Deletion::Soft(Some(at)) => Some((at.value, Some(at))),
        _ => None,
    });
    let logged = [store.log.last, store.audit_log.last].into_iter().flatten().map(|it| (it, None));
    let Some((last, by)) = logged.chain(deleted).max_by_key(|it| it.0) else { return Vec::new() };
    if last <= material.as_of.after(DRIFT) {
        return Vec::new();
    }
    let words = |it: crate::time::Time| it.in_words_to_minute();
    vec![Finding {
        values: vec![("last", words(last)), ("as_of", words(material.as_of))],
        steps: Vec::new(),
        proofs: by.map(Proof::from).into_iter().collect(),
    }]
}
