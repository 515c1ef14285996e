use crate::{case::Case, proof::Proof, report::CorruptionStatus, rule::rule};

rule! {
    /// The stored username is clean, but another field of the same record starts with an object ID.
    ///
    /// An e-mail address or an `externalId` is copied from Entra like the name, so a deletion can corrupt it alone: for
    /// instance where the mail address is mapped to the user principal name.
    ///
    /// Sources: the attributes Maptician's provisioning supports, in Microsoft's tutorial for the application.
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "emails": [{"value": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com"}], "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The username itself is prefixed, too (`prefixed-with-object-id`).
    "C102",
    name: "other-field-prefixed",
    summary: "Another field of the stored record starts with an object ID",
    explanation: "A field of Maptician’s record other than the username, {field}, starts with {prefix} without its dashes: the ID of an Entra account. Entra puts it there when it deletes a user, and provisioning copies it into Maptician. What remains is {clean}.[ Microsoft IP-based presence and whatever else goes by that field may miss {harmed}.]",
    answer: Corruption { status: CorruptionStatus::Prefixed },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stored = case.prefixed()?;
    (!stored.fields.contains(&"userName")).then(|| stored.proofs())
}
