//! Where in the material an answer stands.

use scim_checkup_rules::Evidence;

use crate::{
    given::Place,
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
    ui.tag("p", "what", |ui| {
        ui.say("code", "", &it.field);
        match &it.value {
            Some(value) => ui.say("code", "mark", value),
            None => ui.say("span", "note", "not there"),
        }
    });
    line_of(ui, place);
}

/// The line of a place, with the place marked in it, once that is asked for.
pub fn line_of(ui: &mut Ui, place: Option<Place>) {
    ui.slot(|ui| {
        let Some(place) = place else { return };
        let shown = ui.state.place.as_ref().filter(|shown| shown.0 == place).map(|it| it.1.clone());
        let Some([before, marked, after]) = shown else {
            ui.button("link", "Show the line", Action::ShowPlace(place));
            return;
        };
        ui.with("pre", &[("class", "excerpt"), ("tabindex", "0"), ("aria-label", "The line")], |ui| {
            ui.text(&before);
            ui.say("mark", "mark", &marked);
            ui.text(&after);
        });
    });
}
