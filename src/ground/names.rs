//! Names of members and columns, however they are spelled, and sets of them. Asked for every name of the material.

/// What makes a name: its letters, digits and brackets, in lower case.
pub fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|it| !is_separator(*it)).map(|it| it.to_ascii_lowercase())
}

pub fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'.' | b'_' | b'-')
}

/// How long a name with separators may be; no label has half as many letters.
const LONGEST: usize = 128;

/// A set of names, however they are spelled: open addressing over a table at most a quarter full.
pub struct Names {
    slots: Box<[Box<[u8]>]>,
}

impl Names {
    pub fn new(names: &mut dyn Iterator<Item = &str>) -> Names {
        let names: Vec<Box<[u8]>> = names.map(|it| letters(it).collect()).collect();
        let mut set = Names { slots: vec![Box::default(); (names.len() * 4).next_power_of_two()].into() };
        for name in names {
            let slot = set.slot(&name);
            set.slots[slot] = name;
        }
        set
    }

    pub fn has(&self, name: &str) -> bool {
        let name = name.as_bytes();
        // Keys of JSON hardly ever have a blank or a dot; for what has some, nothing is allocated.
        let mut letters = [0; LONGEST];
        let mut n = 0;
        self.holds(name)
            || name.len() <= LONGEST && {
                for byte in name.iter().filter(|it| !is_separator(**it)) {
                    letters[n] = *byte;
                    n += 1;
                }
                n < name.len() && self.holds(&letters[..n])
            }
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
