//! Why there are no answers, and what to add.

use yew::prelude::*;

use crate::{
    copy::CopyLine,
    sign::{Shape, Sign},
    sources::contact,
    state::Failure,
    view::SUPPORT,
};

#[derive(PartialEq, Properties)]
pub struct FailureProps {
    pub failure: Failure,
    pub contact: Option<AttrValue>,
}

#[component]
pub fn FailureBlock(props: &FailureProps) -> Html {
    let Failure { title, text, fix } = &props.failure;
    html! {
        <section class="failure signed" part="failure" role="alert">
            <Sign shape={Shape::Broken} />
            <div>
                <h3>{ title }</h3>
                <p>{ text }</p>
                if let Some(fix) = fix {
                    <p class="note">{ "For whoever runs this page, to add:" }</p>
                    <CopyLine text={fix} what="what to add" />
                }
                <p class="note">{ "Stuck? Ask " }{ contact(&props.contact.clone().unwrap_or(SUPPORT.into())) }{ "." }</p>
            </div>
        </section>
    }
}
