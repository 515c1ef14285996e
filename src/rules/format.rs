//! The formats: what the systems call their fields. Knows names and no shape.

use std::collections::BTreeMap;

use crate::{
    read::{Listener, PageEnd, Prose},
    record::Record,
    report::{Problem, Side},
    row::{Object, Page, Row},
    time::Time,
};

/// How many problems a document keeps; all are counted.
const PROBLEMS_KEPT: usize = 20;

/// Makes records of one document's rows.
pub struct Interpreter {
    /// Which document, in the order they were opened.
    pub document: u32,
    /// The caller's word on whose list it is.
    pub from: Option<Side>,
    /// What was understood since somebody last took it.
    pub found: Vec<Record>,
    /// Entries read and used, by the format's name.
    pub records: BTreeMap<&'static str, u32>,
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
    /// The newest date in the rows.
    pub newest: Option<Time>,
}

impl Interpreter {
    pub fn new(document: u32, from: Option<Side>) -> Interpreter {
        Interpreter {
            document,
            from,
            found: Vec::new(),
            records: BTreeMap::new(),
            ignored: 0,
            problems: Vec::new(),
            problem_count: 0,
            application: None,
            ownerless: false,
            says_maptician: false,
            newest: None,
        }
    }
}

impl Listener for Interpreter {
    fn wants(&self, _member: &str) -> bool {
        true
    }
    fn is_entry(&self, _object: &Object<'_>, _page: &Page) -> bool {
        false
    }
    fn is_header(&self, _cells: &[&str]) -> bool {
        false
    }
    fn row(&mut self, _row: &Row<'_>) {}
    fn page(&mut self, _page: &Page, _end: &PageEnd) {}
    fn prose(&mut self, _prose: &Prose<'_>) {}
    fn problem(&mut self, line: u32, message: String) {
        self.problem_count += 1;
        if self.problems.len() < PROBLEMS_KEPT {
            self.problems.push(Problem { line, message });
        }
    }
}

/// What one entry of a format is called, and several.
pub fn format_title(_name: &str) -> (&'static str, &'static str) {
    ("entry", "entries")
}
