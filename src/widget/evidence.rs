//! Where in the material an answer stands.

use scim_checkup_rules::Evidence;
use yew::prelude::*;

use crate::{fold::Fold, number};

/// A link that says how many places there are, and opens them: the first few, of all that were counted.
pub fn evidence(evidence: &[Evidence], count: u32) -> Html {
    let Some(first) = evidence.first() else { return Html::default() };
    let places = if count == 1 {
        ["See it in your text, line ", &number::grouped(first.line)].concat()
    } else {
        ["See it in your text, ", &number::counted(count, "place", "places")].concat()
    };
    let kept = evidence.len() as u32;
    html! {
        <div class="evidence">
            <Fold label={html! { places }}>
                <ol>{ for evidence.iter().map(place) }</ol>
                if count > kept {
                    <p class="note">{ ["The first ", &number::grouped(kept), " are shown."].concat() }</p>
                }
            </Fold>
        </div>
    }
}

fn place(it: &Evidence) -> Html {
    let time = it.time.map(|it| [", ", &it.in_words_to_minute()].concat());
    let line = [", line ", &number::grouped(it.line), &time.unwrap_or_default()].concat();
    let value = match &it.value {
        Some(value) => html! { <code class="mark">{ value }</code> },
        None => html! { <span class="note">{ "not there" }</span> },
    };
    html! {
        <li>
            <p><b>{ &it.document }</b>{ line }</p>
            <p class="what"><code>{ &it.field }</code>{ value }</p>
        </li>
    }
}
