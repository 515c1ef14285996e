//! The locals of a wasm file's functions, numbered in a way that compresses.
//!
//! A fifth of all code are numbers of locals. LLVM gives them as they come, so two functions that do the same thing to
//! different locals differ in every other byte. Any two locals of one type may exchange their numbers. They do where the
//! function then reads more like all others: where each byte is better told by the few before it.

use std::ops::Range;

use wasmparser::{FunctionBody, Operator, Parser, Payload, ValType};

use crate::Failure;

/// How many bytes before it tell a byte.
const REACH: usize = 4;

/// How much a shorter row of bytes counts beside a longer one, in times that one was seen.
const SHORTER: f64 = 0.5;

/// After each, every function has others to be like. Further ones find next to nothing.
const ROUNDS: usize = 3;

/// What an exchange must gain in bits: less may be how the sums were rounded, and then it would be undone and done again.
const LEAST: f64 = 0.01;

/// The numbers that take one byte, and so can be exchanged in place.
const SHORT: usize = 0x80;

/// The same module, byte for byte as long, with other numbers for its locals.
pub fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let (mut parameters, mut types, mut functions) = (Vec::new(), Vec::new(), Vec::new());
    for section in Parser::new(0).parse_all(wasm) {
        match section? {
            Payload::TypeSection(section) => {
                for it in section.into_iter_err_on_gc_types() {
                    parameters.push(it?.params().len());
                }
            }
            Payload::FunctionSection(section) => {
                for it in section {
                    types.push(it? as usize);
                }
            }
            Payload::CodeSectionEntry(body) => {
                functions.push(Function::read(&body, parameters[types[functions.len()]], wasm)?);
            }
            _ => {}
        }
    }
    let mut seen = Seen::default();
    for it in &functions {
        seen.add(&it.code);
    }
    for _ in 0..ROUNDS {
        for it in &mut functions {
            seen.remove(&it.code);
            it.number(&seen);
            seen.add(&it.code);
        }
    }
    let mut numbered = wasm.to_vec();
    for it in functions {
        numbered[it.range].copy_from_slice(&it.code);
    }
    Ok(numbered)
}

/// One function's instructions.
struct Function {
    /// Where they stand in the file.
    range: Range<usize>,
    code: Vec<u8>,
    /// Every local with a short number that is no parameter.
    locals: Vec<Local>,
}

/// A local, and where in the code its number stands.
struct Local {
    number: u8,
    of_type: ValType,
    places: Vec<usize>,
}

impl Function {
    fn read(body: &FunctionBody<'_>, parameters: usize, wasm: &[u8]) -> Result<Function, Failure> {
        let mut types = Vec::new();
        for it in body.get_locals_reader()? {
            let (count, of_type) = it?;
            types.extend((0..count).map(|_| of_type));
        }
        let mut locals: Vec<Local> = (parameters..SHORT)
            .zip(types)
            .map(|(number, of_type)| Local { number: number as u8, of_type, places: Vec::new() })
            .collect();
        let instructions = body.get_operators_reader()?;
        let range = instructions.original_position()..body.range().end;
        for it in instructions.into_iter_with_offsets() {
            if let (
                Operator::LocalGet { local_index }
                | Operator::LocalSet { local_index }
                | Operator::LocalTee { local_index },
                at,
            ) = it?
                && let Some(own) = (local_index as usize).checked_sub(parameters)
                && let Some(local) = locals.get_mut(own)
            {
                local.places.push(at + 1 - range.start);
            }
        }
        Ok(Function { code: wasm[range.clone()].to_vec(), range, locals })
    }

