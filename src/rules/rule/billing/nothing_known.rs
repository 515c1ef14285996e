use crate::{case::Case, proof::Proof, report::{Basis, BillingStatus}, rule::rule};

rule! {
    /// A name does not say whether the record is active, nor does a refused create.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// fay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A record of the user in Entra or in Maptician: then there is a state to go by.
    "B299",
    name: "state-not-shown",
    summary: "Neither side shows a state",
    explanation: "Nothing here says whether the record is active; a refused create does not. Maptician support can tell you. Or paste the user’s record from Maptician, or the log entry of a change that got through.",
    answer: Billing { status: BillingStatus::Unknown, basis: Basis::None, next: None },
}

fn check(_case: &Case<'_>) -> Option<Vec<Proof>> {
    Some(Vec::new())
}
