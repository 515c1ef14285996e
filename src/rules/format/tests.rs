//! What holds for every format, and running text.

use std::collections::BTreeSet;

use super::{
    FORMATS, Format, Interpreter, exchange, format_names, format_of_columns, format_of_object, format_title,
    rows_for_tests::{object, prose as records_of, read_json, read_object, read_prose, read_table},
    wanted,
};
use scim_checkup_ground::row::{Node, Object, Offset, Page, Place, Row, Shape, Value};

use crate::{
    read::{Listener, PageEnd, PageKind, Prose, Reader},
    record::{EventAction, EventStatus, ListingKind, Origin, Record},
    report::Side,
    time::Time,
};

fn read_sample(format: &Format) -> Interpreter {
    if format.sample.starts_with('{') {
        read_json(format.sample, None)
    } else {
        read_table(format.sample, None)
    }
}

#[test]
fn every_sample_is_detected_as_itself() {
    for format in FORMATS {
        let found = if format.sample.starts_with('{') {
            format_of_object(&object(format.sample), &Page::default())
        } else {
            let header = format.sample.lines().next().unwrap_or_default();
            format_of_columns(&header.split(',').map(|it| it.trim_matches('"')).collect::<Vec<_>>())
        };
        assert_eq!(found.map(|it| it.name), Some(format.name), "{}", format.sample);
    }
}

/// Where the marks of two formats hold on one row, the first reads it: on purpose, since it knows the row better.
const NESTED: &[(&str, &str)] = &[
    // A list of names and addresses is whatever else nobody knows better.
    ("entra-users-table", "list"),
    ("graph-user", "list"),
    // The storage and workspace logs hold Graph's entries under more names.
    ("log-analytics", "graph-audit"),
    ("log-analytics", "portal-provisioning-csv"),
    // A query that chose their values gives them columns of their own.
    ("log-analytics-audit", "log-analytics"),
    ("maptician-occupants", "list"),
    // What is told and not read looks like what is read.
    ("not-read-yet", "graph-provisioning"),
    // A part of the portal's three files has columns of the first.
    ("portal-provisioning-part", "portal-pane"),
    ("portal-provisioning-part", "portal-provisioning-csv"),
    // A group has an ID and a display name as well.
    ("wrong-material", "graph-user"),
    ("wrong-material", "log-analytics"),
];

/// Notes of every row which formats could read it.
struct Marks {
    interpreter: Interpreter,
    pairs: BTreeSet<(&'static str, &'static str)>,
    seen: BTreeSet<&'static str>,
}

impl Listener for Marks {
    fn wants(&self, member: &str) -> bool {
        self.interpreter.wants(member)
    }
    fn is_entry(&self, object: &Object<'_>, page: &Page) -> bool {
        self.interpreter.is_entry(object, page)
    }
    fn is_header(&self, cells: &[&str]) -> bool {
        self.interpreter.is_header(cells)
    }
    fn columns(&self, object: &Object<'_>) -> Vec<String> {
        self.interpreter.columns(object)
    }
    fn is_recording(&self, object: &Object<'_>) -> bool {
        self.interpreter.is_recording(object)
    }
    fn is_body(&self, member: &str) -> bool {
        self.interpreter.is_body(member)
    }
    fn recorded(&mut self, member: &str, value: Option<&str>) {
        self.interpreter.recorded(member, value);
    }
    fn row(&mut self, row: &Row<'_>) {
        let names: Vec<&str> = row.fields.members.iter().map(|it| it.0.as_ref()).collect();
        let holds = |it: &&&Format| match row.shape {
            Shape::Json | Shape::List => (it.marks)(&row.fields, row.page),
            Shape::Table | Shape::Ruled => it.has_columns(&names),
        };
        let mut held = FORMATS.iter().filter(holds).map(|it| it.name);
        if let Some(first) = held.next() {
            self.seen.insert(first);
            self.pairs.extend(held.map(|it| (first, it)));
        }
        self.interpreter.row(row);
    }
    fn page(&mut self, page: &Page, end: &PageEnd) {
        self.interpreter.page(page, end);
    }
    fn prose(&mut self, prose: &Prose<'_>) {
        self.interpreter.prose(prose);
    }
    fn problem(&mut self, line: u32, message: String) {
        self.interpreter.problem(line, message);
    }
}

