use crate::{
    history::Kind,
    rule::notice::{Finding, Material},
    standing::event_proof,
    step::act,
    words::plural,
};

notice! {
    /// A whole season's leavers stay counted until somebody allows the changes.
    ///
    /// Source: Microsoft Entra, *Enable accidental deletions prevention*.
    "N411",
    name: "changes-staged",
    summary: "Changes are held back by accidental-deletion prevention",
    title: "{count} held back by accidental-deletion prevention",
    explanation: "More users were disabled, deleted or unassigned in one cycle than the threshold allows, so Entra holds the changes back. Those users stay as they are until somebody allows it.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let staged: Vec<_> =
        material.store.histories.values().filter_map(|it| it.events.get(&Kind::Staged)).collect();
    if staged.is_empty() {
        return Vec::new();
    }
    vec![Finding {
        values: vec![("count", plural(staged.len() as i64, "user’s change is", "users’ changes are"))],
        steps: vec![
            act(
                "Entra ID > Monitoring & health > Provisioning logs: filter for StagedDelete and StagedAction, and list who is held back.",
            ),
            act(
                "All meant: Entra ID > Enterprise apps > Maptician > Provisioning, banner, Allow deletes > Yes. Somebody is not meant: restore, enable or assign that user first.",
            ),
        ],
        proofs: staged.into_iter().map(|it| event_proof(it)).collect(),
    }]
}
