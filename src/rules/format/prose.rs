//! Running text: mails, log lines, copied messages. Sentences of the provisioning service, and names.

use crate::{
    read::Prose,
    record::{Record, RemarkKind},
};

use super::{Found, connector, mention, not_read_yet, other_provider, sentence};

/// Reads one paragraph.
pub fn read(prose: &Prose<'_>, found: &mut Found<'_>) {
    let whole = prose.place(0, prose.text.len());
    if let Some(provider) = other_provider::in_text(prose.text) {
        found.remark(whole, RemarkKind::OtherProvider, provider);
    }
    if let Some(what) = not_read_yet::in_text(prose.text) {
        return found.remark(whole, RemarkKind::NotReadYet, what);
    }
    let mut told = Vec::new();
    for sentence in sentence::all(prose.text) {
        let application = sentence.application();
        match application.filter(|it| connector::is_well_known(it)) {
            Some(other) => found.remark(whole, RemarkKind::OtherApplication, other),
            None => {
                found.application(application);
                sentence.hand_over(prose, found);
            }
        }
        told.push(sentence.range());
    }
    for mention in mention::all(prose, found, &told) {
        found.push(Record::Mention(mention));
    }
}

/// Whether a text shows a request (an HTTP request line, a console's command), and whether it asked for a part only.
pub fn shows_request(text: &str) -> Option<bool> {
    let is_request = |it: &&str| {
        let it = it.trim_start_matches(['>', '$', ' ']);
        ["GET ", "curl ", "PS ", "POST ", "PATCH "].iter().any(|start| it.starts_with(start))
            || it.contains("] token GET ")
    };
    text.lines().rev().find(is_request).map(asks_for_a_part)
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
    fn a_filtered_request_shows() {
        assert_eq!(
            shows_request("GET /scim/v2/Users?filter=userName+eq+%22m%22 HTTP/1.1\nHost: x"),
            Some(true)
        );
        assert_eq!(shows_request("> GET /v1.0/users?%24filter=id"), Some(true));
        assert_eq!(shows_request("PS C:\\> Get-MgUser -All"), Some(false));
        assert_eq!(shows_request("hello"), None);
    }
}
