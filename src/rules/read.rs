//! Bytes into rows and prose: encodings, JSON, tables, text. Knows shapes and no field name.

mod body;
mod console;
mod csv;
mod list;
mod prose;
mod ruled;
mod walk;

use memchr::{memchr, memchr3};
use scim_checkup_ground::{
    find::Words,
    json,
    row::{Object, Page, Place, Row},
    signature::NoText,
    text,
};

use self::{
    csv::Table,
    list::List,
    prose::{PIECE, Paragraph, announces_response, line_end},
    ruled::Ruled,
    text::{Quotes, Text},
    walk::Walk,
};

use crate::letters::is_letter_or_digit;

pub use json::nested;

/// Those who know field names: asked while reading what is worth reading, and told what was found.
pub trait Listener {
    /// Whether any format reads a member of this name, whatever its case; all others are passed over unread.
    fn wants(&self, member: &str) -> bool;
    /// Whether an object with these members is an entry by itself. If not, it is an envelope: its scalar members
    /// become the page, and its parts are looked at one by one.
    fn is_entry(&self, object: &Object<'_>, page: &Page) -> bool;
    /// Whether these cells are the header of a table.
    fn is_header(&self, cells: &[&str]) -> bool;
    /// The names of a table's columns, where an object holds them beside rows that are lists of cells.
    fn columns(&self, _object: &Object<'_>) -> Vec<String> {
        Vec::new()
    }
    /// Whether an object is a part of a recording: nothing in it is an entry, and its bodies are documents.
    fn is_recording(&self, _object: &Object<'_>) -> bool {
        false
    }
    /// Whether a text of that name in a recording is a body to be read.
    fn is_body(&self, _member: &str) -> bool {
        false
    }
    /// A member of a recording, with its value where that is no part of its own.
    fn recorded(&mut self, _member: &str, _value: Option<&str>) {}
    /// An entry: an object, or a line of a table by its header's names.
    fn row(&mut self, row: &Row<'_>);
    /// The end of an envelope or table whose rows were given before.
    fn page(&mut self, page: &Page, end: &PageEnd);
    /// Running text between the structures.
    fn prose(&mut self, prose: &Prose<'_>);
    /// The document is no text: none of it is read.
    fn no_text(&mut self, _what: NoText) {}
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
        let offset = place.offset.filter(|_| within_line).map(|it| it.plus(start - line_start));
        let length = if offset.is_some() && place.length > 0 { length as u32 } else { 0 };
        Place { line: place.line, offset, length }
    }
}

/// How a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub encoding: &'static str,
    pub bytes: u64,
    pub lines: u32,
    /// It is a file that holds none, and nothing of it was read.
    pub no_text: bool,
}

/// An entry that is longer is looked at part by part. A fixed number, so that the chunks do not decide.
const ITEM_LIMIT: usize = 256 * 1024;

/// Reads one document in chunks of any size; the chunks never show in what is found.
pub struct Reader {
    text: Text,
    mode: Mode,
    walk: Walk,
    table: Option<Table>,
    ruled: Option<Ruled>,
    list: Option<List>,
    /// Where a list goes on behind a line that is none of its own.
    list_rest: Option<u64>,
    /// Up to here the text was looked at for lists of properties, and has none that is known.
    plain_end: u64,
    paragraph: Paragraph,
    /// Up to here the text belongs to a sentence.
    sentence_end: u64,
    /// How much text has to wait before another try pays.
    patience: usize,
    bytes: u64,
}

#[derive(Clone, Copy)]
enum Mode {
    /// At the start of a line.
    Line,
    /// After JSON, or after the first part of a long line.
    Tail,
    Json,
}

/// What a step came to.
enum Step {
    On,
    /// More text decides.
    Wait,
    /// JSON has ended, and a line begins here.
    Line,
    /// JSON has ended within the line.
    Tail,
}

impl Reader {
    pub fn new() -> Reader {
        Reader {
            text: Text::default(),
            mode: Mode::Line,
            walk: Walk::default(),
            table: None,
            ruled: None,
            list: None,
            list_rest: None,
            plain_end: 0,
            paragraph: Paragraph::default(),
            sentence_end: 0,
            patience: 0,
            bytes: 0,
        }
    }

