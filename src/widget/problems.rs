//! What the answers leave out: each document's problems, with their lines.

use scim_checkup_rules::{Document, Problem};
use yew::prelude::*;

use crate::{
    findings::Findings,
    fold::fold,
    number,
    sign::{Shape, sign},
    tag::tag,
};

/// How many problems of a document are shown before one asks for more.
const FIRST: usize = 3;

pub fn problems(findings: &Findings) -> Html {
    let documents = findings.report.documents.iter().filter(|it| it.problem_count > 0).map(document);
    let documents: Vec<Html> = documents.collect();
    if documents.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problems" part="problems">
            <h3 id="problems" tabindex="-1">{ "What the answers leave out" }</h3>
            { tag("ul", "", documents) }
        </section>
    }
}

fn document(document: &Document) -> Html {
    let count =
        number::counted(document.problem_count, "place was not understood", "places were not understood");
    let (first, more) = document.problems.split_at(FIRST.min(document.problems.len()));
    let missing = document.problem_count as usize > document.problems.len();
    let more = (!more.is_empty()).then(|| {
        let label = [&number::grouped(more.len() as u32), " more"].concat();
        fold("link", label, (lines(more), missing.then(|| tag("p", "note", "Only the first are kept."))))
    });
    let title = tag("h4", "", [&document.name, ": ", &count].concat());
    tag("li", "signed", (sign(Shape::Broken), tag("div", "", (title, lines(first), more))))
}

fn lines(problems: &[Problem]) -> Html {
    let line = |it: &Problem| {
        tag(
            "div",
            "",
            (tag("dt", "", ["Line ", &number::grouped(it.line)].concat()), tag("dd", "", &it.message)),
        )
    };
    tag("dl", "lines", problems.iter().map(line).collect::<Vec<_>>())
}
