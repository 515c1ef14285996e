//! Every case, damaged in the ways that mails, editors and chats damage text: nobody is invented, and what stands whole
//! is answered as before. `--nocapture` prints the share of records that are still read.

use std::collections::BTreeMap;

use scim_checkup_rules::{BillingStatus, CorruptionStatus, Given, Report, Session, User};
use scim_checkup_tests::{Case, Random, cases, difference};

/// How often what is left to chance is done to one document.
const ROUNDS: usize = 12;

/// The column at which mail programs wrap.
const WIDTH: usize = 76;

/// In the cases the actors of logs have no network address, by which the real ones are known not to be users: where the
/// entry around such an actor is torn, it looks like one.
const ACTOR: &str = "admin@contoso.com";

/// What is a document's and not an entry's: in which order its dates have day and month, and that another provider wrote
/// it. In one paste with another document nobody can tell which of the two a mark is about, nor, of a mail right below a
/// pane, that its lines with colons are none of the pane's, nor, of a list right below a row that is broken, where the
/// table ends. And whose guest somebody is those show who stand beside her in a list: in one paste two lists are one. A name
/// is given by itself where Entra's own stands in another document.
const ONE_DOCUMENT: &[&str] = &[
    "name-given-by-itself-beside-the-deleted-account",
    "panes-that-are-none",
    "powershell-dates-that-could-be-exchanged",
    "powershell-lists-of-deleted-users",
    "powershell-logs-as-lists",
    "provisioned-by-another-provider",
    "scim-create-refused-in-a-trace",
    "whole-guests-of-two-tenants",
    "worn-rows-and-lists-that-lost-their-blank-lines",
];

/// Chance for one document, by its name.
fn random(name: &str) -> Random {
    Random::new(name.bytes().fold(0x0dd5_ba11_5ca1_ab1e, |sum: u64, it| sum.rotate_left(7) ^ u64::from(it)))
}

