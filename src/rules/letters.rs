//! The letters of names, and names without regard to case.
//!
//! `str::to_lowercase` and `char::is_alphabetic` bring tables of all scripts, 7 KB of the page's engine after compression.
//! User names in Entra are ASCII; addresses and display names are in the letters people have keyboards for.
//!
//! Source: Microsoft Learn, *Prepare to sync to Microsoft 365* (the characters of a `userPrincipalName`); Unicode,
//! *CaseFolding.txt*.

/// A text as names are compared: in lower case, without the blanks around it.
pub fn fold(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(lower).collect() }
}

/// Letters of any language, roughly: the patterns over running text name the same ranges.
pub fn is_letter(it: char) -> bool {
    it.is_ascii_alphabetic()
        || matches!(it, '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3040}'..='\u{d7ff}')
}

pub fn is_letter_or_digit(it: char) -> bool {
    it.is_ascii_digit() || is_letter(it)
}

/// Latin, Greek, Cyrillic and Armenian letters; others, and the few that two letters stand for, stay as they are.
pub fn lower(letter: char) -> char {
    let code = letter as u32;
    let even = code & 1 == 0;
    let lower = match code {
        // A-Z, À-Þ, Α-Ϋ, А-Я; × stands between letters.
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        // Upper and lower case side by side, the upper one even, else odd. İ has no single lower case.
        0x130 => code,
        0x100..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ef | 0x1f8..=0x21f | 0x222..=0x233 if even => code + 1,
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff if even => code + 1,
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce if !even => code + 1,
        // Ÿ, Ά, Έ-Ί, Ό, Ύ-Ώ
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e..=0x38f => code + 63,
        // Ѐ-Џ, Ӏ, Ա-Ֆ
        0x400..=0x40f => code + 80,
        0x4c0 => 0x4cf,
        0x531..=0x556 => code + 48,
        // ς is σ at the end of a word.
        0x3c2 => 0x3c3,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_blanks() {
        assert_eq!(fold(" Jörg.MÜLLER@Contoso.com "), "jörg.müller@contoso.com");
        assert_eq!(fold("ΠΈΤΡΟΣ"), fold("Πέτρος"));
        assert_eq!(fold("ЁЛКИНА Юлия"), "ёлкина юлия");
        assert_eq!(fold("Łukasz Żak, Nguyễn"), fold("ŁUKASZ ŻAK, NGUYỄN"));
    }

    #[test]
    fn agrees_with_the_standard_table_in_the_scripts_it_knows() {
        let known = (0..0x180).chain(0x370..0x588).chain(0x1e00..0x1f00);
        let differing: Vec<char> =
            known.filter_map(char::from_u32).filter(|it| !it.to_lowercase().eq([lower(*it)])).collect();
        // Coptic and archaic Greek letters beside those that two letters stand for.
        let left = "İͰͲͶͿςϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿẞ";
        assert_eq!(differing.into_iter().collect::<String>(), left);
    }
}
