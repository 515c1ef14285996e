//! A line for each user, as `src/engine/line.rs` writes them: what a table shows, finds, sorts and counts by.

use std::cell::OnceCell;

use js_sys::{Array, JsString};
use scim_checkup_rules::{ActionKind, BillingStatus, CorruptionStatus, Entra, Maptician, Next, Urgency};

use crate::number::joined;

/// How many digits a line begins with.
const DIGITS: usize = 7;

/// What is added to a place so that all of them have the same number of digits.
const PLACES: usize = 1_000_000_000;

/// The lines of all users, in the report's order.
#[derive(Debug, Default)]
pub struct Lines {
    text: Text,
    /// The same in small letters, as they are compared.
    small: Text,
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
    pub fn read(lines: &JsString) -> Lines {
        let small = Text::of(lines.to_lower_case().into());
        Lines { text: Text::of(lines.into()), small, by_name: OnceCell::new() }
    }

    pub fn len(&self) -> usize {
        self.text.bounds.len().saturating_sub(1)
    }

    /// The answers to a user; nothing where the line has another shape.
    pub fn answers(&self, at: usize) -> Option<Answers> {
        fn at_place<T: Copy>(all: &[T], digit: u8) -> Option<T> {
            all.get(usize::from(digit.wrapping_sub(b'0'))).copied()
        }
        let digits = self.text.line(at).as_bytes();
        let &[entra, maptician, corruption, billing, action, urgency, next] =
            digits.first_chunk::<DIGITS>()?;
        Some(Answers {
            entra: at_place(Entra::ALL, entra)?,
            maptician: at_place(Maptician::ALL, maptician)?,
            corruption: at_place(CorruptionStatus::ALL, corruption)?,
            billing: at_place(BillingStatus::ALL, billing)?,
            action: at_place(ActionKind::ALL, action)?,
            urgency: at_place(Urgency::ALL, urgency)?,
            next: at_place(Next::ALL, next.wrapping_sub(1)),
        })
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
        let text = || Text::of(text.to_string());
        Lines { text: text(), small: text(), by_name: OnceCell::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_engine_writes() {
        let lines = Lines::for_tests(
            "1100900\tby 2 july\tada@contoso.com\t\t5d2c\n0212032\tact\tbo@contoso.com\tbo lund\n",
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
        assert_eq!(lines.answers(2), None);
        assert_eq!(lines.words(2).name, "");
    }
}
