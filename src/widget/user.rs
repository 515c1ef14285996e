//! Everything about one user, in the one order it has everywhere.

use scim_checkup_rules::{Note, User};
use yew::prelude::*;

use crate::{
    activity::activity,
    answers::answers,
    days::days,
    findings::Findings,
    fold::fold,
    name_apart::name_apart,
    notices::notices,
    tag::{beside, tag},
    ui::Ui,
};

/// The only user of a report: the headline above is this user's, and the notices stand beside the answers.
pub fn only_user(ui: &Ui, findings: &Findings, user: &User) -> Html {
    detail(ui, findings, user, "user alone", None, notices("notices inner", &findings.report.notices))
}

/// One of many, opened in its place.
pub fn one_of_many(ui: &Ui, findings: &Findings, user: &User) -> Html {
    let head = beside((tag("p", "title", &user.headline), tag("p", "lede", &user.lede)));
    detail(ui, findings, user, "user", Some(head), None)
}

fn detail(
    ui: &Ui,
    findings: &Findings,
    user: &User,
    class: &'static str,
    head: Option<Html>,
    notices: Option<Html>,
) -> Html {
    let below = user.activity.is_some() || !user.notes.is_empty() || notices.is_some();
    let below = below
        .then(|| tag("div", "rest", (user.activity.as_ref().map(activity), notes(&user.notes), notices)));
    let sides = (
        side("Entra ", user.entra.label()),
        side("Maptician ", user.maptician.label()),
        side("Link ", user.link.label()),
        also_seen_as(user),
    );
    let days = user.action.deadline.map(|it| days(it, findings.report.as_of));
    html! {
        <div {class} part="user">
            { tag("div", "states", (head, tag("div", "sides", sides), days)) }
            { name_apart(&user.corruption) }
            { answers(ui, user, below) }
        </div>
    }
}

fn side(name: &str, state: &str) -> Html {
    tag("span", "", (name, tag("b", "", state)))
}

/// The other spellings, and where there was more than one account their IDs.
fn also_seen_as(user: &User) -> Option<Html> {
    let accounts = if user.object_ids.len() > 1 { &user.object_ids[..] } else { &[] };
    let names = user.aliases.iter().chain(accounts).map(|it| tag("li", "", tag("code", "", it)));
    let names = names.collect::<Vec<_>>();
    (!names.is_empty()).then(|| fold("link", "Also seen as", tag("ul", "", names)))
}

/// Rules that also hold.
fn notes(notes: &[Note]) -> Option<Html> {
    let note = |it: &Note| tag("li", "", (tag("b", "", &it.title), " ", &it.explanation));
    let list = tag("ul", "", notes.iter().map(note).collect::<Vec<_>>());
    (!notes.is_empty())
        .then(|| html! { <div class="notes" part="notes">{ tag("h3", "", "Also true") }{ list }</div> })
}
