//! "Where do I get that?", by the question one has.

use yew::prelude::*;

use crate::{copy::copy_line, fold::Fold, ui::Ui};

// Paths and names as the Entra admin centre and Maptician's provisioning article have them.
pub fn sources(ui: &Ui) -> Html {
    let listing = || copy_line("GET /scim/v2/Users".into(), "the request");
    let questions = [
        (
            "Which users are affected?",
            "2 exports",
            html! {
                <>
                    <h4>{ "From Entra" }</h4>
                    <p>
                        { "Users > All users > Download users > Start. Clear the filters first: the file holds only \
                           what the list shows." }
                    </p>
                    <h4>{ "From Maptician" }</h4>
                    <p>{ "The SCIM listing, with the address and token of your setup:" }</p>
                    { listing() }
                </>
            },
        ),
        (
            "Why does this one fail?",
            "1 log",
            html! {
                <p>
                    { "Entra ID > Enterprise apps > Maptician > Provisioning logs. Find the user, open the newest entry \
                       and copy what it shows, or choose Download > JSON for the whole log." }
                </p>
            },
        ),
        (
            "Whom do we pay for?",
            "1 list",
            html! {
                <>
                    <p>{ "Active users count. Maptician’s own list shows who is, so take its SCIM listing:" }</p>
                    { listing() }
                    <p>{ "A table with an e-mail and an active column will do as well." }</p>
                </>
            },
        ),
        (
            "Can a deleted user come back?",
            "1 page",
            html! {
                <p>
                    { "Users > Deleted users shows everybody deleted in the last 30 days. Choose the user and copy what \
                       it shows, the object ID and the deletion date above all." }
                </p>
            },
        ),
    ];
    let rows = questions.into_iter().map(|(question, amount, answer)| {
        let label = html! { <><span>{ question }</span><span class="faint">{ amount }</span></> };
        html! { <li><Fold class="row" {label}>{ answer }</Fold></li> }
    });
    html! {
        <aside class="sources" aria-labelledby="sources">
            <h3 id="sources">{ "Where do I get that?" }</h3>
            <p class="note">{ "Begin with your question." }</p>
            <ul>{ for rows }</ul>
            <p class="note">{ "On another identity provider, or stuck? Ask " }{ ui.contact_link() }{ "." }</p>
        </aside>
    }
}
