//! One attempt on one line, as somebody copies it out of a list or writes it down:
//!
//! ```text
//! 2026-06-30T08:12:44Z  Create  Failure  ada@contoso.com  EntryConflict: A user with that email address already exists.
//! ```
//! No export has this form, so all of it must be there: a time at the start, one name, and an action and a status as the
//! columns of the provisioning log write them.
//!
//! Source: Microsoft Entra, *Analyze the Microsoft Entra provisioning logs* (action, status).

use std::ops::Range;

use scim_checkup_ground::find::Words;

use crate::{
    name::{is_address, take_off_prefix},
    read::Prose,
    record::{Event, EventStatus, Record, Seen},
};

use super::{
    Found, error_sentence,
    graph_provisioning::{action, status_of},
    sentence::line_time,
};

const ACTIONS: &[&str] = &["Create", "Update", "Delete", "Disable"];
const STATUSES: &[&str] = &["Success", "Failure", "Failed", "Skipped"];

/// What parts cells on one line, beside blanks.
const BETWEEN: &str = "\t|,;";

/// Reads every such line of a paragraph that no sentence has told already, and adds it to what is told.
pub fn read(prose: &Prose<'_>, found: &mut Found<'_>, told: &mut Vec<Range<usize>>) {
    let mut start = 0;
    // The sentences stand in order.
    let (n_sentences, mut sentence) = (told.len(), 0);
    for line in prose.text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        while sentence < n_sentences && told[sentence].end <= range.start {
            sentence += 1;
        }
        if sentence < n_sentences && told[sentence].start < range.end {
            continue;
        }
        if let Some(event) = attempt(prose, found, range.clone()) {
            found.push(Record::Event(event));
            told.push(range);
        }
    }
}

fn attempt(prose: &Prose<'_>, found: &mut Found<'_>, range: Range<usize>) -> Option<Event> {
    let line = &prose.text[range.clone()];
    let line = line.trim_start_matches(is_around);
    // Most lines begin with no time, and most others name nobody.
    if !line.starts_with(|it: char| it == '[' || it.is_ascii_digit()) || !line.has_byte(b'@') {
        return None;
    }
    let number = line.get(..4).and_then(|it| it.cut_at(". ")).map_or(0, |it| it.0.len() + 2);
    let line = &line[number..];
    let range = range.end - line.len()..range.end;
    // As the log's columns write them: in a story they are small.
    let act = one_of(ACTIONS, line)?;
    let mut names = words(line).filter(|it| is_address(&line[it.clone()]));
    let name = names.next()?;
    // Of two nobody knows whose it is; and whose a name with an ID in front is, Entra's or Maptician's, shows nowhere.
    if names.next().is_some() || take_off_prefix(&line[name.clone()]).is_some() {
        return None;
    }
    let outcome = one_of(STATUSES, line)?;
    let status = status_of(&line[outcome.clone()])?;
    let time = line_time(line, act.start.min(outcome.start))?;
    let reason = line[act.end.max(outcome.end).max(name.end)..].trim_matches(is_around);

    let place = prose.place(range.start + name.start, name.len());
    let mark = found.mark(place, "text");
    let mut event = Event {
        action: Some(Seen::new(action(&line[act]), mark)),
        status: Some(Seen::new(status, mark)),
        ..Event::new(mark)
    };
    event.at = Some(found.happened(time, place, "text"));
    event.target.display_name = Some(Seen::new(line[name].into(), mark));
    if status == EventStatus::Failure && !reason.is_empty() {
        let mut error = error_sentence::failure(mark.near(), None, Some(reason));
        // Behind the code stand the application's words.
        let words =
            reason.cut_at(": ").filter(|it| error.code.as_ref().is_some_and(|code| *code.value == *it.0));
        error.detail = error.detail.or_else(|| Some(Seen::new(words?.1.into(), mark.near())));
        event.error = Some(Box::new(error));
    }
    Some(event)
}

/// Around a line or a part of it: what parts cells, quotes, and what begins a point of a list.
fn is_around(it: char) -> bool {
    it.is_ascii_whitespace() || BETWEEN.contains(it) || "\"“”-*•".contains(it)
}

fn one_of(wanted: &[&str], line: &str) -> Option<Range<usize>> {
    words(line).find(|it| wanted.contains(&&line[it.clone()]))
}

/// Where words stand, without what parts cells and what quotes or brackets a name.
fn words(line: &str) -> impl Iterator<Item = Range<usize>> {
    let begin = line.as_ptr() as usize;
    line.split(|it: char| it.is_ascii_whitespace() || BETWEEN.contains(it)).filter_map(move |it| {
        let word = it.trim_matches(['"', '\'', '(', ')', '<', '>', '[', ']', ':']);
        let start = word.as_ptr() as usize - begin;
        (!word.is_empty()).then_some(start..start + word.len())
    })
}
