//! What every byte passes through: text, lines, JSON values, and the rows made of them. Knows no field name.
//!
//! A crate of its own because a crate is what Cargo builds for speed or for size; the rules above it are built for size.

pub mod automaton;
pub mod digest;
pub mod find;
pub mod json;
pub mod names;
pub mod row;
pub mod signature;
pub mod text;
