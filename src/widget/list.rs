//! Many users, the most urgent first; one at a time opens in its place.

use std::rc::Rc;

use scim_checkup_rules::{Shell, Urgency, User};
use yew::prelude::*;

use crate::{
    bridge,
    findings::Findings,
    number,
    sign::{Shape, Sign},
    state::Action,
    user::UserDetail,
    view::Dispatch,
};

#[derive(PartialEq, Properties)]
pub struct ListProps {
    pub findings: Rc<Findings>,
    pub open: Option<usize>,
    pub shell: Shell,
    /// More may come.
    pub reading: bool,
    pub contact: Option<AttrValue>,
    pub dispatch: Dispatch,
}

#[component]
pub fn List(props: &ListProps) -> Html {
    let findings = &props.findings;
    let users = &findings.users;
    let mut start = 0;
    let groups = users.chunk_by(|one, next| one.action.urgency == next.action.urgency).map(|group| {
        let first = start;
        start += group.len();
        let urgency = group[0].action.urgency;
        let rows = group.iter().enumerate().map(|(place, user)| {
            let place = first + place;
            html! {
                <UserRow key={place} user={user.clone()} {place} dispatch={props.dispatch.clone()}
                    detail={(props.open == Some(place)).then(|| detail(user, props)).unwrap_or_default()}
                    open={props.open == Some(place)} />
            }
        });
        html! {
            <section key={urgency.label()}>
                <h3>{ group_title(urgency, findings.n_of(urgency), props.reading) }</h3>
                <ul>{ for rows }</ul>
            </section>
        }
    });
    let more = findings.n_users().saturating_sub(users.len()).min(Findings::PAGE);
    let show_more = {
        let (findings, dispatch) = (findings.clone(), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(all) = &findings.all {
                let next = bridge::users(all, findings.users.len(), Findings::PAGE);
                dispatch.dispatch(Action::ShowMore(next));
            }
        })
    };
    html! {
        <div class="list" part="list">
            <div class="columns" aria-hidden="true">
                <span>{ "User" }</span><span>{ "Username" }</span><span>{ "Billing" }</span><span>{ "Next step" }</span>
            </div>
            { for groups }
            if more > 0 && findings.all.is_some() {
                <div class="more">
                    <button type="button" class="button" onclick={show_more}>
                        { ["Show ", &number::grouped(more as u32), " more"].concat() }
                    </button>
                    <span class="note">
                        { [&number::grouped(users.len() as u32), " of ", &number::grouped(findings.n_users() as u32)].concat() }
                    </span>
                </div>
            }
        </div>
    }
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

fn detail(user: &Rc<User>, props: &ListProps) -> Html {
    html! {
        <UserDetail user={user.clone()} as_of={props.findings.report.as_of} shell={props.shell}
            contact={props.contact.clone()} dispatch={props.dispatch.clone()} />
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    user: Rc<User>,
    place: usize,
    open: bool,
    detail: Html,
    dispatch: Dispatch,
}

#[component]
fn UserRow(props: &RowProps) -> Html {
    let User { name, display_name, corruption, billing, action, .. } = &*props.user;
    let (dispatch, place) = (props.dispatch.clone(), props.place);
    let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Action::ToggleUser(place)));
    // Heard, each verdict needs its question.
    let said = |it: &'static str| html! { <span class="hidden">{ ", " }{ it }{ ": " }</span> };
    html! {
        <li class={classes!(props.open.then_some("open"))}>
            <button type="button" class="row" id={["row-", &place.to_string()].concat()}
                aria-expanded={props.open.to_string()} {onclick}>
                <span class="whom">
                    <b>{ display_name.as_ref().unwrap_or(name) }</b>
                    if display_name.as_ref().is_some_and(|it| it != name) { { " " }<small>{ name }</small> }
                </span>
                <span class="verdict">
                    { said("Username") }<Sign shape={Shape::of_corruption(corruption.status)} />
                    <span>{ corruption.status.label() }</span>
                </span>
                <span class="verdict">
                    { said("Billing") }<Sign shape={Shape::of_billing(billing.status)} />
                    <span>{ billing.status.label() }<small>{ billing.next.map(|it| it.label()) }</small></span>
                </span>
                <span class="verdict next">
                    { said("Next step") }<Sign shape={Shape::of_action(action.kind, action.urgency)} />
                    <span>{ &action.title }<small>{ &action.explanation }</small></span>
                </span>
            </button>
            { props.detail.clone() }
        </li>
    }
}
