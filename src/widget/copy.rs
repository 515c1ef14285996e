//! Buttons that copy, and a line that is there to be copied.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::Clipboard;
use yew::{AttrValue, Callback, platform::spawn_local};

use crate::{
    sign::{Shape, sign},
    state::{Action, Copied},
    ui::Ui,
};

/// A button that copies a text and says so for two seconds; the focus stays. What it copies is heard only.
pub fn copy(ui: &mut Ui, class: &str, label: &str, text: &str, what: &str) {
    ui.press(&[("class", class)], Action::Copy(text.to_string().into()), |ui| {
        said(ui, label, text);
        ui.unseen(what);
    });
}

/// What such a button says: what it does, and for two seconds that it was done.
pub fn said(ui: &mut Ui, label: &str, text: &str) {
    let (label, done) = match ui.state.copied.as_ref().filter(|it| it.text == text) {
        None => (label, false),
        Some(Copied { refused: true, .. }) => ("Press Ctrl+C", false),
        Some(_) => ("Copied", true),
    };
    ui.slot(|ui| {
        if done {
            sign(ui, Shape::Tick);
        }
    });
    ui.with("span", &[("aria-live", "polite")], |ui| ui.text(label));
}

/// One line of code in a frame, with its button.
pub fn copy_line(ui: &mut Ui, text: &str, what: &str) {
    ui.tag("div", "copyline", |ui| {
        ui.say("code", "", text);
        copy(ui, "side", "Copy", text, what);
    });
}

/// Copies a text and sends back how that went.
pub fn write(text: AttrValue, send: Callback<Action>) {
    spawn_local(async move {
        let refused = try_write(&text).await.is_none();
        send.emit(Action::Copied(Some(Copied { text, refused })));
    });
}

async fn try_write(text: &str) -> Option<()> {
    // Absent where the page is not secure, whatever the binding promises.
    let clipboard = Reflect::get(&web_sys::window()?.navigator(), &"clipboard".into()).ok()?;
    let clipboard: Clipboard = clipboard.is_object().then(|| clipboard.unchecked_into())?;
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.ok().map(|_| ())
}
