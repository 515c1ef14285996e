//! Where in the material an answer stands.

use scim_checkup_rules::Evidence;

use crate::{
    number::{self, joined},
    ui::Ui,
};

/// A link that says how many places there are, and opens them: the first few, of all that were counted.
pub fn evidence(ui: &mut Ui, evidence: &[Evidence], count: u32) {
    let Some(first) = evidence.first() else { return };
    let places = match count {
        1 => joined(&["line ", &number::grouped(first.line)]),
        _ => number::counted(count, "place", "places"),
    };
    let kept = evidence.len() as u32;
    ui.tag("div", "evidence", |ui| {
        ui.fold("link", &joined(&["See it in your text, ", &places]), "", |ui| {
            ui.tag("ol", "", |ui| evidence.iter().for_each(|it| ui.tag("li", "", |ui| place(ui, it))));
            if count > kept {
                ui.say("p", "note", &joined(&["The first ", &number::grouped(kept), " are shown."]));
            }
        });
    });
}

fn place(ui: &mut Ui, it: &Evidence) {
    ui.tag("p", "", |ui| {
        ui.say("b", "", &it.document);
        ui.text(&joined(&[", line ", &number::grouped(it.line)]));
        if let Some(time) = it.time {
            ui.text(&joined(&[", ", &time.in_words_to_minute()]));
        }
    });
    ui.tag("p", "what", |ui| {
        ui.say("code", "", &it.field);
        match &it.value {
            Some(value) => ui.say("code", "mark", value),
            None => ui.say("span", "note", "not there"),
        }
    });
}
