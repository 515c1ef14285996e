//! The whole widget: the state, what happens in the page around it, and the parts in their order.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, FileList, HtmlElement};
use yew::prelude::*;

use crate::{
    bar::Bar,
    bridge::{self, Bridge},
    documents::Documents,
    failure::FailureBlock,
    field::PasteField,
    headline::Headline,
    list::List,
    notices::{Notices, PageNotice},
    number,
    problems::Problems,
    progress::Progress,
    state::{Action, Field, Focus, State},
    timer::Timer,
    user::UserDetail,
};

/// How long a run may take before its progress is shown, in milliseconds.
const SLOW: i32 = 300;

pub type Dispatch = UseReducerDispatcher<State>;

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
            let entered = event.related_target().and_then(|it| it.dyn_into::<web_sys::Node>().ok());
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
            let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            let into_field = target.is_some_and(|it| it.tag_name() == "TEXTAREA");
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
        Callback::from(move |()| bridge::stop(&bridge))
    };

    let contact = props.contact.clone();
    html! {
        <div class={classes!("sheet", dropping.map(|_| "dropping"))} part="sheet" ref={root}
            {ondragover} {ondragleave} {ondrop} {onpaste}>
            <Bar />
            if let Some(text) = &state.notice { <PageNotice {text} /> }
            if let Some(failure) = &state.failure {
                <FailureBlock failure={failure.clone()} contact={contact.clone()} />
            }
            if let Field::Open(document) = state.field {
                <PasteField text={state.field_text()} first={state.is_empty()} adding={document.is_none()}
                    contact={contact.clone()} dispatch={dispatch.clone()} />
            }
            if !state.documents.is_empty() {
                <Documents documents={state.documents.clone()} findings={state.findings.clone()}
                    editing={state.field} reading={state.shown_reading().copied()} example={state.example}
                    dispatch={dispatch.clone()} />
            }
            { results(&state, &dispatch, &contact, stop) }
            <Spoken said={state.spoken.clone()} />
            if let Some(count) = *dropping {
                <div class="let-go" aria-hidden="true">
                    <span>{ ["Let go to read ", &number::counted(count, "file", "files")].concat() }</span>
                </div>
            }
        </div>
    }
}

fn results(state: &State, dispatch: &Dispatch, contact: &Option<AttrValue>, stop: Callback<()>) -> Html {
    let reading = state.shown_reading().copied();
    let findings = state.findings.as_ref();
    let single = findings.filter(|it| it.n_users() == 1).and_then(|it| it.users.first());
    html! {
        <>
            if findings.is_some() || reading.is_some() {
                <Headline findings={findings.cloned()} {reading} stopped={state.stopped}
                    dispatch={dispatch.clone()}>
                    if let Some(reading) = reading {
                        <Progress {reading} {stop} />
                    }
                </Headline>
            }
            if let Some(findings) = findings {
                <Problems findings={findings.clone()} />
                if let Some(user) = single {
                    <UserDetail user={user.clone()} as_of={findings.report.as_of} shell={state.shell}
                        contact={contact.clone()} alone=true notices={findings.report.notices.clone()}
                        dispatch={dispatch.clone()} />
                } else {
                    <Notices notices={findings.report.notices.clone()} />
                    if !findings.users.is_empty() {
                        <List findings={findings.clone()} open={state.open_user} shell={state.shell}
                            reading={reading.is_some()} contact={contact.clone()} dispatch={dispatch.clone()} />
                    }
                }
            }
        </>
    }
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

#[derive(PartialEq, Properties)]
struct SpokenProps {
    said: (u32, AttrValue),
}

/// What a screen reader says by itself: two regions in turn, so that the same words twice are heard twice.
#[component]
fn Spoken(props: &SpokenProps) -> Html {
    let (count, text) = &props.said;
    let in_turn = |it: u32| if count % 2 == it { text.clone() } else { AttrValue::default() };
    html! {
        <div class="hidden">
            <p role="status">{ in_turn(0) }</p>
            <p role="status">{ in_turn(1) }</p>
        </div>
    }
}

/// What to call those who can help, where the page names nobody.
pub const SUPPORT: &str = "Maptician support or your technical contact";
