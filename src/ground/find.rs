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

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_the_first_whole_one() {
        assert_eq!(find(b"%4%40%40", b"%40"), Some(2));
        assert_eq!(find(b"%4", b"%40"), None);
        assert_eq!(find(b"", b"%40"), None);
    }
}
