//! Sentences of the provisioning service in running text: *Failed to create User 'x' in APP; Error: …*,
//! *User 'x' was updated in APP*, *The User 'x' will be skipped because …*.
//!
//! Source: texts of the provisioning log's steps and of published questions about them; in English wherever seen.

use std::ops::Range;

use crate::{
    name::is_address,
    read::Prose,
    record::{Changes, Event, EventAction, EventStatus, Mark, Mention, Record, Scope, Seen, Source, Target},
    report::Side,
    time::{DayOrder, NoStamp, Stamp, Time},
};

use super::{Found, error_sentence, provisioning_step};

/// The most that is looked at behind a name; answers of applications are shorter.
const REACH: usize = 8 * 1024;

/// One sentence about one user.
#[derive(Debug, PartialEq)]
pub struct Sentence {
    kind: Kind,
    name: String,
    /// Where the name stands in the paragraph.
    name_at: Range<usize>,
    range: Range<usize>,
    application: Option<String>,
    /// The sentence on one line, from its first word on.
    words: String,
    /// The time that the sentence's line begins with.
    at: Option<Time>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Failed(EventAction),
    Done(EventAction),
    Skipped,
    /// The lookup found nobody, so a create is under way.
    Missing,
    /// Read from one of the sides: no event, and whose name it is.
    Read(Side),
    /// About a group or another thing.
    NoUser,
}

/// Every sentence of a paragraph.
pub fn all(text: &str) -> Vec<Sentence> {
    // Most paragraphs have none: look for the words before anything is copied.
    let has = |words: &str| memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some();
    if !["User", "Group", "Retrieved"].iter().any(|it| has(it))
        || !OPENING.iter().any(|it| text.contains(*it))
    {
        return Vec::new();
    }
    let flat = Flat::new(text);
    let starts = starts(&flat.text);
    let mut sentences = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(flat.text.len(), |it| it.first_word);
        sentences.extend(sentence(text, &flat, start, end));
    }
    sentences
}

const OPENING: [char; 4] = ['\'', '"', '\u{2018}', '\u{201c}'];
const CLOSING: [char; 4] = ['\'', '"', '\u{2019}', '\u{201d}'];

struct Start {
    /// Of *Failed to …*, *The*, *Received*, or of *User* itself.
    first_word: usize,
    name: usize,
    before: Before,
}

#[derive(Clone, Copy, PartialEq)]
enum Before {
    Failed(EventAction),
    Read,
    Nothing,
    Group,
}

/// Where sentences start: at `User '` and `Retrieved '`, with the words before it.
fn starts(text: &str) -> Vec<Start> {
    let mut starts = Vec::new();
    // The typographic quotes begin with the byte 0xe2; only a quote behind a blank opens.
    for opening in memchr::memchr3_iter(b'\'', b'"', 0xe2, text.as_bytes()) {
        let after_blank = opening > 0 && text.as_bytes()[opening - 1] == b' ';
        let quote = text[opening..].chars().next().filter(|it| after_blank && OPENING.contains(it));
        let Some(quote) = quote else { continue };
        let before = text[..opening].trim_end();
        let name = opening + quote.len_utf8();
        let ends = |words: &str| {
            let at = before.len().checked_sub(words.len())?;
            let (front, word) = before.split_at_checked(at)?;
            let alone = !front.ends_with(|it: char| it.is_alphanumeric());
            (word.eq_ignore_ascii_case(words) && alone).then_some(at)
        };
        if let Some(at) = ends("Retrieved") {
            starts.push(Start { first_word: at, name, before: Before::Read });
        } else if let Some(at) = ends("Group") {
            starts.push(Start { first_word: at, name, before: Before::Group });
        } else if let Some(at) = ends("User") {
            let (first_word, before) = words_before(before[..at].trim_end(), at);
            starts.push(Start { first_word, name, before });
        }
    }
    starts
}

fn words_before(before: &str, user_at: usize) -> (usize, Before) {
    const FAILED: [(&str, EventAction); 5] = [
        ("Failed to create", EventAction::Create),
        ("Failed to update", EventAction::Update),
        ("Failed to delete", EventAction::Delete),
        ("Failed to disable", EventAction::Disable),
        ("Failed to provision", EventAction::Other),
    ];
    let ends = |words: &str| {
        let at = before.len().checked_sub(words.len())?;
        (before.is_char_boundary(at) && before[at..].eq_ignore_ascii_case(words)).then_some(at)
    };
    for (words, action) in FAILED {
        if let Some(at) = ends(words) {
            return (at, Before::Failed(action));
        }
    }
    for word in ["Received", "Retrieved"] {
        if let Some(at) = ends(word) {
            return (at, Before::Read);
        }
    }
    (ends("The").unwrap_or(user_at), Before::Nothing)
}

