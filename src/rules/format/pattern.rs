//! Patterns over running text, compiled while the crate is built: see `scim-checkup-pattern`.
//!
//! Words are matched in ASCII (`(?i-u:…)`), and classes that hold letters of any language name ranges.

use std::{iter, ops::Range, sync::OnceLock};

use scim_checkup_ground::automaton::Automaton;

pub use scim_checkup_pattern::{pattern, words};

/// A pattern of one or more alternatives.
pub struct Pattern {
    #[cfg(feature = "checked-patterns")]
    by_regex: by_regex::ByRegex,
    forward: Written,
    /// From the end of a match to its begin; of no bytes where a match begins where the search does.
    backward: Written,
}

/// An automaton and the bytes that it is read from on its first use.
struct Written {
    bytes: &'static [u8],
    read: OnceLock<Automaton>,
}

/// Where a pattern was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub range: Range<usize>,
    /// Which of the alternatives it is, from 0.
    pub which: usize,
}

impl Pattern {
    /// Made by [`pattern`] and [`words`].
    pub const fn new(
        _texts: &'static [&'static str],
        forward: &'static [u8],
        backward: &'static [u8],
    ) -> Pattern {
        Pattern {
            #[cfg(feature = "checked-patterns")]
            by_regex: by_regex::ByRegex::new(_texts),
            forward: Written::new(forward),
            backward: Written::new(backward),
        }
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The first place where the pattern matches.
    pub fn find(&self, text: &str) -> Option<Hit> {
        self.find_at(text, 0)
    }

    /// Every place, one behind the other.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut from = 0;
        iter::from_fn(move || {
            let hit = self.find_at(text, from)?;
            from = hit.range.end;
            Some(hit)
        })
    }

    /// The first place at or behind one; what stands before it is looked at for the begin of a line alone.
    pub fn find_at(&self, text: &str, from: usize) -> Option<Hit> {
        let hit = self.search(text, from);
        #[cfg(feature = "checked-patterns")]
        self.by_regex.check(text, from, hit.as_ref());
        hit
    }

    fn search(&self, text: &str, from: usize) -> Option<Hit> {
        let end = self.forward.get().first_end(text.as_bytes(), from)?;
        let start = if self.backward.bytes.is_empty() {
            from
        } else {
            self.backward.get().first_start(text.as_bytes(), from, end.at)?
        };
        Some(Hit { range: start..end.at, which: end.which })
    }
}

impl Written {
    const fn new(bytes: &'static [u8]) -> Written {
        Written { bytes, read: OnceLock::new() }
    }

    fn get(&self) -> &Automaton {
        self.read.get_or_init(|| Automaton::read(self.bytes))
    }
}

/// The same patterns by `regex`, which must find the same.
#[cfg(feature = "checked-patterns")]
mod by_regex {
    use std::sync::OnceLock;

    use regex::Regex;

    use super::Hit;

    pub struct ByRegex {
        texts: &'static [&'static str],
        compiled: OnceLock<Regex>,
    }

    impl ByRegex {
        pub const fn new(texts: &'static [&'static str]) -> ByRegex {
            ByRegex { texts, compiled: OnceLock::new() }
        }

        pub fn check(&self, text: &str, from: usize, hit: Option<&Hit>) {
            let regex = self.compiled.get_or_init(|| {
                let groups: Vec<String> = self.texts.iter().map(|it| format!("({it})")).collect();
                Regex::new(&groups.join("|")).expect("compiled before")
            });
            let expected = regex.captures_at(text, from).map(|it| {
                let which = it.iter().skip(1).position(|it| it.is_some()).unwrap_or_default();
                Hit { range: it.get_match().range(), which }
            });
            assert_eq!(hit, expected.as_ref(), "{:?} in {text:?} from {from}", self.texts);
        }
    }
}
