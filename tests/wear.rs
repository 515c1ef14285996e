//! Every case, damaged in the ways that mails, editors and chats damage text: nobody is invented, and what stands whole
//! is answered as before. `--nocapture` prints the share of records that are still read.

use std::collections::BTreeMap;

use scim_checkup_rules::{BillingStatus, CorruptionStatus, Link, Report, Session, User};
use scim_checkup_tests::{Case, cases};

/// How often what is left to chance is done to one document.
const ROUNDS: usize = 4;

/// The column at which mail programs wrap.
const WIDTH: usize = 76;

/// The same numbers in every run. Source: Marsaglia, *Xorshift RNGs* (2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or(0)
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
    }
}

/// A way that leaves every word where it can be found: all answers stay as they are.
type Wear = (&'static str, fn(&str) -> String);

const WEAR: &[Wear] = &[
    ("doubled", |it| format!("{it}\n{it}")),
    ("wrapped", wrapped),
    ("quoted", |it| quoted(it, "> ")),
    ("quoted twice", |it| quoted(it, "> > ")),
    ("escaped twice", |it| in_json(it)),
    ("escaped twice, bare", |it| {
        if is_json(it) { in_json(it).trim_matches('"').to_string() } else { it.to_string() }
    }),
    ("escaped twice, in an object", |it| {
        if is_json(it) { format!("{{\"count\": 1, \"log\": {}}}", in_json(it)) } else { it.to_string() }
    }),
    ("smart quotes", smart),
    ("non-breaking blanks", |it| it.replace(' ', "\u{a0}")),
    ("some non-breaking blanks", |it| it.replace("  ", "\u{a0} ")),
    ("zero-width blanks", zero_width),
    ("trailing commas", trailing_commas),
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

/// Each line that is too long is broken at its blanks.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let mut width = 0;
        for (n, word) in line.split(' ').enumerate() {
            let length = word.trim_end().chars().count();
            if n > 0 {
                let breaks = width > 0 && width + 1 + length > WIDTH;
                out.push(if breaks { '\n' } else { ' ' });
                width = if breaks { 0 } else { width + 1 };
            }
            out.push_str(word);
            width += length;
        }
    }
    out
}

fn smart(text: &str) -> String {
    let mut before = ' ';
    let to_smart = |it: char| {
        let opens = before.is_whitespace() || "{[(,:;=“‘<>".contains(before);
        before = match (it, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => it,
        };
        before
    };
    text.chars().map(to_smart).collect()
}

/// At the beginning of every line, and before every word behind a blank.
fn zero_width(text: &str) -> String {
    let mut before = '\n';
    let mut out = String::new();
    for it in text.chars() {
        let begins_word = before == ' ' && it.is_alphanumeric();
        if before == '\n' || begins_word {
            out.push('\u{200b}');
        }
        out.push(it);
        before = it;
    }
    out
}

