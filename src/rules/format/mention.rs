//! Names in running text: addresses of every kind, `DOMAIN\name`, and an object ID alone on its line.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    name::{ObjectId, is_address},
    read::Prose,
    record::Mention,
    report::Side,
};

use super::Found;

/// Lines of a mail or a request that name senders, recipients, messages and secrets: no users.
const HEADERS: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "sender",
    "return-path",
    "delivered-to",
    "subject",
    "message-id",
    "references",
    "in-reply-to",
    "authorization",
    "cookie",
    "set-cookie",
    "user-agent",
    "host",
    "x-originating-ip",
    "von",
    "an",
    "betreff",
    "de",
    "para",
    "asunto",
    "objet",
    "received",
];

/// Every name of a paragraph that no sentence has told already.
pub fn all(prose: &Prose<'_>, found: &Found<'_>, told: &[Range<usize>]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    if !may_name_somebody(prose.text) {
        return mentions;
    }
    let mut seen = BTreeSet::new();
    let mut add = |name: String, at: Range<usize>, display_name: Option<(String, Range<usize>)>, side| {
        let told = told.iter().any(|it| it.start <= at.start && at.start < it.end);
        if told || !seen.insert(name.to_lowercase()) {
            return;
        }
        let seen =
            |text: String, at: Range<usize>| found.seen(text.into(), prose.place(at.start, at.len()), "text");
        let display_name = display_name.map(|(text, at)| seen(text, at));
        mentions.push(Mention { name: seen(name, at), display_name, side });
    };
    for line in lines(prose.text) {
        let text = &prose.text[line.clone()];
        let at = |range: Range<usize>| line.start + range.start..line.start + range.end;
        for (name, range) in addresses(text) {
            let before = &text[..range.start];
            let display_name = display_name(before).map(|it| (text[it.clone()].to_string(), at(it)));
            add(name, at(range.clone()), display_name, side(text, before));
        }
        for range in domain_names(text) {
            add(text[range.clone()].to_string(), at(range), None, Some(Side::Entra));
        }
        let alone = text.trim();
        if ObjectId::parse(alone).is_some() && !is_label_of_another(&prose.text[..line.start]) {
            let start = text.len() - text.trim_start().len();
            add(alone.to_string(), at(start..start + alone.len()), None, None);
        }
    }
    mentions
}

/// Looks for the rare bytes first: most paragraphs of a log name nobody.
fn may_name_somebody(text: &str) -> bool {
    memchr::memchr2(b'@', b'\\', text.as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), b"%40").is_some()
        || text.lines().any(|it| it.trim().len() == 36)
}

/// The lines that may name users.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut in_header = false;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len().min(line.len());
        start += line.len();
        let continues = in_header && line.starts_with([' ', '\t']);
        in_header = continues || is_header(line);
        // *On Tue, 30 Jun 2026, Mira Lund <mira@contoso.com> wrote:* names a sender, perhaps on the line before.
        if ["wrote:", "schrieb:", "écrit :", "escribió:"].iter().any(|it| line.trim_end().ends_with(it)) {
            let begins = |it: &&Range<usize>| {
                ["On ", "Am ", "Le ", "El "].iter().any(|word| text[(*it).clone()].starts_with(word))
            };
            if lines.last().filter(begins).is_some_and(|it| it.end + 2 >= range.start) {
                lines.pop();
            }
            continue;
        }
        if !in_header {
            lines.push(range);
        }
    }
    lines
}

fn is_header(line: &str) -> bool {
    let Some((name, value)) = line.trim_start_matches(['>', '<', ' ', '*']).split_once(':') else {
        return false;
    };
    (value.starts_with([' ', '\t', '\r', '\n']) || value.is_empty())
        && HEADERS.iter().any(|it| name.trim_end().eq_ignore_ascii_case(it))
}

/// Every address of a line, as it reads, and where it stands.
fn addresses(line: &str) -> Vec<(String, Range<usize>)> {
    let mut addresses = Vec::new();
    let encoded = memchr::memmem::find_iter(line.as_bytes(), "%40").map(|at| (at, 3));
    for (at, length) in memchr::memchr_iter(b'@', line.as_bytes()).map(|at| (at, 1)).chain(encoded) {
        let (start, end) = (local_start(line, at), domain_end(line, at + length));
        let encoded = length == 3;
        let start = if encoded { after_encoded_quote(&line[..at], start) } else { start };
        let (local, domain) = (&line[start..at], &line[at + length..end]);
        if start == at
            || !is_domain(domain)
            || is_cut(&line[end..])
            || is_none_of_users(line, start, local, domain)
        {
            continue;
        }
        let local = if encoded { decoded(local) } else { local.to_string() };
        let name = format!("{local}@{domain}");
        if is_address(&name) {
            addresses.push((name, start..end));
        }
    }
    addresses
}

/// What an alias may be of. Source: Microsoft Entra, *Password policies* (`' . - _ ! # ^ ~`); mail addresses also
/// have `+`, `&`, `=`, `%` and letters of any language.
fn is_of_local(it: char) -> bool {
    it.is_alphanumeric()
        || matches!(
            it,
            '\'' | '\u{2019}' | '.' | '-' | '_' | '!' | '#' | '^' | '~' | '+' | '&' | '%' | '$' | '*'
        )
}

fn local_start(line: &str, at: usize) -> usize {
    let start =
        line[..at].char_indices().rev().take_while(|(_, it)| is_of_local(*it)).last().map_or(at, |it| it.0);
    // Quotes and bullets around a name are no part of it.
    let name = &line[start..at];
    at - name.trim_start_matches(['\'', '\u{2019}', '.', '-', '*', '+', '&', '!', '~']).len()
}