    /// Exchanges numbers as long as the function's bytes become less surprising.
    fn number(&mut self, seen: &Seen) {
        for _ in 0..ROUNDS {
            let mut changed = false;
            for one in 0..self.locals.len() {
                for other in one + 1..self.locals.len() {
                    if self.locals[one].of_type == self.locals[other].of_type {
                        changed |= self.exchange(one, other, seen);
                    }
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// Exchanges the numbers of two locals, unless that gains nothing.
    fn exchange(&mut self, one: usize, other: usize, seen: &Seen) -> bool {
        // The bytes whose surprise it changes: the numbers, and what these tell.
        let places = self.locals[one].places.iter().chain(&self.locals[other].places);
        let mut told: Vec<usize> = places.flat_map(|at| *at..=at + REACH).collect();
        told.sort_unstable();
        told.dedup();
        told.retain(|at| *at < self.code.len());
        let surprise = |code: &[u8]| told.iter().map(|at| seen.surprise(code, *at)).sum::<f64>();

        let before = surprise(&self.code);
        self.swap(one, other);
        let better = surprise(&self.code) < before - LEAST;
        if !better {
            self.swap(one, other);
        }
        better
    }

    fn swap(&mut self, one: usize, other: usize) {
        let number = self.locals[one].number;
        self.locals[one].number = self.locals[other].number;
        self.locals[other].number = number;
        for it in [one, other] {
            for at in &self.locals[it].places {
                self.code[*at] = self.locals[it].number;
            }
        }
    }
}

/// How often each row of up to `REACH + 1` bytes was seen. Rows that share a place are counted together: they are few, and
/// only the gain gets a little less exact.
struct Seen(Vec<u32>);

impl Default for Seen {
    fn default() -> Seen {
        Seen(vec![0; 1 << Seen::BITS])
    }
}

impl Seen {
    const BITS: u32 = 24;

    fn add(&mut self, code: &[u8]) {
        self.of_each_row(code, |count| *count += 1);
    }

    fn remove(&mut self, code: &[u8]) {
        self.of_each_row(code, |count| *count -= 1);
    }

    fn of_each_row(&mut self, code: &[u8], change: impl Fn(&mut u32)) {
        for end in 0..code.len() {
            for start in (end + 1).saturating_sub(REACH + 1)..=end + 1 {
                change(&mut self.0[Seen::place(&code[start..=end])]);
            }
        }
    }

    /// How many bits a byte takes, told by those before it.
    fn surprise(&self, code: &[u8], at: usize) -> f64 {
        let mut likely = 1.0 / 256.0;
        for start in (at.saturating_sub(REACH)..=at).rev() {
            let before = f64::from(self.0[Seen::place(&code[start..at])]);
            if before == 0.0 {
                break;
            }
            let with_it = f64::from(self.0[Seen::place(&code[start..=at])]);
            likely = (with_it + SHORTER * likely) / (before + SHORTER);
        }
        -likely.log2()
    }

    fn place(row: &[u8]) -> usize {
        // The length is part of it, and a multiplication that fills all upper bits.
        let row = row.iter().fold(row.len() as u64, |all, it| all << 8 | u64::from(*it));
        (row.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - Seen::BITS)) as usize
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, FunctionSection, Instruction, Module, TypeSection};

    use super::*;

    /// A module of functions with one parameter and two locals of each type, and for each the locals it counts up.
    fn module(functions: &[&[u32]]) -> Vec<u8> {
        let (mut types, mut declared, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([wasm_encoder::ValType::I32], []);
        for counted in functions {
            declared.function(0);
            let mut function = wasm_encoder::Function::new([
                (2, wasm_encoder::ValType::I32),
                (2, wasm_encoder::ValType::I64),
            ]);
            for it in *counted {
                function.instruction(&Instruction::LocalGet(*it));
                let (one, sum) = match it {
                    0..=2 => (Instruction::I32Const(1), Instruction::I32Add),
                    _ => (Instruction::I64Const(1), Instruction::I64Add),
                };
                function.instruction(&one).instruction(&sum).instruction(&Instruction::LocalSet(*it));
            }
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        Module::new().section(&types).section(&declared).section(&code).clone().finish()
    }

    #[test]
    fn functions_become_alike() {
        let alike = by_likeness(&module(&[&[0, 1, 2, 1], &[0, 1, 2, 1], &[0, 2, 1, 2]])).unwrap();
        assert_eq!(alike, module(&[[0, 1, 2, 1].as_slice(); 3]));
    }

    #[test]
    fn parameters_and_other_types_keep_their_numbers() {
        let wasm = module(&[&[0, 0, 0], &[1, 1, 1], &[3, 3, 3]]);
        assert_eq!(by_likeness(&wasm).unwrap(), wasm);
    }
}
