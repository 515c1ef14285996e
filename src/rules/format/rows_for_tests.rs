//! Rows built by hand, so that the formats are tested without the readers.

use std::borrow::Cow;

use serde_json::Value as Json;

use scim_checkup_ground::row::{Node, Object, Offset, Page, Place, Row, Shape, Value};

use crate::{
    read::{Listener, Prose},
    record::Record,
    report::Side,
    time::Time,
};

use super::Interpreter;

/// The records about users that a JSON object gives.
pub fn records(json: &str) -> Vec<Record> {
    of_users(read_json(json, None).found)
}

/// Whether a JSON object gives no record about a user.
pub fn refused(json: &str) -> bool {
    records(json).is_empty()
}

/// What is remarked of a JSON object.
pub fn remarks(json: &str) -> Vec<String> {
    of_remarks(read_json(json, None).found)
}

/// The records about users that a table gives.
pub fn table(csv: &str) -> Vec<Record> {
    of_users(read_table(csv, None).found)
}

pub fn table_remarks(csv: &str) -> Vec<String> {
    of_remarks(read_table(csv, None).found)
}

/// The records about users that a paragraph gives.
pub fn prose(text: &str) -> Vec<Record> {
    of_users(read_prose(text).found)
}

fn of_users(found: Vec<Record>) -> Vec<Record> {
    found.into_iter().filter(|it| !matches!(it, Record::Remark(_))).collect()
}

fn of_remarks(found: Vec<Record>) -> Vec<String> {
    let what = |it| match it {
        Record::Remark(it) => Some(it.what.to_string()),
        _ => None,
    };
    found.into_iter().filter_map(what).collect()
}

pub fn read_json(json: &str, from: Option<Side>) -> Interpreter {
    read_object(&object(json), from)
}

/// Gives an object to an interpreter, as the reader would.
pub fn read_object(fields: &Object<'static>, from: Option<Side>) -> Interpreter {
    let mut interpreter = Interpreter::new(0, from);
    let page = Page::default();
    if interpreter.is_entry(fields, &page) {
        let row =
            Row { fields: fields.clone(), page: &page, shape: Shape::Json, torn: false, place: place(0) };
        interpreter.row(&row);
    }
    interpreter.settle(now(), &|_| true);
    interpreter
}

/// Gives a table to an interpreter, as the reader would: its first line is the header, cells are parted by the
/// separator it has.
pub fn read_table(csv: &str, from: Option<Side>) -> Interpreter {
    let mut interpreter = Interpreter::new(0, from);
    let page = Page::default();
    let separator = if csv.lines().next().is_some_and(|it| it.contains(';')) { ';' } else { ',' };
    let mut lines =
        csv.lines().map(|it| it.split(separator).map(|it| it.trim_matches('"')).collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    assert!(interpreter.is_header(&header), "no header: {header:?}");
    for (n, cells) in lines.enumerate() {
        let cell = |(name, text): (&&str, &str)| {
            let value = Value::Text(Cow::Owned(text.to_string()));
            (Cow::Owned(name.to_string()), Node { value, place: place(n + 1) })
        };
        let fields = Object::of(header.iter().zip(cells).map(cell).collect());
        interpreter.row(&Row { fields, page: &page, shape: Shape::Table, torn: false, place: place(n + 1) });
    }
    interpreter.settle(now(), &|_| true);
    interpreter
}

fn now() -> Time {
    Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time")
}

pub fn read_prose(text: &str) -> Interpreter {
    let mut interpreter = Interpreter::new(0, None);
    let mut start = 0;
    let mut lines = Vec::new();
    for (n, line) in text.split_inclusive('\n').enumerate() {
        lines.push((
            start,
            Place { line: n as u32 + 1, offset: Some(Offset::new(start as u64)), length: line.len() as u32 },
        ));
        start += line.len();
    }
    interpreter.prose(&Prose { text, lines: &lines });
    interpreter.settle(now(), &|_| true);
    interpreter
}

/// A JSON object as a row's fields.
pub fn object(json: &str) -> Object<'static> {
    let json: Json =
        serde_json::from_str(&json.replace('\n', " ")).unwrap_or_else(|it| panic!("{it}: {json}"));
    match node(json).value {
        Value::Object(object) => object,
        other => panic!("no object: {other:?}"),
    }
}

fn node(json: Json) -> Node<'static> {
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(it) => Value::Flag(it),
        // A test's numbers may live as long as the test.
        Json::Number(it) => Value::Number(Box::leak(it.to_string().into_boxed_str())),
        Json::String(it) => Value::Text(Cow::Owned(it)),
        Json::Array(it) => Value::List(it.into_iter().map(node).collect()),
        Json::Object(it) => {
            Value::Object(Object::of(it.into_iter().map(|(name, it)| (name.into(), node(it))).collect()))
        }
    };
    Node { value, place: place(0) }
}

fn place(line: usize) -> Place {
    Place { line: line as u32 + 1, offset: None, length: 0 }
}
