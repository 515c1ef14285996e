use crate::{proof::Proof, record::{Remark, RemarkKind}, rule::notice::{Finding, Material}, step::act};

notice! {
    /// Sign-in logs, group listings and other applications' logs are full of names and say nothing of this application's records.
    ///
    /// Sources: Microsoft Entra, *Sign-in logs*, *Bulk download group members*, *Analyze provisioning logs*.
    "N402",
    name: "wrong-material",
    summary: "Recognised, but the wrong material for this question",
    title: "This is {what}, which does not answer the question",
    explanation: "It says nothing of what Maptician stores or counts. The provisioning log of the Maptician application does, and so does a list of all users.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let kinds = [RemarkKind::WrongMaterial, RemarkKind::OtherApplication];
    let remarks = material.store.remarks.iter().filter(|it| kinds.contains(&it.kind));
    remarks
        .map(|it| Finding {
            values: vec![("what", what(it))],
            steps: vec![act("Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON, and paste or drop the file here.")],
            proofs: vec![Proof::of(it.mark, &it.what)],
        })
        .collect()
}

fn what(remark: &Remark) -> String {
    match remark.kind {
        RemarkKind::OtherApplication => format!("the log of another application ({})", remark.what),
        _ => remark.what.to_string(),
    }
}
