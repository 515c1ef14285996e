//! Notices, and what answers have in common: steps and evidence.

use std::io;

use scim_checkup_rules::{Evidence, Notice, Report, Step, group_digits};

use super::sheet::{BOLD, DIM, PLAIN, Sheet};

/// A longer value is cut: an error sentence with JSON in it fills a screen.
const VALUE_AT_MOST: usize = 200;

/// What belongs to no single user.
pub fn notice(sheet: &mut Sheet<'_>, notice: &Notice, report: &Report) -> io::Result<()> {
    sheet.gap();
    sheet.ending(0, (PLAIN, ""), 0, (BOLD, &notice.title), (DIM, &notice.code))?;
    // Where nothing was understood, the lede says it already.
    if notice.explanation != report.lede {
        sheet.text(0, PLAIN, &notice.explanation)?;
    }
    steps(sheet, 0, &notice.steps)?;
    evidence(sheet, 0, &notice.evidence, notice.evidence_count)
}

/// Numbered steps, each with its commands; a command has a line of its own, whole, to be copied.
pub fn steps(sheet: &mut Sheet<'_>, indent: usize, steps: &[Step]) -> io::Result<()> {
    for (n, step) in steps.iter().enumerate() {
        if let Some(heading) = &step.heading {
            sheet.text(indent, BOLD, heading)?;
        }
        let number = format!("{}.", n + 1);
        let body = indent + 3.max(number.len() + 1);
        sheet.hanging(indent, (BOLD, &number), body, PLAIN, &step.text)?;
        for command in &step.commands {
            let shell = match command.permission.is_empty() {
                true => format!("{}:", command.shell.label()),
                false => format!("{}, needs {}:", command.shell.label(), command.permission),
            };
            sheet.text(body, DIM, &shell)?;
            for line in command.text.lines() {
                sheet.line(body + 2, &[(PLAIN, line)])?;
            }
        }
    }
    Ok(())
}

/// Where it stands: `log.json:118  targetIdentity.displayName  ada@contoso.com`.
pub fn evidence(sheet: &mut Sheet<'_>, indent: usize, evidence: &[Evidence], all: u32) -> io::Result<()> {
    for it in evidence {
        let mut text = format!("{}  {}", it.field, value(it.value.as_deref()));
        if let Some(time) = it.time {
            text.push_str(&format!("  ({})", time.in_words_to_minute()));
        }
        let place = format!("{}:{} ", it.document, it.line);
        sheet.hanging(indent, (DIM, &place), indent + 2, DIM, &text)?;
    }
    match u64::from(all).saturating_sub(evidence.len() as u64) {
        0 => Ok(()),
        n => sheet.text(indent, DIM, &format!("and {} more", group_digits(n))),
    }
}

fn value(value: Option<&str>) -> String {
    let Some(value) = value else { return "not there".to_string() };
    if value.trim() != value || value.is_empty() {
        return format!("\"{value}\"");
    }
    match value.char_indices().nth(VALUE_AT_MOST) {
        Some((end, _)) => {
            format!("{}… ({} characters)", &value[..end], group_digits(value.chars().count() as u64))
        }
        None => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_show_what_they_are() {
        assert_eq!(value(None), "not there");
        assert_eq!(value(Some("")), "\"\"");
        assert_eq!(value(Some("ada ")), "\"ada \"");
        assert_eq!(value(Some("ada")), "ada");
        let long = value(Some(&"ä".repeat(1234)));
        assert!(long.starts_with(&"ä".repeat(VALUE_AT_MOST)) && long.ends_with("ä… (1,234 characters)"));
    }
}
