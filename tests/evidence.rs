//! Evidence marks the very value: the bytes at its offset, as they stand in the document, are the value.

use scim_checkup_tests::{Case, cases};

/// The bytes that a piece of evidence marks.
fn marked<'a>(case: &'a Case, document: &str, offset: u64, length: u32) -> Option<&'a [u8]> {
    let document = case.documents.iter().find(|it| it.given.name == document)?;
    document.bytes.get(offset as usize..offset as usize + length as usize)
}

/// Flags are written in many ways and dates in more; names, IDs, codes and words stand as they are.
fn stands_as_it_is(value: &str) -> bool {
    value.parse::<bool>().is_err() && !(value.ends_with('Z') && value.contains(':'))
}

#[test]
fn an_offset_marks_the_value() {
    let mut held = 0;
    for (file, case) in cases() {
        let report = case.run(usize::MAX);
        let of_users = report.users.iter().flat_map(|it| {
            it.corruption
                .evidence
                .iter()
                .chain(&it.billing.evidence)
                .chain(&it.action.evidence)
                .chain(&it.joined_by)
        });
        for it in of_users.chain(report.notices.iter().flat_map(|it| &it.evidence)) {
            let (Some(offset), Some(length), Some(value)) = (it.offset, it.length, &it.value) else {
                continue;
            };
            let Some(bytes) = marked(&case, &it.document, offset, length) else {
                // Numbered names have no document of their own in the case.
                assert!(it.document.ends_with(')'), "{}: {it:?} lies outside", file.display());
                continue;
            };
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.is_empty(), "{}: {it:?} marks nothing", file.display());
            let line = 1 + case_line(&case, &it.document, offset);
            assert_eq!(line, it.line, "{}: {it:?} stands in another line", file.display());
            // Without a field the entry as a whole is meant, and the value says what it is.
            if !it.field.is_empty() && stands_as_it_is(value) {
                let same = text.eq_ignore_ascii_case(value) || folded(&text) == folded(value);
                assert!(same, "{}: {it:?} marks {text:?}", file.display());
                held += 1;
            }
        }
    }
    assert!(held > 100, "only {held} values were looked at");
}

/// How many lines end before an offset.
fn case_line(case: &Case, document: &str, offset: u64) -> u32 {
    let document = case.documents.iter().find(|it| it.given.name == document);
    let before = document.map_or(&[][..], |it| &it.bytes[..offset as usize]);
    let ends = before.iter().enumerate().filter(|(at, it)| match it {
        b'\n' => *at == 0 || before[at - 1] != b'\r',
        b'\r' => true,
        _ => false,
    });
    ends.count() as u32
}

/// An object ID may stand without its dashes, and a word of the log without its capitals.
fn folded(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}
