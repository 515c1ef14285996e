//! The three answers: the same names in the same order everywhere, the last one first to the eye.

use std::rc::Rc;

use scim_checkup_rules::{Shell, Urgency, User};
use yew::prelude::*;

use crate::{
    days::Deadline,
    evidence::EvidenceList,
    message::Message,
    sign::{Shape, Sign},
    steps::Steps,
    view::Dispatch,
};

#[derive(PartialEq, Properties)]
pub struct AnswersProps {
    pub user: Rc<User>,
    pub shell: Shell,
    pub contact: Option<AttrValue>,
    pub dispatch: Dispatch,
    /// What stands below the first two.
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Answers(props: &AnswersProps) -> Html {
    let User { corruption, billing, action, .. } = &*props.user;
    let ground = match action.urgency {
        Urgency::Now | Urgency::WhenReturning => "act",
        Urgency::ByDeadline => "decide",
        Urgency::None => "rest-easy",
    };
    html! {
        <div class="answers" part="answers">
            <section class="answer corruption" part="corruption">
                <h3>
                    <span class="asked">{ "Is the username corrupted?" }</span>
                    <span class="given"><Sign shape={Shape::of_corruption(corruption.status)} />{ &corruption.title }</span>
                </h3>
                <p>{ &corruption.explanation }</p>
                <EvidenceList evidence={corruption.evidence.clone()} count={corruption.evidence_count} />
            </section>
            <section class="answer billing" part="billing">
                <h3>
                    <span class="asked">{ "Does the user count for billing?" }</span>
                    <span class="given"><Sign shape={Shape::of_billing(billing.status)} />{ &billing.title }</span>
                </h3>
                if let Some(next) = billing.next { <p class="next"><b>{ "Counting " }{ next.label() }</b></p> }
                <p>{ &billing.explanation }</p>
                <EvidenceList evidence={billing.evidence.clone()} count={billing.evidence_count} />
            </section>
            <section class={classes!("answer", "action", ground)} part="action">
                <h3 id="next-step" tabindex="-1">
                    <span class="asked">{ "What to do next" }</span>
                    <span class="given">
                        <Sign shape={Shape::of_action(action.kind, action.urgency)} />{ &action.title }
                    </span>
                </h3>
                <p class="who">
                    <span>{ "Who " }<b>{ action.owner.label() }</b></span>
                    { match action.deadline {
                        Some(time) => html! { <span>{ "Until " }<Deadline {time} /></span> },
                        None => html! { <span>{ "When " }<b>{ action.urgency.label() }</b></span> },
                    } }
                </p>
                <p class="why">{ &action.explanation }</p>
                <Steps steps={action.steps.clone()} shell={props.shell} dispatch={props.dispatch.clone()} />
                <Message lines={action.message.clone()} about={props.user.name.clone()}
                    contact={props.contact.clone()} />
                <EvidenceList evidence={action.evidence.clone()} count={action.evidence_count} />
            </section>
            { props.children.clone() }
        </div>
    }
}
