//! Tables: lines of cells under a header, separated by comma, semicolon or tab, quoted where they need be.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memrchr2};

use scim_checkup_ground::{
    find::{Words, find},
    json,
    row::{Lookups, Node, Object, Page, Place, Row, Shape, Value, trim},
    text::{Cursor, Origin, Text, WIDEST, is_narrow},
};

use crate::read::{
    ITEM_LIMIT, Listener, PageEnd, PageKind, console::is_command, margin_end, prose::line_end,
};

const STOPS: &str = "The text stops in the middle of this line. What stands whole before it was read.";
const SHORTENED: &str = "Something in this line was shortened. What stands whole beside it was read.";

/// A longer line is no header.
const HEADER_LIMIT: usize = 16 * 1024;

/// A row that a mail program broke has hardly more.
const MOST_LINES: usize = 32;

/// Tab first: it hardly ever stands in a name.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];

/// A table under way.
pub struct Table {
    columns: Vec<String>,
    lookups: Lookups,
    separator: Option<u8>,
    /// How wide the header's last line is.
    width: usize,
    rows: u32,
    /// Rows that leave trailing cells out.
    short_rows: u32,
    complete: bool,
    place: Place,
    /// A blank line was read; the next line shows whether it ended the table.
    paused: bool,
}

/// What became of a line in a table.
pub enum Line {
    /// It is read, up to here.
    Row(usize),
    /// The table goes on after it, but the line is none of its rows.
    Foreign,
    /// More text decides.
    Wait,
}

/// Whether a line is a header; then the table begins under it.
pub fn header(line: &str, place: Place, listener: &dyn Listener) -> Option<Table> {
    if line.len() > HEADER_LIMIT || !has_labels(line) || is_command(line) {
        return None;
    }
    let single = std::iter::once(None);
    let present = SEPARATORS.into_iter().filter(|it| memchr(*it, line.as_bytes()).is_some()).map(Some);
    for separator in present.chain(single) {
        let Ok(record) = record(line, 0, separator, true, 0) else { continue };
        let names: Vec<&str> = record.cells.iter().map(|it| it.text.trim()).collect();
        if listener.is_header(&names) {
            let columns = names.iter().map(ToString::to_string).collect();
            return Some(Table {
                columns,
                lookups: Lookups::new(names.len()),
                separator,
                width: width(line),
                rows: 0,
                short_rows: 0,
                complete: true,
                place,
                paused: false,
            });
        }
    }
    None
}

/// Whether a line may have labels between its separators: one of a log or a mail has sentences, times and JSON there.
fn has_labels(line: &str) -> bool {
    let line = line.as_bytes();
    memchr2(b'{', b'}', line).is_none() && find(line, b": ").is_none()
}

/// Whether a line under a header may be another one: headers have neither addresses nor numbers nor IDs nor empty cells,
/// and asking about every row would take longer than reading it.
pub fn may_be_header(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_value =
        |it: &[u8]| SEPARATORS.contains(&it[0]) && (it[1].is_ascii_digit() || SEPARATORS.contains(&it[1]));
    let is_id = |it: &[u8]| it.len() == 36 && memchr_iter(b'-', it).count() == 4;
    memchr(b'@', bytes).is_none()
        && !bytes.split(|it| SEPARATORS.contains(it)).any(is_id)
        && !bytes.first().is_some_and(u8::is_ascii_digit)
        && !bytes.windows(2).any(is_value)
}

/// Whether a cell begins with a quote that an editor made typographic.
pub fn is_typographic(line: &str) -> bool {
    let begins = |it: &[u8]| matches!(it, [b'\t' | b';' | b',', 0xE2, 0x80, 0x9C..=0x9F]);
    memchr(0xE2, line.as_bytes()).is_some() && line.as_bytes().windows(4).any(begins)
}

/// Whether a line only says how the table under it is written: Excel's `sep=;`, PowerShell's `#TYPE …`, the version
/// line of the portal's bulk templates.
pub fn is_preface(line: &str) -> bool {
    let line = line.trim();
    let separator = line.strip_prefix("sep=").is_some_and(|it| it.chars().count() <= 1 || it == "\\t");
    separator || line.starts_with("#TYPE ") || line.strip_prefix("version:v").is_some_and(is_version)
}

