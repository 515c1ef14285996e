//! Why there are no answers, and what to add.

use yew::prelude::*;

use crate::{
    copy::copy_line,
    sign::{Shape, sign},
    ui::Ui,
};

pub fn failure(ui: &Ui) -> Html {
    let Some(failure) = &ui.state.failure else { return Html::default() };
    html! {
        <section class="failure signed" part="failure" role="alert">
            { sign(Shape::Broken) }
            <div>
                <h3>{ &failure.title }</h3>
                <p>{ &failure.text }</p>
                if let Some(fix) = &failure.fix {
                    <p class="note">{ "For whoever runs this page, to add:" }</p>
                    { copy_line(fix.clone(), "what to add") }
                }
                <p class="note">{ "Stuck? Ask " }{ ui.contact_link() }{ "." }</p>
            </div>
        </section>
    }
}
