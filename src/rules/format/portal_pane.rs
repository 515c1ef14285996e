//! Panes and pages of the admin centre, copied as text: the details of an entry of the provisioning log, the older pane of
//! the audit log, the result of *Provision on demand*, the page of deleted users.
//!
//! Label and value stand on lines of their own, or on one line with a tab, a bar or a colon between; copying may put blank
//! lines anywhere. So what belongs to a pane is gathered from paragraph to paragraph, and becomes one record where
//! something else begins. The service's sentence in a pane is the same entry, not another one.
//! Source: Microsoft Entra, *Analyze provisioning logs*, *On-demand provisioning*; panes in published questions.

use std::{borrow::Cow, ops::Range};

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Place, Row, Shape, Value, trim},
};

use crate::{
    letters::fold,
    name::{ObjectId, is_address, take_off_prefix},
    read::Prose,
    record::{Changes, Deletion, Event, EventAction, EventStatus, Mention, Record, RemarkKind, Seen, Text},
    report::Side,
    time::{DayOrder, Span},
};

use super::{
    Format, Found, account,
    column::{cell, same_name},
    entra_users_csv, graph_provisioning, mention, portal_provisioning_csv,
    provisioning_step::{self, ACTIVE, ASSIGNED, FILTER, ROLE},
    sentence::{self, Sentence},
    wanted::is_wanted,
};

pub const FORMAT: Format = Format {
    name: "portal-pane",
    entry: "provisioning log entry",
    entries: "provisioning log entries",
    listing: None,
    // The labels, too: whether a line is one is asked of every line of a text, and told by one look.
    wanted: &[&[ATTRIBUTE, SOURCE_VALUE, EXPRESSION, OLD, NEW], OF_EVENT, OF_DELETED],
    // The tab *Modified Properties*: one line for each attribute of one entry.
    columns: &[&[ATTRIBUTE, NEW]],
    marks: |_, _| false,
    read: read_property,
    #[cfg(test)]
    sample: "Target attribute name,Source attribute value,Expression,Original target attribute value,\
        Modified target attribute value\nactive,False,x,True,False",
};

const ATTRIBUTE: &str = "Target attribute name";
const SOURCE_VALUE: &str = "Source attribute value";
const EXPRESSION: &str = "Expression";
const OLD: &str = "Original target attribute value";
const NEW: &str = "Modified target attribute value";

/// Lines that stand in nobody's words: where one of them is, a paragraph is part of a pane.
const MARKS: &[&str] = &[
    "Provisioning log details",
    "Activity Details: Audit log",
    "Provision on demand",
    "ReportableIdentifier",
    "INITIATED BY (ACTOR)",
    "CORRELATIONID",
    "Troubleshooting & Recommendations",
    "Source ID",
    "Target ID",
    "Change ID",
    "Cycle ID",
    "Job ID",
];

/// The first of `MARKS`: with them another pane begins.
const HEADINGS: usize = 3;

/// The steps of a pane, with their number or without it.
const STEPS: &[&str] =
    &["Import user", "Determine if user is in scope", "Match user between source and target system"];

/// The labels of an entry, under the names of the log's columns and of the scoping step's details.
const OF_EVENT: &[&str] = &[
    "Action",
    "Date",
    "Activity date",
    "Activity date time",
    "Identity",
    NAME,
    "Status",
    "Reason",
    STATUS_REASON,
    ERROR_MESSAGE,
    ERROR_CODE,
    "Source ID",
    "UPN",
    "Target ID",
    "Change ID",
    "Cycle ID",
    "Job ID",
    "Source system",
    "Target system",
    "SkipReason",
    "PropertyName",
    EVENT_NAME,
    REPORTABLE,
    RESULT,
    "Application",
    STEPS_TAB,
    MODIFIED_TAB,
    SUMMARY_TAB,
    DETAILS,
    TYPE,
    ACTIVE[0],
    ACTIVE[1],
    ASSIGNED[0],
    ASSIGNED[1],
    ROLE[0],
    ROLE[1],
    FILTER[0],
    FILTER[1],
];

