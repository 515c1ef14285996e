//! The rows of many users, the most urgent first. However many there are, a few are drawn: those in sight.

use scim_checkup_rules::Urgency;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::{
    findings::Findings,
    lines::Words,
    number::{self, joined},
    sign::{Shape, sign},
    state::Action,
    table::{Scrolled, Sort, Table},
    ui::{Ui, flag, target},
};

/// The element that holds the rows, and scrolls.
pub const ROWS: &str = "#users";

/// How many rows a page is, by the keys for it.
const PAGE: i32 = 10;

/// The headings of the columns, which sort by them.
pub fn columns(ui: &mut Ui) {
    let table = &ui.state.table;
    let columns = [
        ("User", Sort::User),
        ("Username", Sort::Username),
        ("Billing", Sort::Billing),
        ("Next step", Sort::NextStep),
    ];
    ui.with("div", &[("class", "columns"), ("role", "group"), ("aria-label", "Sort by")], |ui| {
        for (name, sort) in columns {
            let chosen = table.sort == sort;
            ui.press(&[("aria-pressed", flag(chosen))], Action::Sort(sort), |ui| {
                ui.text(name);
                ui.with("span", &[("aria-hidden", "true")], |ui| match (chosen, table.reversed) {
                    (false, _) => {}
                    (true, false) => ui.text(" ↓"),
                    (true, true) => ui.text(" ↑"),
                });
                ui.unseen(if chosen && table.reversed { ", the other way round" } else { "" });
            });
        }
    });
}

/// The rows, in a list that is one stop of the keyboard: arrows move in it.
pub fn rows(ui: &mut Ui, findings: &Findings) {
    let table = &ui.state.table;
    let (first, past) = table.drawn();
    let drawn = ui.inside(|ui| {
        (first..past).for_each(|it| row(ui, findings, it, ""));
        // The row that has the keyboard is there wherever the list is scrolled to.
        if !(first..past).contains(&table.current) {
            row(ui, findings, table.current, "away");
        }
    });
    let send = ui.send.clone();
    let current = table.current;
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(action) = by_key(&event.key(), current) {
            event.prevent_default();
            send.emit(action);
        }
    });
    let send = ui.send.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let row = target::<Element>(&event).and_then(|it| it.closest("[data-at]").ok().flatten());
        let place = row.and_then(|it| it.get_attribute("data-at")).and_then(|it| it.parse().ok());
        place.into_iter().for_each(|it| send.emit(Action::OpenRow(it)));
    });
    let send = ui.send.clone();
    let onscroll = Callback::from(move |event: Event| {
        let Some(list) = target::<HtmlElement>(&event) else { return };
        let row = list.query_selector(".row").ok().flatten();
        let row = row.and_then(|it| it.dyn_into::<HtmlElement>().ok()).map_or(0, |it| it.offset_height());
        send.emit(Action::Scrolled(Scrolled { top: list.scroll_top(), height: list.client_height(), row }));
    });
    let active = joined(&["row-", &table.current.to_string()]);
    ui.put(html! {
        <div id="users" class="rows" role="listbox" aria-label="Users" tabindex="0" aria-activedescendant={active}
            {onkeydown} {onclick} {onscroll}><div role="none">{ drawn }</div></div>
    });
}

fn by_key(key: &str, current: usize) -> Option<Action> {
    Some(match key {
        "ArrowDown" => Action::MoveBy(1),
        "ArrowUp" => Action::MoveBy(-1),
        "PageDown" => Action::MoveBy(PAGE),
        "PageUp" => Action::MoveBy(-PAGE),
        "Home" => Action::MoveBy(i32::MIN),
        "End" => Action::MoveBy(i32::MAX),
        "Enter" | " " => Action::OpenRow(current),
        _ => return None,
    })
}