/// A place between two characters.
fn place(text: &str, random: &mut Random) -> usize {
    floor(text, random.below(text.len() + 1))
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

/// A way that leaves every word where it can be found: all answers stay as they are.
type Wear = (&'static str, fn(&str) -> String);

const WEAR: &[Wear] = &[
    ("doubled", |it| format!("{it}\n{it}")),
    ("wrapped", wrapped),
    ("quoted", |it| quoted(it, "> ")),
    ("quoted twice", |it| quoted(it, "> > ")),
    ("escaped twice", in_json),
    ("escaped twice, bare", |it| if is_json(it) { in_json(it).trim_matches('"').into() } else { it.into() }),
    ("escaped twice, in an object", |it| {
        if is_json(it) { format!("{{\"count\": 1, \"log\": {}}}", in_json(it)) } else { it.into() }
    }),
    ("smart quotes", smart),
    ("non-breaking blanks", |it| it.replace(' ', "\u{a0}")),
    ("some non-breaking blanks", |it| it.replace("  ", "\u{a0} ")),
    ("zero-width blanks", zero_width),
    ("trailing commas", trailing_commas),
    ("wrapped, then quoted", |it| quoted(&wrapped(it), "> ")),
    ("quoted, then wrapped", |it| wrapped(&quoted(it, "> "))),
    ("smart quotes, wrapped", |it| wrapped(&smart(it))),
    ("zero-width blanks, quoted", |it| quoted(&zero_width(it), "> ")),
];

/// A way that loses something, between two places, and the mark that stands there.
type Loss = (&'static str, fn(&str, &mut Random) -> (usize, usize), &'static str);

/// What loses something may be worn already.
const WORN: &[Wear] = &[
    ("", str::to_string),
    ("escaped twice, ", |it| if is_json(it) { in_json(it) } else { it.to_string() }),
    ("quoted, ", |it| quoted(it, "> ")),
];

const LOSSES: &[Loss] = &[
    ("cut at the start", |it, random| (0, place(it, random)), ""),
    ("cut at the end", |it, random| (place(it, random), it.len()), ""),
    ("cut in the middle", |it, random| sorted(place(it, random), place(it, random)), "\n"),
    ("shortened", shortened, "…"),
];

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn quoted(text: &str, mark: &str) -> String {
    text.lines().map(|it| format!("{mark}{it}\n")).collect()
}

fn in_json(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

fn zero_width(text: &str) -> String {
    format!("\u{200b}{}", text.replace('\n', "\n\u{200b}").replace(' ', " \u{200b}"))
}

/// Each line that is too long is broken at its blanks.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let mut width = 0;
        for (n, word) in line.split(' ').enumerate() {
            let length = word.trim_end().chars().count();
            let breaks = width > 0 && width + 1 + length > WIDTH;
            if n > 0 {
                out.push(if breaks { '\n' } else { ' ' });
            }
            width = if breaks { length } else { width + length + usize::from(n > 0) };
            out.push_str(word);
        }
    }
    out
}

fn smart(text: &str) -> String {
    let mut before = ' ';
    let smart = |it: char| {
        let opens = before.is_whitespace() || "{[(,:;=“‘<>".contains(before);
        before = match it {
            '"' => {
                if opens {
                    '“'
                } else {
                    '”'
                }
            }
            '\'' => {
                if opens {
                    '‘'
                } else {
                    '’'
                }
            }
            _ => it,
        };
        before
    };
    text.chars().map(smart).collect()
}

/// Before every bracket that closes something, as scripts write lists; at the end of a table's lines, as sheets do.
fn trailing_commas(text: &str) -> String {
    let header = text.lines().next().unwrap_or_default().trim_end_matches(',');
    let is_table = header.contains(',') && !header.contains([';', ' ', '\t']);
    if !is_json(text) {
        return text.lines().map(|it| [it, if is_table { "," } else { "" }, "\n"].concat()).collect();
    }
    let (mut out, mut in_string, mut escaped, mut last) = (String::new(), false, false, '{');
    for it in text.chars() {
        if !in_string && matches!(it, '}' | ']') && !matches!(last, '{' | '[') {
            out.push(',');
        }
        out.push(it);
        in_string ^= it == '"' && !escaped;
        escaped = it == '\\' && !escaped;
        last = if it.is_whitespace() { last } else { it };
    }
    out
}

fn sorted(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Somebody who shortens leaves the brackets, and lines.
fn shortened(text: &str, random: &mut Random) -> (usize, usize) {
    let from = place(text, random);
    let to = floor(text, from + place(&text[from..], random).min(200));
    (from, text[from..to].find(['{', '}', '[', ']', '\n']).map_or(to, |it| from + it))
}

fn without(text: &str, (from, to): (usize, usize), mark: &str) -> String {
    if from < to { [&text[..from], mark, &text[to..]].concat() } else { text.to_string() }
}

/// The same loss widened and narrowed to the ends of values, and widened to each line that it touches and to both: half a
/// value may say what the whole one says, or nothing.
fn bounds(text: &str, (from, to): (usize, usize), mark: &str) -> Vec<String> {
    let ends = |it: char| matches!(it, ',' | ';' | '\t' | '\n' | '{' | '}' | '[' | ']');
    let is_end = |at: usize| at == 0 || at == text.len() || text[..at].ends_with(ends);
    let before = |at: usize| if is_end(at) { at } else { text[..at].rfind(ends).map_or(0, |it| it + 1) };
    let after =
        |at: usize| if is_end(at) { at } else { text[at..].find(ends).map_or(text.len(), |it| at + it) };
    // In a text within a string a line ends with an escape; what is escaped in it has more backslashes.
    let is_break = |at: &usize| {
        let (before, after) = text.split_at(*at);
        after.starts_with('\n')
            || after.starts_with("\\n") && !before.ends_with('\\') && text.starts_with('"')
    };
    let places = |from, to| (from..to).filter(|it| text.is_char_boundary(*it));
    let quote = usize::from(text.starts_with("\"{") || text.starts_with("\"["));
    let begin = |at: usize| places(0, at).rev().find(is_break).unwrap_or(quote.min(at));
    let end = |at: usize| places(at, text.len()).find(is_break).unwrap_or(text.len());
    let (first, last) = ((begin(from), end(from).min(to)), (begin(to).max(from), end(to)));
    let mut bounds = vec![
        without(text, (before(from), after(to)), mark),
        without(text, (after(from), before(to)), mark),
        without(text, (begin(from), end(to)), ""),
        without(text, (first.0, to), ""),
        without(text, (from, last.1), ""),
    ];
    bounds.extend(without_objects(text, (from, to)));
    bounds
}

/// The text without the objects that the loss touches: what stands whole beside them, by itself. From the innermost on.
fn without_objects(text: &str, (from, to): (usize, usize)) -> Vec<String> {
    let unmatched = |brackets: &mut dyn Iterator<Item = (usize, char)>, closing: char| {
        let mut depth = 0;
        let mut found = Vec::new();
        for (at, it) in brackets.filter(|it| matches!(it.1, '{' | '}')) {
            depth += if it == closing { 1 } else { -1 };
            if depth > found.len() as i32 {
                found.push(at);
            }
        }
        found
    };
    let mut before = unmatched(&mut text[..from].char_indices().rev(), '{');
    let mut after = unmatched(&mut text[to..].char_indices().map(|it| (to + it.0, it.1)), '}');
    // The outermost belong together.
    before.reverse();
    after.reverse();
    let objects = before.iter().zip(&after).map(|(from, to)| (*from, *to + 1));
    objects.rev().map(|it| without(text, it, "")).collect()
}

/// The report of a case with one document as given here; it is whole where the case says so, unless it lost something.
fn run(case: &Case, at: usize, text: &str, whole: bool) -> Report {
    let mut session = Session::new(case.as_of);
    for (n, document) in case.documents.iter().enumerate() {
        let mut given = document.given.clone();
        given.whole &= whole || n != at;
        session.open(given);
        session.push(if n == at { text.as_bytes() } else { &document.bytes });
    }
    session.finish()
}

/// What is answered of a user, whatever it is read from.
fn answers(user: &User) -> String {
    let (it, billing, action) = (&user.corruption, &user.billing, &user.action);
    format!(
        "{} {:?} {:?} {:?} | {} {:?} | {} {:?} {:?} | {} {:?}",
        user.name,
        user.entra,
        user.maptician,
        user.link,
        it.code,
        it.stored_as,
        billing.code,
        billing.basis,
        billing.next,
        action.code,
        action.deadline
    )
}

fn all_answers(report: &Report) -> String {
    report.users.iter().map(|it| answers(it) + "\n").collect()
}

fn names(user: &User) -> impl Iterator<Item = String> {
    let names = user.aliases.iter().chain(&user.object_ids).chain(&user.display_name).chain([&user.name]);
    names.map(|it| it.to_lowercase())
}

/// The users of another report with one of the names.
fn same<'r>(user: &User, report: &'r Report) -> impl Iterator<Item = &'r User> {
    let known: Vec<String> = names(user).collect();
    report.users.iter().filter(move |it| names(it).any(|it| known.contains(&it)))
}

