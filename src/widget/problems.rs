//! What the answers leave out: each document's problems, with their lines.

use std::rc::Rc;

use scim_checkup_rules::Document;
use yew::prelude::*;

use crate::{
    findings::Findings,
    number,
    sign::{Shape, Sign},
};

/// How many problems of a document are shown before one asks for more.
const FIRST: usize = 3;

#[derive(PartialEq, Properties)]
pub struct ProblemsProps {
    pub findings: Rc<Findings>,
}

#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let documents: Vec<_> =
        props.findings.report.documents.iter().filter(|it| it.problem_count > 0).cloned().collect();
    if documents.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problems" part="problems">
            <h3 id="problems" tabindex="-1">{ "What the answers leave out" }</h3>
            <ul>
                { for documents.into_iter().map(|document| html! { <DocumentProblems {document} /> }) }
            </ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct DocumentProblemsProps {
    document: Document,
}

#[component]
fn DocumentProblems(props: &DocumentProblemsProps) -> Html {
    let all = use_state(|| false);
    let document = &props.document;
    let shown = if *all { document.problems.len() } else { FIRST.min(document.problems.len()) };
    let onclick = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    let count =
        number::counted(document.problem_count, "place was not understood", "places were not understood");
    let kept = document.problems.len() as u32;
    html! {
        <li class="signed">
            <Sign shape={Shape::Broken} />
            <div>
                <h4>{ &document.name }{ ": " }{ count }</h4>
                <dl class="lines">
                    { for document.problems.iter().take(shown).map(|it| html! {
                        <div><dt>{ "Line " }{ number::grouped(it.line) }</dt><dd>{ &it.message }</dd></div>
                    }) }
                </dl>
                if shown < document.problems.len() {
                    <button type="button" class="link" {onclick}>
                        { ["Show all ", &number::grouped(kept)].concat() }
                    </button>
                } else if document.problem_count > kept {
                    <p class="note">{ ["The first ", &number::grouped(kept), " are shown."].concat() }</p>
                }
            </div>
        </li>
    }
}
