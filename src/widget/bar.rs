//! The top bar: what this is, and that nothing leaves the page.

use yew::prelude::*;

#[component]
pub fn Bar() -> Html {
    let open = use_state(|| false);
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <header class="bar" part="bar">
            <strong>{ "SCIM Checkup" }</strong>
            <p class="privacy">
                { "What you paste stays in this page. " }
                <button type="button" class="link" aria-expanded={open.to_string()} {onclick}>
                    { "How to check that" }
                </button>
            </p>
            if *open {
                <div class="panel">
                    <p>
                        { "Your text is read by this browser, in this tab. It is not sent and not stored, and it is \
                           forgotten when you close the tab or choose Clear." }
                    </p>
                    <p>
                        { "To check: open the browser’s network tools, empty the list, and paste. No request follows. \
                           Or cut the connection first; it works the same." }
                    </p>
                </div>
            }
        </header>
    }
}
