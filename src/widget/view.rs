//! The whole widget: the state, what happens in the page around it, and the parts in their order.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, FileList, HtmlElement, Node};
use yew::prelude::*;

use crate::{
    bar::bar,
    bridge::{self, Bridge},
    documents::documents,
    failure::failure,
    field::field,
    headline::headline,
    list::list,
    notices::{notices, page_notice},
    number,
    problems::problems,
    state::{Action, Focus, State},
    timer::Timer,
    ui::{Ui, target},
    user::only_user,
};

/// How long a run may take before its progress is shown, in milliseconds.
const SLOW: i32 = 300;

type Dispatch = UseReducerDispatcher<State>;

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub bridge: Bridge,
    pub contact: Option<AttrValue>,
}

#[component]
pub fn View(props: &Props) -> Html {
    let state = use_reducer(State::default);
    let dispatch = state.dispatcher();
    let root = use_node_ref();
    let picker = use_node_ref();
    let dropping = use_state(|| None::<u32>);

    use_runs(&props.bridge, &state, &dispatch);
    {
        let root = root.clone();
        use_effect_with(state.focus, move |(_, focus)| move_focus(&root, *focus));
    }

    let ondragover = {
        let dropping = dropping.clone();
        Callback::from(move |event: DragEvent| {
            let Some(count) = event.data_transfer().as_ref().and_then(dragged_files) else { return };
            event.prevent_default();
            if *dropping != Some(count) {
                dropping.set(Some(count));
            }
        })
    };
    let ondragleave = {
        let (dropping, root) = (dropping.clone(), root.clone());
        Callback::from(move |event: DragEvent| {
            let entered = event.related_target().and_then(|it| it.dyn_into::<Node>().ok());
            let inside = root.get().is_some_and(|root| root.contains(entered.as_ref()));
            if !inside {
                dropping.set(None);
            }
        })
    };
    let ondrop = {
        let (dropping, dispatch) = (dropping.clone(), dispatch.clone());
        Callback::from(move |event: DragEvent| {
            let files = event.data_transfer().and_then(|it| it.files());
            if let Some(files) = files.filter(|it| it.length() > 0) {
                event.prevent_default();
                give_files(&dispatch, &files);
            }
            dropping.set(None);
        })
    };
    let onpaste = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let Ok(event) = event.dyn_into::<ClipboardEvent>() else { return };
            let Some(data) = event.clipboard_data() else { return };
            let into_field = target::<Element>(&event).is_some_and(|it| it.tag_name() == "TEXTAREA");
            if let Some(blob) = bridge::long_paste(&data, into_field) {
                event.prevent_default();
                let bytes = blob.size();
                dispatch.dispatch(Action::Given(vec![(None, blob, bytes)]));
            } else if let Some(files) = data.files().filter(|it| it.length() > 0 && !bridge::has_text(&data))
            {
                event.prevent_default();
                give_files(&dispatch, &files);
            }
        })
    };
    let stop = {
        let bridge = props.bridge.clone();
        Callback::from(move |_: MouseEvent| bridge::stop(&bridge))
    };
    let mut ui = Ui::new(&state, dispatch, props.contact.clone());
    bar(&mut ui);
    page_notice(&mut ui);
    failure(&mut ui);
    field(&mut ui, &picker);
    documents(&mut ui);
    headline(&mut ui, &stop);
    answers(&mut ui);
    spoken(&mut ui);
    if let Some(count) = *dropping {
        let words = ["Let go to read ", &number::counted(count, "file", "files")].concat();
        ui.with("div", &[("class", "let-go"), ("aria-hidden", "true")], |ui| ui.say("span", "", &words));
    }
    html! {
        <div class="sheet" part="sheet" ref={root} {ondragover} {ondragleave} {ondrop} {onpaste}>
            { ui.written() }
        </div>
    }
}

fn answers(ui: &mut Ui) {
    let Some(findings) = &ui.state.findings else { return };
    problems(ui, findings);
    if let Some(user) = findings.only_user() {
        only_user(ui, findings, user);
    } else {
        notices(ui, "notices", &findings.report.notices);
        if !findings.users.is_empty() {
            list(ui, findings);
        }
    }
}

/// What a screen reader says by itself: two regions in turn, so that the same words twice are heard twice.
fn spoken(ui: &mut Ui) {
    let (count, text) = &ui.state.spoken;
    ui.tag("div", "hidden", |ui| {
        for turn in 0..2 {
            ui.with("p", &[("role", "status")], |ui| ui.text(if count % 2 == turn { text } else { "" }));
        }
    });
}

/// Hands the documents over whenever they change, once the field has been quiet for a moment.
#[hook]
fn use_runs(bridge: &Bridge, state: &UseReducerHandle<State>, dispatch: &Dispatch) {
    let (bridge, dispatch, now) = (bridge.clone(), dispatch.clone(), state.clone());
    use_effect_with(state.run, move |run| {
        let run = *run;
        let mut timers = None;
        if run > 0 && now.documents.is_empty() {
            bridge::clear(&bridge);
        } else if run > 0 {
            let slow = {
                let dispatch = dispatch.clone();
                Timer::after(now.pause + SLOW, move || dispatch.dispatch(Action::Slow { run }))
            };
            let documents = now.documents.clone();
            let begin = move || bridge::check(&bridge, &documents, run, dispatch);
            timers = Some((slow, Timer::after(now.pause, begin)));
        }
        // A next run begins before these have come: then they never do.
        move || drop(timers)
    });
}

pub fn give_files(dispatch: &Dispatch, files: &FileList) {
    let given = (0..files.length())
        .filter_map(|it| files.get(it))
        .map(|it| (Some(it.name()), it.size(), it.into()))
        .map(|(name, bytes, blob)| (name, blob, bytes))
        .collect();
    dispatch.dispatch(Action::Given(given));
}

/// How many files are being dragged; nothing where it is a text.
fn dragged_files(data: &DataTransfer) -> Option<u32> {
    let items = data.items();
    let count = (0..items.length()).filter_map(|it| items.get(it)).filter(|it| it.kind() == "file").count();
    (count > 0).then_some(count as u32)
}

fn move_focus(root: &NodeRef, focus: Focus) {
    let selector = match focus {
        Focus::Nowhere => return,
        Focus::Field => "textarea".to_string(),
        Focus::Headline => "#headline".to_string(),
        Focus::NextStep => "#next-step".to_string(),
        Focus::Problems => "#problems".to_string(),
        Focus::Row(place) => ["#row-", &place.to_string()].concat(),
    };
    let element = root.cast::<Element>().and_then(|it| it.query_selector(&selector).ok().flatten());
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
