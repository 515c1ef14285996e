//! Running text: gathered line by line into paragraphs.

use memchr::memchr2;

use scim_checkup_ground::row::Place;

use crate::read::{Listener, Prose};

/// A longer line is given in pieces.
pub const PIECE: usize = 64 * 1024;

/// A paragraph of more lines is given in parts.
const LINES: usize = 200;

/// The lines gathered since the last blank line or structure.
#[derive(Default)]
pub struct Paragraph {
    text: String,
    lines: Vec<(usize, Place)>,
    /// The rest of the paragraph belongs to a sentence with an object in it that has no end.
    pub is_sentence: bool,
}

impl Paragraph {
    pub fn push(&mut self, line: &str, place: Place, listener: &mut dyn Listener) {
        if self.lines.len() == LINES || self.text.len() + line.len() > PIECE {
            self.give(listener);
        }
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.lines.push((self.text.len(), place));
        self.text.push_str(line);
    }

    /// Gives the paragraph to the listener: it ends here.
    pub fn end(&mut self, listener: &mut dyn Listener) {
        self.give(listener);
        self.is_sentence = false;
    }

    /// Whether the last line announces the answer that the next one begins.
    pub fn awaits_response(&self) -> bool {
        announces_response(&self.text)
    }

    fn give(&mut self, listener: &mut dyn Listener) {
        if !self.lines.is_empty() {
            listener.prose(&Prose { text: &self.text, lines: &self.lines });
            self.text.clear();
            self.lines.clear();
        }
    }
}

/// Whether the provisioning service's sentence goes on with the application's answer: `… Web Response: {…}`. In the
/// portal's panes a bar stands in place of the colon.
pub fn announces_response(before: &str) -> bool {
    let before = before.trim_end();
    let Some(before) = before.strip_suffix([':', '|']) else { return false };
    let words = before.trim_end().as_bytes();
    let Some(at) = words.len().checked_sub("web response".len()) else { return false };
    words[at..].eq_ignore_ascii_case(b"web response")
}

/// Where the line that goes on at `at` ends, and where the next one begins; at most `limit` bytes on, between two
/// characters. `None`: more text decides.
pub fn line_end(bytes: &[u8], at: usize, limit: usize, whole: bool) -> Option<(usize, usize)> {
    let mut end = bytes.len().min(at.saturating_add(limit));
    let cut = end < bytes.len() || end - at == limit;
    let Some(length) = memchr2(b'\n', b'\r', &bytes[at..end]) else {
        while end < bytes.len() && bytes[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        return (cut || whole).then_some((end, end));
    };
    let content_end = at + length;
    match (bytes[content_end], bytes.get(content_end + 1)) {
        (b'\r', Some(b'\n')) => Some((content_end, content_end + 2)),
        (b'\r', None) if !whole => None,
        _ => Some((content_end, content_end + 1)),
    }
}
