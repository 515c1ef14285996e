//! A report as the view holds it.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JSON};
use scim_checkup_rules::{Document, Evidence, Report, Time, User};
use wasm_bindgen::JsCast;

use crate::{
    from_js::FromJs,
    given::{At, Place},
    lines::Lines,
};

/// How many users stay as they were read: those that are open are drawn again and again.
const KEPT: usize = 4;

/// A report whose users are read when they are drawn.
#[derive(Debug)]
pub struct Findings {
    /// Everything but the users; its own list of them is empty.
    pub report: Report,
    /// A line for each user, the most urgent first; before the end of a run of the first ones only.
    pub lines: Lines,
    /// The time of the state that it is compared with.
    pub since: Option<Time>,
    /// The users as JavaScript holds them, in pages, as JSON.
    pages: Option<Array>,
    /// How many a page has; the last one may have fewer.
    page: usize,
    /// Those read lately, with their places.
    read: RefCell<Vec<(usize, Rc<User>)>>,
    /// What was given, in the order of the report's documents.
    pub ids: Rc<[u32]>,
}

impl Findings {
    pub fn new(report: Report, pages: Option<Array>, lines: Lines, ids: Rc<[u32]>) -> Findings {
        let first = pages.as_ref().and_then(|it| page(it, 0));
        let page = first.map_or(1, |it| it.length() as usize).max(1);
        Findings { report, lines, since: None, pages, page, read: RefCell::default(), ids }
    }

    /// Whether it was read from a saved report: then the material is not here.
    pub fn is_saved(&self) -> bool {
        self.report.documents.iter().any(|it| saved(it) == Some(true))
    }

    /// What the report says of a document that was given.
    pub fn document(&self, id: u32) -> Option<&Document> {
        let place = self.ids.iter().position(|it| *it == id)?;
        self.report.documents.get(place)
    }

    /// Where a value stands, in bytes of a document that was given; nothing where it had to be decoded.
    pub fn place(&self, it: &Evidence) -> Option<Place> {
        Some(Place { document: self.given(&it.document)?, at: At::Bytes(it.offset?, it.length?) })
    }

    /// A line of a document that was given.
    pub fn line(&self, document: &Document, line: u32) -> Option<Place> {
        Some(Place { document: self.given(&document.name)?, at: At::Line(line) })
    }

    fn given(&self, name: &str) -> Option<u32> {
        if self.is_saved() {
            return None;
        }
        // Exports of two days may have one name.
        let document = self.report.documents.iter().position(|it| it.name == name && saved(it).is_none())?;
        self.ids.get(document).copied()
    }

    /// The user of a report about one.
    pub fn only_user(&self) -> Option<Rc<User>> {
        if self.n_users() == 1 { self.user(0) } else { None }
    }

    /// The user at a place of the report.
    pub fn user(&self, at: usize) -> Option<Rc<User>> {
        let mut read = self.read.borrow_mut();
        if let Some((_, user)) = read.iter().find(|it| it.0 == at) {
            return Some(user.clone());
        }
        let user = page(self.pages.as_ref()?, at / self.page)?.get((at % self.page) as u32);
        let user = Rc::new(Option::<User>::from_js(user)?);
        if read.len() == KEPT {
            read.remove(0);
        }
        read.push((at, user.clone()));
        Some(user)
    }

    /// How many users there are in all.
    pub fn n_users(&self) -> usize {
        self.report.totals.users as usize
    }
}

/// Whether a document is a saved report that is shown, or the state before (www/saved.js); nothing where it is what the
/// answers rest on.
pub fn saved(document: &Document) -> Option<bool> {
    match document.format.as_deref()? {
        "report" => Some(true),
        "earlier" => Some(false),
        _ => None,
    }
}

/// A page of users as objects.
fn page(pages: &Array, at: usize) -> Option<Array> {
    JSON::parse(&pages.get(at as u32).as_string()?).ok()?.dyn_into().ok()
}
