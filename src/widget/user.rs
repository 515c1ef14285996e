//! Everything about one user, in the one order it has everywhere.

use scim_checkup_rules::{Note, User};
use yew::prelude::*;

use crate::{
    activity::activity, answers::answers, days::days, findings::Findings, fold::Fold, name_apart::name_apart,
    notices::notices, ui::Ui,
};

/// The only user of a report: the headline above is this user's, and the notices stand beside the answers.
pub fn only_user(ui: &Ui, findings: &Findings, user: &User) -> Html {
    let head = Html::default();
    detail(ui, findings, user, "user alone", head, notices("notices inner", &findings.report.notices))
}

/// One of many, opened in its place.
pub fn one_of_many(ui: &Ui, findings: &Findings, user: &User) -> Html {
    let head = html! { <><p class="title">{ &user.headline }</p><p class="lede">{ &user.lede }</p></> };
    detail(ui, findings, user, "user", head, Html::default())
}

fn detail(ui: &Ui, findings: &Findings, user: &User, class: &'static str, head: Html, beside: Html) -> Html {
    let nothing = user.activity.is_none() && user.notes.is_empty() && beside == Html::default();
    let rest = html! {
        if !nothing {
            <div class="rest">
                { user.activity.as_ref().map(activity) }
                { notes(&user.notes) }
                { beside }
            </div>
        }
    };
    html! {
        <div {class} part="user">
            <div class="states">
                { head }
                <div class="sides">
                    { side("Entra ", user.entra.label()) }
                    { side("Maptician ", user.maptician.label()) }
                    { side("Link ", user.link.label()) }
                    { also_seen_as(user) }
                </div>
                { user.action.deadline.map(|it| days(it, findings.report.as_of)) }
            </div>
            { name_apart(&user.corruption) }
            { answers(ui, user, rest) }
        </div>
    }
}

fn side(name: &str, state: &str) -> Html {
    html! { <span>{ name }<b>{ state }</b></span> }
}

/// The other spellings, and where there was more than one account their IDs.
fn also_seen_as(user: &User) -> Html {
    let accounts = if user.object_ids.len() > 1 { &user.object_ids[..] } else { &[] };
    let names: Vec<Html> =
        user.aliases.iter().chain(accounts).map(|it| html! { <li><code>{ it }</code></li> }).collect();
    if names.is_empty() {
        return Html::default();
    }
    html! { <Fold label={html! { "Also seen as" }}><ul>{ names }</ul></Fold> }
}

/// Rules that also hold.
fn notes(notes: &[Note]) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    let note = |it: &Note| html! { <li><b>{ &it.title }</b>{ " " }{ &it.explanation }</li> };
    html! {
        <div class="notes" part="notes">
            <h3>{ "Also true" }</h3>
            <ul>{ for notes.iter().map(note) }</ul>
        </div>
    }
}
