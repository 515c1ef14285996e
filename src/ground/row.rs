//! A row: one entry of the material as it was read, before anybody knows what it means.
//!
//! The only types with a lifetime: they borrow from the chunk that is being read, and nothing keeps them.

use std::{borrow::Cow, cell::RefCell, num::NonZeroU32, rc::Rc};

use crate::find::Words;

use memchr::memchr;

/// One JSON object, one line of a table, or one fragment of either.
#[derive(Debug)]
pub struct Row<'a> {
    pub fields: Object<'a>,
    /// The list or page the row stands in; empty where it stands alone.
    pub page: &'a Page,
    pub shape: Shape,
    /// True where the row's beginning or end is missing: what it does not hold proves nothing.
    pub torn: bool,
    /// Where the row begins.
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An object, known by its members.
    Json,
    /// A line of a table, known by its columns.
    Table,
    /// A block of properties that a console printed, known by its labels as an object is by its members.
    List,
    /// A line of a table that a console printed, or a block that is known by its labels as a table is by its columns.
    Ruled,
}

impl Shape {
    pub fn has_columns(self) -> bool {
        matches!(self, Shape::Table | Shape::Ruled)
    }

    /// A console prints dates by its own culture, where an export has one form everywhere.
    pub fn is_console(self) -> bool {
        matches!(self, Shape::List | Shape::Ruled)
    }
}

/// Where in the document, as it was given, something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// Bytes from the document's start; `None` where the text had to be decoded or unescaped.
    pub offset: Option<Offset>,
    /// In bytes; 0 where there is no offset, or where it only keeps the order and marks nothing.
    pub length: u32,
}

/// Bytes from a document's start, in two halves: a place is kept by the million, and a number of eight bytes would make
/// it larger by four more. One is added, so that having none takes no room of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offset {
    high: NonZeroU32,
    low: u32,
}

impl Offset {
    pub fn new(bytes: u64) -> Offset {
        let high = NonZeroU32::MIN.saturating_add((bytes >> 32) as u32);
        Offset { high, low: bytes as u32 }
    }

    pub fn bytes(self) -> u64 {
        u64::from(self.high.get() - 1) << 32 | u64::from(self.low)
    }

    pub fn plus(self, bytes: usize) -> Offset {
        Offset::new(self.bytes().saturating_add(bytes as u64))
    }
}

impl Place {
    /// Where a part of the text that stands here stands; here as a whole where the text had to be decoded first.
    pub fn of_part(self, text: &str, part: &str) -> Place {
        let from = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        match self.offset {
            Some(offset)
                if self.length as usize == text.len() && from.saturating_add(part.len()) <= text.len() =>
            {
                Place { offset: Some(offset.plus(from)), length: part.len() as u32, ..self }
            }
            _ => self,
        }
    }
}

/// What a page says of itself, beside its rows: the scalar members of a JSON envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Names as spelled, values as text; what stands after the rows is known only when the page ends.
    pub members: Vec<(String, String)>,
}

impl Page {
    /// The value of a member, whatever the case of its name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    pub value: Value<'a>,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub enum Value<'a> {
    Null,
    Flag(bool),
    /// As spelled.
    Number(&'a str),
    /// Borrowed where nothing had to be unescaped.
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Object<'a>),
    /// What is left of a text that a console cut, without the dots: never a value.
    Cut(&'a str),
    /// Nested too deeply, passed over unread, or printed as the name of its type. (Members that no format wants are
    /// left out altogether.)
    Unread,
}

impl Value<'_> {
    /// A text, or what is left of it where somebody shortened a word; and whether somebody did, or shortened a sentence,
    /// which says enough without its end.
    pub fn of_text(text: Cow<'_, str>) -> (Value<'_>, bool) {
        if !text.ends_with("...") && memchr(0xE2, text.as_bytes()).is_none() {
            return (Value::Text(text), false);
        }
        let is_marked = text.has("…");
        match text {
            Cow::Borrowed(it) => match shortened(it) {
                Some(left) => (Value::Cut(left), true),
                None => (Value::Text(text), is_marked),
            },
            it => (Value::Text(it), is_marked),
        }
    }
}

/// What is left of a word that was shortened at its end or within.
pub fn shortened(text: &str) -> Option<&str> {
    let left = text.split_once('…').map(|it| it.0).or_else(|| text.strip_suffix("..."));
    left.filter(|it| !it.has_byte(b' '))
}

/// Named values in the order they stand; a name may occur twice, the last one counts (as in `JSON.parse`).
#[derive(Clone, Debug, Default)]
pub struct Object<'a> {
    pub members: Vec<(Cow<'a, str>, Node<'a>)>,
    /// The table whose line it is.
    pub table: Option<&'a Lookups>,
}

