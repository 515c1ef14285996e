//! A case: documents in, report out, in one readable file.
//!
//! ```text
//! What it shows, in a sentence or two.
//!
//! as of 2026-06-30T12:00:00Z
//! --- users.json whole
//! {"id": "…"}
//! --- occupants.csv from=maptician
//! email,active
//! --- report
//! ada@contoso.com  enabled, active, intact
//!   corruption  clean (C131)  occupants.csv:2 userName
//! ```
//!
//! `encoding=utf-16le`, `utf-16be` or `windows-1252` and `lines=crlf` or `lines=cr` say how a document's bytes are made
//! of its text; `bom` puts a byte order mark in front.

mod random;
pub mod simulator;

use std::{fmt::Write, fs, path::PathBuf};

use scim_checkup_rules::{Evidence, Given, RefusedCreates, Report, Session, Side, Time};

pub use random::Random;

/// One case file, read.
pub struct Case {
    pub about: String,
    pub as_of: Time,
    pub documents: Vec<Document>,
    /// The expected report, as [`render`] writes it.
    pub expected: String,
}

pub struct Document {
    pub given: Given,
    pub bytes: Vec<u8>,
    heading: String,
    text: String,
}

impl Case {
    /// Reads a case file.
    ///
    /// # Panics
    ///
    /// Where the file is no case: the message says what is missing.
    pub fn parse(file: &str) -> Case {
        let (about, rest) =
            file.split_once("\nas of ").expect("a line `as of TIME` comes after the description");
        let (as_of, rest) = rest.split_once('\n').expect("documents come after the time");
        let as_of = Time::parse_rfc3339(as_of.trim()).expect("`as of` takes an RFC 3339 time");
        let mut documents = Vec::new();
        let mut expected = String::new();
        for part in rest
            .split("\n--- ")
            .map(|it| it.strip_prefix("--- ").unwrap_or(it))
            .filter(|it| !it.trim().is_empty())
        {
            let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
            if heading.trim() == "report" {
                expected = text.trim_end().to_string();
            } else {
                documents.push(Document::parse(heading, text));
            }
        }
        Case { about: about.trim().to_string(), as_of, documents, expected }
    }

    /// The case file with another expectation.
    pub fn with_report(&self, report: &str) -> String {
        let mut file = format!("{}\n\nas of {}\n", self.about, self.as_of);
        for document in &self.documents {
            let _ = writeln!(file, "--- {}\n{}", document.heading, document.text);
        }
        let _ = writeln!(file, "--- report\n{report}");
        file
    }

    /// The report, the documents read in chunks of a given size.
    pub fn run(&self, chunk: usize) -> Report {
        run(&self.documents.iter().collect::<Vec<_>>(), self.as_of, chunk)
    }

    /// The report on some of the documents, by their names, at a time.
    pub fn run_on(&self, wanted: &dyn Fn(&str) -> bool, as_of: Time) -> Report {
        run(&self.documents.iter().filter(|it| wanted(&it.given.name)).collect::<Vec<_>>(), as_of, usize::MAX)
    }

    /// The text of a document; empty where there is none of the name.
    pub fn text(&self, name: &str) -> &str {
        self.documents.iter().find(|it| it.given.name == name).map_or("", |it| &it.text)
    }

    /// The report with the documents in reverse order.
    pub fn run_reversed(&self) -> Report {
        run(&self.documents.iter().rev().collect::<Vec<_>>(), self.as_of, usize::MAX)
    }
}

/// `24, about once a day, 87 %, goes on, next 2026-07-01T10:00:00Z`.
fn refused(it: &RefusedCreates) -> String {
    let mut parts = vec![it.count.to_string()];
    parts.extend(it.rhythm.map(|it| it.label().to_string()));
    parts.push(format!("{} %", it.share));
    parts.push(it.state.label().to_string());
    parts.extend(it.over_since.map(|it| format!("since {it}")));
    parts.extend(it.next.map(|it| format!("next {it}")));
    parts.join(", ")
}

fn run(documents: &[&Document], as_of: Time, chunk: usize) -> Report {
    let mut session = Session::new(as_of);
    for document in documents {
        session.open(document.given.clone());
        for bytes in document.bytes.chunks(chunk.min(document.bytes.len()).max(1)) {
            session.push(bytes);
        }
    }
    session.finish()
}

impl Document {
    /// What it says, however it is encoded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads `NAME [whole] [from=maptician] [encoding=…] [lines=…] [bom]` and the text under it.
    pub fn parse(heading: &str, text: &str) -> Document {
        let mut words = heading.split_whitespace();
        let mut given = Given { name: words.next().unwrap_or("Pasted text").to_string(), ..Given::default() };
        let (mut encoding, mut lines, mut bom) = ("utf-8", "lf", false);
        for word in words {
            match word.split_once('=') {
                None if word == "whole" => given.whole = true,
                None if word == "bom" => bom = true,
                Some(("from", "maptician")) => given.from = Some(Side::Maptician),
                Some(("from", "entra")) => given.from = Some(Side::Entra),
                Some(("encoding", it)) => encoding = it,
                Some(("lines", it)) => lines = it,
                _ => panic!("a document's heading has an unknown word: {word}"),
            }
        }
        let ends = match lines {
            "lf" => text.to_string(),
            "crlf" => text.replace('\n', "\r\n"),
            "cr" => text.replace('\n', "\r"),
            _ => panic!("lines end in lf, crlf or cr, not {lines}"),
        };
        let ends = if bom { format!("\u{feff}{ends}") } else { ends };
        let bytes = match encoding {
            "utf-8" => ends.into_bytes(),
            "utf-16le" => ends.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => ends.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "windows-1252" => ends.chars().map(|it| u8::try_from(it).expect("a Latin-1 letter")).collect(),
            _ => panic!("an encoding that no case needs: {encoding}"),
        };
        Document {
            given,
            bytes,
            heading: heading.trim_end().to_string(),
            text: text.trim_end_matches('\n').to_string(),
        }
    }
}

