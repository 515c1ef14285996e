use crate::{case::Case, proof::Proof, report::CorruptionStatus, rule::rule};

rule! {
    /// The stored name starts with the object ID of an Entra account that was deleted.
    ///
    /// Entra renames a user in the act of deleting: the object ID without its dashes, 32 hex digits, comes directly
    /// before the name. The provisioning service copies that name into the application. The digits are taken for an
    /// object ID when they form a version-4 UUID, equal an object ID of the material, or leave a name that another
    /// record of the material has.
    ///
    /// Sources: public captures of *Delete user* audit entries and of deleted users' listings; Microsoft's Japanese
    /// support on the user principal name that is sent along with a deactivation.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// 7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A local part of nothing but hex digits is a name: `7c9e6679f4014c2ba1d3e5f60718293a@contoso.com`.
    "C101",
    name: "prefixed-with-object-id",
    summary: "The stored username starts with a deleted account’s object ID",
    explanation: "The username starts with {prefix}, the ID of an Entra account, without its dashes. Entra puts it there when it deletes a user, and provisioning copies it into Maptician.[ Behind it stands another ID, {inner}.] What remains is {clean}.[ Sign-in, Microsoft IP-based presence and whatever else goes by the name may miss {harmed}.]",
    answer: Corruption { status: CorruptionStatus::Prefixed },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stored = case.prefixed()?;
    stored.fields.contains(&"userName").then(|| vec![Proof::from(&stored.name).at(stored.at)])
}
