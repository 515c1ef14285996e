use crate::{case::Case, proof::Proof, rule::rule, user::Rivalry};

rule! {
    /// Two holders of one name have different given and family names, so they are two people.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; a user principal name can be given to another user.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293ainfo@contoso.com", "givenName": "Fay", "surname": "Reed", "deletedDateTime": "2026-06-20T10:00:00Z"}
    /// ```
    ///
    /// ```json new.json
    /// {"id": "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "info@contoso.com", "givenName": "Gus", "surname": "Hale", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// One of the two names differs only: a marriage, or a nickname.
    "A385",
    name: "name-changed-hands",
    summary: "The name was given to another person",
    explanation: "The name was or is also held by somebody else, {rival}, whose given and family names both differ. They are kept apart here.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    case.rivals.iter().any(|it| it.0 == Rivalry::ChangedHands).then(Vec::new)
}
