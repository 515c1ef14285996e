//! The field to paste into, the files beside it, and what to do with nothing at hand.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use crate::{
    examples::Examples,
    sources::Sources,
    state::{Action, Focus},
    view::{Dispatch, SUPPORT, give_files},
};

#[derive(PartialEq, Properties)]
pub struct FieldProps {
    pub text: AttrValue,
    /// Nothing was given yet.
    pub first: bool,
    /// It is on no document yet.
    pub adding: bool,
    pub contact: Option<AttrValue>,
    pub dispatch: Dispatch,
}

#[component]
pub fn PasteField(props: &FieldProps) -> Html {
    let picker = use_node_ref();
    let oninput = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let pasted = event.input_type() == "insertFromPaste" || event.input_type() == "insertFromDrop";
            dispatch.dispatch(Action::Typed { text: field.value().into(), pasted });
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
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            if let Some(files) = input.files().filter(|it| it.length() > 0) {
                give_files(&dispatch, &files);
            }
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let fold = props.dispatch.clone();
    let fold = Callback::from(move |_: MouseEvent| fold.dispatch(Action::FoldField));
    let label = match (props.first, props.adding) {
        (true, _) => "Paste user records or log lines",
        (_, true) => "Add user records or log lines",
        _ => "Change the pasted text",
    };
    html! {
        <section class={classes!("entry", (!props.first).then_some("again"))} part="field">
            <div class="paste">
                <label for="field" class="title">{ label }</label>
                <p id="field-hint" class="note">
                    { "From Microsoft Entra ID or Maptician. One name is enough; ten thousand rows are fine." }
                </p>
                <textarea id="field" aria-describedby="field-hint" spellcheck="false" autocomplete="off"
                    autocapitalize="off" value={&props.text} {oninput}
                    placeholder="A username, a log entry, a whole export, or the mail somebody sent you about it" />
                <div class="acts">
                    <button type="button" class="button" onclick={pick}>{ "Choose files" }</button>
                    <input type="file" multiple=true hidden=true ref={picker} onchange={picked} />
                    <span class="note wide">{ "or drop them anywhere on this box" }</span>
                    if !props.first {
                        <button type="button" class="button end" onclick={fold}>{ "Close the field" }</button>
                    }
                </div>
                if props.first {
                    <Examples dispatch={props.dispatch.clone()} />
                }
            </div>
            if props.first {
                <Sources contact={props.contact.clone().unwrap_or(SUPPORT.into())} />
            }
        </section>
    }
}

/// A link that moves the focus to another part.
#[derive(PartialEq, Properties)]
pub struct GoProps {
    pub to: Focus,
    pub class: AttrValue,
    pub dispatch: Dispatch,
    pub children: Html,
}

#[component]
pub fn Go(props: &GoProps) -> Html {
    let (dispatch, to) = (props.dispatch.clone(), props.to);
    let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Action::Go(to)));
    html! { <button type="button" class={&props.class} {onclick}>{ props.children.clone() }</button> }
}