const SENTENCES: &[&str] = &["Reason", STATUS_REASON, ERROR_MESSAGE];
const STATUS_REASON: &str = "Status reason";
const ERROR_MESSAGE: &str = "Error message";
const ERROR_CODE: &str = "Error code";
const EVENT_NAME: &str = "EventName";
/// Without meaning of their own: tabs, a heading, what kind of thing is meant.
const NEUTRAL: &[&str] = &[STEPS_TAB, MODIFIED_TAB, SUMMARY_TAB, DETAILS, TYPE];
const STEPS_TAB: &str = "Steps";
const MODIFIED_TAB: &str = "Modified Properties";
const SUMMARY_TAB: &str = "Summary";
const DETAILS: &str = "Details";
const TYPE: &str = "Type";
const RESULT: &str = "Result";
const REPORTABLE: &str = "ReportableIdentifier";

/// The labels of a deleted user.
const OF_DELETED: &[&str] = &[
    "Display name",
    NAME,
    "User type",
    "Object ID",
    ORIGINAL,
    PURGED_AT[0],
    PURGED_AT[1],
    DELETED_AT[0],
    DELETED_AT[1],
    DELETED_AT[2],
];

/// Of these, those that only a deleted user has begin here.
const OF_DELETION: usize = 4;

/// As published, and as people write them down.
const DELETED_AT: &[&str] = &["Deleted date time", "Deletion date", "Deleted date"];
const PURGED_AT: &[&str] = &["Permanent deletion date time", "Permanent deletion date"];

const NAME: &str = "User principal name";
const ORIGINAL: &str = "Original user principal name";

