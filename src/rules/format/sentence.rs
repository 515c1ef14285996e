//! Sentences of the provisioning service in running text: *Failed to create User 'x' in APP; Error: …*,
//! *User 'x' was updated in APP*, *The User 'x' will be skipped because …*.
//!
//! Source: texts of the provisioning log's steps and of published questions about them; in English wherever seen.

use std::ops::Range;

use scim_checkup_ground::find::Words;

use crate::{
    name::{is_address, take_off_prefix},
    read::Prose,
    record::{Event, EventAction, EventStatus, Mark, Mention, Record, RemarkKind, Seen},
    report::Side,
    time::{DayOrder, Stamp},
};

use super::{
    Found, connector,
    error_sentence::{self, one_line},
    pattern::{Hit, Pattern, pattern, words},
    provisioning_step,
};

/// The most that is looked at behind a name; answers of applications are shorter.
const REACH: usize = 8 * 1024;

/// A longer name is not wrapped: its end is missing.
const WIDEST_NAME: usize = 64;

/// One sentence about one user.
#[derive(Debug, PartialEq)]
pub struct Sentence {
    kind: Kind,
    name: String,
    /// Where the name stands in the paragraph.
    name_at: Range<usize>,
    /// From its first word on.
    range: Range<usize>,
    application: Option<String>,
    /// The sentence on one line.
    words: String,
    /// The time that the sentence's line begins with.
    at: Option<Stamp>,
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

/// Where a sentence starts: up to the quote before the name. A failure, something read, a user, a group.
static START: Pattern = words!(
    r"(?i-u:failed to (?:create|update|delete|disable|provision) user) ['\x22‘“]",
    r"(?i-u:(?:received|retrieved) user|retrieved) ['\x22‘“]",
    r"(?i-u:(?:the )?user) ['\x22‘“]",
    r"(?i-u:(?:failed to (?:create|update|delete|disable|provision) |received |retrieved |the )?group) ['\x22‘“]",
);

/// Where a name ends. It may hold an apostrophe; the quote that ends it has no letter or digit behind it.
static NAME_END: Pattern =
    pattern!(r"['\x22’”](?:[^0-9A-Za-z\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3040}-\u{D7FF}]|$)");

/// What the words after the name say: done, skipped, not there.
static AFTER: Pattern = words!(
    r"^(?i-u: was (?:created|updated|deleted|disabled) (?:in|from) )",
    r"^(?i-u: (?:will be|was) skipped)",
    r"^(?i-u: will be created in )",
);

static FULL_STOP: Pattern = words!(r"\. ");

static OF_ENTRA: Pattern = words!(r"from (?:Microsoft Entra|Azure A)");

/// An error's sentence ends with the next attempt's date, else with the number of retries, else with the answer.
static ERROR_ENDS: [Pattern; 3] = [
    words!(r"retried again after this date: [^\x00-\x20]+(?: UTC)?"),
    words!(r"This operation was retried [^\x00-\x20]+ [^\x00-\x20]+"),
    words!(r"(?s:(?:; Error:|StatusCode:).*\}|(?:; Error:|StatusCode:).*)"),
];

/// A time at the start of a line: `2026-05-27T12:12:15Z …`, `[2026-05-27 12:12:15] …`, `6/22/2026 1:12:41 PM …`.
static LINE_TIME: Pattern = pattern!(
    r"^[ \t\[]*[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}(?:(?:T|,? )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}"
    r"(?:[.,][0-9]+)?)?(?: [AaPp][Mm])?(?:Z|(?: UTC| GMT)| ?[+-][0-9]{2}:?[0-9]{2})*)?",
);

/// Every sentence of a paragraph.
pub fn all(text: &str) -> Vec<Sentence> {
    // Most paragraphs have none: the rare byte first.
    let may_quote = memchr::memchr3(b'\'', b'"', 0xe2, text.as_bytes()).is_some();
    let starts: Vec<_> = if may_quote { START.find_iter(text).collect() } else { Vec::new() };
    let ends = starts.iter().skip(1).map(|it| it.range.start).chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| sentence(text, start, end)).collect()
}

fn sentence(text: &str, start: &Hit, end: usize) -> Option<Sentence> {
    let name_start = start.range.end;
    let limit = floor_char(text, end.min(name_start + REACH));
    let limit = name_start + before_a_name_alone(&text[name_start..limit]);
    let name_at = name_start..name_start + NAME_END.find(&text[name_start..limit])?.range.start;
    if text[name_at.clone()].has("…") {
        // Somebody shortened it: it names nobody.
        return None;
    }
    // Mails are wrapped at blanks, and neither an address nor an ID has any: what a line break parts are two halves.
    let name = &text[name_at.clone()];
    // And the second half of a word is small.
    let may_break = |it: char| !it.is_ascii_digit() && !"@|:{".contains(it);
    let goes_on = |it: &str| it.trim_start().starts_with(|it: char| it.is_ascii_lowercase());
    if name.has_byte(b'\n')
        && !(name.len() <= WIDEST_NAME && name.chars().all(may_break) && !name.lines().skip(1).any(goes_on))
    {
        return None;
    }
    let quote = text[name_at.end..].chars().next().map_or(0, char::len_utf8);
    let after = &text[name_at.end + quote..limit];
    let (kind, told) = kind(start.which, &text[start.range.clone()], after)?;
    let range = start.range.start..limit - after.len() + told;
    Some(Sentence {
        kind,
        name: one_line(&text[name_at.clone()]).into_owned(),
        application: application(after),
        words: one_line(&text[range.clone()]).into_owned(),
        at: line_time(text, range.start),
        name_at,
        range,
    })
}

