//! The catalogue of rules, and the page of one.

use std::io;

use scim_checkup_rules::{Code, Entry, Question};

use super::sheet::{BOLD, DIM, PLAIN, Sheet, columns, padded};

/// Every rule in a line of its own, however long, under the question it answers: made for `grep`.
pub fn rules(sheet: &mut Sheet<'_>, entries: &[&Entry]) -> io::Result<()> {
    let questions =
        [Question::Corruption, Question::Billing, Question::Action, Question::Note, Question::Notice];
    let widest = entries.iter().map(|it| columns(it.name)).max().unwrap_or_default();
    for question in questions {
        let mut entries = entries.iter().filter(|it| it.question == question).peekable();
        if entries.peek().is_none() {
            continue;
        }
        sheet.gap();
        sheet.text(0, BOLD, words(question))?;
        for entry in entries {
            let name = padded(entry.name, widest + 2);
            sheet.line(2, &[(BOLD, entry.code), (PLAIN, "  "), (PLAIN, &name), (PLAIN, entry.summary)])?;
        }
    }
    Ok(())
}

/// What a rule sees, means and stands on.
pub fn explanation(sheet: &mut Sheet<'_>, entry: &Entry) -> io::Result<()> {
    sheet.line(0, &[(BOLD, entry.code), (PLAIN, "  "), (BOLD, entry.name)])?;
    sheet.text(0, PLAIN, entry.summary)?;
    sheet.text(0, DIM, words(entry.question))?;
    sheet.gap();
    markdown(sheet, entry.docs)
}

/// What a code of the provisioning log means, and what helps.
pub fn code(sheet: &mut Sheet<'_>, code: &Code) -> io::Result<()> {
    sheet.line(0, &[(BOLD, code.name)])?;
    sheet.text(0, DIM, "A code of the provisioning log")?;
    sheet.gap();
    sheet.text(0, PLAIN, code.means.trim_end())?;
    sheet.gap();
    sheet.text(0, PLAIN, code.outlook())?;
    if let Some(remedy) = code.remedy {
        sheet.gap();
        sheet.text(0, PLAIN, remedy)?;
    }
    Ok(())
}

const fn words(question: Question) -> &'static str {
    match question {
        Question::Corruption => "Is the username corrupted?",
        Question::Billing => "Does this user count for billing?",
        Question::Action => "What should I do next?",
        Question::Note => "What else holds of a user",
        Question::Notice => "What belongs to no single user",
    }
}

/// The Markdown that rules are documented in: paragraphs, headings, lists, code between fences.
fn markdown(sheet: &mut Sheet<'_>, docs: &str) -> io::Result<()> {
    let mut in_code = false;
    let mut paragraph = String::new();
    for line in docs.lines() {
        // The blank after `///`.
        let line = line.strip_prefix(' ').unwrap_or(line);
        let text = line.trim();
        if let Some(info) = text.strip_prefix("```") {
            flush(sheet, &mut paragraph)?;
            sheet.gap();
            in_code = !in_code;
            // The fence of an example names the language and the file.
            if in_code && let Some((_, file)) = info.split_once(' ') {
                sheet.line(2, &[(DIM, file.trim())])?;
            }
        } else if in_code {
            sheet.line(4, &[(PLAIN, line)])?;
        } else if text.is_empty() {
            flush(sheet, &mut paragraph)?;
            sheet.gap();
        } else if text.starts_with('#') {
            flush(sheet, &mut paragraph)?;
            sheet.gap();
            sheet.text(0, BOLD, text.trim_start_matches('#').trim())?;
        } else {
            if text.starts_with("- ") {
                flush(sheet, &mut paragraph)?;
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(text);
        }
    }
    flush(sheet, &mut paragraph)
}

/// Prints a paragraph or an item of a list.
fn flush(sheet: &mut Sheet<'_>, paragraph: &mut String) -> io::Result<()> {
    let text = std::mem::take(paragraph);
    match text.strip_prefix("- ") {
        Some(item) => sheet.hanging(0, (PLAIN, "-"), 2, PLAIN, item),
        None => sheet.text(0, PLAIN, &text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: Entry = Entry {
        code: "B212",
        name: "soft-deleted-still-active",
        question: Question::Billing,
        summary: "Deleted in Entra, still active in Maptician",
        docs: " A deletion that never arrived\n leaves the record active.\n\n ## Example\n\n ```json deleted.json\n {\"id\": \"1\"}\n ```\n\n ## Sources\n\n - one\n   goes on\n - two\n",
    };

    fn printed(print: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        print(&mut Sheet::new(&mut out, None)).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_page() {
        assert_eq!(
            printed(|it| explanation(it, &ENTRY)),
            "\
B212  soft-deleted-still-active
Deleted in Entra, still active in Maptician
Does this user count for billing?

A deletion that never arrived leaves the record active.

Example

  deleted.json
    {\"id\": \"1\"}

Sources

- one goes on
- two
"
        );
    }

    #[test]
    fn the_catalogue() {
        let line = "  B212  soft-deleted-still-active  Deleted in Entra, still active in Maptician\n";
        assert_eq!(printed(|it| rules(it, &[&ENTRY])), format!("Does this user count for billing?\n{line}"));
    }
}
