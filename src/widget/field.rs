//! The field to paste into, the files beside it, and what to do with nothing at hand.

use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use crate::{
    examples::examples,
    sources::sources,
    state::{Action, Field},
    ui::{Ui, target},
    view::give_files,
};

pub fn field(ui: &Ui, picker: &NodeRef) -> Html {
    let Field::Open(document) = ui.state.field else { return Html::default() };
    let first = ui.state.is_empty();
    let oninput = {
        let dispatch = ui.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let pasted = matches!(&*event.input_type(), "insertFromPaste" | "insertFromDrop");
            if let Some(field) = target::<HtmlTextAreaElement>(&event) {
                dispatch.dispatch(Action::Typed { text: field.value().into(), pasted });
            }
        })
    };
    let pick = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlElement>() {
                input.click();
            }
        })
    };
    let picked = {
        let dispatch = ui.dispatch.clone();
        Callback::from(move |event: Event| {
            let Some(input) = target::<HtmlInputElement>(&event) else { return };
            if let Some(files) = input.files() {
                give_files(&dispatch, &files);
            }
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let label = match document {
        _ if first => "Paste user records or log lines",
        None => "Add user records or log lines",
        Some(_) => "Change the pasted text",
    };
    html! {
        <section class={if first { "entry" } else { "entry again" }} part="field">
            <div class="paste">
                <label for="field" class="title">{ label }</label>
                <p id="field-hint" class="note">
                    { "From Microsoft Entra ID or Maptician. One name is enough; ten thousand rows are fine." }
                </p>
                <textarea id="field" aria-describedby="field-hint" spellcheck="false" autocomplete="off"
                    autocapitalize="off" value={ui.state.field_text()} {oninput}
                    placeholder="A username, a log entry, a whole export, or the mail somebody sent you about it" />
                <div class="acts">
                    <button type="button" class="button" onclick={pick}>{ "Choose files" }</button>
                    <input type="file" multiple=true hidden=true ref={picker} onchange={picked} />
                    <span class="note wide">{ "or drop them anywhere on this box" }</span>
                    if !first {
                        { ui.button("button end", "Close the field", || Action::FoldField) }
                    }
                </div>
                if first { { examples(ui) } }
            </div>
            if first { { sources(ui) } }
        </section>
    }
}