    /// Reads what a string of a document holds, which begins in this line, so many bytes from the start.
    fn within(line: u32, position: u64, recorded: bool) -> Reader {
        let walk = if recorded { Walk::within() } else { Walk::default() };
        Reader { text: Text::within(line, position), walk, ..Reader::new() }
    }

    /// Reads on. What is not complete yet is kept, within a bound, for the next chunk.
    pub fn push(&mut self, bytes: &[u8], listener: &mut dyn Listener) {
        self.bytes += bytes.len() as u64;
        self.text.push(bytes);
        // Another try after every byte would read a long entry thousands of times; after half as much again, a few.
        if self.text.buffer.len() >= self.patience {
            self.read(false, listener);
            self.patience = self.text.buffer.len() + self.text.buffer.len() / 2;
        }
    }

    /// What has been read so far.
    pub fn reading(&self) -> Reading {
        let no_text = self.text.no_text.is_some();
        Reading { encoding: self.text.encoding(), bytes: self.bytes, lines: self.text.lines(), no_text }
    }

    /// Reads what was kept back: the document ends here.
    pub fn finish(mut self, listener: &mut dyn Listener) -> Reading {
        self.text.finish();
        if let Some(what) = self.text.no_text {
            listener.no_text(what);
        }
        self.read(true, listener);
        self.end_table(listener);
        self.paragraph.end(listener);
        self.reading()
    }

    fn read(&mut self, whole: bool, listener: &mut dyn Listener) {
        loop {
            self.text.cursor.go(self.text.buffer.as_bytes(), self.text.at);
            let step = match self.mode {
                Mode::Line => self.line(whole, listener),
                Mode::Tail => self.tail(whole, listener),
                Mode::Json => self.walk.step(&mut self.text, whole, listener),
            };
            match step {
                Step::On => {}
                Step::Wait => break,
                Step::Line => self.mode = Mode::Line,
                Step::Tail => self.mode = Mode::Tail,
            }
        }
        self.text.drain();
    }

