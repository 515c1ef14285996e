//! A run that takes a while: how far it is, and the way to end it.

use yew::prelude::*;

use crate::{number, state::Reading};

#[derive(PartialEq, Properties)]
pub struct ProgressProps {
    pub reading: Reading,
    pub stop: Callback<()>,
}

#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let Reading { read, total, .. } = props.reading;
    let share = if total > 0.0 { (read / total).clamp(0.0, 1.0) } else { 0.0 };
    let percent = (share * 100.0) as u32;
    let stop = props.stop.reform(|_: MouseEvent| ());
    html! {
        <div class="working" part="progress">
            <progress max="100" value={percent.to_string()} aria-label="Read so far" />
            <p class="note">
                if total > 0.0 {
                    <b>{ percent }{ " %" }</b>{ " of " }{ number::size(total) }
                    if let Some(left) = props.reading.left() { { ", " }{ number::time_left(left) } }
                } else {
                    { "Beginning to read" }
                }
            </p>
            <button type="button" class="button" onclick={stop}>{ "Stop and keep these" }</button>
        </div>
    }
}
