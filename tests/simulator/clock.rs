//! Times, and the ways in which exports write them.

use time::OffsetDateTime;

/// Seconds since 1970 in UTC.
pub type Moment = i64;

pub const MINUTE: Moment = 60;
pub const HOUR: Moment = 60 * MINUTE;
pub const DAY: Moment = 24 * HOUR;

/// One round of the provisioning service. Source: Microsoft Graph, `schedule.interval` `PT40M`.
pub const CYCLE: Moment = 40 * MINUTE;

/// How long a deleted user can be restored. Source: Microsoft Entra, *Restore or remove a recently deleted user*.
pub const RESTORABLE: Moment = 30 * DAY;

fn parts(at: Moment) -> (i32, u8, u8, u8, u8, u8) {
    let it = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    (it.year(), u8::from(it.month()), it.day(), it.hour(), it.minute(), it.second())
}

/// `2026-06-30T12:00:00Z`
pub fn iso(at: Moment) -> String {
    let (year, month, day, hour, minute, second) = parts(at);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `2026-06-30T12:00:00.4471906Z`, as the logs write it.
pub fn iso_in_full(at: Moment) -> String {
    iso(at).replace('Z', ".4471906Z")
}

/// `2026-06-30 12:00:00Z`, as the Microsoft 365 admin centre writes it.
pub fn spaced(at: Moment) -> String {
    iso(at).replace('T', " ")
}

/// `6/30/2026 1:00:00 PM`
pub fn american(at: Moment) -> String {
    let (year, month, day, hour, minute, second) = parts(at);
    let half = if hour < 12 { "AM" } else { "PM" };
    format!("{month}/{day}/{year} {}:{minute:02}:{second:02} {half}", (hour + 11) % 12 + 1)
}

/// `6/30/2026, 1:00:00.031 PM`, as Log Analytics writes it.
pub fn analytics(at: Moment) -> String {
    american(at).replacen(' ', ", ", 1).replace(" AM", ".031 AM").replace(" PM", ".031 PM")
}

/// `2026-6-30`
pub fn day(at: Moment) -> String {
    let (year, month, day, ..) = parts(at);
    format!("{year}-{month}-{day}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_every_way() {
        let at = 1_782_824_405;
        assert_eq!(iso(at), "2026-06-30T13:00:05Z");
        assert_eq!(american(at), "6/30/2026 1:00:05 PM");
        assert_eq!(american(at - HOUR), "6/30/2026 12:00:05 PM");
        assert_eq!(american(at - 13 * HOUR), "6/30/2026 12:00:05 AM");
        assert_eq!(analytics(at), "6/30/2026, 1:00:05.031 PM");
    }
}
