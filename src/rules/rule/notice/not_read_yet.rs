use crate::{proof::Proof, record::RemarkKind, rule::notice::{Finding, Material}, step::act};

notice! {
    /// The material is recognised and left alone, so that it is never taken for something else.
    "N414",
    name: "format-not-read-yet",
    summary: "Recognised, but not read in this version",
    title: "This is {what}, which is not read yet",
    explanation: "It was recognised and left alone. The same in another form is read: the provisioning log as JSON, a list of users as JSON or CSV.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let remarks = material.store.remarks.iter().filter(|it| it.kind == RemarkKind::NotReadYet);
    remarks
        .map(|it| Finding {
            values: vec![("what", it.what.to_string())],
            steps: vec![act("Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON gives the log in a form that is read.")],
            proofs: vec![Proof::of(it.mark, &it.what)],
        })
        .collect()
}
