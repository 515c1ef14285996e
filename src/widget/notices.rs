//! What belongs to no single user.

use scim_checkup_rules::Notice;
use yew::prelude::*;

use crate::{
    evidence::EvidenceList,
    sign::{Shape, Sign},
};

#[derive(PartialEq, Properties)]
pub struct NoticesProps {
    pub notices: Vec<Notice>,
}

#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    if props.notices.is_empty() {
        return Html::default();
    }
    html! {
        <section class="notices" part="notices" aria-label="Notices">
            { for props.notices.iter().map(notice) }
        </section>
    }
}

pub fn notice(notice: &Notice) -> Html {
    html! {
        <div class="signed notice">
            <Sign shape={Shape::Lines} />
            <div>
                <p><b>{ &notice.title }</b>{ " " }{ &notice.explanation }</p>
                if !notice.steps.is_empty() {
                    <ul>{ for notice.steps.iter().map(|it| html! { <li>{ &it.text }</li> }) }</ul>
                }
                <EvidenceList evidence={notice.evidence.clone()} count={notice.evidence_count} />
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct PageNoticeProps {
    pub text: AttrValue,
}

/// Something about the page the widget stands in.
#[component]
pub fn PageNotice(props: &PageNoticeProps) -> Html {
    html! {
        <section class="notices page" part="notices" role="status">
            <div class="signed notice"><Sign shape={Shape::Lines} /><p>{ &props.text }</p></div>
        </section>
    }
}
