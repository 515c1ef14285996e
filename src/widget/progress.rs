//! A run that takes a while: how far it is, and the way to end it.

use crate::{
    number::{self, joined},
    state::{Action, Reading},
    ui::Ui,
};

pub fn progress(ui: &mut Ui, reading: &Reading) {
    let Reading { read, total, .. } = *reading;
    let share = if total > 0.0 { (read / total).clamp(0.0, 1.0) } else { 0.0 };
    let percent = ((share * 100.0) as u32).to_string();
    ui.with("div", &[("class", "working"), ("part", "progress")], |ui| {
        ui.with("progress", &[("max", "100"), ("value", &percent), ("aria-label", "Read so far")], |_| ());
        ui.tag("p", "note", |ui| {
            if reading.stopping {
                ui.text("Putting together what was read so far");
            } else if total > 0.0 {
                let left = reading.left().map(|it| joined(&[", ", &number::time_left(it)]));
                ui.say("b", "", &joined(&[&percent, " %"]));
                ui.text(&joined(&[" of ", &number::size(total), &left.unwrap_or_default()]));
            } else {
                ui.text("Beginning to read");
            }
        });
        ui.button("button", "Stop and keep these", Action::Stop);
    });
}
