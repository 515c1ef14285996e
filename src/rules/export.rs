//! A report to take along: as Markdown or plain text for a ticket, or as rows for a spreadsheet.
//!
//! All of it stands in the report; here it is only laid out.

use crate::report::{Evidence, Report, Shell, User};

/// How a report is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Markdown,
    Text,
    /// Comma separated, in UTF-8 with a byte order mark: without one Excel takes it for another encoding.
    Csv,
}

/// Writes a report: the head, the users in order, the end.
pub struct Writer {
    form: Form,
    /// What the users are held against, where they are: the name of the column, or of the line.
    since: Option<&'static str>,
    pub text: String,
}

/// The columns of the rows.
const COLUMNS: [&str; 17] = [
    "User",
    "Display name",
    "Object ID",
    "Entra",
    "Maptician",
    "Link",
    "Username",
    "Username code",
    "Stored as",
    "Billing",
    "Billing code",
    "Billing changes",
    "Next step",
    "Next step code",
    "Who",
    "When",
    "Until (UTC)",
];

impl Writer {
    pub fn new(form: Form) -> Writer {
        Writer { form, since: None, text: String::new() }
    }

    /// For a report that was held against an older one: each user comes with what changed.
    pub fn comparing(form: Form) -> Writer {
        Writer { since: Some("Since the earlier report"), ..Writer::new(form) }
    }

    /// What stands before the users: how it stands, what became of all of them, and what was read.
    pub fn head(&mut self, report: &Report, became: &str) {
        if self.form == Form::Csv {
            self.text.push('\u{feff}');
            return self.row(&COLUMNS, self.since);
        }
        self.heading(1, &report.headline);
        self.say(&report.lede);
        self.say(became);
        report.notices.iter().for_each(|it| self.titled(&it.title, &it.explanation));
    }

    pub fn user(&mut self, user: &User, became: &str) {
        if self.form == Form::Csv {
            return self.user_as_row(user, became);
        }
        let User { name, display_name, entra, maptician, link, corruption, billing, action, .. } = user;
        self.heading(2, display_name.as_ref().unwrap_or(name));
        self.say(&user.headline);
        let mut facts = vec![("User", name.clone())];
        facts.extend(user.object_ids.iter().map(|it| ("Object ID", it.clone())));
        facts.extend(user.aliases.iter().map(|it| ("Also seen as", it.clone())));
        facts.push(("Entra", entra.label().to_string()));
        facts.push(("Maptician", maptician.label().to_string()));
        facts.push(("Link", link.label().to_string()));
        facts.extend(self.since.map(|it| (it, became.to_string())));
        self.list(&facts);
        self.answer(
            "Username",
            &corruption.title,
            &corruption.code,
            &corruption.explanation,
            &corruption.evidence,
        );
        self.answer("Billing", &billing.title, &billing.code, &billing.explanation, &billing.evidence);
        self.answer("Next step", &action.title, &action.code, &action.explanation, &action.evidence);
        let until = action.deadline.map(|it| ("Until", it.in_words_to_minute()));
        let when = until.unwrap_or(("When", action.urgency.label().to_string()));
        self.list(&[("Who", action.owner.label().to_string()), when]);
        let mut number = 0;
        for step in &action.steps {
            if let Some(heading) = &step.heading {
                number = 0;
                self.titled(heading, "");
            }
            number += 1;
            let text = self.escaped(&step.text);
            self.paragraph(&format!("{number}. {text}"));
            for command in step.commands.iter().filter(|it| it.shell == Shell::Powershell) {
                self.code(&command.text);
            }
        }
        if !action.message.is_empty() {
            self.titled("For Maptician support", "");
            let lines: Vec<_> =
                action.message.iter().map(|it| (it.label.as_str(), it.value.clone())).collect();
            self.list(&lines);
        }
        user.notes.iter().for_each(|it| self.titled(&it.title, &it.explanation));
    }

