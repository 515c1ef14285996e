//! A button that opens what stands below it.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FoldProps {
    pub label: Html,
    #[prop_or("link")]
    pub class: &'static str,
    /// Drawn while it is open.
    pub children: Html,
}

#[component]
pub fn Fold(props: &FoldProps) -> Html {
    let open = use_state(|| false);
    let is_open = *open;
    let onclick = Callback::from(move |_: MouseEvent| open.set(!is_open));
    html! {
        <>
            <button type="button" class={props.class} aria-expanded={is_open.to_string()} {onclick}>
                { props.label.clone() }
            </button>
            if is_open { <div class="panel">{ props.children.clone() }</div> }
        </>
    }
}
