//! The sheet everything is printed on: wrapped to its width, and safe for a terminal.
//!
//! Nothing of a report reaches the output but through here.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, core::display_width};

use super::plain;

pub const PLAIN: Style = Style::new();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
/// Somebody has to act now.
pub const NOW: Style = AnsiColor::Red.on_default().bold();
/// Somebody has to decide by a date.
pub const DATE: Style = AnsiColor::Yellow.on_default().bold();
/// Does not belong where it stands.
pub const STRUCK: Style = Style::new().strikethrough();

/// Where no terminal says otherwise.
const WIDTH: usize = 80;
/// Longer lines are hard to read.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;

pub struct Sheet<'a> {
    out: &'a mut dyn Write,
    width: usize,
    /// The terminal's own width; a file has none.
    screen: Option<usize>,
    /// Whether a blank line comes before the next one.
    gap: bool,
    /// Whether anything was printed: no blank line comes first.
    begun: bool,
}

impl Sheet<'_> {
    /// A sheet for a terminal of a width, or for a file.
    pub fn new(out: &mut dyn Write, width: Option<usize>) -> Sheet<'_> {
        let text_width = width.unwrap_or(WIDTH).clamp(NARROWEST, WIDEST);
        Sheet { out, width: text_width, screen: width, gap: false, begun: false }
    }

    /// How wide text is wrapped.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a line of so many columns stands on one line: in a file always, so that `grep` finds all of it.
    pub fn fits(&self, columns: usize) -> bool {
        self.screen.is_none_or(|it| columns <= it)
    }

    /// One blank line before whatever comes next; never two, none at the beginning or the end.
    pub fn gap(&mut self) {
        self.gap = self.begun;
    }

    /// A hairline across.
    pub fn hairline(&mut self) -> io::Result<()> {
        self.line(0, &[(DIM, &"─".repeat(self.width))])
    }

    /// One line as it is, never wrapped: what somebody copies.
    pub fn line(&mut self, indent: usize, parts: &[(Style, &str)]) -> io::Result<()> {
        if self.gap {
            writeln!(self.out)?;
            self.gap = false;
        }
        self.begun = true;
        write!(self.out, "{:indent$}", "")?;
        for (style, text) in parts.iter().filter(|(_, text)| !text.is_empty()) {
            write!(self.out, "{style}{}{style:#}", plain(text))?;
        }
        writeln!(self.out)
    }

    /// Text, wrapped; nothing where it is empty.
    pub fn text(&mut self, indent: usize, style: Style, text: &str) -> io::Result<()> {
        self.hanging(indent, (PLAIN, ""), indent, style, text)
    }

    /// A mark, such as a number or a label, and text beside it that begins in the column `body`, wrapped.
    pub fn hanging(
        &mut self,
        indent: usize,
        mark: (Style, &str),
        body: usize,
        style: Style,
        text: &str,
    ) -> io::Result<()> {
        self.ending(indent, mark, body, (style, text), (PLAIN, ""))
    }

    /// The same, with something small after the text's end, such as a code.
    pub fn ending(
        &mut self,
        indent: usize,
        mark: (Style, &str),
        body: usize,
        (style, text): (Style, &str),
        end: (Style, &str),
    ) -> io::Result<()> {
        let text = plain(text);
        // A mark that reaches into the text's column pushes the first line along.
        let mark_end = if mark.1.is_empty() { body } else { indent + columns(mark.1) + 1 };
        let pushed = mark_end.saturating_sub(body);
        let end_width = if end.1.is_empty() { 0 } else { columns(end.1) + 2 };
        let lines = wrap(&text, self.width.saturating_sub(body + end_width), pushed);
        let n_lines = lines.len();
        for (n, text) in lines.into_iter().enumerate() {
            let is_last = n + 1 == n_lines && !end.1.is_empty();
            let end = if is_last { [(PLAIN, "  "), end] } else { [(PLAIN, ""); 2] };
            if n > 0 || mark.1.is_empty() {
                self.line(body, &[(style, &text), end[0], end[1]])?;
                continue;
            }
            let space = " ".repeat(body.saturating_sub(mark_end) + 1);
            self.line(indent, &[mark, (PLAIN, &space), (style, &text), end[0], end[1]])?;
        }
        Ok(())
    }
}

/// Breaks at blanks only: an ID or a name taken apart could not be copied. The first line is shorter by `pushed`.
fn wrap(text: &str, width: usize, pushed: usize) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let blanks = " ".repeat(pushed);
    let options = Options::new(width.max(20))
        .initial_indent(&blanks)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(false);
    let mut lines: Vec<String> = textwrap::wrap(text, options).into_iter().map(Cow::into_owned).collect();
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start().to_string();
    }
    lines
}

/// A text filled up with blanks to a width on the screen.
pub fn padded(text: &str, width: usize) -> String {
    let text = plain(text);
    let space = width.saturating_sub(display_width(&text));
    format!("{text}{:space$}", "")
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    display_width(&plain(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(width: usize, print: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        print(&mut Sheet::new(&mut out, Some(width))).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn wraps_beside_its_mark_and_leaves_ids_whole() {
        let text = "Search for 6c0e4f1b-92d7-4a58-b3e6-08f7c15a2d94 among all and deleted users.";
        assert_eq!(
            printed(40, |it| it.hanging(2, (PLAIN, "1."), 5, PLAIN, text)),
            "  1. Search for\n     6c0e4f1b-92d7-4a58-b3e6-08f7c15a2d94\n     among all and deleted users.\n"
        );
    }

    #[test]
    fn a_long_mark_pushes_the_first_line_only() {
        let text = "one two three four five six seven";
        assert_eq!(
            printed(40, |it| it.hanging(0, (PLAIN, "a-file-with-a-name:12"), 4, PLAIN, text)),
            "a-file-with-a-name:12 one two three four\n    five six seven\n"
        );
    }

    #[test]
    fn one_blank_line_and_none_at_the_edges() {
        let text = printed(40, |it| {
            it.gap();
            it.text(0, PLAIN, "one")?;
            it.gap();
            it.gap();
            it.text(0, PLAIN, "")?;
            it.text(0, PLAIN, "two")?;
            it.gap();
            Ok(())
        });
        assert_eq!(text, "one\n\ntwo\n");
    }

    #[test]
    fn styles_end_with_their_text() {
        let text = printed(40, |it| it.text(0, NOW, "Now"));
        assert_eq!(text, "\u{1b}[1m\u{1b}[31mNow\u{1b}[0m\n");
    }

    #[test]
    fn pads_by_columns_not_bytes() {
        assert_eq!(padded("山田", 6), "山田  ");
        assert_eq!(padded("Žofie", 7), "Žofie  ");
    }
}
