//! A run that takes a while: how far it is, and the way to end it.

use yew::prelude::*;

use crate::{
    number,
    state::Reading,
    tag::{beside, tag},
    ui::button,
};

pub fn progress(reading: &Reading, stop: Callback<MouseEvent>) -> Html {
    let Reading { read, total, .. } = *reading;
    let share = if total > 0.0 { (read / total).clamp(0.0, 1.0) } else { 0.0 };
    let percent = ((share * 100.0) as u32).to_string();
    let left = reading.left().map(|it| [", ", &number::time_left(it)].concat());
    let note = if total > 0.0 {
        beside((
            tag("b", "", [&percent, " %"].concat()),
            [" of ", &number::size(total), &left.unwrap_or_default()].concat(),
        ))
    } else {
        beside("Beginning to read")
    };
    html! {
        <div class="working" part="progress">
            <progress max="100" value={percent} aria-label="Read so far" />
            { tag("p", "note", note) }
            { button("button", beside("Stop and keep these"), stop) }
        </div>
    }
}
