use crate::{case::Case, proof::Proof, report::{ActionKind, Owner, Step, Urgency}, rule::rule, step::tell};

rule! {
    /// This checkup knows Entra only; other identity providers are recognised by reliable signs and sent to support.
    ///
    /// Sources: the documentation of the providers on their user agents, hosts and event types.
    ///
    /// ## Example
    ///
    /// ```text trace.txt
    /// POST https://contoso.maptician.com/scim/v2/Users HTTP/1.1
    /// User-Agent: Okta SCIM Client 1.0.0
    ///
    /// {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": "fay@contoso.com", "active": true, "meta": {"resourceType": "User"}}
    /// ```
    ///
    /// ## Not to be confused with
    ///
    /// A provider's name in a display name or a mail domain: that is no sign.
    "A301",
    name: "provisioned-by-other-provider",
    summary: "The material comes from another identity provider than Entra",
    explanation: "{person} stands in material from {provider}. What is said here holds for Microsoft Entra ID only, so nothing is concluded about this user.",
    answer: Action { kind: ActionKind::NotCovered, owner: Owner::Support, urgency: Urgency::Now, title: "Ask Maptician support about {provider}", steps },
}

fn check(case: &Case<'_>) -> Option<Vec<Proof>> {
    case.foreign.map(|_| Vec::new())
}

fn steps(case: &Case<'_>) -> Vec<Step> {
    vec![tell(case, "Write to Maptician support or your technical contact, and say that {provider} provisions your users. Name the user: {name}.")]
}
