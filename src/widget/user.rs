//! Everything about one user, in the one order it has everywhere.

use scim_checkup_rules::{Notice, User};

use crate::{
    activity::activity, answers::answers, days::days, findings::Findings, life::life, name_apart::name_apart,
    notices::notices, number::joined, ui::Ui, what_if::way_from,
};

/// The only user of a report: the headline above is this user's, and the notices stand beside the answers.
pub fn only_user(ui: &mut Ui, findings: &Findings, user: &User) {
    ui.with("div", &[("class", "user alone"), ("part", "user")], |ui| {
        ui.tag("div", "states", |ui| {
            became(ui, findings, 0);
            states(ui, findings, user);
        });
        rest(ui, findings, user, &findings.report.notices);
    });
}

/// One of many, opened in its place.
pub fn one_of_many(ui: &mut Ui, findings: &Findings, user: &User, at: usize) {
    ui.with("div", &[("class", "user"), ("part", "user")], |ui| {
        ui.tag("div", "states", |ui| {
            ui.say("p", "title", &user.headline);
            ui.say("p", "lede", &user.lede);
            became(ui, findings, at);
            states(ui, findings, user);
        });
        rest(ui, findings, user, &[]);
    });
}

/// Somebody who is only in the earlier material: nothing is said of now.
pub fn only_before(ui: &mut Ui, findings: &Findings, at: usize) {
    ui.with("div", &[("class", "user"), ("part", "user")], |ui| {
        ui.tag("div", "states", |ui| {
            ui.say("p", "title", findings.lines.words(at).called);
            became(ui, findings, at);
        });
    });
}

/// What became of the user since an earlier time.
fn became(ui: &mut Ui, findings: &Findings, at: usize) {
    if let Some(since) = findings.since {
        ui.tag("p", "became", |ui| {
            ui.say("b", "", &joined(&["Since ", &since.in_words_to_minute(), ": "]));
            ui.text(&findings.lines.became(at));
        });
    }
}

fn states(ui: &mut Ui, findings: &Findings, user: &User) {
    ui.tag("div", "sides", |ui| {
        let sides = [
            ("Entra ", user.entra.label()),
            ("Maptician ", user.maptician.label()),
            ("Link ", user.link.label()),
        ];
        for (name, state) in sides {
            ui.tag("span", "", |ui| {
                ui.text(name);
                ui.say("b", "", state);
            });
        }
        also_seen_as(ui, user);
        way_from(ui, user, findings.report.as_of);
    });
    if let Some(deadline) = user.action.deadline.or(user.action.last_day) {
        days(ui, deadline, findings.report.as_of);
    }
}

/// The other spellings, and where there was more than one account their IDs.
fn also_seen_as(ui: &mut Ui, user: &User) {
    let accounts = if user.object_ids.len() > 1 { &user.object_ids[..] } else { &[] };
    if user.aliases.is_empty() && accounts.is_empty() {
        return;
    }
    ui.fold("link", "Also seen as", "", |ui| {
        for name in user.aliases.iter().chain(accounts) {
            ui.tag("p", "", |ui| ui.say("code", "", name));
        }
    });
}

fn rest(ui: &mut Ui, findings: &Findings, user: &User, notes_for_all: &[Notice]) {
    name_apart(ui, &user.corruption);
    ui.with("div", &[("class", "answers"), ("part", "answers")], |ui| {
        answers(ui, user, &findings.report.opinions);
        if user.moments.is_empty()
            && user.activity.is_none()
            && user.notes.is_empty()
            && notes_for_all.is_empty()
        {
            return;
        }
        ui.tag("div", "rest", |ui| {
            life(ui, user, findings.report.as_of);
            if let Some(it) = &user.activity {
                activity(ui, it);
            }
            notes(ui, user);
            notices(ui, "notices inner", notes_for_all);
        });
    });
}

/// Rules that also hold.
fn notes(ui: &mut Ui, user: &User) {
    // What to paste says the answer on billing.
    let mut notes = user.notes.iter().filter(|it| it.name != "one-more-record-needed").peekable();
    if notes.peek().is_none() {
        return;
    }
    ui.with("div", &[("class", "notes"), ("part", "notes")], |ui| {
        ui.say("h3", "", "Also true");
        for note in notes {
            ui.tag("p", "", |ui| {
                ui.say("b", "", &note.title);
                ui.text(". ");
                ui.text(&note.explanation);
            });
        }
    });
}
