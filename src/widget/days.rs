//! The 30 days in which a deleted account can still be restored.

use scim_checkup_rules::{Span, Time};

use crate::{
    number::{self, joined},
    ui::Ui,
};

/// How long Entra keeps a deleted account, in days.
const KEPT: usize = 30;

/// One cell a day; nothing where the days are over.
pub fn days(ui: &mut Ui, deadline: Time, as_of: Time) {
    let Some(left) = days_left(deadline, as_of) else { return };
    let gone = KEPT - left.max(1);
    let left = match left {
        0 => "the last day".to_string(),
        it => number::counted(it as u32, "day left", "days left"),
    };
    let gone_words = number::counted(gone as u32, "day gone", "days gone");
    ui.with("figure", &[("class", "days"), ("part", "days")], |ui| {
        ui.with("div", &[("class", "above"), ("aria-hidden", "true")], |ui| {
            // Above a short stretch there is room for one of the two only.
            if (10..=20).contains(&gone) {
                ui.text(&gone_words);
            }
        });
        cells(ui, "cells", gone, &left);
        ui.tag("figcaption", "", |ui| {
            ui.unseen(&joined(&[&gone_words, ", ", &left, ". "]));
            ui.tag("span", "", |ui| {
                ui.text("Deleted ");
                ui.say("b", "", &deadline.before(Span::days(KEPT as i64)).in_words());
            });
            ui.tag("span", "", |ui| {
                ui.text("Removed for good ");
                moment(ui, deadline);
            });
        });
    });
}

/// The bar alone, with words above the day of today.
pub fn cells(ui: &mut Ui, class: &str, gone: usize, label: &str) {
    // The words grow towards the side with more room.
    let side = if gone < KEPT / 2 + 5 { "start" } else { "end" };
    ui.with("div", &[("class", class), ("aria-hidden", "true")], |ui| {
        for day in 0..KEPT {
            let class = match day {
                it if it == gone => "today",
                it if it < gone => "spent",
                it if it == KEPT - 1 => "last",
                _ => "",
            };
            ui.tag("i", class, |ui| {
                if day == gone {
                    ui.say("span", side, label);
                }
            });
        }
    });
}

/// A point in time in UTC, and by the reader's own clock.
pub fn moment(ui: &mut Ui, time: Time) {
    ui.say("b", "", &time.in_words_to_minute());
    if let Some(local) = number::local(time, number::minutes_from_utc(time)) {
        ui.text(&joined(&[" (", &local, " your time)"]));
    }
}

/// Whole days until a deadline; nothing outside the 30.
fn days_left(deadline: Time, as_of: Time) -> Option<usize> {
    let left = deadline.since(as_of);
    let within = left > Span::days(0) && left <= Span::days(KEPT as i64);
    within.then(|| left.whole_days() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_whole_days() {
        let deadline = Time::parse_rfc3339("2026-07-12T14:02:45Z").unwrap();
        let left = |it: &str| days_left(deadline, Time::parse_rfc3339(it).unwrap());
        assert_eq!(left("2026-06-30T12:00:00Z"), Some(12));
        assert_eq!(left("2026-06-30T14:02:46Z"), Some(11));
        assert_eq!(left("2026-06-12T14:02:45Z"), Some(30));
        assert_eq!(left("2026-07-12T14:02:44Z"), Some(0));
        assert_eq!(left("2026-07-12T14:02:45Z"), None);
        assert_eq!(left("2026-06-01T00:00:00Z"), None);
    }
}
