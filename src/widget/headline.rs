//! How it stands and who acts.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    field::Go,
    findings::Findings,
    state::{Focus, Reading},
    view::Dispatch,
};

#[derive(PartialEq, Properties)]
pub struct HeadlineProps {
    pub findings: Option<Rc<Findings>>,
    pub reading: Option<Reading>,
    pub stopped: bool,
    pub dispatch: Dispatch,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Headline(props: &HeadlineProps) -> Html {
    let report = props.findings.as_ref().map(|it| &it.report);
    let message = props
        .findings
        .as_ref()
        .filter(|it| it.n_users() == 1)
        .and_then(|it| it.users.first())
        .map(|it| !it.action.message.is_empty());
    html! {
        <section class="head" part="headline">
            <h2 id="headline" tabindex="-1">
                { report.map_or("Reading what you gave", |it| it.headline.as_str()) }
            </h2>
            if props.reading.is_some() {
                <p class="lede">
                    { "Still reading. Answers are drawn from what has been read, and a later entry can change them." }
                </p>
            } else if let Some(report) = report {
                if !report.lede.is_empty() { <p class="lede">{ &report.lede }</p> }
                if props.stopped {
                    <p class="lede">{ "Reading was stopped. What was not read could change the answers." }</p>
                }
            }
            { props.children.clone() }
            if let Some(message) = message {
                <Go to={Focus::NextStep} class="button main jump" dispatch={props.dispatch.clone()}>
                    { if message { "To the message for support" } else { "To the next step" } }
                </Go>
            }
        </section>
    }
}
