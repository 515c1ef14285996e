use crate::{case::Case, proof::Proof, rule::rule, user::Rivalry};

rule! {
    /// Two accounts live at the same time and claim one name or address; they are two users, each with a note that names the other.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// [{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "mail": "desk@contoso.com", "accountEnabled": true}, {"id": "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "gus@contoso.com", "mail": "desk@contoso.com", "accountEnabled": true}]
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Two accounts one after the other: they are one user.
    "A384",
    name: "another-user-claims-name",
    summary: "Another user claims one of this user’s names",
    explanation: "Another user, {rival}, claims the same name or address. The two are kept apart here.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let both = case.rivals.iter().any(|it| it.0 != Rivalry::ChangedHands);
    both.then(Vec::new)
}