/// Every row of every case is held against every format: none but the one that reads it could, or they are nested.
#[test]
fn every_case_is_detected_as_its_format() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let mut marks =
        Marks { interpreter: Interpreter::new(0, None), pairs: BTreeSet::new(), seen: BTreeSet::new() };
    for file in std::fs::read_dir(folder).expect("the cases are there") {
        let case = std::fs::read_to_string(file.expect("a file").path()).expect("a case is text");
        for document in case.split("\n--- ").skip(1).filter(|it| !it.starts_with("report")) {
            let (_, text) = document.split_once('\n').unwrap_or_default();
            marks.interpreter = Interpreter::new(0, None);
            let mut reader = Reader::new();
            reader.push(text.as_bytes(), &mut marks);
            reader.finish(&mut marks);
        }
    }
    let pairs: Vec<_> = marks.pairs.into_iter().collect();
    assert_eq!(pairs, NESTED);
    let unseen: Vec<_> = FORMATS.iter().map(|it| it.name).filter(|it| !marks.seen.contains(it)).collect();
    assert!(unseen.is_empty(), "no case has a row of {unseen:?}");
}

#[test]
fn every_sample_gives_something() {
    for format in FORMATS {
        let it = read_sample(format);
        assert_eq!(it.problems, [], "{}", format.name);
        assert!(it.ignored > 0 || it.records.get(&format.name) == Some(&1), "{}", format.name);
    }
}

#[test]
fn names_are_stable_words_and_unique() {
    let names: Vec<_> = format_names().collect();
    for name in &names {
        assert!(name.bytes().all(|it| it.is_ascii_lowercase() || it == b'-'), "{name}");
        assert_eq!(names.iter().filter(|it| *it == name).count(), 1, "{name}");
        let (entry, entries) = format_title(name);
        assert_ne!(entry, entries);
    }
    assert_eq!(format_title("graph-audit"), ("audit log entry", "audit log entries"));
}

/// What the reader passes over unread must never be missed: the same records come of the wanted members alone.
#[test]
fn formats_read_only_what_they_want() {
    fn strip(object: &mut Object<'static>) {
        for (name, node) in &mut object.members {
            if wanted::is_wanted(name) { strip_node(node) } else { node.value = Value::Unread }
        }
    }
    fn strip_node(node: &mut Node<'static>) {
        match &mut node.value {
            Value::Object(it) => strip(it),
            Value::List(it) => it.iter_mut().for_each(strip_node),
            _ => {}
        }
    }
    for format in FORMATS {
        let columns = format.wanted.iter().chain(format.columns).flat_map(|it| it.iter());
        assert!(columns.into_iter().all(|it| wanted::is_wanted(it)), "{}", format.name);
    }
    for format in FORMATS.iter().filter(|it| it.sample.starts_with('{')) {
        let mut stripped = object(format.sample);
        strip(&mut stripped);
        assert_eq!(read_object(&stripped, None).found, read_sample(format).found, "{}", format.name);
    }
}

/// Torn entries lack members: whatever is cut off, nothing panics.
#[test]
fn any_member_may_be_missing() {
    for format in FORMATS.iter().filter(|it| it.sample.starts_with('{')) {
        let whole = object(format.sample);
        for n in 0..whole.members.len() {
            let mut torn = whole.clone();
            torn.members.remove(n);
            read_object(&torn, None);
            torn.members.truncate(n);
            read_object(&torn, None);
        }
    }
}

