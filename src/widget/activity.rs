//! What provisioning tried for a user, in a sentence, as bars and as a table.

use scim_checkup_rules::{Activity, Day, Time};

use crate::{
    documents::{row, table},
    from_js,
    number::{self, joined},
    ui::Ui,
};

/// How many days fit beside each other; the newest are shown.
const DAYS: usize = 30;

pub fn activity(ui: &mut Ui, activity: &Activity) {
    let days = &activity.per_day;
    ui.with("div", &[("class", "activity"), ("part", "activity")], |ui| {
        ui.say("h3", "", "Attempts to provision");
        ui.say("p", "", &sentence(activity));
        if days.len() > 1 {
            bars(ui, days);
        }
        if let Some(code) = &activity.last_error_code {
            ui.tag("p", "", |ui| {
                ui.text("The last error was ");
                ui.say("code", "", code);
                ui.text(".");
            });
        }
        if let Some(text) = &activity.last_error_text {
            ui.say("p", "quoted", text);
        }
        if !days.is_empty() {
            ui.fold("link", "The same as a table", "", |ui| {
                table(ui, &["Day (UTC)", "Failed", "Succeeded"], |ui| {
                    for day in days {
                        row(ui, &in_words(day), "", &[day.failures, day.successes]);
                    }
                });
            });
        }
    });
}

/// The day as sentences have it.
fn in_words(day: &Day) -> String {
    from_js::time(&day.day).map_or_else(|| day.day.clone(), Time::in_words)
}

/// `24 attempts between 9 June 2026 and 29 June 2026: 24 failed, none succeeded.`
fn sentence(activity: &Activity) -> String {
    let number = |it: u32| if it == 0 { "none".to_string() } else { number::grouped(it) };
    let when = match (activity.first, activity.last) {
        (Some(first), Some(last)) if first.day() != last.day() => {
            joined(&[" between ", &first.in_words(), " and ", &last.in_words()])
        }
        (Some(time), _) | (_, Some(time)) => joined(&[" on ", &time.in_words()]),
        _ => String::new(),
    };
    let failed = number(activity.failures);
    let succeeded = number(activity.successes);
    joined(&[
        &number::counted(activity.attempts, "attempt", "attempts"),
        &when,
        ": ",
        &failed,
        " failed, ",
        &succeeded,
        " succeeded.",
    ])
}

/// Failures hatched, successes plain on top of them, one bar a day.
fn bars(ui: &mut Ui, days: &[Day]) {
    let days = &days[days.len().saturating_sub(DAYS)..];
    let most = days.iter().map(|it| it.failures + it.successes).max().unwrap_or(1).max(1);
    let height = |it: u32| (it * 44).div_ceil(most);
    let (mut failed, mut good) = (String::new(), String::new());
    for (place, day) in days.iter().enumerate() {
        let below = height(day.failures);
        bar(&mut failed, place, 0, below);
        bar(&mut good, place, below, height(day.successes));
    }
    let width = (days.len() * 12 - 1).to_string();
    ui.with("figure", &[("class", "bars"), ("aria-hidden", "true")], |ui| {
        ui.with("svg", &[("viewBox", &joined(&["-1 -1 ", &width, " 51"]))], |ui| {
            let pattern = [
                ("id", "hatch"),
                ("width", "4"),
                ("height", "4"),
                ("patternUnits", "userSpaceOnUse"),
                ("patternTransform", "rotate(45)"),
            ];
            ui.with("pattern", &pattern, |ui| ui.with("path", &[("d", "M0 0V4")], |_| ()));
            ui.with("path", &[("class", "failed"), ("fill", "url(#hatch)"), ("d", &failed)], |_| ());
            ui.with("path", &[("class", "good"), ("d", &good)], |_| ());
            ui.with("path", &[("class", "base"), ("d", &joined(&["M0 48.5H", &width]))], |_| ());
        });
        ui.tag("figcaption", "", |ui| {
            for day in [days.first(), days.last()].into_iter().flatten() {
                ui.say("span", "", &in_words(day));
            }
        });
    });
}

/// Draws a bar that stands so high above the ground.
fn bar(path: &mut String, place: usize, above: u32, height: u32) {
    if height == 0 {
        return;
    }
    for part in ["M", &(place * 12).to_string(), " ", &(48u32.saturating_sub(above)).to_string(), "h9v-"] {
        path.push_str(part);
    }
    path.push_str(&height.to_string());
    path.push_str("h-9Z");
}
