//! Points in time, as the report writes them and as the material prints them.

use scim_checkup_ground::find::Words;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use time::{Date, Month, OffsetDateTime};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
///
/// Written as RFC 3339 in UTC, to the second: `2026-06-30T12:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
pub struct Time(i64);

/// A length of time, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(i64);

impl Span {
    pub const fn seconds(n: i64) -> Span {
        Span(n * 1000)
    }
    pub const fn minutes(n: i64) -> Span {
        Span::seconds(n * 60)
    }
    pub const fn days(n: i64) -> Span {
        Span::minutes(n * 24 * 60)
    }
    pub const fn whole_days(self) -> i64 {
        self.0 / Span::days(1).0
    }
    pub const fn whole_minutes(self) -> i64 {
        self.0 / Span::minutes(1).0
    }
    pub const fn times(self, n: i64) -> Span {
        Span(self.0 * n)
    }
}

impl Time {
    /// The first and the last time that can be written with a four-digit year.
    const FIRST: i64 = -62_135_596_800_000;
    const LAST: i64 = 253_402_300_799_999;

    /// The time so many milliseconds after 1970, as JavaScript and `/Date(…)/` count; `None` outside years 1 to 9999.
    pub fn from_millis(millis: i64) -> Option<Time> {
        (Self::FIRST..=Self::LAST).contains(&millis).then_some(Time(millis))
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// A UTC date and time of day; `None` where the calendar has no such day or the clock no such time.
    pub fn from_civil(
        year: i32,
        month: u8,
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
        millis: u16,
    ) -> Option<Time> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        let moment = date.with_hms_milli(hour, minute, second, millis).ok()?.assume_utc();
        Time::from_millis(moment.unix_timestamp() * 1000 + i64::from(moment.millisecond()))
    }

    /// Reads RFC 3339 with any offset and any number of fraction digits.
    ///
    /// ```
    /// use scim_checkup_rules::Time;
    /// let time = Time::parse_rfc3339("2026-06-22T09:12:44.1234567+02:00").unwrap();
    /// assert_eq!(time.to_string(), "2026-06-22T07:12:44Z");
    /// ```
    pub fn parse_rfc3339(text: &str) -> Option<Time> {
        let stamp = Stamp::parse_iso(text)?;
        stamp.zoned.then_some(stamp.time)
    }

    /// Later by a span; stays within the years that can be written.
    pub fn after(self, span: Span) -> Time {
        Time(self.0.saturating_add(span.0).clamp(Self::FIRST, Self::LAST))
    }

    /// Earlier by a span; stays within the years that can be written.
    pub fn before(self, span: Span) -> Time {
        self.after(Span(-span.0))
    }

    /// How much later this is than `earlier`; negative where it is not.
    pub fn since(self, earlier: Time) -> Span {
        Span(self.0 - earlier.0)
    }

    /// Without the fraction of a second.
    pub fn to_second(self) -> Time {
        Time(self.0.div_euclid(1000) * 1000)
    }

    /// The moment its day in UTC began.
    pub fn midnight(self) -> Time {
        let day = Span::days(1).0;
        Time(self.0.div_euclid(day) * day)
    }

    /// The day in UTC, as `2026-06-30`.
    pub fn day(self) -> String {
        let it = self.civil();
        format!("{:04}-{:02}-{:02}", it.year(), u8::from(it.month()), it.day())
    }

    /// For sentences, to the day: `30 June 2026`.
    pub fn in_words(self) -> String {
        let it = self.civil();
        format!("{} {} {}", it.day(), month_name(it.month()), it.year())
    }

    /// For sentences, to the minute: `30 June 2026, 12:00 UTC`.
    pub fn in_words_to_minute(self) -> String {
        let it = self.civil();
        format!("{}, {:02}:{:02} UTC", self.in_words(), it.hour(), it.minute())
    }

    /// The last second of its day in UTC.
    pub fn end_of_day(self) -> Time {
        let day = Span::days(1).0;
        Time((self.0.div_euclid(day) + 1) * day - 1000)
    }

    fn civil(self) -> OffsetDateTime {
        let seconds = self.0.div_euclid(1000);
        // A Time is built within years 1 to 9999, so there always is one; saying so with a panic would link its words.
        OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let it = self.civil();
        let (year, month, day) = (it.year(), u8::from(it.month()), it.day());
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", it.hour(), it.minute(), it.second())
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        let text = String::deserialize(deserializer)?;
        Time::parse_rfc3339(&text).ok_or_else(|| D::Error::custom("not an RFC 3339 time"))
    }
}

