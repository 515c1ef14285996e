//! The three answers: the same names in the same order everywhere, the last one first to the eye.

use scim_checkup_rules::{Urgency, User};
use yew::prelude::*;

use crate::{
    days::moment,
    evidence::evidence,
    message::message,
    sign::{Shape, sign},
    steps::steps,
    tag::{beside, tag},
    ui::Ui,
};

/// The three sections, and what stands below the first two.
pub fn answers(ui: &Ui, user: &User, below: Option<Html>) -> Html {
    let User { corruption, billing, action, .. } = user;
    let next = billing.next.map(|it| tag("p", "", tag("b", "", ["Counting ", it.label(), "."].concat())));
    let ground = match action.urgency {
        Urgency::Now | Urgency::WhenReturning => "answer action act",
        Urgency::ByDeadline => "answer action decide",
        Urgency::None => "answer action",
    };
    let when = match action.deadline {
        Some(time) => beside(("Until ", moment(time))),
        None => beside(("When ", tag("b", "", action.urgency.label()))),
    };
    let who = tag("span", "", ("Who ", tag("b", "", action.owner.label())));
    html! {
        <div class="answers" part="answers">
            <section class="answer" part="corruption">
                { asked("Is the username corrupted?", Shape::of_corruption(corruption.status), &corruption.title) }
                { tag("p", "", &corruption.explanation) }
                { evidence(&corruption.evidence, corruption.evidence_count) }
            </section>
            <section class="answer billing" part="billing">
                { asked("Does the user count for billing?", Shape::of_billing(billing.status), &billing.title) }
                { next }
                { tag("p", "", &billing.explanation) }
                { evidence(&billing.evidence, billing.evidence_count) }
            </section>
            <section class={ground} part="action" id="next-step" tabindex="-1">
                { asked("What to do next", Shape::of_action(action.kind, action.urgency), &action.title) }
                { tag("p", "who", (who, tag("span", "", when))) }
                { tag("p", "", &action.explanation) }
                { steps(ui, &action.steps) }
                { message(ui, &action.message, &user.name) }
                { evidence(&action.evidence, action.evidence_count) }
            </section>
            { below }
        </div>
    }
}

/// The question, and its answer with a sign.
fn asked(question: &str, shape: Shape, title: &str) -> Html {
    tag(
        "h3",
        "",
        (tag("span", "asked", question), tag("span", "given", (sign(shape), tag("span", "", title)))),
    )
}
