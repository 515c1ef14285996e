//! A panic as a bare trap.
//!
//! In the page a panic ends in a trap, and its words reach nobody. But each place that may panic makes them ready (which
//! index, how long the slice, which line of the source), and the standard library formats them. A trap in place of each
//! such call says the same; what then is called by nobody falls away.
//!
//! Exceptions that code counts on, such as `wasm_bindgen::throw_str`, are no panics and stay.

use std::collections::HashSet;

use rustc_demangle::demangle;
use walrus::{
    Function, FunctionId, FunctionKind, LocalFunction, Module,
    ir::{Instr, InstrSeqId, Return, Unreachable, Visitor, dfs_in_order},
    passes,
};

/// What in the standard library words a panic, by path. Should one get another name, its calls stay as they are.
const PANICS: &[&str] = &[
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already_borrowed",
    "core::cell::panic_already_mutably_borrowed",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "core::str::slice_error_fail_rt",
];

/// A whole module of them.
const PANICKING: &str = "core::panicking::";

/// What Yew has called at a panic: it writes the words to the console, and returns.
const HOOK: &str = "console_error_panic_hook::hook";

/// Puts a trap in place of every panic, by the names of the functions, and drops what nobody needs any more.
pub fn panics_to_traps(module: &mut Module) {
    let panics: HashSet<FunctionId> =
        module.funcs.iter().filter(|it| is_panic(it)).map(Function::id).collect();
    for (id, function) in module.funcs.iter_local_mut() {
        if panics.contains(&id) {
            let entry = function.entry_block();
            function.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), Default::default())];
        } else {
            trap_at_calls(function, &panics);
        }
    }
    passes::gc::run(module);
}

/// Goes by the name, and but for the hook makes sure that nothing can come after a call.
fn is_panic(function: &Function) -> bool {
    let (Some(name), FunctionKind::Local(local)) = (&function.name, &function.kind) else { return false };
    // Without the hash at its end.
    let path = format!("{:#}", demangle(name));
    path == HOOK || (is_panic_by_name(&path) && !Returns::of(local))
}

fn is_panic_by_name(path: &str) -> bool {
    path.starts_with(PANICKING) || PANICS.contains(&path)
}

/// Ends each block at its first call of a panic.
fn trap_at_calls(function: &mut LocalFunction, panics: &HashSet<FunctionId>) {
    let mut blocks = vec![function.entry_block()];
    while let Some(block) = blocks.pop() {
        let instructions = &mut function.block_mut(block).instrs;
        let call = instructions
            .iter()
            .position(|(it, _)| matches!(it, Instr::Call(call) if panics.contains(&call.func)));
        if let Some(mut end) = call {
            let place = instructions[end].1;
            while end > 0 && only_prepares(&instructions[end - 1].0) {
                end -= 1;
            }
            instructions.truncate(end);
            instructions.push((Instr::Unreachable(Unreachable {}), place));
        }
        for (instruction, _) in instructions.iter() {
            match instruction {
                Instr::Block(it) => blocks.push(it.seq),
                Instr::Loop(it) => blocks.push(it.seq),
                Instr::IfElse(it) => blocks.extend([it.consequent, it.alternative]),
                _ => {}
            }
        }
    }
}

/// Whether an instruction right before a trap does nothing that is seen after it: it makes a value, or writes one down
/// for the words. What it leaves on the stack, or takes from it, need not match where a trap follows.
fn only_prepares(instruction: &Instr) -> bool {
    matches!(
        instruction,
        Instr::Const(_)
            | Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::Unop(_)
            | Instr::Binop(_)
            | Instr::Load(_)
            | Instr::Store(_)
    )
}

/// Looks for a way out of a function other than a trap.
struct Returns {
    entry: InstrSeqId,
    found: bool,
}

impl Returns {
    fn of(function: &LocalFunction) -> bool {
        let entry = function.entry_block();
        let ends_in_trap = matches!(function.block(entry).instrs.last(), Some((Instr::Unreachable(_), _)));
        let mut returns = Returns { entry, found: !ends_in_trap };
        dfs_in_order(&mut returns, function, entry);
        returns.found
    }
}

impl Visitor<'_> for Returns {
    fn visit_return(&mut self, _: &Return) {
        self.found = true;
    }

    /// A branch to the end of the function is a return as well.
    fn visit_instr_seq_id(&mut self, id: &InstrSeqId) {
        self.found |= *id == self.entry;
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, InstrSeqBuilder, ModuleConfig, ValType};

    use super::*;

    const PANIC: &str = "_ZN4core9panicking9panic_fmt17h0123456789abcdefE";

    /// A function that words a panic, one that only it calls, and one whose block calls it.
    fn module(name: &str, end: impl Fn(&mut InstrSeqBuilder)) -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        let mut words = FunctionBuilder::new(&mut module.types, &[], &[]);
        words.name("words".to_string());
        let words = words.finish(Vec::new(), &mut module.funcs);

        let number = module.locals.add(ValType::I32);
        let mut panic = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        panic.name(name.to_string()).func_body().call(words);
        end(&mut panic.func_body());
        let panic = panic.finish(vec![number], &mut module.funcs);

        let condition = module.locals.add(ValType::I32);
        let mut caller = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        caller.name("caller".to_string()).func_body().local_get(condition).if_else(
            None,
            |then| {
                then.i32_const(7).call(panic).unreachable();
            },
            |_| (),
        );
        caller.func_body().i32_const(1);
        let caller = caller.finish(vec![condition], &mut module.funcs);
        module.exports.add("caller", caller);
        module
    }

    fn names(module: &Module) -> Vec<&str> {
        module.funcs.iter().filter_map(|it| it.name.as_deref()).collect()
    }

    #[test]
    fn a_panic_and_what_it_calls_fall_away() {
        let mut module = module(PANIC, |body| {
            body.unreachable();
        });
        panics_to_traps(&mut module);
        assert_eq!(names(&module), ["caller"]);
        // What is emitted is read, and checked, again.
        Module::from_buffer(&module.emit_wasm()).unwrap();
    }

    #[test]
    fn a_namesake_stays() {
        for name in ["_ZN5rules6notice16every_user_fails5check17h0123456789abcdefE", "expect_failed"] {
            let mut module = module(name, |body| {
                body.unreachable();
            });
            panics_to_traps(&mut module);
            assert_eq!(names(&module), ["words", name, "caller"]);
        }
    }

    #[test]
    fn what_may_return_stays() {
        let mut module = module(PANIC, |_| ());
        panics_to_traps(&mut module);
        assert_eq!(names(&module).len(), 3);
    }

    #[test]
    fn names_are_whole_paths() {
        for path in
            ["core::panicking::panic_fmt", "core::panicking::assert_failed::<usize, usize>", PANICS[0]]
        {
            assert!(is_panic_by_name(path), "{path}");
        }
        for path in
            ["std::panicking::set_hook", "wasm_bindgen::throw_str", "rules::core::option::unwrap_failed"]
        {
            assert!(!is_panic_by_name(path), "{path}");
        }
    }
}
