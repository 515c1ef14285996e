//! Patterns over running text: each compiled once, on its first use.
//!
//! The crate is built without Unicode's tables. Words are matched in ASCII (`(?i-u:…)`), and classes that hold letters
//! of any language name ranges.

use std::{ops::Deref, sync::OnceLock};

use regex::Regex;

/// A pattern with the place for its compiled form.
pub struct Pattern {
    text: &'static str,
    is_wrapped: bool,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    pub const fn new(text: &'static str) -> Pattern {
        Pattern { text, is_wrapped: false, compiled: OnceLock::new() }
    }

    /// A pattern in which a blank stands for any white space: mails and consoles wrap sentences anywhere.
    pub const fn of_words(text: &'static str) -> Pattern {
        Pattern { text, is_wrapped: true, compiled: OnceLock::new() }
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            let wrapped = self.is_wrapped.then(|| self.text.replace(' ', r"[\t\n\r\x20]+"));
            Regex::new(wrapped.as_deref().unwrap_or(self.text)).expect("every pattern is run by a test")
        })
    }
}
