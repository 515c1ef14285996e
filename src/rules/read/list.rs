//! Lists of properties as PowerShell's `Format-List` prints them: `Label : value`, the colons of a block in one column.
//!
//! A long value goes on below itself, or, where the console's own width broke it, at the start of the next line. A block
//! ends with a blank line; other blocks of the same labels belong to the same listing.

use std::borrow::Cow;

use scim_checkup_ground::{
    find::Words,
    row::{Object, Page, Place, Row, Shape},
    text::{Origin, Text},
};

use crate::{
    letters::is_letter,
    read::{
        ITEM_LIMIT, Listener, PageEnd, PageKind,
        console::{columns_of, is_prompt, quote_end, value},
        prose::line_end,
    },
};

/// Names of properties are shorter, in calculated ones, too.
const LABEL: usize = 64;

/// Consoles are wider: what ends before it was not broken by its edge.
const NARROWEST: usize = 40;

/// One block.
pub struct Block<'t> {
    properties: Vec<Property<'t>>,
    /// The beginning of the line behind it.
    pub end: usize,
    /// Where it goes on behind a line that is none of its own: what stood between is missing.
    pub rest: Option<usize>,
}

struct Property<'t> {
    label: &'t str,
    /// Where its line begins.
    at: usize,
    /// The lines of its value.
    lines: Vec<Piece<'t>>,
    value: Cow<'t, str>,
}

/// What a line holds of a value.
struct Piece<'t> {
    text: &'t str,
    /// How wide the whole line is.
    width: usize,
}

/// What a block is to the listener.
pub struct Entry<'b> {
    fields: Object<'b>,
    shape: Shape,
    torn: bool,
    place: Place,
}

/// A listing under way: blocks of the same labels.
pub struct List {
    labels: Vec<String>,
    rows: u32,
    place: Place,
}

struct Line<'t> {
    text: &'t str,
    start: usize,
    next: usize,
}

/// The line at `at` without quote marks; `None`: more text decides.
fn line(text: &str, at: usize, known: bool) -> Option<Line<'_>> {
    let bytes = text.as_bytes();
    let (end, next) = line_end(bytes, at, usize::MAX, known)?;
    let start = quote_end(bytes, at).min(end);
    Some(Line { text: &text[start..end], start, next })
}

fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The label of a line, the column of its colon, and what stands behind it.
fn property(line: &str) -> Option<(&str, usize, &str)> {
    let (before, after) = line.cut_at(" :")?;
    let label = before.trim();
    let fits = (after.is_empty() || after.starts_with(' '))
        && label.starts_with(|it: char| is_letter(it) || matches!(it, '@' | '_'))
        && width(label) <= LABEL;
    fits.then(|| (label, width(before) + 1, after))
}

/// Whether one blank alone stands before the colon: chats and pages make one of several, and then no column is left.
fn is_collapsed(line: &str) -> bool {
    line.cut_at(" :").is_some_and(|(before, _)| !before.ends_with(' '))
}

/// The block that begins at the text's place: two lines or more with their colons in one column, or with one blank
/// before each. Outer `None`: more text decides; inner `None`: none begins here.
pub fn block(text: &Text, whole: bool) -> Option<Option<Block<'_>>> {
    let limit = text.at + ITEM_LIMIT;
    let known = whole || text.buffer.len() >= limit;
    let mut end = text.buffer.len().min(limit);
    while !text.buffer.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text.buffer[..end];
    let first = line(window, text.at, known)?;
    let Some((label, column, value)) = property(first.text) else { return Some(None) };
    let margin = indent(first.text);
    let mut block = Block { properties: Vec::new(), end: first.next, rest: None };
    block.begin(label, value, &first);
    let mut broken_at = None;
    while block.end < window.len() {
        let line = line(window, block.end, known)?;
        if line.text.trim().is_empty() {
            // A blank line within a value has more of it below.
            let Some(beyond) = beyond_blanks(window, line.next, known)? else { break };
            if indent(beyond.text) < column + 2 || block.properties.len() < 2 {
                break;
            }
            block.go_on(&beyond, column + 2);
            continue;
        }
        match property(line.text) {
            Some((label, at, value))
                if (at == column || is_collapsed(first.text) && is_collapsed(line.text))
                    && indent(line.text) == margin =>
            {
                // A label that comes again begins another block, whose blank line got lost.
                if block.properties.iter().any(|it| it.label == label) {
                    break;
                }
                block.begin(label, value, &line);
            }
            _ if indent(line.text) >= column + 2 => block.go_on(&line, column + 2),
            _ if block.is_broken_at(&mut broken_at, &line, window, column, known)? => block.go_on(&line, 0),
            _ => {
                // A cut leaves the begin of a line and the end of another.
                block.rest = block.rest_behind(line.next, window, column, known)?;
                if block.rest.is_none()
                    && let Some(end) = self::line(window, line.next, known)
                    && !end.text.trim().is_empty()
                    && property(end.text).is_none_or(|it| it.1 != column)
                {
                    block.rest = block.rest_behind(end.next, window, column, known)?;
                }
                break;
            }
        }
    }
    if block.end >= window.len() && !known {
        return None;
    }
    if block.properties.len() < 2 {
        return Some(None);
    }
    block.join();
    Some(Some(block))
}

/// The next line that is not blank; inner `None`: there is none.
fn beyond_blanks(text: &str, mut at: usize, known: bool) -> Option<Option<Line<'_>>> {
    while at < text.len() {
        let line = line(text, at, known)?;
        if !line.text.trim().is_empty() {
            return Some(Some(line));
        }
        at = line.next;
    }
    known.then_some(None)
}

