use crate::{rule::notice::{Finding, Material}, step::act};

notice! {
    /// No name, no record, no log entry that this checkup knows. Error bodies and empty lists are known and name nobody.
    "N403",
    name: "nothing-understood",
    summary: "No user was found in the material",
    title: "No user was found in it",
    explanation: "There is no name, no user record and no log entry about a user in it that this checkup can read. One name is enough; a record of the user or an entry of the provisioning log says more.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let store = material.store;
    let nothing = material.users == 0 && store.remarks.is_empty() && store.jobs.is_empty() && store.log.entries == 0 && store.logs.is_empty();
    if !nothing || material.documents == 0 {
        return Vec::new();
    }
    let steps = vec![
        act("Paste the username as Maptician shows it, or the user’s newest entry from Entra ID > Enterprise apps > Maptician > Provisioning logs."),
    ];
    vec![Finding { steps, ..Finding::default() }]
}
