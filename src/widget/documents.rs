//! What was given: a row for each document, and the line that says how it was read.

use scim_checkup_rules::Document;
use yew::prelude::*;

use crate::{
    number,
    state::{Action, Field, Focus, Given, Material},
    ui::{Ui, unseen},
};

pub fn documents(ui: &Ui) -> Html {
    let state = ui.state;
    if state.documents.is_empty() {
        return Html::default();
    }
    let several = state.documents.len() > 1;
    let class = match (several, state.documents_open) {
        (false, _) => "documents",
        (true, false) => "documents several",
        (true, true) => "documents several unfolded",
    };
    let coverage = state.findings.as_ref().map(|it| {
        html! {
            <button type="button" class="link plain" aria-expanded={state.coverage_open.to_string()}
                onclick={ui.on(|| Action::ToggleCoverage)}>
                { &it.report.coverage }
            </button>
        }
    });
    let all = html! {
        <>
            if state.field != Field::Open(None) {
                { ui.button("link", html! { "Add" }, || Action::OpenField(None)) }
            }
            { ui.button("link", html! { "Clear" }, || Action::Clear) }
        </>
    };
    // One document's row also carries what else holds for all of them.
    let only = (!several).then(|| (coverage.clone().unwrap_or_default(), all.clone()));
    html! {
        <section {class} part="documents" aria-label="What was given">
            if state.example {
                <p class="note example">{ "An example, with invented people. Choose Clear and paste your own." }</p>
            }
            if several {
                <p class="short">
                    <b>{ number::counted(state.documents.len() as u32, "document", "documents") }</b>
                    <button type="button" class="link" aria-expanded={state.documents_open.to_string()}
                        onclick={ui.on(|| Action::ToggleDocuments)}>
                        { if state.documents_open { "Close" } else { "Open" } }
                    </button>
                </p>
            }
            <ul>{ for state.documents.iter().map(|it| row(ui, it, only.as_ref())) }</ul>
            if several {
                <div class="together">{ coverage }<span class="ends">{ all }</span></div>
            }
            if state.coverage_open { { coverage_table(ui) } }
        </section>
    }
}

fn row(ui: &Ui, given: &Given, only: Option<&(Html, Html)>) -> Html {
    let id = given.id;
    let read = ui.state.findings.as_ref().and_then(|it| it.document(id));
    let is_text = matches!(given.material, Material::Text(_));
    let name = read.map_or(&*given.name, |it| it.name.as_str());
    let problems = read.map_or(0, |it| it.problem_count);
    let coverage = match (only, read) {
        (Some((coverage, _)), _) => coverage.clone(),
        (None, Some(read)) => html! { &read.coverage },
        (None, None) => html! { if ui.state.reading.is_some_and(|it| it.slow) { { "in line" } } },
    };
    let named = |word: &str| html! { <>{ word }{ unseen(&[" ", name].concat()) }</> };
    html! {
        <li key={id}>
            <div class="document">
                <span class="name">
                    <b>{ name }</b>
                    if !is_text { { ", " }{ number::size(given.bytes) } }
                </span>
                <span class="contents">
                    { read.map(|it| it.contents.as_str()) }
                    if let Some(read) = read.filter(|it| it.whole) { { ", " }{ everybody(read) } }
                </span>
                <span class="read">
                    { coverage }
                    if problems > 0 {
                        { " " }
                        { ui.go("link", html! { [&number::grouped(problems), " not"].concat() }, Focus::Problems) }
                    }
                </span>
                <span class="ends">
                    if is_text && ui.state.field != Field::Open(Some(id)) {
                        { ui.button("link", named("Change"), move || Action::OpenField(Some(id))) }
                    }
                    { match only {
                        Some((_, all)) => all.clone(),
                        None => ui.button("link", named("Remove"), move || Action::Remove(id)),
                    } }
                </span>
            </div>
            { read.map(|it| question(ui, given, it)) }
        </li>
    }
}

/// **everybody**, and where that is known in which system.
fn everybody(document: &Document) -> Html {
    html! {
        <>
            <b>{ "everybody" }</b>
            if let Some(side) = document.from { { " in " }{ side.label() } }
        </>
    }
}

/// The question that only the reader can answer: one at a time, and each once.
fn question(ui: &Ui, given: &Given, read: &Document) -> Html {
    let id = given.id;
    let (words, yes, action): (Html, _, fn(u32, bool) -> Action) =
        if read.may_be_maptician && given.from_maptician.is_none() {
            let words = html! {
                <>{ "Is this " }<b>{ "Maptician’s" }</b>{ " list? Only then do its flags say who counts." }</>
            };
            (words, "Yes, Maptician’s", Action::AnswerMaptician)
        } else if read.may_be_whole && given.whole.is_none() {
            let words = html! {
                <>{ "Is this " }{ everybody(read) }{ "? Only then does a missing user mean something." }</>
            };
            (words, "Yes, everybody", Action::AnswerWhole)
        } else {
            return Html::default();
        };
    html! {
        <div class="question" role="group">
            <p>{ words }</p>
            { ui.button("button small", html! { yes }, move || action(id, true)) }
            { ui.button("button small", html! { "No, or not sure" }, move || action(id, false)) }
        </div>
    }
}

/// What was read, what is not about users, and what was not understood, document by document.
fn coverage_table(ui: &Ui) -> Html {
    let documents = ui.state.findings.iter().flat_map(|it| &it.report.documents);
    let rows = documents.map(|it| {
        let application = it.application.as_ref().map(|it| [", for the application ", it].concat());
        let size = number::size(it.bytes as f64);
        let lines = number::counted(it.lines, "line", "lines");
        let kind = [&size, ", ", &lines, ", ", &it.encoding, &application.unwrap_or_default()].concat();
        html! {
            <tr>
                <th scope="row">{ &it.name }<small>{ kind }</small></th>
                { for [it.records, it.ignored, it.problem_count].map(|it| html! { <td>{ number::grouped(it) }</td> }) }
            </tr>
        }
    });
    table(&["Document", "Entries read", "Not about users", "Not understood"], rows.collect())
}

/// A table in a frame that scrolls by itself where it is too wide.
pub fn table(heads: &[&'static str], rows: Html) -> Html {
    html! {
        <div class="panel scroll" tabindex="0" role="group" aria-label="Table">
            <table>
                <thead><tr>{ for heads.iter().map(|it| html! { <th scope="col">{ *it }</th> }) }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}
