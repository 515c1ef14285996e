//! How it stands and who acts.

use yew::prelude::*;

use crate::{progress::progress, state::Focus, tag::tag, ui::Ui};

pub fn headline(ui: &Ui, stop: &Callback<MouseEvent>) -> Html {
    let reading = ui.state.shown_reading();
    let findings = ui.state.findings.as_ref();
    let report = findings.map(|it| &it.report);
    if report.is_none() && reading.is_none() {
        return Html::default();
    }
    let lede = match (reading, report) {
        (Some(_), _) => {
            "Still reading. Answers are drawn from what has been read, and a later entry can change them."
        }
        (None, Some(report)) => &report.lede,
        _ => "",
    };
    let p = |it: &str| tag("p", "lede", it);
    let stopped = ui.state.stopped && reading.is_none();
    let jump = findings.and_then(|it| it.only_user()).map(|it| {
        let to = if it.action.message.is_empty() { "To the next step" } else { "To the message for support" };
        ui.go("button main jump", to, Focus::NextStep)
    });
    html! {
        <section class="head" part="headline">
            <h2 id="headline" tabindex="-1">
                { report.map_or("Reading what you gave", |it| it.headline.as_str()) }
            </h2>
            { (!lede.is_empty()).then(|| p(lede)) }
            { stopped.then(|| p("Reading was stopped. What was not read could change the answers.")) }
            { reading.map(|it| progress(it, stop.clone())) }
            { jump }
        </section>
    }
}
