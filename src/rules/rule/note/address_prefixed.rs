use crate::{case::Case, proof::Proof, rule::rule};

rule! {
    /// An object ID stands before an address of the account in Entra itself: no deletion is known to write it there.
    ///
    /// Provisioning sends `mail` as the e-mail address, and where the mapping says so as the username; further addresses
    /// it does not send.
    ///
    /// Sources: Microsoft Entra, *Tutorial for Maptician* (mappings); help.maptician.com, *Microsoft SSO & Provisioning
    /// Troubleshooting*; a public capture of a deleted user, whose `mail` is clean.
    ///
    /// ## Example
    ///
    /// ```json users.json
    /// {"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "userPrincipalName": "fay@contoso.com", "mail": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "accountEnabled": true}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A deleted user’s `userPrincipalName`, where the ID is in order.
    "A380",
    name: "prefix-in-entra-address",
    summary: "An address of the account in Entra has an object ID in front",
    explanation: "In Entra itself an object ID stands before {address}. No deletion is known to write it there.[ Provisioning sends {sent} to Maptician as the e-mail address, and at some customers as the username: it would corrupt the record. Correct it {where}; on a deleted account, once that is restored.][ Provisioning does not send {unsent}.]",
    answer: Note {},
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    case.prefixed_address().map(|_| Vec::new())
}