/// Up to a line with a name and nothing else, where the line before has come to an end: somebody wrote it below.
fn before_a_name_alone(text: &str) -> usize {
    let mut end = 0;
    for (before, line) in text.split_inclusive('\n').zip(text.split_inclusive('\n').skip(1)) {
        end += before.len();
        let line = line.trim();
        let ended = before.trim_end().ends_with(['.', '}', '"', '\'', 'C']);
        if is_address(line) && !line.has_byte(b' ') && (ended || take_off_prefix(line).is_some()) {
            return end;
        }
    }
    text.len()
}

/// What the words before and after the name say, and how far they belong to the sentence.
fn kind(which: usize, opening: &str, after: &str) -> Option<(Kind, usize)> {
    let full_stop = || FULL_STOP.find(after).map_or(after.len(), |it| it.range.start + 1);
    match which {
        // failed to CREATE user, was CREATED in
        0 => {
            let end = ERROR_ENDS.iter().find_map(|it| it.find(after)).map_or(0, |it| it.range.end);
            return Some((Kind::Failed(action(opening, 2)), end));
        }
        1 => {
            let side = if OF_ENTRA.is_match(after) { Side::Entra } else { Side::Maptician };
            return Some((Kind::Read(side), 0));
        }
        2 => {}
        _ => return Some((Kind::NoUser, full_stop())),
    }
    match AFTER.find(after)?.which {
        0 => Some((Kind::Done(action(after, 1)), 0)),
        1 => Some((Kind::Skipped, full_stop())),
        _ if provisioning_step::finds_nobody(&one_line(after)) => {
            Some((Kind::Missing, after.find(')').map_or(after.len(), |it| it + 1)))
        }
        _ => None,
    }
}

/// The word of a sentence that says what was done.
fn action(words: &str, at: usize) -> EventAction {
    match words.split_whitespace().nth(at).unwrap_or_default().to_ascii_lowercase().get(..4) {
        Some("crea") => EventAction::Create,
        Some("upda") => EventAction::Update,
        Some("dele") => EventAction::Delete,
        Some("disa") => EventAction::Disable,
        _ => EventAction::Other,
    }
}

/// The application after `in`, a few words behind the name, up to the end of the sentence, within reason.
fn application(after: &str) -> Option<String> {
    let text = one_line(&after[..floor_char(after, 160)]);
    // The last one near enough: *was created in scope, in Maptician*.
    let before = text.split_inclusive(' ').scan(0, |end, word| {
        *end += word.len();
        Some((*end, word))
    });
    let (start, _) = before.take_while(|it| it.0 < 22).filter(|it| it.1 == "in ").last()?;
    let name = text[start..].split([';', '.', '(', ',']).next()?;
    let name = name.cut_at(" Error").map_or(name, |it| it.0).trim();
    if name.chars().count() > 61 {
        return None;
    }
    (!name.is_empty() && name.split(' ').count() <= 4).then(|| name.to_string())
}

/// The application that a sentence of the service in a text names.
pub fn names_application(text: &str) -> Option<String> {
    all(text).into_iter().find_map(|it| it.application)
}

/// The time that a line begins with, before a place in it.
pub fn line_time(text: &str, at: usize) -> Option<Stamp> {
    let line_start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let time = &text[line_start..][LINE_TIME.find(&text[line_start..at])?.range];
    Stamp::parse(time.trim_start_matches([' ', '\t', '[']), DayOrder::Unknown).ok()
}

impl Sentence {
    /// Which part of the paragraph it takes, so that its names are not found again.
    pub fn range(&self) -> Range<usize> {
        self.range.start..self.range.end.max(self.name_at.end)
    }

    /// Whether it is about Maptician, as far as it shows; a well-known other application is remarked.
    pub fn is_of_maptician(&self, prose: &Prose<'_>, found: &mut Found<'_>) -> bool {
        match self.application.as_deref().filter(|it| connector::is_well_known(it)) {
            Some(other) => {
                found.remark(prose.place(0, prose.text.len()), RemarkKind::OtherApplication, other);
                false
            }
            None => {
                let name = self.application.as_deref();
                found.application(name.filter(|it| !it.eq_ignore_ascii_case("customappsso")));
                true
            }
        }
    }

    /// Makes a record of it.
    pub fn record(&self, prose: &Prose<'_>, found: &mut Found<'_>) -> Option<Record> {
        let place = prose.place(self.name_at.start, self.name_at.len());
        let mark = found.mark(place, "text");
        let name = Seen::new(self.name.as_str().into(), mark);
        let (action, status) = match self.kind {
            Kind::NoUser => return None,
            Kind::Read(side) => {
                let mention = Mention { name, display_name: None, side: Some(side) };
                return is_address(&self.name).then_some(Record::Mention(mention));
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
        Some(Record::Event(event))
    }

    fn event(&self, mark: Mark, action: Option<EventAction>, status: Option<EventStatus>) -> Event {
        let mut event = Event {
            action: action.map(|it| Seen::new(it, mark)),
            status: status.map(|it| Seen::new(it, mark)),
            lookup_found_nothing: (self.kind == Kind::Missing).then_some(mark),
            ..Event::new(mark)
        };
        if self.kind == Kind::Skipped {
            provisioning_step::explain_skip(&self.words, mark.near(), &mut event);
        }
        event
    }
}

fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_is_what_stands_behind_in() {
        let name = |after| application(after).unwrap_or_default();
        assert_eq!(name(" was updated in Cabin Booking; Error: StatusCode"), "Cabin Booking");
        assert_eq!(name(" in\nMaptician Error: StatusCode"), "Maptician");
        assert_eq!(name(" was created by the service for a reason that is told in the manual"), "");
    }
}
