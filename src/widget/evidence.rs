//! Where in the material an answer stands.

use scim_checkup_rules::Evidence;
use yew::prelude::*;

use crate::{fold::fold, number, tag::tag};

/// A link that says how many places there are, and opens them: the first few, of all that were counted.
pub fn evidence(evidence: &[Evidence], count: u32) -> Html {
    let Some(first) = evidence.first() else { return Html::default() };
    let label = if count == 1 {
        ["See it in your text, line ", &number::grouped(first.line)].concat()
    } else {
        ["See it in your text, ", &number::counted(count, "place", "places")].concat()
    };
    let kept = evidence.len() as u32;
    let rest = (count > kept)
        .then(|| tag("p", "note", ["The first ", &number::grouped(kept), " are shown."].concat()));
    let places = evidence.iter().map(place).collect::<Vec<_>>();
    tag("div", "evidence", fold("link", label, (tag("ol", "", places), rest)))
}

fn place(it: &Evidence) -> Html {
    let time = it.time.map(|it| [", ", &it.in_words_to_minute()].concat());
    let line = [", line ", &number::grouped(it.line), &time.unwrap_or_default()].concat();
    let value = match &it.value {
        Some(value) => tag("code", "mark", value),
        None => tag("span", "note", "not there"),
    };
    tag(
        "li",
        "",
        (
            tag("p", "", (tag("b", "", &it.document), line)),
            tag("p", "what", (tag("code", "", &it.field), value)),
        ),
    )
}