/// Whether a user is one of the whole report, the first of these, or at least a name of the material of which nothing is
/// said; and whether the answers are those of one of the reports, or leave more open.
fn is_fair(user: &User, others: &[&Report], material: &str) -> bool {
    let is_open = user.billing.status == BillingStatus::Unknown;
    if same(user, others[0]).next().is_none() {
        return is_open && stands_in(material, &user.name.to_lowercase());
    }
    let is_corrupted =
        |it: &User| matches!(it.corruption.status, CorruptionStatus::Prefixed | CorruptionStatus::Suspected);
    let any = |is: &dyn Fn(&User) -> bool| others.iter().flat_map(|it| same(user, it)).any(is);
    (user.corruption.status == CorruptionStatus::Unknown || any(&|it| is_corrupted(it) == is_corrupted(user)))
        && (is_open || any(&|it| it.billing.status == user.billing.status))
}

/// Whether a name stands in a text, and not as a part of a longer one.
fn stands_in(text: &str, name: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '@' | '.' | '-' | '_' | '+' | '#');
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], text[at + name.len()..].trim_start_matches('.'));
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// Whether a name may be the half of one, where a text begins or ends or its parts meet: where no quote shows it, half a
/// word is a word.
fn is_half(text: &str, user: &User) -> bool {
    let text = text.to_lowercase();
    let is_margin = |it: char| it.is_whitespace() || it == '>';
    let mut parts = text.split(['\n', '…']).map(|it| it.trim_matches(is_margin));
    !is_json(&text) && parts.any(|part| names(user).any(|it| part.starts_with(&it) || part.ends_with(&it)))
}

