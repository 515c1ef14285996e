//! Where panics stand in the source, forgotten.
//!
//! Each place that may panic has a `core::panic::Location`: address and length of the file's name, line, column. Where
//! panics are traps (`trap.rs`) nobody reads them, but they are data, and nothing drops data. Zeros take their place: that
//! moves no address, and in what is sent they take next to no room.
//!
//! It is safe, for nothing but the words of a panic asks where it is. Were one worded after all, it would name no file, at
//! line 0. A name that anything else leads to stays.

use std::{collections::BTreeSet, ops::Range};

use walrus::{
    ConstExpr, DataKind, Module,
    ir::{Const, Load, Value, Visitor, dfs_in_order},
};

/// The size of a location, and of the words that it is made of.
const SIZE: usize = 16;
pub const WORD: usize = 4;

/// What tells a location: a name that ends so, and behind it what may be a line and a column.
const NAME: &[u8] = b".rs";
const LINES: Range<u32> = 1..20_000;
const COLUMNS: Range<u32> = 1..400;

/// Puts zeros in place of every location, and of the names that only they lead to.
pub fn forget(module: &mut Module) {
    let mut names = BTreeSet::new();
    let mut locations = Vec::new();
    for (start, bytes) in segments(module) {
        for at in aligned(start, bytes.len()) {
            if let Some(name) = bytes.get(at..at + SIZE).and_then(|it| name_of(it, module)) {
                locations.push((start + at, SIZE));
                names.insert(name);
            }
        }
    }
    clear(module, locations);
    let addresses = addresses(module);
    names.retain(|(start, length)| addresses.range(start..&(start + length)).next().is_none());
    clear(module, names);
}

/// Where the name lies that a location leads to, if these bytes are one.
fn name_of(bytes: &[u8], module: &Module) -> Option<(usize, usize)> {
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let (start, length) = (word(0) as usize, word(4) as usize);
    let is_place = LINES.contains(&word(8)) && COLUMNS.contains(&word(12));
    let is_name = |it: &[u8]| it.ends_with(NAME) && it.iter().all(|it| matches!(it, b' '..=b'~'));
    let name = segments(module).find_map(|(segment, bytes)| {
        let at = start.checked_sub(segment)?;
        bytes.get(at..at.checked_add(length)?)
    });
    (is_place && name.is_some_and(is_name)).then_some((start, length))
}

/// What lies in memory from the beginning, and where.
fn segments(module: &Module) -> impl Iterator<Item = (usize, &[u8])> {
    module.data.iter().filter_map(|it| Some((start(&it.kind)?, &it.value[..])))
}

pub fn start(kind: &DataKind) -> Option<usize> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(it)), .. } => Some(*it as u32 as usize),
        _ => None,
    }
}

/// Where in a segment words may begin.
pub fn aligned(start: usize, length: usize) -> impl Iterator<Item = usize> {
    (start.next_multiple_of(WORD) - start..length).step_by(WORD)
}

fn clear(module: &mut Module, ranges: impl IntoIterator<Item = (usize, usize)>) {
    let segments: Vec<_> = module.data.iter().filter_map(|it| Some((it.id(), start(&it.kind)?))).collect();
    for (address, length) in ranges {
        for (id, start) in &segments {
            let data = module.data.get_mut(*id);
            if let Some(bytes) =
                address.checked_sub(*start).and_then(|at| data.value.get_mut(at..at + length))
            {
                bytes.fill(0);
            }
        }
    }
}

/// Everything that may be an address: the words of the data, and the numbers in the code.
fn addresses(module: &Module) -> BTreeSet<usize> {
    let mut found = Numbers::default();
    for (start, bytes) in segments(module) {
        let words = aligned(start, bytes.len()).filter_map(|at| bytes.get(at..)?.first_chunk());
        found.0.extend(words.map(|it| u32::from_le_bytes(*it) as usize));
    }
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut found, function, function.entry_block());
    }
    found.0
}

#[derive(Default)]
struct Numbers(BTreeSet<usize>);

impl Visitor<'_> for Numbers {
    fn visit_const(&mut self, it: &Const) {
        if let Value::I32(it) = it.value {
            self.0.insert(it as u32 as usize);
        }
    }

    fn visit_load(&mut self, it: &Load) {
        self.0.insert(it.arg.offset as usize);
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ModuleConfig, ValType};

    use super::*;

    const START: u32 = 1026;
    const PATH: &[u8] = b"src/rules/a.rs";

    /// A segment of a path, two bytes that bring it to whole words, and four words; the code names one address.
    fn bytes(words: [u32; 4], in_code: u32) -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let memory = module.memories.add_local(false, false, 1, None, None);
        let mut value = PATH.to_vec();
        value.extend(words.iter().flat_map(|it| it.to_le_bytes()));
        let offset = ConstExpr::Value(Value::I32(START as i32));
        let data = module.data.add(DataKind::Active { memory, offset }, value);
        let mut code = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        code.func_body().i32_const(in_code as i32);
        code.finish(Vec::new(), &mut module.funcs);
        forget(&mut module);
        std::mem::take(&mut module.data.get_mut(data).value)
    }

    #[test]
    fn a_location_and_its_name_become_zeros() {
        let length = PATH.len() as u32;
        assert_eq!(bytes([START, length, 120, 9], 0), [0; 30]);
    }

    #[test]
    fn a_name_that_something_else_leads_to_stays() {
        let length = PATH.len() as u32;
        let left = bytes([START, length, 120, 9], START);
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
            let left = bytes(words, 0);
            assert_eq!(&left[..14], PATH, "{words:?}");
            assert!(left[14..].iter().any(|it| *it != 0), "{words:?}");
        }
    }
}
