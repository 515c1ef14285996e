//! Where panics stand in the source, forgotten.
//!
//! Each place that may panic has a `core::panic::Location`: address and length of the file's name, line, column. Where
//! panics are traps (`trap.rs`) nobody reads them, but code still leads to many. Zeros take their place: that moves no
//! address, and in what is sent they take next to no room.
//!
//! It is safe, for nothing but the words of a panic asks where it is. Were one worded after all, it would name no file, at
//! line 0.

use std::ops::Range;

use walrus::Module;

use crate::memory::{aligned, ids, segments};

/// The size of a location: four words.
const SIZE: usize = 16;

/// What tells a location: a name that ends so, and behind it what may be a line and a column.
const NAME: &[u8] = b".rs";
const LINES: Range<u32> = 1..20_000;
const COLUMNS: Range<u32> = 1..400;

/// Puts zeros in place of every location. Then nothing leads to the names of files any more, and `data.rs` clears them.
pub fn forget(module: &mut Module) {
    let mut locations = Vec::new();
    for (start, bytes) in segments(module) {
        locations.extend(
            aligned(start, bytes.len())
                .filter(|at| bytes.get(*at..at + SIZE).is_some_and(|it| is_location(it, module)))
                .map(|at| start + at),
        );
    }
    let ids = ids(module);
    for location in locations {
        for (id, start) in &ids {
            let bytes = &mut module.data.get_mut(*id).value;
            if let Some(it) = location.checked_sub(*start).and_then(|at| bytes.get_mut(at..at + SIZE)) {
                it.fill(0);
            }
        }
    }
}

fn is_location(bytes: &[u8], module: &Module) -> bool {
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let (start, length) = (word(0) as usize, word(4) as usize);
    let is_name = |it: &[u8]| it.ends_with(NAME) && it.iter().all(|it| matches!(it, b' '..=b'~'));
    let name = segments(module).find_map(|(segment, bytes)| {
        let at = start.checked_sub(segment)?;
        bytes.get(at..at.checked_add(length)?)
    });
    LINES.contains(&word(8)) && COLUMNS.contains(&word(12)) && name.is_some_and(is_name)
}

#[cfg(test)]
mod tests {
    use walrus::{ConstExpr, DataKind, ModuleConfig, ir::Value};

    use super::*;

    const START: u32 = 1026;
    const PATH: &[u8] = b"src/rules/a.rs";

    /// What is left of a segment of a path, two bytes that bring it to whole words, and four words.
    fn left(words: [u32; 4]) -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let memory = module.memories.add_local(false, false, 1, None, None);
        let mut value = PATH.to_vec();
        value.extend(words.iter().flat_map(|it| it.to_le_bytes()));
        let offset = ConstExpr::Value(Value::I32(START as i32));
        let data = module.data.add(DataKind::Active { memory, offset }, value);
        forget(&mut module);
        std::mem::take(&mut module.data.get_mut(data).value)
    }

    #[test]
    fn a_location_becomes_zeros() {
        let left = left([START, PATH.len() as u32, 120, 9]);
        assert_eq!((&left[..14], &left[14..]), (PATH, &[0; SIZE][..]));
    }

    #[test]
    fn what_is_no_location_stays() {
        let length = PATH.len() as u32;
        for words in [
            [START, length, 0, 9],
            [START, length, 120, 400],
            [START, length - 1, 120, 9],
            [START + 1, length, 120, 9],
            [START, u32::MAX, 120, 9],
            [0, 0, 120, 9],
        ] {
            assert!(left(words)[14..].iter().any(|it| *it != 0), "{words:?}");
        }
    }
}
