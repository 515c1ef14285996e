//! One round of the provisioning service, and how often it comes by, as the log itself shows it.
//!
//! Source: Microsoft Entra, *How provisioning works*: cycles follow each other about every 40 minutes, and the next one
//! begins when one has ended, so a large tenant's take longer.

use crate::{
    map::{Map, hash},
    sort::sort,
    time::{Span, Time},
};

/// The usual time from one cycle to the next. Source: as above; the interval in Graph is `PT40M`.
pub const CYCLE: Span = Span::minutes(40);

/// The first and the last entry of every cycle of the log.
#[derive(Clone, Default)]
pub struct Cycles(Map<u64, (Time, Time)>);

/// So many of the latest cycles are looked at: one pause alone is no rhythm.
const LATEST: usize = 5;
/// Cycles in which nothing changed leave no entry, so a pause of two of the usual ones shows no rhythm.
const PAUSES: (Span, Span) = (Span::minutes(15), Span::minutes(75));

impl Cycles {
    pub fn add(&mut self, cycle: &str, at: Time) {
        self.take(hash(cycle.to_ascii_lowercase()), (at, at));
    }

    pub fn absorb(&mut self, other: Cycles) {
        for (cycle, ends) in other.0.into_items() {
            self.take(cycle, ends);
        }
    }

    fn take(&mut self, cycle: u64, (first, last): (Time, Time)) {
        let kept = self.0.or_insert(cycle, (first, last));
        *kept = (kept.0.min(first), kept.1.max(last));
    }

    /// From the beginning of one cycle to that of the next: what equal pauses show, never less than a cycle takes itself;
    /// else the usual 40 minutes.
    pub fn interval(&self) -> Span {
        let mut cycles: Vec<(Time, Time)> = self.0.values().copied().collect();
        sort(&mut cycles, &|a, b| b.cmp(a));
        cycles.truncate(LATEST);
        let pauses = || cycles.windows(2).map(|it| it[0].0.since(it[1].0));
        let shown = pauses().min().zip(pauses().max()).filter(|(shortest, longest)| {
            let are_equal = longest.times(4) <= shortest.times(5);
            cycles.len() == LATEST && are_equal && *shortest >= PAUSES.0 && *longest <= PAUSES.1
        });
        // An ID that stands over more than a day is of no single cycle.
        let lengths = cycles.iter().map(|it| it.1.since(it.0)).filter(|it| *it <= Span::days(1));
        shown.map_or(CYCLE, |it| it.1).max(lengths.max().unwrap_or(CYCLE.times(0)))
    }
}
