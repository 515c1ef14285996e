//! What to do, one act a step, each with the command that does the same.

use scim_checkup_rules::{Shell, Step};

use crate::{
    copy::copy_line,
    state::Action,
    ui::{Ui, flag},
};

pub fn steps(ui: &mut Ui, steps: &[Step]) {
    // A heading holds for its step and those after it.
    for group in steps.chunk_by(|_, next| next.heading.is_none()) {
        ui.tag("div", "steps", |ui| {
            if let Some(heading) = &group[0].heading {
                ui.say("h4", "", heading);
            }
            // One act alone needs no number.
            ui.tag("ol", if group.len() == 1 { "single" } else { "" }, |ui| {
                group.iter().for_each(|it| ui.tag("li", "", |ui| step(ui, it)));
            });
        });
    }
}

fn step(ui: &mut Ui, step: &Step) {
    ui.say("p", "", &step.text);
    let commands = &step.commands;
    let shell = ui.state.shell;
    let Some(shown) = commands.iter().find(|it| it.shell == shell).or(commands.first()) else { return };
    ui.tag("div", "shells", |ui| {
        ui.with("span", &[("role", "group"), ("aria-label", "Written for")], |ui| {
            commands.iter().for_each(|it| choice(ui, it.shell, it.shell == shown.shell));
        });
        if !shown.permission.is_empty() {
            ui.tag("span", "", |ui| {
                ui.text("needs ");
                ui.say("code", "", &shown.permission);
            });
        }
    });
    copy_line(ui, &shown.text, "the command");
}

fn choice(ui: &mut Ui, shell: Shell, chosen: bool) {
    let name = match shell {
        Shell::Graph => "Graph",
        Shell::Powershell => "PowerShell",
    };
    let attributes = [("class", "shell"), ("title", shell.label()), ("aria-pressed", flag(chosen))];
    ui.press(&attributes, Action::ChooseShell(shell), |ui| ui.text(name));
}
