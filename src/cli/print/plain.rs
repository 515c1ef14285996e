//! Text from the material, made safe for a terminal.

use std::borrow::Cow;

/// The text with every character that would drive the terminal, or hide itself, written out: `\u{1b}`, `\n`.
///
/// These are the C0 and C1 controls, the controls of writing direction that make a text read as another (CVE-2021-42574,
/// "Trojan Source"), line separators, and blanks without width. Joiners stay: some scripts need them.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for it in text.chars() {
        match is_unsafe(it) {
            true => safe.extend(it.escape_default()),
            false => safe.push(it),
        }
    }
    Cow::Owned(safe)
}

/// Whether a terminal must not be given this character as it is.
pub fn is_unsafe(it: char) -> bool {
    it.is_control()
        || matches!(it,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_out_what_drives_a_terminal() {
        assert_eq!(plain("a\u{1b}]0;x\u{7}b"), "a\\u{1b}]0;x\\u{7}b");
        assert_eq!(plain("one\r\ntwo\t\u{85}\u{7f}"), "one\\r\\ntwo\\t\\u{85}\\u{7f}");
        assert_eq!(plain("ada\u{202e}moc\u{200b}"), "ada\\u{202e}moc\\u{200b}");
    }

    #[test]
    fn leaves_names_alone() {
        for name in ["Žofie Nováková", "山田 太郎", "دنیا\u{200c}ها", "👩\u{200d}🔬", "C:\\temp", ""]
        {
            assert_eq!(plain(name), name);
        }
    }
}
