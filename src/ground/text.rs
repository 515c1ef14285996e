//! Bytes into text: encodings, and where each piece of text stands in the document as it was given.

use memchr::{memchr, memchr2, memchr3};

use crate::{
    row::{Offset, Place},
    signature::{NoText, no_text},
};

/// Wider lines were not broken by a mail program.
pub const WIDEST: usize = 80;

/// Whether a line is as narrow as a mail program makes it, which breaks no word.
pub fn is_narrow(line: &[u8]) -> bool {
    line.len() <= WIDEST || memchr(b' ', line).is_none()
}

/// How many bytes tell a text from a file that is none, and UTF-16 without a mark from UTF-8: half of what plain letters take
/// in UTF-16 is NUL.
/// A fixed number, so that the chunks do not decide.
const HEAD: usize = 64;

/// The decoded text that is not read yet.
pub struct Text {
    /// Always begins and ends between characters.
    pub buffer: String,
    /// How far the buffer is read.
    pub at: usize,
    pub cursor: Cursor,
    /// Where the buffer comes from, but for what was left out within it.
    start: Origin<'static>,
    /// What was left out of the buffer.
    gaps: Vec<Gap>,
    pub quotes: Quotes,
    /// Within a text whose quotes are straight.
    in_string: bool,
    /// Behind a backslash.
    escaped: bool,
    encoding: Encoding,
    /// The document is no text, and nothing of it is decoded.
    pub no_text: Option<NoText>,
    /// A character that is not complete yet; at the very start the document's first bytes.
    kept: Vec<u8>,
    /// The first half of a UTF-16 pair.
    high: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Unknown,
    Utf8,
    Windows1252,
    Utf16 { big: bool },
}

/// Where something was left out, and how many bytes of the document were up to here; fewer than none where letters took
/// less room. The place is that behind it, doubled, and one less where it was within a letter, which is another one then.
type Gap = (usize, i64);

/// What became of the document's straight quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    Straight,
    /// An editor made them typographic ones.
    Typographic,
    /// The text is what a JSON string holds, up to a quote that has no backslash.
    Escaped,
}

impl Default for Text {
    fn default() -> Text {
        Text {
            buffer: String::new(),
            at: 0,
            cursor: Cursor { at: 0, line: 1, after: Some(b'\n'), still: false, clear: 0 },
            start: Origin { direct: true, ..Origin::NONE },
            gaps: Vec::new(),
            quotes: Quotes::Straight,
            in_string: false,
            escaped: false,
            encoding: Encoding::Unknown,
            no_text: None,
            kept: Vec::new(),
            high: None,
        }
    }
}

impl Text {
    /// What a string of a document holds: UTF-8, all in one line, from so many bytes of the document on.
    pub fn within(line: u32, position: u64) -> Text {
        Text {
            start: Origin { base: position, inner: true, ..Origin::NONE },
            cursor: Cursor::still(line),
            encoding: Encoding::Utf8,
            ..Text::default()
        }
    }

