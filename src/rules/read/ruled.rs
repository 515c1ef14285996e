//! Tables as PowerShell's `Format-Table` prints them: a header, a ruler of dashes under it, and rows by the columns of
//! the screen.
//!
//! The dashes stand under the labels alone, so a column begins with them and reaches to the next; numbers are set to the
//! right and may begin before their dashes.

use std::borrow::Cow;

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Place, Row, Shape, Value},
    text::Text,
};

use crate::read::{
    Listener, PageEnd, PageKind,
    console::{columns_of, is_prompt, quote_end, value},
    prose::line_end,
};

/// A longer header is none.
const LOOK: usize = 16 * 1024;

/// Labels that are wider than their columns are wrapped: into more lines than these, hardly ever.
const HEADER_LINES: usize = 5;

/// A table under way.
pub struct Ruled {
    columns: Vec<Column>,
    /// The row read last: the next line shows whether its cells go on.
    row: Option<(Vec<Cell>, Place)>,
    rows: u32,
    complete: bool,
    place: Place,
}

struct Column {
    label: String,
    /// Where its dashes begin and end.
    start: usize,
    end: usize,
}

struct Cell {
    text: String,
    place: Place,
    /// It goes on in the next line.
    goes_on: bool,
}

/// What became of a line under a header.
pub enum Line {
    Row,
    /// It does not fit the columns; the table goes on.
    Foreign,
    /// A prompt: the table has ended.
    Prompt,
}

/// The table whose header begins at the text's place, and where its first row does. Outer `None`: more text decides.
pub fn header(text: &Text, whole: bool, listener: &dyn Listener) -> Option<Option<(Ruled, usize)>> {
    let limit = text.buffer.len().min(text.at + LOOK);
    let known = whole || limit == text.at + LOOK;
    let bytes = &text.buffer.as_bytes()[..limit];
    let mut lines: Vec<&str> = Vec::new();
    let mut at = text.at;
    loop {
        let (end, next) = line_end(bytes, at, usize::MAX, known)?;
        let Some(line) = text.buffer.get(quote_end(bytes, at).min(end)..end) else { return Some(None) };
        if !lines.is_empty() && is_ruler(line) {
            let columns = columns(line, &lines);
            let labels: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
            let place = text.origin().place(text.cursor.line, text.at, end);
            let table = Ruled { columns: Vec::new(), row: None, rows: 0, complete: true, place };
            let is_header = listener.is_header(&labels);
            return Some(is_header.then_some((Ruled { columns, ..table }, next)));
        }
        if next == end || lines.len() == HEADER_LINES || !may_be_header(line) {
            return Some(None);
        }
        lines.push(line);
        at = next;
    }
}

/// Labels are words; most lines of a text have something else in them.
fn may_be_header(line: &str) -> bool {
    !line.trim().is_empty() && !line.contains(['@', ':', '{', '}', '"', '=', ',', ';', '|', '>', '\t'])
}

/// Dashes and blanks, of two columns at least. (A line of dashes alone is under every second title.)
fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.bytes().all(|it| matches!(it, b'-' | b' ')) && line.has("- ") && line.has("--")
}

/// The columns of a ruler; labels over several lines are put together without a blank, as they were taken apart.
fn columns(ruler: &str, header: &[&str]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (at, _) in ruler.match_indices('-') {
        match columns.last_mut() {
            Some(column) if column.end == at => column.end += 1,
            _ => columns.push(Column { label: String::new(), start: at, end: at + 1 }),
        }
    }
    for line in header {
        let bounds =
            bounds(line, &columns, true).or_else(|| bounds(line, &columns, false)).unwrap_or_default();
        for (column, (start, end)) in columns.iter_mut().zip(bounds) {
            column.label.push_str(line[start..end].trim());
        }
    }
    columns
}

