//! Recordings of a browser (HAR): what was asked and answered, each body a document of its own.
//!
//! The bodies are read as if they were pasted. Of everything around them only the addresses are looked at, for what they
//! say of the answer; headers, cookies and tokens are passed over, so that nothing of them can be kept or shown.
//! Source: HAR 1.2 specification; the names that Chrome and Firefox add begin with `_`.

use crate::row::{Node, Object};

/// What is looked at to tell a recording; the bodies themselves are not among it.
pub const WANTED: &[&str] = &["creator", "version", "request", "method", "url", "mimeType"];

/// A recording, one exchange of it, or a body with its kind.
pub fn is_recording(object: &Object<'_>) -> bool {
    let has = |name, parts: &[&str]| {
        object.get(name).and_then(Node::object).is_some_and(|it| parts.iter().all(|part| it.has(part)))
    };
    object.has("version") && has("creator", &["name"])
        || has("request", &["method", "url"])
        || object.has("mimeType")
}

/// What an address says of the answer to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The answer lists some only: a filter, the members of something, several answers in one.
    pub part: bool,
    /// It lists deleted users.
    pub bin: bool,
    /// Signing in, and whoever is signed in: nobody whom the recording is about.
    pub own: bool,
}

/// Reads an address.
pub fn address(url: &str) -> Address {
    let url = url.to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let is_list = ["/users", "/users/delta", "/approleassignedto"].iter().any(|it| path.ends_with(it));
    let bin = is_bin(path);
    Address {
        part: super::prose::asks_for_a_part(&url) || !(is_list && !path.contains("/groups/") || bin),
        bin,
        own: ["://login.", "/oauth2/", "/me/"].iter().any(|it| path.contains(it)) || path.ends_with("/me"),
    }
}

/// Graph: `/directory/deletedItems/microsoft.graph.user`.
pub fn is_bin(address: &str) -> bool {
    address.to_ascii_lowercase().contains("/directory/deleteditems")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_the_answer_is() {
        let of = |it| {
            let it = address(it);
            (it.part, it.bin, it.own)
        };
        assert_eq!(of("https://graph.microsoft.com/v1.0/users?$select=id"), (false, false, false));
        assert_eq!(of("https://graph.microsoft.com/beta/users?$filter=a eq 1"), (true, false, false));
        assert_eq!(of("https://graph.microsoft.com/v1.0/groups/1/members"), (true, false, false));
        let bin = "https://graph.microsoft.com/v1.0/directory/deletedItems/microsoft.graph.user?$top=5";
        assert_eq!(of(bin), (false, true, false));
        assert_eq!(of("https://graph.microsoft.com/v1.0/$batch"), (true, false, false));
        assert!(of("https://login.microsoftonline.com/common/oauth2/v2.0/token").2);
        assert!(of("https://graph.microsoft.com/v1.0/me?$select=id").2);
        assert!(!of("https://contoso.maptician.com/scim/v2/Users/7").2);
    }
}