fn domain_end(line: &str, from: usize) -> usize {
    let rest = &line[from..];
    let end = rest.find(|it: char| !(it.is_alphanumeric() || matches!(it, '.' | '-'))).unwrap_or(rest.len());
    from + rest[..end].trim_end_matches(['.', '-']).len()
}

/// `%22ada%40contoso.com`: the name begins behind the encoded quote, blank or slash.
fn after_encoded_quote(before: &str, start: usize) -> usize {
    let name = before[start..].to_ascii_lowercase();
    let last = ["%22", "%27", "%20", "%2f", "%3d"]
        .iter()
        .filter_map(|it| name.rfind(it).map(|at| at + it.len()))
        .max();
    let start = start + last.unwrap_or(0);
    before[start..].rfind(['+', '&']).map_or(start, |at| start + at + 1)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let byte = after.get(..2).filter(|_| *first == b'%').and_then(|it| {
            let digit = |at: usize| (it[at] as char).to_digit(16);
            Some((digit(0)? * 16 + digit(1)?) as u8)
        });
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// At least two labels, the last of which is no number.
fn is_domain(domain: &str) -> bool {
    let Some((before, last)) = domain.rsplit_once('.') else { return false };
    !before.is_empty()
        && last.chars().count() >= 2
        && last.starts_with(char::is_alphabetic)
        && !domain.contains("..")
}

/// A console cuts long values: `ada@contoso.c...` is no name.
fn is_cut(after: &str) -> bool {
    after.starts_with("..") || after.starts_with('\u{2026}')
}

fn is_none_of_users(line: &str, start: usize, local: &str, domain: &str) -> bool {
    let before = line[..start].trim_end_matches(['<', '"', '\'', ' ']);
    let local = local.to_ascii_lowercase();
    let ends = |words: &str| {
        before
            .len()
            .checked_sub(words.len())
            .and_then(|at| before.get(at..))
            .is_some_and(|it| it.eq_ignore_ascii_case(words))
    };
    ends("example:")
        || ends("//")
        || local.contains("noreply")
        || local.contains("no-reply")
        || local == "support" && domain.eq_ignore_ascii_case("maptician.com")
        || ends("message-id:")
}

/// `"Elena Ortiz" <` or `Elena Ortiz <` before an address.
fn display_name(before: &str) -> Option<Range<usize>> {
    let before = before.strip_suffix('<')?.trim_end();
    let quoted = before.strip_suffix('"').and_then(|it| it.rfind('"').map(|at| at + 1..it.len()));
    let range = quoted.unwrap_or_else(|| {
        let start = before.rfind([',', ';', ':', '\t', '(']).map_or(0, |it| it + 1);
        let start = before.len() - before[start..].trim_start().len();
        start..before.len()
    });
    let name = before.get(range.clone())?;
    let fits = !name.is_empty() && name.split(' ').count() <= 4 && name.chars().any(char::is_alphabetic);
    (fits && !name.contains('@')).then_some(range)
}

/// In panes a label stands on the line before its value; most IDs in them are of no user.
fn is_label_of_another(before: &str) -> bool {
    const OF_OTHERS: &[&str] = &[
        "correlation",
        "change",
        "cycle",
        "job",
        "request",
        "target id",
        "tenant",
        "application",
        "session",
        "activity",
        "principal",
        "client",
    ];
    let label = before.trim_end().lines().next_back().unwrap_or_default().to_ascii_lowercase();
    label.len() < 40 && label.contains("id") && OF_OTHERS.iter().any(|it| label.contains(it))
}

/// *UPN : ada@contoso.com* in a pane is Entra's, and so is whom a PowerShell command names.
fn side(line: &str, before: &str) -> Option<Side> {
    if line.starts_with("PS ") && line.contains('>') {
        return Some(Side::Entra);
    }
    let before = before.trim_end().trim_end_matches([':', '=']).trim_end();
    let last = before.rsplit([' ', '\t', '"', '{', ',']).next().unwrap_or_default();
    let entra = ["UPN", "userPrincipalName"].iter().any(|it| last.eq_ignore_ascii_case(it));
    entra.then_some(Side::Entra)
}

/// `CONTOSO\gradya`, alone between blanks or commas: an account of on-premises Active Directory.
fn domain_names(line: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for at in memchr::memchr_iter(b'\\', line.as_bytes()) {
        let separates =
            |it: char| it.is_whitespace() || matches!(it, ',' | ';' | '(' | ')' | '<' | '>' | '|');
        let start = line[..at]
            .rfind(separates)
            .map_or(0, |it| it + line[it..].chars().next().map_or(1, char::len_utf8));
        let end = line[at..].find(separates).map_or(line.len(), |it| at + it);
        let end = start + line[start..end].trim_end_matches(['.', ':', '"']).len();
        let start = end - line[start..end].trim_start_matches('"').len();
        if start >= at || end <= at + 1 {
            continue;
        }
        let (domain, name) = (&line[start..at], &line[at + 1..end]);
        let of_domain = |it: u8| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'-';
        let of_name = |it: char| it.is_alphanumeric() || matches!(it, '.' | '-' | '_' | '\'');
        let fits =
            (2..=15).contains(&domain.len()) && domain.bytes().all(of_domain) && name.chars().all(of_name);
        if fits && domain.bytes().any(|it| it.is_ascii_uppercase()) && name.chars().count() >= 2 {
            names.push(start..end);
        }
    }
    names
}
