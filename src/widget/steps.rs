//! What to do, one act a step, each with the command that does the same.

use scim_checkup_rules::{Command, Shell, Step};
use yew::prelude::*;

use crate::{copy::copy_line, state::Action, ui::Ui};

pub fn steps(ui: &Ui, steps: &[Step]) -> Html {
    // A heading holds for its step and those after it.
    let groups = steps.chunk_by(|_, next| next.heading.is_none()).map(|group| {
        // One act alone needs no number.
        let class = if group.len() == 1 { "single" } else { "" };
        html! {
            <div class="steps">
                if let Some(heading) = &group[0].heading { <h4>{ heading }</h4> }
                <ol role="list" {class}>{ for group.iter().map(|it| step(ui, it)) }</ol>
            </div>
        }
    });
    groups.collect()
}

fn step(ui: &Ui, step: &Step) -> Html {
    let commands = &step.commands;
    let shown = commands.iter().find(|it| it.shell == ui.state.shell).or(commands.first());
    html! {
        <li>
            <p>{ &step.text }</p>
            if let Some(shown) = shown {
                <div class="shells">
                    <span role="group" aria-label="Written for">
                        { for commands.iter().map(|it| choice(ui, it.shell, it.shell == shown.shell)) }
                    </span>
                    { permission(shown) }
                </div>
                { copy_line(shown.text.clone().into(), "the command") }
            }
        </li>
    }
}

fn permission(command: &Command) -> Html {
    html! {
        if !command.permission.is_empty() { <span>{ "needs " }<code>{ &command.permission }</code></span> }
    }
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