#[test]
fn a_page_says_what_it_lists() {
    let listing = |members: &[(&str, &str)], kind, json: Option<&str>| {
        let mut it = Interpreter::new(0, None);
        let page = Page { members: members.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect() };
        if let Some(json) = json {
            let fields = object(json);
            it.row(&scim_checkup_ground::row::Row {
                fields,
                page: &page,
                shape: scim_checkup_ground::row::Shape::Json,
                torn: false,
                place: Place::default(),
            });
            it.found.clear();
        }
        it.page(&page, &PageEnd { place: Place::default(), rows: 1, complete: true, kind });
        it.found.pop().map(|it| match it {
            Record::Listing(it) => it,
            other => panic!("{other:?}"),
        })
    };
    let user = r#"{"id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "userPrincipalName": "mira@contoso.com"}"#;
    let it = listing(
        &[("@odata.context", "https://x/$metadata#users"), ("@odata.count", "1")],
        PageKind::Envelope,
        Some(user),
    );
    let it = it.unwrap();
    assert_eq!((it.kind, it.total, it.next, it.filtered), (ListingKind::Directory, Some(1), false, false));
    let next = ("@odata.nextLink", "https://x/users?$filter=startsWith(a,'b')&$skiptoken=1");
    let it =
        listing(&[("@odata.context", "https://x/$metadata#users(id)"), next], PageKind::Envelope, Some(user))
            .unwrap();
    assert!(it.next && it.filtered);
    let it = listing(&[("totalResults", "12"), ("startIndex", "3")], PageKind::Envelope, None).unwrap();
    assert_eq!((it.kind, it.total, it.start_index), (ListingKind::Scim, Some(12), Some(3)));
    assert_eq!(listing(&[], PageKind::List, Some(user)).unwrap().kind, ListingKind::Table);
    assert_eq!(listing(&[], PageKind::Envelope, None), None);
    let members = [("@odata.context", "https://x/$metadata#directoryObjects")];
    assert_eq!(listing(&members, PageKind::Envelope, Some(user)), None);
    let delta =
        [("@odata.context", "https://x/$metadata#users"), ("@odata.deltaLink", "https://x/users/delta?a=b")];
    assert!(listing(&delta, PageKind::Envelope, Some(user)).unwrap().filtered);
}

