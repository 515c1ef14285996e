//! The field to paste into, the files beside it, and what to do with nothing at hand.

use web_sys::{FileList, HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use crate::{
    examples::examples,
    sources::sources,
    state::{Action, Field},
    ui::{Ui, target},
};

pub fn field(ui: &mut Ui, picker: &NodeRef) {
    let Field::Open(document) = ui.state.field else { return };
    let first = ui.state.is_empty();
    let label = match document {
        _ if first => "Paste user records or log lines",
        None if ui.state.replacing.is_some() => "Paste or choose what comes in its place",
        None => "Add user records or log lines",
        Some(_) => "Change the pasted text",
    };
    let class = if document.is_none() { "entry" } else { "entry again" };
    ui.with("section", &[("class", class), ("part", "field")], |ui| {
        ui.tag("div", "paste", |ui| {
            ui.with("label", &[("class", "title"), ("for", "field")], |ui| ui.text(label));
            ui.with("p", &[("class", "note"), ("id", "field-hint")], |ui| {
                ui.text(
                    "From Microsoft Entra ID or Maptician. One name is enough; ten thousand rows are fine.",
                );
            });
            text_area(ui);
            ui.tag("div", "acts", |ui| {
                file_picker(ui, picker);
                ui.say("span", "note wide", "or drop them anywhere on this box");
                ui.slot(|ui| {
                    if !first {
                        ui.button("button end", "Close the field", Action::FoldField);
                    }
                });
            });
            ui.slot(|ui| {
                if first {
                    examples(ui);
                }
            });
        });
        ui.slot(|ui| {
            if document.is_none() {
                sources(ui);
            }
        });
    });
}

fn text_area(ui: &mut Ui) {
    let send = ui.send.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let pasted = matches!(&*event.input_type(), "insertFromPaste" | "insertFromDrop");
        if let Some(field) = target::<HtmlTextAreaElement>(&event) {
            send.emit(Action::Typed { text: field.value().into(), pasted });
        }
    });
    ui.put(html! {
        <textarea id="field" aria-describedby="field-hint" spellcheck="false" autocomplete="off"
            autocapitalize="off" value={ui.state.field_text()} {oninput}
            placeholder="A username, a log entry, a whole export, or the mail somebody sent you about it" />
    });
}

fn file_picker(ui: &mut Ui, picker: &NodeRef) {
    let input = picker.clone();
    let pick = Callback::from(move |_: MouseEvent| {
        if let Some(input) = input.cast::<HtmlElement>() {
            input.click();
        }
    });
    let send = ui.send.clone();
    let picked = Callback::from(move |event: Event| {
        let Some(input) = target::<HtmlInputElement>(&event) else { return };
        if let Some(files) = input.files().filter(|it| it.length() > 0) {
            send.emit(given(&files));
        }
        // So that the same file can be chosen again.
        input.set_value("");
    });
    ui.put(html! { <button type="button" class="button" onclick={pick}>{ "Choose files" }</button> });
    ui.put(html! { <input type="file" multiple=true hidden=true ref={picker} onchange={picked} /> });
}

/// Files as documents.
pub fn given(files: &FileList) -> Action {
    let files = (0..files.length()).filter_map(|it| files.get(it));
    Action::Given(files.map(|it| (Some(it.name()), it.clone().into(), it.size())).collect())
}
