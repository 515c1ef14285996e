//! The report as JSON.

use std::io::{self, Write};

use scim_checkup_rules::Report;

use super::plain::is_unsafe;

/// Writes the report as the JavaScript API gives it, indented, with a newline at its end.
///
/// What would drive a terminal is written as `\u001b`: the same JSON, and safe to look at.
pub fn json(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    json_text(out, &serde_json::to_string_pretty(report)?)
}

/// Writes JSON that was made already.
pub fn json_text(out: &mut dyn Write, mut rest: &str) -> io::Result<()> {
    // Such a character can only stand inside a string: outside of them JSON is ASCII and its line breaks.
    while let Some(at) = rest.find(|it: char| it != '\n' && is_unsafe(it)) {
        let (before, after) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let mut chars = after.chars();
        // All of them lie below U+10000: one unit of UTF-16.
        if let Some(it) = chars.next() {
            write!(out, "\\u{:04x}", u32::from(it))?;
        }
        rest = chars.as_str();
    }
    writeln!(out, "{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::sample;

    #[test]
    fn is_the_report_and_safe_to_look_at() {
        let mut report = sample::report();
        report.users[0].name = "a\u{9b}31m\u{1b}\u{202e}\u{7f}\nb".to_string();
        let mut out = Vec::new();
        json(&mut out, &report).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(r"a\u009b31m\u001b\u202e\u007f\nb"));
        assert!(text.ends_with("}\n"));
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    }
}
