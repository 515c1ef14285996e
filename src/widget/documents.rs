//! What was given: a row for each document, and the line that says how it was read.

use scim_checkup_rules::Document;
use yew::prelude::*;

use crate::{
    number,
    state::{Action, Field, Focus, Given, Material},
    tag::{beside, tag},
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
    let add =
        (state.field != Field::Open(None)).then(|| ui.button("link", "Add", || Action::OpenField(None)));
    let all = beside((add, ui.button("link", "Clear", || Action::Clear)));
    // One document's row also carries what else holds for all of them.
    let only = (!several).then(|| (beside(coverage.clone()), all.clone()));
    let rows = state.documents.iter().map(|it| row(ui, it, only.as_ref())).collect::<Vec<_>>();
    let short = several.then(|| {
        let word = if state.documents_open { "Close" } else { "Open" };
        let count = number::counted(state.documents.len() as u32, "document", "documents");
        tag("p", "short", (tag("b", "", count), ui.button("link", word, || Action::ToggleDocuments)))
    });
    let example = state.example.then(|| {
        tag("p", "note example", "An example, with invented people. Choose Clear and paste your own.")
    });
    let together = several.then(|| tag("div", "together", (coverage, tag("span", "ends", all))));
    html! {
        <section {class} part="documents" aria-label="What was given">
            { example }{ short }{ tag("ul", "", rows) }{ together }
            { state.coverage_open.then(|| coverage_table(ui)) }
        </section>
    }
}

fn row(ui: &Ui, given: &Given, only: Option<&(Html, Html)>) -> Html {
    let id = given.id;
    let read = ui.state.findings.as_ref().and_then(|it| it.document(id));
    let is_text = matches!(given.material, Material::Text(_));
    let name = read.map_or(&*given.name, |it| it.name.as_str());
    let size = (!is_text).then(|| [", ", &number::size(given.bytes)].concat());
    let whole = read.filter(|it| it.whole).map(|it| (", ", everybody(it)));
    let coverage = match (only, read) {
        (Some((coverage, _)), _) => coverage.clone(),
        (None, Some(read)) => beside(&read.coverage),
        (None, None) => beside(ui.state.shown_reading().map(|_| "in line")),
    };
    let problems = read.map_or(0, |it| it.problem_count);
    let problems = (problems > 0)
        .then(|| (" ", ui.go("link", [&number::grouped(problems), " not"].concat(), Focus::Problems)));
    let named = |word: &'static str| (word, unseen(&[" ", name].concat()));
    let change = (is_text && ui.state.field != Field::Open(Some(id)))
        .then(|| ui.button("link", named("Change"), move || Action::OpenField(Some(id))));
    let end = match only {
        Some((_, all)) => all.clone(),
        None => ui.button("link", named("Remove"), move || Action::Remove(id)),
    };
    let cells = (
        tag("span", "name", (tag("b", "", name), size)),
        tag("span", "contents", (read.map(|it| &it.contents), whole)),
        tag("span", "read", (coverage, problems)),
        tag("span", "ends", (change, end)),
    );
    html! { <li key={id}>{ tag("div", "document", cells) }{ read.and_then(|it| question(ui, given, it)) }</li> }
}

/// **everybody**, and where that is known in which system.
fn everybody(document: &Document) -> Html {
    beside((tag("b", "", "everybody"), document.from.map(|it| [" in ", it.label()].concat())))
}

/// The question that only the reader can answer: one at a time, and each once.
fn question(ui: &Ui, given: &Given, read: &Document) -> Option<Html> {
    let id = given.id;
    let (words, yes, action): (Html, _, fn(u32, bool) -> Action) = if read.may_be_maptician
        && given.from_maptician.is_none()
    {
        let whose = tag("b", "", "Maptician’s");
        let words = beside(("Is this ", whose, " list? Only then do its flags say who counts."));
        (words, "Yes, Maptician’s", Action::AnswerMaptician)
    } else if read.may_be_whole && given.whole.is_none() {
        let words = beside(("Is this ", everybody(read), "? Only then does a missing user mean something."));
        (words, "Yes, everybody", Action::AnswerWhole)
    } else {
        return None;
    };
    let yes = ui.button("button small", yes, move || action(id, true));
    let no = ui.button("button small", "No, or not sure", move || action(id, false));
    Some(tag("div", "question", (tag("p", "", words), yes, no)))
}

/// What was read, what is not about users, and what was not understood, document by document.
fn coverage_table(ui: &Ui) -> Html {
    let documents = ui.state.findings.iter().flat_map(|it| &it.report.documents);
    let rows = documents.map(|it| {
        let application = it.application.as_ref().map(|it| [", for the application ", it].concat());
        let size = number::size(it.bytes as f64);
        let lines = number::counted(it.lines, "line", "lines");
        let kind = [&size, ", ", &lines, ", ", &it.encoding, &application.unwrap_or_default()].concat();
        let count = |it: u32| tag("td", "", number::grouped(it));
        let name = tag("th", "", (&it.name, tag("small", "", kind)));
        tag("tr", "", (name, count(it.records), count(it.ignored), count(it.problem_count)))
    });
    table(&["Document", "Entries read", "Not about users", "Not understood"], rows.collect())
}

/// A table in a frame that scrolls by itself where it is too wide.
pub fn table(heads: &[&str], rows: Vec<Html>) -> Html {
    let heads = heads.iter().map(|it| tag("th", "", *it)).collect::<Vec<_>>();
    let table = tag("table", "", (tag("thead", "", tag("tr", "", heads)), tag("tbody", "", rows)));
    html! { <div class="panel scroll" tabindex="0" role="group" aria-label="Table">{ table }</div> }
}