fn sentence(text: &str, flat: &Flat, start: &Start, end: usize) -> Option<Sentence> {
    let limit = floor_char(&flat.text, end.min(start.name + REACH));
    let rest = &flat.text[start.name..limit];
    let name_end = end_of_name(rest)?;
    let name = &rest[..name_end];
    let quote = rest[name_end..].chars().next().map_or(0, char::len_utf8);
    let after = rest[name_end + quote..].trim_start();
    let (kind, told) = kind(start.before, after)?;
    let told_end = limit - after.len() + told;
    let (first, last) = (flat.original(start.first_word), flat.original(told_end));
    let name_at = flat.original(start.name)..flat.original(start.name + name_end);
    Some(Sentence {
        kind,
        name: name.to_string(),
        range: first..last,
        application: application(after),
        words: flat.text[start.first_word..told_end].to_string(),
        at: line_time(text, first),
        name_at,
    })
}

/// A name may hold an apostrophe; the quote that ends it has no letter or digit behind it.
fn end_of_name(rest: &str) -> Option<usize> {
    rest.char_indices().find_map(|(at, it)| {
        let next = rest[at + it.len_utf8()..].chars().next();
        (CLOSING.contains(&it) && !next.is_some_and(char::is_alphanumeric)).then_some(at)
    })
}

/// What the words after the name say, and how far they belong to the sentence.
fn kind(before: Before, after: &str) -> Option<(Kind, usize)> {
    let starts = |words: &str| after.get(..words.len()).is_some_and(|it| it.eq_ignore_ascii_case(words));
    let full_stop = || after.find(". ").map_or(after.len(), |it| it + 1);
    match before {
        Before::Group => return Some((Kind::NoUser, full_stop())),
        Before::Failed(action) => return Some((Kind::Failed(action), end_of_error(after))),
        Before::Read => {
            let of_entra = ["from Microsoft Entra", "from Azure A"].iter().any(|it| after.contains(it));
            let side = if of_entra { Side::Entra } else { Side::Maptician };
            return Some((Kind::Read(side), 0));
        }
        Before::Nothing => {}
    }
    const DONE: [(&str, EventAction); 5] = [
        ("was created in", EventAction::Create),
        ("was updated in", EventAction::Update),
        ("was deleted in", EventAction::Delete),
        ("was deleted from", EventAction::Delete),
        ("was disabled in", EventAction::Disable),
    ];
    if let Some((_, action)) = DONE.iter().find(|(words, _)| starts(words)) {
        return Some((Kind::Done(*action), 0));
    }
    if starts("will be skipped") || starts("was skipped") {
        return Some((Kind::Skipped, full_stop()));
    }
    if starts("will be created in") && provisioning_step::finds_nobody(after) {
        return Some((Kind::Missing, after.find(')').map_or(after.len(), |it| it + 1)));
    }
    None
}

/// The error's sentence ends with the next attempt's date, else with the number of retries, else with the answer.
fn end_of_error(after: &str) -> usize {
    let end_of = |words: &str, n_words: usize| {
        let at = after.find(words)? + words.len();
        let rest = &after[at..];
        let blanks = rest.match_indices(' ').map(|it| it.0).nth(n_words);
        Some(at + blanks.unwrap_or(rest.len()))
    };
    if let Some(end) = end_of("retried again after this date:", 1) {
        let zone = after[end..].strip_prefix(" UTC").map_or(0, |_| 4);
        return end + zone;
    }
    end_of("This operation was retried", 2)
        .or_else(|| {
            let error = after.find("; Error:").or_else(|| after.find("StatusCode:"))?;
            Some(after[error..].rfind('}').map_or(after.len(), |it| error + it + 1))
        })
        .unwrap_or(0)
}

