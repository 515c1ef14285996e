//! What is taken along: a form, a preview of it, and the ways to have it.

use yew::AttrValue;

use crate::{
    copy::said,
    number::{self, joined},
    state::{Action, Focus},
    ui::{Ui, flag},
};

/// A form a report can be taken along in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    Markdown,
    Text,
    Csv,
    Json,
}

impl Form {
    const ALL: [Form; 4] = [Form::Text, Form::Markdown, Form::Csv, Form::Json];

    /// As the engine knows it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Text => "text",
            Form::Csv => "csv",
            Form::Json => "json",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Form::Markdown => "Markdown, for a ticket",
            Form::Text => "Text, for an e-mail",
            Form::Csv => "CSV, for a spreadsheet",
            Form::Json => "JSON, for a program",
        }
    }

    pub fn file(self) -> &'static str {
        match self {
            Form::Markdown => "scim-checkup.md",
            Form::Text => "scim-checkup.txt",
            Form::Csv => "scim-checkup.csv",
            Form::Json => "scim-checkup.json",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Form::Markdown => "text/markdown",
            Form::Text => "text/plain",
            Form::Csv => "text/csv",
            Form::Json => "application/json",
        }
    }
}

/// Something is being taken along.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    pub form: Form,
    pub hide_names: bool,
    /// The one user it is about, by place in the report; everybody where there is none.
    pub only: Option<usize>,
    /// How it begins, and how long it is in letters, once it is there.
    pub preview: Option<(AttrValue, f64)>,
}

impl Taking {
    pub fn of(only: Option<usize>) -> Taking {
        Taking { form: Form::Text, hide_names: false, only, preview: None }
    }
}

pub fn taking(ui: &mut Ui) {
    let Some(taking) = &ui.state.taking else { return };
    let whom =
        if taking.only.is_some() { "Copy or save this user’s answers" } else { "Copy or save the answers" };
    ui.with("section", &[("class", "taking"), ("part", "taking"), ("aria-labelledby", "taking")], |ui| {
        ui.with("h3", &[("id", "taking"), ("tabindex", "-1")], |ui| ui.text(whom));
        ui.with("div", &[("class", "forms"), ("role", "group"), ("aria-label", "Form")], |ui| {
            for form in Form::ALL {
                let chosen = Taking { form, preview: None, ..taking.clone() };
                let attributes = [("class", "shell"), ("aria-pressed", flag(form == taking.form))];
                ui.press(&attributes, Action::Take(Some(chosen)), |ui| ui.text(form.label()));
            }
        });
        let other = Taking { hide_names: !taking.hide_names, preview: None, ..taking.clone() };
        ui.tag("p", "hide", |ui| {
            let attributes =
                [("class", "switch"), ("role", "switch"), ("aria-checked", flag(taking.hide_names))];
            ui.press(&attributes, Action::Take(Some(other)), |ui| ui.text("Hide names, addresses and IDs"));
            ui.say(
                "span",
                "note",
                "Each gets a stand-in, such as user1@domain1.example, the same one throughout.",
            );
        });
        let (text, length) = taking.preview.clone().unwrap_or_default();
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

/// The way to it.
pub fn way(ui: &mut Ui, label: &str, only: Option<usize>) {
    let opens = Action::Take(Some(Taking::of(only)));
    ui.press(&[("class", "button take"), ("aria-expanded", flag(ui.state.taking.is_some()))], opens, |ui| {
        ui.text(label)
    });
}

/// Where the keyboard goes when it opens, and when it closes.
pub fn focus(taking: &Option<Taking>) -> Focus {
    if taking.is_some() { Focus::Taking } else { Focus::Headline }
}
