use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, BillingStatus, Owner, Step, Urgency},
    rule::rule,
    step::{act, open_the_log, why_left_out},
};

rule! {
    /// One more record settles it; the step names which.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// fay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The billing status is known.
    "A381",
    name: "one-more-record-needed",
    summary: "Whether the user counts is not shown",
    explanation: "Whether {person} counts for billing is not shown. One record settles it.",
    answer: Action { kind: ActionKind::ProvideMore, owner: Owner::You, urgency: Urgency::None, title: "Paste one more record of this user", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    (case.billing == BillingStatus::Unknown).then(Vec::new)
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    if case.standing.left_out.is_some() {
        return why_left_out(case);
    }
    let of_maptician =
        case.standing.open_failure.is_some() || case.standing.job.is_some() || case.standing.staged.is_some();
    if of_maptician {
        return vec![act(
            "Paste the user’s record from Maptician, or its SCIM record: it says whether the user is active.",
        )];
    }
    vec![
        open_the_log(case),
        act("Or paste the user’s record from Maptician: it says whether the user is active."),
    ]
}
