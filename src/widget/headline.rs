//! How it stands and who acts.

use crate::{
    progress::progress,
    state::{Action, Focus},
    taking::way,
    ui::Ui,
};

pub fn headline(ui: &mut Ui) {
    let state = ui.state;
    let reading = state.shown_reading();
    let findings = state.findings.as_ref();
    let report = findings.map(|it| &it.report);
    if report.is_none() && reading.is_none() {
        return;
    }
    ui.with("section", &[("class", "head"), ("part", "headline")], |ui| {
        ui.with("h2", &[("id", "headline"), ("tabindex", "-1")], |ui| {
            ui.text(report.map_or("Reading what you gave", |it| &it.headline));
        });
        ui.slot(|ui| {
            if let Some(reading) = reading {
                ui.say(
                    "p",
                    "lede",
                    "Still reading. Answers are drawn from what has been read, and a later entry can change them.",
                );
                progress(ui, reading);
            } else if let Some(report) = report {
                ui.say("p", "lede", &report.lede);
                if state.stopped {
                    ui.say("p", "lede", "Reading was stopped. What was not read could change the answers.");
                }
            }
        });
        ui.slot(|ui| {
            if findings.and_then(|it| it.only_user()).is_some() {
                ui.button("button main jump", "To the next step", Action::Go(Focus::NextStep));
            }
        });
        ui.slot(|ui| {
            if reading.is_none() && findings.is_some_and(|it| it.n_users() > 0) {
                way(ui, "Copy or save", None);
            }
        });
    });
}
