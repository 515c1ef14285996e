//! The signs: each stands beside its word and says the same without colour.

use scim_checkup_rules::{ActionKind, BillingStatus, CorruptionStatus, Urgency};
use yew::prelude::*;

#[derive(Clone, Copy, PartialEq)]
pub enum Shape {
    /// A hatched square: it does not belong.
    Hatched,
    /// A hatched square in plain ink: on its way out, and where that is normal.
    HatchedPlain,
    /// A broken square: perhaps.
    Perhaps,
    Tick,
    /// A broken ring: not known.
    Unknown,
    Disc,
    Ring,
    Diamond,
    /// A clock with a wedge: by a date.
    Clock,
    /// A dotted ring with a point: wait.
    Wait,
    /// Broken lines: not understood.
    Broken,
    /// Lines: a notice.
    Lines,
}

impl Shape {
    pub fn of_corruption(status: CorruptionStatus) -> Shape {
        match status {
            CorruptionStatus::Prefixed => Shape::Hatched,
            CorruptionStatus::Suspected => Shape::Perhaps,
            CorruptionStatus::EntraOnly => Shape::HatchedPlain,
            CorruptionStatus::Clean => Shape::Tick,
            CorruptionStatus::Unknown => Shape::Unknown,
        }
    }

    pub fn of_billing(status: BillingStatus) -> Shape {
        match status {
            BillingStatus::Counted => Shape::Disc,
            BillingStatus::NotCounted => Shape::Ring,
            BillingStatus::Unknown => Shape::Unknown,
        }
    }

    pub fn of_action(kind: ActionKind, urgency: Urgency) -> Shape {
        match (kind, urgency) {
            (_, Urgency::Now) => Shape::Diamond,
            (_, Urgency::ByDeadline | Urgency::WhenReturning) => Shape::Clock,
            (ActionKind::WaitForSync, _) => Shape::Wait,
            (ActionKind::ProvideMore, _) => Shape::Unknown,
            _ => Shape::Tick,
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct SignProps {
    pub shape: Shape,
}

/// A sign of 16 units, drawn in the colour of its class.
#[component]
pub fn Sign(props: &SignProps) -> Html {
    let (class, drawing) = match props.shape {
        Shape::Hatched => ("sign alarm", hatched()),
        Shape::HatchedPlain => ("sign", hatched()),
        Shape::Perhaps => {
            ("sign alarm", html! { <rect x="1.5" y="1.5" width="13" height="13" stroke-dasharray="3 2.2" /> })
        }
        Shape::Tick => ("sign", html! { <path d="M2 8.6 6 12.6 14 3.4" stroke-width="2" /> }),
        Shape::Unknown => ("sign", html! { <circle cx="8" cy="8" r="6.4" stroke-dasharray="2.6 2.4" /> }),
        Shape::Disc => ("sign", html! { <circle cx="8" cy="8" r="6" class="full" /> }),
        Shape::Ring => ("sign", html! { <circle cx="8" cy="8" r="5.6" stroke-width="2" /> }),
        Shape::Diamond => ("sign alarm", html! { <path d="M8 .8 15.2 8 8 15.2.8 8Z" class="full" /> }),
        Shape::Clock => (
            "sign date",
            html! { <><circle cx="8" cy="8" r="6.4" /><path d="M8 8V1.6A6.4 6.4 0 0 1 13.5 11.2Z" class="full" /></> },
        ),
        Shape::Wait => (
            "sign",
            html! {
                <>
                    <circle cx="8" cy="8" r="6.4" stroke-dasharray="1.2 2.1" stroke-width="1.8" />
                    <circle cx="8" cy="8" r="1.8" class="full" />
                </>
            },
        ),
        Shape::Broken => {
            ("sign alarm", html! { <path d="M1 3h14M1 8h4M8 8h1.6M12.4 8H15M1 13h14" stroke-width="1.8" /> })
        }
        Shape::Lines => ("sign", html! { <path d="M1 3h14M1 8h14M1 13h8" stroke-width="1.8" /> }),
    };
    html! { <svg {class} viewBox="0 0 16 16" aria-hidden="true" focusable="false">{ drawing }</svg> }
}

fn hatched() -> Html {
    html! { <path d="M1.5 1.5h13v13h-13ZM1.5 8 8 1.5M1.5 14.5l13-13M8 14.5 14.5 8" /> }
}
