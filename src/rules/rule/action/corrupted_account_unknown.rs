use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Entra, Owner, Step, Urgency},
    rule::action::corrupted_account_unknown_unchanged::look_up,
    rule::rule,
};

rule! {
    /// Whether the account can still be restored decides what to do, so it is looked up first.
    ///
    /// Source: Microsoft Entra, *Restore or remove a recently deleted user*.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// 7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The account is among the deleted users of the material.
    "A341",
    name: "corrupted-account-not-shown",
    summary: "The name is corrupted, and the account behind it is not shown",
    explanation: "The ID {prefix} stands before {corrupted_field}. Whether that account can still be restored is not shown.",
    answer: Action { kind: ActionKind::LookUpInEntra, owner: Owner::You, urgency: Urgency::Now, title: "Look the account up in Entra", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stored = case.prefixed().filter(|_| case.standing.entra == Entra::Unknown)?;
    (!case.standing.unchanged_for_30_days(case.as_of())).then(|| stored.proofs())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    look_up(case)
}
