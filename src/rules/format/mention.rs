//! Names in running text: addresses of every kind, `DOMAIN\name`, and an object ID alone on its line.

use std::ops::Range;

use memchr::memchr;

use scim_checkup_ground::find::{Words, find};

use crate::{
    letters::{fold, is_letter, is_letter_or_digit},
    map::Set,
    name::{ObjectId, is_address, take_off_prefix},
    read::Prose,
    record::Mention,
    report::Side,
};

use super::{
    Found, graph_audit,
    pattern::{Pattern, pattern},
};

/// An address, with the dots that follow where a console cut it, and with the words before it that show that it is
/// no user's: a login in a web address, an example, a message's ID.
///
/// What an alias may be of: Microsoft Entra, *Password policies* (`' . - _ ! # ^ ~`); mail addresses also have `+`,
/// `&`, `%`, `$`, `*` and letters of any language. Quotes and bullets around a name are no part of it.
static ADDRESS: Pattern = pattern!(
    r#"(?:(?:(?i-u:example|message-id):|//)[<"' ]*)?"#
    r"[A-Za-z0-9_#^%$\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3040}-\u{D7FF}]"
    r"[A-Za-z0-9_#^%$\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3040}-\u{D7FF}'’.!~+&*-]*"
    r"@[A-Za-z0-9.\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3040}-\u{D7FF}-]+…?",
);

/// An address in a web address: `%22ada%2Bx%40contoso.com`. It begins behind an encoded quote, blank, slash or `=`.
static ENCODED: Pattern = pattern!(
    r"(?:%2[027Ff]|%3[Dd])?(?:[A-Za-z0-9._~!$*'-]|%2[13-689A-Ea-e]|%[13-9A-Fa-f][0-9A-CE-Fa-ce-f])+%40[A-Za-z0-9.-]+",
);

