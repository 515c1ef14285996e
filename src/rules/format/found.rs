//! What a format hands over, and how it takes values from a row.

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Place, Value},
};

use crate::{
    code::Code,
    name::{ObjectId, is_address},
    read::Listener,
    record::{Event, Mark, Record, Remark, RemarkKind, Seen, Text},
    report::Side,
    time::{DayOrder, NoStamp, Stamp, Time},
};

use super::{
    Interpreter,
    column::flag_of,
    connector::ANOTHER_JOB,
    dates::exchangeable,
    portal_pane::{self, Pane},
};

/// What logs call the time of an entry, as it is shown, and how they print it where that is not ISO 8601.
///
/// The Log Analytics page and the audit log's CSV print month first, and the heading names the zone.
const LOGGED_AT: &[(&str, &str, DayOrder)] = &[
    ("activityDateTime", "activityDateTime", DayOrder::Unknown),
    ("ActivityDateTime [UTC]", "ActivityDateTime [UTC]", DayOrder::MonthFirst),
    ("time", "activityDateTime", DayOrder::Unknown),
    ("TimeGenerated", "TimeGenerated", DayOrder::MonthFirst),
    ("TimeGenerated [UTC]", "TimeGenerated [UTC]", DayOrder::MonthFirst),
    ("Date (UTC)", "Date (UTC)", DayOrder::MonthFirst),
    // Of Provision on demand: when its last step was done.
    ("endTime", "endTime", DayOrder::Unknown),
    ("startTime", "startTime", DayOrder::Unknown),
];

/// How much of a value a problem quotes.
const QUOTED: usize = 40;

/// Whether an entry's code is one that only jobs of other kinds have.
fn is_of_another_job(event: &Event) -> bool {
    let code = event.error.as_ref().and_then(|it| it.code.as_ref()).or(event.skip_reason.as_ref());
    code.and_then(|it| Code::known(&it.value)).is_some_and(Code::is_of_another_job)
}

/// Where one row's records go.
pub struct Found<'i> {
    interpreter: &'i mut Interpreter,
    used: u32,
    /// Whom the request before would have created, should this row be a refusal.
    pub refused: Option<Seen<Text>>,
}

