use crate::{record::Origin, rule::notice::{Finding, Material, notice}, step::act};

notice! {
    /// Without a provisioning log, which shows both sides, the records of one side leave the other open.
    "N405",
    name: "one-side-only",
    summary: "Records of only one side were given",
    title: "Only {side} is shown",
    explanation: "{other} would settle what stays open. {why}",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let store = material.store;
    if store.log.entries > 0 {
        return Vec::new();
    }
    let entra = store.accounts.iter().any(|it| !it.request) || store.audit_log.entries > 0 || !store.assignments.is_empty();
    let maptician = store.scim.iter().any(|it| it.origin == Origin::Maptician);
    let finding = |side: &str, other: &str, why: &str, step: &str| Finding {
        values: vec![("side", side.to_string()), ("other", other.to_string()), ("why", why.to_string())],
        steps: vec![act(step)],
        proofs: Vec::new(),
    };
    match (entra, maptician) {
        (true, false) => vec![finding(
            "Entra’s side",
            "Maptician’s list of users, or the provisioning log,",
            "It says what name Maptician stores and whether the record is active.",
            "Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON. Or ask Maptician support for a list of your users with their active state.",
        )],
        (false, true) => vec![finding(
            "Maptician’s side",
            "A list of all Entra users and one of the deleted users, or the provisioning log,",
            "They say who is enabled, who is deleted and until when an account can be restored.",
            "Entra ID > Users > All users > Download users, and Users > Deleted users. Or Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON.",
        )],
        _ => Vec::new(),
    }
}
