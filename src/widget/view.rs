//! The whole widget: the state, what happens in the page around it, and the parts in their order.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, HtmlElement, Node};
use yew::prelude::*;

use crate::{
    bar::bar,
    bridge::{self, Bridge},
    copy,
    documents::documents,
    entry::linked,
    failure::failure,
    field::{field, given},
    headline::headline,
    many::many,
    notices::{notices, page_notice},
    number::{self, joined},
    problems::problems,
    rows,
    state::{Action, Focus, State},
    taking::{taking, whom},
    timer::Timer,
    ui::{Ui, target},
    user::only_user,
    what_if::what_if,
};

/// How long a run may take before its progress is shown, in milliseconds.
const SLOW: i32 = 300;

/// How long the table has to be left alone before a script for whom it shows is made, in milliseconds.
const PAUSE: i32 = 300;

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub bridge: Bridge,
    pub contact: Option<AttrValue>,
}

pub struct View {
    state: State,
    send: Callback<Action>,
    root: NodeRef,
    picker: NodeRef,
    /// The beginning of a run, and the time at which it counts as slow. A next run takes their place.
    run: (Option<Timer>, Option<Timer>),
    /// The end of "Copied".
    copied: Option<Timer>,
    /// What is taken along is made anew once the table has been left alone for a moment.
    taken: Option<Timer>,
    /// How often the focus was moved, and how often the table was scrolled to its current row.
    n_moved: u32,
    n_revealed: u32,
}

impl Component for View {
    type Message = Action;
    type Properties = Props;

    fn create(context: &Context<Self>) -> View {
        let send = context.link().callback(|action| action);
        bridge::links(&context.props().bridge, send.clone());
        View {
            state: State::default(),
            send,
            root: NodeRef::default(),
            picker: NodeRef::default(),
            run: (None, None),
            copied: None,
            taken: None,
            n_moved: 0,
            n_revealed: 0,
        }
    }

    fn update(&mut self, context: &Context<Self>, action: Action) -> bool {
        match action {
            Action::Copy(text) => copy::write(text, self.send.clone()),
            // Most of what a scroll says changes nothing.
            Action::Scrolled(to) => return self.state.table.scroll(to),
            action => {
                let bridge = &context.props().bridge;
                match &action {
                    Action::Stop => bridge::stop(bridge),
                    Action::ShowPlace(it) => {
                        if let Some(given) = self.state.documents.iter().find(|given| given.id == it.document)
                        {
                            let read = self.state.findings.as_ref().and_then(|all| all.document(given.id));
                            let encoding = read.map_or("", |it| &it.encoding);
                            bridge::excerpt(bridge, given, it.at, encoding, self.send.clone());
                        }
                    }
                    Action::Explain(code) | Action::Follow(Some(code)) => {
                        bridge::explain(bridge, code, self.send.clone())
                    }
                    Action::CopyTaken => bridge::copy_taken(bridge, self.send.clone()),
                    Action::SaveTaken => {
                        self.state.taking.iter().for_each(|it| bridge::save_taken(bridge, it.form));
                    }
                    _ => {}
                }
                let run = self.state.run;
                let copied = self.state.copied.is_some();
                let pause = match action {
                    Action::Take(Some(_)) => Some(0),
                    Action::Find(..) | Action::Show(_) => Some(PAUSE),
                    _ => None,
                };
                self.state.apply(action);
                if let Some(pause) = pause {
                    self.take_along(&context.props().bridge, pause);
                }
                if self.state.run != run {
                    self.begin_run(&context.props().bridge);
                }
                if self.state.copied.is_some() && !copied {
                    self.copied = self.later(2000, Action::Copied(None));
                }
            }
        }
        true
    }

    /// What is to have the focus is drawn only now.
    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let table = &self.state.table;
        if let Some(root) = self.root.cast::<Element>() {
            rows::place(&root, table, self.n_revealed != table.n_revealed);
        }
        self.n_revealed = table.n_revealed;
        let (count, focus) = self.state.focus;
        if count != self.n_moved {
            self.n_moved = count;
            move_focus(&self.root, focus);
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let mut ui = Ui::new(&self.state, self.send.clone(), context.props().contact.clone());
        bar(&mut ui);
        ui.slot(page_notice);
        ui.slot(failure);
        ui.slot(|ui| field(ui, &self.picker));
        ui.slot(documents);
        ui.slot(headline);
        ui.slot(taking);
        ui.slot(linked);
        ui.slot(what_if);
        ui.slot(answers);
        spoken(&mut ui);
        ui.slot(let_go);
        let root = self.root.clone();
        let on = |action: fn(&NodeRef, &Event) -> Option<Action>| {
            let (send, root) = (self.send.clone(), root.clone());
            move |event: &Event| {
                if let Some(action) = action(&root, event) {
                    send.emit(action);
                }
            }
        };
        let (over, leave, drop, paste) = (on(dragged_over), on(dragged_away), on(dropped), on(pasted));
        html! {
            <div class="sheet" part="sheet" ref={&self.root} ondragover={move |it: DragEvent| over(&it)}
                ondragleave={move |it: DragEvent| leave(&it)} ondrop={move |it: DragEvent| drop(&it)}
                onpaste={move |it: Event| paste(&it)}>
                { ui.written() }
            </div>
        }
    }
}