/// The application after `in`: up to the end of the sentence, within reason.
fn application(after: &str) -> Option<String> {
    let (_, rest) = after.split_once("in ").filter(|(before, _)| before.len() < 20)?;
    let end = rest.find([';', '.', '(', ',']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let name = name.split(" Error").next().unwrap_or(name).trim();
    let fits = !name.is_empty() && name.len() <= 60 && name.split(' ').count() <= 4;
    (fits && !name.eq_ignore_ascii_case("customappsso")).then(|| name.to_string())
}

/// A time at the start of the sentence's line: `2026-05-27T12:12:15Z …`, `[2026-05-27 12:12:15] …`.
fn line_time(text: &str, at: usize) -> Option<Time> {
    let line_start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let line = text[line_start..at].trim_start().trim_start_matches('[');
    if !line.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let ends = line.match_indices([' ', ']', '\t', '|']).map(|it| it.0).chain([line.len()]).take(4);
    let read = |end: usize| match Stamp::parse(line[..end].trim_end_matches([',', ':']), DayOrder::Unknown) {
        Ok(stamp) => Some(stamp.time),
        Err(NoStamp::Never | NoStamp::Ambiguous | NoStamp::NotATime) => None,
    };
    // The longest that is a time: `2026-05-27 12:12:15` before `2026-05-27`.
    ends.filter_map(read).last()
}

impl Sentence {
    /// Which part of the paragraph it takes, so that its names are not found again.
    pub fn range(&self) -> Range<usize> {
        self.range.start..self.range.end.max(self.name_at.end)
    }

    pub fn application(&self) -> Option<&str> {
        self.application.as_deref()
    }

    /// Makes a record of it.
    pub fn hand_over(&self, prose: &Prose<'_>, found: &mut Found<'_>) {
        let place = prose.place(self.name_at.start, self.name_at.len());
        let mark = found.mark(place, "text");
        let name = Seen::new(self.name.as_str().into(), mark);
        let (action, status) = match self.kind {
            Kind::NoUser => return,
            Kind::Read(side) => {
                if is_address(&self.name) {
                    let mention = Mention { name, display_name: None, side: Some(side) };
                    found.push(Record::Mention(mention));
                }
                return;
            }
            Kind::Failed(action) => (Some(action), Some(EventStatus::Failure)),
            Kind::Done(action) => (Some(action), Some(EventStatus::Success)),
            Kind::Skipped => (None, Some(EventStatus::Skipped)),
            Kind::Missing => (Some(EventAction::Create), None),
        };
        let mut event = self.event(mark, action, status);
        event.at = self.at.map(|it| found.happened(it, place, "text"));
        match self.kind {
            // Of a change the sentence gives the name that was sent; a skip or a lookup has only Entra's.
            Kind::Failed(_) | Kind::Done(_) => event.target.display_name = Some(name),
            _ if is_address(&self.name) => event.source.user_principal_name = Some(name),
            _ => event.source.display_name = Some(name),
        }
        if let Kind::Failed(_) = self.kind {
            event.error = Some(Box::new(error_sentence::failure(mark.near(), None, Some(&self.words))));
        }
        found.push(Record::Event(event));
    }

    fn event(&self, mark: Mark, action: Option<EventAction>, status: Option<EventStatus>) -> Event {
        let mut event = Event {
            mark,
            id: None,
            change_id: None,
            cycle_id: None,
            job_id: None,
            at: None,
            action: action.map(|it| Seen::new(it, mark)),
            status: status.map(|it| Seen::new(it, mark)),
            source: Source::default(),
            target: Target::default(),
            before: None,
            sent: Changes::default(),
            scope: Scope::default(),
            error: None,
            skip_reason: None,
            missing_property: None,
            lookup_found_nothing: (self.kind == Kind::Missing).then_some(mark),
        };
        if self.kind == Kind::Skipped {
            provisioning_step::explain_skip(&self.words, mark.near(), &mut event);
        }
        event
    }
}

/// A paragraph on one line, with the way back: mails and consoles wrap sentences anywhere.
struct Flat {
    text: String,
    /// From a place in `text` on, how the original's places run.
    runs: Vec<(usize, usize)>,
}

impl Flat {
    fn new(original: &str) -> Flat {
        let mut flat = Flat { text: String::with_capacity(original.len() + 1), runs: vec![(0, 0)] };
        // A blank before the first word spares a special case: every quote has one before it.
        let mut blank = true;
        for (at, it) in original.char_indices() {
            if it.is_whitespace() {
                blank = true;
                continue;
            }
            if blank {
                flat.text.push(' ');
                flat.runs.push((flat.text.len(), at));
                blank = false;
            }
            flat.text.push(it);
        }
        flat
    }

    fn original(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, original) = self.runs[run];
        original + (at - start)
    }
}

fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}
