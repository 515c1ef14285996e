use crate::{case::Case, proof::Proof, report::{ActionKind, Entra, Owner, Step, Urgency}, rule::rule, standing::Disagreement, step::{act, open_the_log, wait_first}};

rule! {
    /// The change was due and did not arrive: the user counts though nobody uses the account.
    ///
    /// A hand-made change in Maptician is neither seen nor undone by later cycles, so such a difference stays.
    ///
    /// Source: Microsoft Entra, *How provisioning works* and *Known issues*.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "accountEnabled": false}
    /// ```
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// Disabled less than two cycles ago: the change may still be on its way.
    "A325",
    name: "out-of-use-still-active",
    summary: "Disabled or deleted in Entra, but still active in Maptician",
    explanation: "In Entra {person} is {entra}[, since {since}], but Maptician’s record is still active and counts for billing. Something kept the change from arriving: a failed attempt, a scope that the user has left, or an edit by hand in Maptician.[ The last attempt failed: “{error}”.]",
    answer: Action { kind: ActionKind::CheckProvisioning, owner: Owner::You, urgency: Urgency::Now, title: "Find out why the change did not arrive", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let still = case.standing.disagree == Some(Disagreement::ActiveThough)
        && matches!(case.standing.entra, Entra::Disabled | Entra::SoftDeleted);
    // What holds the change back has a rule of its own.
    let held_back = case.standing.staged.is_some() || case.standing.job.is_some();
    (still && !held_back && case.standing.stands_open()).then(|| case.both_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = Vec::from_iter(wait_first(case));
    steps.push(open_the_log(case));
    steps.push(act("Nothing in the log for this user? Check Entra ID > Enterprise apps > Maptician > Users and groups: somebody who left the assignment before is not told to Maptician any more."));
    steps.push(act("Was the record changed by hand in Maptician? Then write to Maptician support: Entra does not see such a change and does not undo it."));
    steps
}
