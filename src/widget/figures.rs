//! How many of what: sentences with a number, each of which shows those it counts.

use scim_checkup_rules::many::Change;

use crate::{
    findings::Findings,
    number::{self, joined},
    state::Action,
    table::Show,
    ui::{Ui, flag},
};

pub fn figures(ui: &mut Ui, findings: &Findings) {
    let totals = &findings.report.totals;
    let more = count(findings, Show::PasteMore);
    // The decisions stand behind those who need action now, the nearest date first.
    let first = findings.user(totals.need_action as usize).and_then(|it| it.action.deadline);
    let decide = match first.filter(|_| totals.decisions > 0) {
        Some(first) => joined(&[" from you, the first by ", &first.in_words()]),
        None => " from you".to_string(),
    };
    let unknown = match totals.billing_unknown {
        0 => String::new(),
        it => joined(&["; of ", &number::grouped(it), " it is not known"]),
    };
    let billing = joined(&["; ", &number::grouped(totals.not_counted), " not", &unknown]);
    let figures = [
        (totals.need_action, "alarm", "now", "", "need action ", Show::ActNow),
        (totals.decisions, "date", "a decision", &*decide, "wait for ", Show::Decide),
        (more, "", "one more record", " from you", "need ", Show::PasteMore),
        (totals.corrupted, "", "a corrupted username", "", "have ", Show::Corrupted),
        (totals.counted, "", "count for billing", &*billing, "", Show::Counted),
    ];
    ui.tag("ul", "figures", |ui| list(ui, figures));
}

/// What became of the users since an earlier time.
pub fn changes(ui: &mut Ui, findings: &Findings) {
    let Some(since) = findings.since else { return };
    ui.tag("div", "changes", |ui| {
        ui.say("h3", "", &joined(&["Since ", &since.in_words_to_minute()]));
        ui.tag("ul", "figures", |ui| {
            for change in Change::ALL {
                let class = if *change == Change::Worse { "alarm" } else { "" };
                let show = Show::Became(*change);
                list(ui, [(count(findings, show), class, change.label(), "", "", show)]);
            }
        });
    });
}

fn list<'a>(
    ui: &mut Ui,
    figures: impl IntoIterator<Item = (u32, &'static str, &'a str, &'a str, &'a str, Show)>,
) {
    for (count, class, what, after, before, show) in figures {
        ui.tag("li", class, |ui| {
            let words = |ui: &mut Ui| {
                ui.say("b", "figure", &number::grouped(count));
                ui.tag("span", "", |ui| {
                    ui.text(before);
                    ui.say("b", "", what);
                    ui.text(after);
                });
            };
            if count == 0 {
                return ui.tag("div", "", words);
            }
            let chosen = ui.state.table.show == show;
            let next = if chosen { Show::All } else { show };
            ui.press(&[("aria-pressed", flag(chosen))], Action::Show(next), |ui| {
                words(ui);
                ui.say("span", "show", if chosen { "Showing" } else { "Show" });
            });
        });
    }
}

/// How many users a table would show.
fn count(findings: &Findings, show: Show) -> u32 {
    let lines = &findings.lines;
    let takes = |it: &usize| lines.answers(*it).is_some_and(|answers| show.takes(answers, lines.change(*it)));
    (0..lines.len()).filter(takes).count() as u32
}
