//! What was given: a row for each document, and the line that says how it was read.

use std::rc::Rc;

use scim_checkup_rules::Document;
use yew::prelude::*;

use crate::{
    field::Go,
    findings::Findings,
    number,
    state::{Action, Field, Focus, Given, Material, Reading},
    view::Dispatch,
};

#[derive(PartialEq, Properties)]
pub struct DocumentsProps {
    pub documents: Vec<Given>,
    pub findings: Option<Rc<Findings>>,
    pub editing: Field,
    pub reading: Option<Reading>,
    pub example: bool,
    pub dispatch: Dispatch,
}

#[component]
pub fn Documents(props: &DocumentsProps) -> Html {
    // On a narrow page several documents stand behind one line.
    let unfolded = use_state(|| false);
    let coverage_open = use_state(|| false);
    let act = |action: fn() -> Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action()))
    };
    let flip = |it: &UseStateHandle<bool>| {
        let it = it.clone();
        Callback::from(move |_: MouseEvent| it.set(!*it))
    };
    let several = props.documents.len() > 1;
    let findings = props.findings.as_ref();
    let coverage = findings.map(|it| {
        html! {
            <button type="button" class="link plain" aria-expanded={coverage_open.to_string()} onclick={flip(&coverage_open)}>
                { &it.report.coverage }
            </button>
        }
    });
    let all = html! {
        <span class="ends">
            if !matches!(props.editing, Field::Open(None)) {
                <button type="button" class="link" onclick={act(|| Action::OpenField(None))}>{ "Add" }</button>
            }
            <button type="button" class="link" onclick={act(|| Action::Clear)}>{ "Clear" }</button>
        </span>
    };
    let rows = props.documents.iter().map(|given| {
        let read = findings.and_then(|it| it.document(given.id));
        let (coverage, all) = if several { (None, None) } else { (coverage.clone(), Some(all.clone())) };
        html! {
            <DocumentRow key={given.id} given={given.clone()} read={read.cloned()} {coverage} {all}
                reading={props.reading.is_some()} editing={props.editing == Field::Open(Some(given.id))}
                dispatch={props.dispatch.clone()} />
        }
    });
    html! {
        <section class={classes!("documents", several.then_some("several"), unfolded.then_some("unfolded"))}
            part="documents" aria-label="What was given">
            if props.example {
                <p class="note example">{ "An example, with invented people. Choose Clear and paste your own." }</p>
            }
            if several {
                <p class="short">
                    <b>{ number::counted(props.documents.len() as u32, "document", "documents") }</b>
                    <button type="button" class="link" aria-expanded={unfolded.to_string()} onclick={flip(&unfolded)}>
                        { if *unfolded { "Close" } else { "Open" } }
                    </button>
                </p>
            }
            <ul>{ for rows }</ul>
            if several {
                <div class="together">{ coverage.unwrap_or_default() }{ all }</div>
            }
            if let Some(findings) = findings.filter(|_| *coverage_open) {
                <Coverage documents={findings.report.documents.clone()} />
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    given: Given,
    read: Option<Document>,
    /// Stands in the row where there is only one.
    coverage: Option<Html>,
    all: Option<Html>,
    reading: bool,
    editing: bool,
    dispatch: Dispatch,
}

#[component]
fn DocumentRow(props: &RowProps) -> Html {
    let RowProps { given, read, dispatch, .. } = props;
    let id = given.id;
    let act = |action: fn(u32) -> Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action(id)))
    };
    let is_text = matches!(given.material, Material::Text(_));
    let name = read.as_ref().map_or(&*given.name, |it| it.name.as_str());
    html! {
        <li>
            <div class="document">
                <b class="name">
                    { name }
                    if !is_text { <span class="light">{ ", " }{ number::size(given.bytes) }</span> }
                </b>
                <span class="contents">
                    { read.as_ref().map(|it| it.contents.clone()).unwrap_or_default() }
                    if let Some(it) = read.as_ref().filter(|it| it.whole) { { whose(it) } }
                </span>
                <span class="read">
                    { match (&props.coverage, read) {
                        (Some(coverage), _) => coverage.clone(),
                        (None, Some(read)) => html! { &read.coverage },
                        (None, None) if props.reading => html! { "in line" },
                        _ => Html::default(),
                    } }
                    if let Some(read) = read.as_ref().filter(|it| it.problem_count > 0) {
                        { " " }
                        <Go to={Focus::Problems} class="link" dispatch={dispatch.clone()}>
                            { [&number::grouped(read.problem_count), " not"].concat() }
                        </Go>
                    }
                </span>
                <span class="ends">
                    if is_text && !props.editing {
                        <button type="button" class="link" onclick={act(|it| Action::OpenField(Some(it)))}>
                            { "Change" }<span class="hidden">{ " " }{ name }</span>
                        </button>
                    }
                    if let Some(all) = &props.all {
                        { all.clone() }
                    } else {
                        <button type="button" class="link" onclick={act(Action::Remove)}>
                            { "Remove" }<span class="hidden">{ " " }{ name }</span>
                        </button>
                    }
                </span>
            </div>
            if let Some(read) = read { { question(given, read, dispatch) } }
        </li>
    }
}

