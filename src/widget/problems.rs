//! What the answers leave out: each document's problems, with their lines.

use scim_checkup_rules::{Document, Problem};
use yew::prelude::*;

use crate::{
    findings::Findings,
    fold::Fold,
    number,
    sign::{Shape, sign},
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
            <ul>{ documents }</ul>
        </section>
    }
}

fn document(document: &Document) -> Html {
    let count =
        number::counted(document.problem_count, "place was not understood", "places were not understood");
    let (first, more) = document.problems.split_at(FIRST.min(document.problems.len()));
    let missing = document.problem_count as usize > document.problems.len();
    html! {
        <li class="signed">
            { sign(Shape::Broken) }
            <div>
                <h4>{ [&document.name, ": ", &count].concat() }</h4>
                { lines(first) }
                if !more.is_empty() {
                    <Fold label={html! { [&number::grouped(more.len() as u32), " more"].concat() }}>
                        { lines(more) }
                        if missing { <p class="note">{ "Only the first are kept." }</p> }
                    </Fold>
                }
            </div>
        </li>
    }
}

fn lines(problems: &[Problem]) -> Html {
    let line = |it: &Problem| {
        html! { <div><dt>{ ["Line ", &number::grouped(it.line)].concat() }</dt><dd>{ &it.message }</dd></div> }
    };
    html! { <dl class="lines">{ for problems.iter().map(line) }</dl> }
}
