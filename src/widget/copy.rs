//! A button that copies, and a line that is there to be copied.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::{
    sign::{Shape, sign},
    timer::Timer,
    ui::Ui,
};

#[derive(PartialEq, Properties)]
struct CopyProps {
    class: &'static str,
    /// What the button says.
    label: &'static str,
    text: String,
    /// What it copies, for those who hear the button without seeing what is beside it.
    what: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Done {
    NotYet,
    Copied,
    /// The browser would not: the text is selected instead.
    Refused,
}

/// Copies a text and says so for two seconds; the focus stays.
#[component]
fn Copy(props: &CopyProps) -> Html {
    let done = use_state(|| Done::NotYet);
    {
        let done = done.clone();
        use_effect_with(*done, move |it| {
            let timer = (*it != Done::NotYet).then(|| {
                Timer::after(if *it == Done::Copied { 2000 } else { 6000 }, move || done.set(Done::NotYet))
            });
            move || drop(timer)
        });
    }
    let onclick = {
        let (done, text) = (done.clone(), props.text.clone());
        Callback::from(move |event: MouseEvent| {
            let (done, text) = (done.clone(), text.clone());
            let button = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            yew::platform::spawn_local(async move {
                match write(&text).await {
                    Some(()) => done.set(Done::Copied),
                    None => {
                        select_beside(button);
                        done.set(Done::Refused);
                    }
                }
            });
        })
    };
    let said = match *done {
        Done::NotYet => props.label,
        Done::Copied => "Copied",
        Done::Refused => "Press Ctrl+C",
    };
    html! {
        <button type="button" class={props.class} {onclick}>
            if *done == Done::Copied { { sign(Shape::Tick) } }
            <span aria-live="polite">{ said }<span class="hidden">{ " " }{ props.what }</span></span>
        </button>
    }
}

async fn write(text: &str) -> Option<()> {
    // Absent where the page is not secure, whatever the binding promises.
    let navigator = web_sys::window()?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let clipboard: web_sys::Clipboard = clipboard.is_object().then(|| clipboard.unchecked_into())?;
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.ok().map(|_| ())
}

/// Selects the text the button stands beside, so that the keyboard can copy it.
fn select_beside(button: Option<Element>) {
    let text = button
        .and_then(|it| it.closest("[data-copy]").ok().flatten())
        .and_then(|it| it.query_selector("[data-text]").ok().flatten())
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let selection = web_sys::window().and_then(|it| it.get_selection().ok().flatten());
    if let (Some(text), Some(selection)) = (text, selection) {
        let _ = selection.select_all_children(&text);
    }
}

/// A button that copies a text.
pub fn copy(ui: &mut Ui, class: &'static str, label: &'static str, text: &str, what: &'static str) {
    ui.put(html! { <Copy {class} {label} text={text.to_string()} {what} /> });
}

/// One line of code in a frame, with its button.
pub fn copy_line(ui: &mut Ui, text: &str, what: &'static str) {
    ui.with("div", &[("class", "copyline"), ("data-copy", "line")], |ui| {
        ui.with("code", &[("tabindex", "0"), ("data-text", "line")], |ui| ui.text(text));
        copy(ui, "side", "Copy", text, what);
    });
}
