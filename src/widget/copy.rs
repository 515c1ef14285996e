//! A button that copies, and a line that is there to be copied.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::{
    sign::{Shape, sign},
    timer::Timer,
    ui::unseen,
};

#[derive(PartialEq, Properties)]
pub struct CopyProps {
    pub text: AttrValue,
    /// What the button says.
    #[prop_or("Copy")]
    pub label: &'static str,
    /// What it copies, for those who hear the button without seeing what is beside it.
    #[prop_or_default]
    pub what: AttrValue,
    #[prop_or("link")]
    pub class: &'static str,
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
pub fn Copy(props: &CopyProps) -> Html {
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
        Done::NotYet => html! {
            <>{ props.label }{ unseen(&[" ", &props.what].concat()) }</>
        },
        Done::Copied => html! { <>{ sign(Shape::Tick) }{ "Copied" }</> },
        Done::Refused => html! { "Press Ctrl+C" },
    };
    html! {
        <button type="button" class={props.class} {onclick}><span aria-live="polite">{ said }</span></button>
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

/// One line of code in a frame, with its button.
pub fn copy_line(text: AttrValue, what: &str) -> Html {
    html! {
        <div class="copyline" data-copy="">
            <code tabindex="0" data-text="">{ &text }</code>
            <Copy {text} what={what.to_string()} class="side" />
        </div>
    }
}
