//! Running text: mails, log lines, copied messages. Sentences of the provisioning service, and names.

use crate::{
    read::Prose,
    record::{Record, RemarkKind},
};

use super::{Found, attempt_line, mention, not_read_yet, other_provider, portal_pane, sentence};

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
    attempt_line::read(prose, found, &mut told);
    for mention in mention::all(prose, found, &told, false) {
        found.push(Record::Mention(mention));
    }
}
