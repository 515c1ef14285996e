//! A wasm file taken apart for the way, what is of one kind together.
//!
//! In code, instructions and numbers of all kinds alternate: what to do, to which local, how far behind which address. But
//! brotli tells a byte by those before it, and finds again what it has seen in a row. So the instructions travel in a row
//! without any number, and the numbers in rows of their own: one for each kind, and for each instruction beside it that says
//! what the number may be.
//! `www/whole.js` puts the file together again before it is compiled. It knows no instructions: they and their kinds travel
//! along.
//!
//! What is sent begins with the eight bytes of every wasm file. Then words: the size of the whole, and the length of each
//! part. The parts are what stands before the code, how many functions there are, and what stands behind the code; of each
//! byte that stands for an instruction the kind, and the instruction; the row of instructions; and those of numbers, whose
//! lengths follow from the instructions.

use std::{collections::BTreeMap, ops::RangeInclusive};

use wasm_encoder::Encode;
use wasmparser::{BinaryReader, FunctionBody, Parser, Payload};

use crate::Failure;

/// The length of what every wasm file begins with.
const BEGINNING: usize = 8;

/// The room of a size in the whole. It is the longest that a size may take, because it is written last.
const ROOM: usize = 5;

/// What stands in the row of instructions where a function begins.
const FUNCTION: u8 = 0xff;

/// The same for a constant with a long number: that is an address, and as good as never like a short number.
const LONG_CONST: u8 = 0xfe;
const CONST: u8 = 0x41;
const LONG: usize = 3;

/// What follows an instruction, and beside what it travels: nothing; anything behind its length, in a row for each such
/// instruction; or a number, likewise.
const NOTHING: u8 = 0;
const ANYTHING: u8 = 1;
const NUMBER: u8 = 2;

/// From here on the numbers of one kind have a row for each instruction that follows: what is done with a constant.
const BY_NEXT: u8 = 3;

/// From here on they have one for each instruction before: where an argument or an address comes from.
const BY_PREVIOUS: u8 = 6;

/// These and the next stand behind the hint at how an address is aligned, which `order.rs` has left out.
const BEHIND_HINT: u8 = 7;

/// From here on they have one row: how far behind an address something is written, for a record is written member after
/// member; and the locals that are read, and those that are set.
const WRITTEN: u8 = 8;
const READ: u8 = 9;
const SET: u8 = 10;

const PARTS: usize = 7;

/// The instructions that are followed by the like, for each of the ranges of bytes. Of the two bytes before another one
/// brotli looks at no more than which of these ranges each is in, so what an instruction is sent as decides how well the
/// next one is told. Any other instruction stands where room is left.
///
/// Source: RFC 7932, 7.1, *Context Modes and Context ID Lookup for Literals*, signed. The lists were found by merging the
/// instructions of both files, each time the two that cost least.
const ALIKE: [(RangeInclusive<u8>, &[u8]); 8] = [
    (0..=0, &[0x20]),
    (1..=15, &[0x41, 0x74, 0x6c, 0x68, 0x6d]),
    (16..=63, &[0x21, 0x1a, 0x0d, 0xfc, 0x24, 0x36, 0x3b, 0x37, 0x26, 0x3c, 0x3e, 0x3a, 0x0b]),
    (
        64..=127,
        &[
            0x45, 0x4c, 0x4e, 0x58, 0x4d, 0x46, 0x4f, 0x52, 0x47, 0x49, 0x48, 0x51, 0x59, 0x4b, 0x4a, 0x50,
            0x53, 0x5a, 0x54, 0x70, 0x55, 0x56, 0x57, 0x22, LONG_CONST, 0x23, 0x00, 0x0f, 0x0e,
        ],
    ),
    (
        128..=191,
        &[
            0x29, 0xad, 0x35, 0x83, 0x84, 0x7c, 0x7d, 0xac, 0x7e, 0x85, 0x87, 0x86, 0x25, 0xb8, 0xba, 0x89,
            0x31, 0x69, 0xd0, 0x88, 0x7a, 0x79, 0x42,
        ],
    ),
    (
        192..=239,
        &[
            0x6a, 0x28, 0x1b, 0x6b, 0x7f, 0x40, 0x77, 0x78, 0x80, 0x75, 0x3f, 0x71, 0x2d, 0x2c, 0xc0, 0x67,
            0x76, 0x6e, 0xa7, 0x73, 0x72, 0x2f,
        ],
    ),
    (240..=254, &[0x10, 0x11, 0xfd, 0x02, 0x03, FUNCTION]),
    (255..=255, &[0x0c]),
];