/// Every case in `tests/cases`, in the order of its file names.
pub fn cases() -> Vec<(PathBuf, Case)> {
    cases_in("cases")
}

/// Every case in a folder of the tests.
///
/// # Panics
///
/// Where the folder or a file cannot be read.
pub fn cases_in(folder: &str) -> Vec<(PathBuf, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder of cases is there")
        .map(|it| it.expect("it can be read").path())
        .collect();
    files.sort();
    let read = |it: PathBuf| {
        let text = fs::read_to_string(&it).expect("a case is text");
        let case = Case::parse(&text);
        (it, case)
    };
    files.into_iter().filter(|it| it.extension().is_some_and(|it| it == "txt")).map(read).collect()
}

/// The lines of one text that the other has not: `-` what was expected, `+` what came.
pub fn difference(expected: &str, got: &str) -> String {
    let missing = |sign: &str, of: &str, from: &str| -> String {
        let lines = of.lines().filter(|line| !from.lines().any(|it| it == *line));
        lines.map(|it| format!(" {sign} {it}\n")).collect()
    };
    let lines = missing("-", expected, got) + &missing("+", got, expected);
    if lines.is_empty() { " the same lines in another order\n".to_string() } else { lines }
}

/// What of a report a case holds fast: states, codes and evidence; sentences are for people to review in the widget.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for user in &report.users {
        let states = [word(&user.entra), word(&user.maptician), word(&user.link)].join(", ");
        let _ = writeln!(out, "{}  {states}", user.name);
        let it = &user.corruption;
        let stored = it.stored_as.as_ref().filter(|name| **name != user.name).map(|it| format!(" as {it}"));
        let _ = writeln!(
            out,
            "  corruption  {} ({}){}{}",
            word(&it.status),
            it.code,
            stored.unwrap_or_default(),
            cited(&it.evidence)
        );
        let it = &user.billing;
        let next = it.next.map(|it| format!(", {}", word(&it))).unwrap_or_default();
        let _ = writeln!(
            out,
            "  billing     {}, {}{next} ({}){}",
            word(&it.status),
            word(&it.basis),
            it.code,
            cited(&it.evidence)
        );
        let it = &user.action;
        let until = it.deadline.map(|it| format!(", until {it}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  action      {}, {}, {}{until} ({}){}",
            word(&it.kind),
            word(&it.owner),
            word(&it.urgency),
            it.code,
            cited(&it.evidence)
        );
        if user.object_ids.len() > 1 {
            let _ = writeln!(out, "  accounts    {}", user.object_ids.join(", "));
        }
        if !user.aliases.is_empty() {
            let _ = writeln!(out, "  aliases     {}", user.aliases.join(", "));
        }
        if !user.notes.is_empty() {
            let notes: Vec<_> = user.notes.iter().map(|it| it.name.as_str()).collect();
            let _ = writeln!(out, "  notes       {}", notes.join(", "));
        }
        if let Some(it) = &user.activity {
            let _ = writeln!(out, "  activity    {} failed, {} succeeded", it.failures, it.successes);
            if let Some(refusals) = &it.refused_creates {
                assert!(refusals.count <= it.failures, "{}: what is refused has failed", user.name);
                let _ = writeln!(out, "  refused     {}", refused(refusals));
            }
        }
        if !user.moments.is_empty() {
            let moments: Vec<_> =
                user.moments.iter().map(|it| format!("{} {}", it.at, word(&it.what))).collect();
            let _ = writeln!(out, "  moments     {}", moments.join(", "));
        }
    }
    for it in &report.notices {
        let _ = writeln!(out, "notice {} {}{}", it.code, it.name, cited(&it.evidence));
    }
    for it in &report.documents {
        let format = it.format.as_deref().unwrap_or("nothing");
        let whole = if it.whole { ", whole" } else { "" };
        let from = it.from.map(|it| format!(", from {}", word(&it))).unwrap_or_default();
        let _ = writeln!(
            out,
            "document {}: {format}, {} read, {} ignored{whole}{from}",
            it.name, it.records, it.ignored
        );
        for problem in &it.problems {
            let _ = writeln!(out, "  line {}: {}", problem.line, problem.message);
        }
    }
    out.trim_end().to_string()
}

/// A value as the report writes it.
fn word<T: std::fmt::Debug>(value: &T) -> String {
    let text = format!("{value:?}");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn cited(evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return String::new();
    }
    let places: Vec<_> =
        evidence.iter().map(|it| format!("{}:{} {}", it.document, it.line, it.field)).collect();
    format!("  {}", places.join("; "))
}
