//! A document as it was read: what it is, how much of it was understood, and what time it is a snapshot of.

use crate::{
    format::{Interpreter, format_title},
    read::Reading,
    report::{self, Problem, Side},
    sort::sort,
    time::Time,
    words::{and, group_digits, plural},
};

/// What the caller says of a document before its first byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// A file's name, or `Pasted text`.
    pub name: String,
    /// This listing is everybody: absence from it is evidence.
    pub whole: bool,
    /// Whose list it is.
    pub from: Option<Side>,
}

/// One document, read.
pub struct Document {
    pub given: Given,
    pub reading: Reading,
    /// Of every byte.
    pub content: u64,
    /// The time its records hold for.
    pub snapshot: Time,
    pub records: Vec<(&'static str, u32)>,
    pub ignored: u32,
    pub problems: Vec<Problem>,
    pub problem_count: u32,
    pub application: Option<String>,
    pub ownerless: bool,
    pub says_maptician: bool,
    /// A time without a zone was read as UTC.
    pub unzoned: bool,
}

impl Document {
    pub fn new(given: &Given, reading: Reading, found: &Interpreter, content: u64, as_of: Time) -> Document {
        let mut records: Vec<_> =
            found.records.iter().map(|(name, n)| (*name, *n)).filter(|it| it.1 > 0).collect();
        sort(&mut records, &|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        Document {
            given: given.clone(),
            reading,
            content,
            snapshot: snapshot(&given.name, found.newest, as_of),
            records,
            ignored: found.ignored,
            problems: found.problems.clone(),
            problem_count: found.problem_count,
            application: found.application.clone(),
            ownerless: found.ownerless,
            says_maptician: found.says_maptician,
            unzoned: found.unzoned,
        }
    }

    /// As the report shows it, under its final name; `whole`: it holds a whole listing by its own showing.
    pub fn report(&self, name: &str, whole: bool, listing: bool) -> report::Document {
        // Several formats may hold the same kind of entry: a list and a table of users are users.
        let mut counts: Vec<(_, u32)> = Vec::new();
        for (name, n) in &self.records {
            let title = format_title(name);
            match counts.iter_mut().find(|it| it.0 == title) {
                Some(it) => it.1 += n,
                None => counts.push((title, *n)),
            }
        }
        let counts = counts.iter().map(|((one, many), n)| plural(i64::from(*n), one, many));
        let contents = and(&counts.collect::<Vec<_>>());
        let n_records = self.records.iter().map(|it| it.1).sum();
        let from = self.given.from.or(self.says_maptician.then_some(Side::Maptician));
        report::Document {
            name: name.to_string(),
            format: self.records.first().map(|it| it.0.to_string()),
            contents: if contents.is_empty() { "nothing about a user".to_string() } else { contents },
            application: self.application.clone(),
            encoding: self.reading.encoding.to_string(),
            bytes: self.reading.bytes,
            lines: self.reading.lines,
            whole: whole || self.given.whole,
            from,
            may_be_whole: listing && !whole && !self.given.whole,
            may_be_maptician: self.ownerless && from.is_none(),
            records: n_records,
            ignored: self.ignored,
            problems: self.problems.clone(),
            problem_count: self.problem_count,
            coverage: self.coverage(n_records),
        }
    }

    fn coverage(&self, records: u32) -> String {
        if self.reading.no_text {
            return "Not read: it is not a text.".to_string();
        }
        let lines = plural(i64::from(self.reading.lines), "line", "lines");
        let mut parts = vec![match self.problem_count {
            0 => format!("All of {lines} read"),
            n => format!("{lines} read, {} not understood", plural(i64::from(n), "place", "places")),
        }];
        if records == 0 {
            parts.push("no user in it".to_string());
        }
        if self.ignored > 0 {
            let are = if self.ignored == 1 { "is" } else { "are" };
            parts.push(format!(
                "{} {are} not about users",
                plural(i64::from(self.ignored), "entry", "entries")
            ));
        }
        if self.unzoned {
            parts.push("times without a time zone were read as UTC".to_string());
        }
        format!("{}.", parts.join("; "))
    }
}

/// A snapshot of now, unless the file's name dates it: `exportUsers_2026-6-30.csv` is of the end of that day (UTC),
/// never after now and never before the newest date in its rows.
///
/// Only names that put the year first do; the Microsoft 365 admin centre names its files in the order of the locale.
fn snapshot(name: &str, newest: Option<Time>, as_of: Time) -> Time {
    let Some(day) = day_in_name(name) else { return as_of };
    let day = day.end_of_day();
    newest.map_or(day, |it| day.max(it)).min(as_of)
}

fn day_in_name(name: &str) -> Option<Time> {
    let bytes = name.as_bytes();
    let number = |from: usize, most: usize| {
        let n = bytes[from..].iter().take(most).take_while(|it| it.is_ascii_digit()).count();
        let text = std::str::from_utf8(&bytes[from..from + n]).ok()?;
        Some((text.parse::<u16>().ok()?, from + n))
    };
    (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_digit()).find_map(|at| {
        let (year, end) = number(at, 4).filter(|(year, end)| end - at == 4 && (2000..2200).contains(year))?;
        if bytes.get(end) != Some(&b'-') {
            return None;
        }
        let (month, end) = number(end + 1, 2)?;
        if bytes.get(end) != Some(&b'-') {
            return None;
        }
        let (day, end) = number(end + 1, 2)?;
        if bytes.get(end).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        Time::from_civil(i32::from(year), month as u8, day as u8, 0, 0, 0, 0)
    })
}

/// The coverage line of all documents together.
pub fn coverage(documents: &[report::Document]) -> String {
    let sum = |of: fn(&report::Document) -> u32| documents.iter().map(|it| u64::from(of(it))).sum::<u64>();
    let (records, ignored, problems) =
        (sum(|it| it.records), sum(|it| it.ignored), sum(|it| it.problem_count));
    let understood = match problems {
        // Of what somebody wrote the rest is not understood, only passed over.
        0 if documents.iter().any(|it| it.format.as_deref() == Some("text") && it.lines > 1) => {
            "of free text only names and log lines count".to_string()
        }
        0 => "nothing was left out".to_string(),
        n => format!(
            "{} not understood",
            if n == 1 { "1 place was".to_string() } else { format!("{} places were", group_digits(n)) }
        ),
    };
    let mut text = plural(records as i64, "entry", "entries") + " read and used";
    if ignored > 0 {
        text += &format!(", {} not about users", group_digits(ignored));
    }
    text + "; " + &understood + "."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_the_year_first_dates_a_file() {
        let as_of = Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap();
        let at = |name| snapshot(name, None, as_of).to_string();
        assert_eq!(at("exportUsers_2026-6-28.csv"), "2026-06-28T23:59:59Z");
        assert_eq!(at("exportUsers_2026-06-30.csv"), "2026-06-30T12:00:00Z");
        assert_eq!(at("users_6_28_2026 12_01_44 PM.csv"), "2026-06-30T12:00:00Z");
        assert_eq!(at("5d2c0e8a-3b1f-4c6d-9e7a-1f2b3c4d5e6f.json"), "2026-06-30T12:00:00Z");
        let newest = Time::parse_rfc3339("2026-06-29T08:00:00Z");
        assert_eq!(snapshot("exportUsers_2026-6-28.csv", newest, as_of).to_string(), "2026-06-29T08:00:00Z");
    }

    #[test]
    fn entries_of_one_kind_are_counted_together() {
        let text = "DisplayName : Mira Lund\nUserPrincipalName : mira@contoso.com\n\n[\n\
            {\"id\": \"1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10\", \"userPrincipalName\": \"ben@contoso.com\"}]\n\n\
            userPrincipalName,displayName,accountEnabled\nada@contoso.com,Ada,True\n";
        let as_of = Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap();
        let given = Given { name: "a".to_string(), ..Given::default() };
        let report = crate::checkup(&[(given, text.as_bytes())], as_of);
        assert_eq!(report.documents[0].contents, "3 Entra users");
    }
}
