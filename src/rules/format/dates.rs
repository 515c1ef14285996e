//! Dates in which day and month could be exchanged: what else the document shows settles them, or they are left out.
//!
//! A console prints dates by its own culture and says nowhere by which: `3/4/2026` is 4 March or 3 April. One date of the
//! same document with a number that is no month tells, and so does one that would lie ahead of now if it were read the
//! other way round, for what is dated had happened.

use crate::{
    record::{Deletion, Mark, Record, Seen},
    time::{DayOrder, NoStamp, Span, Stamp, Time},
};

/// What a document's dates show of their order.
#[derive(Default)]
pub struct Dates {
    month_first: bool,
    day_first: bool,
    /// Of the row that is being read.
    fresh: Vec<Doubtful>,
    waiting: Vec<Waiting>,
}

struct Doubtful {
    mark: Mark,
    text: String,
    month_first: Time,
    day_first: Time,
}

/// A record with dates in doubt.
pub struct Waiting {
    record: Record,
    dates: Vec<Doubtful>,
}

/// What is said of a date that is left out.
pub fn exchangeable(field: &str, shown: &str) -> String {
    format!("{field}: day and month of {shown} could be exchanged, so this date was left out.")
}

impl Dates {
    /// Notes what a date shows of the order, and reads one that shows nothing, for the time being as month first; whether
    /// it names no zone.
    pub fn read(&mut self, text: &str, mark: Mark) -> Option<(Time, bool)> {
        // Year first is what logs write: it shows nothing of the order and is read without it.
        if matches!(text.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', ..]) {
            return None;
        }
        match DayOrder::shown_by(text.split_whitespace().next()?.trim_end_matches(',')) {
            Some(DayOrder::MonthFirst) => self.month_first = true,
            Some(DayOrder::DayFirst) => self.day_first = true,
            _ => {}
        }
        if Stamp::parse(text, DayOrder::Unknown) != Err(NoStamp::Ambiguous) {
            return None;
        }
        let month_first = Stamp::parse(text, DayOrder::MonthFirst).ok()?;
        let day_first = Stamp::parse(text, DayOrder::DayFirst).ok()?.time;
        let time = month_first.time;
        self.fresh.push(Doubtful { mark, text: text.to_string(), month_first: time, day_first });
        Some((time, !month_first.zoned))
    }

    /// Keeps a record back whose dates are in doubt.
    pub fn keep(&mut self, record: Record) -> Option<Record> {
        if self.fresh.is_empty() {
            return Some(record);
        }
        let dates = std::mem::take(&mut self.fresh);
        self.waiting.push(Waiting { record, dates });
        None
    }

    /// What is dated had happened by now, a day for the zones apart.
    pub fn exclude(&mut self, now: Time) {
        let ahead = |it: Time| it > now.after(Span::days(1));
        for it in self.waiting.iter().flat_map(|it| &it.dates) {
            self.month_first |= ahead(it.day_first) && !ahead(it.month_first);
            self.day_first |= ahead(it.month_first) && !ahead(it.day_first);
        }
    }

    /// The order, where the document shows one and not the other, too.
    pub fn order(&self) -> DayOrder {
        match (self.month_first, self.day_first) {
            (true, false) => DayOrder::MonthFirst,
            (false, true) => DayOrder::DayFirst,
            _ => DayOrder::Unknown,
        }
    }

    pub fn take(&mut self) -> Vec<Waiting> {
        std::mem::take(&mut self.waiting)
    }
}

impl Waiting {
    /// The record with its dates in an order; its newest date, and what is said of those that are left out.
    pub fn settle(mut self, order: DayOrder) -> (Record, Option<Time>, Vec<(u32, String)>) {
        let (mut newest, mut problems) = (None, Vec::new());
        for it in &self.dates {
            let time = match order {
                DayOrder::MonthFirst => Some(it.month_first),
                DayOrder::DayFirst => Some(it.day_first),
                DayOrder::Unknown => {
                    problems.push((it.mark.place.line, exchangeable(it.mark.field, &it.text)));
                    None
                }
            };
            newest = newest.max(time);
            for slot in times(&mut self.record).into_iter().flatten() {
                if slot.as_ref().is_some_and(|seen| seen.mark == it.mark) {
                    *slot = time.map(|time| Seen::new(time, it.mark));
                }
            }
        }
        (self.record, newest, problems)
    }
}

/// Where a record keeps times at which something had happened.
fn times(record: &mut Record) -> [Option<&mut Option<Seen<Time>>>; 2] {
    match record {
        Record::Account(it) => {
            let deleted = match &mut it.deletion {
                Deletion::Soft(at) => Some(at),
                Deletion::NotShown | Deletion::Hard => None,
            };
            [Some(&mut it.created_at), deleted]
        }
        Record::Scim(it) => [Some(&mut it.last_modified), None],
        Record::Event(it) | Record::Part(it, _) => [Some(&mut it.at), None],
        Record::Audit(it) => [Some(&mut it.at), None],
        Record::Assignment(it) => [Some(&mut it.created_at), None],
        Record::Job(it) => [Some(&mut it.last_execution), Some(&mut it.quarantined_since)],
        Record::Mention(_) | Record::Listing(_) | Record::Remark(_) => [None, None],
    }
}
