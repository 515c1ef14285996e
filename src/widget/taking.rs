//! What is taken along: a form, a preview of it, and the ways to have it.

use crate::{
    copy::said,
    form::{Form, Taken, Taking},
    number::{self, joined},
    state::{Action, State},
    table::FEW,
    ui::{Ui, flag},
};

/// The places of the users it is about, nobody standing for all; nothing where they are still to be chosen.
pub fn whom(state: &State, taking: &Taking) -> Option<Vec<u32>> {
    let findings = state.findings.as_ref()?;
    if taking.form.act() == 0 {
        return Some(taking.only.iter().map(|it| *it as u32).collect());
    }
    // Nobody is taken by default.
    let users = findings.n_users();
    let chosen = state.table.is_chosen() || users <= FEW;
    let shown: Vec<u32> = state.table.order.iter().filter(|it| **it < users).map(|it| *it as u32).collect();
    (chosen && !shown.is_empty()).then_some(shown)
}

pub fn taking(ui: &mut Ui) {
    let (Some(taking), Some(findings)) = (&ui.state.taking, &ui.state.findings) else { return };
    let title =
        if taking.only.is_some() { "Copy or save this user’s answers" } else { "Copy or save the answers" };
    ui.with("section", &[("class", "taking"), ("part", "taking"), ("aria-labelledby", "taking")], |ui| {
        ui.with("h3", &[("id", "taking"), ("tabindex", "-1")], |ui| ui.text(title));
        ui.with("div", &[("class", "forms"), ("role", "group"), ("aria-label", "Form")], |ui| {
            for form in Form::ALL {
                if !form.serves(taking, findings) {
                    continue;
                }
                let chosen = Taking { form, preview: None, ..taking.clone() };
                let attributes = [("class", "shell"), ("aria-pressed", flag(form == taking.form))];
                ui.press(&attributes, Action::Take(Some(chosen)), |ui| ui.text(form.label()));
            }
        });
        let act = taking.form.act() != 0;
        ui.slot(|ui| {
            if act {
                ui.say("p", "", taking.form.about());
            } else if findings.is_saved() {
                ui.say("p", "note", "A saved report holds answers and not the material, which the other forms need.");
            } else {
                hide(ui, taking);
            }
        });
        let Taken { text, length, said: who } = taking.preview.clone().unwrap_or_default();
        let asked = whom(ui.state, taking).is_some();
        ui.slot(|ui| {
            if act {
                ui.with("p", &[("role", "status")], |ui| {
                    ui.text(if asked { &who } else { "Nobody is taken by default. Find or filter in the table: it is for whom the table shows." });
                });
            }
        });
        if !asked || act && taking.preview.is_some() && text.is_empty() {
            return ui.tag("div", "acts", |ui| ui.button("button end", "Close", Action::Take(None)));
        }
        ui.with(
            "pre",
            &[("tabindex", "0"), ("aria-label", "Preview"), ("aria-busy", flag(taking.preview.is_none()))],
            |ui| {
                ui.text(&text);
                if length as usize > text.chars().count() {
                    ui.text(" …");
                }
            },
        );
        ui.tag("div", "acts", |ui| {
            ui.press(&[("class", "button main")], Action::CopyTaken, |ui| said(ui, "Copy", &text));
            ui.button("button", "Save as a file", Action::SaveTaken);
            ui.say("span", "note", &joined(&[taking.form.file(), ", ", &number::size(length)]));
            ui.button("button end", "Close", Action::Take(None));
        });
    });
}

fn hide(ui: &mut Ui, taking: &Taking) {
    let other = Taking { hide_names: !taking.hide_names, preview: None, ..taking.clone() };
    ui.tag("p", "hide", |ui| {
        let attributes = [("class", "switch"), ("role", "switch"), ("aria-checked", flag(taking.hide_names))];
        ui.press(&attributes, Action::Take(Some(other)), |ui| ui.text("Hide names, addresses and IDs"));
        ui.say(
            "span",
            "note",
            "Each gets a stand-in, such as user1@domain1.example, the same one throughout.",
        );
    });
}

/// The way to it.
pub fn way(ui: &mut Ui, label: &str, only: Option<usize>) {
    let saved = ui.state.findings.as_ref().is_some_and(|it| it.is_saved());
    let form = if saved { Form::Json } else { Form::Text };
    let opens = Action::Take(Some(Taking { form, hide_names: false, only, preview: None }));
    ui.press(&[("class", "button take"), ("aria-expanded", flag(ui.state.taking.is_some()))], opens, |ui| {
        ui.text(label)
    });
}
