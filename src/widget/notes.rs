//! Rules that also hold for a user, and the other names the user was seen under.

use scim_checkup_rules::Note;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct NotesProps {
    pub notes: Vec<Note>,
}

#[component]
pub fn Notes(props: &NotesProps) -> Html {
    if props.notes.is_empty() {
        return Html::default();
    }
    let note = |it: &Note| html! { <li><b>{ &it.title }</b>{ " " }{ &it.explanation }</li> };
    html! {
        <div class="notes" part="notes">
            <h3>{ "Also true" }</h3>
            <ul>{ for props.notes.iter().map(note) }</ul>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct AliasesProps {
    pub aliases: Vec<String>,
    pub object_ids: Vec<String>,
}

#[component]
pub fn Aliases(props: &AliasesProps) -> Html {
    let open = use_state(|| false);
    if props.aliases.is_empty() && props.object_ids.len() < 2 {
        return Html::default();
    }
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let spelled = |it: &String| html! { <li><code>{ it }</code></li> };
    html! {
        <>
            <li>
                <button type="button" class="link" aria-expanded={open.to_string()} {onclick}>{ "Also seen as" }</button>
            </li>
            if *open {
                <li class="aliases">
                    <ul>
                        { for props.aliases.iter().map(spelled) }
                        if props.object_ids.len() > 1 { { for props.object_ids.iter().map(spelled) } }
                    </ul>
                </li>
            }
        </>
    }
}
