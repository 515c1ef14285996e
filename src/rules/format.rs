//! The formats: what the systems call their fields. Knows names and no shape.

mod account;
mod attempt_line;
mod audit_provisioning;
mod audit_value;
mod column;
pub mod connector;
mod dates;
mod error_sentence;
mod exchange;
mod found;
mod mention;
mod pattern;
mod prose;
mod provisioning_step;
mod recording;
mod sentence;
mod wanted;

#[cfg(test)]
mod rows_for_tests;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Place, Row, Shape, Value},
    signature::NoText,
};

use crate::{
    few::Few,
    map::Set,
    name::is_address,
    read::{Listener, PageEnd, PageKind, Prose},
    record::{Event, Listing, ListingKind, Mark, Record, RemarkKind, Seen, Text},
    report::{Problem, Side},
    time::Time,
};

pub use account::says_the_opposite;
pub use found::Found;

use column::same_name;
use dates::Dates;
use exchange::Address;
use portal_pane::Pane;
use wanted::is_wanted;

/// How many problems a document keeps; all are counted.
const PROBLEMS_KEPT: usize = 20;

/// The members of envelopes under which entries stand: Graph, SCIM, the event hub, a batch.
const LISTS_OF_ENTRIES: [&str; 4] = ["value", "Resources", "records", "responses"];

/// The longest label of a column that a header may have; the bulk templates have long ones.
const LABEL: usize = 100;

/// One form of material: how it is told from the others, and what its names mean.
pub struct Format {
    /// Stable, as `documents[].format` gives it.
    pub name: &'static str,
    /// One and several of its entries, as they are counted: `1 provisioning log entry`.
    pub entry: &'static str,
    pub entries: &'static str,
    /// What a page of its entries is; `None` where they are about no user.
    pub listing: Option<ListingKind>,
    /// The members it looks at, at any depth, beside its columns; the reader passes over what no format wants.
    pub wanted: &'static [&'static [&'static str]],
    /// The columns that make a table one of these: all of any one set.
    pub columns: &'static [&'static [&'static str]],
    /// Whether an object is one of these, where no format before it is.
    pub marks: fn(&Object<'_>, &Page) -> bool,
    pub read: fn(&Row<'_>, &mut Found<'_>),
    #[cfg(test)]
    pub sample: &'static str,
}

/// Declares the formats: a module each, in order of precedence.
macro_rules! formats {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// All formats: the first whose marks hold reads the row.
        const FORMATS: &[&Format] = &[$(&$module::FORMAT),*];
    };
}

formats![
    other_provider,
    portal_provisioning_part,
    not_read_yet,
    on_demand,
    wrong_material,
    log_analytics_audit,
    log_analytics,
    audit_csv,
    graph_provisioning,
    graph_audit,
    graph_job,
    graph_assignment,
    portal_pane,
    portal_provisioning_csv,
    error_body,
    scim_bulk,
    scim_patch,
    scim_user,
    graph_user,
    entra_users_csv,
    maptician_list,
    generic_list,
];

/// The name under which running text is counted; it has no marks and no columns.
const TEXT: (&str, &str, &str) = ("text", "line of text", "lines of text");

/// What one and several entries of a format are called.
pub fn format_title(name: &str) -> (&'static str, &'static str) {
    FORMATS.iter().find(|it| it.name == name).map_or((TEXT.1, TEXT.2), |it| (it.entry, it.entries))
}

/// The names of all formats, in order of precedence.
#[cfg(test)]
pub fn format_names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|it| it.name).chain([TEXT.0])
}

