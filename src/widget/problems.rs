//! What the answers leave out: each document's problems, with their lines.

use scim_checkup_rules::{Document, Problem};

use crate::{
    evidence::line_of,
    findings::Findings,
    number::{self, joined},
    sign::{Shape, sign},
    ui::Ui,
};

/// How many problems of a document are shown before one asks for more.
const FIRST: usize = 3;

pub fn problems(ui: &mut Ui, findings: &Findings) {
    let documents = &findings.report.documents;
    if documents.iter().all(|it| it.problem_count == 0) {
        return;
    }
    ui.with("section", &[("class", "problems"), ("part", "problems")], |ui| {
        ui.with("h3", &[("id", "problems"), ("tabindex", "-1")], |ui| ui.text("What the answers leave out"));
        ui.tag("ul", "", |ui| {
            for document in documents.iter().filter(|it| it.problem_count > 0) {
                ui.tag("li", "signed", |ui| problems_of(ui, findings, document));
            }
        });
    });
}

fn problems_of(ui: &mut Ui, findings: &Findings, document: &Document) {
    let lines = |ui: &mut Ui, problems: &[Problem]| lines(ui, findings, document, problems);
    let count =
        number::counted(document.problem_count, "place was not understood", "places were not understood");
    let (first, more) = document.problems.split_at(FIRST.min(document.problems.len()));
    sign(ui, Shape::Broken);
    ui.tag("div", "", |ui| {
        ui.say("h4", "", &joined(&[&document.name, ": ", &count]));
        lines(ui, first);
        if !more.is_empty() {
            ui.fold("link", &joined(&[&number::grouped(more.len() as u32), " more"]), "", |ui| {
                lines(ui, more);
                if document.problem_count as usize > document.problems.len() {
                    ui.say("p", "note", "Only the first are kept.");
                }
            });
        }
    });
}

fn lines(ui: &mut Ui, findings: &Findings, document: &Document, problems: &[Problem]) {
    ui.tag("dl", "lines", |ui| {
        for it in problems {
            ui.tag("div", "", |ui| {
                ui.say("dt", "", &joined(&["Line ", &number::grouped(it.line)]));
                ui.tag("dd", "", |ui| {
                    ui.text(&it.message);
                    ui.text(" ");
                    line_of(ui, findings.line(document, it.line));
                });
            });
        }
    });
}