/// What was gathered of one pane.
#[derive(Default)]
pub struct Pane {
    fields: Vec<(&'static str, String, Place)>,
    /// A label whose value comes next.
    waiting: Option<&'static str>,
    /// It is of the page of deleted users.
    of_deleted: bool,
    /// Where it begins.
    place: Option<Place>,
    /// A label or a heading was seen: what follows may belong to it.
    is_open: bool,
    /// The entry that the service's sentence tells.
    told: Option<Event>,
    /// The entry was counted with the text it stands in.
    counted: bool,
    /// Whom Entra read, by the name.
    source: Option<Seen<Text>>,
    /// Whom the page shows, by the display name.
    person: Option<Seen<Text>>,
    /// A status that stands alone on its line.
    status: Option<(EventStatus, Place)>,
    /// Lines that explain something.
    words: Vec<(String, Place)>,
    sent: Changes,
    /// The lines are about who acted, or about whom.
    section: Section,
    /// It is of the audit log, which has entries of many kinds.
    of_audit: bool,
    target_id: Option<Seen<ObjectId>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    #[default]
    None,
    Actor,
    Target,
}

/// Whether a paragraph is a part of a pane.
pub fn is_pane(text: &str) -> bool {
    text.lines().any(|it| is_mark(trim(it)))
}

fn is_mark(line: &str) -> bool {
    let step = line.strip_prefix(['1', '2', '3', '4']).and_then(|it| it.strip_prefix(". ")).unwrap_or(line);
    let is = |it: &&str| line.eq_ignore_ascii_case(it);
    MARKS.iter().any(is)
        || shows_deleted(line)
        || STEPS.iter().any(|it| step.eq_ignore_ascii_case(it))
        || labelled(line, OF_EVENT).is_some_and(|(label, value)| {
            !value.is_empty() && ["SkipReason", ERROR_CODE].contains(&label) && line.contains(['\t', '|'])
        })
        || line.starts_with("Steps\t") && line.has("\tModified Properties")
        || line
            .split('\t')
            .skip(1)
            .any(|it| it.get(1..).is_some_and(|it| it.starts_with(". Match user between ")))
}

/// Whether a line stands only on the page of deleted users.
fn shows_deleted(line: &str) -> bool {
    line.eq_ignore_ascii_case("Deleted users") || labelled(line, &OF_DELETED[OF_DELETION..]).is_some()
}

/// The label of a line and what follows it on the same line.
fn labelled<'t>(line: &'t str, labels: &[&'static str]) -> Option<(&'static str, &'t str)> {
    let known = |it: &str| {
        let it = trim(it);
        is_wanted(it).then(|| labels.iter().copied().find(|label| same_name(it, label))).flatten()
    };
    let alone = known(line.trim_end_matches([' ', ':'])).map(|it| (it, ""));
    alone.or_else(|| {
        ['\t', '|', ':'].iter().find_map(|it| {
            let (label, value) = line.split_once(*it)?;
            Some((known(label)?, value.trim()))
        })
    })
}

/// Reads a paragraph where it is part of a pane. Where it is none, the pane before it has ended.
pub fn read(prose: &Prose<'_>, found: &mut Found<'_>) -> bool {
    let has_label = |labels| prose.text.lines().any(|it| labelled(it.trim(), labels).is_some());
    let (is_open, waits, labels) = found.pane().as_ref().map_or((false, false, OF_EVENT), |it| {
        (it.is_open, it.waiting.is_some(), if it.of_deleted { OF_DELETED } else { OF_EVENT })
    });
    let goes_on = || {
        let is_status = graph_provisioning::status_of(prose.text.trim()).is_some();
        waits || is_status || has_label(labels) || labels == OF_EVENT && !sentence::all(prose.text).is_empty()
    };
    let is_part = is_pane(prose.text) || is_open && goes_on();
    if !is_part {
        found.end_pane();
        return false;
    }
    let of_deleted = prose.text.lines().any(|it| shows_deleted(it.trim()));
    let mut sentences: Vec<Sentence> = sentence::all(prose.text);
    sentences.retain(|it| it.is_of_maptician(prose, found));
    let mut told: Vec<Range<usize>> = sentences.iter().map(Sentence::range).collect();
    let mut sentences = sentences.into_iter().peekable();
    let mut start = 0;
    for line in prose.text.split_inclusive('\n') {
        let text = line.trim();
        let at = start + (text.as_ptr().addr() - line.as_ptr().addr());
        while let Some(it) = sentences.next_if(|it| it.range().start < start) {
            tell(&it, prose, found);
        }
        if MARKS[..HEADINGS].iter().any(|it| text.eq_ignore_ascii_case(it)) {
            found.end_pane();
        }
        let place = prose.place(at, text.len());
        if take(text, place, of_deleted, found) {
            told.push(start..start + line.len());
        }
        start += line.len();
    }
    for it in sentences {
        tell(&it, prose, found);
    }
    for mention in mention::all(prose, found, &told, is_pane(prose.text)) {
        found.push(Record::Mention(mention));
    }
    true
}

/// Takes a line in; whether the names in it are told by it.
fn take(text: &str, place: Place, of_deleted: bool, found: &mut Found<'_>) -> bool {
    let mut pane = found.pane().take().unwrap_or_default();
    pane.is_open = true;
    pane.place = pane.place.or(Some(place));
    pane.of_deleted |= of_deleted;
    let labels = if pane.of_deleted { OF_DELETED } else { OF_EVENT };
    let label = labelled(text, labels);
    // The label may stand on the line above.
    let waiting = pane.waiting.filter(|_| label.is_none());
    // A page that goes on with another person or another entry.
    let is_another = |(label, value): (&'static str, &str)| {
        let of_somebody = pane.of_deleted || ["Source ID", "UPN", "Change ID"].contains(&label);
        let id = id_in(label, value).filter(|_| pane.of_deleted);
        let differs = |it: &(&str, String, Place)| {
            it.0 == label && (pane.of_deleted || !value.is_empty() && it.1 != value)
                || id.is_some_and(|id| id_in(it.0, &it.1).is_some_and(|it| it != id))
        };
        of_somebody && pane.fields.iter().any(differs)
    };
    if label.or(waiting.map(|it| (it, text))).is_some_and(is_another) {
        let of_deleted = pane.of_deleted;
        *found.pane() = Some(pane);
        found.end_pane();
        pane = Pane { is_open: true, of_deleted, place: Some(place), waiting, ..Pane::default() };
    }
    let taken = pane.take(text, label, place, found);
    *found.pane() = Some(pane);
    taken
}

/// The object ID that a label or the name of a deleted user shows.
fn id_in(label: &str, value: &str) -> Option<ObjectId> {
    match label {
        "Object ID" => ObjectId::parse(value),
        NAME => take_off_prefix(value).map(|it| it.layers[0]),
        _ => None,
    }
}

impl Pane {
    fn take(
        &mut self,
        text: &str,
        label: Option<(&'static str, &str)>,
        place: Place,
        found: &Found<'_>,
    ) -> bool {
        let waiting = self.waiting.take();
        self.of_audit |= text.eq_ignore_ascii_case("Activity Details: Audit log");
        if text.eq_ignore_ascii_case("INITIATED BY (ACTOR)") {
            self.of_audit = true;
            self.section = Section::Actor;
        } else if text == "TARGET" {
            self.section = Section::Target;
        } else if self.section == Section::Target && label.is_some_and(|it| !NEUTRAL.contains(&it.0)) {
            self.section = Section::None;
        }
        if self.section != Section::None {
            // Who acted is nobody that the entry is about.
            if self.section == Section::Target && self.target_id.is_none() {
                self.target_id = ObjectId::parse(text).map(|it| found.seen(it, place, "text"));
            }
            return true;
        }
        let last_is_reason =
            self.fields.last().is_some_and(|it| [STATUS_REASON, ERROR_MESSAGE].contains(&it.0));
        if let Some((label, value)) = label {
            if value.is_empty() {
                self.waiting = Some(label);
            } else {
                self.add(label, value, place.of_part(text, value));
            }
            return label != REPORTABLE || self.told.is_some();
        }
        if let Some(label) = waiting {
            self.add(label, text, place);
            return label != REPORTABLE || self.told.is_some() || self.names_somebody();
        }
        let person = text.strip_prefix("User:").map(str::trim).filter(|it| !it.is_empty());
        if let Some(name) = person {
            self.person = Some(found.seen(name.into(), place.of_part(text, name), "text"));
            return true;
        }
        // The words of an error go on over several lines.
        if last_is_reason && let Some((_, reason, at)) = self.fields.last_mut() {
            reason.push(' ');
            reason.push_str(text);
            *at = line_of(*at);
            return true;
        }
        match graph_provisioning::status_of(text) {
            Some(status) if text.len() > 1 => {
                if self.status.is_none_or(|(it, _)| it == EventStatus::Success) {
                    self.status = Some((status, place));
                }
            }
            _ => self.words.push((text.to_string(), place)),
        }
        false
    }

    /// A sentence is cited by its line, for what it says stands somewhere in it.
    fn add(&mut self, label: &'static str, value: &str, place: Place) {
        let is_sentence = SENTENCES.contains(&label);
        self.fields.push((label, value.to_string(), if is_sentence { line_of(place) } else { place }));
    }

    fn names_somebody(&self) -> bool {
        self.fields.iter().any(|it| ["Source ID", "UPN"].contains(&it.0))
    }
}

fn line_of(place: Place) -> Place {
    Place { offset: None, length: 0, ..place }
}

/// Takes in what a sentence of the pane tells.
fn tell(sentence: &Sentence, prose: &Prose<'_>, found: &mut Found<'_>) {
    let record = sentence.record(prose, found);
    // The directory's own pane has none but for a reason, and one about somebody else, before any label, is another entry.
    let is_another = found.pane().as_ref().is_some_and(|pane| {
        let has = |labels: &[&str]| pane.fields.iter().any(|it| labels.contains(&it.0));
        let is_open = || pane.fields.iter().all(|it| NEUTRAL.contains(&it.0));
        match (&record, &pane.told) {
            _ if pane.of_audit => !has(SENTENCES),
            (Some(Record::Event(event)), Some(told)) => is_open() && name_of(told) != name_of(event),
            _ => false,
        }
    });
    if is_another && let Some(Record::Event(event)) = record {
        hold(event, found);
        return found.count_held();
    }
    let pane = found.pane().get_or_insert_default();
    match record {
        Some(Record::Event(mut event)) => match pane.told.take() {
            // Another step of the same entry, or the same sentence above the steps.
            Some(told) if name_of(&told) == name_of(&event) => {
                merge(&mut event, told);
                pane.told = Some(event);
            }
            Some(told) => {
                pane.told = Some(told);
                found.push(Record::Event(event));
            }
            None => pane.told = Some(event),
        },
        Some(Record::Mention(it)) if it.side == Some(Side::Entra) => {
            pane.source.get_or_insert(it.name);
        }
        Some(other) => found.push(other),
        None => {}
    }
}

/// Whom an entry names, folded.
fn name_of(event: &Event) -> String {
    let source = &event.source;
    let names = [&event.target.display_name, &source.user_principal_name, &source.display_name];
    names.into_iter().flatten().next().map(|it| fold(&it.value)).unwrap_or_default()
}

/// Keeps the entry of a sentence that stands alone: a pane may follow that says more of it.
pub fn hold(event: Event, found: &mut Found<'_>) {
    found.end_pane();
    *found.pane() = Some(Pane { told: Some(event), counted: true, ..Pane::default() });
}

/// A line of the tab *Modified Properties*.
fn read_property(row: &Row<'_>, found: &mut Found<'_>) {
    let node =
        |label: &'static str| row.fields.members.iter().find(|it| same_name(&it.0, label)).map(|it| &it.1);
    let text = |label| node(label).and_then(Node::text);
    let source = node(SOURCE_VALUE)
        .filter(|_| text(EXPRESSION).is_some_and(|it| it.eq_ignore_ascii_case("[userPrincipalName]")));
    let source = found.text(source, "text");
    let mut sent = found.pane().as_mut().map(|it| std::mem::take(&mut it.sent)).unwrap_or_default();
    if let Some(name) = text(ATTRIBUTE) {
        graph_provisioning::change(name, node(OLD), node(NEW), &mut sent, found);
    }
    let pane = found.pane().get_or_insert_default();
    pane.is_open = true;
    pane.place = pane.place.or(Some(row.place));
    pane.sent = sent;
    pane.source = pane.source.take().or(source);
}

/// Makes a record of what was gathered.
pub fn finish(mut pane: Pane, found: &mut Found<'_>) {
    if !pane.is_open || pane.of_deleted {
        // A sentence that nothing belonged to.
        if let Some(event) = pane.told.take() {
            found.push(Record::Event(event));
        }
    }
    if !pane.is_open {
        return;
    }
    let place = pane.place.unwrap_or_default();
    if pane.of_deleted {
        if deleted(&pane, place, found) {
            found.count(entra_users_csv::FORMAT.name);
        }
        return;
    }
    // An entry of the directory's own is no entry of the provisioning service.
    let of_directory =
        pane.of_audit && pane.told.is_none() && !pane.fields.iter().any(|it| it.0 == EVENT_NAME);
    let event = event(&mut pane, place, found);
    let says_something =
        !of_directory && (event.status.is_some() || event.action.is_some() || event.sent.shown);
    if of_directory {
        found.remark(place, RemarkKind::NotReadYet, "a details pane of the audit log, copied as text");
    }
    match (is_named(&event), event.source.user_principal_name.clone()) {
        (true, _) if says_something => {
            found.push(Record::Event(event));
            if !pane.counted {
                found.count(FORMAT.name);
            }
        }
        (_, Some(name)) => {
            let mention = Mention { name, display_name: event.source.display_name, side: Some(Side::Entra) };
            found.push(Record::Mention(mention));
            found.count(FORMAT.name);
        }
        _ if of_directory => found.ignore(),
        _ => {
            let what = "a details pane of the provisioning log that names nobody, copied as text";
            found.remark(place, RemarkKind::NotReadYet, what);
            found.ignore();
        }
    }
}

fn object(pane: &Pane) -> Object<'_> {
    let node = |text: &'static str, value: &'_ str, place| {
        (Cow::Borrowed(text), Node { value: Value::Text(Cow::Owned(value.to_string())), place })
    };
    Object::of(pane.fields.iter().map(|(label, value, place)| node(label, value, *place)).collect())
}

/// A deleted user. The name that Entra gave the account has the object ID in front; the date of the purge, 30 days on,
/// stands for that of the deletion.
///
/// Source: Microsoft Entra, *Restore or remove a recently deleted user*.
fn deleted(pane: &Pane, place: Place, found: &mut Found<'_>) -> bool {
    let mut fields = object(pane);
    if !fields.has(NAME) {
        for (label, _) in fields.members.iter_mut().filter(|it| it.0 == ORIGINAL) {
            *label = Cow::Borrowed(NAME);
        }
    }
    let Some(mut account) = account::account(&fields, place, found) else { return false };
    if matches!(account.deletion, Deletion::NotShown | Deletion::Soft(None)) {
        let purged = cell(&fields, PURGED_AT);
        let purged = purged.and_then(|(it, label)| found.time_to_come(Some(it), label, DayOrder::Unknown));
        let at = purged.map(|it| Seen::new(it.value.before(Span::days(30)), it.mark.near()));
        account.deletion = Deletion::Soft(at);
    }
    found.push(Record::Account(account));
    true
}

/// One entry of the log: the labels, with what the sentence tells.
fn event(pane: &mut Pane, place: Place, found: &mut Found<'_>) -> Event {
    let told = pane.told.take();
    let mut fields = object(pane);
    let failed =
        told.as_ref().and_then(|it| it.status.as_ref()).is_some_and(|it| it.value == EventStatus::Failure);
    let add = |fields: &mut Object<'_>, label: &'static str, value: &'static str, place| {
        fields.members.push((Cow::Borrowed(label), Node { value: Value::Text(Cow::Borrowed(value)), place }));
    };
    for (label, node) in fields.members.iter_mut().filter(|it| it.0 == RESULT) {
        if node.text().and_then(graph_provisioning::status_of).is_some() {
            *label = Cow::Borrowed("Status");
        }
    }
    if !fields.has("Status") {
        let error = [ERROR_MESSAGE, ERROR_CODE].iter().find_map(|it| fields.get(it)).map(|it| it.place);
        match pane.status {
            Some((EventStatus::Skipped, at)) => add(&mut fields, "Status", "Skipped", at),
            Some((EventStatus::Failure, at)) => add(&mut fields, "Status", "Failure", at),
            _ if error.is_some() || failed => add(&mut fields, "Status", "Failure", error.unwrap_or(place)),
            _ => {}
        }
    }
    if !fields.has("Action") {
        for (label, _) in fields.members.iter_mut().filter(|it| it.0 == EVENT_NAME) {
            *label = Cow::Borrowed("Action");
        }
    }
    let row = Row { fields, page: &Page::default(), shape: Shape::List, torn: false, place };
    let mut event = portal_provisioning_csv::event(&row, found);
    event.mark = found.mark(place, "text").near();
    provisioning_step::details(&row.fields, &mut event, found);
    match told {
        // A headline above the pane may be about somebody else.
        Some(told) if pane.counted && !are_of_one(&name_of(&told), &event) => {
            found.push(Record::Event(told));
            pane.counted = false;
        }
        Some(told) => {
            // Of what the labels say, `Export` is no action.
            event.action = told.action.clone().or(event.action);
            merge(&mut event, told);
        }
        None => {}
    }
    event.sent = std::mem::take(&mut pane.sent);
    let skipped = event.status.as_ref().is_some_and(|it| it.value == EventStatus::Skipped);
    for (words, place) in pane.words.iter().filter(|_| skipped) {
        provisioning_step::explain_skip(words, found.mark(*place, "text"), &mut event);
    }
    let source = &mut event.source;
    source.user_principal_name =
        source.user_principal_name.take().or(pane.source.take().filter(|it| is_address(&it.value)));
    source.display_name = source.display_name.take().or(pane.person.take());
    // The target of the audit log is a user of the directory; of a change it may be the application's, of a create
    // that was refused it cannot.
    let refused = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create) && failed;
    source.object_id = source.object_id.take().or(pane.target_id.take().filter(|_| refused));
    event
}

/// Whether a headline's name and that of the labels can be one person's: one may have the object ID in front.
fn are_of_one(name: &str, event: &Event) -> bool {
    event.source.user_principal_name.as_ref().is_none_or(|it| {
        let other = fold(&it.value);
        !is_address(name) || name.ends_with(&other) || other.ends_with(name)
    })
}

/// Whether an entry says whom it is about.
fn is_named(event: &Event) -> bool {
    event.source.object_id.is_some()
        || event.source.user_principal_name.is_some()
        || event.source.display_name.is_some()
        || event.target.display_name.is_some()
        || event.target.id.is_some()
}

/// What the sentence tells where the labels say nothing. An error with neither status nor words gives way.
fn merge(event: &mut Event, mut told: Event) {
    let kept = event.error.take().filter(|it| it.http_status.is_some() || it.detail.is_some());
    event.error = kept.or(told.error.take());
    event.complete(told);
}
