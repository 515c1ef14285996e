//! What to do, one act a step, each with the command that does the same.

use scim_checkup_rules::{Shell, Step};
use yew::prelude::*;

use crate::{
    copy::copy_line,
    state::Action,
    tag::{beside, tag},
    ui::Ui,
};

pub fn steps(ui: &Ui, steps: &[Step]) -> Html {
    // A heading holds for its step and those after it.
    let groups = steps.chunk_by(|_, next| next.heading.is_none()).map(|group| {
        let heading = group[0].heading.as_ref().map(|it| tag("h4", "", it));
        // One act alone needs no number.
        let class = if group.len() == 1 { "single" } else { "" };
        let acts = group.iter().map(|it| step(ui, it)).collect::<Vec<_>>();
        tag("div", "steps", (heading, tag("ol", class, acts)))
    });
    beside(groups.collect::<Vec<_>>())
}

fn step(ui: &Ui, step: &Step) -> Html {
    let commands = &step.commands;
    let shown = commands.iter().find(|it| it.shell == ui.state.shell).or(commands.first());
    let command = shown.map(|shown| {
        let choices =
            commands.iter().map(|it| choice(ui, it.shell, it.shell == shown.shell)).collect::<Vec<_>>();
        let permission = (!shown.permission.is_empty())
            .then(|| tag("span", "", ("needs ", tag("code", "", &shown.permission))));
        beside((
            tag("div", "shells", (tag("span", "", choices), permission)),
            copy_line(shown.text.clone().into(), "the command"),
        ))
    });
    tag("li", "", (tag("p", "", &step.text), command))
}

fn choice(ui: &Ui, shell: Shell, chosen: bool) -> Html {
    let name = match shell {
        Shell::Graph => "Graph",
        Shell::Powershell => "PowerShell",
    };
    html! {
        <button type="button" class="shell" title={shell.label()} aria-pressed={chosen.to_string()}
            onclick={ui.on(move || Action::ChooseShell(shell))}>
            { name }
        </button>
    }
}