/// Each paragraph, and the records it gives in words: `mention name`, `event action status name`.
#[test]
fn running_text() {
    let id = "1f0c2a4e7b314d529c660a8d5e3b7f10";
    let prefixed = format!("{id}Mira@contoso.com");
    let cases: Vec<(String, Vec<String>)> = [
        ("hello there", vec![]),
        ("ada", vec![]),
        ("mira@contoso.com", vec!["mention mira@contoso.com"]),
        (&prefixed, vec![&format!("mention {prefixed}")]),
        ("a@x.com; b@x.com, C@X.COM", vec!["mention a@x.com", "mention b@x.com", "mention C@X.COM"]),
        ("SMTP:mira+desk@contoso.com", vec!["mention mira+desk@contoso.com"]),
        ("mailto:sean.o'brien@contoso.com.", vec!["mention sean.o'brien@contoso.com"]),
        ("the user 'mira@contoso.com' is", vec!["mention mira@contoso.com"]),
        ("\"Mira Lund\" <mira@contoso.com>", vec!["mention mira@contoso.com (Mira Lund)"]),
        ("mira_x.com#EXT#@contoso.onmicrosoft.com", vec!["mention mira_x.com#EXT#@contoso.onmicrosoft.com"]),
        ("mira@müller.example", vec!["mention mira@müller.example"]),
        ("zoë@contoso.com", vec!["mention zoë@contoso.com"]),
        ("CONTOSO\\gradya", vec!["mention CONTOSO\\gradya"]),
        ("see C:\\Users\\mira or a\\nb", vec![]),
        ("1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", vec!["mention 1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10"]),
        ("CORRELATIONID\n1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10\nDATE", vec![]),
        ("PS C:\\> Get-MgUser -UserId mira@contoso.com", vec!["mention mira@contoso.com Entra"]),
        ("id=1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10 passed", vec![]),
        ("maptician.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa", vec![]),
        ("From: Mira <mira@contoso.com>\nTo: a@x.com,\n b@x.com\nSubject: c@x.com", vec![]),
        ("On Tue, 30 Jun 2026, Mira Lund\n<mira@contoso.com> wrote:\nada@x.com", vec!["mention ada@x.com"]),
        ("ask support@maptician.com or azure-noreply@microsoft.com", vec![]),
        ("Example: chris@contoso.com", vec![]),
        ("https://bot@build.example/x, npm a@1.2.3, mira@contoso.c...", vec![]),
        ("GET /Users?filter=userName+eq+%22mira%2Bx%40contoso.com%22", vec!["mention mira+x@contoso.com"]),
        ("filter=userName%20eq%20%22mira%40contoso.com%22", vec!["mention mira@contoso.com"]),
        ("UPN : mira@contoso.com", vec!["mention mira@contoso.com Entra"]),
        ("Source ID\n1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10\nUPN : mira@contoso.com",
            vec!["mention mira@contoso.com Entra"]),
        ("@ @@ a@ @b 'User '' User '", vec![]),
        ("Failed to create User 'm@x.com' in Maptician; Error: StatusCode: Conflict Message: x Web Response: \
            {\"detail\":\"z@x.com exists\",\"status\":409}. This operation was retried 9 times. It will be retried again \
            after this date: 2026-06-30T02:20:33.6507375Z UTC", vec!["event Create Failure m@x.com 409"]),
        ("Failed to\nupdate User 'o'brien@x.com'\nin Maptician", vec!["event Update Failure o'brien@x.com"]),
        ("[2026-05-27 12:12:15] User 'm@x.com' was updated in Maptician", vec!["event Update Success m@x.com at 2026-05-27T12:12:15Z"]),
        ("2026-05-27T12:12:15.5Z INFO User 'Mira Lund' was disabled in customappsso", vec!["event Disable Success Mira Lund at 2026-05-27T12:12:15Z"]),
        ("User 'a@x.com' was created in Maptician\nUser 'b@x.com' was deleted in Maptician, c@x.com was not",
            vec!["event Create Success a@x.com", "event Delete Success b@x.com", "mention c@x.com"]),
        ("The User 'm@x.com' will be skipped because the value of the property mail is missing or invalid.",
            vec!["event - Skipped m@x.com AttributeValidationFailed mail"]),
        ("User 'm@x.com' will be created in Maptician (User is active and assigned in Microsoft Entra ID, but no \
            matching User was found in Maptician)", vec!["event Create - m@x.com nobody"]),
        ("Received User 'm@x.com' change of type (Add) from Microsoft Entra ID", vec!["mention m@x.com Entra"]),
        ("Retrieved  'm@x.com' from Maptician", vec!["mention m@x.com Maptician"]),
        ("Failed to create User 'm@x.com' in ServiceNow", vec![]),
        ("Failed to update Group 'Staff' in Maptician", vec![]),
        ("The state of the entry in both the source and target systems already match.", vec![]),
        ("DisplayName       : Mira\nUserPrincipalName : m@x.com", vec![]),
    ]
    .into_iter()
    .map(|(text, expected)| (text.to_string(), expected.into_iter().map(str::to_string).collect()))
    .collect();
    for (text, expected) in cases {
        let said: Vec<String> = records_of(&text).iter().map(in_words).collect();
        assert_eq!(said, expected, "{text}");
        // Nothing panics wherever the text is cut.
        for at in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
            read_prose(&text[at..]);
            read_prose(&text[..at]);
        }
    }
}

