//! What the worker sees of the rules: bytes in, the report out as plain JavaScript data, and its users as JSON.
//!
//! The worker owns reading files and slicing; nothing in here waits, and nothing in here knows a browser.

mod line;

use std::hint::black_box;

use scim_checkup_rules::{
    Checkup, Document, Form, Given, Notice, Opinion, Redactor, Report, Session, Side, Time, Totals, User,
    Writer,
    many::{self, Change},
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// An allocator made for WebAssembly: smaller than the one in the standard library.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// About what joining takes for each user, in bytes.
const USER: usize = 2 * 1024;

/// After how many bytes memory is looked at.
const PART: usize = 256 * 1024;

/// A checkup under way.
#[wasm_bindgen]
pub struct Engine {
    /// While it reads; then what was read, for whoever asks for it in another form.
    session: Session,
    read: Option<Checkup>,
    /// How much memory there was when last looked, in pages.
    pages: usize,
    /// For how many bytes of a report there is memory: what an earlier checkup left is free.
    ready: usize,
}

#[wasm_bindgen]
impl Engine {
    /// Starts a checkup whose answers hold for a time, written as RFC 3339.
    #[wasm_bindgen(constructor)]
    pub fn new(as_of: &str) -> Result<Engine, JsError> {
        let as_of = Time::parse_rfc3339(as_of).ok_or_else(|| JsError::new("asOf is not a time"))?;
        Ok(Engine { session: Session::new(as_of), read: None, pages: pages(), ready: pages() * PAGE })
    }

    /// Begins a document, with the caller's word on whether it is everybody and whose list it is.
    pub fn open(&mut self, name: String, whole: bool, from: Option<String>) -> Result<(), JsError> {
        let from = match from.as_deref() {
            None => None,
            Some("entra") => Some(Side::Entra),
            Some("maptician") => Some(Side::Maptician),
            Some(_) => return Err(JsError::new("from is neither \"entra\" nor \"maptician\"")),
        };
        self.session.open(Given { name, whole, from });
        Ok(())
    }

    /// Reads on in the open document.
    pub fn push(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(PART) {
            self.session.push(part);
            // It has grown: before it does so again and again, an eighth more.
            if pages() > self.pages {
                have_ready(pages() / 8 * PAGE);
                self.pages = pages();
            }
        }
    }

    /// What is known so far: the first users, then the report without them. Its totals say how many there are.
    pub fn report(&mut self, most_users: usize, to: &Receiver) -> Result<JsValue, JsError> {
        self.get_ready();
        let mut report = self.session.report_on(most_users);
        hand_over(&std::mem::take(&mut report.users), to)?;
        plain(report)
    }

    /// Ends the last document and answers: first the users, a page at a time and in the report's order, then the report
    /// without them. A page that took ten thousand users at once would stand still meanwhile.
    pub fn finish(&mut self, users_of_a_page: usize, to: &Receiver) -> Result<JsValue, JsError> {
        self.get_ready();
        let as_of = self.session.as_of();
        let read = self.read.insert(std::mem::replace(&mut self.session, Session::new(as_of)).end());
        let mut done = Ok(());
        let report = read.report_in_parts(users_of_a_page, &mut |users| {
            if done.is_ok() {
                done = hand_over(&users, to);
            }
        });
        done?;
        plain(report)
    }

    /// What was read once more, in a form to take along: `markdown`, `text` or `csv`, and for some users `bulk-restore`,
    /// `restore` or `disable`, as texts; anything else as pages of users with the report behind them. With `hide_names` nobody
    /// is named in it; with `only` it is about the users at these places of the report, which are in order, else about all.
    /// `changes` are those since an earlier time, each with a digit as [`changes`] gives it.
    pub fn export(
        &self,
        form: &str,
        hide_names: bool,
        only: &[u32],
        since: &str,
        changes: &str,
        to: &Receiver,
    ) -> Result<JsValue, JsError> {
        let read = self.read.as_ref().ok_or_else(|| JsError::new("nothing was read"))?;
        // Whoever is named anywhere must be known before the first sentence is written.
        let mut known = Vec::new();
        let mut report = read.report_in_parts(PORTION, &mut |users| known.extend(users));
        let is_wanted = |at: u32| only.is_empty() || only.binary_search(&at).is_ok();
        let form = match form {
            "markdown" => Some(Form::Markdown),
            "text" => Some(Form::Text),
            "csv" => Some(Form::Csv),
            "bulk-restore" | "restore" | "disable" => {
                let users: Vec<&User> =
                    (0..).zip(&known).filter(|it| is_wanted(it.0)).map(|it| it.1).collect();
                act(form, &report, &users, to);
                return Ok(JsValue::NULL);
            }
            _ => None,
        };
        let redactor = hide_names.then(|| {
            let mut redactor = Redactor::new(&report.documents);
            known.iter().for_each(|it| redactor.meet(it));
            redactor.redact(&mut report);
            redactor
        });
        let since = Time::parse_rfc3339(since);
        let mut writer = form.map(if since.is_some() { Writer::comparing } else { Writer::new });
        if let Some(writer) = &mut writer {
            let gone = many::n_changes(changes).saturating_sub(known.len());
            writer.head(&report, &since.map(|it| many::compared(it, gone)).unwrap_or_default());
        }
        for (at, user) in (0..).zip(&mut known).filter(|it| is_wanted(it.0)) {
            if let Some(redactor) = &redactor {
                redactor.redact_user(user);
            }
            match &mut writer {
                Some(writer) => {
                    let change = many::change_at(changes, at as usize);
                    writer.user(user, change.map_or("Unchanged", |it| it.label()));
                }
                None => hand_over(std::slice::from_ref(user), to)?,
            }
        }
        if let Some(mut writer) = writer {
            writer.end(&report, env!("CARGO_PKG_VERSION"));
            to.users(&writer.text, "");
        }
        plain(report)
    }
}

/// The file or the script that does something for some users, with a sentence on who is in it.
fn act(form: &str, report: &Report, users: &[&User], to: &Receiver) {
    if form == "bulk-restore" {
        let it = many::bulk_restore(users);
        return to.users(&it.file, &many::in_it(it.users, &it.left_out));
    }
    let parts = if form == "restore" { &many::RESTORE } else { &many::DISABLE };
    let it = parts.script(report, users);
    to.users(&it.text, &many::in_it(it.users, &it.left_out));
}

/// What became of users since a day: for each the first values of two lines, the newer one and then the older one, where
/// there is one. A digit for each change, by its place; 0 where nothing changed.
#[wasm_bindgen]
pub fn changes(pairs: &str, since: &str) -> String {
    let mut digits = String::new();
    for pair in pairs.split_terminator('\n') {
        let (newer, older) = pair.split_once('\t').unwrap_or_default();
        let change = match (line::seen(older), line::seen(newer)) {
            (Some(older), Some(newer)) => many::change(&older, &newer, since),
            _ => Some(Change::New),
        };
        digits.push(char::from(b'0' + change.map_or(0, |it| 1 + it as u8)));
    }
    digits
}

/// What the catalogue says of an answer by its code, in Markdown.
#[wasm_bindgen]
pub fn entry(code: &str) -> String {
    scim_checkup_rules::explain(code).map(|it| it.docs.to_string()).unwrap_or_default()
}

/// How many users are judged at a time where all of them are wanted.
const PORTION: usize = 256;

#[wasm_bindgen]
extern "C" {
    /// Who takes the users of a report.
    pub type Receiver;

    #[wasm_bindgen(method)]
    fn users(this: &Receiver, page: &str, lines: &str);
}

impl Engine {
    /// Sees that there is memory for what is known of all users.
    fn get_ready(&mut self) {
        let wanted = self.session.n_users() * USER;
        if wanted > self.ready {
            have_ready(wanted - self.ready);
            self.ready = wanted;
        }
        self.pages = pages();
    }
}

/// Hands over a page of users. As JSON, for of values there are some hundred for each user, and each is a call.
fn hand_over(users: &[User], to: &Receiver) -> Result<(), JsError> {
    // The library's own words for what can go wrong are many, and all of them are about reading.
    let page = serde_json::to_string(users).map_err(|_| JsError::new("users could not be written"))?;
    to.users(&page, &line::of_each(users));
    Ok(())
}

/// A report but for its users, who went before it: with a list of them the code to write them would be here twice.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    schema: u32,
    as_of: Time,
    headline: String,
    lede: String,
    coverage: String,
    documents: Vec<Document>,
    notices: Vec<Notice>,
    totals: Totals,
    opinions: Vec<Opinion>,
    /// Empty: a report has its list in this place, and whoever reads one expects it.
    users: [(); 0],
}

/// As JSON would have it: `null`, never `undefined`, and objects, never maps.
fn plain(report: Report) -> Result<JsValue, JsError> {
    let Report { schema, as_of, headline, lede, coverage, documents, notices, totals, opinions, users: _ } =
        report;
    let head =
        Head { schema, as_of, headline, lede, coverage, documents, notices, totals, opinions, users: [] };
    Ok(head.serialize(&Serializer::json_compatible())?)
}

/// What the memory of WebAssembly grows by.
const PAGE: usize = 64 * 1024;

/// Sees that so much memory is there. The allocator would ask the browser for it page by page, and each time takes some
/// two thirds of a millisecond, however little it brings.
fn have_ready(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes)));
}

fn pages() -> usize {
    #[cfg(target_family = "wasm")]
    return core::arch::wasm32::memory_size::<0>();
    #[cfg(not(target_family = "wasm"))]
    0
}
