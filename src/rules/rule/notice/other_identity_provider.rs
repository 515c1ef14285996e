use crate::{proof::Proof, record::RemarkKind, rule::notice::{Finding, Material}, step::act};

notice! {
    /// Recognised by reliable signs only; a name in a display name or a mail domain is no sign.
    ///
    /// Sources: the providers' documentation of their user agents, hosts and event types.
    "N401",
    name: "other-identity-provider",
    summary: "Material of another identity provider than Entra",
    title: "This comes from {what}, not from Entra",
    explanation: "This checkup covers provisioning from Microsoft Entra ID only, so nothing is concluded from this part. Maptician support can help with {what}.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let remarks = material.store.remarks.iter().filter(|it| it.kind == RemarkKind::OtherProvider);
    remarks
        .map(|it| Finding {
            values: vec![("what", it.what.to_string())],
            steps: vec![act("Write to Maptician support or your technical contact, and say which identity provider you use.")],
            proofs: vec![Proof::of(it.mark, &it.what)],
        })
        .collect()
}