/// Before every bracket that closes something, as scripts write lists; at the end of a table's lines, as spreadsheets do.
fn trailing_commas(text: &str) -> String {
    let header = text.lines().next().unwrap_or_default();
    let is_table = header.trim_end_matches(',').contains(',') && !header.contains([';', ' ', '\t']);
    if !is_json(text) {
        return text.lines().map(|it| format!("{it}{}\n", if is_table { "," } else { "" })).collect();
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

/// Text that has lost something, and the same with the losses widened and narrowed to the nearest ends of a value: what a
/// half of a value may say is what the whole one says, or nothing.
struct Cut {
    text: String,
    bounds: [String; 3],
}

type Loss = (&'static str, fn(&str, &mut Random) -> Cut);

const LOSS: &[Loss] = &[
    ("cut at the start", |it, random| {
        let at = random.place(it);
        loss(it, 0, at, "")
    }),
    ("cut at the end", |it, random| {
        let at = random.place(it);
        loss(it, at, it.len(), "")
    }),
    ("cut in the middle", |it, random| {
        let (one, other) = (random.place(it), random.place(it));
        loss(it, one.min(other), one.max(other), "\n")
    }),
    ("shortened", |it, random| {
        let from = random.place(it);
        let to = from + random.place(&it[from..]).min(200);
        let to = (to..).find(|at| it.is_char_boundary(*at)).unwrap_or(from);
        // Somebody who shortens leaves the brackets.
        let to = it[from..to].find(['{', '}', '[', ']', '\n']).map_or(to, |at| from + at);
        loss(it, from, to, "…")
    }),
];

fn loss(text: &str, from: usize, to: usize, mark: &str) -> Cut {
    let ends = |it: char| matches!(it, ',' | ';' | '\t' | '\n' | '{' | '}' | '[' | ']');
    let is_end = |at: usize| at == 0 || at == text.len();
    let before = |at: usize| if is_end(at) { at } else { text[..at].rfind(ends).map_or(0, |it| it + 1) };
    let after =
        |at: usize| if is_end(at) { at } else { text[at..].find(ends).map_or(text.len(), |it| at + it) };
    let without = |from: usize, to: usize| {
        if from < to { [&text[..from], mark, &text[to..]].concat() } else { text.to_string() }
    };
    // The lines in which it happened, too.
    let start = text[..from].rfind('\n').unwrap_or(0);
    let end = text[to..].find('\n').map_or(text.len(), |it| to + it);
    let bounds = [
        without(before(from), after(to)),
        without(after(from), before(to)),
        [&text[..start], &text[end..]].concat(),
    ];
    Cut { text: without(from, to), bounds }
}

/// The report of a case with one document as given here, and perhaps without another.
fn run(case: &Case, at: usize, text: &str, without: Option<usize>, whole: bool) -> Report {
    let mut session = Session::new(case.as_of);
    for (n, document) in case.documents.iter().enumerate().filter(|it| Some(it.0) != without) {
        let mut given = document.given.clone();
        given.whole &= whole || n != at;
        session.open(given);
        session.push(if n == at { text.as_bytes() } else { &document.bytes });
    }
    session.finish()
}

/// What is answered of a user, whatever it is read from.
fn answers(user: &User) -> String {
    let (corruption, billing, action) = (&user.corruption, &user.billing, &user.action);
    format!(
        "{} {:?} {:?} {:?} | {} {:?} | {} {:?} {:?} | {} {:?}",
        user.name,
        user.entra,
        user.maptician,
        user.link,
        corruption.code,
        corruption.stored_as,
        billing.code,
        billing.basis,
        billing.next,
        action.code,
        action.deadline
    )
}

fn names(user: &User) -> impl Iterator<Item = String> {
    let names = user.aliases.iter().chain(&user.object_ids).chain(&user.display_name).chain([&user.name]);
    names.map(|it| it.to_lowercase())
}

/// How many records of one document are read, and how many could be.
#[derive(Default)]
struct Share {
    read: u32,
    of: u32,
    wrong: Vec<String>,
}

impl Share {
    fn count(&mut self, worn: &Report, whole: &Report, at: usize) {
        let records = |it: &Report| it.documents.get(at).map_or(0, |it| it.records);
        self.read += records(worn).min(records(whole));
        self.of += records(whole);
    }
}

fn tell(shares: &BTreeMap<&str, Share>) {
    let mut wrong = 0;
    for (way, it) in shares {
        println!(
            "{way:<30} {:>5.1} % of {} records, {} wrong",
            100.0 * f64::from(it.read) / f64::from(it.of),
            it.of,
            it.wrong.len()
        );
        wrong += it.wrong.len();
    }
    let all: Vec<_> =
        shares.iter().flat_map(|(way, it)| it.wrong.iter().map(move |it| format!("{way}: {it}"))).collect();
    assert!(wrong == 0, "{wrong} changes:\n{}", all.join("\n"));
}

fn text_of(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|it| !it.contains('\0'))
}

#[test]
fn wear_changes_no_answer() {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for (file, case) in cases() {
        let file = file.file_stem().unwrap_or_default().display().to_string();
        let expected = case.run(usize::MAX);
        let expected_answers: Vec<String> = expected.users.iter().map(answers).collect();
        for (at, document) in case.documents.iter().enumerate() {
            let Some(text) = text_of(&document.bytes) else { continue };
            for (way, wear) in WEAR {
                let worn = run(&case, at, &wear(text), None, true);
                let share = shares.entry(way).or_default();
                share.count(&worn, &expected, at);
                let got: Vec<String> = worn.users.iter().map(answers).collect();
                if got != expected_answers {
                    let lines = scim_checkup_tests::difference(&expected_answers.join("\n"), &got.join("\n"));
                    share.wrong.push(format!("{file}, {}\n{lines}", document.given.name));
                }
            }
        }
    }
    tell(&shares);
}

#[test]
fn losses_invent_nothing() {
    let mut random = Random(0x0dd5_ba11_5ca1_ab1e);
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for (file, case) in cases() {
        let file = file.file_stem().unwrap_or_default().display().to_string();
        let material: String = case
            .documents
            .iter()
            .filter_map(|it| text_of(&it.bytes))
            .collect::<Vec<_>>()
            .join("\n")
            .to_lowercase();
        for (at, document) in case.documents.iter().enumerate() {
            let Some(text) = text_of(&document.bytes) else { continue };
            let whole = run(&case, at, text, None, false);
            for (way, lose) in LOSS {
                for _ in 0..ROUNDS {
                    let cut = lose(text, &mut random);
                    let read = run(&case, at, &cut.text, None, false);
                    let share = shares.entry(way).or_default();
                    share.count(&read, &whole, at);
                    let [less, more, line] = cut.bounds.map(|it| run(&case, at, &it, None, false));
                    let none = run(&case, at, "", None, false);
                    let wrong = |it: &&User| {
                        !is_fair(it, &[&whole, &less, &more, &line, &none], &material)
                            && (is_json(text) || !is_half(&cut.text, it))
                    };
                    for user in read.users.iter().filter(wrong) {
                        let was: Vec<String> = [&whole, &less, &more, &line, &none]
                            .iter()
                            .flat_map(|it| same(user, it))
                            .map(answers)
                            .collect();
                        share.wrong.push(format!(
                            "{file}, {}: {}\n   {}\n----\n{}\n----",
                            document.given.name,
                            answers(user),
                            was.join("\n   "),
                            cut.text
                        ));
                    }
                }
            }
        }
    }
    tell(&shares);
}

/// The users of another report with one of the names.
fn same<'r>(user: &User, report: &'r Report) -> impl Iterator<Item = &'r User> {
    let known: Vec<String> = names(user).collect();
    report.users.iter().filter(move |it| names(it).any(|it| known.contains(&it)))
}

