//! What the catalogue says that an answer means, opened in its place, or for a link.

use crate::{
    number::joined,
    state::Action,
    ui::{Ui, flag},
};

/// The way to the entry of a code, and the entry below it while it is open.
pub fn entry(ui: &mut Ui, code: &str) {
    let open = ui.state.entry.as_ref().filter(|it| it.code == code && !it.linked);
    ui.tag("div", "entry-of", |ui| {
        let attributes = [("class", "link"), ("aria-expanded", flag(open.is_some()))];
        ui.press(&attributes, Action::Explain(code.to_string().into()), |ui| {
            ui.text(&joined(&["What ", code, " means"]));
        });
        ui.slot(|ui| {
            if let Some(it) = open {
                explained(ui, &it.text);
            }
        });
    });
}

/// The entry that a link asks for, where no answer need be.
pub fn linked(ui: &mut Ui) {
    let Some(it) = ui.state.entry.as_ref().filter(|it| it.linked) else { return };
    ui.with("section", &[("class", "takes"), ("part", "entry"), ("aria-labelledby", "linked")], |ui| {
        ui.with("h2", &[("id", "linked"), ("tabindex", "-1"), ("class", "title")], |ui| {
            ui.text(&joined(&["What ", &it.code, " means"]));
        });
        explained(ui, &it.text);
        ui.button("button", "Close", Action::Follow(None));
    });
}

fn explained(ui: &mut Ui, text: &str) {
    ui.tag("div", "explained", |ui| text.split("\n\n").for_each(|it| ui.tag("p", "", |ui| spans(ui, it))));
}

/// A text with `code` and *titles* in it.
fn spans(ui: &mut Ui, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|it| it == b'`' || it == b'*') {
        let mark = rest.as_bytes()[at];
        ui.text(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().position(|it| it == mark).unwrap_or(rest.len());
        ui.say(if mark == b'`' { "code" } else { "i" }, "", &rest[..end]);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    ui.text(rest);
}
