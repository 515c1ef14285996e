//! A document within a document: what a string holds, as a recording of a browser keeps bodies.
//!
//! It is taken out of the string as it comes and read by a reader of its own, so that no body is ever held as a whole.

use crate::read::{Listener, Reader, is_blank_or_mark};

/// How many letters tell what a body is.
const HEAD: usize = 16;

/// A body under way.
pub struct Body {
    reader: Reader,
    /// Its first letters, until they tell what it is.
    head: String,
    form: Form,
}

enum Form {
    Unknown,
    Plain,
    /// Base64: the bits that make no byte yet, and how many they are.
    Encoded {
        bits: u32,
        n_bits: u32,
    },
    /// No JSON, or behind the end of what was encoded: passed over.
    Foreign,
}

impl Body {
    /// One that begins in this line, so many bytes from the document's start; and whether a recording keeps it.
    pub fn new(line: u32, position: u64, recorded: bool) -> Body {
        Body { reader: Reader::within(line, position, recorded), head: String::new(), form: Form::Unknown }
    }

    /// One that is read whatever it is.
    pub fn text(line: u32, position: u64) -> Body {
        Body { form: Form::Plain, ..Body::new(line, position, false) }
    }

    /// Reads on.
    pub fn push(&mut self, part: &str, listener: &mut dyn Listener) {
        if !matches!(self.form, Form::Unknown) {
            return self.read(part, listener);
        }
        self.head.push_str(part);
        if self.head.trim_start_matches(is_blank_or_mark).len() >= HEAD {
            self.begin(listener);
        }
    }

    /// The body ends here.
    pub fn finish(mut self, listener: &mut dyn Listener) {
        if matches!(self.form, Form::Unknown) {
            self.begin(listener);
        }
        if !matches!(self.form, Form::Foreign) || self.reader.bytes > 0 {
            self.reader.finish(listener);
        }
    }

    /// Only JSON is read: scripts, styles and pages are full of names that mean nobody. That a body is encoded stands
    /// behind it, so its letters have to tell.
    fn begin(&mut self, listener: &mut dyn Listener) {
        let head = std::mem::take(&mut self.head);
        let text = head.trim_start_matches(is_blank_or_mark);
        let mut encoded = Form::Encoded { bits: 0, n_bits: 0 };
        self.form = if begins_json(text.as_bytes()) {
            Form::Plain
        } else if begins_json(&decode(text, &mut encoded)) {
            Form::Encoded { bits: 0, n_bits: 0 }
        } else {
            Form::Foreign
        };
        self.read(text, listener);
    }

    fn read(&mut self, part: &str, listener: &mut dyn Listener) {
        match self.form {
            Form::Plain => self.reader.push(part.as_bytes(), listener),
            Form::Encoded { .. } => {
                let bytes = decode(part, &mut self.form);
                self.reader.push(&bytes, listener);
            }
            Form::Unknown | Form::Foreign => {}
        }
    }
}

/// An object or a list, with or without a mark and blanks before it.
fn begins_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let mut bytes = bytes.iter().filter(|it| !it.is_ascii_whitespace());
    let next = match bytes.next() {
        Some(b'{') => [b'"', b'}', b'"'],
        Some(b'[') => [b'{', b']', b'['],
        _ => return false,
    };
    bytes.next().is_none_or(|it| next.contains(it))
}

/// Source: RFC 4648, both alphabets. What is no letter of theirs ends it.
fn decode(text: &str, form: &mut Form) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let Form::Encoded { bits, n_bits } = form else { return decoded };
    for letter in text.bytes().filter(|it| !it.is_ascii_whitespace()) {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => {
                *form = Form::Foreign;
                return decoded;
            }
        };
        *bits = *bits << 6 | u32::from(value);
        *n_bits += 6;
        if *n_bits >= 8 {
            *n_bits -= 8;
            decoded.push((*bits >> *n_bits) as u8);
            *bits &= (1 << *n_bits) - 1;
        }
    }
    decoded
}