/// The users of rows that a mail program does not break, where all that it breaks are rows of others.
fn apart_from_broken<'r>(text: &str, report: &'r Report) -> impl Iterator<Item = &'r User> {
    let broken: Vec<String> = text.lines().filter(|it| wrapped(it) != *it).map(str::to_lowercase).collect();
    let is_in = |line: &str, user: &User| names(user).any(|it| line.contains(&it));
    let of_others = broken.iter().all(|line| report.users.iter().any(|it| is_in(line, it)));
    report.users.iter().filter(move |it| of_others && !broken.iter().any(|line| is_in(line, it)))
}

/// How many records are read of how many, and what went wrong.
#[derive(Default)]
struct Share {
    read: u32,
    of: u32,
    wrong: Vec<String>,
}

impl Share {
    fn count(&mut self, worn: &Report, whole: &Report, at: usize) {
        self.read += worn.documents[at].records.min(whole.documents[at].records);
        self.of += whole.documents[at].records;
    }
}

#[expect(clippy::print_stdout, reason = "the share of records still read is there to be looked at")]
fn tell(shares: BTreeMap<String, Share>) {
    for (way, it) in &shares {
        println!("{way:<30} {:>5.1} % of {} records", 100.0 * f64::from(it.read) / f64::from(it.of), it.of);
    }
    let wrong: Vec<String> = shares
        .into_iter()
        .flat_map(|(way, it)| it.wrong.into_iter().map(move |it| format!("{way}: {it}")))
        .collect();
    assert!(wrong.is_empty(), "{} changes\n{}", wrong.len(), wrong.join("\n"));
}

/// Every document of every case that is UTF-8: the case and its name, the place of the document, its text and all texts.
fn each(mut check: impl FnMut(&Case, &str, usize, &str, &str)) {
    for (file, case) in cases() {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let text = |bytes| std::str::from_utf8(bytes).ok().filter(|it| !it.contains('\0'));
        let texts: Vec<_> = case.documents.iter().map(|it| text(&it.bytes)).collect();
        let material = texts.iter().flatten().copied().collect::<Vec<_>>().join("\n").to_lowercase();
        for (at, text) in texts.iter().enumerate().filter_map(|(at, it)| it.map(|it| (at, it))) {
            check(&case, &name, at, text, &material);
        }
    }
}

#[test]
fn wear_changes_no_answer() {
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    each(|case, name, at, text, material| {
        let whole = run(case, at, text, true);
        for (way, wear) in WEAR {
            let worn_text = wear(text);
            let worn = run(case, at, &worn_text, true);
            let share = shares.entry((*way).to_string()).or_default();
            share.count(&worn, &whole, at);
            // What a console or a sheet sets in columns is lost where lines are broken, and more where the header is, in
            // the quotes of its cells. Nobody is invented there.
            let is_fair = |it: &User| {
                let others = [&whole, &run(case, at, &it.name, true)];
                is_fair(it, &others, material) || is_half(&worn_text, it) || text.contains("\",\"")
            };
            let is_broken = way.contains("wrapped")
                && !is_json(text)
                && worn.users.iter().all(is_fair)
                && apart_from_broken(text, &whole)
                    .all(|it| worn.users.iter().any(|now| answers(now) == answers(it)));
            let (expected, got) = (all_answers(&whole), all_answers(&worn));
            if expected != got && !is_broken {
                share.wrong.push(format!("{name}, document {at}\n{}", difference(&expected, &got)));
            }
        }
    });
    tell(shares);
}

