//! What belongs to no single user.

use scim_checkup_rules::Notice;

use crate::{
    evidence::evidence,
    sign::{Shape, sign},
    ui::Ui,
};

pub fn notices(ui: &mut Ui, class: &str, notices: &[Notice]) {
    if notices.is_empty() {
        return;
    }
    ui.with("section", &[("class", class), ("part", "notices"), ("aria-label", "Notices")], |ui| {
        for notice in notices {
            ui.tag("div", "signed notice", |ui| {
                sign(ui, Shape::Lines);
                ui.tag("div", "", |ui| words(ui, notice));
            });
        }
    });
}

fn words(ui: &mut Ui, notice: &Notice) {
    ui.tag("p", "", |ui| {
        ui.say("b", "", &notice.title);
        ui.text(". ");
        ui.text(&notice.explanation);
    });
    if !notice.steps.is_empty() {
        ui.tag("ul", "", |ui| notice.steps.iter().for_each(|it| ui.say("li", "", &it.text)));
    }
    evidence(ui, &notice.evidence, notice.evidence_count);
}

/// Something about the page the widget stands in.
pub fn page_notice(ui: &mut Ui) {
    let Some(text) = &ui.state.notice else { return };
    ui.with("section", &[("class", "notices"), ("part", "notices"), ("role", "status")], |ui| {
        ui.tag("div", "signed notice", |ui| {
            sign(ui, Shape::Lines);
            ui.say("p", "", text);
        });
    });
}