    pub fn origin(&self) -> Origin<'_> {
        Origin { gaps: &self.gaps, ..self.start }
    }

    pub fn encoding(&self) -> &'static str {
        match self.encoding {
            Encoding::Unknown | Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Utf16 { big: false } => "UTF-16LE",
            Encoding::Utf16 { big: true } => "UTF-16BE",
        }
    }

    /// Decodes on.
    pub fn push(&mut self, mut bytes: &[u8]) {
        if self.encoding == Encoding::Unknown {
            let missing = HEAD - self.kept.len();
            let (head, rest) = bytes.split_at(missing.min(bytes.len()));
            self.kept.extend_from_slice(head);
            if self.kept.len() < HEAD {
                return;
            }
            self.begin();
            bytes = rest;
        }
        self.decode(bytes);
    }

    /// Decodes what was kept back: the document ends here.
    pub fn finish(&mut self) {
        if self.encoding == Encoding::Unknown {
            self.begin();
        }
        let kept = std::mem::take(&mut self.kept);
        match self.encoding {
            Encoding::Utf16 { .. } => {
                if !kept.is_empty() || self.high.take().is_some() {
                    self.buffer.push(char::REPLACEMENT_CHARACTER);
                }
            }
            _ => self.read_as_windows_1252(&kept),
        }
    }

    /// Counts the lines of what was read and lets it go.
    pub fn drain(&mut self) {
        self.cursor.go(self.buffer.as_bytes(), self.at);
        self.buffer.drain(..self.at);
        self.start.base += self.at as u64;
        let passed = self.origin().gaps_until(self.at * 2);
        self.start.left_out = self.origin().left_out(passed);
        self.gaps.drain(..passed);
        self.gaps.iter_mut().for_each(|it| it.0 -= self.at * 2);
        self.cursor.clear = self.cursor.clear.saturating_sub(self.at);
        self.at = 0;
        self.cursor.at = 0;
    }

    /// How many lines were read so far.
    pub fn lines(&self) -> u32 {
        let mut cursor = self.cursor;
        cursor.go(self.buffer.as_bytes(), self.at);
        cursor.line - u32::from(matches!(cursor.after, Some(b'\n' | b'\r')))
    }

    /// Decides the encoding by the first bytes and decodes them.
    fn begin(&mut self) {
        let head = std::mem::take(&mut self.kept);
        let (encoding, mark) = detect(&head);
        self.encoding = encoding;
        self.no_text = no_text(&head);
        self.start.mark = mark as u64;
        if matches!(encoding, Encoding::Utf16 { .. }) {
            self.start.direct = false;
        }
        self.decode(&head[mark..]);
    }

    fn decode(&mut self, bytes: &[u8]) {
        match self.encoding {
            _ if self.no_text.is_some() => {}
            Encoding::Utf16 { big } => self.decode_utf16(bytes, big),
            _ => self.decode_utf8(bytes),
        }
    }

    fn decode_utf8(&mut self, bytes: &[u8]) {
        let start = self.buffer.len();
        let mut rest = bytes;
        // A character torn by the chunks' border: it is completed byte by byte, at most four times.
        while !self.kept.is_empty() {
            let Some((first, others)) = rest.split_first() else { break };
            self.kept.push(*first);
            rest = others;
            match std::str::from_utf8(&self.kept) {
                Ok(_) => {
                    let whole = std::mem::take(&mut self.kept);
                    self.decode_whole(&whole);
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    // The byte that broke it may begin a character of its own.
                    let broken = std::mem::take(&mut self.kept);
                    let (before, last) = broken.split_at(broken.len() - 1);
                    self.read_as_windows_1252(before);
                    self.decode_whole(last);
                }
            }
        }
        self.decode_whole(rest);
        self.blank_nuls(start);
    }

    /// Decodes up to the last whole character and keeps the rest.
    fn decode_whole(&mut self, mut bytes: &[u8]) {
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => return self.append(text),
                Err(error) => {
                    let (valid, rest) = bytes.split_at(error.valid_up_to());
                    // Valid by the line above, so nothing is ever left out here.
                    self.append(std::str::from_utf8(valid).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.kept.extend_from_slice(rest);
                        return;
                    };
                    self.read_as_windows_1252(&rest[..length]);
                    bytes = &rest[length..];
                }
            }
        }
    }

    fn read_as_windows_1252(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.encoding = Encoding::Windows1252;
        for byte in bytes {
            let letter = windows_1252(*byte);
            self.append(letter.encode_utf8(&mut [0; 4]));
            self.leave_out(1 - letter.len_utf8() as i64, true);
        }
    }

    /// Adds decoded text, with plain blanks and quotes.
    fn append(&mut self, mut text: &str) {
        loop {
            let bytes = text.as_bytes();
            let is_quote = |it: &u8| matches!(it, 0xC2 | 0xE2 | 0xEF | b'"' | b'\\' | b'\n');
            let found = match self.quotes {
                _ if self.escaped => Some(0),
                // The first byte of each blank that looks like another one or like nothing.
                Quotes::Straight => memchr3(0xC2, 0xE2, 0xEF, bytes),
                _ => bytes.iter().position(is_quote),
            };
            let (before, rest) = text.split_at(found.unwrap_or(text.len()));
            self.buffer.push_str(before);
            let Some(letter) = rest.chars().next() else { return };
            text = &rest[letter.len_utf8()..];
            let plain = self.plain(letter);
            self.buffer.extend(plain);
            let left_out = letter.len_utf8() - plain.map_or(0, char::len_utf8);
            self.leave_out(left_out as i64, plain.is_some());
        }
    }

    /// What a letter stands for; `None`: for nothing.
    fn plain(&mut self, letter: char) -> Option<char> {
        let escaped = std::mem::take(&mut self.escaped);
        match (letter, self.quotes) {
            ('\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}', _) => return Some(' '),
            ('\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}', _) => {
                return None;
            }
            (_, Quotes::Straight) => {}
            // Between the tokens of JSON; a break would count as a line. Those within its texts are escaped once more.
            ('n' | 'r' | 't', Quotes::Escaped) if escaped => return Some(' '),
            ('\\', Quotes::Escaped) if !escaped => {
                self.escaped = true;
                return None;
            }
            ('"', Quotes::Escaped) if !escaped => self.quotes = Quotes::Straight,
            (_, Quotes::Escaped) => {}
            ('"', _) => self.in_string ^= !escaped,
            ('\n', _) => self.in_string = false,
            ('\\', _) => self.escaped = self.in_string && !escaped,
            _ if self.in_string => {}
            ('“' | '”' | '„' | '‟', _) => return Some('"'),
            ('‘' | '’', _) => return Some('\''),
            _ => {}
        }
        Some(letter)
    }

    fn leave_out(&mut self, n_bytes: i64, within_letter: bool) {
        if n_bytes != 0 {
            let before = self.gaps.last().map_or(self.start.left_out, |it| it.1);
            self.gaps.push((self.buffer.len() * 2 - usize::from(within_letter), before + n_bytes));
        }
    }

    /// From here on the quotes are others than they seemed to be. `false`: that was known.
    pub fn take_for(&mut self, at: usize, quotes: Quotes) -> bool {
        if self.quotes == quotes {
            return false;
        }
        (self.quotes, self.in_string, self.escaped) = (quotes, false, false);
        let passed = self.origin().gaps_until(at * 2);
        let mut before = self.origin().left_out(passed);
        let (rest, gaps) = (self.buffer.split_off(at), self.gaps.split_off(passed));
        self.cursor.clear = self.cursor.clear.min(at);
        let mut from = 0;
        for (place, left_out) in gaps {
            let to = place.div_ceil(2) - at;
            self.append(&rest[from..to]);
            self.leave_out(left_out - before, place % 2 == 1);
            (from, before) = (to, left_out);
        }
        self.append(&rest[from..]);
        true
    }

    /// NULs stand for nothing in text, yet they would break words and JSON.
    fn blank_nuls(&mut self, start: usize) {
        if memchr(0, &self.buffer.as_bytes()[start..]).is_some() {
            let blanked = self.buffer[start..].replace('\0', " ");
            self.buffer.truncate(start);
            self.buffer.push_str(&blanked);
        }
    }

    fn decode_utf16(&mut self, bytes: &[u8], big: bool) {
        let before = std::mem::take(&mut self.buffer);
        let kept = std::mem::take(&mut self.kept);
        let mut units = kept.iter().chain(bytes).copied();
        while let Some(first) = units.next() {
            let Some(second) = units.next() else {
                self.kept.push(first);
                break;
            };
            let unit =
                if big { u16::from_be_bytes([first, second]) } else { u16::from_le_bytes([first, second]) };
            self.push_unit(unit);
        }
        self.blank_nuls(0);
        let decoded = std::mem::replace(&mut self.buffer, before);
        self.append(&decoded);
    }

    fn push_unit(&mut self, unit: u16) {
        let pair = self.high.take();
        if let Some(high) = pair {
            if let Some(Ok(character)) = char::decode_utf16([high, unit]).next() {
                self.buffer.push(character);
                return;
            }
            self.buffer.push(char::REPLACEMENT_CHARACTER);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            self.buffer.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}

/// Where the buffer's text comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'t> {
    /// How many bytes of text stood before the buffer.
    base: u64,
    /// The length of the byte order mark.
    mark: u64,
    /// The text is the document's own, byte for byte but for what was left out.
    direct: bool,
    /// The text was taken out of a string: a place is near, so that it keeps the order, and is no value's own.
    inner: bool,
    /// How many bytes of the document were left out before the buffer, and what was left out within it.
    left_out: i64,
    gaps: &'t [Gap],
}

