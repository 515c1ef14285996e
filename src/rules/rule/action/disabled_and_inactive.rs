use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Owner, Step, Urgency}, rule::rule, step::{enable_on_return, seats}};

rule! {
    /// This is how somebody who may return is kept: link, data and history stay, and the user does not count.
    ///
    /// Source: the guidance on deactivation.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": false}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Disabled and still active.
    "A392",
    name: "disabled-and-inactive",
    summary: "Disabled in Entra; nothing to do until the user returns",
    explanation: "{person} is disabled in Entra[, since {since}]. That is how somebody who may return is kept: link, data and history stay.",
    answer: Action { kind: ActionKind::None, owner: Owner::Nobody, urgency: Urgency::None, title: "Nothing to do", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.standing.entra == Entra::Disabled).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![enable_on_return(case), seats()]
}
