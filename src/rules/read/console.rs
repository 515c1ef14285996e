//! What a console prints in place of values: lists and objects in braces, the names of types, what it cut.
//!
//! Source: PowerShell, *about_Format.ps1xml* and *$FormatEnumerationLimit*: four entries of a list are printed, then dots.

use std::borrow::Cow;

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Place, Value, shortened},
};

/// A value as printed, and where its text stands.
pub fn value(text: &str, place: Place) -> Node<'_> {
    let shown = text.trim();
    let place = place.of_part(text, shown);
    let within = |open: &str| shown.strip_prefix(open).and_then(|it| it.strip_suffix('}'));
    let value = if shown.is_empty() {
        Value::Null
    } else if is_type_name(shown) {
        Value::Unread
    } else if let Some(left) = cut(shown) {
        Value::Cut(left)
    } else if let Some(inside) = within("@{") {
        Value::Object(object(inside, shown, place))
    } else if let Some(inside) = within("{") {
        Value::List(items(inside, shown, place))
    } else {
        Value::Text(Cow::Borrowed(shown))
    };
    // An object is what stands in braces.
    let braces = shown.strip_prefix('@').filter(|_| matches!(value, Value::Object(_)));
    Node { value, place: place.of_part(shown, braces.unwrap_or(shown)) }
}

/// What is left of a text that was cut at its end, or in front as numbers are, or by somebody within; Windows PowerShell 5.1 writes three dots,
/// later ones a single character.
fn cut(text: &str) -> Option<&str> {
    let dots = ["...", "…"].iter();
    dots.into_iter()
        .find_map(|it| text.strip_suffix(it).or_else(|| text.strip_prefix(it)))
        .or_else(|| shortened(text))
}

/// `System.Object[]`, `Microsoft.Graph.PowerShell.Models.MicrosoftGraphDrive`: the value itself was not printed.
fn is_type_name(text: &str) -> bool {
    (text.starts_with("System.") || text.starts_with("Microsoft."))
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || b".[]`_+,".contains(&it))
}

fn items<'a>(inside: &'a str, shown: &'a str, place: Place) -> Vec<Node<'a>> {
    let parts = parts(inside, b',');
    // Behind the last entry that is printed stand the dots for the others: it is not certain to be whole.
    let whole = parts.iter().filter(|it| !it.trim().is_empty() && cut(it.trim()).is_none());
    whole.map(|it| value(it, place.of_part(shown, it))).collect()
}

/// `@{id=…; displayName=…}`, as an object inside a list or another object is printed.
fn object<'a>(inside: &'a str, shown: &'a str, place: Place) -> Object<'a> {
    let members = parts(inside, b';').into_iter().filter_map(|part| {
        let (name, text) = part.split_once('=')?;
        Some((Cow::Borrowed(name.trim()), value(text, place.of_part(shown, text))))
    });
    Object::of(members.collect())
}

/// The parts between separators that stand in no braces.
fn parts(text: &str, separator: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0i32, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ if byte == separator && depth <= 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// How many columns a character takes on the screen.
///
/// Source: PowerShell, *ConsoleControl.LengthInBufferCells*.
pub fn columns_of(it: char) -> usize {
    match u32::from(it) {
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3040..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1_0000.. => 2,
        _ => 1,
    }
}

/// Where a line's text begins behind a mail's quote marks, each with one blank: further blanks are the console's.
pub fn quote_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at) == Some(&b'>') {
        at += 1 + usize::from(bytes.get(at + 1) == Some(&b' '));
    }
    at
}

/// Whether a line is a command, with its prompt or without: the properties that it selects are no header.
pub fn is_command(line: &str) -> bool {
    is_prompt(line) || line.starts_with("Get-") || line.has(" | ")
}

/// Whether a line is a prompt with a command behind it.
pub fn is_prompt(line: &str) -> bool {
    line.starts_with("PS ") && line.has_byte(b'>')
}
