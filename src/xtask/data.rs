//! Data that nothing leads to.
//!
//! The linker keeps each text, table and list of methods that any code named. Where that code falls away, for the words
//! of a panic or to tell bindgen about a closure, the data stays, and with a list of methods its functions in the table.
//! Zeros take its place: that moves no address, and in what is sent they take next to no room.
//!
//! Where each piece begins and ends, and which numbers are addresses, the linker knows, and is told to write it down.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use walrus::{
    Module,
    ir::{Const, Load, LoadSimd, Store, Value, Visitor, dfs_in_order},
};
use wasmparser::{
    DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo,
};

use crate::{Failure, memory::ids, table};

/// Has the linker write down what it knows.
pub const LINKER: &str = "-Clink-arg=--emit-relocs";

/// What the name of a piece begins with that is not for others, the linker's and Rust's own: code or data leads to it, or
/// nothing does.
const PRIVATE: [&str; 3] = [".L", "_ZN", "_R"];

/// Where it writes down what is an address.
const SECTIONS: &[&str] = &["reloc.CODE", "reloc.DATA"];

/// The pieces of a module's data, and what leads to them.
#[derive(Default)]
pub struct Data {
    pieces: Vec<Piece>,
    /// The numbers that are addresses in code, and the pieces that these lie in or are counted from.
    by_number: BTreeMap<u32, BTreeSet<usize>>,
}

struct Piece {
    private: bool,
    place: Range<u32>,
    /// The pieces that the addresses in it lead to.
    leads_to: Vec<usize>,
}

