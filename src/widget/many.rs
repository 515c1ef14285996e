//! Many users: how many of what, where they stand, and the table with the detail of one of them.

use crate::{
    figures::{changes, figures},
    findings::Findings,
    matrix::matrix,
    number::{self, joined},
    rows::{columns, rows},
    state::{Action, State},
    table::{FEW, Show},
    taking::way,
    ui::{Ui, target},
    user::{one_of_many, only_before},
};
use js_sys::JsString;
use scim_checkup_rules::many::Change;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

pub fn many(ui: &mut Ui, findings: &Findings) {
    let settled = ui.state.shown_reading().is_none();
    let many = settled && findings.n_users() > FEW;
    ui.slot(|ui| {
        if many {
            ui.with("div", &[("class", "overview"), ("part", "overview")], |ui| {
                figures(ui, findings);
                matrix(ui, findings);
                changes(ui, findings);
            });
        }
    });
    let class = match (ui.state.table.opened, many) {
        (true, true) => "many opened",
        (true, false) => "many few opened",
        (false, true) => "many",
        (false, false) => "many few",
    };
    ui.with("div", &[("class", class), ("part", "list")], |ui| {
        ui.tag("div", "table", |ui| {
            ui.slot(|ui| {
                if many {
                    finder(ui, findings);
                }
            });
            columns(ui);
            rows(ui, findings);
        });
        ui.with(
            "section",
            &[("class", "detail"), ("id", "detail"), ("tabindex", "-1"), ("aria-label", "The user")],
            |ui| {
                detail(ui, findings);
            },
        );
    });
}

fn detail(ui: &mut Ui, findings: &Findings) {
    let table = &ui.state.table;
    let all = number::counted(table.order.len() as u32, "user", "users");
    ui.button("link back", &joined(&["Back to ", &all]), Action::CloseRow);
    let Some(at) = table.order.get(table.current) else { return };
    ui.tag("div", "inner", |ui| {
        if let Some(user) = findings.user(*at) {
            one_of_many(ui, findings, &user, *at);
            ui.tag("p", "takes", |ui| way(ui, "Copy or save this user’s answers", Some(*at)));
            // What was unfolded of one user is not unfolded of the next.
            ui.key(*at);
        } else {
            only_before(ui, findings, *at);
            ui.key(*at);
        }
    });
}

/// What is looked for, and what that leaves.
fn finder(ui: &mut Ui, findings: &Findings) {
    ui.tag("div", "finder", |ui| {
        let send = ui.send.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let Some(field) = target::<HtmlInputElement>(&event) else { return };
            let words = field.value();
            let small = JsString::from(&*words).to_lower_case().into();
            send.emit(Action::Find(words.into(), small));
        });
        ui.put(html! {
            <input type="search" aria-label="Find a name or an ID" placeholder="Find a name or an ID" spellcheck="false"
                autocomplete="off" value={ui.state.table.find.clone()} {oninput} />
        });
        ui.with("p", &[("class", "note"), ("role", "status")], |ui| ui.text(&shown(ui.state, findings)));
        ui.slot(|ui| {
            if ui.state.table.show != Show::All {
                ui.button("link", "Show all", Action::Show(Show::All));
            }
        });
    });
}

fn shown(state: &State, findings: &Findings) -> String {
    let (shown, all) = (state.table.order.len(), findings.n_users());
    if state.table.show == Show::Became(Change::Gone) {
        return number::counted(shown as u32, "user", "users");
    }
    let all = number::grouped(all as u32);
    if shown == findings.n_users() {
        joined(&["All ", &all])
    } else {
        joined(&[&number::grouped(shown as u32), " of ", &all])
    }
}