/// Makes records of one document's rows.
pub struct Interpreter {
    /// Which document, in the order they were opened.
    pub document: u32,
    /// The caller's word on whose list it is.
    pub from: Option<Side>,
    /// What was understood since somebody last took it.
    pub found: Vec<Record>,
    /// Entries read and used, by the format's name.
    pub records: Few<&'static str, u32>,
    /// Entries recognised that are not about users.
    pub ignored: u32,
    pub problems: Vec<Problem>,
    pub problem_count: u32,
    /// The application that the log names.
    pub application: Option<String>,
    /// Lists whose rows do not show whose they are.
    pub ownerless: bool,
    /// The document's columns or marks say that it is Maptician's.
    pub says_maptician: bool,
    /// The latest time that an entry gives for something that had happened.
    pub newest: Option<Time>,
    /// Times without a zone were read as UTC.
    pub unzoned: bool,
    /// What was remarked already: a million rows of one wrong log are one remark.
    remarked: Set<(RemarkKind, Text)>,
    /// The columns of the table being read, and its format: told once, not for every line.
    table: Option<(Vec<Box<str>>, Option<&'static Format>)>,
    /// The format of the rows since the last page ended.
    page_format: Option<&'static Format>,
    /// The request shown last asked for a part only.
    request_filtered: bool,
    /// What follows is the body of a request.
    in_request: bool,
    /// Whom the request shown last would create: the answer to it is next.
    creates: Option<Seen<Text>>,
    /// What follows is the answer to a command that lists deleted users.
    lists_deleted: bool,
    /// The row that is being read was printed by a console.
    is_console: bool,
    /// The row that is being read is torn.
    in_torn: bool,
    dates: Dates,
    /// Of torn entries that do not show whose log they are of, and the format of each.
    unnamed: Vec<(&'static str, Event)>,
    /// What was gathered of a pane, until something else begins.
    pane: Option<Pane>,
    /// What the address says of the answer that follows.
    address: Address,
    /// The next address of a recording is that of a request.
    request_begins: bool,
    /// The object that was asked about last, by the place of its members, and its format: the row made of it is next.
    asked: Cell<Option<(usize, &'static Format)>>,
}

impl Interpreter {
    pub fn new(document: u32, from: Option<Side>) -> Interpreter {
        Interpreter {
            document,
            from,
            found: Vec::new(),
            records: Few::default(),
            ignored: 0,
            problems: Vec::new(),
            problem_count: 0,
            application: None,
            ownerless: false,
            says_maptician: false,
            newest: None,
            unzoned: false,
            remarked: Set::default(),
            table: None,
            page_format: None,
            request_filtered: false,
            in_request: false,
            creates: None,
            lists_deleted: false,
            is_console: false,
            in_torn: false,
            dates: Dates::default(),
            unnamed: Vec::new(),
            pane: None,
            address: Address::default(),
            request_begins: false,
            asked: Cell::new(None),
        }
    }

    /// The document ends here: dates that it does not settle are left out, and one that would lie ahead of now is none.
    /// An entry that does not show whose log it is of is of the one log that the document has, else left out.
    pub fn settle(&mut self, now: Time, give_log: &dyn Fn(&mut Event) -> bool) {
        Found::new(self).end_pane();
        let is_alone = !self.remarked.iter().any(|((kind, _), ())| *kind == RemarkKind::OtherApplication);
        for (format, mut event) in std::mem::take(&mut self.unnamed) {
            let is_used = is_alone && give_log(&mut event);
            self.count(format, u32::from(is_used), 1);
            self.found.extend(is_used.then_some(Record::Event(event)));
        }
        self.dates.exclude(now);
        for waiting in self.dates.take() {
            let (record, newest, problems) = waiting.settle(self.dates.order());
            self.newest = self.newest.max(newest);
            self.found.push(record);
            for (line, message) in problems {
                self.problem(line, message);
            }
        }
    }

    fn format_of(&mut self, row: &Row<'_>) -> Option<&'static Format> {
        if matches!(row.shape, Shape::Json | Shape::List) {
            let asked = self.asked.take().filter(|(at, _)| *at == row.fields.members.as_ptr().addr());
            return asked.map(|it| it.1).or_else(|| format_of_object(&row.fields, row.page));
        }
        let names = || row.fields.members.iter().map(|(name, _)| name.as_ref());
        match &self.table {
            Some((columns, format)) if names().eq(columns.iter().map(AsRef::as_ref)) => *format,
            _ => {
                let columns: Vec<Box<str>> = names().map(Box::from).collect();
                let format = format_of_columns(&columns.iter().map(AsRef::as_ref).collect::<Vec<_>>());
                self.table = Some((columns, format));
                format
            }
        }
    }

    fn count(&mut self, format: &'static str, used: u32, rows: u32) {
        if used > 0 {
            *self.records.or_default(format) += used;
        } else {
            self.ignored += rows;
        }
    }
}

/// Whether a list has objects in it, or nothing.
fn of_objects(list: &[Node<'_>]) -> bool {
    list.is_empty() || list.iter().any(|it| it.object().is_some())
}

fn format_of_object(object: &Object<'_>, page: &Page) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|it| (it.marks)(object, page))
}

fn format_of_columns(cells: &[&str]) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|it| it.has_columns(cells))
}

impl Format {
    fn has_columns(&self, cells: &[&str]) -> bool {
        let is_cell = |column: &&str| cells.iter().any(|cell| same_name(cell, column));
        self.columns.iter().any(|set| set.iter().all(is_cell))
    }
}

impl Listener for Interpreter {
    fn wants(&self, member: &str) -> bool {
        is_wanted(member)
    }

    fn is_entry(&self, object: &Object<'_>, page: &Page) -> bool {
        // What holds a list of entries is their envelope, whatever else it has: an ID, a name.
        let is_list = |name: &&str| matches!(object.get(name).map(|it| &it.value), Some(Value::List(it)) if of_objects(it));
        if LISTS_OF_ENTRIES.iter().any(is_list) {
            return false;
        }
        let format = format_of_object(object, page);
        self.asked.set(format.map(|it| (object.members.as_ptr().addr(), it)));
        format.is_some()
    }

    fn is_header(&self, cells: &[&str]) -> bool {
        let is_label = |it: &&str| it.len() <= LABEL && !is_address(it);
        // Asked for every line of a log that has commas: whether any cell is a column at all is told quickly.
        let has_column = cells.iter().any(|it| it.len() <= LABEL && is_wanted(it));
        has_column && cells.iter().all(is_label) && format_of_columns(cells).is_some()
    }

    fn columns(&self, object: &Object<'_>) -> Vec<String> {
        let columns = object.get("columns").map(Node::list).unwrap_or_default();
        let names = columns.iter().filter_map(|it| it.object()?.first(&["name", "ColumnName"])?.text());
        names.map(Into::into).collect()
    }

    fn is_recording(&self, object: &Object<'_>) -> bool {
        recording::is_recording(object)
    }

    fn is_body(&self, member: &str) -> bool {
        member == "text" && !self.address.own
    }

    fn recorded(&mut self, member: &str, value: Option<&str>) {
        match (member, value) {
            // Until its address is read, what is asked for is not known.
            ("request", None) => {
                (self.request_begins, self.address) = (true, Address { part: true, ..Address::default() });
            }
            ("url", Some(url)) if std::mem::take(&mut self.request_begins) => {
                self.address = exchange::address(url);
            }
            ("postData", None) => self.in_request = true,
            ("content", None) => self.in_request = false,
            _ => {}
        }
    }

    fn row(&mut self, row: &Row<'_>) {
        let format = self.format_of(row);
        let is_of_pane = format.is_some_and(|it| it.name == portal_pane::FORMAT.name);
        if !is_of_pane {
            Found::new(self).end_pane();
        }
        let Some(format) = format else {
            self.ignored += 1;
            return;
        };
        self.page_format = Some(format);
        self.is_console = row.shape.is_console();
        let creates = self.creates.take();
        self.in_torn = row.torn;
        let n_unnamed = self.unnamed.len();
        let mut found = Found::new(self);
        found.refused = creates;
        (format.read)(row, &mut found);
        let used = found.used().min(1);
        self.is_console = false;
        if !is_of_pane && self.unnamed.len() == n_unnamed {
            self.count(format.name, used, 1);
        }
    }

    fn page(&mut self, page: &Page, end: &PageEnd) {
        let rows_of = self.page_format.take();
        self.address.bin = false;
        let filtered = std::mem::take(&mut self.request_filtered) || self.address.part || shows_filter(page);
        let Some(kind) = kind_of_page(page, end.kind, rows_of) else { return };
        let number = |name| page.get(name).and_then(|it| it.trim().parse().ok());
        self.found.push(Record::Listing(Listing {
            mark: Mark { document: self.document, place: end.place, field: "" },
            kind,
            rows: end.rows,
            total: number("totalResults").or_else(|| number("@odata.count")),
            start_index: number("startIndex"),
            next: page.get("@odata.nextLink").is_some_and(|it| !it.trim().is_empty()),
            filtered,
            complete: end.complete,
        }));
    }

    fn prose(&mut self, prose: &Prose<'_>) {
        let exchange = exchange::exchange(prose.text);
        self.request_filtered = exchange.filtered.unwrap_or(self.request_filtered);
        self.in_request = exchange.sends;
        self.lists_deleted = exchange::lists_deleted(prose.text);
        self.address.bin = exchange.bin.unwrap_or(self.address.bin);
        let mut found = Found::new(self);
        prose::read(prose, &mut found);
        let used = found.used();
        // What was gathered for a pane is counted with it.
        if used > 0 || self.pane.is_none() {
            self.count(TEXT.0, used, 1);
        }
    }

    fn no_text(&mut self, what: NoText) {
        let (file, place) = (not_read_yet::what(what), Place { line: 1, ..Place::default() });
        self.problem(place.line, format!("This is {file}, which cannot be read here."));
        Found::new(self).remark(place, RemarkKind::NoText(what), file);
    }

    fn problem(&mut self, line: u32, message: String) {
        self.problem_count += 1;
        self.request_begins = false;
        if self.problems.len() < PROBLEMS_KEPT {
            self.problems.push(Problem { line, message });
        }
    }
}

/// What a page lists: by what it says of itself, else by its rows. A page that is about no user lists nothing.
fn kind_of_page(page: &Page, shape: PageKind, rows_of: Option<&Format>) -> Option<ListingKind> {
    let of_rows = rows_of.and_then(|it| it.listing);
    if of_rows == Some(ListingKind::Log) {
        return of_rows;
    }
    if shape == PageKind::Envelope {
        if let Some(context) = page.get("@odata.context") {
            return kind_by_context(context);
        } else if page.get("totalResults").is_some() {
            return Some(ListingKind::Scim);
        } else if page.get("@odata.count").is_some() || page.get("@odata.nextLink").is_some() {
            // Those of one user have the same rows as those of an application, and nothing else tells them apart.
            return of_rows.filter(|it| *it != ListingKind::Assignments);
        }
    }
    // What was cut off or never there might have said that this is a part.
    of_rows.map(|_| ListingKind::Table)
}

/// Members of a group, one entity, or anything else that Graph returns are no listing of users.
fn kind_by_context(context: &str) -> Option<ListingKind> {
    let fragment = context.split_once('#')?.1.to_ascii_lowercase();
    let starts = |it: &str| fragment.starts_with(it);
    if fragment.has("$entity") {
        None
    } else if fragment.ends_with("approleassignedto") {
        Some(ListingKind::Assignments)
    } else if starts("auditlogs/provisioning") || starts("auditlogs/directoryaudits") {
        Some(ListingKind::Log)
    } else if fragment == "users" || starts("users(") && !fragment.has(")/") {
        Some(ListingKind::Directory)
    } else {
        None
    }
}

/// A delta holds what changed, which is everybody in its first round only.
fn shows_filter(page: &Page) -> bool {
    page.get("@odata.deltaLink").is_some()
        || ["@odata.nextLink", "@odata.context"]
            .iter()
            .filter_map(|it| page.get(it))
            .any(exchange::asks_for_a_part)
}
