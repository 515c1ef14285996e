//! Numbers, sizes and times as people read them.

use scim_checkup_rules::{Span, Time, group_digits};

/// Texts one after the other. The library's own `concat` is written out anew at each place.
#[inline(never)]
pub fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// `12,431`.
pub fn grouped(number: u32) -> String {
    group_digits(number.into())
}

/// `1 user`, `12,431 users`.
pub fn counted(number: u32, one: &str, many: &str) -> String {
    let mut text = grouped(number);
    text.push(' ');
    text.push_str(if number == 1 { one } else { many });
    text
}

/// `14.2 MB`: by tens, since that is how systems show the size of a file.
pub fn size(bytes: f64) -> String {
    let (amount, unit) = match bytes {
        it if it < 1e3 => return counted(it as u32, "byte", "bytes"),
        it if it < 1e6 => (it / 1e3, " KB"),
        it if it < 1e9 => (it / 1e6, " MB"),
        it => (it / 1e9, " GB"),
    };
    let tenths = (amount * 10.0 + 0.5) as u32;
    let mut text = grouped(tenths / 10);
    if amount < 100.0 && !tenths.is_multiple_of(10) {
        text.push('.');
        text.push_str(&(tenths % 10).to_string());
    }
    text.push_str(unit);
    text
}

/// The same moment by a clock that stands so many minutes from UTC: `16:02`, with its date where that is another.
///
/// Nothing for a reader whose clock shows UTC.
pub fn local(time: Time, minutes_from_utc: i64) -> Option<String> {
    let shifted = time.after(Span::minutes(minutes_from_utc));
    let clock = shifted.to_string().get(11..16)?.to_string();
    if minutes_from_utc == 0 {
        return None;
    }
    if shifted.day() == time.day() { Some(clock) } else { Some(joined(&[&shifted.in_words(), ", ", &clock])) }
}

/// How far the reader's clock stands from UTC at that moment, in minutes.
pub fn minutes_from_utc(time: Time) -> i64 {
    let date = js_sys::Date::new(&(time.millis() as f64).into());
    -(date.get_timezone_offset() as i64)
}

/// `about 14 seconds left`.
pub fn time_left(millis: f64) -> String {
    let seconds = (millis / 1000.0).max(1.0);
    let amount = if seconds < 90.0 {
        counted(seconds as u32, "second", "seconds")
    } else {
        counted((seconds / 60.0 + 0.5) as u32, "minute", "minutes")
    };
    joined(&["about ", &amount, " left"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_people_write() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "line", "lines"), "1 line");
        assert_eq!(counted(0, "line", "lines"), "0 lines");
        assert_eq!(size(1.0), "1 byte");
        assert_eq!(size(14_200_000.0), "14.2 MB");
        assert_eq!(size(412_000_000.0), "412 MB");
        assert_eq!(size(2_000_000.0), "2 MB");
        assert_eq!(time_left(200.0), "about 1 second left");
        assert_eq!(time_left(14_400.0), "about 14 seconds left");
        assert_eq!(time_left(120_000.0), "about 2 minutes left");
    }

    #[test]
    fn local_time_names_its_day_where_it_is_another() {
        let time = Time::parse_rfc3339("2026-07-12T22:30:00Z").unwrap();
        assert_eq!(local(time, 0), None);
        assert_eq!(local(time, 60).as_deref(), Some("23:30"));
        assert_eq!(local(time, 120).as_deref(), Some("13 July 2026, 00:30"));
        assert_eq!(local(time, -300).as_deref(), Some("17:30"));
    }
}
