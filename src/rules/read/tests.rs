//! Documents in, calls out: each whole, byte by byte and in sevens.

use std::fmt::Write;

use super::{Listener, PageEnd, PageKind, Prose, Reader, Reading};
use scim_checkup_ground::row::{Node, Object, Offset, Page, Row, Shape, Value};

/// Writes down every call as a line, and checks each place against the document.
pub struct Recorder<'d> {
    pub document: &'d [u8],
    pub calls: Vec<String>,
}

impl Recorder<'_> {
    fn check(&self, node: &Node<'_>) {
        if let Some(offset) = node.place.offset.filter(|_| node.place.length > 0) {
            let at = offset.bytes() as usize;
            let bytes = &self.document[at..at + node.place.length as usize];
            let spelled = String::from_utf8_lossy(bytes);
            match &node.value {
                Value::Text(text) => assert_eq!(spelled.replace('\0', " "), **text),
                Value::Number(number) => assert_eq!(spelled, *number),
                Value::Object(_) => assert!(spelled.starts_with('{') && spelled.ends_with('}')),
                // A console prints lists in braces.
                Value::List(_) => assert!(spelled.starts_with(['[', '{']) && spelled.ends_with([']', '}'])),
                _ => {}
            }
            let before = String::from_utf8_lossy(&self.document[..at]);
            let lines = before.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u32 + 1;
            assert_eq!(node.place.line, lines, "line of {spelled}");
        }
        match &node.value {
            Value::List(list) => list.iter().for_each(|it| self.check(it)),
            Value::Object(object) => object.members.iter().for_each(|(_, it)| self.check(it)),
            _ => {}
        }
    }
}

impl Listener for Recorder<'_> {
    fn wants(&self, member: &str) -> bool {
        !member.starts_with("unwanted")
    }

    fn is_entry(&self, object: &Object<'_>, _page: &Page) -> bool {
        object.has("userName") || (object.has("id") && !object.has("value"))
    }

    fn is_header(&self, cells: &[&str]) -> bool {
        cells.iter().any(|it| ["userName", "User name", "id"].contains(it))
    }

    fn row(&mut self, row: &Row<'_>) {
        let mut line = format!("{}: ", row.place.line);
        match row.shape {
            Shape::Json => {}
            Shape::Table => line.push_str("table "),
            Shape::List => line.push_str("list "),
            Shape::Ruled => line.push_str("ruled "),
        }
        if row.torn {
            line.push_str("torn ");
        }
        for (_, node) in &row.fields.members {
            self.check(node);
        }
        show_object(&row.fields, &mut line);
        for (name, value) in &row.page.members {
            write!(line, " /{name}={value}").unwrap();
        }
        self.calls.push(line);
    }

    fn page(&mut self, page: &Page, end: &PageEnd) {
        let kind = match end.kind {
            PageKind::Envelope => "envelope",
            PageKind::List => "list",
            PageKind::Table => "table",
        };
        let mut line = format!("{}: end of {kind}, {} rows", end.place.line, end.rows);
        if !end.complete {
            line.push_str(", incomplete");
        }
        for (name, value) in &page.members {
            write!(line, " /{name}={value}").unwrap();
        }
        self.calls.push(line);
    }

    fn prose(&mut self, prose: &Prose<'_>) {
        for (at, line) in prose.lines.iter().enumerate() {
            let end = prose.lines.get(at + 1).map_or(prose.text.len(), |it| it.0 - 1);
            let text = &prose.text[line.0..end];
            if let Some(offset) = line.1.offset.filter(|_| line.1.length > 0) {
                let start = offset.bytes() as usize;
                let bytes = &self.document[start..start + text.len()];
                assert_eq!(String::from_utf8_lossy(bytes).replace('\0', " "), text);
            }
            let mark = if at == 0 { "prose" } else { "also" };
            self.calls.push(format!("{}: {mark} {text}", line.1.line));
        }
    }

    fn problem(&mut self, line: u32, message: String) {
        let words: Vec<&str> = message.split(' ').take(5).collect();
        self.calls.push(format!("{line}: problem {}", words.join(" ")));
    }
}

fn show_object(object: &Object<'_>, line: &mut String) {
    line.push('{');
    for (at, (name, node)) in object.members.iter().enumerate() {
        if at > 0 {
            line.push(' ');
        }
        write!(line, "{name}:").unwrap();
        show(node, line);
    }
    line.push('}');
}

fn show(node: &Node<'_>, line: &mut String) {
    match &node.value {
        Value::Null => line.push_str("null"),
        Value::Flag(flag) => write!(line, "{flag}").unwrap(),
        Value::Number(number) => line.push_str(number),
        Value::Text(text) => write!(line, "{text:?}").unwrap(),
        Value::Cut(text) => write!(line, "{text:?}…").unwrap(),
        Value::Unread => line.push('?'),
        Value::Object(object) => show_object(object, line),
        Value::List(list) => {
            line.push('[');
            for (at, node) in list.iter().enumerate() {
                if at > 0 {
                    line.push(' ');
                }
                show(node, line);
            }
            line.push(']');
        }
    }
}

/// Reads a document in chunks of a size.
pub fn read_in(document: &[u8], size: usize) -> (Vec<String>, Reading) {
    let mut recorder = Recorder { document, calls: Vec::new() };
    let mut reader = Reader::new();
    for chunk in document.chunks(size) {
        reader.push(chunk, &mut recorder);
    }
    let reading = reader.finish(&mut recorder);
    (recorder.calls, reading)
}

