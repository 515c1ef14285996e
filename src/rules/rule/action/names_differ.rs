use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Maptician, Owner, Step, Urgency}, rule::rule, standing::Disagreement, step::{act, open_the_log, tell}};

rule! {
    /// Maptician's username equals neither the user principal name nor the mail address, and no change is on its way.
    ///
    /// Customers may map `mail` to the user name, so either is in order. A guest's name is taken apart first.
    ///
    /// Source: help.maptician.com, *Microsoft SSO & Provisioning Troubleshooting*.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay.new@contoso.com", "mail": "fay.new@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "externalId": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The stored name equals the mail address.
    "A327",
    name: "names-differ",
    summary: "Maptician has another name than Entra",
    explanation: "Maptician stores {stored_as}, but in Entra the user is called {entra_name}. Sign-in and integrations that go by the name may miss this user.",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Find out why the new name did not arrive", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let stored = standing.stored.as_ref()?;
    let mut proofs = vec![Proof::from(&stored.name)];
    proofs.extend(case.entra_proofs());
    let differ = crate::standing::names_differ(standing, case.user) && standing.disagree != Some(Disagreement::InactiveThough)
        || (standing.disagree == Some(Disagreement::InactiveThough) && !stored.has_clean_name());
    // Out of the assignment and inactive, nobody misses the name until the user is assigned again.
    let at_rest = standing.entra == Entra::NotAssigned && standing.maptician == Maptician::Inactive;
    (differ && !at_rest && standing.stands_open()).then_some(proofs)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = vec![tell(case, "Was the user renamed in Entra less than {two_cycles} minutes ago? Then wait: the change may still be on its way.")];
    steps.push(open_the_log(case));
    steps.push(act("The log shows a refused rename? Paste it here. It shows nothing? The stored name may have been edited by hand: write to Maptician support."));
    steps
}
