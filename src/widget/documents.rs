//! What was given: a row for each document, and the line that says how it was read.

use crate::{
    findings::saved,
    given::{Given, Material},
    number::{self, joined},
    state::{Action, Field, Focus, State},
    ui::{Ui, flag},
};
use scim_checkup_rules::Document;

pub fn documents(ui: &mut Ui) {
    let state = ui.state;
    if state.documents.is_empty() {
        return;
    }
    let several = state.documents.len() > 1;
    let class = match (several, state.documents_open) {
        (false, _) => "documents",
        (true, false) => "documents several",
        (true, true) => "documents several unfolded",
    };
    ui.with("section", &[("class", class), ("part", "documents"), ("aria-label", "What was given")], |ui| {
        ui.slot(|ui| {
            if state.example {
                ui.say(
                    "p",
                    "note example",
                    "An example, with invented people. Choose Clear and paste your own.",
                );
            }
            if several {
                ui.tag("p", "short", |ui| {
                    ui.say("b", "", &number::counted(state.documents.len() as u32, "document", "documents"));
                    let label = if state.documents_open { "Close" } else { "Open" };
                    let attributes = [("class", "link"), ("aria-expanded", flag(state.documents_open))];
                    ui.press(&attributes, Action::ToggleDocuments, |ui| ui.text(label));
                });
            }
        });
        ui.tag("ul", "", |ui| {
            for given in &state.documents {
                ui.tag("li", "", |ui| document(ui, given, several));
                ui.key(given.id as usize);
            }
        });
        ui.slot(|ui| {
            if several {
                ui.tag("div", "together", |ui| {
                    coverage(ui);
                    ui.tag("span", "ends", add_and_clear);
                });
            }
        });
        ui.slot(|ui| {
            if state.coverage_open {
                coverage_table(ui);
            }
        });
    });
}

/// A document's row. Where it is the only one, the row also carries what else holds for all of them.
fn document(ui: &mut Ui, given: &Given, several: bool) {
    let id = given.id;
    let state = ui.state;
    let read = state.findings.as_ref().and_then(|it| it.document(id));
    let is_text = matches!(given.material, Material::Text(_));
    let name = read.map_or(&*given.name, |it| it.name.as_str());
    ui.tag("div", "document", |ui| {
        ui.tag("span", "name", |ui| {
            ui.say("b", "", name);
            if !is_text {
                ui.text(&joined(&[", ", &number::size(given.bytes)]));
            }
        });
        ui.tag("span", "contents", |ui| {
            let Some(read) = read else { return };
            ui.text(&read.contents);
            if read.whole {
                ui.text(", ");
                everybody(ui, read);
            }
        });
        ui.tag("span", "read", |ui| {
            match read {
                _ if !several => coverage(ui),
                Some(read) => ui.text(&read.coverage),
                None if state.shown_reading().is_some() => ui.text("in line"),
                None => {}
            }
            if let Some(read) = read.filter(|it| it.problem_count > 0) {
                let label = joined(&[&number::grouped(read.problem_count), " not understood"]);
                ui.text(" ");
                ui.button("link", &label, Action::Go(Focus::Problems));
            }
        });
        ui.tag("span", "ends", |ui| {
            // The first of them: it comes once a document was read, and must not move the others from under a hand.
            ui.slot(|ui| {
                if given.earlier || may_be_earlier(state, read) {
                    let label = if given.earlier { "Compare no more " } else { "Compare with this " };
                    button_for(ui, label, name, Action::Earlier(id));
                }
            });
            if !is_text {
                button_for(ui, "Replace ", name, Action::Replace(id));
            } else if state.field != Field::Open(Some(id)) {
                button_for(ui, "Change ", name, Action::OpenField(Some(id)));
            }
            if several {
                button_for(ui, "Remove ", name, Action::Remove(id));
            } else {
                add_and_clear(ui);
            }
        });
    });
    ui.slot(|ui| {
        if let Some(read) = read {
            question(ui, given, read);
        }
    });
}

