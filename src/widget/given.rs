//! The documents as they were given, and places in them.

use web_sys::Blob;
use yew::AttrValue;

/// One document as it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub id: u32,
    pub name: AttrValue,
    pub material: Material,
    pub bytes: f64,
    /// The answer to "Is this everybody?", once given.
    pub whole: Option<bool>,
    /// The answer to "Is this Maptician's list?", once given.
    pub from_maptician: Option<bool>,
    /// Of an earlier day: what the others are compared with.
    pub earlier: bool,
}

/// A place in a document that was given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub document: u32,
    pub at: At,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// So many bytes from one on.
    Bytes(u64, u32),
    /// A whole line, from 1.
    Line(u32),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Material {
    Text(AttrValue),
    /// A file or a long paste: it stays where the browser keeps it.
    Blob(Blob),
}
