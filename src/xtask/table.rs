//! The table of functions that are called by number, without those whose number nobody has.
//!
//! The linker gives a number to each function whose address is taken. Where that was done by code that falls away, for the
//! words of a panic or to tell bindgen about a closure, the number stays, and the function with it.
//!
//! Small numbers stand everywhere in code and data and mean other things. So the linker begins far up, where a number
//! means nothing else, and in the end the functions are numbered from 1 on, as they would have been.

use std::collections::BTreeMap;

use walrus::{
    ConstExpr, ElementId, ElementItems, ElementKind, FunctionId, Module,
    ir::{Const, Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut},
    passes,
};

use crate::memory::{WORD, aligned, ids};

/// The number that the linker is told to begin with. In memory two of its bytes are in no text.
pub const FIRST: u32 = 0x7cff_f8f0;

/// The number that the linker begins with by itself: 0 is no function.
const USUAL: u32 = 1;

/// Drops the functions that only their place in the table keeps. Whether there were any.
pub fn drop_unnamed(module: &mut Module) -> bool {
    let dropped = number_from(FIRST, module);
    passes::gc::run(module);
    dropped
}

/// Numbers the functions as the linker does by itself.
pub fn number_as_usual(module: &mut Module) {
    number_from(USUAL, module);
}

/// Numbers the functions anew that code or data have a number of, and leaves out all others. Whether there were any.
fn number_from(first: u32, module: &mut Module) -> bool {
    let Some((element, functions)) = table(module) else { return false };
    let mut numbers = Numbers { old: FIRST..FIRST + functions.len() as u32, new: BTreeMap::new() };
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut numbers, function, function.entry_block());
    }
    for_each_word(module, |word| numbers.found(u32::from_le_bytes(*word)));

    numbers.new.values_mut().zip(first..).for_each(|(new, number)| *new = number);
    for (_, function) in module.funcs.iter_local_mut() {
        dfs_pre_order_mut(&mut numbers, function, function.entry_block());
    }
    for_each_word(module, |word| {
        if let Some(new) = numbers.new.get(&u32::from_le_bytes(*word)) {
            *word = new.to_le_bytes();
        }
    });
    let named: Vec<FunctionId> = numbers.new.keys().map(|it| functions[(it - FIRST) as usize]).collect();
    let dropped = named.len() < functions.len();
    let (offset, end) = (ConstExpr::Value(Value::I32(first as i32)), u64::from(first) + named.len() as u64);
    let element = module.elements.get_mut(element);
    element.items = ElementItems::Functions(named);
    if let ElementKind::Active { table, offset: old } = &mut element.kind {
        *old = offset;
        let table = module.tables.get_mut(*table);
        (table.initial, table.maximum) = (end, table.maximum.map(|_| end));
    }
    dropped
}

/// The part of the table that the linker filled, and its functions.
fn table(module: &Module) -> Option<(ElementId, Vec<FunctionId>)> {
    module.elements.iter().find_map(|it| match (&it.kind, &it.items) {
        (
            ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. },
            ElementItems::Functions(functions),
        ) if *offset as u32 == FIRST => Some((it.id(), functions.clone())),
        _ => None,
    })
}

/// What in the data may be a number.
fn for_each_word(module: &mut Module, mut visit: impl FnMut(&mut [u8; WORD])) {
    for (id, start) in ids(module) {
        let data = module.data.get_mut(id);
        for at in aligned(start, data.value.len()) {
            if let Some(word) = data.value[at..].first_chunk_mut() {
                visit(word);
            }
        }
    }
}

/// The functions' numbers that were found, and those that they get.
struct Numbers {
    old: std::ops::Range<u32>,
    new: BTreeMap<u32, u32>,
}

impl Numbers {
    fn found(&mut self, number: u32) {
        if self.old.contains(&number) {
            self.new.insert(number, number);
        }
    }
}

impl Visitor<'_> for Numbers {
    fn visit_const(&mut self, it: &Const) {
        if let Value::I32(number) = it.value {
            self.found(number as u32);
        }
    }
}

impl VisitorMut for Numbers {
    fn visit_const_mut(&mut self, it: &mut Const) {
        if let Value::I32(number) = &mut it.value
            && let Some(new) = self.new.get(&(*number as u32))
        {
            *number = *new as i32;
        }
    }
}

#[cfg(test)]
mod tests {
    use walrus::{DataKind, FunctionBuilder, ModuleConfig, RefType, ValType};

    use super::*;

    /// A table of three functions. Code has the number of one, and the memory the other words.
    fn module(in_code: u32, words: [u32; 2]) -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        let table = module.tables.add_local(false, u64::from(FIRST) + 3, None, RefType::FUNCREF);
        let functions = (0..3)
            .map(|result| {
                let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
                function.func_body().i32_const(result);
                function.finish(Vec::new(), &mut module.funcs)
            })
            .collect();
        let offset = |it: u32| ConstExpr::Value(Value::I32(it as i32));
        let kind = ElementKind::Active { table, offset: offset(FIRST) };
        let element = module.elements.add(kind, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(element);
        let memory = module.memories.add_local(false, false, 1, None, None);
        let bytes = words.iter().flat_map(|it| it.to_le_bytes()).collect();
        let data = module.data.add(DataKind::Active { memory, offset: offset(1024) }, bytes);
        module.memories.get_mut(memory).data_segments.insert(data);

        let of_call = module.types.add(&[], &[ValType::I32]);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        caller.func_body().i32_const(in_code as i32).call_indirect(of_call, table);
        let caller = caller.finish(Vec::new(), &mut module.funcs);
        module.exports.add("caller", caller);
        module.exports.add("memory", memory);
        module
    }

    /// What a module holds in its memory, and how many functions it has.
    fn left(module: &Module) -> (Vec<u32>, usize) {
        let bytes = &module.data.iter().next().unwrap().value;
        let words = bytes.chunks(WORD).map(|it| u32::from_le_bytes(it.try_into().unwrap())).collect();
        (words, module.funcs.iter().count())
    }

    #[test]
    fn only_named_functions_stay() {
        let mut module = module(FIRST + 1, [FIRST + 2, 0]);
        assert!(drop_unnamed(&mut module));
        assert_eq!(left(&module), (vec![FIRST + 1, 0], 3));
        assert!(!drop_unnamed(&mut module));
    }

    #[test]
    fn in_the_end_they_have_small_numbers() {
        let mut module = module(FIRST + 2, [FIRST, 2]);
        number_as_usual(&mut module);
        assert_eq!(left(&module).0, [1, 2]);
        // What is emitted is read, and checked, again.
        let module = Module::from_buffer(&module.emit_wasm()).unwrap();
        assert_eq!(module.tables.iter().next().unwrap().initial, 3);
    }
}