/// Reads a document whole, byte by byte and in sevens: the chunks must not show.
pub fn read(document: &[u8]) -> (Vec<String>, Reading) {
    let whole = read_in(document, document.len().max(1));
    for size in [1, 7] {
        let chunked = read_in(document, size);
        assert_eq!(whole.0, chunked.0, "in chunks of {size}: {}", String::from_utf8_lossy(document));
        assert_eq!(whole.1, chunked.1);
    }
    whole
}

#[track_caller]
pub fn check(document: &str, expected: &[&str]) {
    let (calls, _) = read(document.as_bytes());
    assert_eq!(calls, expected, "\n{document}\n{calls:#?}");
}

#[test]
fn objects_lists_and_pages() {
    check(r#"{"id":"1","active":true,"n":-1.5e3,"x":null}"#, &[r#"1: {id:"1" active:true n:-1.5e3 x:null}"#]);
    check(
        "{\n  \"total\": 2,\n  \"value\": [\n    {\"id\": \"1\"},\n    {\"id\": \"2\", \"unwanted\": {\"a\": [\"}\"]}}\n  ],\n  \"next\": \"n\"\n}\n",
        &[
            r#"4: {id:"1"} /total=2"#,
            r#"5: {id:"2"} /total=2"#,
            "1: end of envelope, 2 rows /total=2 /next=n",
        ],
    );
    check(r#"[{"id":"1"},{"id":"2"}]"#, &[r#"1: {id:"1"}"#, r#"1: {id:"2"}"#, "1: end of list, 2 rows"]);
    check(r#"{"total":0,"Resources":[],"count":0}"#, &["1: end of envelope, 0 rows /total=0 /count=0"]);
    // Lines, several on a line, with commas or nothing between.
    check(
        "{\"id\":1}\n{\"id\":2} {\"id\":3},{\"id\":4}{\"id\":5}\n,\n{\"id\":6}",
        &["1: {id:1}", "2: {id:2}", "2: {id:3}", "2: {id:4}", "2: {id:5}", "4: {id:6}"],
    );
}

#[test]
fn pages_within_pages() {
    check(
        r#"{"responses":[{"status":200,"body":{"count":1,"value":[{"id":"1"}]}},{"status":404,"body":{"error":{"code":"x"}}}],"end":1}"#,
        &[r#"1: {id:"1"} /status=200 /count=1"#, "1: end of envelope, 1 rows /status=200 /count=1"],
    );
    check(r#"{"time":"t","properties":{"id":"1"}}"#, &[r#"1: {id:"1"} /time=t"#]);
    check(
        r#"{"unwanted":{"unwanted list":[{"id":"1"}]}}"#,
        &[r#"1: {id:"1"}"#, "1: end of envelope, 1 rows"],
    );
}

#[test]
fn strings() {
    check(
        r#"{"id":"a\"b\\c\/d\u00e9\ud83d\ude00\ud800\n","\u0075serName":"\[x\]\_y"}"#,
        &[r#"1: {id:"a\"b\\c/dé😀�\n" userName:"[x]_y"}"#],
    );
    check("{\"id\":\"two\nlines\",\"b\":2}", &[r#"1: {id:"two lines" b:2}"#]);
    check(r#"{"id":\["1",\["2"\]],"b":"\[c"}"#, &[r#"1: {id:["1" ["2"]] b:"[c"}"#]);
}

#[test]
fn prose_around_json() {
    check(
        "HTTP/1.1 200 OK\nContent-Type: json\n\n{\"id\":\"1\"}\n\nBye\nPriya",
        &[
            "1: prose HTTP/1.1 200 OK",
            "2: also Content-Type: json",
            r#"4: {id:"1"}"#,
            "6: prose Bye",
            "7: also Priya",
        ],
    );
    check(
        "[2026-05-27 12:12:15] production.INFO: ====\n{ [5 bytes data]\n[]\n",
        &[
            "1: prose [2026-05-27 12:12:15] production.INFO: ====",
            "2: also { [5 bytes data]",
            "3: end of list, 0 rows",
        ],
    );
    check(
        "PATCH /Users/1 Inbound = {\"id\":\"1\"} Outbound = {\"id\":\"2\"}\nnext",
        &[
            "1: prose PATCH /Users/1 Inbound =",
            r#"1: {id:"1"}"#,
            "1: prose Outbound =",
            r#"1: {id:"2"}"#,
            "2: prose next",
        ],
    );
    check(
        "> Look:\n> {\n>   \"id\": \"1\",\n>   \"b\": [1,\n> 2]\n> }\n> > so\n",
        &["1: prose Look:", r#"2: {id:"1" b:[1 2]}"#, "7: prose so"],
    );
    check("names: a[0], b{1}, \"c\", {}\n", &["1: prose names: a[0], b{1}, \"c\", {}"]);
}

#[test]
fn the_sentence_keeps_its_answer() {
    check(
        "Web Response: {\"id\":\"1\"}. It was retried.\n{\"id\":\"2\"}",
        &["1: prose Web Response: {\"id\":\"1\"}. It was retried.", r#"2: {id:"2"}"#],
    );
    check(
        "> Message. Web Response: \n> {\"id\":\"1\",\n> \"status\":409,\n> \"b\":\"c\"}. Retried.\n\n\"id\":\"2\",\n\"b\":1",
        &[
            "1: prose Message. Web Response:",
            "2: also {\"id\":\"1\",",
            "3: also \"status\":409,",
            "4: also \"b\":\"c\"}. Retried.",
            "6: problem The text begins in the",
            r#"6: torn {id:"2"}"#,
            "6: problem The text stops in the",
        ],
    );
    check(
        "Web Response    | {\"id\":\\[\"1\"], \"b\n\"c\": {\"id\":1}\n\n{\"id\":\"2\"}",
        &["1: prose Web Response    | {\"id\":\\[\"1\"], \"b", "2: also \"c\": {\"id\":1}", r#"4: {id:"2"}"#],
    );
}

#[test]
fn cut_at_the_end() {
    check(
        r#"{"value":[{"id":"1"},{"id":"2","userName":"a","active":tr"#,
        &[
            r#"1: {id:"1"}"#,
            r#"1: torn {id:"2" userName:"a"}"#,
            "1: problem The text stops in the",
            "1: end of envelope, 2 rows, incomplete",
        ],
    );
    check(
        "{\"value\":[\n{\"id\":\"1\"},",
        &["2: {id:\"1\"}", "2: problem The text stops in the", "1: end of envelope, 1 rows, incomplete"],
    );
    check(
        "{\"value\":[\n{\"id\":\"1\"},\nThanks, and see {x}\nPriya",
        &[
            "2: {id:\"1\"}",
            "3: problem The text stops in the",
            "1: end of envelope, 1 rows, incomplete",
            "3: prose Thanks, and see {x}",
            "4: also Priya",
        ],
    );
    check(
        "{\"id\":\"1\",\"userName\":\"a\",\nThanks\nPriya",
        &[
            r#"1: torn {id:"1" userName:"a"}"#,
            "2: problem Something is missing or garbled",
            "2: prose Thanks",
            "3: also Priya",
        ],
    );
}

#[test]
fn a_break_is_a_mails_only_where_the_lines_are_as_wide() {
    let wide = "words in a line that is wider than any that a mail program makes of what it has to wrap";
    let is_torn = |document: String| {
        let (calls, _) = read(document.as_bytes());
        calls.iter().any(|it| it.contains("problem Something is missing or garbled"))
    };
    // Behind a colon, and in a text.
    for before in
        [r#"{"id":"7fe4771c-008a-42eb-a63d-f47d19e2c6aa", "name":"#, r#"{"id":"1", "name":"words of"#]
    {
        let after = if before.ends_with(':') { "\"x\"" } else { "a text\"" };
        assert!(!is_torn(format!("{before}\n{after}, \"x\": 1}}")));
        assert!(is_torn(format!("{before}\n{after}, \"x\": \"{wide}\"}}")));
        assert!(is_torn(format!("{{\"x\": \"{wide}\", {}\n{after}}}", &before[1..])));
    }
}

#[test]
fn torn_at_the_beginning() {
    check(
        "  \"id\": \"\",\n  \"name\": \"x\"\n },\n \"source\": {\"id\": \"s\"},\n \"id\": \"1\"\n},\n{\"id\": \"2\"}\n],\n\"next\": \"n\"}\nBye",
        &[
            "1: problem The text begins in the",
            r#"4: torn {source:{id:"s"} id:"1"}"#,
            r#"7: {id:"2"}"#,
            "1: end of envelope, 2 rows, incomplete /next=n",
            "10: prose Bye",
        ],
    );
    check("},\n\"id\":\"1\"}\n", &["1: problem The text begins in the", r#"2: torn {id:"1"}"#]);
    check(
        "com\",\"userName\":\"a\",\"x\":1},{\"id\":\"2\"}]}",
        &[
            "1: problem The text begins in the",
            r#"1: torn {userName:"a" x:1}"#,
            r#"1: {id:"2"}"#,
            "1: end of envelope, 2 rows, incomplete",
        ],
    );
    check(
        "\"start\": 1,\n\"Resources\": [{\"id\":\"1\"},{\"id\":\"2\"}],\n\"total\": 2}",
        &[
            "1: problem The text begins in the",
            r#"2: {id:"1"} /start=1"#,
            r#"2: {id:"2"} /start=1"#,
            "1: end of envelope, 2 rows, incomplete /start=1 /total=2",
        ],
    );
}

#[test]
fn damage_in_the_middle() {
    // Trailing commas lose nothing.
    check(
        r#"[{"id":"1","a":[1,2,],},{"id":"2"},]"#,
        &[r#"1: {id:"1" a:[1 2]}"#, r#"1: {id:"2"}"#, "1: end of list, 2 rows"],
    );
    // What was left out, and what is no JSON.
    check(
        "[{\"id\":\"1\",\"a\":…,\"b\":undefined,\n...\n\"c\":3},\n…\n{\"id\":\"2\"}]",
        &[
            "1: problem Something here could not be",
            r#"1: torn {id:"1" c:3}"#,
            "4: problem Something is missing or garbled",
            r#"5: {id:"2"}"#,
            "1: end of list, 2 rows, incomplete",
        ],
    );
    // A brace is missing: the next entry is its own.
    check(
        r#"[{"id":"1","s":{"a":1},{"id":"2"},{"id":"3"}]"#,
        &[
            r#"1: torn {id:"1" s:{a:1}}"#,
            "1: problem Something is missing or garbled",
            r#"1: {id:"2"}"#,
            r#"1: {id:"3"}"#,
            "1: end of list, 3 rows, incomplete",
        ],
    );
    // A quote is missing: what follows it in the entry is not mixed with what stands before.
    check(
        "[{\"id\":\"1\",\"a\":\"x,\n\"userName\":\"u\",\"b\":{\"c\":1}},\n{\"id\":\"2\"}]",
        &[
            r#"1: torn {id:"1"}"#,
            "1: problem Something is missing or garbled",
            r#"2: torn {userName:"u" b:{c:1}}"#,
            r#"3: {id:"2"}"#,
            "1: end of list, 3 rows, incomplete",
        ],
    );
    // The same in a part that nobody wants.
    check(
        r#"[{"id":"1","unwanted":{"a":"x,"b":"y"},"userName":"u"},{"id":"2"},{"id":"3"}]"#,
        &[
            r#"1: torn {id:"1"}"#,
            "1: problem Something is missing or garbled",
            r#"1: torn {userName:"u"}"#,
            r#"1: {id:"2"}"#,
            r#"1: {id:"3"}"#,
            "1: end of list, 4 rows, incomplete",
        ],
    );
    // Two halves of two entries.
    check(
        r#"[{"id":"1","a":"xx","y","userName":"u","b":2},{"id":"3"}]"#,
        &[
            r#"1: torn {id:"1" a:"xx"}"#,
            "1: problem Something is missing or garbled",
            r#"1: torn {userName:"u" b:2}"#,
            r#"1: {id:"3"}"#,
            "1: end of list, 3 rows, incomplete",
        ],
    );
    // A value on a line of its own whose name is missing, which says nothing; words there are text below what was cut.
    let below = |line: &str| {
        let document = format!("[{{\"id\":\"1\",\"s\":{{\"a\"\n{line}\n}}}},\n{{\"id\":\"2\"}}]");
        read(document.as_bytes()).0.iter().any(|it| it.contains("prose"))
    };
    assert!(!below("\"m@x.com\"") && !below("\"m@x.com\",\n\"b\":1"));
    assert!(below("\"m@x.com\" was there"));
    // Doubled and glued documents.
    check(
        r#"{"value":[{"id":"1"}]}{"value":[{"id":"2"},{"value":[{"id":"3"}]}"#,
        &[
            r#"1: {id:"1"}"#,
            "1: end of envelope, 1 rows",
            r#"1: {id:"2"}"#,
            r#"1: {id:"3"}"#,
            "1: end of envelope, 1 rows",
            "1: problem The text stops in the",
            "1: end of envelope, 1 rows, incomplete",
        ],
    );
    check(
        r#"{"value":[{"id":"1"}},{"id":"2"}]}"#,
        &[
            r#"1: {id:"1"}"#,
            "1: problem Something is missing or garbled",
            r#"1: {id:"2"}"#,
            "1: end of envelope, 2 rows, incomplete",
        ],
    );
}

#[test]
fn large_documents_are_walked() {
    let mut document = String::from("{\"start\":1,\"value\":[\n");
    let filler = "x".repeat(1000);
    for n in 0..600 {
        writeln!(document, "{{\"id\":{n},\"unwanted\":\"{filler}\"}},").unwrap();
    }
    document.push_str("{\"id\":600}],\"blob\":\"");
    document.push_str(&filler.repeat(400));
    document.push_str("\",\"next\":\"n\"}");
    for size in [document.len(), 4096, 77] {
        let (calls, _) = read_in(document.as_bytes(), size);
        assert_eq!(calls.len(), 602);
        assert_eq!(calls[600], "602: {id:600} /start=1");
        assert_eq!(calls[601], "1: end of envelope, 601 rows /start=1 /next=n");
    }
}

#[test]
fn deep_nesting_ends_nothing() {
    let deep = "[".repeat(100_000);
    let (calls, _) = read_in(format!("{{\"id\":1,\"a\":{deep}").as_bytes(), 5000);
    assert_eq!(calls.last().map(String::as_str), Some("1: problem The text stops in the"));
    let objects = "{\"a\":".repeat(100_000);
    let closers = "}".repeat(100_000);
    let document = format!("{objects}1{closers}{{\"id\":2}}");
    let (calls, _) = read_in(document.as_bytes(), 50_000);
    assert_eq!(calls.last().map(String::as_str), Some("1: {id:2}"));
}

#[test]
fn encodings() {
    let text = "\u{feff}{\"id\":\"Müller\",\r\n\"b\":\"😀\"}\rZoë";
    let expected = ["1: {id:\"Müller\" b:\"😀\"}", "3: prose Zoë"];
    let utf16 = |big: bool, text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(|it| if big { it.to_be_bytes() } else { it.to_le_bytes() }).collect()
    };
    let bare = &text["\u{feff}".len()..];
    let cases = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", bare.as_bytes().to_vec()),
        ("UTF-16LE", utf16(false, text)),
        ("UTF-16LE", utf16(false, bare)),
        ("UTF-16BE", utf16(true, text)),
        ("UTF-16BE", utf16(true, bare)),
    ];
    for (encoding, document) in cases {
        let (calls, reading) = read(&document);
        assert_eq!(calls, expected);
        assert_eq!((reading.encoding, reading.bytes, reading.lines), (encoding, document.len() as u64, 3));
    }
    let (calls, reading) = read(b"{\"id\":\"M\xfcller \x80\xe2\x82\"}\n");
    assert_eq!(calls, ["1: {id:\"Müller €â‚\"}"]);
    assert_eq!((reading.encoding, reading.lines), ("Windows-1252", 1));
    let (calls, _) = read(b"{\"id\":\"a\0b\"}");
    assert_eq!(calls, ["1: {id:\"a b\"}"]);
}

#[test]
fn offsets_are_those_of_the_document_as_given() {
    struct Offsets(Vec<Option<u64>>);
    impl Listener for Offsets {
        fn wants(&self, _: &str) -> bool {
            true
        }
        fn is_entry(&self, _: &Object<'_>, _: &Page) -> bool {
            true
        }
        fn is_header(&self, _: &[&str]) -> bool {
            false
        }
        fn row(&mut self, row: &Row<'_>) {
            self.0.extend(row.fields.members.iter().map(|(_, it)| it.place.offset.map(Offset::bytes)));
        }
        fn page(&mut self, _: &Page, _: &PageEnd) {}
        fn prose(&mut self, _: &Prose<'_>) {}
        fn problem(&mut self, _: u32, _: String) {}
    }
    let offsets = |document: &[u8]| {
        let mut offsets = Offsets(Vec::new());
        let mut reader = Reader::new();
        reader.push(document, &mut offsets);
        reader.finish(&mut offsets);
        offsets.0
    };
    let decoded = b"\xef\xbb\xbf{\"a\":\"x\",\"b\":\"\\n\",\"c\":7,\"d\":\"\xfc\",\"e\":\"x\"}";
    assert_eq!(offsets(decoded), [Some(9), None, Some(25), None, Some(40)]);
    let blanks = "{\u{a0}\"a\":\u{200b}\"x\",\"b\":\"y\u{a0}z\",\"c\":\"x\"}";
    assert_eq!(offsets(blanks.as_bytes()), [Some(11), None, Some(30)]);
    assert_eq!(offsets("{“a”:“x”,“b”:\u{a0}“y”}".as_bytes()), [Some(12), Some(30)]);
    assert_eq!(offsets(br#"{\"a\":\"x\",\"b\":\"y\"}"#), [Some(9), Some(21)]);
}

#[test]
fn tables() {
    // A line of a log has sentences and JSON between its commas, and no labels.
    check("INFO: set,id,userName\n1,2,ada", &["1: prose INFO: set,id,userName", "2: also 1,2,ada"]);
    check(
        "\u{feff}id,\"User name\",Title,unwanted\r\n1,\"a \"\"b\"\"\",\"x,\r\ny\",z\r\n2,c,,\r\n\r\nBye",
        &[
            "2: table {id:\"1\" User name:\"a \\\"b\\\"\" Title:\"x,\\r\\ny\" unwanted:\"z\"}",
            "4: table {id:\"2\" User name:\"c\" Title:\"\" unwanted:\"\"}",
            "1: end of table, 2 rows",
            "6: prose Bye",
        ],
    );
    check("sep=;\nid;b\n1;2,3", &["3: table {id:\"1\" b:\"2,3\"}", "2: end of table, 1 rows"]);
    check(
        "#TYPE Selected.X\n\"id\"\t\"b\"\n1\t\n",
        &["3: table {id:\"1\" b:\"\"}", "2: end of table, 1 rows"],
    );
    check(
        "version:v1.0\nUser name\na@b.c\nd, e\n{\"id\":1}",
        &[
            "3: table {User name:\"a@b.c\"}",
            "4: table {User name:\"d, e\"}",
            "2: end of table, 2 rows",
            "5: {id:1}",
        ],
    );
    // Another header.
    check(
        "id,b\n1,2\nUser name,id\nx,3\n",
        &[
            "2: table {id:\"1\" b:\"2\"}",
            "1: end of table, 1 rows",
            "4: table {User name:\"x\" id:\"3\"}",
            "3: end of table, 1 rows",
        ],
    );
}

#[test]
fn a_blank_line_in_a_table() {
    check(
        "id,b,c\n1,2,3\n\n4,5,6\n\nBye, and thanks\n",
        &[
            "2: table {id:\"1\" b:\"2\" c:\"3\"}",
            "4: table {id:\"4\" b:\"5\" c:\"6\"}",
            "1: end of table, 2 rows",
            "6: prose Bye, and thanks",
        ],
    );
}

#[test]
fn damaged_tables() {
    check(
        "id,b,c,d\n1,2\n1,2,3,4,,\n1,2,3,4,5\nx\n1,2,3,4\n",
        &[
            "2: table {id:\"1\" b:\"2\" c:null d:null}",
            "3: table {id:\"1\" b:\"2\" c:\"3\" d:\"4\"}",
            "4: problem This line has 5 cells,",
            "4: prose 1,2,3,4,5",
            "5: problem This line has 1 cell,",
            "5: prose x",
            "6: table {id:\"1\" b:\"2\" c:\"3\" d:\"4\"}",
            "1: end of table, 3 rows, incomplete",
        ],
    );
    check(
        "id,b,c\n1,\"2,3\n\"4\",5,6\n7,8,9\n",
        &[
            "2: problem A quotation mark in this",
            "2: prose 1,\"2,3",
            "3: table {id:\"4\" b:\"5\" c:\"6\"}",
            "4: table {id:\"7\" b:\"8\" c:\"9\"}",
            "1: end of table, 2 rows, incomplete",
        ],
    );
    check(
        "id,b,c\n1,2,3\n4,a@conto",
        &[
            "2: table {id:\"1\" b:\"2\" c:\"3\"}",
            "3: table torn {id:\"4\" b:null c:null}",
            "3: problem The text stops in the",
            "1: end of table, 2 rows, incomplete",
        ],
    );
    check(
        "id,b,c\n1,2,\"3",
        &[
            "2: table torn {id:\"1\" b:\"2\" c:null}",
            "2: problem The text stops in the",
            "1: end of table, 1 rows, incomplete",
        ],
    );
}

#[test]
fn long_prose_is_given_in_parts() {
    let document = format!("{}\n{}", "word ".repeat(30_000), "a\n".repeat(450));
    let mut sizes = Vec::new();
    for size in [document.len(), 1000] {
        let (calls, _) = read_in(document.as_bytes(), size);
        sizes.push(calls.iter().filter(|it| it.contains("prose")).count());
    }
    assert_eq!(sizes, [5, 5]);
}

/// The same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn random_value(random: &mut Random, depth: usize) -> serde_json::Value {
    const TEXTS: [&str; 8] =
        ["", "ada@contoso.com", "a \"quote\"", "back\\slash", "é😀", "{[,:]}", "\n\t\u{1}", "</a>"];
    match random.below(if depth == 0 { 5 } else { 7 }) {
        0 => serde_json::Value::Null,
        1 => (random.below(2) == 0).into(),
        2 => (random.below(1 << 30) as i64 - (1 << 29)).into(),
        3 => (random.below(1 << 30) as f64 / 1e4).into(),
        4 => TEXTS[random.below(TEXTS.len())].into(),
        5 => (0..random.below(4)).map(|_| random_value(random, depth - 1)).collect(),
        _ => random_object(random, depth - 1).into(),
    }
}

fn random_object(random: &mut Random, depth: usize) -> serde_json::Map<String, serde_json::Value> {
    const NAMES: [&str; 6] = ["a", "b c", "emails[type eq \"work\"].value", "é", "x:y", "deep"];
    (0..random.below(5)).map(|_| (NAMES[random.below(6)].to_string(), random_value(random, depth))).collect()
}

fn is_same(node: &Node<'_>, value: &serde_json::Value) -> bool {
    match (&node.value, value) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Flag(one), serde_json::Value::Bool(other)) => one == other,
        (Value::Number(one), serde_json::Value::Number(other)) => one.parse::<f64>().ok() == other.as_f64(),
        (Value::Text(one), serde_json::Value::String(other)) => one == other,
        (Value::List(one), serde_json::Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), serde_json::Value::Object(other)) => {
            one.members.len() == other.len()
                && one
                    .members
                    .iter()
                    .all(|(name, it)| other.get(&**name).is_some_and(|other| is_same(it, other)))
        }
        _ => false,
    }
}

#[test]
fn reads_valid_json_as_serde_json_does() {
    struct Compare(Vec<serde_json::Value>);
    impl Listener for Compare {
        fn wants(&self, _: &str) -> bool {
            true
        }
        fn is_entry(&self, _: &Object<'_>, _: &Page) -> bool {
            true
        }
        fn is_header(&self, _: &[&str]) -> bool {
            false
        }
        fn row(&mut self, row: &Row<'_>) {
            let value = self.0.remove(0);
            let node = Node { value: Value::Object(row.fields.clone()), place: row.place };
            assert!(!row.torn && is_same(&node, &value), "{value}");
        }
        fn page(&mut self, _: &Page, _: &PageEnd) {}
        fn prose(&mut self, prose: &Prose<'_>) {
            panic!("{}", prose.text);
        }
        fn problem(&mut self, line: u32, message: String) {
            panic!("{line} {message}");
        }
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..800 {
        let mut values = Vec::new();
        let mut document = String::new();
        for _ in 0..=random.below(3) {
            let mut object = random_object(&mut random, 4);
            object.insert("first".to_string(), 1.into());
            let value = serde_json::Value::Object(object);
            document.push_str(&match round % 2 {
                0 => serde_json::to_string(&value).unwrap(),
                _ => serde_json::to_string_pretty(&value).unwrap(),
            });
            document.push('\n');
            values.push(value);
        }
        for size in [document.len(), 5] {
            let mut compare = Compare(values.clone());
            let mut reader = Reader::new();
            document.as_bytes().chunks(size).for_each(|chunk| reader.push(chunk, &mut compare));
            reader.finish(&mut compare);
            assert!(compare.0.is_empty());
        }
    }
}

/// Documents of a hundred users each, in several layouts.
fn layouts() -> Vec<String> {
    let user = |n: usize| {
        serde_json::json!({
            "id": format!("user-{n}"),
            "userName": format!("ada.{n}@contoso.com"),
            "unwanted": {"list": [{"a": "}"}, {"b": [n]}], "text": "a \"quoted\" word"},
            "emails": [{"type": "work", "value": format!("ada.{n}@contoso.com")}],
            "active": n.is_multiple_of(2),
        })
    };
    let users: Vec<serde_json::Value> = (0..100).map(user).collect();
    let page = serde_json::json!({"total": 100, "value": users, "next": "https://contoso.com/next"});
    let lines: String = users.iter().map(|it| format!("{it}\n")).collect();
    let log: String = users.iter().map(|it| format!("2026-06-12 debug: body={it} sent\n")).collect();
    let table: String =
        (0..100).map(|n| format!("user-{n},\"ada.{n}@contoso.com\",\"Smith, Ada\",x,True\r\n")).collect();
    vec![
        page.to_string(),
        serde_json::to_string_pretty(&page).unwrap(),
        serde_json::to_string_pretty(&users).unwrap(),
        lines,
        log,
        format!("id,userName,Title,c,active\r\n{table}"),
    ]
}

/// The IDs of the rows that are whole, and of those that are torn.
fn ids(document: &[u8], size: usize) -> (Vec<String>, Vec<String>) {
    struct Ids(Vec<String>, Vec<String>);
    impl Listener for Ids {
        fn wants(&self, member: &str) -> bool {
            !member.starts_with("unwanted")
        }
        fn is_entry(&self, object: &Object<'_>, _: &Page) -> bool {
            (object.has("id") || object.has("userName")) && !object.has("value")
        }
        fn is_header(&self, cells: &[&str]) -> bool {
            cells.first() == Some(&"id")
        }
        fn row(&mut self, row: &Row<'_>) {
            let id = row.fields.text("id").unwrap_or_default();
            let name = row.fields.text("userName");
            // Never two entries in one: name, address and ID have the same number.
            if let (Some(number), Some(name)) = (id.strip_prefix("user-"), name)
                && row.torn
                && let Some(of_name) =
                    name.strip_prefix("ada.").and_then(|it| it.strip_suffix("@contoso.com"))
            {
                assert_eq!(number, of_name, "{row:?}");
            }
            let ids = if row.torn { &mut self.1 } else { &mut self.0 };
            ids.push(id.to_string());
        }
        fn page(&mut self, _: &Page, _: &PageEnd) {}
        fn prose(&mut self, _: &Prose<'_>) {}
        fn problem(&mut self, _: u32, _: String) {}
    }
    let mut ids = Ids(Vec::new(), Vec::new());
    let mut reader = Reader::new();
    document.chunks(size).for_each(|chunk| reader.push(chunk, &mut ids));
    reader.finish(&mut ids);
    (ids.0, ids.1)
}

#[test]
fn a_cut_loses_one_entry_at_most() {
    let mut random = Random(7);
    for document in layouts() {
        let document = document.as_bytes();
        let all = ids(document, document.len()).0;
        assert_eq!(all.len(), 100);
        for _ in 0..60 {
            let cut = random.below(document.len());
            // The end is missing.
            let (whole, torn) = ids(&document[..cut], document.len());
            assert_eq!(whole[..], all[..whole.len()]);
            let before = String::from_utf8_lossy(&document[..cut]).matches("user-").count();
            assert!(whole.len() + 1 >= before, "{} of {before} before {cut}", whole.len());
            assert!(torn.len() <= 1, "{torn:?}");
            // The beginning is missing; a table without its header is none.
            if !document.starts_with(b"id") {
                let (whole, _) = ids(&document[cut..], document.len());
                let after = String::from_utf8_lossy(&document[cut..]).matches("user-").count();
                assert!(
                    whole.len() + 1 >= after,
                    "{} of {after} after {cut}: {}",
                    whole.len(),
                    String::from_utf8_lossy(&document[cut..(cut + 300).min(document.len())])
                );
            }
        }
    }
}

#[test]
fn damage_loses_little_and_nothing_before_it() {
    let mut random = Random(11);
    let (mut lost, mut rounds) = (0, 0);
    for document in layouts() {
        let all = ids(document.as_bytes(), document.len()).0;
        for _ in 0..150 {
            let mut damaged = document.clone().into_bytes();
            let at = random.below(damaged.len());
            match random.below(5) {
                0 => damaged[at] ^= 1 << random.below(8),
                1 => {
                    damaged.remove(at);
                }
                2 => {
                    let end = (at + random.below(500)).min(damaged.len());
                    damaged.drain(at..end);
                }
                3 => {
                    let again = damaged[at.saturating_sub(random.below(500))..].to_vec();
                    damaged.truncate(at);
                    damaged.extend(again);
                }
                _ => {
                    let garbage =
                        ["\"", "{", "}", "[", "]", ",", "\n", "…", "\\", "\0\u{ff}"][random.below(10)];
                    damaged.splice(at..at, garbage.bytes());
                }
            }
            let (whole, _) = ids(&damaged, damaged.len());
            assert_eq!(ids(&damaged, 4099).0, whole);
            let before = String::from_utf8_lossy(&document.as_bytes()[..at]).matches("user-").count();
            let is_table = document.starts_with("id") && at < 30; // Without its header a table is none.
            assert!(is_table || whole.len() + 1 >= before, "{} of {before}", whole.len());
            let now = all.iter().filter(|it| !whole.contains(it)).count();
            let most = if document.starts_with("id") { 12 } else { 4 };
            assert!(is_table || now <= most, "{now} lost at {at}: {}", {
                String::from_utf8_lossy(&damaged[at.saturating_sub(150)..(at + 150).min(damaged.len())])
            });
            lost += now;
            rounds += 1;
        }
    }
    // Five hundred bytes that are missing or doubled hold up to four entries, of a table up to twelve.
    assert!(lost < rounds * 3 / 2, "{lost} lost in {rounds} rounds");
}

#[test]
fn noise_ends_and_chunks_do_not_show() {
    let mut random = Random(13);
    let documents = layouts();
    let words = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\n",
        "\\",
        "\"id\":",
        "1",
        "true",
        " ",
        "…",
        "id;b",
        "\r",
        "x",
        "Web Response: ",
        "\\\"",
        "\\n",
        "“",
        "”",
        "\u{a0}",
        "\u{200b}",
    ];
    for round in 0..800 {
        let mut document = Vec::new();
        for _ in 0..random.below(60) {
            match random.below(4) {
                0 => document.push(random.below(256) as u8),
                1 => {
                    let from = &documents[random.below(documents.len())].as_bytes();
                    let start = random.below(from.len());
                    document.extend(&from[start..(start + random.below(80)).min(from.len())]);
                }
                _ => document.extend(words[random.below(words.len())].bytes()),
            }
        }
        if round % 10 == 0 {
            document = document.iter().flat_map(|it| [*it, 0]).collect();
        }
        read(&document);
    }
}

/// Rows that are lists, and bodies in strings; both whatever the chunks.
#[test]
fn tables_and_recordings_in_json() {
    #[derive(Default)]
    struct Around(Vec<String>);
    impl Listener for Around {
        fn wants(&self, _: &str) -> bool {
            true
        }
        fn is_entry(&self, object: &Object<'_>, _: &Page) -> bool {
            object.has("id")
        }
        fn is_header(&self, _: &[&str]) -> bool {
            false
        }
        fn columns(&self, object: &Object<'_>) -> Vec<String> {
            let columns = object.get("columns").map(Node::list).unwrap_or_default();
            columns.iter().filter_map(|it| it.object()?.text("name")).map(Into::into).collect()
        }
        fn is_recording(&self, object: &Object<'_>) -> bool {
            object.has("har")
        }
        fn is_body(&self, member: &str) -> bool {
            member == "text"
        }
        fn recorded(&mut self, member: &str, value: Option<&str>) {
            self.0.push(format!("{member}={}", value.unwrap_or("…")));
        }
        fn row(&mut self, row: &Row<'_>) {
            let mut line = format!("{}: ", row.place.line);
            show_object(&row.fields, &mut line);
            self.0.push(line);
        }
        fn page(&mut self, _: &Page, end: &PageEnd) {
            self.0.push(format!("{} rows", end.rows));
        }
        fn prose(&mut self, prose: &Prose<'_>) {
            self.0.push(format!("prose {}", prose.text));
        }
        fn problem(&mut self, line: u32, _: String) {
            self.0.push(format!("{line}: problem"));
        }
    }
    let calls = |text: &str, chunk: usize| {
        let mut around = Around::default();
        let mut reader = Reader::new();
        text.as_bytes().chunks(chunk).for_each(|it| reader.push(it, &mut around));
        reader.finish(&mut around);
        around.0
    };
    let table =
        "{\"columns\":[{\"name\":\"a\"},{\"name\":\"b\"}],\n\"rows\":[[1,\"x\"],\n[2],\n[3,null],[4,[5],6]]}";
    let har = |text: &str| {
        format!(
            "{{\"har\":1,\"url\":\"u\",\n\"content\":{{\"text\":\"{text}\",\"id\":7}},\"list\":[{{\"id\":8}}]}}"
        )
    };
    for chunk in [1, 7, 64, 4096] {
        assert_eq!(
            calls(table, chunk),
            ["2: {a:1 b:\"x\"}", "3: problem", "4: {a:3 b:null}", "4: problem", "2 rows"]
        );
        let of = |text: &str| {
            let calls = calls(&har(text), chunk);
            assert_eq!(calls[..3], ["har=1", "url=u", "content=…"]);
            assert_eq!(calls[calls.len() - 3..], ["id=7", "list=…", "id=8"]);
            calls[3..calls.len() - 3].to_vec()
        };
        let list = ["2: {id:1}", "2: {id:\"é😀\\n\"}", "2 rows"];
        assert_eq!(of("[{\\\"id\\\":1},\\r\\n{\\\"id\\\":\\\"\\u00e9\\ud83d\\ude00\\\\n\\\"}]"), list);
        assert_eq!(of(" \\n[{\\\"id\\\":1},{\\\"id\\\":\\\"é😀\\\\n\\\"}]"), list);
        assert_eq!(of("W3siaWQiOjF9LHsiaWQiOiLDqfCfmIBcbiJ9XQ=="), list);
        assert_eq!(of("77u/W3siaWQiOjF9LHsiaWQiOiLDqfCfmIBcbiJ9XQ=="), list);
        for foreign in
            ["", "plain id", "<html>", "iVBORw0KGgo=", "example of words", "var a = {\\\"id\\\":1}"]
        {
            assert_eq!(of(foreign), [""; 0], "{foreign}");
        }
        let cut = har("[{\\\"id\\\":1},{\\\"id\\\":2");
        let cut = &cut[..cut.find("\",\"id\":7").unwrap()];
        // Of a number nobody knows whether it ends here.
        assert_eq!(calls(cut, chunk)[3..], ["2: {id:1}", "2: problem", "1 rows", "2: problem"]);
    }
    // A body that is longer than any entry may be.
    let body = format!("[{}{{\\\"id\\\":0}}]", "{\\\"id\\\":1},".repeat(60_000));
    for chunk in [1000, 1 << 20] {
        let calls = calls(&har(&body), chunk);
        assert_eq!(calls.iter().filter(|it| it.starts_with("2: {id:1}")).count(), 60_000);
        assert!(calls.contains(&"60001 rows".to_string()));
    }
}

#[test]
fn worn_text() {
    check(r#"{\"id\": \"1\", \"b\": \"a \\\"c\\\"\"}"#, &[r#"1: {id:"1" b:"a \"c\""}"#]);
    check("\"{\\n \\\"id\\\": \\\"1\\\"\\n}\"\n{\"id\": 2}", &[r#"1: {id:"1"}"#, "2: {id:2}"]);
    check(r#"{"log": "{\"id\": \"1\"}", "n": 1}"#, &[r#"1: {id:"1"}"#]);
    check(
        "{“id”: “1”, “b”: “a \\”c\\””}\n{\"id\": \"“2”\"}",
        &[r#"1: {id:"1" b:"a \"c\""}"#, r#"2: {id:"“2”"}"#],
    );
    // Halves of two names are not put together, words are where a mail program may have parted them.
    check(
        "{\"id\": \"1\", \"b\": \"Ada\nMoss\"}\n{\"id\": \"2\", \"b\": \"ada@con\noso.com\"}",
        &[r#"1: {id:"1" b:"Ada Moss"}"#, r#"3: torn {id:"2"}"#, "3: problem Something is missing or garbled"],
    );
    check(
        &format!("{{\"id\": \"1\", \"c\": \"{}\", \"b\": \"Ada\nMoss\"}}", "x".repeat(60)),
        &[
            &format!("1: torn {{id:\"1\" c:\"{}\"}}", "x".repeat(60)),
            "1: problem Something is missing or garbled",
        ],
    );
    check(
        "{\"id\": \"1\", \"b\": \"ada@co…\"}",
        &["1: problem Something here could not be", r#"1: torn {id:"1" b:"ada@co"…}"#],
    );
}