/// Where in a line the cells of the columns begin and end; `None`: its words stand across the columns. On the screen a
/// wide character takes two columns, in a file perhaps one.
fn bounds(line: &str, columns: &[Column], on_screen: bool) -> Option<Vec<(usize, usize)>> {
    let width = |it| if on_screen { columns_of(it) } else { 1 };
    // The place in the line of each column of the screen; none where a wide character goes over it.
    let mut at_column = Vec::with_capacity(line.len());
    for (at, it) in line.char_indices() {
        at_column.push(Some(at));
        at_column.extend((1..width(it)).map(|_| None));
    }
    let mut starts = vec![0];
    for column in columns.iter().skip(1) {
        // Blank cells at the end may be missing.
        let Some(start) = at_column.get(column.start).copied() else {
            starts.push(line.len());
            continue;
        };
        let mut start = start?;
        if !line[..start].ends_with(' ') {
            // Set to the right, a number begins before its dashes and ends with them.
            let end = at_column.get(column.end).copied().unwrap_or(Some(line.len()))?;
            let word_end = line[start..].find(' ').map_or(line.len(), |it| start + it);
            start = match line[..start].rfind(' ') {
                Some(blank) if word_end == end => blank + 1,
                // The first column has no blank before it.
                _ => return None,
            };
        }
        if starts.last().is_some_and(|it| *it > start) {
            return None;
        }
        starts.push(start);
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    Some(starts.iter().copied().zip(ends).collect())
}

impl Ruled {
    /// Reads the line that begins at the text's place and ends at `end`.
    pub fn line(&mut self, text: &Text, end: usize, listener: &mut dyn Listener) -> Line {
        let start = quote_end(text.buffer.as_bytes(), text.at).min(end);
        let line = &text.buffer[start..end];
        if is_prompt(line) {
            return Line::Prompt;
        }
        let fits = |on_screen| bounds(line, &self.columns, on_screen);
        let Some(bounds) = fits(true).or_else(|| fits(false)) else {
            self.complete = false;
            let message = "This line does not fit the columns of the table it stands in. It was left out.";
            listener.problem(text.cursor.line, message.to_string());
            return Line::Foreign;
        };
        let cell = |(from, to): (usize, usize)| {
            let shown = line[from..to].trim();
            let at = start + (shown.as_ptr().addr() - line.as_ptr().addr());
            let place = text.origin().place(text.cursor.line, at, at + shown.len());
            Cell { text: shown.to_string(), place, goes_on: false }
        };
        let cells: Vec<Cell> = bounds.into_iter().map(cell).collect();
        if !self.goes_on(&cells) {
            self.give(listener);
            let place = text.origin().place(text.cursor.line, start, end);
            self.row = Some((cells, place));
        }
        Line::Row
    }

    /// Whether a line holds more of the cells of the row before it, as `-Wrap` prints them: nothing stands where that row
    /// has nothing, or in the first column, and nothing that is a name or an ID by itself. What goes on is not put
    /// together: where the console broke it, no blank tells from a blank that was there.
    fn goes_on(&mut self, cells: &[Cell]) -> bool {
        let Some((row, _)) = &mut self.row else { return false };
        let width = |text: &str| text.chars().map(columns_of).sum::<usize>();
        let is_more = |(at, (cell, above)): (usize, (&Cell, &Cell))| {
            let both = |it: u8| cell.text.has_byte(it) && above.text.has_byte(it);
            let is_id = cell.text.len() == 36 && cell.text.matches('-').count() == 4;
            // What would have had room in the line above was not wrapped.
            let word = cell.text.split(' ').next().unwrap_or_default();
            let next = self.columns.get(at + 1).map(|next| next.start);
            let had_room =
                next.is_some_and(|it| self.columns[at].start + width(&above.text) + width(word) + 2 <= it);
            cell.text.is_empty() || !above.text.is_empty() && !both(b'@') && !is_id && !had_room
        };
        let goes_on = cells.first().is_some_and(|it| it.text.is_empty())
            && cells.iter().any(|it| !it.text.is_empty())
            && cells.iter().zip(row.iter()).enumerate().all(is_more);
        for (above, cell) in row.iter_mut().zip(cells).filter(|_| goes_on) {
            above.goes_on |= !cell.text.is_empty();
        }
        goes_on
    }

    /// Gives the row that was read last.
    fn give(&mut self, listener: &mut dyn Listener) {
        let Some((cells, place)) = self.row.take() else { return };
        let node = |it| match it {
            &Cell { ref text, place, goes_on: true } => Node { value: Value::Cut(text), place },
            it => value(&it.text, it.place),
        };
        let members = self.columns.iter().zip(&cells);
        let members = members.map(|(column, it)| (Cow::Borrowed(column.label.as_str()), node(it))).collect();
        let row = Row {
            fields: Object::of(members),
            page: &Page::default(),
            shape: Shape::Ruled,
            torn: false,
            place,
        };
        listener.row(&row);
        self.rows += 1;
    }

    pub fn end(mut self, listener: &mut dyn Listener) {
        self.give(listener);
        let end =
            PageEnd { place: self.place, rows: self.rows, complete: self.complete, kind: PageKind::Table };
        listener.page(&Page::default(), &end);
    }
}
