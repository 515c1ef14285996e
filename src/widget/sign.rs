//! The signs: each stands beside its word and says the same without colour.

use scim_checkup_rules::{ActionKind, BillingStatus, CorruptionStatus, Urgency};

use crate::ui::Ui;

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

/// A sign of 16 units in the colour of its class: what is drawn as lines, and what is filled.
pub fn sign(ui: &mut Ui, shape: Shape) {
    const HATCHED: &str = "M1.5 1.5h13v13h-13ZM1.5 8 8 1.5M1.5 14.5l13-13M8 14.5 14.5 8";
    const RING: &str = "M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 1 1 0-12.8";
    let (class, lines, filled) = match shape {
        Shape::Hatched => ("sign alarm", HATCHED, ""),
        Shape::HatchedPlain => ("sign", HATCHED, ""),
        Shape::Perhaps => ("sign alarm broken", "M1.5 1.5h13v13h-13Z", ""),
        Shape::Tick => ("sign bold", "M2 8.6 6 12.6 14 3.4", ""),
        Shape::Unknown => ("sign broken", RING, ""),
        Shape::Disc => ("sign", "", "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12"),
        Shape::Ring => ("sign bold", "M8 2.4a5.6 5.6 0 1 1 0 11.2a5.6 5.6 0 1 1 0-11.2", ""),
        Shape::Diamond => ("sign alarm", "", "M8 .8 15.2 8 8 15.2.8 8Z"),
        Shape::Clock => ("sign date", RING, "M8 8V1.6A6.4 6.4 0 0 1 13.5 11.2Z"),
        Shape::Wait => ("sign dotted", RING, "M8 6.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6"),
        Shape::Broken => ("sign alarm bold", "M1 3h14M1 8h4M8 8h1.6M12.4 8H15M1 13h14", ""),
        Shape::Lines => ("sign bold", "M1 3h14M1 8h14M1 13h8", ""),
    };
    ui.with("svg", &[("class", class), ("viewBox", "0 0 16 16"), ("aria-hidden", "true")], |ui| {
        ui.with("path", &[("d", lines)], |_| ());
        ui.with("path", &[("class", "full"), ("d", filled)], |_| ());
    });
}
