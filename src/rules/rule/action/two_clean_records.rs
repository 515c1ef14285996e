use crate::{case::Case, letters::fold, proof::Proof, record::{ScimUser, Seen, Text}, report::{ActionKind, Maptician, Owner, Step, Urgency}, rule::rule, standing::Stored, step::{act, change_nothing, write_to_support}};

rule! {
    /// Maptician holds one person in two records, and neither name has an object ID in front.
    ///
    /// Each active record counts by itself. Which one to keep depends on what hangs on it, so neither is for the customer to
    /// delete, nor to deactivate by hand.
    ///
    /// Source: help.maptician.com, *What is the difference between deleting and deactivating an occupant?*
    ///
    /// ## Example
    ///
    /// ```json list.json
    /// {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "startIndex": 1, "itemsPerPage": 20, "Resources": [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "externalId": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}, {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "72", "externalId": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userName": "fay.lund@contoso.com", "active": true, "meta": {"resourceType": "User"}}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Records of one name, which are one; of listings of different days; or of people of different given names.
    "A319",
    name: "two-clean-records-of-one-person",
    summary: "One person has two records in Maptician, both with a clean name",
    explanation: "Maptician holds {person} twice, as {stored_as} and as {second}.[ {both} are active, so both may count.] History and reservations are split between them. Support can join them; deleting either one would lose what hangs on it.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let stored = standing.stored.as_ref().filter(|it| it.parts.is_none())?;
    // Of two that are inactive nobody needs one.
    let first = stored.record.filter(|_| standing.maptician == Maptician::Active)?;
    let at = |it: &ScimUser| case.frame.snapshots.get(it.mark.document as usize);
    let differ = |a: &Seen<Text>, b: &Seen<Text>| fold(&a.value) != fold(&b.value);
    let is_another = |it: &&Stored<'_>| {
        let Some(record) = it.record else { return false };
        // A shared address makes nobody of two people.
        let two_people = record.given_name.as_ref().zip(first.given_name.as_ref()).is_some_and(|it| differ(it.0, it.1));
        // A username is there once, and of two days one record may have become the other.
        let two_records = !it.is_address() && !stored.is_address() && differ(&it.name, &stored.name) && at(record) == at(first);
        two_records && !two_people
    };
    let other = standing.stored_besides.iter().find(is_another)?;
    Some(vec![Proof::from(&stored.name), Proof::from(&other.name)])
}

fn steps(_: &Case<'_>) -> Vec<Step> {
    vec![
        write_to_support(),
        change_nothing(),
        act("It is settled when Maptician shows one record of this person."),
    ]
}
