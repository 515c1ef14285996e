//! Many users, the most urgent first; one at a time opens in its place.

use scim_checkup_rules::{Urgency, User};
use yew::prelude::*;

use crate::{
    bridge,
    findings::Findings,
    number,
    sign::{Shape, sign},
    state::Action,
    tag::tag,
    ui::{Ui, unseen},
    user::one_of_many,
};

pub fn list(ui: &Ui, findings: &Findings) -> Html {
    let users = &findings.users;
    let so_far = ui.state.shown_reading().is_some();
    let mut start = 0;
    let groups = users.chunk_by(|one, next| one.action.urgency == next.action.urgency).map(|group| {
        let first = start;
        start += group.len();
        let urgency = group[0].action.urgency;
        let rows = group.iter().zip(first..).map(|(user, place)| row(ui, findings, user, place));
        html! {
            <section key={urgency.label()}>
                <h3>{ group_title(urgency, findings.n_of(urgency), so_far) }</h3>
                <ul>{ for rows }</ul>
            </section>
        }
    });
    let groups = groups.collect::<Vec<_>>();
    let columns = ["User", "Username", "Billing", "Next step"].map(|it| tag("span", "", it));
    html! {
        <div class="list" part="list">
            <div class="columns" aria-hidden="true">{ for columns }</div>
            { groups }
            { more(ui, findings) }
        </div>
    }
}

/// The way to the users that are not drawn yet.
fn more(ui: &Ui, findings: &Findings) -> Html {
    let (shown, total) = (findings.users.len(), findings.n_users());
    let next = total.saturating_sub(shown).min(Findings::PAGE);
    let Some(all) = findings.all.clone().filter(|_| next > 0) else { return Html::default() };
    let label = ["Show ", &number::grouped(next as u32), " more"].concat();
    let so_far = [&number::grouped(shown as u32), " of ", &number::grouped(total as u32)].concat();
    let show = ui.button("button", label, move || Action::ShowMore(bridge::users(&all, shown)));
    tag("div", "more", (show, tag("span", "note", so_far)))
}

fn group_title(urgency: Urgency, count: Option<usize>, so_far: bool) -> String {
    let name = match urgency {
        Urgency::Now => "Act now",
        Urgency::ByDeadline => "Decide by a date",
        Urgency::WhenReturning => "When the user returns",
        Urgency::None => "No action needed now",
    };
    let count = count.map(|it| number::counted(it as u32, "user", "users"));
    match count {
        Some(count) => [name, ", ", &count, if so_far { " so far" } else { "" }].concat(),
        None => name.to_string(),
    }
}

fn row(ui: &Ui, findings: &Findings, user: &User, place: usize) -> Html {
    let User { name, display_name, corruption, billing, action, .. } = user;
    let open = ui.state.open_user == Some(place);
    let address = display_name.as_ref().filter(|it| *it != name).map(|_| tag("small", "", name));
    let whom = tag("b", "", display_name.as_ref().unwrap_or(name));
    let corruption = verdict(
        "verdict",
        "Username",
        Shape::of_corruption(corruption.status),
        corruption.status.label(),
        "",
    );
    let next = billing.next.map_or("", |it| it.label());
    let billing =
        verdict("verdict", "Billing", Shape::of_billing(billing.status), billing.status.label(), next);
    let sign = Shape::of_action(action.kind, action.urgency);
    let action = verdict("verdict next", "Next step", sign, &action.title, &action.explanation);
    html! {
        <li key={place} class={if open { "open" } else { "" }}>
            <button type="button" class="row" id={["row-", &place.to_string()].concat()}
                aria-expanded={open.to_string()} onclick={ui.on(move || Action::ToggleUser(place))}>
                { tag("span", "whom", (whom, " ", address)) }
                { corruption }{ billing }{ action }
            </button>
            { open.then(|| one_of_many(ui, findings, user)) }
        </li>
    }
}

/// A verdict with its sign and its reason; heard, it needs its question as well.
fn verdict(class: &'static str, question: &str, shape: Shape, title: &str, reason: &str) -> Html {
    let words = tag("span", "", (title, tag("small", "", reason)));
    tag("span", class, (unseen(&[", ", question, ": "].concat()), sign(shape), words))
}
