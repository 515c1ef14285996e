//! "Where do I get that?", by the question one has.

use yew::prelude::*;

use crate::{
    copy::copy_line,
    fold::fold,
    tag::{beside, tag},
    ui::Ui,
};

// Paths and names as the Entra admin centre and Maptician's provisioning article have them.
pub fn sources(ui: &Ui) -> Html {
    let listing = || copy_line("GET /scim/v2/Users".into(), "the request");
    let p = |it: &'static str| tag("p", "", it);
    let questions = [
        (
            "Which users are affected?",
            "2 exports",
            beside((
                tag("h4", "", "From Entra"),
                p(
                    "Users > All users > Download users > Start. Clear the filters first: the file holds only what the \
                   list shows.",
                ),
                tag("h4", "", "From Maptician"),
                p("The SCIM listing, with the address and token of your setup:"),
                listing(),
            )),
        ),
        (
            "Why does this one fail?",
            "1 log",
            p(
                "Entra ID > Enterprise apps > Maptician > Provisioning logs. Find the user, open the newest entry and \
               copy what it shows, or choose Download > JSON for the whole log.",
            ),
        ),
        (
            "Whom do we pay for?",
            "1 list",
            beside((
                p("Active users count. Maptician’s own list shows who is, so take its SCIM listing:"),
                listing(),
                p("A table with an e-mail and an active column will do as well."),
            )),
        ),
        (
            "Can a deleted user come back?",
            "1 page",
            p(
                "Users > Deleted users shows everybody deleted in the last 30 days. Choose the user and copy what it \
               shows, the object ID and the deletion date above all.",
            ),
        ),
    ];
    let rows = questions.into_iter().map(|(question, amount, answer)| {
        let label = (tag("span", "", question), tag("span", "faint", amount));
        tag("li", "", fold("row", label, answer))
    });
    let rows = rows.collect::<Vec<_>>();
    html! {
        <aside class="sources" aria-labelledby="sources">
            <h3 id="sources">{ "Where do I get that?" }</h3>
            { tag("p", "note", "Begin with your question.") }
            { tag("ul", "", rows) }
            { tag("p", "note", ("On another identity provider, or stuck? Ask ", ui.contact_link(), ".")) }
        </aside>
    }
}
