//! The functions of a wasm file in an order that compresses.
//!
//! They may stand in any order, and by their size, as they come, neighbours have nothing in common. Brotli names what it
//! has seen shortly the nearer it is, so each function is followed by the one that is most like it.
//!
//! What only tools read, the custom sections, is left out. So is the hint at each access to memory at how the address is
//! aligned: it changes no result, browsers pass over it, and it takes a byte that differs between accesses all alike.

use std::{collections::HashMap, convert::Infallible};

use wasm_encoder::{
    CodeSection, FunctionSection, MemArg, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{CodeSectionReader, CustomSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::Failure;

/// How many bytes in a row two functions must share to be alike.
const PART: usize = 3;

/// What it counts to be like the last function, the one before it, and the one before that. Tried against one another by what
/// the page then weighs: parts of 2 to 8 bytes, 1 to 12 functions.
const COUNTS: [f64; 3] = [1.0, 0.4, 0.16];

/// The same module with its functions in another order.
pub fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for section in Parser::new(0).parse_all(wasm) {
        match section? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(&wasm[body.range()]),
            _ => {}
        }
    }
    let order = chain(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in (imported..).zip(&order) {
        places[*function] = place;
    }
    let mut module = Module::new();
    Moved { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// From the smallest one on, always to the one that shares most with the last ones, for the size of both.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    // The parts of each body, and the bodies that hold each part.
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); bodies.len()];
    let mut holders: Vec<Vec<usize>> = Vec::new();
    for (body, bytes) in bodies.iter().enumerate() {
        for part in bytes.windows(PART) {
            let number = *numbers.entry(part).or_insert(holders.len());
            if number == holders.len() {
                holders.push(Vec::new());
            }
            if holders[number].last() != Some(&body) {
                holders[number].push(body);
                parts[body].push(number);
            }
        }
    }
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    left.sort_by_key(|it| bodies[*it].len());
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = (!left.is_empty()).then_some(0);
    while let Some(at) = next {
        let last = left.remove(at);
        order.push(last);
        let mut likeness = vec![0.0; bodies.len()];
        for (counts, one) in COUNTS.iter().zip(order.iter().rev().copied()) {
            for other in parts[one].iter().flat_map(|it| &holders[*it]).copied() {
                likeness[other] += counts / (parts[one].len() + parts[other].len()) as f64;
            }
        }
        next = (0..left.len()).rev().max_by(|a, b| likeness[left[*a]].total_cmp(&likeness[left[*b]]));
    }
    order
}

/// Writes a module with its functions in their new places.
struct Moved {
    /// How many functions are imported; they come first.
    imported: u32,
    /// The old place of each new one among the module's own.
    order: Vec<usize>,
    /// The new number of each old place.
    places: Vec<u32>,
}

impl Reencode for Moved {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(function.checked_sub(self.imported).map_or(function, |it| self.places[it as usize]))
    }

    fn mem_arg(&mut self, it: wasmparser::MemArg) -> Result<MemArg, Error<Infallible>> {
        Ok(MemArg { offset: it.offset, align: 0, memory_index: it.memory })
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for it in &self.order {
            functions.function(types[*it]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for it in self.order.clone() {
            self.parse_function_body(code, bodies[it].clone())?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use walrus::{
        FunctionBuilder, Module, ModuleConfig, ValType,
        ir::{Instr, LoadKind, MemArg},
    };

    use super::*;

    #[test]
    fn what_is_alike_stands_together() {
        let bodies: [&[u8]; 5] = [b"abcdefgh", b"12345678901", b"abcdefghi", b"1234567890", b"xyz"];
        assert_eq!(chain(&bodies), [4, 0, 2, 3, 1]);
        assert_eq!(chain(&[]), [] as [usize; 0]);
    }

    #[test]
    fn calls_and_exports_go_along() {
        let mut module = Module::with_config(ModuleConfig::new());
        let type_of_import = module.types.add(&[], &[]);
        let (import, _) = module.add_import_func("script", "a", type_of_import);
        let mut called = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        called.func_body().call(import).i32_const(7);
        let called = called.finish(Vec::new(), &mut module.funcs);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[ValType::I64]);
        caller.func_body().call(import).call(import).call(called).drop().i64_const(1);
        let caller = caller.finish(Vec::new(), &mut module.funcs);
        module.exports.add("caller", caller);

        let wasm = module.emit_wasm();
        let ordered = by_likeness(&wasm).unwrap();
        assert_ne!(ordered, wasm);
        // It is checked as it is read.
        let module = Module::from_buffer(&ordered).unwrap();
        let calls = |function| -> Vec<_> {
            let function = module.funcs.get(function).kind.unwrap_local();
            let entry = &function.block(function.entry_block()).instrs;
            entry
                .iter()
                .filter_map(|it| if let Instr::Call(it) = &it.0 { Some(it.func) } else { None })
                .collect()
        };
        let caller = module.exports.get_func("caller").unwrap();
        let [import, _, called] = calls(caller)[..] else { panic!() };
        assert!(module.imports.get_imported_func(import).is_some());
        assert_eq!(calls(called), [import]);
    }

    #[test]
    fn accesses_to_memory_hint_at_nothing() {
        let mut module = Module::with_config(ModuleConfig::new());
        let memory = module.memories.add_local(false, false, 1, None, None);
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        let kind = LoadKind::I32 { atomic: false };
        function.func_body().i32_const(16).load(memory, kind, MemArg { align: 4, offset: 8 });
        let function = function.finish(Vec::new(), &mut module.funcs);
        module.exports.add("function", function);

        let module = Module::from_buffer(&by_likeness(&module.emit_wasm()).unwrap()).unwrap();
        let function = module.exports.get_func("function").unwrap();
        let function = module.funcs.get(function).kind.unwrap_local();
        let Instr::Load(load) = &function.block(function.entry_block()).instrs[1].0 else { panic!() };
        assert_eq!((load.arg.align, load.arg.offset), (1, 8));
    }
}
