use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, standing::newer_account_has_the_name, step::by_support};

rule! {
    /// Maptician's record belongs to the old, deleted account; a new, live account has the name, so no cycle can join them.
    ///
    /// Source: the guidance on deactivation; Maptician can look users up by `userName` only.
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ```json users.json
    /// {"id": "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The live account's own ID is in front of the name: it was restored, and the next cycle heals it.
    "A315",
    name: "corrupted-beside-new-account",
    summary: "The stored name is corrupted, and a new account has the clean one",
    explanation: "{person} has a new account in Entra, but Maptician’s record still carries the ID of the old one, {prefix}. Entra looks for the clean name, finds nobody and cannot create the user, because the address exists. Only Maptician support can put the clean username back; the record and its history stay.",
    answer: Action { kind: ActionKind::ContactSupport, owner: Owner::Support, urgency: Urgency::Now, title: "Send this to Maptician support", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    // Beside a clean record the new account has one.
    let newer = newer_account_has_the_name(case.standing, case.user)
        && case.standing.stored_besides.iter().all(|it| it.parts.is_some());
    let stored = case.shown().filter(|_| newer)?;
    let mut proofs = vec![Proof::from(&stored.name)];
    proofs.extend(case.entra_proofs());
    Some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    by_support(case)
}
