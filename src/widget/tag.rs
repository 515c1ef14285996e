//! Elements that have a class and children and nothing else: most of what is drawn.
//!
//! `html!` writes out the making of an element at each place, 250 bytes a time, and the view is what everybody waits
//! for. Through one function it is a quarter. `html!` stays for whatever has more attributes, listeners or components.

use std::rc::Rc;

use yew::{
    Html,
    virtual_dom::{AttributeOrProperty, Attributes, VList, VTag, VText},
};

/// An element with its class, where that is not empty.
pub fn tag(name: &'static str, class: &'static str, inside: impl Part) -> Html {
    element(name, class, inside.drawn())
}

/// Texts and elements beside each other.
pub fn beside(parts: impl Part) -> Html {
    parts.drawn()
}

/// What can stand inside an element.
pub trait Part {
    fn drawn(self) -> Html;
}

impl Part for Html {
    fn drawn(self) -> Html {
        self
    }
}

impl Part for &str {
    fn drawn(self) -> Html {
        text(Rc::from(self))
    }
}

impl Part for &String {
    fn drawn(self) -> Html {
        text(Rc::from(self.as_str()))
    }
}

impl Part for String {
    fn drawn(self) -> Html {
        text(Rc::from(self))
    }
}

impl Part for () {
    fn drawn(self) -> Html {
        Html::default()
    }
}

impl<T: Part> Part for Option<T> {
    fn drawn(self) -> Html {
        self.map_or_else(Html::default, T::drawn)
    }
}

impl Part for Vec<Html> {
    fn drawn(self) -> Html {
        list(self)
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt)+))+) => {$(
        impl<$($part: Part),+> Part for ($($part,)+) {
            fn drawn(self) -> Html {
                list(vec![$(self.$place.drawn()),+])
            }
        }
    )+};
}

tuples! {
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
}

#[inline(never)]
fn text(text: Rc<str>) -> Html {
    VText::new(text).into()
}

#[inline(never)]
fn list(parts: Vec<Html>) -> Html {
    VList::with_children(parts, None).into()
}

#[inline(never)]
fn element(name: &'static str, class: &'static str, inside: Html) -> Html {
    let mut tag = VTag::new(name);
    if !class.is_empty() {
        let values = Box::new([Some(AttributeOrProperty::Static(class))]);
        tag.attributes = Attributes::Dynamic { keys: &["class"], values };
    }
    if let Some(children) = tag.children_mut() {
        *children = inside;
    }
    tag.into()
}
