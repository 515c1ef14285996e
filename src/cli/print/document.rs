//! What was read, and what was not understood.

use std::io;

use scim_checkup_rules::{Document, Report, group_digits};

use super::sheet::{BOLD, DIM, PLAIN, Sheet};

/// How every document was read.
pub fn documents(sheet: &mut Sheet<'_>, report: &Report) -> io::Result<()> {
    if report.documents.is_empty() {
        return Ok(());
    }
    sheet.gap();
    sheet.hairline()?;
    sheet.text(0, BOLD, "What was read")?;
    let says_the_same = matches!(report.documents.as_slice(), [only] if only.coverage == report.coverage);
    if !says_the_same {
        sheet.text(0, PLAIN, &report.coverage)?;
    }
    report.documents.iter().try_for_each(|it| document(sheet, it))
}

fn document(sheet: &mut Sheet<'_>, document: &Document) -> io::Result<()> {
    let mut what = vec![document.contents.clone()];
    what.extend(document.application.as_ref().map(|it| format!("application {it}")));
    what.extend(document.from.map(|it| format!("from {}", it.label())));
    what.extend(document.whole.then(|| "everybody".to_string()));
    what.extend((document.encoding != "UTF-8").then(|| document.encoding.clone()));
    what.retain(|it| !it.is_empty());
    let name = format!("{}:", document.name);
    match what.is_empty() {
        true => sheet.line(0, &[(PLAIN, &document.name)])?,
        false => sheet.hanging(0, (PLAIN, &name), 4, PLAIN, &what.join(", "))?,
    }
    sheet.text(4, PLAIN, &document.coverage)?;
    for problem in &document.problems {
        let line = format!("line {}:", group_digits(u64::from(problem.line)));
        sheet.hanging(4, (BOLD, &line), 6, PLAIN, &problem.message)?;
    }
    match document.problem_count.saturating_sub(document.problems.len() as u32) {
        0 => {}
        1 => sheet.text(4, PLAIN, "and 1 more place")?,
        n => sheet.text(4, PLAIN, &format!("and {} more places", group_digits(u64::from(n))))?,
    }
    let file = as_argument(&document.name);
    if document.may_be_whole && !document.whole {
        sheet.text(4, DIM, &format!("Is this everybody? If so, give it with --whole {file}"))?;
    }
    if document.may_be_maptician && document.from.is_none() {
        sheet.text(4, DIM, &format!("Is this Maptician's? If so, give it with --from-maptician {file}"))?;
    }
    Ok(())
}

/// A document's name as it is given on a command line.
fn as_argument(name: &str) -> String {
    match name {
        "standard input" => "-".to_string(),
        _ if name.contains(|it: char| it.is_whitespace() || "'\"$`\\&;|<>()*?!#".contains(it)) => {
            format!("'{}'", name.replace('\'', "'\\''"))
        }
        _ => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_pasted_into_a_shell() {
        assert_eq!(as_argument("users.csv"), "users.csv");
        assert_eq!(as_argument("exports/my users.csv"), "'exports/my users.csv'");
        assert_eq!(as_argument("it's.csv"), "'it'\\''s.csv'");
        assert_eq!(as_argument("standard input"), "-");
    }
}
