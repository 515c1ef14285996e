//! What the worker sees of the rules: bytes in, the report out as plain JavaScript data.
//!
//! The worker owns reading files and slicing; nothing in here waits, and nothing in here knows a browser.

use scim_checkup_rules::{Given, Report, Session, Side, Time, User};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// An allocator made for WebAssembly: smaller than the one in the standard library.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A checkup under way.
#[wasm_bindgen]
pub struct Engine {
    session: Session,
}

#[wasm_bindgen]
impl Engine {
    /// Starts a checkup whose answers hold for a time, written as RFC 3339.
    #[wasm_bindgen(constructor)]
    pub fn new(as_of: &str) -> Result<Engine, JsError> {
        let as_of = Time::parse_rfc3339(as_of).ok_or_else(|| JsError::new("asOf is not a time"))?;
        Ok(Engine { session: Session::new(as_of) })
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
        self.session.push(bytes);
    }

    /// What is known so far, with the first users only: the totals say how many there are.
    pub fn report(&self, most_users: usize) -> Result<JsValue, JsError> {
        let mut report = self.session.report();
        report.users.truncate(most_users);
        plain(&report)
    }

    /// Ends the last document and answers.
    pub fn finish(self) -> Answer {
        let mut report = self.session.finish();
        let users = std::mem::take(&mut report.users);
        Answer { report, users }
    }
}

/// A finished report, handed out in parts: a page that took ten thousand users at once would stand still meanwhile.
#[wasm_bindgen]
pub struct Answer {
    report: Report,
    users: Vec<User>,
}

#[wasm_bindgen]
impl Answer {
    /// The report without its users.
    pub fn report(&self) -> Result<JsValue, JsError> {
        plain(&self.report)
    }

    /// How many users there are.
    pub fn count(&self) -> usize {
        self.users.len()
    }

    /// Some of the users, in the report's order.
    pub fn users(&self, start: usize, count: usize) -> Result<JsValue, JsError> {
        let end = start.saturating_add(count).min(self.users.len());
        plain(self.users.get(start..end).unwrap_or_default())
    }
}

/// As JSON would have it: `null`, never `undefined`, and objects, never maps.
fn plain<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
