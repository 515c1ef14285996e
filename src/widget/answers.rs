//! The three answers: the same names in the same order everywhere, the last one first to the eye.

use scim_checkup_rules::{Evidence, Urgency, User};
use yew::prelude::*;

use crate::{
    days::moment,
    evidence::evidence,
    message::message,
    sign::{Shape, sign},
    steps::steps,
    ui::Ui,
};

/// The three sections, and what stands below the first two.
pub fn answers(ui: &Ui, user: &User, rest: Html) -> Html {
    let User { corruption, billing, action, .. } = user;
    let next = billing.next.map(|it| html! { <p><b>{ "Counting " }{ it.label() }{ "." }</b></p> });
    let ground = match action.urgency {
        Urgency::Now | Urgency::WhenReturning => "answer action act",
        Urgency::ByDeadline => "answer action decide",
        Urgency::None => "answer action",
    };
    html! {
        <div class="answers" part="answers">
            <section class="answer" part="corruption">
                <h3>{ asked("Is the username corrupted?", Shape::of_corruption(corruption.status), &corruption.title) }</h3>
                { why(&corruption.explanation, &corruption.evidence, corruption.evidence_count) }
            </section>
            <section class="answer billing" part="billing">
                <h3>{ asked("Does the user count for billing?", Shape::of_billing(billing.status), &billing.title) }</h3>
                { next }
                { why(&billing.explanation, &billing.evidence, billing.evidence_count) }
            </section>
            <section class={ground} part="action">
                <h3 id="next-step" tabindex="-1">
                    { asked("What to do next", Shape::of_action(action.kind, action.urgency), &action.title) }
                </h3>
                <p class="who">
                    <span>{ "Who " }<b>{ action.owner.label() }</b></span>
                    { match action.deadline {
                        Some(time) => html! { <span>{ "Until " }{ moment(time) }</span> },
                        None => html! { <span>{ "When " }<b>{ action.urgency.label() }</b></span> },
                    } }
                </p>
                <p>{ &action.explanation }</p>
                { steps(ui, &action.steps) }
                { message(ui, &action.message, &user.name) }
                { evidence(&action.evidence, action.evidence_count) }
            </section>
            { rest }
        </div>
    }
}

fn asked(question: &str, shape: Shape, title: &str) -> Html {
    html! {
        <><span class="asked">{ question }</span><span class="given">{ sign(shape) }<span>{ title }</span></span></>
    }
}

fn why(explanation: &str, places: &[Evidence], count: u32) -> Html {
    html! { <><p>{ explanation }</p>{ evidence(places, count) }</> }
}
