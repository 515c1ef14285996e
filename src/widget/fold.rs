//! A button that opens what stands below it.

use yew::prelude::*;

use crate::ui::flag;

#[derive(PartialEq, Properties)]
pub struct FoldProps {
    pub class: &'static str,
    pub label: String,
    /// What stands at the far end of the button, more quietly.
    pub aside: String,
    /// Drawn while it is open.
    pub children: Html,
}

#[component]
pub fn Fold(props: &FoldProps) -> Html {
    let open = use_state(|| false);
    let is_open = *open;
    let onclick = Callback::from(move |_: MouseEvent| open.set(!is_open));
    html! {
        <div class="fold">
            <button type="button" class={props.class} aria-expanded={flag(is_open)} {onclick}>
                <span>{ &props.label }</span>
                if !props.aside.is_empty() { <span class="faint">{ &props.aside }</span> }
            </button>
            if is_open { <div class="panel">{ props.children.clone() }</div> }
        </div>
    }
}
