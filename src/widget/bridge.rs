//! The way to the engine: documents go out, events come back. Written in JavaScript, since it owns the worker.

use std::rc::Rc;

use js_sys::{Array, JsString, Object, Reflect};
use scim_checkup_rules::Report;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DataTransfer};
use yew::{AttrValue, Callback};

use crate::{
    findings::Findings,
    form::{Form, Taken, Taking},
    from_js::{self, FromJs},
    given::{At, Given, Material},
    lines::Lines,
    state::{Action, Copied, Failure},
};

#[wasm_bindgen]
extern "C" {
    /// What the page gives the widget: a way to have documents checked.
    #[derive(Clone, Debug, PartialEq)]
    pub type Bridge;

    /// Checks documents; replaces a run under way.
    #[wasm_bindgen(method, catch)]
    fn check(this: &Bridge, documents: &Array, on: &JsValue) -> Result<(), JsValue>;
    /// Ends the run and keeps what was found.
    #[wasm_bindgen(method, catch)]
    fn stop(this: &Bridge) -> Result<(), JsValue>;
    /// Forgets everything.
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Bridge) -> Result<(), JsValue>;

    /// Asks for what was read in a form to take along.
    #[wasm_bindgen(method, catch)]
    fn take(
        this: &Bridge,
        form: &str,
        hide_names: bool,
        only: Vec<u32>,
        on: &JsValue,
    ) -> Result<JsValue, JsValue>;
    /// Asks for the line around some bytes of a text or file.
    #[wasm_bindgen(method, catch)]
    fn excerpt(
        this: &Bridge,
        material: &JsValue,
        offset: f64,
        length: u32,
        on: &JsValue,
    ) -> Result<JsValue, JsValue>;
    /// Asks for a line by its number.
    #[wasm_bindgen(method, catch)]
    fn line(
        this: &Bridge,
        material: &JsValue,
        number: u32,
        encoding: &str,
        on: &JsValue,
    ) -> Result<JsValue, JsValue>;
    /// Asks what the catalogue says of a code.
    #[wasm_bindgen(method, catch)]
    fn explain(this: &Bridge, code: &str, on: &JsValue) -> Result<JsValue, JsValue>;
    /// Tells what links ask for, now and later.
    #[wasm_bindgen(method, catch)]
    fn links(this: &Bridge, on: &JsValue) -> Result<(), JsValue>;
    /// Copies what is taken along, and saves it as a file.
    #[wasm_bindgen(method, catch, js_name = copyTaken)]
    fn copy_taken(this: &Bridge, on: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = saveTaken)]
    fn save_taken(this: &Bridge, name: &str, media_type: &str) -> Result<(), JsValue>;

    type Event;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Event) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn read(this: &Event) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn total(this: &Event) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn report(this: &Event) -> JsValue;
    /// The users of the report, in pages, as JSON.
    #[wasm_bindgen(method, getter)]
    fn pages(this: &Event) -> Array;
    /// A line for each of them.
    #[wasm_bindgen(method, getter)]
    fn lines(this: &Event) -> JsString;
    /// The time of an earlier state, and what became of each user since.
    #[wasm_bindgen(method, getter)]
    fn since(this: &Event) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn changes(this: &Event) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn stopped(this: &Event) -> Option<bool>;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Event) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Event) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn fix(this: &Event) -> Option<String>;

    /// A paste as the browser holds it: a long one must not be copied into the view's memory.
    type Held;
    #[wasm_bindgen(method, js_name = getData)]
    fn data(this: &Held, format: &str) -> JsString;
}

/// A paste longer than this never enters the field.
const LONG_PASTE: u32 = 1_000_000;

/// The pasted text as a document, where it is too long for the field or did not go there.
pub fn long_paste(data: &DataTransfer, into_field: bool) -> Option<Blob> {
    let text = held_text(data);
    let short = text.length() == 0 || (into_field && text.length() <= LONG_PASTE);
    if short { None } else { Blob::new_with_str_sequence(&Array::of1(&text)).ok() }
}

pub fn has_text(data: &DataTransfer) -> bool {
    held_text(data).length() > 0
}

fn held_text(data: &DataTransfer) -> JsString {
    data.unchecked_ref::<Held>().data("text/plain")
}

/// The contact named in the options.
pub fn contact(options: &JsValue) -> Option<AttrValue> {
    let text = Reflect::get(options, &"contact".into()).ok()?.as_string()?;
    let text = text.trim();
    (!text.is_empty()).then(|| AttrValue::from(text.to_string()))
}

/// Hands the documents over; what comes back is sent under the run's number.
pub fn check(bridge: &Bridge, documents: &[Given], run: u32, send: Callback<Action>) {
    let ids: Rc<[u32]> = documents.iter().map(|it| it.id).collect();
    let handed: Array = documents.iter().map(to_object).collect();
    let failed = send.clone();
    let on = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Some(action) = to_action(&event, run, &ids) {
            send.emit(action);
        }
    });
    // The page may hold the function longer than the run lasts, so it is the page's to let go of.
    if let Err(error) = bridge.check(&handed, &on.into_js_value()) {
        failed.emit(Action::Failed { run, failure: broken(&error) });
    }
}

pub fn stop(bridge: &Bridge) {
    let _ = bridge.stop();
}