    /// Decides what a line is.
    fn line(&mut self, whole: bool, listener: &mut dyn Listener) -> Step {
        let bytes = self.text.buffer.as_bytes();
        let line_start = self.text.at;
        let start = margin_end(bytes, line_start);
        let Some(first) = bytes.get(start).copied() else {
            if start == line_start || (!whole && start - line_start < json::LOOK) {
                return Step::Wait;
            }
            self.text.at = start;
            return Step::On;
        };
        if matches!(first, b'\n' | b'\r') {
            let Some((_, next)) = line_end(bytes, start, 1, whole) else { return Step::Wait };
            if let Some(table) = &mut self.table {
                table.pause();
            }
            self.end_ruled(listener);
            self.paragraph.end(listener);
            self.text.at = next;
            return Step::On;
        }
        if let Some(table) = &mut self.table {
            match table.goes_on(&self.text, whole) {
                None => return Step::Wait,
                Some(true) => {}
                Some(false) => self.end_table(listener),
            }
        }
        let is_word = first.is_ascii_alphabetic() || !first.is_ascii() || matches!(first, b'@' | b'_');
        if self.ruled.is_some() || is_word && self.table.is_none() && !self.in_sentence(start) {
            match self.console(whole, listener) {
                None => return Step::Wait,
                Some(true) => return Step::On,
                Some(false) => {}
            }
        }
        self.end_list(listener);
        let bytes = self.text.buffer.as_bytes();
        let is_response = first == b'{' && self.paragraph.awaits_response();
        if !self.in_sentence(start) && !is_response {
            let Some(begin) = begin(&self.text, start, false, whole) else { return Step::Wait };
            let within_table = self.table.is_some() && !matches!(first, b'{' | b'[');
            if let Some(begin) = begin.filter(|it| !within_table || matches!(it, Begin::Worn(..))) {
                return self.begin_json(begin, listener);
            }
        }
        let Some((end, next)) = line_end(bytes, line_start, PIECE, whole) else { return Step::Wait };
        // A tab at a table's margin is an empty cell; a mail's quote marks are none.
        let is_quoted = memchr(b'>', &bytes[line_start..start]).is_some();
        self.text.at = if is_quoted { start } else { line_start };
        let line = &self.text.buffer[self.text.at..end];
        if self.table.is_none()
            && let Some(rest) = json::torn_member(line).or_else(|| torn_in_text(line))
        {
            let may_be_story = rest == line.trim_end().len() && is_story(line);
            match goes_on(bytes, next, whole) {
                None if may_be_story => {
                    self.text.at = line_start;
                    return Step::Wait;
                }
                Some(false) if may_be_story => {}
                _ => {
                    self.text.at += rest;
                    return Step::Tail;
                }
            }
        }
        if csv::is_typographic(line) && self.text.take_for(self.text.at, Quotes::Typographic) {
            return Step::On;
        }
        let line = &self.text.buffer[self.text.at..end];
        if self.table.is_none() || csv::may_be_header(line) {
            let place = self.text.origin().place(self.text.cursor.line, self.text.at, end);
            if let Some(table) = csv::header(line, place, listener) {
                self.end_table(listener);
                self.paragraph.end(listener);
                self.table = Some(table);
                self.text.at = next;
                return Step::On;
            }
        }
        if let Some(table) = &mut self.table {
            match table.line(&self.text, whole, listener) {
                csv::Line::Row(next) => {
                    self.text.at = next;
                    return Step::On;
                }
                csv::Line::Foreign => {
                    let place = self.text.origin().place(self.text.cursor.line, start, end);
                    self.paragraph.push(self.text.buffer[start..end].trim_end(), place, listener);
                    self.paragraph.end(listener);
                    self.text.at = next;
                    return if next == end { Step::Tail } else { Step::On };
                }
                csv::Line::Wait => {
                    self.text.at = line_start;
                    return Step::Wait;
                }
            }
        }
        if csv::is_preface(line) {
            self.text.at = next;
            return Step::On;
        }
        self.text.at = start;
        let step = self.prose(end, next, whole, listener);
        if matches!(step, Step::Wait) {
            self.text.at = line_start;
        }
        step
    }

    /// Reads what a console printed: a line of a table, a header with its ruler, a block of properties. `None`: more text
    /// decides.
    fn console(&mut self, whole: bool, listener: &mut dyn Listener) -> Option<bool> {
        let header = ruled::header(&self.text, whole, listener)?;
        if header.is_some() {
            self.end_ruled(listener);
        } else if let Some(ruled) = &mut self.ruled {
            let (end, next) = line_end(self.text.buffer.as_bytes(), self.text.at, PIECE, whole)?;
            match ruled.line(&self.text, end, listener) {
                ruled::Line::Row => {
                    self.text.at = next;
                    return Some(true);
                }
                ruled::Line::Foreign => return Some(false),
                ruled::Line::Prompt => self.end_ruled(listener),
            }
        }
        if self.text.origin().position(self.text.at) >= self.plain_end
            && let Some(block) = list::block(&self.text, whole)?
        {
            let (end, rest) = (block.end, block.rest);
            if let Some(entry) = block.entry(&mut self.list_rest, &self.text, listener) {
                if let Some(list) = self.list.take_if(|it| !block.is_of(it)) {
                    list.end(listener);
                }
                self.paragraph.end(listener);
                self.list.get_or_insert_with(|| block.new_list(&entry)).give(entry, listener);
                self.text.at = rest.unwrap_or(end);
                if rest.is_some() {
                    let mut cursor = self.text.cursor;
                    let line = cursor.go(self.text.buffer.as_bytes(), end);
                    listener.problem(line, walk::BROKEN.to_string());
                }
                return Some(true);
            }
            self.plain_end = self.text.origin().position(end);
        }
        let Some((ruled, next)) = header else { return Some(false) };
        self.end_list(listener);
        self.paragraph.end(listener);
        self.ruled = Some(ruled);
        self.text.at = next;
        Some(true)
    }

