use crate::{case::Case, code::{Cause, Held}, failure::cause, proof::Proof, report::Entra, rule::rule};

rule! {
    /// The name is corrupted, or must be, and the change that wrote it is not in the material: that proves nothing about when.
    ///
    /// Where Maptician's record says when it last changed, the name is at least as old.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (kept 30 days with P1 or P2, else 7).
    ///
    /// ## Example
    ///
    /// ```json scim.json
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "active": false, "meta": {"resourceType": "User", "lastModified": "2026-03-11T10:00:00Z"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// The log has the change (`damage-dated`), or the account is gone for good.
    "A396",
    name: "damage-not-dated",
    summary: "When the stored name was written is not shown",
    explanation: "The change that wrote it is not in the material[; the log in it begins on {log_from}].[ The account was deleted on {deletion}, and the change comes with the next cycle.][ The record last changed on {record_changed}, so the name is at least as old.] Entra keeps logs for 30 days, on the free tier for 7; silence before that proves nothing.",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    let standing = case.standing;
    let shown = standing.stored.as_ref().map(|it| it.certain && !it.has_clean_name());
    // A lookup by the clean name that finds nobody before a refused create: the record bears another.
    // Unless the refusal names the very one.
    let refused = standing.refused.filter(|it| cause(it) != Some(Cause::Existing(Held::UserName)));
    let must_be = refused.is_some() && (standing.lookup.is_some() || case.prefixed().is_some());
    let corrupted = shown.unwrap_or(must_be);
    // Of somebody who is gone for good nobody asks.
    (corrupted && standing.damage.is_none() && standing.entra != Entra::Removed).then(Vec::new)
}
