use crate::{case::Case, proof::Proof, report::{ActionKind, Maptician, Owner, Step, Urgency}, rule::rule, step::may_return};

rule! {
    /// May this person come back? Until 30 days after the deletion the account can be restored with everything in it; after that nobody can.
    ///
    /// Deleting is right for people who leave for good, so the first answer is that there is nothing to do.
    ///
    /// Source: Microsoft Entra, *Restore or remove a recently deleted user*.
    ///
    /// ## Example
    ///
    /// ```json deleted.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "deletedDateTime": "2026-06-20T10:00:00Z"}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A whole listing of Maptician lacks the user: there is nothing to keep.
    "A351",
    name: "deleted-may-return",
    summary: "Deleted in Entra, and restorable until a date",
    explanation: "{person} was deleted in Entra[ on {deleted}][ by {deleted_by}]. [Until {deadline} the account can be restored with everything in it; after that nobody can, Microsoft included.]",
    answer: Action { kind: ActionKind::DecideReturn, owner: Owner::You, urgency: Urgency::ByDeadline, title: "Decide whether {person} may return", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let open = case.restorable() && case.standing.maptician != Maptician::Absent;
    open.then(|| case.entra_proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    may_return(case)
}
