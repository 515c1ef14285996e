//! The top bar: what this is, and that nothing leaves the page.

use yew::prelude::*;

use crate::{fold::fold, tag::tag};

pub fn bar() -> Html {
    let how = (
        tag(
            "p",
            "",
            "Your text is read by this browser, in this tab. It is not sent and not stored, and it is forgotten when \
             you close the tab or choose Clear.",
        ),
        tag(
            "p",
            "",
            "To check: open the browser’s network tools, empty the list, and paste. No request follows. Or cut the \
             connection first; it works the same.",
        ),
    );
    html! {
        <header class="bar" part="bar">
            { tag("strong", "", "SCIM Checkup") }
            { tag("div", "privacy", ("What you paste stays in this page. ", fold("link", "How to check that", how))) }
        </header>
    }
}
