//! One JSON value out of text that may be damaged: what stands whole is read, the rest is told.
//!
//! Borrows wherever nothing is escaped, and passes over members that nobody wants without building them.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use crate::{
    find::{Words, find},
    row::{Node, Object, Value},
    text::{Cursor, Origin, Quotes, WIDEST, is_narrow},
};

/// Deeper values are passed over unread; nothing real nests half as deep, and the stack stays small.
pub const MAX_DEPTH: usize = 128;

/// How far a name, a colon and the beginning of a value are looked for.
pub const LOOK: usize = 1024;

/// No list of entries begins with more brackets than a few.
const MOST_BRACKETS: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Object,
    List,
}

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The text ends before the value does.
    Short,
    /// What stands here cannot go on this value.
    Damage(usize),
}

/// Reads one value after the other from a window of the text.
pub struct Parser<'t, 'w> {
    text: &'t str,
    bytes: &'t [u8],
    pub at: usize,
    /// Where reading began: what stands before it is perhaps no more there.
    from: usize,
    cursor: Cursor,
    origin: Origin<'t>,
    wants: &'w dyn Fn(&str) -> bool,
    /// The containers around `at`; after a stop, those that were not closed.
    pub open: Vec<Kind>,
    /// Where something was left out without losing its surroundings.
    pub gaps: Vec<usize>,
    /// A text went on in another line.
    wrapped: bool,
    /// The text's end ends a number, too.
    ends: bool,
    /// Nothing follows the text.
    pub whole: bool,
}

impl<'t, 'w> Parser<'t, 'w> {
    pub fn new(
        text: &'t str,
        at: usize,
        cursor: Cursor,
        origin: Origin<'t>,
        wants: &'w dyn Fn(&str) -> bool,
    ) -> Parser<'t, 'w> {
        let bytes = text.as_bytes();
        Parser {
            text,
            bytes,
            at,
            from: at,
            cursor,
            origin,
            wants,
            open: Vec::new(),
            gaps: Vec::new(),
            wrapped: false,
            ends: false,
            whole: false,
        }
    }

    /// An object from its brace to its brace. What was read before a stop stays in `object`.
    pub fn object(&mut self, object: &mut Object<'t>) -> Result<(), Stop> {
        self.at += 1;
        self.members(object)
    }

