//! What to do, one act a step, each with the command that does the same.

use scim_checkup_rules::{Command, Shell, Step};
use yew::prelude::*;

use crate::{copy::CopyLine, state::Action, view::Dispatch};

#[derive(PartialEq, Properties)]
pub struct StepsProps {
    pub steps: Vec<Step>,
    pub shell: Shell,
    pub dispatch: Dispatch,
}

#[component]
pub fn Steps(props: &StepsProps) -> Html {
    // A heading holds for its step and those after it.
    let groups = props.steps.chunk_by(|_, next| next.heading.is_none());
    html! {
        <>
            { for groups.map(|group| {
                let steps = group.iter().map(|it| step(it, props));
                html! {
                    <div class="steps">
                        if let Some(heading) = group.first().and_then(|it| it.heading.as_ref()) { <h4>{ heading }</h4> }
                        // One act alone needs no number.
                        <ol role="list" class={(group.len() == 1).then_some("single")}>{ for steps }</ol>
                    </div>
                }
            }) }
        </>
    }
}

fn step(step: &Step, props: &StepsProps) -> Html {
    let shown = step.commands.iter().find(|it| it.shell == props.shell).or(step.commands.first());
    html! {
        <li>
            <p>{ &step.text }</p>
            if let Some(command) = shown {
                <div class="command">
                    <div class="shells">
                        <span role="group" aria-label="Written for">
                            { for step.commands.iter().map(|it| choice(it, it.shell == command.shell, &props.dispatch)) }
                        </span>
                        if !command.permission.is_empty() {
                            <span class="permission">{ "needs " }<code>{ &command.permission }</code></span>
                        }
                    </div>
                    <CopyLine text={command.text.clone()} what={["the command for ", command.shell.label()].concat()} />
                </div>
            }
        </li>
    }
}

fn choice(command: &Command, chosen: bool, dispatch: &Dispatch) -> Html {
    let (dispatch, shell) = (dispatch.clone(), command.shell);
    let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Action::ChooseShell(shell)));
    let name = match shell {
        Shell::Graph => "Graph",
        Shell::Powershell => "PowerShell",
    };
    html! {
        <button type="button" class="shell" title={shell.label()} aria-pressed={chosen.to_string()} {onclick}>
            { name }
        </button>
    }
}
