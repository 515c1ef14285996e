use crate::{case::Case, proof::Proof, rule::rule};

rule! {
    /// The damage is a change that got through: its new name is the prefixed one, and mostly it makes the record inactive.
    ///
    /// The deletion in Entra writes the ID before the name, and one change carries it over; the refused creates of later only
    /// show it. The change's IDs are what support finds it by.
    ///
    /// Sources: public reports of deleted users and what the application received; Microsoft Entra, *How provisioning works*.
    ///
    /// ## Example
    ///
    /// ```json log.json
    /// {"id": "e-corrupting", "activityDateTime": "2026-06-12T14:31:18Z", "provisioningAction": "disable", "sourceIdentity": {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "identityType": "User", "details": {"UserPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com"}}, "targetIdentity": {"id": "71", "displayName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "identityType": "User"}, "provisioningStatusInfo": {"status": "success", "errorInformation": null}, "provisioningSteps": [], "modifiedProperties": [{"displayName": "userName", "oldValue": null, "newValue": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com"}, {"displayName": "active", "oldValue": null, "newValue": "False"}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A change that was refused: its values were never stored.
    "A395",
    name: "damage-dated",
    summary: "When the stored name was written",
    explanation: "The change that wrote it got through[ on {damaged}][, change ID {damage_change}][, cycle ID {damage_cycle}].[ Behind it stands the deletion of the account on {deletion}.][ The refused attempts follow from it, the last on {refused_on}.]",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let event = case.damage()?;
    (event.at.is_some() || event.change_id.is_some()).then(Vec::new)
}
