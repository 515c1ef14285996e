//! A run that takes a while: how far it is, and the way to end it.

use yew::prelude::*;

use crate::{number, state::Reading};

pub fn progress(reading: &Reading, stop: Callback<MouseEvent>) -> Html {
    let Reading { read, total, .. } = *reading;
    let share = if total > 0.0 { (read / total).clamp(0.0, 1.0) } else { 0.0 };
    let percent = ((share * 100.0) as u32).to_string();
    let left = reading.left().map(|it| [", ", &number::time_left(it)].concat());
    html! {
        <div class="working" part="progress">
            <progress max="100" value={percent.clone()} aria-label="Read so far" />
            <p class="note">
                if total > 0.0 {
                    <b>{ percent }{ " %" }</b>{ " of " }{ number::size(total) }{ left }
                } else {
                    { "Beginning to read" }
                }
            </p>
            <button type="button" class="button" onclick={stop}>{ "Stop and keep these" }</button>
        </div>
    }
}