impl<'t> Block<'t> {
    fn begin(&mut self, label: &'t str, value: &'t str, line: &Line<'t>) {
        let lines = vec![Piece { text: value, width: width(line.text) }];
        self.properties.push(Property { label, at: line.start, lines, value: Cow::Borrowed("") });
        self.end = line.next;
    }

    fn go_on(&mut self, line: &Line<'t>, indent: usize) {
        if let Some(property) = self.properties.last_mut() {
            property.lines.push(Piece { text: &line.text[indent..], width: width(line.text) });
        }
        self.end = line.next;
    }

    /// Whether a line at the margin goes on with the value before it, which the console's edge broke: that line is the
    /// widest of all, and this one is a single word, or the block goes on behind it. `None`: more text decides.
    fn is_broken_at(
        &self,
        edge: &mut Option<usize>,
        line: &Line<'_>,
        text: &str,
        column: usize,
        known: bool,
    ) -> Option<bool> {
        let widths = || self.properties.iter().flat_map(|it| it.lines.iter().map(|it| it.width));
        let last = widths().last().unwrap_or_default();
        let widest = widths().max() == Some(last) && edge.is_none_or(|it| it == last);
        if !widest || last < NARROWEST || width(line.text) > last || is_prompt(line.text) {
            return Some(false);
        }
        let is_word = !line.text.trim_end().has_byte(b' ');
        let goes_on = || Some(self.rest_behind(line.next, text, column, known)?.is_some());
        let broken = is_word && self.properties.len() > 1 || edge.is_some() || goes_on()?;
        if broken {
            *edge = Some(last);
        }
        Some(broken)
    }

    /// Where the block goes on at `at`, with a label that it does not have yet. Outer `None`: more text decides.
    fn rest_behind(&self, at: usize, text: &str, column: usize, known: bool) -> Option<Option<usize>> {
        let Some(next) = line(text, at, known) else { return (at >= text.len() && known).then_some(None) };
        let is_own = |label: &str| self.properties.iter().all(|it| it.label != label);
        let goes_on = property(next.text).is_some_and(|(label, at, _)| at == column && is_own(label));
        Some(goes_on.then_some(next.start))
    }

    /// Puts the lines of each value together. Where the console broke a line nothing stood between; where a line is
    /// shorter than the console is wide, a blank or a break of the value's own did.
    fn join(&mut self) {
        let edge = self.properties.iter().flat_map(|it| it.lines.iter().map(|it| it.width)).max();
        for property in &mut self.properties {
            let mut lines = property.lines.iter();
            let Some(first) = lines.next() else { continue };
            property.value = Cow::Borrowed(first.text);
            let mut before = first;
            for piece in lines {
                let value = property.value.to_mut();
                let one_word = !value.trim().has_byte(b' ') && !piece.text.trim().has_byte(b' ');
                let is_broken = Some(before.width) == edge || before.text.ends_with(' ') || one_word;
                if !is_broken {
                    value.push(' ');
                }
                value.push_str(piece.text);
                before = piece;
            }
        }
    }

    /// What the block is to the listener; `None`: nothing that it knows.
    ///
    /// `rest` is where the last block goes on behind a line that is none of its own, and becomes that of this one.
    pub fn entry(&self, rest: &mut Option<u64>, text: &Text, listener: &dyn Listener) -> Option<Entry<'_>> {
        let position = |at: usize| text.origin().position(at);
        let is_rest = rest.is_some() && *rest == self.properties.first().map(|it| position(it.at));
        *rest = self.rest.map(position);
        let torn = is_rest || rest.is_some();
        let mut cursor = text.cursor;
        let mut fields = Object::default();
        for it in self.properties.iter().filter(|it| listener.wants(it.label)) {
            let line = cursor.go(text.buffer.as_bytes(), it.at);
            let place = match &it.value {
                Cow::Borrowed(value) => {
                    let start = value.as_ptr().addr() - text.buffer.as_ptr().addr();
                    text.origin().place(line, start, start + value.len())
                }
                Cow::Owned(_) => Origin::NONE.place(line, 0, 1),
            };
            fields.members.push((Cow::Borrowed(it.label), value(&it.value, place)));
        }
        let labels: Vec<&str> = self.properties.iter().map(|it| it.label).collect();
        let shape = if fields.members.is_empty() {
            return None;
        } else if listener.is_entry(&fields, &Page::default()) {
            Shape::List
        } else if listener.is_header(&labels) {
            Shape::Ruled
        } else {
            return None;
        };
        let first = self.properties.first()?;
        let place = text.origin().place(text.cursor.line, first.at, first.at + first.label.len());
        Some(Entry { fields, shape, torn, place })
    }

    /// Whether the block belongs to a listing: it has the same labels.
    pub fn is_of(&self, list: &List) -> bool {
        self.properties.iter().map(|it| it.label).eq(list.labels.iter().map(String::as_str))
    }

    pub fn new_list(&self, entry: &Entry<'_>) -> List {
        let labels = self.properties.iter().map(|it| it.label.to_string()).collect();
        List { labels, rows: 0, place: entry.place }
    }
}

impl List {
    pub fn give(&mut self, entry: Entry<'_>, listener: &mut dyn Listener) {
        let Entry { fields, shape, torn, place } = entry;
        listener.row(&Row { fields, page: &Page::default(), shape, torn, place });
        self.rows += 1;
    }

    pub fn end(self, listener: &mut dyn Listener) {
        let end = PageEnd { place: self.place, rows: self.rows, complete: true, kind: PageKind::Table };
        listener.page(&Page::default(), &end);
    }
}
