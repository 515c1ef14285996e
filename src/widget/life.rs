//! How it came to where a user stands, and what comes next if nothing is done: the ladder, and the same in words.

use scim_checkup_rules::{
    Span, Time, User,
    foresight::{State, foresee},
};

use crate::{
    ladder::{Ladder, ladder},
    ui::Ui,
    what_if::line,
};

/// How far ahead is told: a deletion is over after 30 days.
const AHEAD: Span = Span::days(30);

pub fn life(ui: &mut Ui, user: &User, today: Time) {
    let Some(drawn) = Ladder::of(user, today) else { return };
    let state = State::of(user);
    // A single date stands in the answers already.
    if state.is_none() && user.moments.len() == 1 && !drawn.has_past() {
        return;
    }
    ui.with("div", &[("class", "life"), ("part", "life")], |ui| {
        let title = match state {
            Some(_) => "How it came to this, and what comes next",
            None => "How it came to this",
        };
        ui.say("h3", "", title);
        ui.slot(|ui| {
            if drawn.has_past() {
                ladder(ui, &drawn);
            }
        });
        ui.fold("link", "The same in words", "", |ui| {
            ui.tag("ol", "line", |ui| {
                for moment in &user.moments {
                    ui.tag("li", "", |ui| {
                        ui.tag("p", "when", |ui| {
                            ui.say("b", "", &moment.at.in_words_to_minute());
                            ui.text(", ");
                            ui.text(moment.what.label());
                        });
                    });
                }
            });
            if let Some(state) = state {
                ui.say("p", "note", "If nothing is done:");
                line(ui, &foresee(state, today, &[], today.after(AHEAD)).happenings);
            }
        });
    });
}