/// `CONTOSO\gradya` between blanks or commas: an account of on-premises Active Directory.
static DOMAIN_NAME: Pattern =
    pattern!(r#"(?:^|[\x00-\x20,;()<>|])"?[A-Z0-9-]{2,15}\\[^\x00-\x20,;()<>|\\/:"]{2,}[.:"]*"#);

/// The begin of a line of a mail or a request that names senders, recipients, messages or secrets.
static HEADER: Pattern = pattern!(
    r"^[ ><*]*(?i-u:from|to|cc|bcc|reply-to|sender|return-path|delivered-to|received|subject|message-id"
    r"|references|in-reply-to|authorization|cookie|set-cookie|user-agent|host|x-originating-ip"
    r"|von|an|betreff|de|para|asunto|objet)[ \t]*:(?:[ \t\r\n]|$)",
);

/// What ends *On Tue, 30 Jun 2026, Mira Lund <mira@contoso.com> wrote:*, and what begins it on the line before.
const QUOTES: [&str; 4] = ["wrote:", "schrieb:", "écrit :", "escribió:"];
const QUOTES_BEGIN: [&str; 4] = ["On ", "Am ", "Le ", "El "];

/// `"Elena Ortiz" <` or `Elena Ortiz <` before an address.
static DISPLAY_NAME: Pattern =
    pattern!(r#""[^"@]+"[ \t]*<$"#, r#"[^\x00-\x20,;:("@<>][^\t,;:("@<>]*[ \t]*<$"#);

/// *UPN : ada@contoso.com* in a pane is Entra's, and so is whom a PowerShell command names. In what is left of a log the
/// label and the name have quotes, some with another one or a backslash before them, and the label may be cut: what ends
/// as it does is no other label of a name.
static OF_ENTRA: Pattern = pattern!(
    r#"^PS .*>|(?:(?:^|[ \t"{,])(?i-u:UPN|userPrincipalName)|(?:^|…)[A-Za-z]*lName)[ \t"\\]*[:=][ \t"\\]*$"#
);

/// Every name of a paragraph that no sentence has told already.
pub fn all(prose: &Prose<'_>, found: &Found<'_>, told: &[Range<usize>], of_pane: bool) -> Vec<Mention> {
    let text = prose.text;
    let mut mentions: Vec<Mention> = Vec::new();
    // Of a transcript's heading is who ran it, and on which machine.
    if !may_name_somebody(text) || text.has("PowerShell transcript start") {
        return mentions;
    }
    let of_others: Vec<_> = of_no_user(text).into_iter().chain(told.iter().cloned()).collect();
    let mut seen: Set<String> = Set::default();
    let mut add = |name: &str, at: Range<usize>, display_name: Option<Range<usize>>, side| {
        let folded = fold(name);
        if of_others.iter().any(|it| it.contains(&at.start)) || seen.has(&folded) {
            return;
        }
        seen.or_insert(folded, ());
        let seen =
            |text: &str, at: Range<usize>| found.seen(text.into(), prose.place(at.start, at.len()), "text");
        let display_name = display_name.map(|it| seen(&text[it.clone()], it));
        mentions.push(Mention { name: seen(name, at), display_name, side });
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = |range: Range<usize>| start + range.start..start + range.end;
        // The rare byte first: most lines have none of them.
        if memchr(b'@', line.as_bytes()).is_some() {
            for (name, range) in addresses(line) {
                let before = &line[..range.start];
                let is_of_entra = is_of_entra(before)
                    || take_off_prefix(name).is_some_and(|it| is_left_of_a_log(line, &range, it.layers[0]));
                let side = is_of_entra.then_some(Side::Entra);
                add(name, at(range), display_name(before).map(at), side);
            }
        }
        if find(line.as_bytes(), b"%40").is_some() {
            for (name, range) in encoded_addresses(line) {
                add(&name, at(range), None, None);
            }
        }
        if memchr(b'\\', line.as_bytes()).is_some() {
            for range in domain_names(line) {
                add(&line[range.clone()], at(range), None, Some(Side::Entra));
            }
        }
        // In a pane stand many IDs, most of them of no user, and the user's stands beside the name.
        let alone = line.trim();
        if alone.len() == 36 && !of_pane && ObjectId::parse(alone).is_some() {
            let indent = line.len() - line.trim_start().len();
            add(alone, at(indent..indent + alone.len()), None, None);
        }
        start += line.len();
    }
    mentions
}

/// The headers of mails and requests, each with the lines that continue it, and the lines above a quoted mail.
fn of_no_user(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut last = (0, "");
    let mut is_header = false;
    for line in text.split_inclusive('\n') {
        is_header = HEADER.is_match(line) || is_header && line.starts_with([' ', '\t']);
        let is_quote = QUOTES.iter().any(|it| line.trim_end().ends_with(it));
        if is_header || is_quote {
            let above = is_quote && QUOTES_BEGIN.iter().any(|it| last.1.starts_with(it));
            ranges.push(if above { last.0 } else { start }..start + line.len());
        }
        last = (start, line);
        start += line.len();
    }
    ranges
}

/// Most paragraphs of a log name nobody.
fn may_name_somebody(text: &str) -> bool {
    memchr::memchr2(b'@', b'\\', text.as_bytes()).is_some()
        || find(text.as_bytes(), b"%40").is_some()
        || text.lines().any(|it| it.trim().len() == 36)
}

/// The users' addresses of a line, and where they stand.
fn addresses(line: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    ADDRESS.find_iter(line).filter_map(|it| {
        let found = &line[it.range.clone()];
        // A console cuts long values: `ada@contoso.c...` is no name.
        let is_cut =
            found.ends_with("..") || found.ends_with('…') || line[..it.range.start].ends_with(['…', '.']);
        let name = found.trim_end_matches(['.', '-']);
        (!is_cut && is_of_user(name)).then(|| (name, it.range.start..it.range.start + name.len()))
    })
}

fn encoded_addresses(line: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    ENCODED.find_iter(line).filter_map(|it| {
        let name = line[it.range.clone()].trim_end_matches(['.', '-']);
        let quote = ["%20", "%22", "%27", "%2f", "%3d"];
        let begins = name.get(..3).is_some_and(|it| quote.iter().any(|quote| it.eq_ignore_ascii_case(quote)));
        let from = if begins { 3 } else { 0 };
        let at = it.range.start + from..it.range.start + name.len();
        let name = decoded(&name[from..]);
        is_of_user(&name).then_some((name, at))
    })
}

/// An address with at least two labels in its domain, the last of which is no number; and nobody's machine.
fn is_of_user(name: &str) -> bool {
    let Some((local, domain)) = name.split_once('@') else { return false };
    let Some((_, last)) = domain.rsplit_once('.') else { return false };
    let local = local.to_ascii_lowercase();
    is_address(name)
        && memchr::memchr2(b':', b'/', local.as_bytes()).is_none()
        && last.chars().count() >= 2
        && last.starts_with(is_letter)
        && !domain.starts_with('.')
        && !domain.has("..")
        && !local.has("noreply")
        && !local.has("no-reply")
        && !(local == "support" && domain.eq_ignore_ascii_case("maptician.com"))
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
    // What is no text names nobody.
    String::from_utf8(bytes).unwrap_or_default()
}

fn display_name(before: &str) -> Option<Range<usize>> {
    if !before.ends_with('<') {
        return None;
    }
    let start = DISPLAY_NAME.find(before)?.range.start;
    let found = before[start..].trim_end_matches(['<', ' ', '\t']);
    let name = found.trim_matches('"');
    let fits = name.split(' ').count() <= 4 && name.chars().any(is_letter);
    let start = start + usize::from(found.starts_with('"'));
    fits.then(|| start..start + name.len())
}

/// Whether a prefixed name, which Entra itself makes, stands in what is left of an entry of the audit log or of the
/// directory, or of *Failed to update User '…' in*, at the end of an object whose begin is missing, or directly behind its own
/// ID, as logs of the directory have both.
fn is_left_of_a_log(line: &str, at: &Range<usize>, prefix: ObjectId) -> bool {
    let before = line[..at.start].trim_end_matches(['"', ',', ';', '\t', ' ']);
    let after = line[at.end..].trim_start_matches('\\');
    graph_audit::names_activity(line)
        || ["deletedDateTime", "accountEnabled"].iter().any(|it| after.has(it))
        || ["' in ", "\"}"].iter().any(|it| after.starts_with(it))
        || before.get(before.len().saturating_sub(36)..).and_then(ObjectId::parse) == Some(prefix)
}

fn is_of_entra(before: &str) -> bool {
    let is_labelled = before.trim_end_matches([' ', '\t', '"', '\\']).ends_with([':', '=']);
    (is_labelled || before.starts_with("PS ")) && OF_ENTRA.is_match(before)
}

fn domain_names(line: &str) -> impl Iterator<Item = Range<usize>> {
    DOMAIN_NAME.find_iter(line).filter_map(|it| {
        let found = &line[it.range.clone()];
        let start = it.range.start + found.find(|it: char| it.is_ascii_alphanumeric() || it == '-')?;
        let (domain, user) = line[start..it.range.end].split_once('\\')?;
        let end = line[it.range.end..].chars().next();
        let ends =
            end.is_none_or(|it| it.is_whitespace() || matches!(it, ',' | ';' | '(' | ')' | '<' | '>' | '|'));
        let user = user.trim_end_matches(['.', ':', '"']);
        let of_name = |it: char| is_letter_or_digit(it) || matches!(it, '.' | '-' | '_' | '\'');
        let fits = ends && domain.bytes().any(|it| it.is_ascii_uppercase()) && user.chars().all(of_name);
        (fits && user.chars().count() >= 2).then(|| start..start + domain.len() + 1 + user.len())
    })
}