    /// An object's members up to its closing brace; also those of one whose beginning is missing.
    pub fn members(&mut self, object: &mut Object<'t>) -> Result<(), Stop> {
        let outermost = self.open.is_empty();
        object.members.reserve(if outermost { 16 } else { 8 });
        self.open.push(Kind::Object);
        loop {
            self.blanks();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => break,
                b'"' => {
                    let start = self.at;
                    let name = self.string()?;
                    self.to_value(start)?;
                    // After a gap, or a text over several lines, a name that comes again may belong to another entry.
                    if (self.wrapped || !self.gaps.is_empty())
                        && object.members.iter().any(|(it, _)| *it == name)
                    {
                        return Err(Stop::Damage(start));
                    }
                    if (self.wants)(&name) {
                        if let Some(node) = self.value_or_gap()? {
                            object.members.push((name, node));
                        }
                    } else {
                        // Somebody shortened it: what it named, and perhaps more, is missing.
                        if name.has("…") {
                            self.gaps.push(start);
                        }
                        self.pass()?;
                    }
                    let end = self.at;
                    self.blanks();
                    let next = self.peek()?;
                    // No line begins with a comma and a member but where two parts meet.
                    if next == b',' && memchr(b'\n', &self.bytes[end..self.at]).is_some() {
                        match self.bytes.get(pass_blanks(self.bytes, self.at + 1)) {
                            Some(b'"') => return Err(Stop::Damage(self.at)),
                            Some(_) => {}
                            None => return Err(Stop::Short),
                        }
                    }
                    if matches!(next, b',' | b'}') {
                        continue;
                    }
                    // The quote that ended a text may be another's, and a number the begin of something else.
                    object.members.pop_if(|(_, it)| !matches!(it.value, Value::Object(_) | Value::List(_)));
                    if matches!(next, b'"' | b'{' | b'[' | b']' | b':') {
                        return Err(Stop::Damage(self.at));
                    }
                    self.gap()?;
                }
                b'{' | b'[' | b']' => return Err(Stop::Damage(self.at)),
                _ => self.gap()?,
            }
        }
        self.at += 1;
        self.open.pop();
        Ok(())
    }

    pub fn value(&mut self) -> Result<Node<'t>, Stop> {
        let start = self.at;
        let line = self.cursor.go(self.bytes, start);
        match self.peek()? {
            b'"' => {
                let text = self.string()?;
                let place = match text {
                    Cow::Borrowed(_) => self.origin.place(line, start + 1, self.at - 1),
                    Cow::Owned(_) => Origin::NONE.place(line, start, self.at),
                };
                let (value, shortened) = Value::of_text(text);
                if shortened {
                    self.gaps.push(start);
                }
                return Ok(Node { value, place });
            }
            b'{' | b'[' if self.open.len() >= MAX_DEPTH => {
                self.at = pass_container(self.bytes, self.at, &mut self.open)?;
                return Ok(Node { value: Value::Unread, place: self.origin.place(line, start, self.at) });
            }
            b'{' => {
                let mut object = Object::default();
                self.object(&mut object)?;
                return Ok(Node {
                    value: Value::Object(object),
                    place: self.origin.place(line, start, self.at),
                });
            }
            b'[' => {
                let list = self.list()?;
                return Ok(Node { value: Value::List(list), place: self.origin.place(line, start, self.at) });
            }
            _ => {}
        }
        let value = self.bare()?;
        Ok(Node { value, place: self.origin.place(line, start, self.at) })
    }

    pub fn list(&mut self) -> Result<Vec<Node<'t>>, Stop> {
        self.open.push(Kind::List);
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.blanks();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => break,
                b'}' | b':' => return Err(Stop::Damage(self.at)),
                _ => {
                    let start = self.at;
                    if let Some(node) = self.value_or_gap()? {
                        list.push(node);
                    }
                    self.blanks();
                    match self.peek()? {
                        b',' | b']' => {}
                        // A name: this is no list any more.
                        b':' => return Err(Stop::Damage(start)),
                        b'"' | b'{' | b'[' | b'}' => return Err(Stop::Damage(self.at)),
                        _ => self.gap()?,
                    }
                }
            }
        }
        self.at += 1;
        self.open.pop();
        Ok(list)
    }

    /// A value; `None` where something else stands in its place.
    fn value_or_gap(&mut self) -> Result<Option<Node<'t>>, Stop> {
        match self.peek()? {
            b'"' | b'{' | b'[' => self.value().map(Some),
            b',' | b'}' | b']' => {
                self.gaps.push(self.at);
                Ok(None)
            }
            _ => {
                let start = self.at;
                let place_line = self.cursor.go(self.bytes, start);
                match self.bare() {
                    Ok(value) => {
                        Ok(Some(Node { value, place: self.origin.place(place_line, start, self.at) }))
                    }
                    Err(Stop::Short) => Err(Stop::Short),
                    Err(Stop::Damage(_)) => {
                        self.at = start;
                        self.gap()?;
                        Ok(None)
                    }
                }
            }
        }
    }

    /// Passes over a value that nobody wants.
    fn pass(&mut self) -> Result<(), Stop> {
        match self.peek()? {
            b'"' => self.at = pass_string(self.bytes, self.at)?,
            b'{' | b'[' => self.at = pass_container(self.bytes, self.at, &mut self.open)?,
            b',' | b'}' | b']' => self.gaps.push(self.at),
            _ => {
                let start = self.at;
                match self.bare() {
                    Err(Stop::Damage(_)) => {
                        self.at = start;
                        self.gap()?;
                    }
                    it => {
                        it?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A number or a literal, as JSON or Python spells it.
    fn bare(&mut self) -> Result<Value<'t>, Stop> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = rest
            .iter()
            .position(|it| !(it.is_ascii_alphanumeric() || matches!(it, b'-' | b'+' | b'.')))
            .unwrap_or(rest.len());
        if length == rest.len() && !self.ends {
            return Err(Stop::Short);
        }
        let word = &self.text[start..start + length];
        let value = match word {
            "null" | "None" => Value::Null,
            "true" | "True" => Value::Flag(true),
            "false" | "False" => Value::Flag(false),
            _ if is_number(word) => Value::Number(word),
            _ => return Err(Stop::Damage(start)),
        };
        self.at += length;
        Ok(value)
    }

    /// Words without quotes where none belong: passed over where what follows shows that nothing else is missing.
    fn gap(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let is_end = |it: &u8| matches!(it, b'"' | b'{' | b'}' | b'[' | b']' | b',' | b'\n' | b'\r');
        let unknown = if self.whole { Stop::Damage(start) } else { Stop::Short };
        let length = self.bytes[start..].iter().position(is_end).ok_or(unknown)?;
        self.at += length;
        self.blanks();
        match self.peek().map_err(|_| unknown)? {
            b',' | b'}' | b']' => {}
            b'"' if self.open.last() == Some(&Kind::List) => {}
            b'"' => match begins_member(self.bytes, self.at, self.whole) {
                Some(true) => {}
                Some(false) => return Err(Stop::Damage(start)),
                None => return Err(Stop::Short),
            },
            _ => return Err(Stop::Damage(start)),
        }
        self.gaps.push(start);
        Ok(())
    }

    /// A string from quote to quote.
    pub fn string(&mut self) -> Result<Cow<'t, str>, Stop> {
        let start = self.at + 1;
        let rest = &self.bytes[start..];
        let length = memchr3(b'"', b'\\', b'\n', rest).ok_or(Stop::Short)?;
        if rest[length] == b'"' {
            self.at = start + length + 1;
            return Ok(Cow::Borrowed(&self.text[start..start + length]));
        }
        let end = pass_string(self.bytes, self.at)?;
        self.at = end;
        let inside = &self.text[start..end - 1];
        let is_name = self.bytes.get(pass_blanks(self.bytes, end)) == Some(&b':');
        if let Some((before, after)) = inside.split_once('\n') {
            let are_halves = are_halves(before, after) || is_word(before) && is_word(after) && is_name;
            // What was shortened to the end of its line has no end.
            if are_halves || before.ends_with('…') {
                return Err(Stop::Damage(start + before.len()));
            }
        }
        for (at, _) in inside.match_indices('\n') {
            if !self.may_wrap(start + at, WIDEST / 2)? {
                return Err(Stop::Damage(start + at));
            }
        }
        if memchr(b'\n', inside.as_bytes()).is_none() {
            return Ok(Cow::Owned(unescape(inside)));
        }
        self.wrapped = true;
        // A break in a text has its own escape: this one a mail program put in the place of a blank.
        let lines: Vec<&str> = inside.split('\n').map(|it| it.trim_matches([' ', '\r', '>'])).collect();
        Ok(Cow::Owned(unescape(&lines.join(" "))))
    }

    /// Passes from the end of a name, which begins at `start`, to its value.
    pub fn to_value(&mut self, start: usize) -> Result<(), Stop> {
        let end = self.at;
        self.blanks();
        if self.peek()? != b':' || self.is_seam(end, WIDEST / 2)? {
            return Err(Stop::Damage(start + 1));
        }
        self.at += 1;
        let colon = self.at;
        self.blanks();
        // A bracket may have a line of its own, however short the one before it is.
        let least = if matches!(self.peek()?, b'{' | b'[') { 0 } else { WIDEST / 2 };
        if self.is_seam(colon, least)? { Err(Stop::Damage(self.at)) } else { Ok(()) }
    }

    /// Whether a line ends between a place and here, where nothing but a mail program breaks one, and none did.
    fn is_seam(&self, from: usize, least: usize) -> Result<bool, Stop> {
        let found = memchr(b'\n', &self.bytes[from..self.at]);
        found.map_or(Ok(false), |it| self.may_wrap(from + it, least).map(|it| !it))
    }

    /// Whether a mail program may have broken the line at `at`. It breaks lines at its width, and a word that is longer
    /// behind it; at half of it where all quotes had backslashes.
    fn may_wrap(&self, at: usize, least: usize) -> Result<bool, Stop> {
        let (line, least) = match self.text[self.from..at].rsplit_once('\n') {
            Some((_, line)) => (line, least),
            None => (&self.text[self.from..at], 0),
        };
        let line = line.trim_matches(['>', ' ', '\r']).as_bytes();
        let next = &self.bytes[pass_blanks(self.bytes, at)..];
        // A fixed number, so that the chunks do not decide.
        let near = &next[..next.len().min(2 * WIDEST)];
        let next = match memchr(b'\n', near) {
            Some(end) => near[..end].trim_ascii_end(),
            None if self.whole || near.len() == 2 * WIDEST => near,
            None => return Err(Stop::Short),
        };
        let word = memchr(b' ', next).unwrap_or(next.len());
        Ok(is_narrow(line) && is_narrow(next) && line.len() + word >= least)
    }

    pub fn blanks(&mut self) {
        self.at = pass_blanks(self.bytes, self.at);
    }

    fn peek(&self) -> Result<u8, Stop> {
        self.bytes.get(self.at).copied().ok_or(Stop::Short)
    }
}

fn is_word(text: &str) -> bool {
    !text.contains([' ', '\\'])
}

/// Whether the words on both sides of a line break are no words but halves of names, where something is missing between
/// them: no mail program breaks those.
pub fn are_halves(before: &str, after: &str) -> bool {
    let is_date = |it: &str| it.bytes().all(|it| it.is_ascii_digit() || b"-:/.TZ,".contains(&it));
    let is_half = |it: &str| match it {
        "" => true,
        it => {
            let of_name = |it: char| it == '.' || it.is_ascii_digit();
            it.has_byte(b'@') || it.ends_with('/') || it.contains(of_name) && !is_date(it)
        }
    };
    // No blank stands before a dot.
    after.starts_with('.') || is_word(before) && (is_half(before) || is_word(after) && is_half(after))
}

/// The object or list that a cell or a string holds as text, and whether a part of it is missing. All of it stands in the
/// line where the text begins.
pub fn nested<'t>(text: &'t str, line: u32, wants: &dyn Fn(&str) -> bool) -> Option<(Value<'t>, bool)> {
    let mut parser = Parser::new(text, 0, Cursor::still(line), Origin::NONE, wants);
    parser.whole = true;
    parser.blanks();
    match parser.peek().ok()? {
        b'{' => {
            let mut object = Object::default();
            match parser.object(&mut object) {
                // Perhaps of two entries: something stands in the middle that cannot go on the first.
                Err(Stop::Damage(_)) => Some((Value::Unread, true)),
                stop => Some((Value::Object(object), stop.is_err() || !parser.gaps.is_empty())),
            }
        }
        // Entry by entry: where the text is cut off, those before the cut stand whole.
        b'[' => {
            parser.at += 1;
            let mut list = Vec::new();
            let stopped = loop {
                parser.blanks();
                match parser.peek() {
                    Ok(b',') => parser.at += 1,
                    Ok(b']') => break false,
                    _ => match parser.value() {
                        Ok(node) => list.push(node),
                        Err(_) => break true,
                    },
                }
            };
            Some((Value::List(list), stopped || !parser.gaps.is_empty()))
        }
        _ => None,
    }
}

/// Passes over what separates tokens: blanks, a mail's quote marks, Markdown's backslash before a bracket.
pub fn pass_blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b' ' | b'\n' | b'\r' | b'\t' | b'>' => 1,
            b'\\' if matches!(bytes.get(at + 1), Some(b'[' | b']' | b'{' | b'}')) => 1,
            _ => break,
        };
    }
    at
}

