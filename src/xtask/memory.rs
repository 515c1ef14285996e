//! What lies in a module's memory from the beginning.

use walrus::{ConstExpr, DataId, DataKind, Module, ir::Value};

/// The size of an address.
pub const WORD: usize = 4;

/// Its parts, and where each begins.
pub fn ids(module: &Module) -> Vec<(DataId, usize)> {
    module.data.iter().filter_map(|it| Some((it.id(), start(&it.kind)?))).collect()
}

fn start(kind: &DataKind) -> Option<usize> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(it)), .. } => Some(*it as u32 as usize),
        _ => None,
    }
}

/// Where in a part words may begin.
pub fn aligned(start: usize, length: usize) -> impl Iterator<Item = usize> {
    (start.next_multiple_of(WORD) - start..length).step_by(WORD)
}