fn in_words(record: &Record) -> String {
    let mut words = Vec::new();
    match record {
        Record::Mention(it) => {
            words.push(format!("mention {}", it.name.value));
            words.extend(it.display_name.as_ref().map(|it| format!("({})", it.value)));
            words.extend(it.side.filter(|_| !it.name.value.contains('\\')).map(|it| format!("{it:?}")));
        }
        Record::Event(it) => {
            let action = |it: EventAction| format!("{it:?}");
            let status = |it: EventStatus| format!("{it:?}");
            words.push("event".to_string());
            words.push(it.action.as_ref().map_or("-".into(), |it| action(it.value)));
            words.push(it.status.as_ref().map_or("-".into(), |it| status(it.value)));
            let name = it.target.display_name.as_ref().or(it.source.user_principal_name.as_ref());
            words.extend(name.map(|it| it.value.to_string()));
            words.extend(it.error.as_ref().and_then(|it| it.http_status).map(|it| it.to_string()));
            words.extend(it.at.as_ref().map(|it| format!("at {}", it.value)));
            words.extend(it.skip_reason.as_ref().map(|it| it.value.to_string()));
            words.extend(it.missing_property.as_ref().map(|it| it.value.to_string()));
            words.extend(it.lookup_found_nothing.map(|_| "nobody".to_string()));
        }
        other => words.push(format!("{other:?}")),
    }
    words.join(" ")
}

#[test]
fn names_point_at_their_place() {
    let text = "two lines,\nhere mira@contoso.com";
    let [Record::Mention(it)] = &records_of(text)[..] else { panic!() };
    let place = it.name.mark.place;
    assert_eq!((place.line, place.offset.map(Offset::bytes), place.length), (2, Some(16), 16));
}

#[test]
fn a_million_rows_of_another_application_are_one_remark() {
    let json = super::graph_provisioning::SAMPLE.replace("\"maptician.", "\"slack.");
    let fields = object(&json);
    let mut it = Interpreter::new(0, Some(Side::Entra));
    let page = Page::default();
    for _ in 0..3 {
        it.row(&scim_checkup_ground::row::Row {
            fields: fields.clone(),
            page: &page,
            shape: scim_checkup_ground::row::Shape::Json,
            torn: false,
            place: Place::default(),
        });
    }
    assert_eq!((it.found.len(), it.ignored), (1, 3));
}

#[test]
fn a_filter_in_the_request_marks_the_page() {
    assert!(exchange::asks_for_a_part("https://x/users?$filter=id eq '1'"));
}

#[test]
fn an_envelope_is_no_entry() {
    let it = Interpreter::new(0, None);
    let page = Page::default();
    let user = r#"{"id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "userPrincipalName": "mira@contoso.com"}"#;
    let is_entry = |json: &str| it.is_entry(&object(json), &page);
    assert!(is_entry(user));
    for list in ["value", "Resources", "records", "responses"] {
        assert!(!is_entry(&user.replace("\"id\"", &format!("\"{list}\": [{user}], \"id\""))), "{list}");
    }
    assert!(is_entry(&user.replace("\"id\"", "\"value\": [\"smtp\"], \"id\"")));
}

#[test]
fn parts_of_entries_are_no_users() {
    for json in [
        r#"{"id": "1", "displayName": null, "type": "User", "userPrincipalName": "mira@contoso.com", "groupType": null}"#,
        r#"{"id": "1", "userPrincipalName": "admin@contoso.com", "ipAddress": ""}"#,
        r#"{"objectId": "1", "userPrincipalName": "mira@contoso.com", "accountEnabled": "True", "IsSoftDeleted": "False"}"#,
        r#"{"active": "True", "id": "4", "userName": "mira@contoso.com", "displayName": "M", "namefamilyName": "L"}"#,
        r#"{"UserPrincipalName": "mira@contoso.com", "odatatype": "User"}"#,
    ] {
        assert_eq!(read_object(&object(json), None).found, [], "{json}");
    }
}

#[test]
fn a_line_of_a_log_is_no_header() {
    let it = Interpreter::new(0, None);
    assert!(it.is_header(&["email", "active"]));
    assert!(!it.is_header(&["email", "active", "mira@contoso.com"]));
}

