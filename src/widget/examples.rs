//! Three examples to open, each with its story in miniature.

use crate::{days::cells, example::Example, state::Action, ui::Ui};

/// The rows to choose from.
pub fn examples(ui: &mut Ui) {
    ui.tag("div", "examples", |ui| {
        ui.with("p", &[("class", "note"), ("id", "examples")], |ui| {
            ui.text("Nothing at hand? Open an example.")
        });
        ui.with("ul", &[("aria-labelledby", "examples")], |ui| {
            ui.tag("li", "", |ui| {
                ui.button("link", "A name with an ID in front", Action::Example(Example::Name));
                ui.tag("code", "", |ui| {
                    ui.say("span", "hatch", "195f30d5…b809d7");
                    ui.text("JSmith@company.com");
                });
            });
            ui.tag("li", "", |ui| {
                ui.button("link", "Somebody deleted 18 days ago", Action::Example(Example::Deleted));
                cells(ui, "cells small", 18, "");
            });
            ui.tag("li", "", |ui| {
                ui.button("link", "8 users from both sides", Action::Example(Example::TwoSides));
                ui.say("span", "note", "Entra’s list against Maptician’s");
            });
        });
    });
}
