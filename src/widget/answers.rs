//! The three answers: the same names in the same order everywhere, the last one first to the eye.

use scim_checkup_rules::{BillingStatus, Opinion, Step, Urgency, User};

use crate::{
    days::moment,
    entry::entry,
    evidence::evidence,
    message::message,
    number::joined,
    sign::{Shape, sign},
    state::Action,
    steps::steps,
    ui::Ui,
};

pub fn answers(ui: &mut Ui, user: &User, opinions: &[Opinion]) {
    let User { corruption, billing, action, .. } = user;
    ui.with("section", &[("class", "answer"), ("part", "corruption")], |ui| {
        asked(ui, "Is the username corrupted?", Shape::of_corruption(corruption.status), &corruption.title);
        ui.say("p", "", &corruption.explanation);
        evidence(ui, &corruption.evidence, corruption.evidence_count);
        entry(ui, &corruption.code);
    });
    ui.with("section", &[("class", "answer billing"), ("part", "billing")], |ui| {
        asked(ui, "Does the user count for billing?", Shape::of_billing(billing.status), &billing.title);
        if let Some(next) = billing.next {
            ui.tag("p", "", |ui| ui.say("b", "", &joined(&["Counting ", next.label(), "."])));
        }
        ui.say("p", "", &billing.explanation);
        ui.slot(|ui| {
            if billing.status == BillingStatus::Unknown {
                ui.button("link", "Where do I get that?", Action::OpenField(None));
            }
        });
        evidence(ui, &billing.evidence, billing.evidence_count);
        entry(ui, &billing.code);
    });
    let ground = match action.urgency {
        Urgency::Now | Urgency::WhenReturning => "answer action act",
        Urgency::ByDeadline => "answer action decide",
        Urgency::None => "answer action",
    };
    let attributes = [("class", ground), ("part", "action"), ("id", "next-step"), ("tabindex", "-1")];
    ui.with("section", &attributes, |ui| {
        asked(ui, "What to do next", Shape::of_action(action.kind, action.urgency), &action.title);
        ui.tag("p", "who", |ui| {
            ui.tag("span", "", |ui| {
                ui.text("Who ");
                ui.say("b", "", action.owner.label());
            });
            if action.deadline.is_none() {
                ui.tag("span", "", |ui| {
                    ui.text("When ");
                    ui.say("b", "", action.urgency.label());
                });
            }
            if let Some(time) = action.deadline.or(action.last_day) {
                ui.tag("span", "", |ui| {
                    ui.text("Until ");
                    moment(ui, time);
                });
            }
        });
        ui.say("p", "", &action.explanation);
        // The message belongs to the act; what holds under a heading comes after it.
        let (act, rest) = action.steps.split_at(n_of_act(&action.steps));
        add_found(ui, act);
        message(ui, &action.message, &user.name);
        add_found(ui, rest);
        elsewhere(ui, opinions, &action.code);
        evidence(ui, &action.evidence, action.evidence_count);
        entry(ui, &action.code);
    });
}

/// Steps, and the way to the field where one of them asks for something more.
fn add_found(ui: &mut Ui, all: &[Step]) {
    steps(ui, all);
    ui.slot(|ui| {
        if all.iter().any(|it| it.text.split(' ').any(|it| it.starts_with("here"))) {
            ui.button("link", "Add it", Action::OpenField(None));
        }
    });
}

/// How many steps are the act itself: those before the second heading, or before the first where none begins with one.
fn n_of_act(steps: &[Step]) -> usize {
    steps.iter().skip(1).position(|it| it.heading.is_some()).map_or(steps.len(), |it| it + 1)
}

/// What is advised elsewhere beside this action, and why it is no step here.
fn elsewhere(ui: &mut Ui, opinions: &[Opinion], code: &String) {
    if !opinions.iter().any(|it| it.beside.contains(code)) {
        return;
    }
    ui.tag("div", "elsewhere", |ui| {
        ui.fold("link", "Advice found elsewhere, and why not here", "", |ui| {
            for it in opinions.iter().filter(|it| it.beside.contains(code)) {
                ui.tag("p", "", |ui| {
                    ui.say("b", "", &joined(&["“", &it.advice, "” "]));
                    ui.text(&it.why_not);
                    ui.say("span", "faint", &joined(&[" ", &it.source]));
                });
            }
        });
    });
}

/// The question, and its answer with a sign.
fn asked(ui: &mut Ui, question: &str, shape: Shape, title: &str) {
    ui.tag("h3", "", |ui| {
        ui.say("span", "asked", question);
        ui.tag("span", "given", |ui| {
            sign(ui, shape);
            ui.say("span", "", title);
        });
    });
}
