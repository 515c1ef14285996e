//! A log of a hundred thousand entries, exported several times over: each entry counts once.

use std::ops::Range;

use scim_checkup_rules::{Activity, Given, Report, Session, Time};

const ENTRIES: usize = 100_000;
const USERS: usize = 50;

/// One entry of the log, with its ID or without; every seventh is a success.
fn entry(at: usize, with_id: bool) -> String {
    let id =
        if with_id { format!(r#""id": "{at:08x}-0000-4000-8000-000000000000", "#) } else { String::new() };
    let user = at % USERS;
    let (status, error) = if at.is_multiple_of(7) {
        ("success", "null".to_string())
    } else {
        ("failure", r#"{"errorCode": "EntryConflict", "reason": "held by another record"}"#.to_string())
    };
    let (day, hour, minute, second) = (1 + at / 4000, at / 200 % 20, at / 10 % 60, at % 60);
    format!(
        r#"{{{id}"changeId": "{at:08x}-0000-4000-8000-000000000001",
        "activityDateTime": "2026-06-{day:02}T{hour:02}:{minute:02}:{second:02}Z", "provisioningAction": "create",
        "sourceIdentity": {{"id": "{user:08x}-0000-4000-8000-00000000000a", "displayName": "Person {user}",
        "identityType": "User"}}, "provisioningStatusInfo": {{"status": "{status}", "errorInformation": {error}}}}}"#
    )
}

/// An export of some of the entries.
fn export(entries: Range<usize>, with_ids: bool) -> String {
    let entries: Vec<String> = entries.map(|it| entry(it, with_ids)).collect();
    format!("{{\"value\": [{}]}}", entries.join(","))
}

fn report(exports: &[String]) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    for (n, text) in exports.iter().enumerate() {
        session.open(Given { name: format!("log-{n}.json"), ..Given::default() });
        session.push(text.as_bytes());
    }
    session.finish()
}

fn activities(report: &Report) -> Vec<(&str, &Activity)> {
    report.users.iter().filter_map(|it| Some((&*it.name, it.activity.as_ref()?))).collect()
}

#[test]
fn what_overlaps_three_times_counts_once() {
    let once = report(&[export(0..ENTRIES, true)]);
    let thrice = report(&[
        export(0..ENTRIES, true),
        export(0..ENTRIES * 2 / 3, false),
        export(ENTRIES / 3..ENTRIES, true),
    ]);
    let attempts: u32 = activities(&once).iter().map(|it| it.1.attempts).sum();
    assert_eq!(attempts as usize, ENTRIES);
    assert_eq!(activities(&once), activities(&thrice));
    assert_eq!(once.totals, thrice.totals);
}