/// Whether a user is one of the material, and the answers are those of another report or leave more open.
fn is_fair(user: &User, others: &[&Report], material: &str) -> bool {
    let known: Vec<&User> = others.iter().flat_map(|it| same(user, it)).collect();
    let is_open = user.billing.status == BillingStatus::Unknown;
    if same(user, others[0]).next().is_none() {
        return is_open && stands_in(material, &user.name.to_lowercase());
    }
    let (corruption, billing) = (user.corruption.status, user.billing.status);
    (corruption == CorruptionStatus::Unknown || known.iter().any(|it| it.corruption.status == corruption))
        && (is_open || known.iter().any(|it| it.billing.status == billing))
}

/// Whether what is shown of a user may be the half of a word, where a text begins or ends or its parts meet, or of a
/// sentence: where no quote shows it, what is left of them is a name that says no more.
fn is_half(text: &str, user: &User) -> bool {
    let text = text.to_lowercase();
    let parts: Vec<&str> = text.split(['\n', '…']).map(str::trim).collect();
    let is_edge = |it: &String| parts.iter().any(|part| part.starts_with(it) || part.ends_with(it));
    names(user).any(|it| is_edge(&it))
        || user.corruption.status == CorruptionStatus::Clean && user.link == Link::Unknown
}

/// Whether a name stands in a text, and not as a part of a longer one.
fn stands_in(text: &str, name: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '@' | '.' | '-' | '_' | '+' | '#');
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], text[at + name.len()..].trim_start_matches('.'));
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}