/// A time as the material prints it, with what it leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub time: Time,
    /// False where the material names no zone: then it was read as UTC.
    pub zoned: bool,
}

/// Why a text that stands where a time belongs gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoStamp {
    /// Blank, or the year 1 that services write for "never".
    Never,
    /// Day and month can be exchanged: `3/4/2026`.
    Ambiguous,
    NotATime,
}

/// Whether `12/6/2026` is 12 June or 6 December, where its source settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// Not known: only unambiguous dates are read.
    Unknown,
    /// As the Entra and Microsoft 365 services print them, whatever the browser's language.
    MonthFirst,
    DayFirst,
}

impl DayOrder {
    /// The order that a date in numbers shows by a number that is no month.
    pub fn shown_by(text: &str) -> Option<DayOrder> {
        let mut parts = text.trim().split(['/', '-']).map(digits);
        let (first, second) = (parts.next()??, parts.next()??);
        parts.next()?;
        match (first, second) {
            (13..=31, 1..=12) => Some(DayOrder::DayFirst),
            (1..=12, 13..=31) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

impl Stamp {
    /// Reads a time in any form that Microsoft's portals, logs and tools print.
    ///
    /// The forms: RFC 3339 and its relatives (a blank for the `T`, no zone, `Z UTC`, any precision), US and European
    /// dates with 12 or 24 hours (`6/22/2026 1:12:41 PM`, `6/12/2026, 2:31:18.353 PM`, `28.02.2019 07:57:31`),
    /// `Jun 12, 2026 at 2:02 PM`, `Mon, 22 Jun 2026 07:12:44 GMT`, and `/Date(1747664405000)/`.
    pub fn parse(text: &str, order: DayOrder) -> Result<Stamp, NoStamp> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NoStamp::Never);
        }
        if let Some(millis) =
            text.trim_matches(['\\', '/']).strip_prefix("Date(").and_then(|it| it.strip_suffix(')'))
        {
            let time = millis.parse().ok().and_then(Time::from_millis).ok_or(NoStamp::NotATime)?;
            return Ok(Stamp { time, zoned: true });
        }
        if let Some(stamp) = Stamp::parse_iso(text) {
            return if stamp.time.civil().year() == 1 { Err(NoStamp::Never) } else { Ok(stamp) };
        }
        parse_local(text, order)
    }

    /// Reads `YYYY-MM-DD`, then optionally `T` or a blank and a time of day, then optionally a zone.
    fn parse_iso(text: &str) -> Option<Stamp> {
        let bytes = text.as_bytes();
        if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| digits(text.get(range)?);
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let rest = text.get(10..)?;
        let Some(clock) = rest.strip_prefix(['T', 't', ' ']) else {
            if !rest.is_empty() {
                return None;
            }
            let time = Time::from_civil(year as i32, month as u8, day as u8, 0, 0, 0, 0)?;
            return Some(Stamp { time, zoned: false });
        };
        let (hour, minute) = (digits(clock.get(0..2)?)?, digits(clock.get(3..5)?)?);
        if clock.as_bytes().get(2) != Some(&b':') {
            return None;
        }
        let mut rest = clock.get(5..)?;
        let mut second = 0;
        let mut millis = 0;
        if let Some(it) = rest.strip_prefix(':') {
            second = digits(it.get(0..2)?)?;
            rest = it.get(2..)?;
            if let Some(fraction) = rest.strip_prefix(['.', ',']) {
                let n = fraction.bytes().take_while(u8::is_ascii_digit).count();
                millis = fraction_millis(&fraction[..n])?;
                rest = &fraction[n..];
            }
        }
        // Leap seconds do not exist in these systems' clocks; RFC 3339 allows them, so they become the last second.
        let second = if second == 60 { 59 } else { second };
        let time = Time::from_civil(
            year as i32,
            month as u8,
            day as u8,
            hour as u8,
            minute as u8,
            second as u8,
            millis,
        )?;
        let (offset, zoned) = zone(rest)?;
        Some(Stamp { time: Time::from_millis(time.0 - offset.0)?, zoned })
    }
}

