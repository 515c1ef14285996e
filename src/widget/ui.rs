//! What the parts are drawn with.
//!
//! A part writes its elements one after the other, as one writes a letter: open, say, close. `html!` writes out the
//! making of an element at each place, 250 bytes a time, and everybody waits for the view; a call is twenty. `html!`
//! stays for what listens to more than a click: the root, the field and the file picker.

use crate::number::joined;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::{
    prelude::*,
    virtual_dom::{AttributeOrProperty, Attributes, VList, VNode, VTag, VText},
};

use crate::state::{Action, State};

/// What to call those who can help, where the page names nobody.
const SUPPORT: &str = "Maptician support or your technical contact";

pub struct Ui<'a> {
    pub state: &'a State,
    pub send: Callback<Action>,
    contact: Option<AttrValue>,
    /// What was written so far inside each element that is open, the innermost last.
    open: Vec<Vec<Html>>,
}

impl<'a> Ui<'a> {
    pub fn new(state: &'a State, send: Callback<Action>, contact: Option<AttrValue>) -> Ui<'a> {
        Ui { state, send, contact, open: vec![Vec::new()] }
    }

    /// An element with its class, where that is not empty, and what is written in it.
    pub fn tag(&mut self, name: &'static str, class: &'static str, inside: impl FnOnce(&mut Self)) {
        self.begin();
        inside(self);
        self.end(name, class);
    }

    /// An element with more than a class.
    pub fn with(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.begin();
        inside(self);
        self.end_with(name, attributes, None);
    }

    /// A button with its class, what it says and what it does.
    pub fn button(&mut self, class: &'static str, label: &str, action: Action) {
        self.press(&[("class", class)], action, |ui| ui.text(label));
    }

    /// A button with more than a class.
    pub fn press(
        &mut self,
        attributes: &[(&'static str, &str)],
        action: Action,
        inside: impl FnOnce(&mut Self),
    ) {
        self.begin();
        inside(self);
        self.end_pressed(attributes, action);
    }

    /// A line that opens what stands below it; the browser remembers whether it is open.
    pub fn fold(&mut self, class: &'static str, label: &str, aside: &str, inside: impl FnOnce(&mut Self)) {
        self.tag("details", "", |ui| {
            ui.tag("summary", class, |ui| {
                ui.say("span", "", label);
                if !aside.is_empty() {
                    ui.say("span", "faint", aside);
                }
            });
            ui.tag("div", "panel", inside);
        });
    }

    /// What is written, for an element of `html!`.
    pub fn inside(&mut self, inside: impl FnOnce(&mut Self)) -> Html {
        self.begin();
        inside(self);
        self.written()
    }

    /// A place for what is sometimes there. Without it, whatever stands before would be drawn anew and lose the focus:
    /// Yew tells children apart by counting from the last.
    pub fn slot(&mut self, inside: impl FnOnce(&mut Self)) {
        let written = self.inside(inside);
        self.put(written);
    }

    /// Says which of its kind the element written last is; then all beside it must be told apart in this way.
    pub fn key(&mut self, key: usize) {
        if let Some(VNode::VTag(tag)) = self.open.last_mut().and_then(|it| it.last_mut()) {
            Rc::make_mut(tag).key = Some(key.into());
        }
    }

    /// An element that holds a text and nothing else.
    #[inline(never)]
    pub fn say(&mut self, name: &'static str, class: &'static str, text: &str) {
        self.begin();
        self.text(text);
        self.end(name, class);
    }

    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.put(VText::new(Rc::<str>::from(text)).into());
    }

    /// Words that only a screen reader says.
    pub fn unseen(&mut self, words: &str) {
        self.say("span", "hidden", words);
    }

    #[inline(never)]
    pub fn put(&mut self, node: Html) {
        if let Some(written) = self.open.last_mut() {
            written.push(node);
        }
    }

    /// The contact, as a link where it is an address.
    pub fn contact(&mut self) {
        let contact = self.contact_text();
        match address(&contact) {
            Some(mail) => {
                let href = joined(&["mailto:", mail]);
                self.with("a", &[("href", &href)], |ui| ui.text(mail));
            }
            None => self.text(&contact),
        }
    }

    /// Who can help, by the page's word or else by ours.
    pub fn contact_text(&self) -> AttrValue {
        self.contact.clone().unwrap_or(AttrValue::Static(SUPPORT))
    }

    /// Everything written since the last element was opened.
    #[inline(never)]
    pub fn written(&mut self) -> Html {
        VList::with_children(self.open.pop().unwrap_or_default(), None).into()
    }

    #[inline(never)]
    fn begin(&mut self) {
        self.open.push(Vec::new());
    }

    #[inline(never)]
    fn end(&mut self, name: &'static str, class: &'static str) {
        let attributes = if class.is_empty() {
            Attributes::default()
        } else {
            let values = Box::new([Some(AttributeOrProperty::Static(class))]);
            Attributes::Dynamic { keys: &["class"], values }
        };
        self.element(name, attributes, None);
    }

    #[inline(never)]
    fn end_pressed(&mut self, attributes: &[(&'static str, &str)], action: Action) {
        let send = self.send.clone();
        self.end_with("button", attributes, Some(Callback::from(move |_| send.emit(action.clone()))));
    }

    #[inline(never)]
    fn end_with(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        onclick: Option<Callback<MouseEvent>>,
    ) {
        let pairs = attributes.iter().filter(|it| !it.1.is_empty()).map(|(key, value)| {
            let value = AttributeOrProperty::Attribute(Rc::<str>::from(*value).into());
            (AttrValue::Static(key), value)
        });
        self.element(name, Attributes::IndexMap(Rc::new(pairs.collect())), onclick);
    }

    fn element(&mut self, name: &'static str, attributes: Attributes, onclick: Option<Callback<MouseEvent>>) {
        let inside = self.written();
        let node = match onclick {
            None => VTag::new(name).into(),
            Some(onclick) => html! { <button {onclick} /> },
        };
        let VNode::VTag(mut tag) = node else { return };
        let element = Rc::make_mut(&mut tag);
        element.attributes = attributes;
        if let Some(children) = element.children_mut() {
            *children = inside;
        }
        self.put(VNode::VTag(tag));
    }
}

/// The mail address in a contact that is nothing else.
pub fn address(contact: &str) -> Option<&str> {
    let address = contact.strip_prefix("mailto:").unwrap_or(contact);
    let at = address.bytes().position(|it| it == b'@')?;
    let (name, host) = address.as_bytes().split_at(at);
    let plain = |it: &[u8]| !it.is_empty() && it.iter().all(|it| *it > b' ' && !b"<>,;:?&\"@".contains(it));
    (plain(name) && plain(&host[1..]) && host.contains(&b'.')).then_some(address)
}

/// What an event happened on.
pub fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// How HTML writes whether something is so.
pub fn flag(it: bool) -> &'static str {
    if it { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn tells_an_address_from_a_text() {
        assert_eq!(address("support@maptician.com"), Some("support@maptician.com"));
        assert_eq!(address("mailto:help@contoso.com"), Some("help@contoso.com"));
        for text in
            ["the service desk", "ask help@contoso.com", "a@b", "@contoso.com", "a@contoso.com?cc=b@c.d", ""]
        {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
