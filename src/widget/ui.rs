//! What every part is drawn with, and the small parts that many share.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::{
    state::{Action, Focus, State},
    tag::{Part, beside, tag},
};

/// What to call those who can help, where the page names nobody.
const SUPPORT: &str = "Maptician support or your technical contact";

/// The state, and how to change it. Parts are functions of this and of what they show: a component of its own has
/// only what must remember something, since each costs the page two kilobytes.
pub struct Ui<'a> {
    pub state: &'a State,
    pub dispatch: UseReducerDispatcher<State>,
    pub contact: Option<AttrValue>,
}

impl Ui<'_> {
    /// What dispatches an action when clicked.
    pub fn on(&self, action: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(action()))
    }

    /// A button that dispatches an action.
    pub fn button(
        &self,
        class: &'static str,
        label: impl Part,
        action: impl Fn() -> Action + 'static,
    ) -> Html {
        button(class, label.drawn(), self.on(action))
    }

    /// A button that moves the focus to another part.
    pub fn go(&self, class: &'static str, label: impl Part, focus: Focus) -> Html {
        self.button(class, label, move || Action::Go(focus))
    }

    /// Who can help, by the page's word or else by ours.
    pub fn contact(&self) -> AttrValue {
        self.contact.clone().unwrap_or(AttrValue::Static(SUPPORT))
    }

    /// The contact as a link where it is an address, else as it was given.
    pub fn contact_link(&self) -> Html {
        let contact = self.contact();
        match address(&contact) {
            Some(mail) => html! { <a href={["mailto:", mail].concat()}>{ mail }</a> },
            None => beside(&*contact),
        }
    }
}

/// A button, and what it does.
#[inline(never)]
pub fn button(class: &'static str, label: Html, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{ label }</button> }
}

/// Words that only a screen reader says.
pub fn unseen(words: &str) -> Html {
    tag("span", "hidden", words)
}

/// The mail address in a contact that is nothing else.
pub fn address(contact: &str) -> Option<&str> {
    let address = contact.trim().trim_start_matches("mailto:");
    let (name, host) = address.split_once('@')?;
    let plain = |it: &str| !it.is_empty() && it.bytes().all(|it| it > b' ' && !b"<>,;:?&\"@".contains(&it));
    (plain(name) && plain(host) && host.contains('.')).then_some(address)
}

/// What an event happened on.
pub fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn tells_an_address_from_a_text() {
        assert_eq!(address("support@maptician.com"), Some("support@maptician.com"));
        assert_eq!(address(" mailto:help@contoso.com "), Some("help@contoso.com"));
        for text in
            ["the service desk", "ask help@contoso.com", "a@b", "@contoso.com", "a@contoso.com?cc=b@c.d", ""]
        {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
