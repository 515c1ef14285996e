//! Why there are no answers, and what to add.

use yew::prelude::*;

use crate::{
    copy::copy_line,
    sign::{Shape, sign},
    tag::{beside, tag},
    ui::Ui,
};

pub fn failure(ui: &Ui) -> Html {
    let Some(failure) = &ui.state.failure else { return Html::default() };
    let fix = failure.fix.as_ref().map(|it| {
        beside((
            tag("p", "note", "For whoever runs this page, to add:"),
            copy_line(it.clone(), "what to add"),
        ))
    });
    let words = (
        tag("h3", "", &*failure.title),
        tag("p", "", &*failure.text),
        fix,
        tag("p", "note", ("Stuck? Ask ", ui.contact_link(), ".")),
    );
    html! {
        <section class="failure signed" part="failure" role="alert">
            { sign(Shape::Broken) }{ tag("div", "", words) }
        </section>
    }
}