/// Which columns of a table were found under which names, so that no line looks for them anew.
#[derive(Debug, Default)]
pub struct Lookups {
    n_columns: usize,
    found: RefCell<Vec<(Asked, Places)>>,
}

/// A list of names by where it stands in the program, and its length.
type Asked = (usize, usize);

/// Columns, each with which of the names it was found by.
type Places = Rc<[(u16, u16)]>;

impl Lookups {
    pub fn new(n_columns: usize) -> Lookups {
        Lookups { n_columns, ..Lookups::default() }
    }

    pub fn columns(&self) -> usize {
        self.n_columns
    }

    /// The places of some names, looked for where nobody asked before.
    pub fn places(&self, asked: Asked, look: impl FnOnce() -> Places) -> Places {
        let mut found = self.found.borrow_mut();
        if let Some((_, places)) = found.iter().find(|it| it.0 == asked) {
            return places.clone();
        }
        let places = look();
        found.push((asked, places.clone()));
        places
    }
}

impl<'a> Object<'a> {
    pub fn of(members: Vec<(Cow<'a, str>, Node<'a>)>) -> Object<'a> {
        Object { members, table: None }
    }

    /// A member by its name, whatever its case: PowerShell, the storage log and Graph spell the same names differently.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.members.iter().rev().find(|(key, _)| is_name(key, name)).map(|(_, node)| node)
    }

    /// Whether there is a member of that name, with whatever value.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A member by a path of names, through objects: `["sourceIdentity", "details", "UserPrincipalName"]`.
    pub fn at(&self, path: &[&str]) -> Option<&Node<'a>> {
        let (last, before) = path.split_last()?;
        let mut object = self;
        for name in before {
            object = object.get(name)?.object()?;
        }
        object.get(last)
    }

    /// The first of several names that has a non-blank scalar value.
    pub fn first(&self, names: &[&str]) -> Option<&Node<'a>> {
        names.iter().filter_map(|name| self.get(name)).find(|node| node.text().is_some())
    }

    /// A non-blank scalar as text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }
}

impl<'a> Node<'a> {
    /// A scalar as text, without the blanks around it; `None` for blank text, null, lists and objects.
    pub fn text(&self) -> Option<&str> {
        let text = match &self.value {
            Value::Text(text) => trim(text),
            Value::Number(number) => number,
            Value::Flag(true) => "true",
            Value::Flag(false) => "false",
            Value::Null | Value::Cut(_) | Value::List(_) | Value::Object(_) | Value::Unread => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A boolean as JSON or as text in any case: `true`, `"True"`, `FALSE`, `Yes`, `No`.
    pub fn flag(&self) -> Option<bool> {
        if let Value::Flag(flag) = self.value {
            return Some(flag);
        }
        let text = self.text()?;
        let is = |it: &&str| text.eq_ignore_ascii_case(it);
        if ["true", "yes"].iter().any(is) {
            Some(true)
        } else if ["false", "no"].iter().any(is) {
            Some(false)
        } else {
            None
        }
    }

    pub fn object(&self) -> Option<&Object<'a>> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The entries of a list; of anything else none.
    pub fn list(&self) -> &[Node<'a>] {
        match &self.value {
            Value::List(list) => list,
            _ => &[],
        }
    }
}

/// Without the blanks around it. Hardly any value has some, and that is told by its ends.
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// Whether two names are one but for their case. Most differ in their length or their first letter, and this is asked
/// for every value of every row.
pub fn is_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let first = |it: &[u8]| it.first().map(|it| it | 0x20);
    one.len() == other.len()
        && first(one) == first(other)
        && (one == other || one.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_keeps_its_bytes_and_its_order_beyond_four_gigabytes() {
        let all = [0, 1, u64::from(u32::MAX), 1 << 32, (1 << 32) + 1, 5 << 40];
        assert!(all.map(Offset::new).is_sorted());
        assert_eq!(all.map(|it| Offset::new(it).bytes()), all);
        assert_eq!(Offset::new(u64::from(u32::MAX)).plus(2).bytes(), (1 << 32) + 1);
    }

    #[test]
    fn a_place_is_small() {
        assert_eq!(size_of::<Place>(), 16);
    }
}
