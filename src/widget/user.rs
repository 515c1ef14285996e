//! Everything about one user, in the one order it has everywhere.

use std::rc::Rc;

use scim_checkup_rules::{Notice, Shell, Time, User};
use yew::prelude::*;

use crate::{
    activity::ActivityBlock,
    answers::Answers,
    days::Days,
    name_apart::NameApart,
    notes::{Aliases, Notes},
    notices::notice,
    view::Dispatch,
};

#[derive(PartialEq, Properties)]
pub struct UserProps {
    pub user: Rc<User>,
    pub as_of: Time,
    pub shell: Shell,
    pub contact: Option<AttrValue>,
    /// The only user: the headline above is this user's.
    #[prop_or_default]
    pub alone: bool,
    /// Notices that found no place above.
    #[prop_or_default]
    pub notices: Vec<Notice>,
    pub dispatch: Dispatch,
}

#[component]
pub fn UserDetail(props: &UserProps) -> Html {
    let user = &props.user;
    let rest = user.activity.is_some() || !user.notes.is_empty() || !props.notices.is_empty();
    html! {
        <div class={classes!("user", props.alone.then_some("alone"))} part="user">
            <div class="states">
                if !props.alone {
                    <p class="title">{ &user.headline }</p>
                    if !user.lede.is_empty() { <p class="lede">{ &user.lede }</p> }
                }
                <ul class="sides">
                    <li>{ "Entra " }<b>{ user.entra.label() }</b></li>
                    <li>{ "Maptician " }<b>{ user.maptician.label() }</b></li>
                    <li>{ "Link " }<b>{ user.link.label() }</b></li>
                    <Aliases aliases={user.aliases.clone()} object_ids={user.object_ids.clone()} />
                </ul>
                if let Some(deadline) = user.action.deadline { <Days {deadline} as_of={props.as_of} /> }
            </div>
            <NameApart corruption={user.corruption.clone()} />
            <Answers user={user.clone()} shell={props.shell} contact={props.contact.clone()}
                dispatch={props.dispatch.clone()}>
                if rest {
                    <div class="rest">
                        if let Some(activity) = &user.activity { <ActivityBlock activity={activity.clone()} /> }
                        <Notes notes={user.notes.clone()} />
                        if !props.notices.is_empty() {
                            <div class="notices inner" part="notices">{ for props.notices.iter().map(notice) }</div>
                        }
                    </div>
                }
            </Answers>
        </div>
    }
}