fn is_version(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

impl Table {
    /// Reads the line at the text's place as a row.
    pub fn line(&mut self, text: &Text, whole: bool, listener: &mut dyn Listener) -> Line {
        let start = text.at;
        let window = window(text);
        let end = window.len();
        let known = whole || text.buffer.len() >= start + ITEM_LIMIT;
        let line = text.cursor.line;
        let (cells, record_end, next, torn) =
            match record(window, start, self.separator, known, self.columns.len()) {
                Ok(it) if self.goes_on_in(window, start, &it, listener) => return Line::Row(it.next),
                Ok(it) => {
                    let ends_document = whole && it.end == text.buffer.len();
                    let is_short = it.cells.len() < self.columns.len();
                    let torn = it.cut || ends_document && is_short && self.short_rows == 0;
                    let mut cells = it.cells;
                    if torn {
                        // What stands in the last cell may be cut.
                        cells.pop();
                    }
                    (cells, it.end, it.next, torn)
                }
                Err(_) if !known => return Line::Wait,
                // The document stops within the quotes.
                Err(Unclosed { cells, quote }) if whole && !has_break(&window[quote..]) => {
                    (cells, end, end, true)
                }
                Err(_) => {
                    let message = "A quotation mark in this line is not closed. The line was left out.";
                    return self.foreign(line, message.to_string(), listener);
                }
            };
        if cells.iter().all(is_blank) && !torn {
            return Line::Row(next);
        }
        let wants = self.columns.len();
        let mut cells = cells;
        let mut shortened = false;
        // Where somebody shortened a row by whole cells, those behind may be of any column.
        if cells.len() < wants
            && let Some(at) = cells.iter().position(|it| it.text.has("…"))
        {
            cells.truncate(at);
            shortened = true;
        }
        let has = cells.len();
        // A row over several lines that has other cells than the table is perhaps of two, with a gap between their quotes.
        let is_of_two = has != wants && has_break(&window[start..record_end]);
        if is_of_two || !cells.iter().skip(wants).all(is_blank) || (has * 2 < wants && !torn) {
            let has = if has == 1 { "1 cell".to_string() } else { format!("{has} cells") };
            let message =
                format!("This line has {has}, the table has {wants} columns. The line was left out.");
            return self.foreign(line, message, listener);
        }
        let mut cursor = text.cursor;
        let mut fields = Object { table: Some(&self.lookups), ..Object::default() };
        let mut cells = cells.into_iter();
        for column in &self.columns {
            // Blank cells at the end may be missing: the row still has every column.
            let node = match cells.next() {
                Some(cell) => cell.node(window, &mut cursor, text.origin()),
                None => Node { value: Value::Null, place: text.origin().place(line, record_end, record_end) },
            };
            shortened |= matches!(node.value, Value::Cut(_));
            fields.members.push((Cow::Borrowed(column.as_str()), node));
        }
        let place = text.origin().place(line, start, record_end);
        let page = Page::default();
        if has > 0 {
            listener.row(&Row { fields, page: &page, shape: Shape::Table, torn: torn || shortened, place });
            self.rows += 1;
        }
        if torn || shortened {
            self.complete = false;
            let message = if torn { STOPS } else { SHORTENED };
            listener.problem(line, message.to_string());
        }
        self.short_rows += u32::from(has < wants);
        Line::Row(next)
    }

    /// Whether the header goes on in this line, because a mail program broke it; its labels are columns then.
    fn goes_on_in(&mut self, text: &str, at: usize, record: &Record<'_>, listener: &dyn Listener) -> bool {
        let line = &text[at..record.end];
        if self.rows > 0 || !had_no_room(self.width, line) || !may_be_header(line) {
            return false;
        }
        let last = self.columns.last().map(String::as_str).unwrap_or_default();
        let first = joined(last, record.cells.first().map_or("", |it| it.text.trim()));
        let rest = || record.cells.iter().skip(1).map(|it| it.text.trim());
        let labels = || std::iter::once(first.as_str()).chain(rest());
        let goes_on = labels().any(|it| listener.wants(it));
        if goes_on {
            self.columns.pop();
            self.columns.extend(labels().map(ToString::to_string));
            self.lookups = Lookups::new(self.columns.len());
            self.width = width(line);
        }
        goes_on
    }

    /// A blank line: it ends the table, unless the next line has exactly the table's cells, and not only words, as
    /// another table's header has.
    pub fn pause(&mut self) {
        self.paused = true;
    }

    /// Whether the line at the text's place still belongs to the table. `None`: more text decides.
    pub fn goes_on(&mut self, text: &Text, whole: bool) -> Option<bool> {
        if !self.paused {
            return Some(true);
        }
        // Two cells may be a sentence with a comma.
        if self.columns.len() < 3 {
            return Some(false);
        }
        let window = window(text);
        let known = whole || text.buffer.len() >= text.at + ITEM_LIMIT;
        match record(window, text.at, self.separator, known, 0) {
            Ok(record) => {
                let is_value = |it: &Cell<'_>| it.text.bytes().any(|it| it == b'@' || it.is_ascii_digit());
                self.paused = record.cells.len() != self.columns.len() || !record.cells.iter().any(is_value);
            }
            Err(_) if !known => return None,
            Err(_) => {}
        }
        Some(!self.paused)
    }

    pub fn end(self, listener: &mut dyn Listener) {
        let end =
            PageEnd { place: self.place, rows: self.rows, complete: self.complete, kind: PageKind::Table };
        listener.page(&Page::default(), &end);
    }

    fn foreign(&mut self, line: u32, message: String, listener: &mut dyn Listener) -> Line {
        self.complete = false;
        listener.problem(line, message);
        Line::Foreign
    }
}

/// The text that one row may take, with what stands before it.
fn window(text: &Text) -> &str {
    let mut end = text.buffer.len().min(text.at + ITEM_LIMIT);
    while !text.buffer.is_char_boundary(end) {
        end -= 1;
    }
    &text.buffer[..end]
}

/// A quoted cell without its end, and the cells before it.
struct Unclosed<'t> {
    cells: Vec<Cell<'t>>,
    quote: usize,
}