impl Origin<'_> {
    /// Of text that stands nowhere in the document as it is.
    pub const NONE: Origin<'static> =
        Origin { base: 0, mark: 0, direct: false, inner: false, left_out: 0, gaps: &[] };

    /// How many gaps begin up to a place in the buffer, doubled.
    fn gaps_until(&self, doubled: usize) -> usize {
        self.gaps.partition_point(|it| it.0 <= doubled)
    }

    /// How many bytes so many gaps left out, with those before the buffer.
    fn left_out(&self, gaps: usize) -> i64 {
        gaps.checked_sub(1).map_or(self.left_out, |it| self.gaps[it].1)
    }

    /// The position of a place in the buffer from the start of all text.
    pub fn position(&self, at: usize) -> u64 {
        self.base + at as u64
    }

    pub fn place(&self, line: u32, start: usize, end: usize) -> Place {
        if self.inner {
            return Place { line, offset: Some(Offset::new(self.position(start))), length: 0 };
        }
        let gaps = self.gaps_until(start * 2);
        if !self.direct || self.gaps_until((end * 2).saturating_sub(1).max(start * 2)) != gaps {
            return Place { line, offset: None, length: 0 };
        }
        let offset = (self.mark + self.position(start)).checked_add_signed(self.left_out(gaps));
        Place { line, offset: offset.map(Offset::new), length: (end - start) as u32 }
    }
}