    /// Goes on within a line.
    fn tail(&mut self, whole: bool, listener: &mut dyn Listener) -> Step {
        let bytes = self.text.buffer.as_bytes();
        let is_separator = |it: &&u8| matches!(it, b' ' | b'\t' | b',');
        self.text.at += bytes[self.text.at..].iter().take_while(is_separator).count();
        let start = self.text.at;
        let Some(first) = bytes.get(start) else { return Step::Wait };
        if !matches!(first, b'\n' | b'\r') && !self.in_sentence(start) {
            let Some(begin) = begin(&self.text, start, true, whole) else { return Step::Wait };
            if let Some(begin) = begin {
                return self.begin_json(begin, listener);
            }
        }
        let Some((end, next)) = line_end(bytes, start, PIECE, whole) else { return Step::Wait };
        self.prose(end, next, whole, listener)
    }

    /// Takes the text up to `end` for prose, but for JSON that begins in it.
    fn prose(&mut self, end: usize, next: usize, whole: bool, listener: &mut dyn Listener) -> Step {
        let start = self.text.at;
        let mut from = start;
        while !self.paragraph.is_sentence {
            let sentence_end = self.sentence_end.saturating_sub(self.text.origin().position(0)) as usize;
            from = from.max(sentence_end);
            let bytes = self.text.buffer.as_bytes();
            let Some(found) = bytes.get(from..end).and_then(|it| memchr3(b'{', b'[', b',', it)) else {
                break;
            };
            from += found;
            let before = &self.text.buffer[start..from];
            let is_response = bytes[from] == b'{'
                && (announces_response(before)
                    || (before.trim().is_empty() && self.paragraph.awaits_response()));
            if is_response {
                let limit = bytes.len().min(from + PIECE);
                match json::pass_container(&bytes[..limit], from, &mut Vec::new()) {
                    Ok(response_end) => self.sentence_end = self.text.origin().position(response_end),
                    Err(json::Stop::Short) if !whole && limit < from + PIECE => return Step::Wait,
                    Err(_) => self.paragraph.is_sentence = true,
                }
                continue;
            }
            let Some(begin) = begin(&self.text, from, true, whole) else { return Step::Wait };
            if let Some(begin) = begin {
                if !matches!(begin, Begin::Worn(..)) {
                    let of_torn = bytes[from] == b',' && matches!(begin, Begin::Within(_));
                    let end = if of_torn { start + without_value(before).len() } else { from };
                    self.push_prose(start, end, listener);
                }
                return self.begin_json(begin, listener);
            }
            from += 1;
        }
        self.push_prose(start, end, listener);
        self.text.at = next;
        if next == end { Step::Tail } else { Step::Line }
    }

    /// Adds to the paragraph, without what separated it from JSON.
    fn push_prose(&mut self, start: usize, end: usize, listener: &mut dyn Listener) {
        let line = self.text.buffer[start..end].trim_end();
        let is_rest = matches!(self.mode, Mode::Tail) && !line.contains(is_letter_or_digit);
        // In a recording are headers and tokens: words there are what is left of them.
        if line.is_empty() || is_rest || self.walk.is_within() {
            return;
        }
        let place = self.text.origin().place(self.text.cursor.line, start, start + line.len());
        self.paragraph.push(line, place, listener);
    }

    fn begin_json(&mut self, begin: Begin, listener: &mut dyn Listener) -> Step {
        if let Begin::Worn(at, quotes) = begin {
            self.text.take_for(at, quotes);
            return Step::On;
        }
        self.end_table(listener);
        self.paragraph.end(listener);
        match begin {
            Begin::Worn(..) => {}
            Begin::Text(at) => {
                self.text.at = at;
                self.walk.begin_text(&mut self.text);
            }
            Begin::Value(at) => {
                self.text.at = at;
                self.walk.begin();
            }
            Begin::Within(at) => {
                self.text.at = at;
                self.walk.begin_within(&self.text, listener);
            }
        }
        self.mode = Mode::Json;
        Step::On
    }

    fn end_list(&mut self, listener: &mut dyn Listener) {
        if let Some(list) = self.list.take() {
            list.end(listener);
        }
    }

    fn end_ruled(&mut self, listener: &mut dyn Listener) {
        if let Some(ruled) = self.ruled.take() {
            ruled.end(listener);
        }
    }