/// Whether a document may be of an earlier day than others: one of its kind is there once more. What a saved report is
/// shows in itself.
fn may_be_earlier(state: &State, read: Option<&Document>) -> bool {
    let (Some(read), Some(findings)) = (read, &state.findings) else { return false };
    let others = findings.report.documents.iter();
    // What somebody wrote is no export of a day.
    read.format.as_deref() != Some("text")
        && saved(read).is_none()
        && others.filter(|it| it.format == read.format || saved(it) == Some(false)).count() > 1
}

/// A button that is heard with what it is for.
fn button_for(ui: &mut Ui, label: &str, name: &str, action: Action) {
    ui.press(&[("class", "link")], action, |ui| {
        ui.text(label);
        ui.unseen(name);
    });
}

fn add_and_clear(ui: &mut Ui) {
    if ui.state.field != Field::Open(None) {
        ui.button("link", "Add", Action::OpenField(None));
    }
    ui.button("link", "Clear", Action::Clear);
}

/// The line that says how all of it was read, and opens.
fn coverage(ui: &mut Ui) {
    if let Some(findings) = &ui.state.findings {
        let attributes = [("class", "link plain"), ("aria-expanded", flag(ui.state.coverage_open))];
        ui.press(&attributes, Action::ToggleCoverage, |ui| ui.text(&findings.report.coverage));
    }
}

/// **everybody**, and where that is known in which system.
fn everybody(ui: &mut Ui, document: &Document) {
    ui.say("b", "", "everybody");
    if let Some(side) = document.from {
        ui.text(&joined(&[" in ", side.label()]));
    }
}

/// The question that only the reader can answer: one at a time, and each once.
fn question(ui: &mut Ui, given: &Given, read: &Document) {
    let id = given.id;
    let of_maptician = read.may_be_maptician && given.from_maptician.is_none();
    if !of_maptician && (!read.may_be_whole || given.whole.is_some()) {
        return;
    }
    ui.with("div", &[("class", "question"), ("role", "group")], |ui| {
        ui.tag("p", "", |ui| {
            ui.text("Is this ");
            if of_maptician {
                ui.say("b", "", "Maptician’s");
                ui.text(" list? Only then do its flags say who counts.");
            } else {
                everybody(ui, read);
                ui.text("? Only then does a missing user mean something.");
            }
        });
        let action = if of_maptician { Action::AnswerMaptician } else { Action::AnswerWhole };
        let yes = if of_maptician { "Yes, Maptician’s" } else { "Yes, everybody" };
        ui.button("button small", yes, action(id, true));
        ui.button("button small", "No, or not sure", action(id, false));
    });
}

/// What was read, what is not about users, and what was not understood, document by document.
fn coverage_table(ui: &mut Ui) {
    let Some(findings) = &ui.state.findings else { return };
    table(ui, &["Document", "Entries read", "Not about users", "Not understood"], |ui| {
        for it in &findings.report.documents {
            let application = it.application.as_ref().map(|it| joined(&[", for the application ", it]));
            let size = number::size(it.bytes as f64);
            let lines = number::counted(it.lines, "line", "lines");
            let kind = joined(&[&size, ", ", &lines, ", ", &it.encoding, &application.unwrap_or_default()]);
            row(ui, &it.name, &kind, &[it.records, it.ignored, it.problem_count]);
        }
    });
}

/// A table in a frame that scrolls by itself where it is too wide.
pub fn table(ui: &mut Ui, heads: &[&str], rows: impl FnOnce(&mut Ui)) {
    let attributes =
        [("class", "panel scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Table")];
    ui.with("div", &attributes, |ui| {
        ui.tag("table", "", |ui| {
            ui.tag("thead", "", |ui| ui.tag("tr", "", |ui| heads.iter().for_each(|it| ui.say("th", "", it))));
            ui.tag("tbody", "", rows);
        });
    });
}

/// A row of a table: what it is about, and its numbers.
pub fn row(ui: &mut Ui, name: &str, more: &str, numbers: &[u32]) {
    ui.tag("tr", "", |ui| {
        ui.with("th", &[("scope", "row")], |ui| {
            ui.text(name);
            ui.say("small", "", more);
        });
        numbers.iter().for_each(|it| ui.say("td", "", &number::grouped(*it)));
    });
}