/// How far line ends are looked for beyond the place that is asked for.
const AHEAD: usize = 1024;

/// Counts lines on the way through the text: LF, CR LF and CR each end one.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    pub at: usize,
    pub line: u32,
    /// The byte before it.
    after: Option<u8>,
    /// All of the text stands in one line of the document, whatever breaks it has itself.
    still: bool,
    /// Up to here no line ends: what stands in one line is looked through once, not for each of its values.
    clear: usize,
}

impl Cursor {
    /// Within text that was taken out of a cell or string: it has the line of that.
    pub fn still(line: u32) -> Cursor {
        Cursor { at: 0, line, after: None, still: true, clear: 0 }
    }

    /// Goes on to a place and says its line. Never goes back.
    pub fn go(&mut self, text: &[u8], to: usize) -> u32 {
        if to <= self.at || self.still {
            return self.line;
        }
        while to > self.clear {
            let from = self.clear.max(self.at);
            let ahead = &text[from..text.len().min(to + AHEAD)];
            let Some(found) = memchr2(b'\n', b'\r', ahead) else {
                self.clear = from + ahead.len();
                break;
            };
            self.clear = from + found;
            if self.clear >= to {
                break;
            }
            let before = if self.clear == self.at { self.after } else { text.get(self.clear - 1).copied() };
            if ahead[found] == b'\r' || before != Some(b'\r') {
                self.line += 1;
            }
            self.clear += 1;
        }
        self.after = Some(text[to - 1]);
        self.at = to;
        self.line
    }
}

/// The encoding by a mark, or by where the NULs stand; and the mark's length.
fn detect(head: &[u8]) -> (Encoding, usize) {
    if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return (Encoding::Utf8, 3);
    }
    if head.starts_with(&[0xFF, 0xFE]) {
        return (Encoding::Utf16 { big: false }, 2);
    }
    if head.starts_with(&[0xFE, 0xFF]) {
        return (Encoding::Utf16 { big: true }, 2);
    }
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let many = (head.len() / 2 * 2 / 5).max(1);
    if odd >= many && odd > 4 * even {
        return (Encoding::Utf16 { big: false }, 0);
    }
    if even >= many && even > 4 * odd {
        return (Encoding::Utf16 { big: true }, 0);
    }
    (Encoding::Utf8, 0)
}

/// What Windows-1252 has in place of the C1 controls, as the WHATWG Encoding Standard lists it; the five bytes that it
/// leaves open stay controls.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