impl Data {
    /// Reads what the linker wrote down.
    pub fn read(wasm: &[u8]) -> Result<Data, Failure> {
        let (mut data, mut segments) = (Data::default(), Vec::new());
        // Which piece each symbol is.
        let mut symbols: Vec<Option<usize>> = Vec::new();
        let mut section = 0;
        for it in Parser::new(0).parse_all(wasm) {
            match it? {
                Payload::DataSection(reader) => {
                    section = reader.range().start;
                    for it in reader {
                        let it = it?;
                        let DataKind::Active { offset_expr, .. } = it.kind else { continue };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            continue;
                        };
                        segments.push((value as u32, it.range.end - it.data.len()..it.range.end));
                    }
                }
                Payload::CustomSection(reader) => match reader.as_known() {
                    KnownCustom::Linking(reader) => {
                        for it in reader.subsections() {
                            let Linking::SymbolTable(table) = it? else { continue };
                            for it in table {
                                symbols.push(data.piece(&it?, &segments));
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) if SECTIONS.contains(&reader.name()) => {
                        for it in relocations.entries() {
                            let it = it?;
                            if let Some(piece) = symbols.get(it.index as usize).copied().flatten() {
                                data.lead(&it, piece, section, &segments);
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(data)
    }

    fn piece(&mut self, symbol: &SymbolInfo<'_>, segments: &[(u32, Range<usize>)]) -> Option<usize> {
        let SymbolInfo::Data { name, symbol: Some(it), .. } = symbol else { return None };
        let start = segments.get(it.index as usize)?.0 + it.offset;
        let private = PRIVATE.iter().any(|it| name.starts_with(it));
        self.pieces.push(Piece { private, place: start..start + it.size, leads_to: Vec::new() });
        Some(self.pieces.len() - 1)
    }

    /// Takes in one address of a piece; those in data are told from where their section begins.
    fn lead(&mut self, it: &RelocationEntry, to: usize, section: usize, segments: &[(u32, Range<usize>)]) {
        match it.ty {
            RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb => {
                let number = self.pieces[to].place.start.wrapping_add(it.addend as u32);
                self.by_number.entry(number).or_default().insert(to);
            }
            RelocationType::MemoryAddrI32 => {
                let at = section + it.offset as usize;
                let segment = segments.iter().find(|it| it.1.contains(&at));
                let Some(word) = segment.map(|it| it.0 + (at - it.1.start) as u32) else { return };
                for piece in self.pieces.iter_mut().filter(|it| it.place.contains(&word)) {
                    piece.leads_to.push(to);
                }
            }
            _ => {}
        }
    }

    /// Drops pieces, and functions in the table, that nothing leads to, until none leads to another one any more.
    pub fn drop_unreached(&self, module: &mut Module) {
        while self.forget(module) | table::drop_unnamed(module) {}
    }

    /// Puts zeros in place of all pieces that nothing leads to. Whether there were any.
    fn forget(&self, module: &mut Module) -> bool {
        let reached = self.reached(module);
        let (live, dead): (Vec<_>, Vec<_>) = (0..self.pieces.len()).partition(|it| reached.contains(it));
        let mut changed = false;
        for (id, start) in ids(module) {
            let bytes = &mut module.data.get_mut(id).value;
            let before = bytes.clone();
            let within = |it: &usize| {
                let Range { start: from, end: to } = self.pieces[*it].place;
                let [from, to] = [from, to].map(|it| (it as usize).checked_sub(start));
                Some(from?..to?).filter(|it| it.end <= before.len())
            };
            dead.iter().filter_map(within).for_each(|it| bytes[it].fill(0));
            // Pieces may share bytes.
            live.iter().filter_map(within).for_each(|it| bytes[it.clone()].copy_from_slice(&before[it]));
            changed |= *bytes != before;
        }
        changed
    }

    /// The pieces that code leads to, and those that these lead to.
    fn reached(&self, module: &Module) -> BTreeSet<usize> {
        let mut numbers = Numbers::default();
        for (_, function) in module.funcs.iter_local() {
            dfs_in_order(&mut numbers, function, function.entry_block());
        }
        let mut open: Vec<usize> = (0..self.pieces.len()).filter(|it| !self.pieces[*it].private).collect();
        open.extend(numbers.0.iter().filter_map(|it| self.by_number.get(it)).flatten());
        let mut reached = BTreeSet::new();
        while let Some(it) = open.pop() {
            if reached.insert(it) {
                open.extend(&self.pieces[it].leads_to);
            }
        }
        reached
    }
}

/// Every number in the code that may be an address, or what is added to one.
#[derive(Default)]
struct Numbers(BTreeSet<u32>);

impl Visitor<'_> for Numbers {
    fn visit_const(&mut self, it: &Const) {
        if let Value::I32(it) = it.value {
            self.0.insert(it as u32);
        }
    }

    fn visit_load(&mut self, it: &Load) {
        self.0.insert(it.arg.offset as u32);
    }

    fn visit_load_simd(&mut self, it: &LoadSimd) {
        self.0.insert(it.arg.offset as u32);
    }

    fn visit_store(&mut self, it: &Store) {
        self.0.insert(it.arg.offset as u32);
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, Encode, ExportKind,
        ExportSection, Function, FunctionSection, Instruction, LinkingSection, MemorySection, MemoryType,
        SymbolTable, TypeSection,
    };

    use super::*;
    use crate::memory::WORD;

    const START: u32 = 1024;

    /// A word for each name, all in one segment, and what the linker says of them: the first one leads to the second, and
    /// code leads to the one before the address that it has.
    fn module(names: &[&str], in_code: u32) -> Vec<u8> {
        let (mut types, mut functions, mut memories, mut exports) =
            (TypeSection::new(), FunctionSection::new(), MemorySection::new(), ExportSection::new());
        types.ty().function([], [wasm_encoder::ValType::I32]);
        functions.function(0);
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        exports.export("code", ExportKind::Func, 0).export("memory", ExportKind::Memory, 0);
        let mut code = CodeSection::new();
        let mut function = Function::new([]);
        function.instruction(&Instruction::I32Const(in_code as i32)).instruction(&Instruction::End);
        code.function(&function);

        let (mut data, mut symbols) = (DataSection::new(), SymbolTable::new());
        let words: Vec<u8> = (1..).take(names.len()).flat_map(u32::to_le_bytes).collect();
        data.active(0, &ConstExpr::i32_const(START as i32), words);
        for (name, offset) in names.iter().zip((0..).step_by(WORD)) {
            symbols.data(0, name, Some(DataSymbolDefinition { index: 0, offset, size: WORD as u32 }));
        }
        // The bytes before the segment's own: their number, and what they are (a memory, `START`, the length).
        let before = 7;
        let relocation = |entries: [(RelocationType, u32, u32, i32); 1]| {
            let mut bytes = Vec::new();
            0_u32.encode(&mut bytes);
            (entries.len() as u32).encode(&mut bytes);
            for (kind, offset, symbol, addend) in entries {
                bytes.push(kind as u8);
                offset.encode(&mut bytes);
                symbol.encode(&mut bytes);
                addend.encode(&mut bytes);
            }
            bytes
        };
        let last = names.len() as u32 - 1;
        let of_code = relocation([(RelocationType::MemoryAddrSleb, 0, last, WORD as i32)]);
        let of_data = relocation([(RelocationType::MemoryAddrI32, before, 1, 0)]);
        let custom =
            |name: &'static str, data: Vec<u8>| CustomSection { name: name.into(), data: data.into() };
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&functions).section(&memories).section(&exports);
        module.section(&code).section(&data).section(LinkingSection::new().symbol_table(&symbols));
        module.section(&custom(SECTIONS[0], of_code)).section(&custom(SECTIONS[1], of_data));
        module.finish()
    }

    fn left(names: &[&str], in_code: u32) -> Vec<u8> {
        let wasm = module(names, in_code);
        let mut module = Module::from_buffer(&wasm).unwrap();
        Data::read(&wasm).unwrap().drop_unreached(&mut module);
        let (id, _) = ids(&module)[0];
        module.data.get(id).value.chunks(WORD).map(|it| it[0]).collect()
    }

    #[test]
    fn what_nothing_leads_to_becomes_zeros() {
        assert_eq!(left(&[".La", "_ZN1b", "_RNv1c"], 0), [0, 0, 0]);
    }

    #[test]
    fn what_others_may_know_stays_with_what_it_leads_to() {
        assert_eq!(left(&["a", ".Lb", ".Lc"], 0), [1, 2, 0]);
    }

    #[test]
    fn code_leads_to_what_it_counts_from() {
        let end_of_c = START + 3 * WORD as u32;
        assert_eq!(left(&[".La", ".Lb", ".Lc"], end_of_c), [0, 0, 3]);
    }
}