impl<'i> Found<'i> {
    pub(super) fn new(interpreter: &'i mut Interpreter) -> Found<'i> {
        Found { interpreter, used: 0, refused: None }
    }

    /// Whether the row gave nothing yet.
    pub fn nothing(&self) -> bool {
        self.used == 0
    }

    /// How many records about users the row gave.
    pub(super) fn used(&self) -> u32 {
        self.used
    }

    /// Hands over a record; of another job only that there was one.
    pub fn push(&mut self, record: Record) {
        if let Some(record) = self.keep(record) {
            self.interpreter.found.push(record);
        }
    }

    /// Hands over an entry of which it is not shown whose log it is of, unless the document has those of several.
    pub fn push_if_alone(&mut self, event: Event) {
        let format = self.interpreter.page_format;
        if let (Some(format), Some(Record::Event(event))) = (format, self.keep(Record::Event(event))) {
            self.interpreter.unnamed.push((format.name, event));
        }
    }

    /// A record that waits for nothing.
    fn keep(&mut self, record: Record) -> Option<Record> {
        if let Record::Event(event) | Record::Part(event, _) = &record
            && is_of_another_job(event)
        {
            let mark = Mark { field: "", ..event.mark.near() };
            self.remark_at(mark, RemarkKind::OtherApplication, ANOTHER_JOB);
            return None;
        }
        self.used += 1;
        self.interpreter.dates.keep(record)
    }

    /// What was gathered of a pane so far.
    pub fn pane(&mut self) -> &mut Option<Pane> {
        &mut self.interpreter.pane
    }

    /// The pane ends here. Its dates are in the form of the reader's browser.
    pub fn end_pane(&mut self) {
        let Some(pane) = self.interpreter.pane.take() else { return };
        let (used, is_console) = (self.used, std::mem::replace(&mut self.interpreter.is_console, true));
        portal_pane::finish(pane, self);
        self.used = used;
        self.interpreter.is_console = is_console;
    }

    /// Counts one entry of a format that stood in running text.
    pub fn count(&mut self, format: &'static str) {
        self.interpreter.count(format, 1, 0);
    }

    /// Counts something that is about no user.
    pub fn ignore(&mut self) {
        self.interpreter.ignored += 1;
    }

    /// Counts a record that is handed over later.
    pub fn count_held(&mut self) {
        self.used += 1;
    }

    /// Says that this material is about no user, and what it is. Said once for a document.
    pub fn remark(&mut self, place: Place, kind: RemarkKind, what: &str) {
        self.remark_at(self.mark(place, ""), kind, what);
    }

    fn remark_at(&mut self, mark: Mark, kind: RemarkKind, what: &str) {
        let said = (kind, what.into());
        if !self.interpreter.remarked.has(&said) {
            self.interpreter.remarked.or_insert(said, ());
            self.interpreter.found.push(Record::Remark(Remark { mark, kind, what: what.into() }));
        }
    }

    /// The caller's word on whose list it is.
    pub fn from(&self) -> Option<Side> {
        self.interpreter.from
    }

    /// Whether the words before say that this is the body of a request.
    pub fn in_request(&self) -> bool {
        self.interpreter.in_request
    }

    /// Notes whom the request that is being read would create, unless another provider than Entra asks for it.
    pub fn creates(&mut self, name: &Option<Seen<Text>>) {
        let mut remarks = self.interpreter.remarked.iter();
        if !remarks.any(|((kind, _), ())| *kind == RemarkKind::OtherProvider) {
            self.interpreter.creates.clone_from(name);
        }
    }

    /// Whether the command before lists deleted users.
    pub fn lists_deleted(&self) -> bool {
        self.interpreter.is_console && self.interpreter.lists_deleted
    }

    /// Whether a console printed the row: its dates are in the form of its own culture.
    pub fn is_console(&self) -> bool {
        self.interpreter.is_console
    }

    /// Whether a part of the row is missing: what it does not hold proves nothing.
    pub fn in_torn(&self) -> bool {
        self.interpreter.in_torn
    }

    /// Whether the address that was asked says that this is a list of deleted users.
    pub fn in_bin(&self) -> bool {
        self.interpreter.address.bin
    }

    /// Notes which application the material names; the first one stands.
    pub fn application(&mut self, name: Option<&str>) {
        let Some(name) = name else { return };
        self.interpreter.application.get_or_insert_with(|| name.to_string());
    }

    pub fn ownerless(&mut self) {
        self.interpreter.ownerless = true;
    }

    pub fn says_maptician(&mut self) {
        self.interpreter.says_maptician = true;
    }

    pub fn mark(&self, place: Place, field: &'static str) -> Mark {
        Mark { document: self.interpreter.document, place, field }
    }

    pub fn seen<T>(&self, value: T, place: Place, field: &'static str) -> Seen<T> {
        Seen::new(value, self.mark(place, field))
    }

    pub fn text(&self, node: Option<&Node<'_>>, field: &'static str) -> Option<Seen<Text>> {
        let node = node?;
        Some(self.seen(node.text()?.into(), node.place, field))
    }

    /// A user principal name, which is an address by its form: anything else in its place came there by damage.
    ///
    /// Source: Microsoft Entra, *UserPrincipalName population*: a prefix, `@` and a domain.
    pub fn user_principal_name(&self, node: Option<&Node<'_>>, field: &'static str) -> Option<Seen<Text>> {
        self.text(node, field).filter(|it| is_address(&it.value))
    }

    pub fn flag(&self, node: Option<&Node<'_>>, field: &'static str) -> Option<Seen<bool>> {
        let node = node?;
        Some(self.seen(flag_of(node)?, node.place, field))
    }

    pub fn object_id(&self, node: Option<&Node<'_>>, field: &'static str) -> Option<Seen<ObjectId>> {
        let node = node?;
        Some(self.seen(ObjectId::parse(node.text()?)?, node.place, field))
    }

    /// A time at which something had happened. One that cannot be read is a problem; the rest of the entry stands. Where
    /// day and month could be exchanged, the record waits for what else the document shows.
    pub fn time(
        &mut self,
        node: Option<&Node<'_>>,
        field: &'static str,
        order: DayOrder,
    ) -> Option<Seen<Time>> {
        if order == DayOrder::Unknown
            && let Some(node) = node
            && let Some(text) = node.text()
        {
            let mark = self.mark(node.place, field);
            if let Some((time, unzoned)) = self.interpreter.dates.read(text, mark) {
                self.interpreter.unzoned |= unzoned && !field.has("UTC");
                return Some(Seen::new(time, mark));
            }
        }
        let time = self.time_to_come(node, field, order)?;
        self.interpreter.newest = self.interpreter.newest.max(Some(time.value));
        Some(time)
    }

    /// When an entry of a log was written, by whichever name it has for that: around the entry stands what carried it.
    pub fn logged_at(&mut self, around: &Object<'_>, entry: &Object<'_>) -> Option<Seen<Time>> {
        let (node, field, order) = LOGGED_AT.iter().find_map(|(name, field, order)| {
            let node = [entry, around].into_iter().find_map(|it| it.first(&[*name]))?;
            Some((node, *field, *order))
        })?;
        self.time(Some(node), field, order)
    }

    /// A time that may lie in the future, so that it dates nothing.
    pub fn time_to_come(
        &mut self,
        node: Option<&Node<'_>>,
        field: &'static str,
        order: DayOrder,
    ) -> Option<Seen<Time>> {
        // `ConvertTo-Json` of Windows PowerShell 5.1 wraps a date: {"value": "/Date(…)/", "DisplayHint": 2, …}.
        let node = match &node?.value {
            Value::Object(wrapped) => wrapped.get("value")?,
            _ => node?,
        };
        let text = node.text()?;
        match Stamp::parse(text, order) {
            Ok(stamp) => {
                self.read_as_utc(stamp, field);
                Some(self.seen(stamp.time, node.place, field))
            }
            Err(NoStamp::Never) => None,
            Err(why) => {
                let shown: String = text.chars().take(QUOTED).collect();
                let message = match why {
                    NoStamp::Ambiguous => exchangeable(field, &shown),
                    _ => format!("{field}: {shown} is not a date that is understood, so it was left out."),
                };
                self.interpreter.problem(node.place.line, message);
                None
            }
        }
    }

    /// Dates what running text says, where its line begins with a time.
    pub fn happened(&mut self, stamp: Stamp, place: Place, field: &'static str) -> Seen<Time> {
        self.read_as_utc(stamp, field);
        self.interpreter.newest = self.interpreter.newest.max(Some(stamp.time));
        self.seen(stamp.time, place, field)
    }

    /// A time without a zone is read as UTC, and the document says so; some columns have the zone in their name.
    fn read_as_utc(&mut self, stamp: Stamp, field: &str) {
        self.interpreter.unzoned |= !stamp.zoned && !field.has("UTC");
    }
}
