use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Owner, Step, Urgency}, rule::rule, step::{act, provision_on_demand}};

rule! {
    /// The username is clean, so Entra finds the record; but a field beside it still has an object ID in front, and cycles send only what changes.
    ///
    /// Provision on demand compares the record with Entra and sends what differs.
    ///
    /// Sources: Microsoft Entra, *How provisioning works* and *Provision on demand*.
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "externalId": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userName": "fay@contoso.com", "active": true, "emails": [{"value": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com"}], "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The account is disabled or deleted: nobody misses the field until the person returns.
    "A332",
    name: "other-field-still-corrupted",
    summary: "The username is clean, but another field has an object ID in front",
    explanation: "{person} is enabled in Entra, and the username is clean, but {field} in Maptician’s record still has an object ID in front. A cycle sends only what changed in Entra, so none mends it by itself.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Provision this user on demand", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let stored = standing.stored.as_ref().filter(|it| it.certain && it.parts.is_some() && it.has_clean_name())?;
    let mut proofs = stored.proofs();
    proofs.extend(case.entra_proofs());
    (standing.entra == Entra::Enabled && standing.stands_open()).then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        provision_on_demand(case),
        act("Look at the record in Maptician again. Is the ID still there? Then the field is not among those that Entra sends: write to Maptician support."),
    ]
}
