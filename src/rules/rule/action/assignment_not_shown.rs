use crate::{case::Case, command, proof::Proof, report::{ActionKind, Entra, Maptician, Owner, Step, Urgency}, rule::rule, standing::newer_account_has_the_name, step::{act, provision_on_demand}};

rule! {
    /// The likeliest reason is that the user is not assigned any more; the material does not show it.
    ///
    /// Source: Microsoft Entra, *How provisioning works* (scoping).
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": false, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// An assignment or a provisioning event shows that the user is in scope.
    "A362",
    name: "assignment-not-shown",
    summary: "Enabled in Entra, inactive in Maptician, assignment not shown",
    explanation: "{person} is enabled in Entra and inactive in Maptician. That is in order if the user is not assigned to the application any more; neither an assignment nor a log entry is shown.",
    answer: Action { kind: ActionKind::ReassignInEntra, owner: Owner::You, urgency: Urgency::WhenReturning, title: "See whether the user is still assigned", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let inactive = standing.entra == Entra::Enabled && standing.maptician == Maptician::Inactive;
    // A new account beside the record of an old one was never tied to it.
    let own = !newer_account_has_the_name(standing, case.user);
    (inactive && own && standing.in_scope.is_none() && !case.pending()).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![
        act("Is the user still assigned? Entra ID > Enterprise apps > Maptician > Users and groups.").with(command::assignments()),
        act("Not assigned, and the person needs Maptician: Add user/group > None Selected > Select > Assign. Not needed: there is nothing to do."),
        provision_on_demand(case),
    ]
}
