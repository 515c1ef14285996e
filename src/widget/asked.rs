//! What somebody asks to be foreseen: acts, each so many days from now.

use scim_checkup_rules::{
    Span, Time, User,
    foresight::{Act, Planned, SITUATIONS, State as Standing, TO_AVOID},
};

/// How long is looked ahead after the last act: a deletion ends after 30 days, and a cycle follows it.
const AHEAD: Span = Span::days(31);

/// What is asked: the acts, each so many days from now.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    pub from: Standing,
    /// Whose state it begins with; nobody's where it begins in order.
    pub name: Option<String>,
    pub now: Time,
    pub acts: Vec<(Act, i64)>,
}

impl WhatIf {
    /// A situation of the guide by its name; nothing where there is none of that name.
    pub fn guide(now: Time, situation: &str) -> Option<WhatIf> {
        let chosen = SITUATIONS.iter().chain(TO_AVOID).find(|it| it.name == situation)?;
        Some(WhatIf { from: Standing::IN_ORDER, name: None, now, acts: chosen.acts.to_vec() })
    }

    /// From where a user stands; nothing where too little is shown.
    pub fn of(user: &User, now: Time) -> Option<WhatIf> {
        let name = user.display_name.clone().unwrap_or_else(|| user.name.clone());
        Some(WhatIf { from: Standing::of(user)?, name: Some(name), now, acts: vec![(Act::Wait, 0)] })
    }

    /// The acts with their dates, and up to when is looked ahead.
    pub fn planned(&self) -> (Vec<Planned>, Time) {
        let day = |days: i64| self.now.after(Span::days(days));
        let last = self.acts.iter().map(|it| it.1).max().unwrap_or_default();
        let acts = self.acts.iter().map(|it| Planned { act: it.0, at: day(it.1) });
        (acts.collect(), day(last).after(AHEAD))
    }

    /// With another act at a place.
    pub fn with(&self, place: usize, act: (Act, i64)) -> WhatIf {
        let mut next = self.clone();
        next.acts[place] = act;
        next
    }
}
