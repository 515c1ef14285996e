//! Damaged material: reading never fails, nobody is invented, and what stands whole around the damage is still read.

use std::{collections::BTreeSet, fmt::Write, fs, path::PathBuf};

use scim_checkup_rules::{Given, Report, Session, Time};
use scim_checkup_tests::{Case, Random};

const N_VARIATIONS: u32 = 20_000;
/// Long documents would make the test slow and show nothing more.
const LONGEST: usize = 6_000;

fn as_of() -> Time {
    Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time")
}

fn checkup(bytes: &[u8], given: &Given, chunk: usize) -> Report {
    let mut session = Session::new(as_of());
    session.open(given.clone());
    for part in bytes.chunks(chunk.max(1)) {
        session.push(part);
    }
    session.finish()
}

/// Every document of the cases.
fn documents() -> Vec<(Given, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases are there").map(|it| it.expect("a file").path()).collect();
    files.sort();
    let read = |it: PathBuf| Case::parse(&fs::read_to_string(it).expect("a case is text")).documents;
    files
        .into_iter()
        .flat_map(read)
        .filter(|it| it.bytes.len() <= LONGEST)
        .map(|it| (it.given, it.bytes))
        .collect()
}

#[test]
fn whatever_is_done_to_it_a_document_gives_a_report() {
    let documents = documents();
    let mut random = Random::new(0x5ca1_ab1e_0dd5_ba11);
    for variation in 0..N_VARIATIONS {
        let (given, original) = &documents[random.below(documents.len())];
        let mut bytes = original.clone();
        let mut readable = true;
        for _ in 0..=random.below(2) {
            match random.below(5) {
                0 => cut(&mut bytes, &mut random),
                1 => double(&mut bytes, &mut random),
                2 => flip(&mut bytes, &mut random),
                3 => {
                    mix_encodings(&mut bytes, &mut random);
                    readable = false;
                }
                _ => {
                    let other = &documents[random.below(documents.len())].1;
                    let (from, to) = random.span(other.len());
                    bytes.extend_from_slice(&other[from..to]);
                }
            }
        }
        let chunk = 1 + random.below(bytes.len() + 1);
        let report = checkup(&bytes, given, chunk);
        let json = serde_json::to_string(&report).expect("a report is plain data");
        assert!(json.starts_with('{'), "variation {variation}");
        // The letters of UTF-16 stand apart: of such material the names cannot be found by looking.
        if readable && !bytes.contains(&0) && std::str::from_utf8(&bytes).is_ok() {
            let material = plain(&String::from_utf8_lossy(&bytes));
            for user in &report.users {
                let name = plain(&user.name);
                assert!(
                    material.contains(&name),
                    "variation {variation} of {} invents {}:\n{}",
                    given.name,
                    user.name,
                    String::from_utf8_lossy(&bytes)
                );
            }
        }
    }
}

/// Without case, and without what quoting, escaping and wrapping put between the letters of a name.
fn plain(text: &str) -> String {
    let text = text.replace("\\r", "").replace("\\n", "");
    text.chars().filter(|it| it.is_alphanumeric() || *it == '@').flat_map(char::to_lowercase).collect()
}

fn cut(bytes: &mut Vec<u8>, random: &mut Random) {
    let (from, to) = random.span(bytes.len());
    match random.below(3) {
        0 => bytes.truncate(from),
        1 => drop(bytes.drain(..from)),
        _ => drop(bytes.drain(from..to)),
    }
}

fn double(bytes: &mut Vec<u8>, random: &mut Random) {
    let (from, to) = random.span(bytes.len());
    let twice = bytes[from..to].to_vec();
    bytes.splice(to..to, twice);
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
    }
}

fn mix_encodings(bytes: &mut Vec<u8>, random: &mut Random) {
    let (from, to) = random.span(bytes.len());
    let text = String::from_utf8_lossy(&bytes[from..to]).into_owned();
    let other: Vec<u8> = match random.below(4) {
        0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        2 => text.chars().map(|it| u8::try_from(it).unwrap_or(b'?')).collect(),
        _ => [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat(),
    };
    bytes.splice(from..to, other);
}

/// The records of a document, and what stands before, between and after them.
struct Parts {
    before: &'static str,
    records: Vec<String>,
    between: &'static str,
    after: &'static str,
}

fn listing(between: &'static str, before: &'static str, after: &'static str) -> Parts {
    let record = |it: usize| {
        format!(
            "{{\"id\": \"7c9e6679-f401-4c2b-a1d3-e5f6071829{it:02}\", \"userPrincipalName\": \"user{it}@contoso.com\", \"displayName\": \"User {it}\", \"accountEnabled\": {}}}",
            it.is_multiple_of(2)
        )
    };
    Parts { before, records: (10..30).map(record).collect(), between, after }
}

fn table() -> Parts {
    let record = |it: usize| {
        format!(
            "user{it}@contoso.com,User {it},7c9e6679-f401-4c2b-a1d3-e5f6071829{it:02},{}",
            it.is_multiple_of(2)
        )
    };
    Parts {
        before: "userPrincipalName,displayName,id,accountEnabled\n",
        records: (10..30).map(record).collect(),
        between: "\n",
        after: "\n",
    }
}

/// Records of several levels.
fn scim() -> Parts {
    let record = |it: usize| {
        format!(
            "{{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"id\": \"r{it}\", \"userName\": \"user{it}@contoso.com\", \"name\": {{\"givenName\": \"User\", \"familyName\": \"{it}\"}}, \"emails\": [{{\"type\": \"work\", \"value\": \"user{it}@contoso.com\"}}], \"active\": {}}}",
            it.is_multiple_of(2)
        )
    };
    Parts {
        before: "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"], \"Resources\": [\n",
        records: (10..30).map(record).collect(),
        between: ",\n",
        after: "\n]}",
    }
}

fn names_of(report: &Report) -> BTreeSet<String> {
    report.users.iter().map(|it| format!("{} {:?} {:?}", it.name, it.entra, it.maptician)).collect()
}

#[test]
fn what_stands_whole_around_the_damage_is_still_read() {
    let shapes = [
        listing(
            ",\n",
            "{\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#users\", \"value\": [\n",
            "\n]}",
        ),
        listing(",\n", "[", "]"),
        listing("\n", "", "\n"),
        table(),
        scim(),
    ];
    let given = Given { name: "users".to_string(), ..Given::default() };
    let mut random = Random::new(0x0bad_cafe_f00d_d00d);
    for (shape, parts) in shapes.iter().enumerate() {
        let n_records = parts.records.len();
        let build = |records: &[String]| {
            let mut text = String::from(parts.before);
            let _ = write!(text, "{}{}", records.join(parts.between), parts.after);
            text
        };
        let whole = names_of(&checkup(build(&parts.records).as_bytes(), &given, 64));
        let expected: Vec<String> = whole.iter().cloned().collect();
        assert_eq!(expected.len(), n_records, "shape {shape}");
        for round in 0..400 {
            let broken = 1 + random.below(n_records - 2);
            let mut records = parts.records.clone();
            let (from, to) = random.span(records[broken].len());
            records[broken].replace_range(from..to, "");
            let text = build(&records);
            let read = names_of(&checkup(text.as_bytes(), &given, 1 + random.below(200)));
            for (at, user) in expected.iter().enumerate().filter(|it| it.0 != broken) {
                assert!(
                    read.contains(user),
                    "shape {shape}, round {round}: {} became {:?}, and {user} ({at}) is lost",
                    parts.records[broken],
                    records[broken]
                );
            }
        }
    }
}
