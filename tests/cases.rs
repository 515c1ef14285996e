//! Every case gives its report, in chunks of any size and with its documents in any order.
//!
//! `UPDATE_CASES=1 cargo test -p scim-checkup-tests --test cases` writes the report sections anew; the difference is
//! what gets reviewed.

use std::fs;

use scim_checkup_tests::{cases, difference, render};

#[test]
fn every_case_gives_its_report() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(!cases.is_empty());
    for (file, case) in &cases {
        let report = render(&case.run(usize::MAX));
        if report == case.expected {
            continue;
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(file, case.with_report(&report)).expect("a case can be written");
        } else {
            let name = file.file_name().unwrap_or_default().display();
            wrong.push(format!("{name}: {}\n{}", case.about, difference(&case.expected, &report)));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases differ\n\n{}\nUPDATE_CASES=1 cargo test -p scim-checkup-tests --test cases writes them anew",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn chunks_never_show() {
    for (file, case) in cases() {
        let whole = serde_json::to_string(&case.run(usize::MAX)).expect("a report is plain data");
        for chunk in [1, 7, 64] {
            let chunked = serde_json::to_string(&case.run(chunk)).expect("a report is plain data");
            assert!(whole == chunked, "{} in chunks of {chunk}", file.display());
        }
    }
}

#[test]
fn the_order_of_documents_changes_nothing_but_their_list() {
    for (file, case) in cases() {
        let (mut one, mut other) = (case.run(usize::MAX), case.run_reversed());
        one.documents.sort_by(|a, b| a.name.cmp(&b.name));
        other.documents.sort_by(|a, b| a.name.cmp(&b.name));
        assert_eq!(one, other, "{}", file.display());
    }
}
