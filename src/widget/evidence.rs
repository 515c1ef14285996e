//! Where in the material an answer stands.

use scim_checkup_rules::Evidence;
use yew::prelude::*;

use crate::number;

#[derive(PartialEq, Properties)]
pub struct EvidenceProps {
    pub evidence: Vec<Evidence>,
    /// All places, counted; the list has the first few.
    pub count: u32,
}

/// A link that says how many places there are, and opens them.
#[component]
pub fn EvidenceList(props: &EvidenceProps) -> Html {
    let open = use_state(|| false);
    let Some(first) = props.evidence.first() else { return Html::default() };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let places = if props.count == 1 {
        ["line ", &number::grouped(first.line)].concat()
    } else {
        number::counted(props.count, "place", "places")
    };
    let kept = props.evidence.len() as u32;
    html! {
        <div class="evidence">
            <button type="button" class="link" aria-expanded={open.to_string()} {onclick}>
                { "See it in your text, " }{ places }
            </button>
            if *open {
                <ol>{ for props.evidence.iter().map(place) }</ol>
                if props.count > kept {
                    <p class="note">{ ["The first ", &number::grouped(kept), " are shown."].concat() }</p>
                }
            }
        </div>
    }
}

fn place(it: &Evidence) -> Html {
    html! {
        <li>
            <p class="where">
                <b>{ &it.document }</b>{ ", line " }{ number::grouped(it.line) }
                if let Some(time) = it.time { { ", " }{ time.in_words_to_minute() } }
            </p>
            <p class="what">
                <code>{ &it.field }</code>
                { match &it.value {
                    Some(value) => html! { <code class="mark">{ value }</code> },
                    None => html! { <span class="note">{ "not there" }</span> },
                } }
            </p>
        </li>
    }
}
