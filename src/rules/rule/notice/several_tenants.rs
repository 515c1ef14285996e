use crate::{proof::Proof, rule::notice::{Finding, Material}};

notice! {
    /// The ID of a provisioning job holds the tenant's; people of two tenants are never one.
    ///
    /// Source: Microsoft Entra, *SCIM compatibility of the provisioning service* (job IDs).
    "N407",
    name: "several-tenants",
    summary: "The material comes from more than one tenant",
    title: "The material comes from {count} tenants",
    explanation: "The provisioning jobs in it belong to {count} different tenants. Check that all of them are yours: the totals count everybody.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let tenants = &material.store.tenants;
    if tenants.len() < 2 {
        return Vec::new();
    }
    vec![Finding {
        values: vec![("count", tenants.len().to_string())],
        steps: Vec::new(),
        proofs: tenants.iter().map(|(tenant, mark)| Proof::of(mark.near(), tenant)).collect(),
    }]
}
