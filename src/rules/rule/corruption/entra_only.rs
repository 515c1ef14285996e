use crate::{case::Case, proof::Proof, report::CorruptionStatus, rule::rule};

rule! {
    /// Entra itself writes the object ID before a deleted user's name; Maptician's name has none, as far as shown.
    ///
    /// In *Deleted users*, in the *Delete user* entry of the audit log and on the source side of provisioning events
    /// the prefix is in order. It does harm once provisioning has copied it.
    ///
    /// Sources: public captures of deleted users' listings and of *Delete user* audit entries.
    ///
    /// ## Example
    ///
    /// ```json deleted.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "deletedDateTime": "2026-06-20T10:00:00Z"}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The older of two accounts is deleted while a newer one lives: then its name is only an alias.
    "C121",
    name: "prefix-in-entra-only",
    summary: "Entra put the object ID before the name; Maptician’s name is clean",
    explanation: "Entra wrote the account’s own ID before the name when it deleted the user. In Entra that is in order. It does harm only once provisioning copies it into Maptician[, and the name seen there is {held_as}].",
    answer: Corruption { status: CorruptionStatus::EntraOnly },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    case.standing.entra_prefixed.as_ref().map(|it| vec![Proof::from(it)])
}
