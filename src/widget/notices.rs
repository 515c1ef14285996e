//! What belongs to no single user.

use scim_checkup_rules::Notice;
use yew::prelude::*;

use crate::{
    evidence::evidence,
    sign::{Shape, sign},
    tag::tag,
};

pub fn notices(class: &'static str, notices: &[Notice]) -> Option<Html> {
    let section = || html! { <section {class} part="notices" aria-label="Notices">{ for notices.iter().map(notice) }</section> };
    (!notices.is_empty()).then(section)
}

fn notice(notice: &Notice) -> Html {
    let steps = notice.steps.iter().map(|it| tag("li", "", &it.text)).collect::<Vec<_>>();
    let words = (
        tag("p", "", (tag("b", "", &notice.title), " ", &notice.explanation)),
        (!steps.is_empty()).then(|| tag("ul", "", steps)),
        evidence(&notice.evidence, notice.evidence_count),
    );
    tag("div", "signed notice", (sign(Shape::Lines), tag("div", "", words)))
}

/// Something about the page the widget stands in.
pub fn page_notice(text: &AttrValue) -> Html {
    html! {
        <section class="notices" part="notices" role="status">
            { tag("div", "signed notice", (sign(Shape::Lines), tag("p", "", &**text))) }
        </section>
    }
}
