//! Why there are no answers, and what to add.

use crate::{
    copy::copy_line,
    sign::{Shape, sign},
    ui::Ui,
};

pub fn failure(ui: &mut Ui) {
    let Some(failure) = &ui.state.failure else { return };
    ui.with("section", &[("class", "failure signed"), ("part", "failure"), ("role", "alert")], |ui| {
        sign(ui, Shape::Broken);
        ui.tag("div", "", |ui| {
            ui.say("h3", "", &failure.title);
            ui.say("p", "", &failure.text);
            if let Some(fix) = &failure.fix {
                ui.say("p", "note", "For whoever runs this page, to add:");
                copy_line(ui, fix, "what to add");
            }
            ui.tag("p", "note", |ui| {
                ui.text("Stuck? Ask ");
                ui.contact();
                ui.text(".");
            });
        });
    });
}
