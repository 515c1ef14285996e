//! What belongs to no single user.

use scim_checkup_rules::{Notice, Step};
use yew::prelude::*;

use crate::{
    evidence::evidence,
    sign::{Shape, sign},
};

pub fn notices(class: &'static str, notices: &[Notice]) -> Html {
    if notices.is_empty() {
        return Html::default();
    }
    html! { <section {class} part="notices" aria-label="Notices">{ for notices.iter().map(notice) }</section> }
}

fn notice(notice: &Notice) -> Html {
    let step = |it: &Step| html! { <li>{ &it.text }</li> };
    html! {
        <div class="signed notice">
            { sign(Shape::Lines) }
            <div>
                <p><b>{ &notice.title }</b>{ " " }{ &notice.explanation }</p>
                if !notice.steps.is_empty() { <ul>{ for notice.steps.iter().map(step) }</ul> }
                { evidence(&notice.evidence, notice.evidence_count) }
            </div>
        </div>
    }
}

/// Something about the page the widget stands in.
pub fn page_notice(text: &AttrValue) -> Html {
    html! {
        <section class="notices" part="notices" role="status">
            <div class="signed notice">{ sign(Shape::Lines) }<p>{ text }</p></div>
        </section>
    }
}
