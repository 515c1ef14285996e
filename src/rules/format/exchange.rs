//! What stands before a body and says of it: the lines of requests and answers, a console's commands, addresses.

use scim_checkup_ground::find::Words;

use super::pattern::{Pattern, pattern};

/// What a text shows of requests and answers, such as stand before a body.
#[derive(Debug, Default, PartialEq)]
pub struct Exchange {
    /// Whether the last request asked for a part only.
    pub filtered: Option<bool>,
    /// It ends with a request that sends something: what follows is what was asked for, not what is stored.
    pub sends: bool,
    /// Whether it asks for deleted users; `None` where only an answer begins and the request stands before.
    pub bin: Option<bool>,
}

/// An HTTP request line or a console's command, a gateway's log line; or an answer's status line, or a ruler before it.
static EXCHANGE: Pattern = pattern!(
    r"(?m)^[>$ \t]*(?:GET|POST|PUT|PATCH|DELETE|curl|PS) .*$|\] token (?:GET|POST|PUT|PATCH|DELETE) .*$",
    r"(?m)^[< \t]*HTTP/[0-9.]+ [0-9]{3}|^[=-]{8,}[ \t\r]*$",
);

/// Reads what a text shows of requests and answers.
pub fn exchange(text: &str) -> Exchange {
    let mut exchange = Exchange { bin: Some(false), ..Exchange::default() };
    for hit in EXCHANGE.find_iter(text) {
        let line = text[hit.range].trim_start_matches(['>', '$', ' ', '\t']);
        let request = (hit.which == 0).then(|| line.strip_prefix("] token ").unwrap_or(line));
        exchange.sends =
            request.is_some_and(|it| ["POST", "PUT", "PATCH"].iter().any(|verb| it.starts_with(verb)));
        exchange.filtered = request.map(asks_for_a_part).or(exchange.filtered);
        exchange.bin = request.map(is_bin).or(exchange.bin.filter(|it| *it));
    }
    exchange
}

/// Whether the last command of a text lists deleted users, whatever of them its output shows.
///
/// Source: Microsoft Graph, Entra and MSOnline PowerShell: `Get-MgDirectoryDeletedItemAsUser`, `Get-EntraDeletedUser`,
/// `Get-MsolUser -ReturnDeletedUsers`.
pub fn lists_deleted(text: &str) -> bool {
    let last = text.lines().rev().find(|it| it.has("Get-") || it.starts_with("PS "));
    last.is_some_and(|it| {
        it.has("Get-MgDirectoryDeleted") || it.has("Get-EntraDeleted") || it.has("-ReturnDeletedUsers")
    })
}

/// Whether an address or a command asks for some of the entries only.
pub fn asks_for_a_part(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["filter=", "$search=", "%24search=", "-filter ", "-search "].iter().any(|it| address.has(it))
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
        part: asks_for_a_part(&url) || !(is_list && !path.has("/groups/") || bin),
        bin,
        own: ["://login.", "/oauth2/", "/me/"].iter().any(|it| path.has(it)) || path.ends_with("/me"),
    }
}

/// Graph: `/directory/deletedItems/microsoft.graph.user`.
pub fn is_bin(address: &str) -> bool {
    address.to_ascii_lowercase().has("/directory/deleteditems")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_answers_show() {
        let shows = |text| exchange(text).filtered;
        assert_eq!(shows("GET /scim/v2/Users?filter=userName+eq+%22m%22 HTTP/1.1\nHost: x"), Some(true));
        assert_eq!(shows("> GET /v1.0/users?%24filter=id"), Some(true));
        assert_eq!(shows("PS C:\\> Get-MgUser -All"), Some(false));
        assert_eq!(shows("hello"), None);
        let sends = |text| exchange(text).sends;
        assert!(sends(
            "PUT https://contoso.maptician.com/scim/v2/Users/7 HTTP/1.1\nHost: contoso.maptician.com"
        ));
        assert!(sends(
            "info: 176ms [::1] token PATCH https://contoso.maptician.com/scim/v2/Users/7 Inbound ="
        ));
        assert!(!sends("POST /scim/v2/Users HTTP/1.1\nHTTP/1.1 201 Created"));
        assert!(!sends("PATCH /scim/v2/Users/7\n------------------"));
        assert!(!sends("GET /scim/v2/Users/7"));
        assert!(!sends("we POST nothing"));
    }

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