struct Record<'t> {
    cells: Vec<Cell<'t>>,
    /// The end of its last cell.
    end: usize,
    /// The beginning of the next line.
    next: usize,
    /// Its last cell goes on in the next line, and not as a mail program breaks one: it is perhaps another row's.
    cut: bool,
}

impl<'t> Record<'t> {
    /// Puts a row together that a mail program broke at blanks: each next word had no room in its line, both are words and
    /// no values by themselves, and together there are exactly as many cells as columns.
    fn unwrap(
        &mut self,
        text: &'t str,
        at: usize,
        separator: Option<u8>,
        whole: bool,
        wants: usize,
    ) -> Result<(), Unclosed<'t>> {
        // Of an ID half may be left; and no word of prose is longer than one without its dashes.
        let is_value = |it: &str| {
            let of_id = |it: char| it.is_ascii_hexdigit() || it == '-';
            let it = it.trim();
            !it.has_byte(b' ') && (it.has_byte(b'@') || it.len() > 32)
                || it.has_byte(b'-') && it.chars().all(of_id)
        };
        let last_line = |end: usize| {
            let row = &text[at..end];
            &row[memrchr2(b'\n', b'\r', row.as_bytes()).map_or(0, |it| it + 1)..]
        };
        if width(last_line(self.end)) > WIDEST {
            return Ok(());
        }
        let mut cells: Vec<Cell<'_>> = self.cells.last().cloned().into_iter().collect();
        let before = self.cells.len() - cells.len();
        let (mut end, mut next) = (self.end, self.next);
        for _ in 0..MOST_LINES {
            let from = margin_end(text.as_bytes(), next);
            let Some((to, _)) = line_end(text.as_bytes(), from, usize::MAX, whole) else {
                return Err(Unclosed { cells, quote: from });
            };
            let line = &text[from..to];
            if !had_no_room(width(last_line(end)), line) || !is_narrow(line.as_bytes()) {
                break;
            }
            let more = match record(text, from, separator, whole, 0) {
                Err(it) if !whole => return Err(it),
                Err(_) => break,
                Ok(more) => more,
            };
            let mut pieces = more.cells.into_iter();
            let (Some(last), Some(first)) = (cells.last_mut(), pieces.next()) else { break };
            // A separator has no blank before it where a line was broken, and no number goes on behind one.
            let is_digit = |it: char| it.is_ascii_digit();
            let are_numbers = last.text.trim_end().ends_with(is_digit) && first.text.starts_with(is_digit);
            let one = last.text.trim();
            let are_halves = !one.is_empty() && json::are_halves(one, first.text.trim());
            if is_value(one) || is_value(&first.text) || first.text.is_empty() || are_numbers || are_halves {
                self.cut = self.cells.len() < wants && before + cells.len() + pieces.len() == wants;
                break;
            }
            last.text = Cow::Owned(joined(&last.text, &first.text));
            cells.extend(pieces);
            (end, next) = (more.end, more.next);
            if before + cells.len() > wants {
                break;
            }
            if before + cells.len() == wants {
                self.cells.truncate(before);
                self.cells.extend(cells.iter().cloned());
                (self.end, self.next) = (end, next);
            }
        }
        Ok(())
    }
}

fn joined(one: &str, other: &str) -> String {
    [one.trim_end(), other].join(" ")
}

/// How wide a line is to a mail program, which breaks it at the blank before column 76 or, where none is, behind it.
fn width(line: &str) -> usize {
    if line.has_byte(b' ') { line.len() } else { line.len().min(76) }
}

/// Whether the first word of a line had no room in the one before it, which is so wide: a mail program broke it there.
fn had_no_room(width: usize, next: &str) -> bool {
    let word = next.bytes().take_while(|it| !it.is_ascii_whitespace()).count();
    width <= WIDEST && width + word > 70
}

#[derive(Clone)]
struct Cell<'t> {
    text: Cow<'t, str>,
    start: usize,
}