/// The end of a string that begins with a quote at `at`.
pub fn pass_string(bytes: &[u8], at: usize) -> Result<usize, Stop> {
    let mut at = at + 1;
    loop {
        let found = memchr2(b'"', b'\\', bytes.get(at..).ok_or(Stop::Short)?).ok_or(Stop::Short)?;
        at += found + 1;
        if bytes[at - 1] == b'"' {
            return Ok(at);
        }
        at += 1;
    }
}

/// How far the text of a string goes on from `at`, without an escape that is not complete, and whether it ends there.
pub fn string_part(bytes: &[u8], mut at: usize, whole: bool) -> (usize, bool) {
    while let Some(found) = memchr2(b'"', b'\\', &bytes[at..]) {
        at += found;
        if bytes[at] == b'"' {
            return (at, true);
        }
        // A pair of units takes two escapes, which belong together.
        let escape = &bytes[at..bytes.len().min(at + PAIR)];
        if escape.len() < PAIR && !whole {
            return (at, false);
        }
        let is_pair = escape.len() == PAIR && escape[1] == b'u' && escape[6..].starts_with(b"\\u");
        at += escape.len().min(if is_pair { PAIR } else { 2 });
    }
    (bytes.len(), false)
}

/// The length of `\ud83d\ude00`.
const PAIR: usize = 12;