/// What each byte that is sent stands for.
fn instructions() -> Vec<u8> {
    let mut stands_for = vec![None; 256];
    for (range, alike) in ALIKE {
        for (byte, instruction) in range.zip(alike) {
            stands_for[usize::from(byte)] = Some(*instruction);
        }
    }
    let mut others = (0..=u8::MAX).filter(|it| ALIKE.iter().all(|(_, alike)| !alike.contains(it)));
    stands_for.into_iter().map(|it| it.or_else(|| others.next()).expect("a byte for each")).collect()
}

fn kind(instruction: u8) -> u8 {
    match instruction {
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 => NOTHING,
        // What a block results in, how many blocks a branch leaves, and what is global.
        0x02..=0x04 | 0x0c | 0x0d | 0x23 | 0x24 => NUMBER,
        // Constants of 32 and of 64 bits.
        CONST => BY_NEXT,
        LONG_CONST => BY_NEXT + 1,
        0x42 => BY_NEXT + 2,
        // Which function is called.
        0x10 => BY_PREVIOUS,
        // How far behind an address something is read, and written.
        0x28..=0x35 => BEHIND_HINT,
        0x36..=0x3e => WRITTEN,
        // The local that is read, and the one that is set.
        0x20 => READ,
        0x21 | 0x22 => SET,
        _ => ANYTHING,
    }
}

/// Takes a file apart.
pub fn apart(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut code = Code::default();
    let mut before = BEGINNING..BEGINNING;
    let mut behind = wasm.len()..wasm.len();
    let mut functions = Vec::new();
    for it in Parser::new(0).parse_all(wasm) {
        let it = it?;
        match &it {
            Payload::CodeSectionStart { count, range, .. } => {
                // Its number still stands before it.
                before.end += 1;
                behind.start = range.end;
                count.encode(&mut functions);
            }
            Payload::CodeSectionEntry(body) => code.add(body, wasm)?,
            _ => {
                if let Some((_, range)) = it.as_section().filter(|_| behind.is_empty()) {
                    before.end = range.end;
                }
            }
        }
    }
    let size = BEGINNING + before.len() + ROOM + functions.len() + code.size + behind.len();
    let stands_for = instructions();
    let kinds: Vec<u8> = stands_for.iter().map(|it| kind(*it)).collect();
    let (instructions, rows) = code.rows(&stands_for);
    let numbers: Vec<u8> = rows.into_values().flatten().collect();
    let parts: [&[u8]; PARTS] =
        [&wasm[before], &functions, &wasm[behind], &kinds, &stands_for, &instructions, &numbers];

    let mut sent = wasm[..BEGINNING].to_vec();
    for it in [size].into_iter().chain(parts.iter().map(|it| it.len())) {
        sent.extend((it as u32).to_le_bytes());
    }
    parts.iter().for_each(|it| sent.extend(*it));
    Ok(sent)
}

/// The rows of numbers: by their kind, and by the instruction beside them as it is sent.
type Rows = BTreeMap<(u8, u8), Vec<u8>>;

/// The code, taken apart.
#[derive(Default)]
struct Code {
    /// Each instruction, with what follows it.
    instructions: Vec<(u8, Vec<u8>)>,
    /// How long it is in the whole.
    size: usize,
    /// The locals of the function, the one used last first.
    recent: Vec<u32>,
    /// How far behind an address something was written last.
    written: u32,
}