/// Sees that the rows stand where they belong and, once after each move, that the current one is in sight.
///
/// A style attribute is what a strict policy forbids; a style set by a script is not.
pub fn place(root: &Element, table: &Table, reveal: bool) {
    let Some(list) = root.query_selector(ROWS).ok().flatten() else { return };
    let (rows, headings) = table.above(table.drawn().0);
    let (all_rows, all_headings) = table.above(table.order.len());
    let Some(inner) = list.first_element_child().and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    for (name, number) in
        [("--above", rows), ("--headings", headings), ("--rows", all_rows), ("--all-headings", all_headings)]
    {
        let _ = inner.style().set_property(name, &number.to_string());
    }
    let height = list.client_height();
    if reveal && height > 0 {
        let (top, end) = table.extent_of_current();
        let at = list.scroll_top();
        if top < at {
            list.set_scroll_top(top);
        } else if end > at + height {
            list.set_scroll_top(end - height);
        }
    }
}

fn heading(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Now => "Act now",
        Urgency::ByDeadline => "Decide by a date",
        Urgency::WhenReturning => "When the user returns",
        Urgency::None => "No action needed now",
    }
}

/// A row. None has a key: rows that are scrolled to take over the elements of those that are left.
fn row(ui: &mut Ui, findings: &Findings, place: usize, class: &str) {
    let table = &ui.state.table;
    let lines = &findings.lines;
    let Some((at, answers)) = table.order.get(place).and_then(|at| Some((*at, lines.answers(*at)?))) else {
        return;
    };
    let Words { name, called, reason } = lines.words(at);
    let group = table.groups.iter().position(|it| it.0 == place);
    ui.with("div", &[("role", "none"), ("class", class)], |ui| {
        ui.slot(|ui| {
            if let Some(group) = group {
                let (begin, urgency) = table.groups[group];
                let end = table.groups.get(group + 1).map_or(table.order.len(), |it| it.0);
                let count = number::counted((end - begin) as u32, "user", "users");
                ui.with("p", &[("class", "group"), ("aria-hidden", "true")], |ui| {
                    ui.text(heading(urgency));
                    // While it is read only the first few are here.
                    if ui.state.shown_reading().is_none() {
                        ui.text(&joined(&[", ", &count]));
                    }
                });
            }
        });
        let attributes = [
            ("class", "row"),
            ("role", "option"),
            ("id", &*joined(&["row-", &place.to_string()])),
            ("data-at", &*place.to_string()),
            ("aria-selected", flag(place == table.current)),
            ("aria-setsize", &*table.order.len().to_string()),
            ("aria-posinset", &*(place + 1).to_string()),
        ];
        ui.with("div", &attributes, |ui| {
            ui.tag("span", "whom", |ui| {
                ui.say("b", "", called);
                let change = lines.change(at).map_or("", |it| it.label());
                if called != name || !change.is_empty() {
                    ui.text(" ");
                    ui.tag("small", "", |ui| {
                        ui.say("b", "", change);
                        ui.text(if change.is_empty() || called == name { "" } else { ", " });
                        ui.text(if called == name { "" } else { name });
                    });
                }
            });
            let next = answers.next.map_or("", |it| it.label());
            let (username, counts) = (answers.corruption, answers.billing);
            verdict(ui, "verdict", ", Username: ", Shape::of_corruption(username), username.label(), "");
            verdict(ui, "verdict", ", Billing: ", Shape::of_billing(counts), counts.label(), next);
            let step = Shape::of_action(answers.action, answers.urgency);
            verdict(ui, "verdict next", ", Next step: ", step, answers.action.label(), reason);
            ui.unseen(&joined(&[", ", answers.urgency.label()]));
        });
    });
}

/// `Look the account up in Entra` says no more than `Look up in Entra`.
fn says_the_same(title: &str, reason: &str) -> bool {
    fn ends(words: &str) -> (Option<&str>, Option<&str>) {
        (words.split(' ').next(), words.rsplit(' ').next())
    }
    ends(title) == ends(reason)
}

/// A verdict with its sign and its reason; heard, it needs its question as well.
fn verdict(ui: &mut Ui, class: &'static str, question: &str, shape: Shape, title: &str, reason: &str) {
    ui.tag("span", class, |ui| {
        ui.unseen(question);
        sign(ui, shape);
        ui.tag("span", "", |ui| {
            ui.say("span", "", title);
            ui.with("small", &[("aria-hidden", "true")], |ui| {
                ui.text(if says_the_same(title, reason) { "" } else { reason });
            });
        });
    });
}
