//! What must hold over the whole catalogue: stable codes, documentation with its parts, examples that lead there.

use std::collections::BTreeSet;

use scim_checkup_rules::{Entry, Question, Report, Session, Time, catalogue};
use scim_checkup_tests::{Document, difference};

const AS_OF: &str = "2026-06-30T12:00:00Z";

#[test]
fn codes_and_names_are_frozen() {
    let listed: Vec<String> = catalogue().iter().map(|it| format!("{} {}", it.code, it.name)).collect();
    let frozen = include_str!("codes.txt");
    let listed = listed.join("\n");
    assert!(
        listed == frozen.trim_end(),
        "codes and names are public: tests/codes.txt lists every one, in the order of the lists\n{}",
        difference(frozen.trim_end(), &listed)
    );
}

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for entry in catalogue() {
        let letter = match entry.question {
            Question::Corruption => "C1",
            Question::Billing => "B2",
            Question::Action | Question::Note => "A3",
            Question::Notice => "N4",
        };
        assert!(entry.code.starts_with(letter) && entry.code.len() == 4, "{}", entry.code);
        assert!(codes.insert(entry.code), "{} twice", entry.code);
        assert!(names.insert(entry.name), "{} twice", entry.name);
        assert!(
            entry.name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'),
            "{}",
            entry.name
        );
        assert!(
            entry.summary.chars().count() <= 70 && !entry.summary.ends_with('.'),
            "{}: {}",
            entry.code,
            entry.summary
        );
    }
}

#[test]
fn every_rule_is_documented() {
    for entry in catalogue().iter().filter(|it| it.question != Question::Notice) {
        let first = entry.docs.lines().next().unwrap_or_default();
        assert!(first.len() > 20, "{}: the first line of the documentation stands alone", entry.code);
        for heading in ["## Example", "## Not to be confused with"] {
            assert!(entry.docs.contains(heading), "{} has no {heading}", entry.code);
        }
    }
}

#[test]
fn every_example_leads_to_its_rule() {
    let mut missed = Vec::new();
    for entry in catalogue().iter().filter(|it| it.question != Question::Notice) {
        let report = checkup(entry);
        if !reached(&report, entry) {
            let users: Vec<_> = report
                .users
                .iter()
                .map(|it| {
                    format!(
                        "{} {:?}/{:?}: {} {} {}",
                        it.name, it.entra, it.maptician, it.corruption.code, it.billing.code, it.action.code
                    )
                })
                .collect();
            missed.push(format!("{} {}: {users:?}", entry.code, entry.name));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// The rule gives the answer for somebody; a note stands beside somebody's answers.
fn reached(report: &Report, entry: &Entry) -> bool {
    report.users.iter().any(|it| match entry.question {
        Question::Corruption => it.corruption.code == entry.code,
        Question::Billing => it.billing.code == entry.code,
        Question::Action => it.action.code == entry.code,
        Question::Note => it.notes.iter().any(|it| it.code == entry.code),
        Question::Notice => false,
    })
}

/// Runs the fenced documents under `## Example`: the words after the language are a case's heading.
fn checkup(entry: &Entry) -> Report {
    let example = entry.docs.split("## Example").nth(1).unwrap_or_default();
    let example = example.split("## ").next().unwrap_or_default();
    let mut session = Session::new(Time::parse_rfc3339(AS_OF).expect("a time"));
    for fenced in example.split("```").skip(1).step_by(2) {
        let (heading, text) = fenced.split_once('\n').expect("a fence has a heading");
        let document =
            Document::parse(heading.split_once(' ').expect("a language and a name").1, &unindent(text));
        session.open(document.given.clone());
        session.push(&document.bytes);
    }
    session.finish()
}

/// Documentation lines begin with the blank after `///`.
fn unindent(text: &str) -> String {
    text.lines().map(|it| it.strip_prefix(' ').unwrap_or(it)).collect::<Vec<_>>().join("\n")
}