    /// What was read and how, and as of when the answers hold.
    pub fn end(&mut self, report: &Report, version: &str) {
        if self.form == Form::Csv {
            return;
        }
        self.heading(2, "What was read");
        let read: Vec<_> = report
            .documents
            .iter()
            .map(|it| (it.name.as_str(), format!("{}. {}", it.contents, it.coverage)))
            .collect();
        self.list(&read);
        let as_of = report.as_of.in_words_to_minute();
        self.paragraph(&format!(
            "As of {as_of}. Made by SCIM Checkup {version}, in the reader’s own browser or terminal."
        ));
    }

    fn answer(&mut self, question: &str, title: &str, code: &str, explanation: &str, evidence: &[Evidence]) {
        self.heading(3, &format!("{question}: {title} ({code})"));
        self.say(explanation);
        let places: Vec<_> = evidence.iter().map(|it| format!("{}, line {}", it.document, it.line)).collect();
        if !places.is_empty() {
            self.say(&format!("Seen in {}.", places.join("; ")));
        }
    }

    fn user_as_row(&mut self, user: &User, became: &str) {
        let User { corruption, billing, action, .. } = user;
        let optional = |it: &Option<String>| it.clone().unwrap_or_default();
        let deadline = action.deadline.map(|it| it.to_string()).unwrap_or_default();
        let (display_name, stored_as) = (optional(&user.display_name), optional(&corruption.stored_as));
        let cells: [&str; 17] = [
            &user.name,
            &display_name,
            user.object_ids.first().map_or("", |it| it),
            user.entra.label(),
            user.maptician.label(),
            user.link.label(),
            corruption.status.label(),
            &corruption.code,
            &stored_as,
            billing.status.label(),
            &billing.code,
            billing.next.map_or("", |it| it.label()),
            &action.title,
            &action.code,
            action.owner.label(),
            action.urgency.label(),
            &deadline,
        ];
        self.row(&cells, self.since.map(|_| became));
    }

    fn row(&mut self, cells: &[&str], last: Option<&str>) {
        for (at, cell) in cells.iter().chain(&last).enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.text.push_str(&csv_cell(cell));
        }
        self.text.push_str("\r\n");
    }

    fn heading(&mut self, level: usize, text: &str) {
        match self.form {
            Form::Markdown => {
                let text = self.escaped(text);
                self.paragraph(&format!("{} {text}", "#".repeat(level)));
            }
            _ => {
                self.text.push_str(&format!("{text}\n"));
                let line = ["=", "-", ""][level - 1];
                if !line.is_empty() {
                    self.text.push_str(&line.repeat(text.chars().count().min(72)));
                    self.text.push('\n');
                }
                self.text.push('\n');
            }
        }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.text.push_str("\n\n");
        }
    }

    fn list(&mut self, facts: &[(&str, String)]) {
        for (label, value) in facts {
            let mark = if self.form == Form::Markdown { "- " } else { "" };
            let line = format!("{mark}{}: {}\n", self.escaped(label), self.escaped(value));
            self.text.push_str(&line);
        }
        self.text.push('\n');
    }

    fn code(&mut self, text: &str) {
        match self.form {
            Form::Markdown => self.paragraph(&format!("```\n{text}\n```")),
            _ => self.paragraph(&format!("   {text}")),
        }
    }

    /// A title, and what it stands over.
    fn titled(&mut self, title: &str, text: &str) {
        let mark = if self.form == Form::Markdown { "**" } else { "" };
        let end = if text.is_empty() { "" } else { ". " };
        let line = format!("{mark}{}{mark}{end}{}", self.escaped(title), self.escaped(text));
        self.paragraph(&line);
    }

    fn say(&mut self, text: &str) {
        let text = self.escaped(text);
        self.paragraph(&text);
    }

    fn escaped(&self, text: &str) -> String {
        if self.form == Form::Markdown { markdown(text) } else { text.to_string() }
    }
}

/// A cell, in quotes where it needs them. What a spreadsheet would take for a formula gets a mark in front, and is a text.
///
/// Source: OWASP, *CSV Injection*; RFC 4180.
fn csv_cell(text: &str) -> String {
    let text = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_string(),
    };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A text in Markdown that stays as it is: nothing of the material makes a link, a heading or an element.
fn markdown(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '\r' | '\n' => safe.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&' => {
                safe.extend(['\\', letter])
            }
            _ => safe.push(letter),
        }
    }
    safe
}