impl Code {
    /// Takes in one function.
    fn add(&mut self, body: &FunctionBody<'_>, wasm: &[u8]) -> Result<(), Failure> {
        self.size += ROOM + body.range().len();
        let mut operators = body.get_operators_reader()?;
        self.recent.clear();
        self.anything(FUNCTION, &wasm[body.range().start..operators.original_position()])?;
        while !operators.eof() {
            let start = operators.original_position();
            operators.read()?;
            self.instruction(&wasm[start..operators.original_position()])?;
        }
        Ok(())
    }

    fn instruction(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let (mut it, rest) = (bytes[0], &bytes[1..]);
        if it == CONST && rest.len() >= LONG {
            it = LONG_CONST;
        }
        let kind = kind(it);
        let number = match kind {
            NOTHING if rest.is_empty() => Some(rest),
            ANYTHING if it < LONG_CONST => return self.anything(it, rest),
            NOTHING | ANYTHING => None,
            BEHIND_HINT | WRITTEN => rest.strip_prefix(&[0]).filter(|it| is_number(it)),
            _ => Some(rest).filter(|it| is_number(it)),
        };
        let Some(number) = number else {
            return Err(format!("`www/whole.js` would misread the instruction {bytes:x?}").into());
        };
        let value = || BinaryReader::new(number, 0).read_var_u32();
        let sent = match kind {
            WRITTEN => self.written(value()?),
            READ | SET => self.local(kind, value()?)?,
            _ => number.to_vec(),
        };
        self.instructions.push((it, sent));
        Ok(())
    }

    /// What is written travels by how much farther behind its address it is than the last one: twice that, or one less than
    /// twice where it is so much nearer.
    fn written(&mut self, offset: u32) -> Vec<u8> {
        let (offset, last) = (i64::from(offset), i64::from(std::mem::replace(&mut self.written, offset)));
        let farther = offset - last;
        let mut sent = Vec::new();
        (if farther < 0 { -2 * farther - 1 } else { 2 * farther } as u64).encode(&mut sent);
        sent
    }

    /// A local that is set travels by its number; one that is read by how many others were used since, or, where it was not
    /// used yet, behind all that were, by its place among those that were not.
    fn local(&mut self, kind: u8, local: u32) -> Result<Vec<u8>, Failure> {
        let used = self.recent.iter().position(|it| *it == local);
        let number = match used {
            Some(at) if kind == READ => at.try_into()?,
            None if kind == READ => {
                let above = self.recent.iter().filter(|it| **it > local).count();
                u32::try_from(above)? + local
            }
            _ => local,
        };
        if let Some(at) = used {
            self.recent.remove(at);
        }
        self.recent.insert(0, local);
        let mut sent = Vec::new();
        number.encode(&mut sent);
        Ok(sent)
    }

    fn anything(&mut self, it: u8, bytes: &[u8]) -> Result<(), Failure> {
        let mut sent = vec![bytes.len().try_into()?];
        sent.extend(bytes);
        self.instructions.push((it, sent));
        Ok(())
    }

    /// The row of instructions as they are sent, and those of numbers.
    fn rows(&self, stands_for: &[u8]) -> (Vec<u8>, Rows) {
        let mut sent_as = [0; 256];
        (0..=u8::MAX).zip(stands_for).for_each(|(byte, it)| sent_as[usize::from(*it)] = byte);
        let sent: Vec<u8> = self.instructions.iter().map(|(it, _)| sent_as[usize::from(*it)]).collect();
        let mut rows = Rows::new();
        for (n, (it, number)) in self.instructions.iter().enumerate() {
            let kind = kind(*it);
            let beside = match kind {
                NOTHING => continue,
                ANYTHING..BY_NEXT => Some(n),
                BY_NEXT..BY_PREVIOUS => Some(n + 1),
                BY_PREVIOUS..WRITTEN => Some(n - 1),
                WRITTEN.. => None,
            };
            let beside = beside.map_or(0, |it| sent[it]);
            rows.entry((kind, beside)).or_default().extend(number);
        }
        (sent, rows)
    }
}

