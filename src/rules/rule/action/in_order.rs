use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule};

rule! {
    /// Both sides agree, or only one is known and nothing fails.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Any difference between the two sides.
    "A399",
    name: "in-order",
    summary: "Nothing here needs action",
    explanation: "Nothing in the material needs action.",
    answer: Action { kind: ActionKind::None, owner: Owner::Nobody, urgency: Urgency::None, title: "Nothing to do", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    Some(case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let _ = case;
    Vec::new()
}
