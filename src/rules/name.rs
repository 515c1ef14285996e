//! Names and object IDs: what a user name holds, and what does not belong to it.

use std::fmt;

use crate::letters::is_letter_or_digit;
use scim_checkup_ground::find::Words;

/// Entra's identifier of a user, never reused. Written dashed and in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(u128);

impl ObjectId {
    /// Reads a GUID in its dashed form, any case.
    pub fn parse(text: &str) -> Option<ObjectId> {
        let bytes = text.trim().as_bytes();
        if bytes.len() != 36 {
            return None;
        }
        let mut digits = [0; 32];
        let mut n = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if *byte != b'-' {
                    return None;
                }
                continue;
            }
            digits[n] = *byte;
            n += 1;
        }
        ObjectId::from_digits(&digits)
    }

    /// Reads 32 hex digits without dashes, as Entra writes them before a deleted user's name.
    pub fn from_digits(digits: &[u8]) -> Option<ObjectId> {
        if digits.len() != 32 {
            return None;
        }
        let mut value = 0u128;
        for byte in digits {
            value = value << 4 | u128::from((*byte as char).to_digit(16)?);
        }
        Some(ObjectId(value))
    }

    /// Whether it has the form of a random (version 4) UUID, variant 8 to b, which Entra's own object IDs have been
    /// seen to have; no document promises it.
    pub fn is_version_4(self) -> bool {
        (self.0 >> 76) & 0xf == 4 && (self.0 >> 62) & 0b11 == 0b10
    }

    /// The 32 digits without dashes, lower case: the prefix of a deleted user's name.
    pub fn digits(self) -> String {
        format!("{:032x}", self.0)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let it = self.digits();
        write!(f, "{}-{}-{}-{}-{}", &it[..8], &it[8..12], &it[12..16], &it[16..20], &it[20..])
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A name taken apart: the object IDs in front of it, outermost first, and what remains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefixed<'a> {
    /// Never empty. Exactly 32 digits are one layer.
    pub layers: Vec<ObjectId>,
    /// What is left, with its case: a non-empty local part, and a domain where there was one.
    pub rest: &'a str,
    /// Whether the outermost prefix is written with dashes, which Entra does not do.
    pub dashed: bool,
}

/// Takes off every object ID in front of a name, or says that there is none.
///
/// Hex digits that are the whole local part, 32, 40, 56, 64, 96 or 128 of them, are a name (a hash, a GUID), not a
/// prefix, unless the material shows otherwise.
///
/// ```
/// use scim_checkup_rules::take_off_prefix;
/// let it = take_off_prefix("195f30d516514ba38b1c0b993fb809d7JSmith@company.com").unwrap();
/// assert_eq!(it.rest, "JSmith@company.com");
/// assert_eq!(it.layers[0].to_string(), "195f30d5-1651-4ba3-8b1c-0b993fb809d7");
/// ```
pub fn take_off_prefix(name: &str) -> Option<Prefixed<'_>> {
    let prefixed = layers_of(name)?;
    // In a guest's name the address has its own local part.
    let local = outside(name).and_then(|it| it.rsplit_once('_')).map_or(local_part(name), |it| it.0);
    let is_hash =
        local.bytes().all(|it| it.is_ascii_hexdigit()) && matches!(local.len(), 32 | 40 | 56 | 64 | 96 | 128);
    (!is_hash).then_some(prefixed)
}

/// Takes off one layer even where the whole local part reads like a hash.
///
/// Only right where the ID or the rest of the name stands elsewhere in the material.
pub fn take_off_from_hash(name: &str) -> Option<Prefixed<'_>> {
    let local = local_part(name);
    let id = ObjectId::from_digits(local.as_bytes().get(..32)?)?;
    (local.len() > 32).then(|| Prefixed { layers: vec![id], rest: &name[32..], dashed: false })
}