/// The end of an object or list that begins at `at`, by its brackets and quotes alone: nothing is built.
///
/// A bracket that closes another kind, or a string that words follow, is damage; `open` then gets what was not closed.
pub fn pass_container(bytes: &[u8], mut at: usize, open: &mut Vec<Kind>) -> Result<usize, Stop> {
    // One bit a level: 1 for a list. Kinds deeper than the bits reach are not compared.
    let mut lists: u128 = 0;
    let mut depth: u32 = 0;
    let mut damage = |at: usize, lists: u128, depth: u32| {
        let is_list = |level: u32| lists.checked_shr(level).is_some_and(|it| it & 1 == 1);
        open.extend((0..depth).rev().map(|level| if is_list(level) { Kind::List } else { Kind::Object }));
        Err(Stop::Damage(at))
    };
    loop {
        let rest = bytes.get(at..).ok_or(Stop::Short)?;
        at += rest.iter().position(|it| STRUCTURE[usize::from(*it)]).ok_or(Stop::Short)?;
        let byte = bytes[at];
        match byte {
            b'"' => {
                at = pass_string(bytes, at)?;
                let next = match bytes.get(at) {
                    Some(b',' | b':' | b'}' | b']') => continue,
                    Some(_) => pass_blanks(bytes, at),
                    None => return Err(Stop::Short),
                };
                match bytes.get(next) {
                    Some(b',' | b':' | b'}' | b']') => at = next,
                    Some(_) => return damage(at, lists, depth),
                    None => return Err(Stop::Short),
                }
            }
            b'{' | b'[' => {
                if depth > 0 && !may_open(&bytes[..at], lists & 1 == 1) {
                    return damage(at, lists, depth);
                }
                lists = lists << 1 | u128::from(byte == b'[');
                depth += 1;
                at += 1;
            }
            _ => {
                if depth <= u128::BITS && (lists & 1 == 1) != (byte == b']') {
                    return damage(at, lists, depth);
                }
                lists >>= 1;
                depth -= 1;
                at += 1;
                if depth == 0 {
                    return Ok(at);
                }
            }
        }
    }
}

