//! A button that opens what stands below it.

use yew::prelude::*;

use crate::tag::Part;

/// A button with a label, and what it opens.
pub fn fold(class: &'static str, label: impl Part, inside: impl Part) -> Html {
    let inside = inside.drawn();
    html! { <Fold {class} label={label.drawn()}>{ inside }</Fold> }
}

#[derive(PartialEq, Properties)]
struct FoldProps {
    label: Html,
    class: &'static str,
    /// Drawn while it is open.
    children: Html,
}

#[component]
fn Fold(props: &FoldProps) -> Html {
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