fn layers_of(name: &str) -> Option<Prefixed<'_>> {
    let mut rest = name;
    let mut layers = Vec::new();
    let mut dashed = false;
    loop {
        let local = local_part(rest);
        let bytes = local.as_bytes();
        let (id, length) = if let Some(id) = bytes.get(..32).and_then(ObjectId::from_digits) {
            (id, 32)
        } else if let Some(id) = local.get(..36).and_then(ObjectId::parse) {
            (id, 36)
        } else {
            break;
        };
        if local.len() == length {
            break;
        }
        dashed |= layers.is_empty() && length == 36;
        layers.push(id);
        rest = &rest[length..];
    }
    (!layers.is_empty()).then_some(Prefixed { layers, rest, dashed })
}

/// What stands for the address in a guest's name.
fn outside(name: &str) -> Option<&str> {
    Some(&name[..name.to_ascii_uppercase().cut_at("#EXT#")?.0.len()])
}

/// What stands before the first `@`; all of it where there is none.
pub fn local_part(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

/// The address inside a guest's name: `john_contoso.com#EXT#@fabrikam.onmicrosoft.com` is `john@contoso.com`.
///
/// Source: Microsoft Entra External ID, *Properties of a B2B guest user*; that the last underscore stands for the
/// `@` is inferred from names with several.
pub fn guest_address(name: &str) -> Option<String> {
    let outside = outside(name)?;
    let outside = layers_of(outside).map_or(outside, |it| it.rest);
    let (local, domain) = outside.rsplit_once('_')?;
    (!local.is_empty() && domain.has_byte(b'.')).then(|| format!("{local}@{domain}"))
}

/// Whether a text has the form of an address: something, an `@`, and a domain.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !domain.is_empty()
        && !text.chars().any(|it| it.is_whitespace() || it.is_control() || "\"[]{}…".contains(it))
        && domain.chars().all(|it| is_letter_or_digit(it) || matches!(it, '.' | '-'))
}

/// An address without `SMTP:` before it, `mailto:` or angle brackets around it.
pub fn bare_address(text: &str) -> &str {
    let text = text.trim().trim_matches(['<', '>', '"', '\'']);
    let lower = text.get(..7).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with("smtp:") || lower.starts_with("sip:") {
        text[text.find(':').map_or(0, |it| it + 1)..].trim()
    } else if lower == "mailto:" {
        text[7..].trim()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(name: &str) -> Option<&str> {
        take_off_prefix(name).map(|it| it.rest)
    }

    #[test]
    fn takes_off_exactly_what_does_not_belong() {
        let id = "6c0e4f1b92d74a58b3e608f7c15a2d94";
        assert_eq!(rest(&format!("{id}abe@contoso.com")), Some("abe@contoso.com"));
        assert_eq!(
            rest(&format!("{}JSmith@contoso.com", id.to_ascii_uppercase())),
            Some("JSmith@contoso.com")
        );
        assert_eq!(take_off_prefix(&format!("{id}{id}ada@contoso.com")).unwrap().layers.len(), 2);
        assert!(take_off_prefix("6c0e4f1b-92d7-4a58-b3e6-08f7c15a2d94ada@contoso.com").unwrap().dashed);
    }

    #[test]
    fn leaves_hashes_and_guids_alone() {
        for name in [
            "6c0e4f1b92d74a58b3e608f7c15a2d94@contoso.com",
            "6c0e4f1b-92d7-4a58-b3e6-08f7c15a2d94@contoso.onmicrosoft.com",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709@contoso.com",
            "ada@contoso.com",
            "FE7CC8C15246EDCCA289C9A4022762F7",
            "",
            "@",
        ] {
            assert_eq!(rest(name), None, "{name}");
        }
    }

    #[test]
    fn takes_guests_apart() {
        let address = |it: &str| guest_address(it);
        assert_eq!(
            address("marian_ski_outlook.com#EXT#@contoso.com").as_deref(),
            Some("marian_ski@outlook.com")
        );
        assert_eq!(address("ada@contoso.com"), None);
    }
}
