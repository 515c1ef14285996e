//! Where in the material an answer stands.

use scim_checkup_rules::Evidence;

use crate::{
    number::{self, joined},
    state::Action,
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
    let place = ui.state.findings.as_ref().and_then(|findings| findings.place(it));
    let shown = ui.state.place.as_ref().filter(|shown| Some(shown.0) == place).map(|it| it.1.clone());
    ui.tag("p", "what", |ui| {
        ui.say("code", "", &it.field);
        match &it.value {
            Some(value) => ui.say("code", "mark", value),
            None => ui.say("span", "note", "not there"),
        }
        if let Some(place) = place.filter(|_| shown.is_none()) {
            ui.button("link", "Show the line", Action::ShowPlace(place));
        }
    });
    ui.slot(|ui| {
        if let Some([before, marked, after]) = shown {
            ui.with("pre", &[("class", "excerpt"), ("tabindex", "0"), ("aria-label", "The line")], |ui| {
                ui.text(&before);
                ui.say("mark", "mark", &marked);
                ui.text(&after);
            });
        }
    });
}