/// That a listing is known to be everybody.
fn whose(document: &Document) -> Html {
    html! {
        <>
            { ", " }<b>{ "everybody" }</b>
            if let Some(side) = document.from { { " in " }{ side.label() } }
        </>
    }
}

/// The question that only the reader can answer: one at a time, and each once.
fn question(given: &Given, read: &Document, dispatch: &Dispatch) -> Html {
    let id = given.id;
    let asked: Option<(Html, [&str; 2], fn(u32, bool) -> Action)> = if read.may_be_maptician
        && given.from_maptician.is_none()
    {
        Some((
            html! {
                <>{ "Is this " }<b>{ "Maptician’s" }</b>{ " list? Only then do its flags say who counts." }</>
            },
            ["Yes, Maptician’s", "No, or not sure"],
            Action::AnswerMaptician,
        ))
    } else if read.may_be_whole && given.whole.is_none() {
        Some((
            html! {
                <>
                    { "Is this " }<b>{ "everybody" }</b>
                    if let Some(side) = read.from { { " in " }{ side.label() } }
                    { "? Only then does a missing user mean something." }
                </>
            },
            ["Yes, everybody", "No, or not sure"],
            Action::AnswerWhole,
        ))
    } else {
        None
    };
    let Some((words, answers, action)) = asked else { return Html::default() };
    let answer = |it: bool| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action(id, it)))
    };
    html! {
        <div class="question" role="group">
            <p>{ words }</p>
            <button type="button" class="button small" onclick={answer(true)}>{ answers[0] }</button>
            <button type="button" class="button small" onclick={answer(false)}>{ answers[1] }</button>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct CoverageProps {
    documents: Vec<Document>,
}

/// What was read, what is not about users, and what was not understood, document by document.
#[component]
fn Coverage(props: &CoverageProps) -> Html {
    let rows = props.documents.iter().map(|it| {
        html! {
            <tr>
                <th scope="row">
                    { &it.name }
                    <small>
                        { number::size(it.bytes as f64) }{ ", " }{ number::counted(it.lines, "line", "lines") }{ ", " }
                        { &it.encoding }
                        if let Some(application) = &it.application { { ", for the application " }{ application } }
                    </small>
                </th>
                <td>{ number::grouped(it.records) }</td>
                <td>{ number::grouped(it.ignored) }</td>
                <td>{ number::grouped(it.problem_count) }</td>
            </tr>
        }
    });
    html! {
        <div class="panel scroll" tabindex="0" role="group" aria-label="How it was read">
            <table class="coverage">
                <thead>
                    <tr>
                        <th scope="col">{ "Document" }</th>
                        <th scope="col">{ "Entries read" }</th>
                        <th scope="col">{ "Not about users" }</th>
                        <th scope="col">{ "Not understood" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}