impl<'t> Cell<'t> {
    fn node(self, window: &str, cursor: &mut Cursor, origin: Origin<'_>) -> Node<'t> {
        let line = cursor.go(window.as_bytes(), self.start);
        let place = match &self.text {
            Cow::Borrowed(text) => origin.place(line, self.start, self.start + text.len()),
            Cow::Owned(_) => Origin::NONE.place(line, 0, 1),
        };
        Node { value: Value::of_text(self.text).0, place }
    }
}

/// The cells of the line at `at`, which may go over several lines: within quotes, and where a mail program broke it and
/// so many cells are wanted.
fn record(
    text: &str,
    at: usize,
    separator: Option<u8>,
    whole: bool,
    wants: usize,
) -> Result<Record<'_>, Unclosed<'_>> {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut start = at;
    loop {
        let begin = start + bytes[start..].iter().take_while(|it| **it == b' ').count();
        let quoted = bytes.get(begin) == Some(&b'"');
        let (cell, end) = match if quoted { quoted_cell(text, begin, separator) } else { Quoted::No } {
            Quoted::Cell(cell, end) => (cell, end),
            Quoted::Unclosed => return Err(Unclosed { cells, quote: begin }),
            Quoted::No => {
                let rest = &bytes[start..];
                let length = cell_length(rest, separator).unwrap_or(rest.len());
                (Cell { text: Cow::Borrowed(&text[start..start + length]), start }, start + length)
            }
        };
        cells.push(cell);
        match bytes.get(end) {
            Some(it) if Some(*it) == separator => start = end + 1,
            _ => {
                let Some((_, next)) = line_end(bytes, end, usize::MAX, whole) else {
                    return Err(Unclosed { cells, quote: begin });
                };
                let mut row = Record { cells, end, next, cut: false };
                let in_sentence = row.cells.last().is_some_and(|it| it.text.has_byte(b' '));
                if row.cells.len() < wants + usize::from(in_sentence) {
                    row.unwrap(text, at, separator, whole, wants)?;
                }
                return Ok(row);
            }
        }
    }
}

fn cell_length(rest: &[u8], separator: Option<u8>) -> Option<usize> {
    match separator {
        Some(separator) => memchr::memchr3(separator, b'\n', b'\r', rest),
        None => memchr2(b'\n', b'\r', rest),
    }
}

enum Quoted<'t> {
    Cell(Cell<'t>, usize),
    Unclosed,
    /// Other text follows the closing quote.
    No,
}

/// Whether a cell over two lines is made of two halves of addresses or IDs.
fn are_halves(cell: &str) -> bool {
    let Some((before, after)) = cell.split_once('\n') else { return false };
    let is_word = |it: &str| !it.has_byte(b' ') && !it.has_byte(b'\n');
    let no_domain = |it: &str| it.cut_at("@").is_some_and(|it| !it.1.has_byte(b'.'));
    let meet = after.starts_with(['.', '@']) || no_domain(before.trim_end());
    // A part of an ID, which is shorter than one.
    let of_id = |it: &str| {
        it.len() < 36 && it.has_byte(b'-') && it.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-')
    };
    (meet || of_id(before.trim_end()) && of_id(after)) && is_word(before.trim_end()) && is_word(after)
}

/// A cell in quotes and its end.
fn quoted_cell(text: &str, quote: usize, separator: Option<u8>) -> Quoted<'_> {
    let bytes = text.as_bytes();
    let start = quote + 1;
    let mut at = start;
    let mut doubled = false;
    loop {
        let Some(found) = memchr(b'"', &bytes[at..]) else { return Quoted::Unclosed };
        at += found;
        if bytes.get(at + 1) != Some(&b'"') {
            break;
        }
        doubled = true;
        at += 2;
    }
    let inside = &text[start..at];
    let after = at + 1 + bytes[at + 1..].iter().take_while(|it| **it == b' ').count();
    if are_halves(inside) {
        return Quoted::Unclosed;
    }
    match bytes.get(after) {
        None | Some(b'\n' | b'\r') => {}
        Some(it) if Some(*it) == separator => {}
        // A quote that another line's quote seems to close.
        Some(_) if has_break(inside) => return Quoted::Unclosed,
        Some(_) => return Quoted::No,
    }
    let text = if doubled { Cow::Owned(undoubled(inside)) } else { Cow::Borrowed(inside) };
    Quoted::Cell(Cell { text, start }, after)
}

fn is_blank(cell: &Cell<'_>) -> bool {
    trim(&cell.text).is_empty()
}

/// A quoted cell's text: each two quotes in it stand for one.
fn undoubled(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.cut_at("\"\"") {
        plain.push_str(before);
        plain.push('"');
        rest = after;
    }
    plain.push_str(rest);
    plain
}

fn has_break(text: &str) -> bool {
    memchr2(b'\n', b'\r', text.as_bytes()).is_some()
}