/// Whether a container may open after this text: in a list after a comma or bracket, in an object after a colon.
fn may_open(before: &[u8], in_list: bool) -> bool {
    let is_blank = |it: &&u8| !matches!(it, b' ' | b'\n' | b'\r' | b'\t' | b'>' | b'\\' | 0x80..);
    match before.iter().rev().find(is_blank) {
        Some(b':') => !in_list,
        Some(b',' | b'[') => in_list,
        _ => false,
    }
}

pub static STRUCTURE: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'{' as usize] = true;
    table[b'}' as usize] = true;
    table[b'[' as usize] = true;
    table[b']' as usize] = true;
    table
};

/// Whether JSON begins with the bracket at `at`: an object with a name in it, or a list of such. Within a sentence an
/// empty one is none. `None`: more text decides.
pub fn begins(bytes: &[u8], at: usize, within_line: bool, whole: bool) -> Option<bool> {
    let end = bytes.len().min(at + LOOK);
    let known = whole || end == at + LOOK;
    let window = &bytes[..end];
    let mut at = at;
    for _ in 0..MOST_BRACKETS {
        let opening = window.get(at).copied();
        at = pass_blanks(window, at + 1);
        let Some(next) = window.get(at) else { return known.then_some(false) };
        return match (opening, next) {
            (Some(b'['), b'{' | b'[') => continue,
            (Some(b'['), b']') | (Some(b'{'), b'}') => {
                ends_line(window, at + 1, known).map(|it| it && !within_line)
            }
            (Some(b'{'), b'"') => begins_member(window, at, known),
            _ => Some(false),
        };
    }
    Some(false)
}

