//! A line for each user, as `src/engine/line.rs` writes them: what a table shows, finds, sorts and counts by.

use std::cell::OnceCell;

use js_sys::{Array, JsString};
use scim_checkup_rules::{
    ActionKind, BillingStatus, CorruptionStatus, Entra, Maptician, Next, Urgency,
    many::{self, Change, at_place},
};

use crate::number::joined;

/// Where a line says what the next cycle changes, and which acts fit: behind the answers.
const NEXT: usize = 6;
const ACTS: usize = 8;

/// What is added to a place so that all of them have the same number of digits.
const PLACES: usize = 1_000_000_000;

/// The lines of all users, in the report's order.
#[derive(Debug, Default)]
pub struct Lines {
    text: Text,
    /// The same in small letters, as they are compared.
    small: Text,
    /// What became of each user since an earlier time; empty where there is none.
    changes: String,
    by_name: OnceCell<Vec<usize>>,
}

/// A text, and where each of its lines begins and the last one ends.
#[derive(Debug, Default)]
struct Text {
    text: String,
    bounds: Vec<usize>,
}

/// The answers in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answers {
    pub entra: Entra,
    pub maptician: Maptician,
    pub corruption: CorruptionStatus,
    pub billing: BillingStatus,
    pub action: ActionKind,
    pub urgency: Urgency,
    pub next: Option<Next>,
}

/// What a row shows beside the answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Words<'a> {
    pub name: &'a str,
    /// By the display name, else by the name.
    pub called: &'a str,
    /// What tells the next step from others of its kind.
    pub reason: &'a str,
}

impl Text {
    fn of(text: String) -> Text {
        let ends = text.bytes().enumerate().filter(|it| it.1 == b'\n').map(|it| it.0 + 1);
        let bounds = [0].into_iter().chain(ends).collect();
        Text { text, bounds }
    }

    /// The line at a place, without its end.
    fn line(&self, at: usize) -> &str {
        let bounds = self.bounds.get(at..at + 2);
        bounds.and_then(|it| self.text.get(it[0]..it[1] - 1)).unwrap_or_default()
    }

    fn words(&self, at: usize) -> Words<'_> {
        let mut values = self.line(at).split('\t').skip(1);
        let mut next = || values.next().unwrap_or_default();
        let (reason, name, display_name) = (next(), next(), next());
        Words { name, called: if display_name.is_empty() { name } else { display_name }, reason }
    }
}

impl Lines {
    pub fn read(lines: &JsString, changes: String) -> Lines {
        let small = Text::of(lines.to_lower_case().into());
        Lines { text: Text::of(lines.into()), small, changes, by_name: OnceCell::new() }
    }

    pub fn len(&self) -> usize {
        self.text.bounds.len().saturating_sub(1)
    }

    /// The answers to a user; nothing where the line has another shape.
    pub fn answers(&self, at: usize) -> Option<Answers> {
        let digits = self.text.line(at).as_bytes();
        let many::Answers { entra, maptician, corruption, billing, action, urgency } =
            many::Answers::read(*digits.first_chunk()?)?;
        let next = digits.get(NEXT).and_then(|it| at_place(Next::ALL, it.wrapping_sub(1)));
        Some(Answers { entra, maptician, corruption, billing, action, urgency, next })
    }

    /// What became of a user since an earlier time.
    pub fn change(&self, at: usize) -> Option<Change> {
        many::change_at(&self.changes, at)
    }

    /// The same in a sentence.
    pub fn became(&self, at: usize) -> String {
        let before = many::answers_before(&self.changes, at);
        let after = self.text.line(at).as_bytes().first_chunk().and_then(|it| many::Answers::read(*it));
        after.map_or_else(String::new, |after| many::became(self.change(at), before, after))
    }

    /// Whether an act fits the user: 1 restores, 2 disables.
    pub fn fits(&self, at: usize, act: u8) -> bool {
        self.text.line(at).as_bytes().get(ACTS).is_some_and(|it| it & act != 0)
    }

    pub fn words(&self, at: usize) -> Words<'_> {
        self.text.words(at)
    }

    /// The places of the users by what they are called. The browser sorts: it has the code for it.
    pub fn by_name(&self) -> &[usize] {
        self.by_name.get_or_init(|| {
            let names = (0..self.len()).map(|it| {
                // Behind a letter below all others, so that of equal names the earlier user comes first.
                let place = (PLACES + it).to_string();
                JsString::from(joined(&[self.small.words(it).called, "\t", &place]))
            });
            let sorted = names.collect::<Array>().sort();
            let place = |it: String| it.rsplit_once('\t')?.1.parse::<usize>().ok()?.checked_sub(PLACES);
            sorted.iter().filter_map(|it| place(it.as_string()?)).collect()
        })
    }

    /// Whether a name or an ID of the user has these letters in it; they are small ones.
    pub fn has(&self, at: usize, letters: &str) -> bool {
        let (line, letters) = (self.small.line(at).as_bytes(), letters.as_bytes());
        // Behind the reason; the search of the standard library would bring 1 KB for a few letters.
        let names = line.splitn(3, |it| *it == b'\t').nth(2).unwrap_or_default();
        letters.is_empty() || names.windows(letters.len()).any(|it| it == letters)
    }
}

#[cfg(test)]
impl Lines {
    pub fn for_tests(text: &str) -> Lines {
        let of = || Text::of(text.to_string());
        Lines { text: of(), small: of(), ..Lines::default() }
    }

    /// With what became of each user.
    pub fn with_changes(self, changes: &str) -> Lines {
        Lines { changes: changes.to_string(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_engine_writes() {
        let lines = Lines::for_tests(
            "110090002\tby 2 july\tada@contoso.com\t\t5d2c\n02120323124 2026-06-30\tact\tbo@contoso.com\tbo lund\n",
        );
        assert_eq!(lines.len(), 2);
        let ada = lines.answers(0).unwrap();
        assert_eq!((ada.entra, ada.maptician), (Entra::Disabled, Maptician::Inactive));
        assert_eq!((ada.action, ada.urgency, ada.next), (ActionKind::None, Urgency::Now, None));
        assert_eq!(lines.answers(1).and_then(|it| it.next), Some(Next::Starts));
        assert_eq!((lines.words(0).called, lines.words(1).called), ("ada@contoso.com", "bo lund"));
        assert_eq!((lines.words(0).reason, lines.words(1).name), ("by 2 july", "bo@contoso.com"));
        assert!(lines.has(0, "5d2c") && lines.has(1, "bo@") && lines.has(1, "lund"));
        assert!(!lines.has(1, "5d2c") && !lines.has(0, "1100") && !lines.has(0, "july"));
        assert!(lines.fits(0, 2) && !lines.fits(0, 1) && lines.fits(1, 1));
        assert_eq!((lines.change(1), lines.became(0).as_str()), (None, "Unchanged."));
        let lines = lines.with_changes("61000905------");
        assert_eq!((lines.change(0), lines.change(1)), (Some(Change::Healed), Some(Change::New)));
        assert_eq!(lines.became(0), "Healed. Maptician: active, now inactive.");
        assert_eq!(lines.answers(2), None);
        assert_eq!(lines.words(2).name, "");
    }
}
