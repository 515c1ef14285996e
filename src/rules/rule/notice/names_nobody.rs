use crate::{proof::Proof, record::RemarkKind, rule::notice::{Finding, Material}, step::act};

notice! {
    /// Requests, error answers and exports that were read and in which nobody is named; said where no user was found.
    ///
    /// Sources: RFC 7644 sections 3.5.2 and 3.12 (a PATCH names its user in the address alone, an error names nobody).
    "N415",
    name: "names-nobody",
    summary: "It was read, and it names no user",
    title: "No user is named in {what}",
    explanation: "By itself it says nothing of anybody. The user’s entry in the provisioning log has the name, and with it what was sent and what was answered.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let remarks = material.store.remarks.iter().filter(|it| it.kind == RemarkKind::NamesNobody);
    let remarks: Vec<_> = remarks.filter(|_| material.users == 0).collect();
    let Some(first) = remarks.first() else { return Vec::new() };
    let what = match remarks.len() {
        1 => first.what.to_string(),
        n => format!("these {n} requests and answers"),
    };
    vec![Finding {
        values: vec![("what", what)],
        steps: vec![act("Paste the user’s newest entry from Entra ID > Enterprise apps > Maptician > Provisioning logs with it, or the username as Maptician shows it.")],
        proofs: remarks.iter().map(|it| Proof::of(it.mark, &it.what)).collect(),
    }]
}
