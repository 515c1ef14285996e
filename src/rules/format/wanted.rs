//! Which members any format looks at. Asked for every key of the material, so it costs little.

use std::sync::OnceLock;

use crate::{read::nested, row::Value};

use super::{
    FORMATS,
    column::{is_separator, letters},
    recording,
};

/// What envelopes say of themselves and what stands around entries, whatever the format.
const OF_PAGES: &[&str] = &[
    "@odata.context",
    "@odata.nextLink",
    "@odata.deltaLink",
    "@odata.count",
    "totalResults",
    "startIndex",
    "itemsPerPage",
    "totalCount",
    "value",
    "Resources",
    "records",
    "responses",
    "body",
    "kind",
    "users",
    "results",
    "DateTime",
];

/// What the reader looks for around entries: envelopes and recordings.
const AROUND: [&[&str]; 2] = [OF_PAGES, recording::WANTED];

/// A set of names, however they are spelled: open addressing over a table at most a quarter full.
pub struct Wanted {
    slots: Box<[Box<[u8]>]>,
}

/// The set of all members and columns that any format wants, built once.
pub fn of_all_formats() -> &'static Wanted {
    static ALL: OnceLock<Wanted> = OnceLock::new();
    ALL.get_or_init(|| {
        let members = FORMATS.iter().flat_map(|it| it.wanted.iter().chain(it.columns));
        Wanted::new(members.flat_map(|it| it.iter()).chain(AROUND.into_iter().flatten()))
    })
}

/// JSON that stands inside a text, read with what the formats want of it; and whether it is cut off.
pub fn open(text: &str, line: u32) -> Option<(Value<'_>, bool)> {
    nested(text, line, &|name| of_all_formats().has(name))
}

impl Wanted {
    fn new<'n>(names: impl Iterator<Item = &'n &'n str>) -> Wanted {
        let names: Vec<Box<[u8]>> = names.map(|it| letters(it).collect()).collect();
        let mut wanted = Wanted { slots: vec![Box::default(); (names.len() * 4).next_power_of_two()].into() };
        for name in names {
            let slot = wanted.slot(&name);
            wanted.slots[slot] = name;
        }
        wanted
    }

    /// Whether a member or column is wanted.
    pub fn has(&self, name: &str) -> bool {
        self.holds(name.as_bytes())
            // Keys of JSON hardly ever have a blank or a dot.
            || name.bytes().any(is_separator) && self.holds(&letters(name).collect::<Vec<u8>>())
            // Entra's export details carry the kind of the address in the key: `emails[type eq "work"]value`.
            || name.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("emails["))
    }

    fn holds(&self, name: &[u8]) -> bool {
        !self.slots[self.slot(name)].is_empty()
    }

    /// Where a name stands, or the free place where it would.
    fn slot(&self, name: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(name) & mask;
        while !self.slots[at].is_empty() && !is(&self.slots[at], name) {
            at = (at + 1) & mask;
        }
        at
    }
}

/// Whether two names have the same letters; `| 0x20` makes them lower case, and the signs that it mixes up with others
/// only have a value read that nobody asks for.
fn is(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one | 0x20 == other | 0x20)
}

/// Length, ends and middle tell the names apart well enough; `| 0x20` makes letters lower case.
fn hash(name: &[u8]) -> usize {
    let byte = |at: usize| usize::from(name.get(at).copied().unwrap_or(0) | 0x20);
    let n = name.len();
    n.wrapping_mul(0x9e37)
        ^ byte(0).wrapping_mul(31)
        ^ byte(n / 2).wrapping_mul(1 << 5 | 1)
        ^ byte(n.saturating_sub(1)).wrapping_mul(1 << 9 | 5)
}

#[cfg(test)]
mod tests {
    use super::of_all_formats;

    #[test]
    fn wants_what_formats_read_and_nothing_else() {
        let wanted = of_all_formats();
        for name in
            ["userPrincipalName", "USERPRINCIPALNAME", "Active in the source system", "@odata.nextLink"]
        {
            assert!(wanted.has(name), "{name}");
        }
        assert!(wanted.has("emails[type eq \"home\"]value"));
        for name in ["", "businessPhones", "é", "urnietfparams", "userPrincipalNam"] {
            assert!(!wanted.has(name), "{name}");
        }
    }
}
