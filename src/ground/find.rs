//! Where bytes stand in others: by the search for their first one, which the readers have anyway.
//!
//! `memchr::memmem` prepares each search, and the preparing takes 2 KB of the page's engine; what is looked for here
//! begins with a rare byte.

use memchr::memchr;

/// The first place where they stand.
pub fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let (first, rest) = what.split_first()?;
    let mut from = 0;
    loop {
        let at = from + memchr(*first, &bytes[from..])?;
        from = at + 1;
        if bytes[from..].starts_with(rest) {
            return Some(at);
        }
    }
}

/// The same for words in a text. The search of the standard library serves any text in any text in linear time, and
/// brings 4 KB for it.
pub trait Words {
    /// Whether these words stand in it.
    fn has(&self, words: &str) -> bool;
    /// Whether this ASCII letter or sign stands in it: one of any script is looked for by the search above.
    fn has_byte(&self, byte: u8) -> bool;
    /// What stands before and behind the first place of these words.
    fn cut_at(&self, words: &str) -> Option<(&str, &str)>;
}

impl Words for str {
    fn has(&self, words: &str) -> bool {
        self.cut_at(words).is_some()
    }

    fn has_byte(&self, byte: u8) -> bool {
        memchr(byte, self.as_bytes()).is_some()
    }

    fn cut_at(&self, words: &str) -> Option<(&str, &str)> {
        let at = find(self.as_bytes(), words.as_bytes())?;
        Some((&self[..at], &self[at + words.len()..]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, find};

    #[test]
    fn cuts_at_words() {
        assert_eq!("a b a b".cut_at(" b"), Some(("a", " a b")));
        assert!("é – b".has("–") && !"é".has("–"));
    }

    #[test]
    fn finds_the_first_whole_one() {
        assert_eq!(find(b"%4%40%40", b"%40"), Some(2));
        assert_eq!(find(b"%4", b"%40"), None);
        assert_eq!(find(b"", b"%40"), None);
    }
}
