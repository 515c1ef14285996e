//! The top bar: what this is, and that nothing leaves the page.

use yew::prelude::*;

use crate::fold::Fold;

pub fn bar() -> Html {
    html! {
        <header class="bar" part="bar">
            <strong>{ "SCIM Checkup" }</strong>
            <div class="privacy">
                <span>{ "What you paste stays in this page. " }</span>
                <Fold label={html! { "How to check that" }}>
                    <p>
                        { "Your text is read by this browser, in this tab. It is not sent and not stored, and it is \
                           forgotten when you close the tab or choose Clear." }
                    </p>
                    <p>
                        { "To check: open the browser’s network tools, empty the list, and paste. No request follows. \
                           Or cut the connection first; it works the same." }
                    </p>
                </Fold>
            </div>
        </header>
    }
}
