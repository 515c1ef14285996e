use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// A name alone does not say whether the record is active.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// fay@contoso.com
    /// ```
    ///
    /// ## Not this
    ///
    /// Any record of the user, of either side.
    "B299",
    name: "state-not-shown",
    summary: "Neither side shows a state",
    explanation: "Nothing here says whether the record is active. Paste the user’s newest entry from the provisioning log, or the user’s record from Maptician: either says it.",
    answer: Billing { status: BillingStatus::Unknown, basis: Basis::None, next: None },
}

fn check(_case: &Case<'_>) -> Option<Vec<Proof>> {
    Some(Vec::new())
}