/// `Z`, `UTC`, `Z UTC` (as the provisioning service's sentence has it), `GMT`, `+02:00`, `+0200`, or nothing.
fn zone(text: &str) -> Option<(Span, bool)> {
    let text = text.trim();
    if text.is_empty() {
        return Some((Span(0), false));
    }
    if ["Z", "UTC", "GMT", "Z UTC"].iter().any(|it| text.eq_ignore_ascii_case(it)) {
        return Some((Span(0), true));
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = text.get(1..)?;
    let (hours, minutes) = match rest.len() {
        2 => (digits(rest)?, 0),
        4 => (digits(rest.get(0..2)?)?, digits(rest.get(2..4)?)?),
        5 if rest.as_bytes()[2] == b':' => (digits(rest.get(0..2)?)?, digits(rest.get(3..5)?)?),
        _ => return None,
    };
    Some((Span::minutes(sign * (i64::from(hours) * 60 + i64::from(minutes))), true))
}

/// Dates of the world's locales: three numbers, or two and a month's English name.
fn parse_local(text: &str, order: DayOrder) -> Result<Stamp, NoStamp> {
    let mut rest = text;
    // A weekday in front says nothing new: `Mon, 22 Jun 2026 07:12:44 GMT`.
    if let Some((weekday, after)) = rest.cut_at(", ")
        && weekday.len() <= 9
        && weekday.bytes().all(|it| it.is_ascii_alphabetic())
        && month_number(weekday).is_none()
    {
        rest = after;
    }
    let date_end = rest.find(|it: char| it.is_ascii_digit()).ok_or(NoStamp::NotATime)?;
    let (year, month, day, rest) = if date_end == 0 && rest.find(['/', '.', '-']).is_some_and(|at| at <= 2) {
        numeric_date(rest, order)?
    } else {
        named_date(rest).ok_or(NoStamp::NotATime)?
    };
    let rest = rest.trim_start_matches([',', ' ', '\u{a0}', '\u{202f}']);
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    let (hour, minute, second, millis, zone_text) =
        if rest.is_empty() { (0, 0, 0, 0, "") } else { clock(rest).ok_or(NoStamp::NotATime)? };
    let (offset, zoned) = zone(zone_text).ok_or(NoStamp::NotATime)?;
    let time = Time::from_civil(year, month, day, hour, minute, second, millis).ok_or(NoStamp::NotATime)?;
    let time = Time::from_millis(time.0 - offset.0).ok_or(NoStamp::NotATime)?;
    Ok(Stamp { time, zoned })
}

/// `6/22/2026`, `28.02.2019`, `29/06/2026`, `12-6-2026`.
fn numeric_date(text: &str, order: DayOrder) -> Result<(i32, u8, u8, &str), NoStamp> {
    let separator = text.chars().find(|it| !it.is_ascii_digit()).ok_or(NoStamp::NotATime)?;
    let mut parts = text.splitn(3, separator);
    let mut part = || parts.next().ok_or(NoStamp::NotATime);
    let (first, second, rest) = (part()?, part()?, part()?);
    let n = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = if n == 4 { digits(&rest[..4]) } else { None }.ok_or(NoStamp::NotATime)?;
    let first = digits(first).ok_or(NoStamp::NotATime)?;
    let second = digits(second).ok_or(NoStamp::NotATime)?;
    // A dot as separator is day first in every locale that uses it.
    let order = if separator == '.' { DayOrder::DayFirst } else { order };
    let (month, day) = match order {
        DayOrder::MonthFirst if first <= 12 => (first, second),
        DayOrder::DayFirst if second <= 12 => (second, first),
        _ if first == second || second > 12 => (first, second),
        _ if first > 12 => (second, first),
        _ => return Err(NoStamp::Ambiguous),
    };
    Ok((year as i32, month as u8, day as u8, &rest[n..]))
}

/// `Jun 12, 2026`, `12 June 2026`, `22-Jun-2026`.
fn named_date(text: &str) -> Option<(i32, u8, u8, &str)> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = text;
    while year.is_none() {
        rest = rest.trim_start_matches([' ', ',', '-', '/']);
        let n = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (word, after) = rest.split_at(n);
        match digits(word) {
            Some(number) if word.len() == 4 && month.is_some() && day.is_some() => year = Some(number as i32),
            Some(number) if word.len() <= 2 && day.is_none() => day = Some(number as u8),
            None if month.is_none() => month = Some(month_number(word)?),
            _ => return None,
        }
        rest = after;
    }
    Some((year?, month?, day?, rest))
}