    fn end_table(&mut self, listener: &mut dyn Listener) {
        self.end_list(listener);
        self.end_ruled(listener);
        if let Some(table) = self.table.take() {
            table.end(listener);
        }
    }

    fn in_sentence(&self, at: usize) -> bool {
        self.paragraph.is_sentence || self.text.origin().position(at) < self.sentence_end
    }
}

/// How JSON begins.
#[derive(Clone, Copy)]
enum Begin {
    /// With an object or list.
    Value(usize),
    /// In the middle of one: with a member, or with the end of something.
    Within(usize),
    /// With a string that holds a document.
    Text(usize),
    /// With quotes that are to be read as straight ones first.
    Worn(usize, Quotes),
}

/// Whether JSON begins at `at`, after commas and closing brackets at most. `None`: more text decides.
fn begin(text: &Text, at: usize, within_line: bool, whole: bool) -> Option<Option<Begin>> {
    let bytes = text.buffer.as_bytes();
    let end = bytes.len().min(at + json::LOOK);
    let known = whole || end == at + json::LOOK;
    let mut next = at;
    let mut is_torn = false;
    while let Some(byte @ (b'}' | b']' | b',')) = bytes[..end].get(next) {
        is_torn |= *byte != b',';
        next = json::pass_blanks(&bytes[..end], next + 1);
    }
    let quotes = json::quotes(&bytes[..end], next, known)?;
    if quotes != Quotes::Straight && quotes != text.quotes {
        return Some(Some(Begin::Worn(next, quotes)));
    }
    let begins = match bytes[..end].get(next) {
        Some(b'"') if !within_line && next == at && json::is_escaped(&bytes[..end], at, known)? => {
            return Some(Some(Begin::Text(at)));
        }
        Some(b'{' | b'[') => json::begins(bytes, next, within_line, whole)?,
        // After a comma, or at the start of a line or what is left of it: elsewhere words in quotes are just that.
        Some(b'"') => json::begins_member(bytes, next, whole)?,
        None if !known && next > at => return None,
        _ => false,
    };
    let is_value = matches!(bytes.get(next), Some(b'{' | b'['));
    Some(begins.then_some(match (is_torn, is_value) {
        (true, _) => Begin::Within(at),
        (false, true) => Begin::Value(next),
        (false, false) => Begin::Within(next),
    }))
}

/// Whether a line that ends with a quote may be the end of what somebody wrote in quotes: of several words, and the first,
/// which may be half of one, names nobody.
fn is_story(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    words.next().is_some_and(|it| !it.has_byte(b'@')) && words.nth(1).is_some()
}

/// Whether JSON goes on below the line. `None`: more text decides.
fn goes_on(bytes: &[u8], next: usize, whole: bool) -> Option<bool> {
    let end = bytes.len().min(next + json::LOOK);
    match bytes[..end].get(json::pass_blanks(&bytes[..end], next)) {
        None if !whole && end < next + json::LOOK => None,
        it => Some(it.is_some_and(|it| b"}],\"".contains(it))),
    }
}

/// Where the rest of a member ends in a string that holds JSON: `: \"ada@contoso.com\"`.
fn torn_in_text(line: &str) -> Option<usize> {
    const QUOTE: &str = "\\\"";
    let value = line.strip_prefix(':')?.trim_start().strip_prefix(QUOTE)?;
    Some(line.len() - value.cut_at(QUOTE)?.1.len())
}

/// The words before a comma and a member, without the value there whose own name is missing, or its own beginning as well.
fn without_value(before: &str) -> &str {
    let value = before.trim_end().strip_suffix('"').map(|it| it.trim_end_matches('\\'));
    value.map_or(before, |it| &it[..it.rfind('"').unwrap_or(0)])
}

/// Blanks, and the mark that may stand before a document.
fn is_blank_or_mark(it: char) -> bool {
    it.is_whitespace() || it == '\u{feff}'
}

/// Where a line's text begins: after its blanks and a mail's quote marks.
fn margin_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'>') = bytes.get(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod console_tests;
#[cfg(test)]
mod tests;