#[test]
fn the_body_of_a_request_is_no_record() {
    let put = super::scim_user::FORMAT.sample;
    let origin = |before: &str| {
        let mut it = read_prose(before);
        it.found.clear();
        let page = Page::default();
        let fields = object(put);
        assert!(it.is_entry(&fields, &page));
        it.row(&Row { fields, page: &page, shape: Shape::Json, torn: false, place: Place::default() });
        match it.found.as_slice() {
            [Record::Scim(user)] => user.origin,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(origin("PUT /scim/v2/Users/48af03 HTTP/1.1\nHost: contoso.maptician.com"), Origin::Request);
    assert_eq!(origin("HTTP/1.1 200 OK"), Origin::Maptician);
}

#[test]
fn a_torn_entry_proves_no_absence() {
    let json = super::graph_provisioning::SAMPLE
        .replace("\"description\": \"Retrieved  'mira@contoso.com' from Maptician\", ", "")
        .replace("\"details\": {\"active\": \"True\",", "\"details\": {}, \"cut\": {\"active\": \"True\",");
    let event = |torn| {
        let mut it = Interpreter::new(0, None);
        let page = Page::default();
        let fields = object(&json);
        it.row(&Row { fields, page: &page, shape: Shape::Json, torn, place: Place::default() });
        match it.found.pop() {
            Some(Record::Event(it)) => (it.lookup_found_nothing.is_some(), it.sent.shown),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(event(false), (true, true));
    assert_eq!(event(true), (false, false));
}

#[test]
fn a_torn_entry_counts_where_no_other_applications_log_is_beside_it() {
    let sample = super::graph_provisioning::SAMPLE;
    // Its own names of the application were in what is missing.
    let nameless = sample
        .replace("\"jobId\"", "\"unread\"")
        .replace("\"servicePrincipal\"", "\"unread\"")
        .replace("\"targetSystem\"", "\"unread\"");
    let told = |application: &str| {
        nameless.replace(
            "\"description\": \"\"",
            &format!("\"description\": \"User 'm@x.com' was updated in {application}\""),
        )
    };
    let of_another = sample.replace("\"maptician.", "\"servicenow.");
    let n_events_of = |torn: &str, beside: &[&str], is_of_one_log: bool| {
        let mut it = Interpreter::new(0, None);
        let page = Page::default();
        let rows = [(torn, true)].into_iter().chain(beside.iter().map(|it| (*it, false)));
        for (json, torn) in rows {
            let fields = object(json);
            assert!(it.is_entry(&fields, &page));
            it.row(&Row { fields, page: &page, shape: Shape::Json, torn, place: Place::default() });
        }
        it.settle(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"), &|_| is_of_one_log);
        let n_read: u32 = it.records.values().sum();
        let n_events = it.found.iter().filter(|it| matches!(it, Record::Event(_))).count();
        assert_eq!(n_read as usize, n_events, "what is left out is not counted as read");
        n_events
    };
    let n_events = |torn: &str, beside: &[&str]| n_events_of(torn, beside, true);
    assert_eq!(n_events(&nameless, &[]), 1);
    assert_eq!(n_events_of(&nameless, &[sample], false), 1);
    assert_eq!(n_events(&nameless, &[sample]), 2);
    assert_eq!(n_events(&nameless, &[&of_another]), 0);
    assert_eq!(n_events(&nameless, &[sample, &of_another]), 1);
    // A sentence of the service in it names the application, too.
    assert_eq!(n_events(&told("ServiceNow"), &[]), 0);
    assert_eq!(n_events(&told("Maptician"), &[&of_another]), 1);
    assert_eq!(n_events(&told("customappsso"), &[&of_another]), 1);
    assert_eq!(n_events(&sample.replace("\"jobId\"", "\"unread\""), &[&of_another]), 1);
}

#[test]
fn times_without_a_zone_are_noted() {
    assert!(read_prose("[2026-05-27 12:12:15] User 'm@x.com' was updated in Maptician").unzoned);
    assert!(!read_prose("2026-05-27T12:12:15Z User 'm@x.com' was updated in Maptician").unzoned);
}