/// Whether a member begins with the quote at `at`: a name, a colon, and what can begin a value. `None`: more text
/// decides.
pub fn begins_member(bytes: &[u8], at: usize, whole: bool) -> Option<bool> {
    let end = bytes.len().min(at + LOOK);
    let window = &bytes[..end];
    let unknown = (whole || end == at + LOOK).then_some(false);
    let Ok(name_end) = pass_string(window, at) else { return unknown };
    if memchr(b'\n', &window[at..name_end]).is_some() || name_end == at + 2 {
        return Some(false);
    }
    let colon = pass_blanks(window, name_end);
    match window.get(colon) {
        None => return unknown,
        Some(b':') => {}
        Some(_) => return Some(false),
    }
    let value = pass_blanks(window, colon + 1);
    match window.get(value) {
        None => unknown,
        Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9') => Some(true),
        Some(_) => {
            let word = &window[value..];
            let literals: [&[u8]; 3] = [b"true", b"false", b"null"];
            if literals.iter().any(|it| word.starts_with(it)) {
                Some(true)
            } else if literals.iter().any(|it| it.starts_with(word)) {
                unknown
            } else {
                Some(false)
            }
        }
    }
}

/// How the first quotes behind brackets at `at` are written. `None`: more text decides.
pub fn quotes(bytes: &[u8], mut at: usize, whole: bool) -> Option<Quotes> {
    loop {
        at += match &bytes[at..] {
            [b'{' | b'[' | b' ' | b'\n' | b'\r' | b'\t' | b'>', ..] => 1,
            [b'\\', b'n' | b'r' | b't', ..] => 2,
            [b'\\', b'"', ..] => return Some(Quotes::Escaped),
            [0xE2, 0x80, 0x9C..=0x9F, ..] => return Some(Quotes::Typographic),
            [] | [b'\\'] if !whole => return None,
            _ => return Some(Quotes::Straight),
        };
    }
}

/// Where the rest of a member ends whose beginning is missing: a quote closes directly behind a word, or a text is followed
/// by members, and what goes on is JSON. Half a name is nobody's, and a value without its name says nothing.
pub fn torn_member(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let begin = pass_blanks(bytes, 0);
    let mut end = begin;
    if bytes.get(begin) != Some(&b':') {
        let (quote, closes) = string_part(bytes, begin, true);
        end = quote + 1;
        if quote == begin && bytes.get(pass_blanks(bytes, end)) != Some(&b':') {
            end = pass_string(bytes, quote).ok()?;
            let comma = pass_blanks(bytes, end);
            let is_value = bytes.get(comma) == Some(&b',')
                && begins_member(bytes, pass_blanks(bytes, comma + 1), true) == Some(true);
            return is_value.then_some(end);
        }
        let opens = |it: char| it.is_whitespace() || matches!(it, '=' | ':' | '(' | '[' | '{' | ',' | ';');
        if !closes || line[..quote].ends_with(opens) {
            return None;
        }
    }
    let mut next = pass_blanks(bytes, end);
    if bytes.get(next) == Some(&b':') {
        next = pass_blanks(bytes, next + 1);
        end = match bytes.get(next) {
            Some(b'"') => pass_string(bytes, next).ok()?,
            Some(b'{') => pass_container(bytes, next, &mut Vec::new()).unwrap_or(next),
            _ => next + bytes[next..].iter().position(|it| STRUCTURE[usize::from(*it)] || *it == b',')?,
        };
        next = pass_blanks(bytes, end);
    }
    matches!(bytes.get(next), None | Some(b',' | b'}' | b']' | b'[' | b'{')).then_some(end)
}

