//! A redacted report names nobody, in any form it can be taken along in, and its answers are the same.

use std::collections::BTreeSet;

use scim_checkup_rules::{Form, Redactor, Report, User, Writer};
use scim_checkup_tests::cases;

/// A report as it is handed on without names.
fn redacted(report: &Report) -> Report {
    let mut report = report.clone();
    let redactor = Redactor::of(&report);
    redactor.redact(&mut report);
    report.users.iter_mut().for_each(|it| redactor.redact_user(it));
    report
}

fn written(report: &Report, form: Form) -> String {
    let mut writer = Writer::new(form);
    writer.head(report, "");
    report.users.iter().for_each(|it| writer.user(it, ""));
    writer.end(report, "1.0");
    writer.text
}

/// What names somebody in a text: addresses with their domains, and IDs, found by their form.
fn originals(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let inside = |it: char| it.is_alphanumeric() || "@.-_+#%".contains(it);
    let mut found = BTreeSet::new();
    for word in text.split(|it| !inside(it)) {
        let word = word.trim_matches(|it: char| !it.is_alphanumeric());
        let hex = word.replace('-', "");
        if hex.len() == 32 && hex.bytes().all(|it| it.is_ascii_hexdigit()) {
            found.extend([word.to_string(), hex]);
        }
        if let Some((local, domain)) =
            word.rsplit_once('@').filter(|it| !it.0.is_empty() && it.1.contains('.'))
        {
            found.extend([format!("{local}@"), domain.to_string()]);
        }
    }
    found
}

fn answers(user: &User) -> [String; 6] {
    let User { corruption, billing, action, .. } = user;
    let words =
        [format!("{:?}", user.entra), format!("{:?}", user.maptician), format!("{:?}", action.deadline)];
    let [entra, maptician, deadline] = words;
    [corruption.code.clone(), billing.code.clone(), action.code.clone(), entra, maptician, deadline]
}

#[test]
fn no_original_survives_in_a_redacted_report() {
    let mut seen = 0;
    let mut survived = Vec::new();
    for (path, case) in cases() {
        let report = case.run(usize::MAX);
        let material = case.documents.iter().map(|it| it.text().to_string());
        let mut names = originals(&material.collect::<Vec<_>>().join("\n"));
        for user in &report.users {
            names.extend(originals(&user.name));
            names.extend(user.display_name.iter().map(|it| it.to_lowercase()).filter(|it| it.len() > 3));
        }
        let redacted = redacted(&report);
        let texts = [
            serde_json::to_string(&redacted).unwrap(),
            written(&redacted, Form::Markdown),
            written(&redacted, Form::Text),
            written(&redacted, Form::Csv),
        ];
        for (text, form) in texts.iter().zip(["JSON", "Markdown", "text", "CSV"]) {
            let text = text.to_lowercase();
            seen += names.len();
            survived.extend(names.iter().filter(|it| text.contains(*it)).map(|it| {
                let at = text.find(it).unwrap();
                let around: String =
                    text.chars().skip(text[..at].chars().count().saturating_sub(60)).take(140).collect();
                format!("{} {form}: {it} in {around}", path.display())
            }));
        }
        let before: Vec<_> = report.users.iter().map(answers).collect();
        let after: Vec<_> = redacted.users.iter().map(answers).collect();
        assert_eq!(before, after, "{}", path.display());
    }
    assert!(seen > 10_000, "{seen}");
    assert!(survived.is_empty(), "{} survived\n{}", survived.len(), survived.join("\n"));
}

/// What is left out is missed: a redacted report is to be read by somebody.
#[test]
fn few_sentences_are_left_out() {
    let (mut kept, mut left_out) = (0, Vec::new());
    for (path, case) in cases() {
        for user in redacted(&case.run(usize::MAX)).users {
            let steps = user.action.steps.into_iter().map(|it| it.text);
            let message = user.action.message.into_iter().map(|it| it.value);
            let explained = [user.corruption.explanation, user.billing.explanation, user.action.explanation];
            for text in explained.into_iter().chain(steps).chain(message) {
                match text.contains("(left out)") {
                    true => left_out.push(path.display().to_string()),
                    false => kept += 1,
                }
            }
        }
    }
    assert!(kept > 4_000 && left_out.len() * 500 < kept, "{kept} kept, not in {left_out:?}");
}

#[test]
fn a_spreadsheet_takes_no_cell_for_a_formula() {
    let report =
        cases().into_iter().find(|it| it.0.ends_with("entra-users-export.txt")).unwrap().1.run(usize::MAX);
    let rows = written(&report, Form::Csv);
    assert!(rows.contains(",'=Ben Ruiz,"), "{rows}");
    assert!(
        rows.lines().skip(1).all(|it| !it.starts_with(['=', '+', '-', '@']) && !it.contains(",=")),
        "{rows}"
    );
}
