//! What would happen if: acts at dates, and what follows from them on both sides, by the engine's own foresight.

use scim_checkup_rules::{
    Time, User,
    foresight::{Act, Happening, SITUATIONS, TO_AVOID, Trigger, foresee},
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::{
    asked::WhatIf,
    ladder::{Ladder, ladder},
    number::joined,
    state::Action,
    ui::{Ui, flag, target},
};

/// How far ahead an act can lie, in days.
const DAYS: i64 = 730;

/// The way to it from a user, where enough is shown of both sides.
pub fn way_from(ui: &mut Ui, user: &User, now: Time) {
    if let Some(asked) = WhatIf::of(user, now) {
        ui.button("link", "What would happen if…", Action::Ask(Some(asked)));
    }
}

pub fn what_if(ui: &mut Ui) {
    let Some(asked) = ui.state.what_if.clone() else { return };
    ui.with("section", &[("class", "what-if"), ("part", "what-if"), ("aria-labelledby", "what-if")], |ui| {
        let title = match &asked.name {
            Some(name) => joined(&["What would happen to ", name, " if"]),
            None => "What would happen if".to_string(),
        };
        ui.with("h2", &[("id", "what-if"), ("tabindex", "-1"), ("class", "title")], |ui| ui.text(&title));
        if asked.name.is_none() {
            situations(ui, &asked);
        }
        acts(ui, &asked);
        let (acts, until) = asked.planned();
        ladder(ui, &Ladder::ahead(asked.from, asked.now, &acts, until));
        ui.with("div", &[("role", "status")], |ui| {
            line(ui, &foresee(asked.from, asked.now, &acts, until).happenings);
        });
        ui.button("button", "Close", Action::Ask(None));
    });
}

/// The guide's situations and what to avoid, each with its advice while it is chosen.
fn situations(ui: &mut Ui, asked: &WhatIf) {
    for (title, situations) in [("What to do", SITUATIONS), ("What to avoid", TO_AVOID)] {
        ui.with("div", &[("class", "forms"), ("role", "group"), ("aria-label", title)], |ui| {
            ui.say("b", "", title);
            for it in situations {
                let chosen = it.acts == asked.acts;
                let next = WhatIf { acts: it.acts.to_vec(), ..asked.clone() };
                let attributes = [("class", "shell"), ("aria-pressed", flag(chosen))];
                ui.press(&attributes, Action::Ask(Some(next)), |ui| ui.text(it.title));
            }
        });
    }
    let chosen = SITUATIONS.iter().chain(TO_AVOID).find(|it| it.acts == asked.acts);
    ui.say("p", "lede", chosen.map_or("", |it| it.advice));
}

fn acts(ui: &mut Ui, asked: &WhatIf) {
    ui.tag("ol", "acts-asked", |ui| {
        for (place, (act, days)) in asked.acts.iter().enumerate() {
            ui.tag("li", "", |ui| {
                let (it, send, days) = (asked.clone(), ui.send.clone(), *days);
                let chosen = Callback::from(move |event: Event| {
                    let Some(word) = target::<HtmlSelectElement>(&event).map(|it| it.value()) else { return };
                    let act = Act::parse(&word).unwrap_or(Act::Wait);
                    send.emit(Action::Ask(Some(it.with(place, (act, days)))));
                });
                let options = Act::ALL.iter().map(|(other, word, words)| {
                    html! { <option value={*word} selected={other == act}>{ *words }</option> }
                });
                ui.text("You ");
                ui.put(html! { <select aria-label="Act" onchange={chosen}>{ for options }</select> });
                let (it, send, act) = (asked.clone(), ui.send.clone(), *act);
                let dated = Callback::from(move |event: Event| {
                    let Some(days) = target::<HtmlInputElement>(&event).map(|it| it.value()) else { return };
                    let days = days.parse().unwrap_or(0).clamp(0, DAYS);
                    send.emit(Action::Ask(Some(it.with(place, (act, days)))));
                });
                ui.text(" in ");
                ui.put(html! {
                    <input type="number" min="0" max="730" aria-label="Days from now" value={days.to_string()} onchange={dated} />
                });
                ui.text(" days ");
                if asked.acts.len() > 1 {
                    let mut without = asked.clone();
                    without.acts.remove(place);
                    ui.button("link", "Remove", Action::Ask(Some(without)));
                }
            });
        }
    });
    let mut more = asked.clone();
    let last = asked.acts.last().map_or(0, |it| it.1);
    more.acts.push((Act::Restore, last + 20));
    ui.button("link", "Add a step", Action::Ask(Some(more)));
}

/// What follows, a row for each moment.
pub fn line(ui: &mut Ui, happenings: &[Happening]) {
    ui.tag("ol", "line", |ui| {
        for at_once in happenings.chunk_by(|one, next| (one.at, one.trigger) == (next.at, next.trigger)) {
            let (at, trigger) = (at_once[0].at, at_once[0].trigger);
            let class = match trigger {
                Trigger::Act(_) => "did",
                Trigger::Cycle => "cycle",
                Trigger::Purge => "purge",
            };
            ui.tag("li", class, |ui| {
                ui.tag("p", "when", |ui| {
                    ui.say("b", "", &at.in_words());
                    ui.text(match trigger {
                        Trigger::Act(_) => ", you ",
                        Trigger::Cycle => ", by the next cycle",
                        Trigger::Purge => ", the 30 days are over",
                    });
                    if let Trigger::Act(act) = trigger {
                        ui.text(act.words());
                    }
                });
                ui.tag("dl", "", |ui| {
                    for it in at_once {
                        ui.tag("div", "", |ui| {
                            ui.say("dt", "", it.place.label());
                            ui.say("dd", "", it.text);
                        });
                    }
                });
            });
        }
    });
    if happenings.is_empty() {
        ui.say("p", "note", "Nothing changes on either side.");
    }
}
