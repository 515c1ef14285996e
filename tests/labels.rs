//! Steps name labels and commands that exist: each is held against a list that was made by hand, from the published facts.

use std::collections::BTreeSet;

use scim_checkup_rules::{
    CODES, Report, Shell, Step,
    many::{self, Act},
};
use scim_checkup_tests::cases;

const LIST: &str = include_str!("labels.txt");

const ACTS: &[Act] =
    &[Act::Restore { disable: true }, Act::Disable, Act::Enable, Act::LookUp, Act::ProvisionOnDemand];

/// The lines under a heading of the list.
fn listed(heading: &str) -> Vec<&'static str> {
    let (_, after) = LIST.split_once(&format!("## {heading}\n")).expect("the list has the heading");
    let section = after.split("\n## ").next().unwrap_or_default();
    section.lines().filter(|it| !it.is_empty() && !it.starts_with('#')).collect()
}

fn reports() -> impl Iterator<Item = Report> {
    cases().into_iter().map(|(_, case)| case.run(usize::MAX))
}

fn steps(report: &Report) -> impl Iterator<Item = &Step> {
    let of_users = report.users.iter().flat_map(|it| &it.action.steps);
    of_users.chain(report.notices.iter().flat_map(|it| &it.steps))
}

/// Whether a label stands at the begin of a text and ends there: what follows is no other word of it.
fn begins_with(text: &str, label: &str) -> bool {
    text.strip_prefix(label).is_some_and(|rest| {
        let mut rest = rest.chars();
        match rest.next() {
            Some(' ') => !rest.next().is_some_and(char::is_uppercase),
            it => !it.is_some_and(char::is_alphanumeric),
        }
    })
}

/// What stands on both sides of each `>`, and is no label.
fn unknown_in_paths(text: &str, labels: &[&str]) -> Vec<String> {
    let mut unknown = Vec::new();
    for (at, _) in text.match_indices(" > ") {
        let (before, after) = (&text[..at], &text[at + " > ".len()..]);
        let is_end = |label: &&str| {
            before
                .trim_end_matches(')')
                .strip_suffix(*label)
                .is_some_and(|it| !it.ends_with(|it: char| it.is_alphanumeric()))
        };
        if !labels.iter().any(is_end) || !labels.iter().any(|it| begins_with(after, it)) {
            unknown.push(text[before.len().saturating_sub(30)..].chars().take(90).collect());
        }
    }
    unknown
}

#[test]
fn each_path_is_made_of_labels() {
    let labels = listed("Labels");
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for report in reports() {
        texts.extend(steps(&report).map(|it| it.text.clone()));
        texts.extend(report.users.iter().flat_map(|it| &it.notes).map(|it| it.explanation.clone()));
    }
    texts.extend(CODES.iter().filter_map(|it| it.remedy).map(str::to_string));
    let paths = texts.iter().filter(|it| it.contains(" > ")).count();
    assert!(paths > 20, "paths are looked at: {paths}");
    let unknown: BTreeSet<String> = texts.iter().flat_map(|it| unknown_in_paths(it, &labels)).collect();
    assert!(unknown.is_empty(), "no labels of the list: {unknown:#?}");
}

/// A command without the values: `GET /v1.0/users/{id}`, `Update-MgUser`.
fn shape(shell: Shell, line: &str) -> Vec<String> {
    if shell == Shell::Graph {
        let Some((verb, address)) = line.split_once(" https://graph.microsoft.com/") else {
            return Vec::new();
        };
        let path = address.split('?').next().unwrap_or_default();
        let part = |it: &str| {
            let is_value = it.starts_with('{') || it.len() == 36 && it.matches('-').count() == 4;
            if is_value { "{id}".to_string() } else { it.to_string() }
        };
        return vec![format!("{verb} /{}", path.split('/').map(part).collect::<Vec<_>>().join("/"))];
    }
    let words = line.split(|it: char| !it.is_ascii_alphanumeric() && it != '-');
    let is_command = |it: &&str| {
        it.split_once('-').is_some_and(|(verb, noun)| {
            let is_word = |it: &str| it.starts_with(|it: char| it.is_ascii_uppercase()) && it.len() > 1;
            is_word(verb) && is_word(noun) && verb.chars().skip(1).all(|it| it.is_ascii_lowercase())
        })
    };
    words.filter(is_command).map(str::to_string).collect()
}

#[test]
fn each_command_is_one_of_the_list() {
    let known = [listed("Graph"), listed("PowerShell")].concat();
    let mut shapes: BTreeSet<String> = BTreeSet::new();
    for report in reports() {
        for command in steps(&report).flat_map(|it| &it.commands) {
            let lines = command.text.lines();
            shapes.extend(lines.flat_map(|line| shape(command.shell, line)));
            assert!(!command.permission.is_empty(), "{} names no permission", command.text);
        }
        let users: Vec<_> = report.users.iter().collect();
        for act in ACTS {
            let script = many::script(*act, &report, &users).text;
            let lines = script.lines().filter(|it| !it.trim_start().starts_with('#'));
            let commands = lines.flat_map(|line| shape(Shell::Powershell, line));
            // What a script defines is its own: `Restore-Listed`.
            shapes.extend(commands.filter(|it| !it.ends_with("-Listed")));
        }
    }
    assert!(shapes.len() > 10, "commands are looked at: {shapes:#?}");
    let unknown: Vec<&String> = shapes.iter().filter(|it| !known.contains(&it.as_str())).collect();
    assert!(unknown.is_empty(), "no commands of the list: {unknown:#?}");
}