pub fn clear(bridge: &Bridge) {
    let _ = bridge.clear();
}

/// Asks for a form to take along; what comes back is sent.
pub fn take(bridge: &Bridge, taking: &Taking, only: Vec<u32>, send: Callback<Action>) {
    let hide_names = taking.hide_names && taking.form.act() == 0;
    let _ = bridge.take(taking.form.name(), hide_names, only, &listener(send));
}

/// Asks for the line of a place; what comes back is sent.
pub fn excerpt(bridge: &Bridge, given: &Given, at: At, encoding: &str, send: Callback<Action>) {
    let material = match &given.material {
        Material::Text(text) => JsValue::from_str(text),
        Material::Blob(blob) => blob.into(),
    };
    let on = listener(send);
    let _ = match at {
        At::Bytes(offset, length) => bridge.excerpt(&material, offset as f64, length, &on),
        At::Line(number) => bridge.line(&material, number, encoding, &on),
    };
}

pub fn explain(bridge: &Bridge, code: &str, send: Callback<Action>) {
    let _ = bridge.explain(code, &listener(send));
}

pub fn links(bridge: &Bridge, send: Callback<Action>) {
    let _ = bridge.links(&listener(send));
}

pub fn copy_taken(bridge: &Bridge, send: Callback<Action>) {
    let _ = bridge.copy_taken(&listener(send));
}

pub fn save_taken(bridge: &Bridge, form: Form) {
    let _ = bridge.save_taken(form.file(), form.media_type());
}

fn listener(send: Callback<Action>) -> JsValue {
    let ids: Rc<[u32]> = Rc::new([]);
    let on = move |event: Event| to_action(&event, 0, &ids).into_iter().for_each(|it| send.emit(it));
    Closure::<dyn FnMut(Event)>::new(on).into_js_value()
}

fn to_object(given: &Given) -> JsValue {
    let object = Object::new();
    let set = |key: &str, value: &JsValue| {
        // A plain object of our own takes any property.
        let _ = Reflect::set(&object, &key.into(), value);
    };
    set("name", &JsValue::from_str(&given.name));
    match &given.material {
        Material::Text(text) => set("text", &JsValue::from_str(text)),
        Material::Blob(blob) => set("blob", blob),
    }
    if given.whole == Some(true) {
        set("whole", &JsValue::TRUE);
    }
    if given.from_maptician == Some(true) {
        set("from", &"maptician".into());
    }
    if given.earlier {
        set("earlier", &JsValue::TRUE);
    }
    object.into()
}

fn to_action(event: &Event, run: u32, ids: &Rc<[u32]>) -> Option<Action> {
    match event.kind()?.as_str() {
        "progress" => {
            let findings = to_findings(event, ids);
            let (read, total) = (event.read().unwrap_or(0.0), event.total().unwrap_or(0.0));
            Some(Action::Progress { run, read, total, now: js_sys::Date::now(), findings })
        }
        "report" => Some(match to_findings(event, ids) {
            Some(findings) => Action::Settled { run, findings, stopped: event.stopped().unwrap_or(false) },
            None => Action::Failed { run, failure: broken(&JsValue::NULL) },
        }),
        "taken" => Some(Action::Taken(Taken {
            text: event.text()?.into(),
            length: event.total().unwrap_or(0.0),
            said: event.title().unwrap_or_default().into(),
        })),
        "entry" => Some(Action::Explained(event.title()?.into(), event.text()?.into())),
        "code" => Some(Action::Follow(Some(event.title()?.into()))),
        "guide" => Some(Action::AskGuide(event.title()?.into())),
        "excerpt" => {
            let part = |it: Option<String>| AttrValue::from(it.unwrap_or_default());
            Some(Action::Excerpt([part(event.title()), part(event.text()), part(event.fix())]))
        }
        "copied" => {
            let refused = event.stopped().unwrap_or(true);
            Some(Action::Copied(Some(Copied { text: event.text()?.into(), refused })))
        }
        "notice" => Some(Action::Noticed(event.text()?.into())),
        "failure" => {
            let failure = Failure {
                title: event.title().unwrap_or_default().into(),
                text: event.text().unwrap_or_default().into(),
                fix: event.fix().map(AttrValue::from),
            };
            Some(Action::Failed { run, failure })
        }
        _ => None,
    }
}

/// Takes over the report of an event. Its users stay where they are: ten thousand at once would hold up the page.
fn to_findings(event: &Event, ids: &Rc<[u32]>) -> Option<Rc<Findings>> {
    let report = Report::from_js(Some(event.report()).filter(JsValue::is_object)?);
    let lines = Lines::read(&event.lines(), event.changes().unwrap_or_default());
    let mut findings = Findings::new(report, Some(event.pages()), lines, ids.clone());
    findings.since = event.since().and_then(|it| from_js::time(&it));
    Some(Rc::new(findings))
}

fn broken(error: &JsValue) -> Failure {
    let reason = Reflect::get(error, &"message".into()).ok().and_then(|it| it.as_string());
    let text = reason
        .unwrap_or_else(|| "Its answer could not be read. Reload the page and paste again.".to_string());
    Failure { title: "The checkup stopped".into(), text: text.into(), fix: None }
}
