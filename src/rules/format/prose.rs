//! Running text: mails, log lines, copied messages. Sentences of the provisioning service, and names.

use crate::{
    read::Prose,
    record::{Record, RemarkKind},
};

use super::{
    Found, mention, not_read_yet, other_provider,
    pattern::{Pattern, pattern},
    portal_pane,
    recording::is_bin,
    sentence,
};

/// Reads one paragraph.
pub fn read(prose: &Prose<'_>, found: &mut Found<'_>) {
    let whole = prose.place(0, prose.text.len());
    if let Some(provider) = other_provider::in_text(prose.text) {
        found.remark(whole, RemarkKind::OtherProvider, provider);
    }
    if portal_pane::read(prose, found) {
        return;
    }
    if let Some(what) = not_read_yet::in_text(prose.text) {
        return found.remark(whole, RemarkKind::NotReadYet, what);
    }
    let mut told = Vec::new();
    let mut last = None;
    for sentence in sentence::all(prose.text) {
        if sentence.is_of_maptician(prose, found) {
            let record = sentence.record(prose, found);
            if let Some(before) = std::mem::replace(&mut last, record) {
                found.push(before);
            }
        }
        told.push(sentence.range());
    }
    match last {
        // What a pane under it says belongs to it.
        Some(Record::Event(event)) if told.len() == 1 => {
            portal_pane::hold(event, found);
            found.count_held();
        }
        Some(other) => found.push(other),
        None => {}
    }
    for mention in mention::all(prose, found, &told) {
        found.push(Record::Mention(mention));
    }
}

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
        let request = (hit.which == 0).then(|| line.trim_start_matches("] token "));
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
    let last = text.lines().rev().find(|it| it.contains("Get-") || it.starts_with("PS "));
    last.is_some_and(|it| {
        it.contains("Get-MgDirectoryDeleted")
            || it.contains("Get-EntraDeleted")
            || it.contains("-ReturnDeletedUsers")
    })
}

/// Whether an address or a command asks for some of the entries only.
pub fn asks_for_a_part(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["filter=", "$search=", "%24search=", "-filter ", "-search "].iter().any(|it| address.contains(it))
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
}
