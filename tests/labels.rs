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

/// The words that begin with a capital letter, in the order they stand, where no sentence begins: labels and names.
fn capitalised(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut begins = true;
    let mut at = 0;
    for word in text.split_inclusive([' ', '/', '(']) {
        let start = at + word.len() - word.trim_start_matches(['“', '(']).len();
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        if !begins && bare.starts_with(char::is_uppercase) {
            found.push((start, bare));
        }
        if !bare.is_empty() {
            let end = word.trim_end_matches([' ', '”', ')', '’']);
            begins = end.ends_with(['.', '?', ':', '!']);
        }
        at += word.len();
    }
    found
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

/// Who deleted accounts in the cases: a step names them.
const ACTORS: [&str; 1] = ["HR Leavers"];

/// Capitalised words of a text that belong to no label and to no name of the list.
fn unknown_words(text: &str, known: &[&str]) -> Vec<String> {
    // A command in a sentence is held by its own test.
    let text = text.split(" GET /").next().unwrap_or_default();
    let known: Vec<&str> = [known, &MONTHS, &ACTORS].concat();
    let covered: Vec<_> = known
        .iter()
        .flat_map(|label| text.match_indices(label).map(|(at, it)| at..at + it.len()))
        .filter(|it| !text[it.end..].starts_with(char::is_alphanumeric))
        .collect();
    let words = capitalised(text).into_iter();
    let words = words.filter(|it| !it.1.contains('@'));
    let unknown = words.filter(|(at, _)| !covered.iter().any(|it| it.contains(at)));
    unknown.map(|(_, word)| format!("{word}: {}", text.chars().take(120).collect::<String>())).collect()
}

#[test]
fn each_button_is_a_label() {
    let known = [listed("Labels"), listed("Names")].concat();
    let mut texts: BTreeSet<String> = CODES.iter().filter_map(|it| it.remedy).map(str::to_string).collect();
    for report in reports() {
        // What the material says, and who is meant, is no label.
        let mut values: Vec<String> = Vec::new();
        for user in &report.users {
            values.extend([Some(user.name.clone()), user.display_name.clone()].into_iter().flatten());
            values.extend(user.aliases.clone());
        }
        values.sort_by_key(|it| std::cmp::Reverse(it.len()));
        for step in steps(&report) {
            let fill = |text: String, value: &String| text.replace(value.as_str(), "somebody");
            texts.insert(values.iter().filter(|it| it.len() > 2).fold(step.text.clone(), fill));
        }
    }
    let unknown: BTreeSet<String> = texts.iter().flat_map(|it| unknown_words(it, &known)).collect();
    assert!(unknown.is_empty(), "no labels of the list: {unknown:#?}");
    // A button that nobody has is found.
    assert_eq!(unknown_words("Open the user, then Resurrect user.", &known).len(), 1);
    assert_eq!(unknown_words("Open the user, then Restore user.", &known).len(), 0);
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
