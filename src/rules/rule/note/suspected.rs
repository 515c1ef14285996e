use crate::{case::Case, proof::Proof, rule::rule};

rule! {
    /// The corruption is only suspected, so the billing status decides what to do; the digits are worth a look.
    ///
    /// ## Example
    ///
    /// ```text names.txt
    /// 00000000000000000000000000000001fay@contoso.com
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The digits are an object ID for certain: then they are looked up as the next step.
    "A382",
    name: "look-up-the-digits",
    summary: "The digits before the name may be an object ID",
    explanation: "Look for {prefix} among all users and the deleted users in Entra. If it is there, the name is corrupted.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let stored = case.shown()?;
    (stored.parts.is_some() && !stored.certain).then(|| vec![Proof::from(&stored.name)])
}