/// `1:12:41 PM`, `2:31:18.353 PM`, `07:57:31`, `2:02 PM`, then what is left: a zone.
fn clock(text: &str) -> Option<(u8, u8, u8, u16, &str)> {
    let (hour, rest) = leading_number(text)?;
    let (minute, rest) = leading_number(rest.strip_prefix(':')?)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(it) => leading_number(it)?,
        None => (0, rest),
    };
    let (millis, rest) = match rest.strip_prefix(['.', ',']) {
        Some(it) => {
            let n = it.bytes().take_while(u8::is_ascii_digit).count();
            (fraction_millis(&it[..n])?, &it[n..])
        }
        None => (0, rest),
    };
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let half = rest.get(0..2).unwrap_or("");
    let (hour, rest) = match (half, hour) {
        (it, 12) if it.eq_ignore_ascii_case("AM") => (0, &rest[2..]),
        (it, 1..=12) if it.eq_ignore_ascii_case("AM") => (hour, &rest[2..]),
        (it, 12) if it.eq_ignore_ascii_case("PM") => (12, &rest[2..]),
        (it, 1..=11) if it.eq_ignore_ascii_case("PM") => (hour + 12, &rest[2..]),
        _ => (hour, rest),
    };
    Some((hour, minute, second, millis, rest))
}

fn leading_number(text: &str) -> Option<(u8, &str)> {
    let n = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((digits(text.get(..n)?).filter(|_| n <= 2)? as u8, &text[n..]))
}

fn fraction_millis(fraction: &str) -> Option<u16> {
    let mut millis = 0;
    for at in 0..3 {
        let digit = fraction.as_bytes().get(at).map_or(0, |it| u16::from(it - b'0'));
        millis = millis * 10 + digit;
    }
    (!fraction.is_empty()).then_some(millis)
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|it| it.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: Month) -> &'static str {
    MONTHS[usize::from(u8::from(month)) - 1]
}

fn month_number(word: &str) -> Option<u8> {
    let same = |it: &&str| word.eq_ignore_ascii_case(it) || word.eq_ignore_ascii_case(&it[..3]);
    MONTHS.iter().position(same).map(|at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every form that was met in exports, logs and consoles, and the time it means.
    #[test]
    fn reads_every_form_that_was_met() {
        let expectations = [
            ("2026-06-23T01:14:06.5340673Z UTC", "2026-06-23T01:14:06Z"),
            ("2026-06-12T14:31:18Z", "2026-06-12T14:31:18Z"),
            ("2026-06-12T14:31:18.535404056Z", "2026-06-12T14:31:18Z"),
            ("2026-06-12T16:02:45.1180243+02:00", "2026-06-12T14:02:45Z"),
            ("2026-06-12 14:02:45Z", "2026-06-12T14:02:45Z"),
            ("6/22/2026 1:12:41 PM", "2026-06-22T13:12:41Z"),
            ("6/22/2026 12:12:41 AM", "2026-06-22T00:12:41Z"),
            ("28.02.2019 07:57:31", "2019-02-28T07:57:31Z"),
            ("03.04.2019 07:57:31", "2019-04-03T07:57:31Z"),
            ("29/06/2026 18:06:00", "2026-06-29T18:06:00Z"),
            ("6/13/2026, 2:31:18.353 PM", "2026-06-13T14:31:18Z"),
            ("Jun 12, 2026 at 2:02 PM", "2026-06-12T14:02:00Z"),
            ("Mon, 22 Jun 2026 07:12:44 GMT", "2026-06-22T07:12:44Z"),
            (r"\/Date(1747664405000)\/", "2025-05-19T14:20:05Z"),
            ("/Date(1747664405000)/", "2025-05-19T14:20:05Z"),
            ("13/1/2007 10:41:00 AM +01:00", "2007-01-13T09:41:00Z"),
        ];
        for (text, expected) in expectations {
            let stamp = Stamp::parse(text, DayOrder::Unknown).unwrap_or_else(|it| panic!("{text}: {it:?}"));
            assert_eq!(stamp.time.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn never_guesses() {
        assert_eq!(Stamp::parse("6/12/2026 2:31 PM", DayOrder::Unknown), Err(NoStamp::Ambiguous));
        assert!(Stamp::parse("6/12/2026 2:31 PM", DayOrder::MonthFirst).is_ok());
        assert_eq!(Stamp::parse("0001-01-01T00:00:00Z", DayOrder::Unknown), Err(NoStamp::Never));
        assert_eq!(Stamp::parse("", DayOrder::Unknown), Err(NoStamp::Never));
        for text in
            ["next Tuesday", "2026-13-01T00:00:00Z", "31.02.2026", "2026", "12", "a@contoso.com", "//", "1/2"]
        {
            assert_eq!(Stamp::parse(text, DayOrder::Unknown), Err(NoStamp::NotATime), "{text}");
        }
    }
}
