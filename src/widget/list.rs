//! Many users, the most urgent first; one at a time opens in its place.

use scim_checkup_rules::{Urgency, User};

use crate::{
    findings::Findings,
    number::{self, joined},
    sign::{Shape, sign},
    state::Action,
    ui::{Ui, flag},
    user::one_of_many,
};

pub fn list(ui: &mut Ui, findings: &Findings) {
    let users = &findings.users;
    let so_far = ui.state.shown_reading().is_some();
    let mut place = 0;
    ui.with("div", &[("class", "list"), ("part", "list")], |ui| {
        ui.with("div", &[("class", "columns"), ("aria-hidden", "true")], |ui| {
            ["User", "Username", "Billing", "Next step"].iter().for_each(|it| ui.say("span", "", it));
        });
        ui.slot(|ui| {
            for group in users.chunk_by(|one, next| one.action.urgency == next.action.urgency) {
                let urgency = group[0].action.urgency;
                ui.tag("section", "", |ui| {
                    ui.say("h3", "", &group_title(urgency, findings.n_of(urgency), so_far));
                    ui.tag("ul", "", |ui| {
                        for user in group {
                            row(ui, findings, user, place);
                            place += 1;
                        }
                    });
                });
                ui.key(urgency as usize);
            }
        });
        ui.slot(|ui| more(ui, findings));
    });
}

/// The way to the users that are not drawn yet.
fn more(ui: &mut Ui, findings: &Findings) {
    let (shown, total) = (findings.users.len(), findings.n_users());
    let next = total.saturating_sub(shown).min(Findings::MORE);
    if !findings.has_next_page() {
        return;
    }
    ui.tag("div", "more", |ui| {
        ui.button("button", &joined(&["Show ", &number::grouped(next as u32), " more"]), Action::ShowMore);
        let so_far = joined(&[&number::grouped(shown as u32), " of ", &number::grouped(total as u32)]);
        ui.say("span", "note", &so_far);
    });
}

fn group_title(urgency: Urgency, count: Option<usize>, so_far: bool) -> String {
    let name = match urgency {
        Urgency::Now => "Act now",
        Urgency::ByDeadline => "Decide by a date",
        Urgency::WhenReturning => "When the user returns",
        Urgency::None => "No action needed now",
    };
    let count = count.map(|it| number::counted(it as u32, "user", "users"));
    match count {
        Some(count) => joined(&[name, ", ", &count, if so_far { " so far" } else { "" }]),
        None => name.to_string(),
    }
}

fn row(ui: &mut Ui, findings: &Findings, user: &User, place: usize) {
    let User { name, display_name, corruption, billing, action, .. } = user;
    let open = ui.state.open_user == Some(place);
    ui.tag("li", if open { "open" } else { "" }, |ui| {
        let id = joined(&["row-", &place.to_string()]);
        let attributes = [("class", "row"), ("id", &*id), ("aria-expanded", flag(open))];
        ui.press(&attributes, Action::ToggleUser(place), |ui| {
            ui.tag("span", "whom", |ui| {
                let called = display_name.as_ref().unwrap_or(name);
                ui.say("b", "", called);
                if called != name {
                    ui.text(" ");
                    ui.say("small", "", name);
                }
            });
            let next = billing.next.map_or("", |it| it.label());
            let next_step = Shape::of_action(action.kind, action.urgency);
            verdict(
                ui,
                "verdict",
                ", Username: ",
                Shape::of_corruption(corruption.status),
                corruption.status.label(),
                "",
            );
            verdict(
                ui,
                "verdict",
                ", Billing: ",
                Shape::of_billing(billing.status),
                billing.status.label(),
                next,
            );
            verdict(ui, "verdict next", ", Next step: ", next_step, &action.title, &action.explanation);
        });
        ui.slot(|ui| {
            if open {
                one_of_many(ui, findings, user);
            }
        });
    });
    ui.key(place);
}

/// A verdict with its sign and its reason; heard, it needs its question as well.
fn verdict(ui: &mut Ui, class: &'static str, question: &str, shape: Shape, title: &str, reason: &str) {
    ui.tag("span", class, |ui| {
        ui.unseen(question);
        sign(ui, shape);
        ui.tag("span", "", |ui| {
            ui.text(title);
            ui.say("small", "", reason);
        });
    });
}