#[test]
fn losses_invent_nothing() {
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    each(|case, name, at, text, material| {
        // By its name, so that a new case leaves what is done to the others as it was.
        let mut random = random(&format!("{name} {at}"));
        let run = |text: &str| run(case, at, text, false);
        let (whole, none) = (run(text), run(""));
        let rounds = LOSSES.iter().flat_map(|it| [(&WORN[0], it); ROUNDS]);
        let worn =
            WORN[1..].iter().flat_map(|wear| LOSSES.iter().flat_map(move |it| [(wear, it); ROUNDS / 3]));
        for ((worn, wear), (way, lose, mark)) in rounds.chain(worn) {
            let text = &*wear(text);
            let lost = lose(text, &mut random);
            let cut = without(text, lost, mark);
            let read = run(&cut);
            let share = shares.entry([*worn, *way].concat()).or_default();
            share.count(&read, &whole, at);
            let (mut bounds, mut of_bounds) = (bounds(text, lost, mark).into_iter(), Vec::new());
            let mut is_fair = |it: &User| {
                // What stands whole may be no more than the name.
                let mut others = vec![whole.clone(), none.clone(), run(&it.name)];
                others.extend(of_bounds.iter().cloned());
                loop {
                    if is_fair(it, &others.iter().collect::<Vec<_>>(), material) || is_half(&cut, it) {
                        return true;
                    }
                    let Some(bound) = bounds.next() else { return false };
                    of_bounds.push(run(&bound));
                    others.extend(of_bounds.last().cloned());
                }
            };
            for user in read.users.iter().filter(|it| it.name != ACTOR && !is_fair(it)) {
                let whole: String = same(user, &whole).map(|it| answers(it) + "\n").collect();
                let (from, to) =
                    (floor(&cut, lost.0.saturating_sub(200)), floor(&cut, (lost.0 + 200).min(cut.len())));
                let answers = answers(user);
                share
                    .wrong
                    .push(format!("{name}, document {at}, {lost:?}: {answers}\n{whole}{}\n", &cut[from..to]));
            }
        }
    });
    tell(shares);
}

#[test]
fn documents_in_one_paste_are_read_apart() {
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    each(|case, name, at, text, _| {
        if ONE_DOCUMENT.contains(&name) {
            return;
        }
        let apart = run(case, at, text, true);
        for (n, other) in case.documents.iter().enumerate().filter(|it| it.0 != at) {
            // What the caller says of a document, and what its name says, would be said of both.
            let is_plain = |it: &Given| it.from.is_none() && !it.whole && !it.name.contains("2026");
            let Ok(second) = std::str::from_utf8(&other.bytes) else { continue };
            if !is_plain(&other.given) || !is_plain(&case.documents[at].given) || second.contains('\0') {
                continue;
            }
            for (way, between) in [("one below the other", "\n"), ("with a blank line between", "\n\n")] {
                let share = shares.entry((*way).to_string()).or_default();
                let one = [text.trim_end(), between, second].concat();
                let mut session = Session::new(case.as_of);
                for (m, document) in case.documents.iter().enumerate().filter(|it| it.0 != n) {
                    session.open(document.given.clone());
                    session.push(if m == at { one.as_bytes() } else { &document.bytes });
                }
                let (expected, got) = (all_answers(&apart), all_answers(&session.finish()));
                if expected != got {
                    share.wrong.push(format!("{name}, {at} and {n}\n{}", difference(&expected, &got)));
                }
            }
        }
    });
    tell(shares);
}

#[test]
fn glued_documents_are_read_apart() {
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    each(|case, name, at, text, _| {
        // Where no bracket ends or begins, the last word of one and the first of the other are one word.
        if !is_json(text) || !text.trim_end().ends_with(['}', ']']) {
            return;
        }
        let share = shares.entry("glued".to_string()).or_default();
        let (whole, glued) =
            (run(case, at, text, true), run(case, at, &[text.trim_end(), text].concat(), true));
        share.count(&glued, &whole, at);
        let (expected, got) = (all_answers(&whole), all_answers(&glued));
        if expected != got {
            share.wrong.push(format!("{name}, document {at}\n{}", difference(&expected, &got)));
        }
    });
    tell(shares);
}
