use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, step::by_support};

rule! {
    /// A prefixed record stands beside a clean one; history and bookings are split between them.
    ///
    /// Neither is for the customer to delete: which one to keep depends on what hangs on it.
    ///
    /// Source: help.maptician.com, *What is the difference between deleting and deactivating an occupant?*
    ///
    /// ## Example
    ///
    /// ```json list.json
    /// {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "startIndex": 1, "itemsPerPage": 20, "Resources": [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User"}}, {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "72", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}]}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Two exports of the same record.
    "A316",
    name: "two-records-of-one-person",
    summary: "One person has two records in Maptician",
    explanation: "Maptician holds {person} twice: one record with an object ID in front of the name, one without. History and reservations are split between them. Support can join them; deleting either one would lose what hangs on it.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let stored = standing.stored.as_ref().filter(|it| it.parts.is_some())?;
    let other = standing.stored_besides.iter().find(|it| it.parts.is_none())?;
    Some(vec![Proof::from(&stored.name), Proof::from(&other.name)])
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    by_support(case)
}
