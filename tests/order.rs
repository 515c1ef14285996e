//! A log is a set: however its entries are spread over documents and in whatever order, the answers are the same.

use scim_checkup_rules::{Evidence, Given, Report, Session, Time};

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `n`.
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.roll(at + 1));
        }
    }
}

const ADA: &str = "7c9e6679-f401-4c2b-a1d3-e5f60718293a";
const BEA: &str = "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4";

/// Entries of two people; several of one second, which only their content tells apart.
fn entries() -> Vec<String> {
    let mut entries = Vec::new();
    for n in 0..24 {
        let (id, name) = if n % 3 == 0 { (BEA, "bea@contoso.com") } else { (ADA, "ada@contoso.com") };
        let (action, status) = match n % 5 {
            0 => ("create", "failure"),
            1 => ("update", "success"),
            2 => ("disable", "success"),
            3 => ("update", "failure"),
            _ => ("other", "skipped"),
        };
        let error = if status == "failure" {
            format!(r#"{{"errorCode": "EntryConflict", "reason": "try {n}"}}"#)
        } else {
            "null".to_string()
        };
        let target = if status == "success" { format!("7{}", u8::from(n % 3 == 0)) } else { String::new() };
        entries.push(format!(
            r#"{{"id": "e{n}", "changeId": "c{n}", "jobId": "maptician.{:032x}.{n}", "activityDateTime": "2026-06-{:02}T08:00:00Z", "provisioningAction": "{action}", "provisioningStatusInfo": {{"status": "{status}", "errorInformation": {error}}}, "sourceIdentity": {{"id": "{id}", "identityType": "User", "details": {{"UserPrincipalName": "{name}"}}}}, "targetIdentity": {{"id": "{target}", "displayName": ""}}, "provisioningSteps": [], "modifiedProperties": []}}"#,
            n % 2,
            20 + n / 6,
        ));
    }
    entries
}

fn report(documents: &[(String, String)]) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    for (name, text) in documents {
        session.open(Given { name: name.clone(), ..Given::default() });
        session.push(text.as_bytes());
    }
    session.finish()
}

/// What the report says, without the list of documents and without where it stands.
fn answers(mut report: Report) -> String {
    report.documents.clear();
    report.coverage.clear();
    let mut lists: Vec<&mut Vec<Evidence>> = report.notices.iter_mut().map(|it| &mut it.evidence).collect();
    for user in &mut report.users {
        lists.push(&mut user.joined_by);
        lists.push(&mut user.corruption.evidence);
        lists.push(&mut user.billing.evidence);
        lists.push(&mut user.action.evidence);
    }
    for list in lists {
        for it in list.iter_mut() {
            (it.document, it.line, it.offset, it.length) = (String::new(), 0, None, None);
        }
        list.sort_by(|a, b| (&a.field, &a.value, a.time).cmp(&(&b.field, &b.value, b.time)));
    }
    serde_json::to_string(&report).expect("a report is plain data")
}

#[test]
fn entries_in_any_document_and_any_order() {
    let entries = entries();
    let one = answers(report(&[("log.json".to_string(), format!("[{}]", entries.join(",")))]));
    let mut dice = Dice(7);
    for round in 0..50 {
        let mut parts: Vec<Vec<&str>> = vec![Vec::new(); 3];
        for entry in &entries {
            // Exports overlap: an entry stands in one to three of them.
            for _ in 0..=dice.roll(3) {
                parts[dice.roll(3)].push(entry);
            }
        }
        for part in &mut parts {
            dice.shuffle(part);
        }
        let documents: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(at, it)| (format!("log {at}.json"), format!("[{}]", it.join(","))))
            .collect();
        assert_eq!(answers(report(&documents)), one, "round {round}");
    }
}

#[test]
fn documents_of_one_name_in_any_order() {
    let entries = entries();
    let mut dice = Dice(11);
    for round in 0..50 {
        let mut documents: Vec<_> = (0..3)
            .map(|_| {
                let chosen: Vec<_> =
                    entries.iter().filter(|_| dice.roll(2) == 0).map(String::as_str).collect();
                ("Pasted text".to_string(), format!("[{}]", chosen.join(",")))
            })
            .collect();
        let sorted = |documents: &[(String, String)]| {
            let mut it = report(documents);
            it.documents.sort_by(|a, b| a.name.cmp(&b.name));
            serde_json::to_string(&it).expect("a report is plain data")
        };
        let one = sorted(&documents);
        dice.shuffle(&mut documents);
        assert_eq!(sorted(&documents), one, "round {round}");
    }
}

#[test]
fn what_is_known_so_far_is_the_report_of_what_was_read() {
    let text = format!("[{}]", entries().join(","));
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    session.open(Given { name: "log.json".to_string(), ..Given::default() });
    session.push(text.as_bytes());
    let so_far = answers(session.report());
    assert_eq!(so_far, answers(session.report()), "asking changes nothing");
    assert_eq!(so_far, answers(session.finish()));
}
