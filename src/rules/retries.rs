//! What Maptician refuses again and again, because a record has the value: folded, and the rhythm it comes in.
//!
//! Source: Microsoft Entra, *How provisioning works* and *Application provisioning in quarantine status*: a failed
//! operation is tried again in the next cycle, then after 6, 12 and 24 hours, then once a day, for 28 days.

use crate::{
    cycle::CYCLE,
    report::{Retrying, Rhythm},
    time::{Span, Time},
};

/// How many times in all, and the few times that show since when and in what rhythm. The fold gives the same for any
/// order, and for an entry that comes again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    pub count: u32,
    pub first: Option<Time>,
    /// The latest times, each once, the latest first: what lies between them are two pauses.
    latest: [Option<Time>; 3],
}

impl Refused {
    /// Takes in one refusal; `fresh` is false for one that was counted before.
    pub fn add(&mut self, at: Option<Time>, fresh: bool) {
        self.count += u32::from(fresh);
        self.take(at);
    }

    pub fn absorb(&mut self, other: &Refused) {
        self.count += other.count;
        for at in other.latest.iter().chain([&other.first]) {
            self.take(*at);
        }
    }

    fn take(&mut self, at: Option<Time>) {
        let Some(at) = at.map(Time::to_second) else { return };
        self.first = Some(self.first.map_or(at, |it| it.min(at)));
        if self.latest.contains(&Some(at)) {
            return;
        }
        // An empty place is earlier than any time.
        if let Some(place) = self.latest.iter().position(|it| *it < Some(at)) {
            self.latest[place..].rotate_right(1);
            self.latest[place] = Some(at);
        }
    }

    pub fn last(&self) -> Option<Time> {
        self.latest[0]
    }

    /// The longer of the last two pauses: a change or an act by hand may shorten one.
    fn pause(&self) -> Option<Span> {
        let [last, middle, first] = self.latest;
        let (last, middle, first) = (last?, middle?, first?);
        Some(last.since(middle).max(middle.since(first)))
    }

    /// `None` where fewer than three are dated, or where more lies between them than the service ever waits.
    pub fn rhythm(&self) -> Option<Rhythm> {
        let pause = self.pause()?;
        match () {
            () if pause <= CYCLE.times(2) => Some(Rhythm::EachCycle),
            () if pause <= Span::minutes(18 * 60) => Some(Rhythm::Hours),
            () if pause <= Span::minutes(36 * 60) => Some(Rhythm::Daily),
            () => None,
        }
    }

    /// When the next attempt is due by the rhythm: never before now, and only while the latest is recent and the 28 days
    /// in which the service tries have not passed.
    pub fn due(&self, now: Time) -> Option<Time> {
        let step = match self.rhythm()? {
            Rhythm::EachCycle => CYCLE,
            Rhythm::Hours | Rhythm::Daily => self.pause()?,
        };
        let (first, last) = (self.first?, self.last()?);
        if now.since(last) > Span::days(2) {
            return None;
        }
        let passed = (now.since(last).whole_minutes() / step.whole_minutes().max(1)).max(0);
        let due = last.after(step.times(passed + 1));
        (due > now && due.since(first) <= Span::days(28)).then_some(due)
    }
}

/// The refused creates of one user, or else the refused updates, and how it goes on.
#[derive(Clone, Copy, Debug)]
pub struct Retries {
    pub creates: bool,
    pub refused: Refused,
    pub state: Retrying,
    /// When an attempt got through, where one did since.
    pub over_since: Option<Time>,
    /// When the next attempt is due, and whether the service says so itself.
    pub next: Option<(Time, bool)>,
}

/// From this many on it is a loop, and not a failure or two.
pub const LOOP: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse_rfc3339(text).expect("a time")
    }

    fn refused(times: &[&str]) -> Refused {
        let mut it = Refused::default();
        times.iter().for_each(|time| it.add(Some(at(time)), true));
        it
    }

    #[test]
    fn any_order_and_any_parts_fold_to_the_same() {
        let times = [
            "2026-06-01T10:00:00Z",
            "2026-06-02T10:00:00Z",
            "2026-06-03T10:00:00Z",
            "2026-06-04T10:00:00Z",
            "2026-06-05T10:00:00Z",
        ];
        let whole = refused(&times);
        let mut backwards = times;
        backwards.reverse();
        assert_eq!(refused(&backwards), whole);
        for cut in 0..times.len() {
            let mut it = refused(&times[cut..]);
            it.absorb(&refused(&times[..cut]));
            assert_eq!(it, whole, "cut at {cut}");
        }
        let mut again = whole;
        times.iter().for_each(|time| again.add(Some(at(time)), false));
        assert_eq!(again, whole);
    }

    #[test]
    fn the_longer_of_two_pauses_is_the_rhythm() {
        let rhythm = |times: &[&str]| refused(times).rhythm();
        let day = "2026-06-03T10:00:00Z";
        assert_eq!(rhythm(&["2026-06-03T08:40:00Z", "2026-06-03T09:20:00Z", day]), Some(Rhythm::EachCycle));
        assert_eq!(rhythm(&["2026-06-03T03:54:00Z", "2026-06-03T09:54:00Z", day]), Some(Rhythm::Hours));
        assert_eq!(rhythm(&["2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z", day]), Some(Rhythm::Daily));
        assert_eq!(rhythm(&["2026-05-01T10:00:00Z", "2026-06-02T10:00:00Z", day]), None);
        assert_eq!(rhythm(&["2026-06-02T10:00:00Z", day]), None);
    }

    #[test]
    fn what_is_due_lies_ahead_or_is_not_known() {
        let daily = refused(&["2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z", "2026-06-03T10:00:00Z"]);
        let due = |now: &str| daily.due(at(now)).map(|it| it.to_string());
        assert_eq!(due("2026-06-03T12:00:00Z").as_deref(), Some("2026-06-04T10:00:00Z"));
        assert_eq!(due("2026-06-04T12:00:00Z").as_deref(), Some("2026-06-05T10:00:00Z"));
        assert_eq!(due("2026-06-04T10:00:00Z").as_deref(), Some("2026-06-05T10:00:00Z"));
        assert_eq!(due("2026-06-09T12:00:00Z"), None);
        let old = refused(&[
            "2026-05-01T10:00:00Z",
            "2026-06-01T10:00:00Z",
            "2026-06-02T10:00:00Z",
            "2026-06-03T10:00:00Z",
        ]);
        assert_eq!(old.due(at("2026-06-03T12:00:00Z")), None);
    }
}