/// Whether a string that begins at `at` holds lines or other strings: a document. `None`: more text decides.
pub fn is_escaped(bytes: &[u8], at: usize, whole: bool) -> Option<bool> {
    let inside = &bytes[at + 1..];
    let found = memchr3(b'"', b'\\', b'\n', inside).map(|it| &inside[it..]);
    match found {
        None | Some([b'\\']) => whole.then_some(false),
        Some(it) => Some(matches!(it, [b'\\', b'n' | b'r' | b't' | b'"' | b'\\', ..])),
    }
}

/// Where the next object begins, when a text that was not closed has taken its beginning: `"ada,{"id": 1`, where the
/// damage shows behind the quote. `None`: more text decides.
pub fn swallowed(bytes: &[u8], start: usize, damage: usize, whole: bool) -> Option<Option<usize>> {
    let Some(quote) = damage.checked_sub(1).filter(|it| bytes[*it] == b'"') else { return Some(None) };
    let before = bytes[start..quote].trim_ascii_end();
    if before.len() < 2 || !before.ends_with(b"{") {
        return Some(None);
    }
    let brace = start + before.len() - 1;
    begins(bytes, brace, true, whole).map(|it| it.then_some(brace))
}

/// Where another object begins with the same two names, within a damaged one: its sibling, which it swallowed.
pub fn sibling(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let (head, second) = first_names(bytes, start)?;
    let mut from = start + 1;
    loop {
        let at = from + find(&bytes[from..end], head)?;
        if first_names(&bytes[..end], at).is_some_and(|(_, other)| other == second) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// An object's spelling up to the end of its first name, and its second name where a scalar stands between.
fn first_names(bytes: &[u8], start: usize) -> Option<(&[u8], &[u8])> {
    let first_end = pass_string(bytes, pass_blanks(bytes, start + 1)).ok()?;
    let head = &bytes[start..first_end];
    let value = pass_blanks(bytes, pass_blanks(bytes, first_end) + 1);
    let value_end = match bytes.get(value)? {
        b'"' => pass_string(bytes, value).ok()?,
        b'{' | b'[' => return Some((head, &[])),
        _ => value + bytes[value..].iter().position(|it| matches!(it, b',' | b'}' | b'\n'))?,
    };
    let comma = pass_blanks(bytes, value_end);
    if bytes.get(comma) != Some(&b',') {
        return Some((head, &[]));
    }
    let second = pass_blanks(bytes, comma + 1);
    let second_end = pass_string(bytes, second).ok()?;
    Some((head, &bytes[second..second_end]))
}

/// Whether nothing but blanks and commas stands on the rest of the line.
fn ends_line(bytes: &[u8], at: usize, whole: bool) -> Option<bool> {
    match bytes[at..].iter().find(|it| !matches!(it, b' ' | b'\t' | b',')) {
        Some(byte) => Some(matches!(byte, b'\n' | b'\r')),
        None => whole.then_some(true),
    }
}

/// Digits, with a fraction and an exponent at most: a date is no number.
fn is_number(word: &str) -> bool {
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (word, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(integer)
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|it| is_digits(it.strip_prefix(['-', '+']).unwrap_or(it)))
}

/// Takes the backslashes off. Those that JSON does not know, such as Markdown's `\[`, stand for what follows them.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escaped) = rest.chars().next() else { break };
        rest = &rest[escaped.len_utf8()..];
        match escaped {
            'n' => plain.push('\n'),
            't' => plain.push('\t'),
            'r' => plain.push('\r'),
            'b' => plain.push('\u{8}'),
            'f' => plain.push('\u{c}'),
            'u' => match unit(rest) {
                Some(first) => {
                    rest = &rest[4..];
                    let second = rest.strip_prefix("\\u").and_then(unit);
                    let pair = second.and_then(|it| char::decode_utf16([first, it]).next()?.ok());
                    match pair {
                        Some(character) if u32::from(character) > 0xFFFF => {
                            plain.push(character);
                            rest = &rest[6..];
                        }
                        _ => plain.push(char::from_u32(first.into()).unwrap_or(char::REPLACEMENT_CHARACTER)),
                    }
                }
                None => plain.push_str("\\u"),
            },
            other => plain.push(other),
        }
    }
    plain.push_str(rest);
    plain
}

/// Four hexadecimal digits.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}