/// Whether each byte but the last says that another one follows.
fn is_number(bytes: &[u8]) -> bool {
    let goes_on = |it: &u8| *it >= 0x80;
    bytes.split_last().is_some_and(|(last, before)| before.iter().all(goes_on) && !goes_on(last))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        BlockType, CodeSection, Function, FunctionSection, Instruction, MemArg, MemorySection, MemoryType,
        Module, TypeSection, ValType,
    };

    use super::*;

    const SCRIPT: &str = include_str!("../../www/whole.js");

    fn module(instructions: &[Instruction<'_>]) -> Vec<u8> {
        let (mut types, mut functions, mut memories, mut code) =
            (TypeSection::new(), FunctionSection::new(), MemorySection::new(), CodeSection::new());
        types.ty().function([], []);
        functions.function(0);
        let kind =
            MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        memories.memory(kind);
        let mut function = Function::new([(2, ValType::I32)]);
        instructions.iter().for_each(|it| {
            function.instruction(it);
        });
        code.function(&function);
        Module::new().section(&types).section(&functions).section(&memories).section(&code).clone().finish()
    }

    fn address(align: u32) -> MemArg {
        MemArg { offset: 300, align, memory_index: 0 }
    }

    /// The rows of numbers, by kind and by instruction.
    fn rows(wasm: &[u8]) -> Vec<(u8, u8, Vec<u8>)> {
        let mut code = Code::default();
        for it in Parser::new(0).parse_all(wasm) {
            if let Payload::CodeSectionEntry(body) = it.unwrap() {
                code.add(&body, wasm).unwrap();
            }
        }
        let stands_for = instructions();
        let rows = code.rows(&stands_for).1.into_iter();
        let mut rows: Vec<_> = rows
            .map(|((kind, it), row)| {
                (kind, if kind < WRITTEN { stands_for[usize::from(it)] } else { 0 }, row)
            })
            .collect();
        rows.sort_unstable();
        rows
    }

    /// The size of the whole, and the parts.
    fn parts(sent: &[u8]) -> (usize, [&[u8]; PARTS]) {
        let word =
            |at: usize| u32::from_le_bytes(*sent[BEGINNING + 4 * at..].first_chunk().unwrap()) as usize;
        let mut rest = &sent[BEGINNING + 4 * (PARTS + 1)..];
        let parts = std::array::from_fn(|it| {
            let (part, after) = rest.split_at(word(1 + it));
            rest = after;
            part
        });
        (word(0), parts)
    }

    #[test]
    fn each_kind_has_a_row() {
        use Instruction::{
            Block, Br, Call, Drop, End, F32Const, I32Const, I32Load, I32Store, LocalGet, LocalTee,
        };
        let wasm = module(&[
            Block(BlockType::Empty),
            LocalGet(1),
            I32Load(address(0)),
            LocalTee(0),
            I32Const(5),
            I32Store(address(0)),
            I32Const(1_050_000),
            Drop,
            F32Const(1.5.into()),
            Drop,
            Br(0),
            End,
            Call(0),
            End,
        ]);
        let sent = apart(&wasm).unwrap();
        let (size, [before, functions, behind, kinds, stands_for, row, numbers]) = parts(&sent);
        // Up to the number of the section.
        let code = 1 + wasm.iter().position(|it| *it == 10).unwrap();
        assert_eq!(&sent[..BEGINNING], &wasm[..BEGINNING]);
        assert_eq!(before, &wasm[BEGINNING..code]);
        assert_eq!(functions, [1]);
        assert!(behind.is_empty());
        assert_eq!(stands_for, instructions());
        assert!(stands_for.iter().map(|it| kind(*it)).eq(kinds.iter().copied()));
        let given: Vec<u8> = row.iter().map(|it| stands_for[usize::from(*it)]).collect();
        assert_eq!(
            given,
            [
                FUNCTION, 2, 0x20, 0x28, 0x22, CONST, 0x36, LONG_CONST, 0x1a, 0x43, 0x1a, 0x0c, 0x0b, 0x10,
                0x0b,
            ]
        );
        assert_eq!(
            rows(&wasm),
            [
                // The constant, and the locals.
                (ANYTHING, 0x43, vec![4, 0, 0, 0xc0, 0x3f]),
                (ANYTHING, FUNCTION, vec![3, 1, 2, 0x7f]),
                (NUMBER, 0x02, vec![0x40]),
                (NUMBER, 0x0c, vec![0]),
                (BY_NEXT, 0x36, vec![5]),
                (BY_NEXT + 1, 0x1a, vec![0x90, 0x8b, 0xc0, 0]),
                (BY_PREVIOUS, 0x0b, vec![0]),
                (BEHIND_HINT, 0x20, vec![0xac, 2]),
                (WRITTEN, 0, vec![0xd8, 4]),
                (READ, 0, vec![1]),
                (SET, 0, vec![0]),
            ]
        );
        assert_eq!(numbers.len(), rows(&wasm).iter().map(|(.., it)| it.len()).sum::<usize>());
        // The section and the function have room for their sizes, in place of one byte each.
        assert_eq!(size, wasm.len() + 2 * (ROOM - 1));
    }

    #[test]
    fn what_a_constant_is_used_for_says_in_which_row_it_is() {
        use Instruction::{Drop, End, I32Add, I32Const};
        let wasm = module(&[I32Const(1), Drop, I32Const(2), I32Const(3), I32Add, Drop, End]);
        let rows = rows(&wasm);
        let constants: Vec<_> = rows.iter().filter(|it| it.0 == BY_NEXT).collect();
        assert_eq!(
            constants,
            [&(BY_NEXT, 0x1a, vec![1]), &(BY_NEXT, CONST, vec![2]), &(BY_NEXT, 0x6a, vec![3])]
        );
    }

    #[test]
    fn each_instruction_is_sent_as_another_byte() {
        let mut sorted = instructions();
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..=u8::MAX));
        for (range, alike) in ALIKE {
            assert!(alike.len() <= range.count(), "{alike:x?} have no room");
        }
    }

    #[test]
    fn a_local_is_told_by_how_long_ago_it_was_used() {
        use Instruction::{Drop, End, LocalGet, LocalSet};
        let wasm = module(&[LocalGet(1), LocalGet(1), LocalSet(0), LocalGet(1), Drop, Drop, End]);
        let rows = rows(&wasm);
        // Not used yet, the last one, and the one before.
        assert!(rows.contains(&(READ, 0, vec![1, 0, 1])));
        assert!(rows.contains(&(SET, 0, vec![0])));
    }

    #[test]
    fn a_hint_at_an_address_is_refused() {
        assert!(apart(&module(&[Instruction::I32Load(address(2)), Instruction::End])).is_err());
    }

    #[test]
    fn the_script_has_the_same_numbers() {
        let numbers = [
            ("BEGINNING", BEGINNING),
            ("PARTS", PARTS),
            ("ROOM", ROOM),
            ("ANYTHING", ANYTHING.into()),
            ("BY_NEXT", BY_NEXT.into()),
            ("BY_PREVIOUS", BY_PREVIOUS.into()),
            ("BEHIND_HINT", BEHIND_HINT.into()),
            ("WRITTEN", WRITTEN.into()),
            ("READ", READ.into()),
            ("SET", SET.into()),
            ("KINDS", (SET + 1).into()),
        ];
        for (name, number) in numbers {
            assert!(SCRIPT.contains(&format!("const {name} = {number};")), "{name}");
        }
        for (name, number) in [("FUNCTION", FUNCTION), ("LONG_CONST", LONG_CONST), ("CONST", CONST)] {
            assert!(SCRIPT.contains(&format!("const {name} = {number:#x};")), "{name}");
        }
    }
}
