//! Sentences from templates and named values.

use memchr::{memchr, memchr2};

/// The documentation of a rule, where the crate is built with it; its meaning alone where only that is wanted.
macro_rules! documentation {
    ($($doc:literal),*) => {
        if cfg!(feature = "docs") {
            concat!($($doc, "\n"),*)
        } else if cfg!(feature = "brief-docs") {
            scim_checkup_pattern::meaning!($($doc),*)
        } else {
            ""
        }
    };
}
pub(crate) use documentation;

/// Fills a template: `{name}` becomes a value, and a part in square brackets is left out when a value in it is empty.
///
/// A template is the program's own text; values are data, and nothing in them is read as a template.
pub fn fill(template: &str, value: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = memchr2(b'[', b'{', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (close, optional) = if rest.as_bytes()[at] == b'[' { (b']', true) } else { (b'}', false) };
        let Some(end) = memchr(close, &rest.as_bytes()[at..]).map(|it| at + it) else { break };
        let inside = &rest[at + 1..end];
        if optional {
            let missing = std::cell::Cell::new(false);
            let filled = fill(inside, &|key| {
                let it = value(key);
                missing.set(missing.get() || it.is_empty());
                it
            });
            if !missing.get() {
                out.push_str(&filled);
            }
        } else {
            out.push_str(&value(inside));
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// `a`, `a and b`, `a, b and c`.
pub fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// The first letter in upper case; the program's own sentences begin with none but ASCII letters and digits, and the
/// table of all others is 12 KB.
pub fn sentence(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// `1 day`, `12 days`.
pub fn plural(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", group_digits(n.unsigned_abs()), if n == 1 { one } else { many })
}

/// `12,431`: digits in groups of three, as the reports are written in English.
pub fn group_digits(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_is_not_shown() {
        let value = |key: &str| if key == "since" { String::new() } else { "[x] {since}".to_string() };
        assert_eq!(fill("{person} is disabled[ since {since}].", &value), "[x] {since} is disabled.");
        assert_eq!(fill("Deleted[ by {person}]", &value), "Deleted by [x] {since}");
    }

    #[test]
    fn counts_have_their_commas() {
        assert_eq!(
            [0, 999, 1000, 12431, 1234567].map(group_digits),
            ["0", "999", "1,000", "12,431", "1,234,567"]
        );
    }
}
