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
        let User {
            name,
            display_name,
            object_ids,
            aliases,
            entra,
            maptician,
            link,
            corruption,
            billing,
            action,
            ..
        } = user;
        self.heading(2, display_name.as_ref().unwrap_or(name));
        self.say(&user.headline);
        self.fact("User", name);
        object_ids.iter().for_each(|it| self.fact("Object ID", it));
        aliases.iter().for_each(|it| self.fact("Also seen as", it));
        self.fact("Entra", entra.label());
        self.fact("Maptician", maptician.label());
        self.fact("Link", link.label());
        if let Some(since) = self.since {
            self.fact(since, became);
        }
        self.text.push('\n');
        self.answer(
            "Username",
            &corruption.title,
            &corruption.code,
            &corruption.explanation,
            &corruption.evidence,
        );
        self.answer("Billing", &billing.title, &billing.code, &billing.explanation, &billing.evidence);
        self.answer("Next step", &action.title, &action.code, &action.explanation, &action.evidence);
        self.fact("Who", action.owner.label());
        if action.deadline.is_none() {
            self.fact("When", action.urgency.label());
        }
        if let Some(it) = action.deadline.or(action.last_day) {
            self.fact("Until", &it.in_words_to_minute());
        }
        self.text.push('\n');
        let mut number = 0;
        for step in &action.steps {
            if let Some(heading) = &step.heading {
                number = 0;
                self.titled(heading, "");
            }
            number += 1;
            let text = self.escaped(&step.text);
            self.paragraph(&[&number.to_string(), ". ", &text]);
            for command in step.commands.iter().filter(|it| it.shell == Shell::Powershell) {
                self.code(&command.text);
            }
        }
        if !action.message.is_empty() {
            self.titled("For Maptician support", "");
            action.message.iter().for_each(|it| self.fact(&it.label, &it.value));
            self.text.push('\n');
        }
        user.notes.iter().for_each(|it| self.titled(&it.title, &it.explanation));
        if !user.moments.is_empty() {
            self.titled("What is dated", "");
            user.moments.iter().for_each(|it| self.fact(it.what.label(), &it.at.in_words_to_minute()));
            self.text.push('\n');
        }
    }

    /// What was read and how, and as of when the answers hold.
    pub fn end(&mut self, report: &Report, version: &str) {
        if self.form == Form::Csv {
            return;
        }
        self.heading(2, "What was read");
        for it in &report.documents {
            self.fact(&it.name, &[&*it.contents, ". ", &it.coverage].concat());
        }
        let as_of = report.as_of.in_words_to_minute();
        self.text.push('\n');
        self.paragraph(&[
            "As of ",
            &as_of,
            ". Made by SCIM Checkup ",
            version,
            ", in the reader’s own browser or terminal.",
        ]);
    }

    fn answer(&mut self, question: &str, title: &str, code: &str, explanation: &str, evidence: &[Evidence]) {
        self.heading(3, &[question, ": ", title, " (", code, ")"].concat());
        self.say(explanation);
        let mut seen = String::new();
        for it in evidence {
            let before = if seen.is_empty() { "Seen in " } else { "; " };
            for part in [before, &it.document, ", line ", &it.line.to_string()] {
                seen.push_str(part);
            }
        }
        if !seen.is_empty() {
            seen.push('.');
            self.say(&seen);
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
        if self.form == Form::Markdown {
            let text = self.escaped(text);
            return self.paragraph(&["###".split_at(level).0, " ", &text]);
        }
        let line = ["=", "-", ""][level - 1].repeat(text.chars().count().min(72));
        let end = if line.is_empty() { "" } else { "\n" };
        self.paragraph(&[text, end, &line]);
    }

    #[inline(never)]
    fn paragraph(&mut self, parts: &[&str]) {
        let before = self.text.len();
        parts.iter().for_each(|it| self.text.push_str(it));
        if self.text.len() > before {
            self.text.push_str("\n\n");
        }
    }

    /// A line of a list.
    #[inline(never)]
    fn fact(&mut self, label: &str, value: &str) {
        let mark = if self.form == Form::Markdown { "- " } else { "" };
        for part in [mark, &self.escaped(label), ": ", &self.escaped(value), "\n"] {
            self.text.push_str(part);
        }
    }

    fn code(&mut self, text: &str) {
        match self.form {
            Form::Markdown => self.paragraph(&["```\n", text, "\n```"]),
            _ => self.paragraph(&["   ", text]),
        }
    }

    /// A title, and what it stands over.
    fn titled(&mut self, title: &str, text: &str) {
        let mark = if self.form == Form::Markdown { "**" } else { "" };
        let end = if text.is_empty() { "" } else { ". " };
        let (title, text) = (self.escaped(title), self.escaped(text));
        self.paragraph(&[mark, &title, mark, end, &text]);
    }

    fn say(&mut self, text: &str) {
        let text = self.escaped(text);
        self.paragraph(&[&text]);
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