impl View {
    /// Hands the documents over, once the field has been quiet for a moment.
    fn begin_run(&mut self, bridge: &Bridge) {
        let run = self.state.run;
        self.run = (None, None);
        if self.state.documents.is_empty() {
            bridge::clear(bridge);
            return;
        }
        let (bridge, documents, send) = (bridge.clone(), self.state.documents.clone(), self.send.clone());
        let begin = Timer::after(self.state.pause, move || bridge::check(&bridge, &documents, run, send));
        self.run = (begin, self.later(self.state.pause + SLOW, Action::Slow { run }));
    }

    /// Asks for what is taken along, where that is not there yet.
    fn take_along(&mut self, bridge: &Bridge, pause: i32) {
        self.taken = None;
        let Some(taking) = self.state.taking.clone().filter(|it| it.preview.is_none()) else { return };
        let Some(whom) = whom(&self.state, &taking) else { return };
        let (bridge, send) = (bridge.clone(), self.send.clone());
        self.taken = Timer::after(pause, move || bridge::take(&bridge, &taking, whom, send));
    }

    fn later(&self, millis: i32, action: Action) -> Option<Timer> {
        let send = self.send.clone();
        Timer::after(millis, move || send.emit(action))
    }
}

fn answers(ui: &mut Ui) {
    let Some(findings) = &ui.state.findings else { return };
    let settled = ui.state.shown_reading().is_none();
    ui.slot(|ui| {
        if settled {
            problems(ui, findings);
        }
    });
    if let Some(user) = findings.only_user() {
        only_user(ui, findings, &user);
        return;
    }
    ui.slot(|ui| {
        if settled {
            notices(ui, "notices", &findings.report.notices);
        }
    });
    if findings.lines.len() > 0 {
        many(ui, findings);
    }
}

/// What is said while files are held over the widget.
fn let_go(ui: &mut Ui) {
    let Some(count) = ui.state.dragged else { return };
    ui.with("div", &[("class", "let-go"), ("aria-hidden", "true")], |ui| {
        ui.say("span", "", &joined(&["Let go to read ", &number::counted(count, "file", "files")]));
    });
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

fn dragged_over(_: &NodeRef, event: &Event) -> Option<Action> {
    let count = dragged_files(&event.dyn_ref::<DragEvent>()?.data_transfer()?);
    if count == 0 {
        return None;
    }
    event.prevent_default();
    Some(Action::Dragged(Some(count)))
}

fn dragged_away(root: &NodeRef, event: &Event) -> Option<Action> {
    let entered = event.dyn_ref::<DragEvent>()?.related_target().and_then(|it| it.dyn_into::<Node>().ok());
    let inside = root.get().is_some_and(|root| root.contains(entered.as_ref()));
    (!inside).then_some(Action::Dragged(None))
}

fn dropped(_: &NodeRef, event: &Event) -> Option<Action> {
    let files = event.dyn_ref::<DragEvent>()?.data_transfer()?.files()?;
    if files.length() == 0 {
        return Some(Action::Dragged(None));
    }
    event.prevent_default();
    Some(given(&files))
}

/// A paste that does not go into the field: it is too long for it, or of files, or the field is folded.
fn pasted(_: &NodeRef, event: &Event) -> Option<Action> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let into_field = target::<Element>(event).is_some_and(|it| it.tag_name() == "TEXTAREA");
    if let Some(blob) = bridge::long_paste(&data, into_field) {
        event.prevent_default();
        let bytes = blob.size();
        return Some(Action::Given([(None, blob, bytes)].into()));
    }
    let files = data.files().filter(|it| it.length() > 0 && !bridge::has_text(&data))?;
    event.prevent_default();
    Some(given(&files))
}

/// How many files are being dragged; none where it is a text.
fn dragged_files(data: &DataTransfer) -> u32 {
    let items = data.items();
    (0..items.length()).filter_map(|it| items.get(it)).filter(|it| it.kind() == "file").count() as u32
}

fn move_focus(root: &NodeRef, focus: Focus) {
    let id = match focus {
        Focus::Nowhere => return,
        Focus::Field => "#field",
        Focus::Headline => "#headline",
        Focus::NextStep => "#next-step",
        Focus::Problems => "#problems",
        Focus::Taking => "#taking",
        Focus::WhatIf => "#what-if",
        Focus::Linked => "#linked",
        Focus::Table => rows::ROWS,
        Focus::Detail => "#detail",
    };
    let root = root.cast::<Element>();
    // Beside the table the detail needs no focus: whoever reads on there has it in sight.
    let is_seen = |id| {
        let it = root.as_ref().and_then(|it| it.query_selector(id).ok().flatten());
        it.is_some_and(|it| it.client_height() > 0)
    };
    if focus == Focus::Detail && is_seen(rows::ROWS) {
        return;
    }
    let element = root.and_then(|it| it.query_selector(id).ok().flatten());
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        // A browser brings the middle of what is taller than the window into sight; one reads on from its top.
        if focus == Focus::NextStep {
            element.scroll_into_view();
        }
    }
}
