//! A hundred thousand names that nobody has corrupted, however much they look like digests: none is called corrupted.

use scim_checkup_rules::{CorruptionStatus, Given, Report, Session, Side, Time};
use scim_checkup_tests::Random;

/// Names are made by the thousand: more in one document would be no list that anybody has.
const LISTS: usize = 100;
const NAMES: usize = 1_000;

const DIGITS: &[u8] = b"0123456789abcdef";

/// Words that are hexadecimal numbers as well.
const WORDS: &[&str] = &[
    "ada", "abe", "bea", "deb", "eda", "facade", "decade", "deadbeef", "cafe", "babe", "c0ffee", "dad",
    "fab", "bede", "feedface", "acceded", "effaced", "defaced",
];

const PEOPLE: &[&str] = &[
    "ada.marsh",
    "o'brien",
    "jürgen.weiß",
    "zoë",
    "李雷",
    "x",
    "anne-marie",
    "j.r.r.tolkien",
    "svc_backup",
    "10023456",
    "20260314.kiosk",
    "Sync_DC01_a1b2c3d4e5f6",
    "HealthMailbox",
    "room-4.12",
];

const DOMAINS: &[&str] = &[
    "contoso.com",
    "sub.contoso.co.uk",
    "contoso.onmicrosoft.com",
    "xn--mnchen-3ya.de",
    "facade.cafe",
    "4chan.example",
];

/// How names are formed that hold a digest, a GUID or hex letters, and are whole all the same. An MD5 directly before
/// a name is not among them: nothing tells it from an object ID.
type Form = fn(&mut Random) -> String;

const FORMS: &[Form] = &[
    |it| pick(it, PEOPLE).to_string(),
    |it| format!("{}.{}", pick(it, WORDS), pick(it, WORDS)),
    |it| format!("{}{}", pick(it, WORDS), digits(it, 6)),
    // An MD5, a SHA-1, -224, -256, -384 and -512 as the whole of it.
    |it| {
        let length = [32, 40, 56, 64, 96, 128][it.below(6)];
        digits(it, length)
    },
    guid,
    |it| digits(it, 31),
    |it| format!("{}{}", pick(it, PEOPLE), digits(it, 32)),
    |it| format!("{}+{}", pick(it, PEOPLE), digits(it, 32)),
    |it| format!("{}+{}", pick(it, PEOPLE), guid(it)),
    |it| format!("HealthMailbox{}", digits(it, 32)),
    |it| format!("FederatedEmail.{}", guid(it)),
    |it| format!("SystemMailbox{{{}}}", guid(it)),
    |it| format!("svc-{}", guid(it)),
    |it| format!("{}.{}", digits(it, 16), digits(it, 16)),
    |it| format!("{}_contoso.com#EXT#", pick(it, WORDS)),
    |it| format!("{}_contoso.com#EXT#", digits(it, 32)),
    |it| format!("{}-{}", digits(it, 8), pick(it, WORDS)),
];

fn pick<'a>(random: &mut Random, from: &[&'a str]) -> &'a str {
    from[random.below(from.len())]
}

fn digits(random: &mut Random, length: usize) -> String {
    (0..length).map(|_| char::from(DIGITS[random.below(16)])).collect()
}

/// Version 4, as Entra's own object IDs are.
fn guid(random: &mut Random) -> String {
    let it = digits(random, 30);
    format!("{}-{}-4{}-a{}-{}", &it[..8], &it[8..12], &it[12..15], &it[15..18], &it[18..])
}

fn name(random: &mut Random) -> String {
    let local = FORMS[random.below(FORMS.len())](random);
    let name = format!("{local}@{}", pick(random, DOMAINS));
    if random.below(4) == 0 { name.to_uppercase() } else { name }
}

fn report(text: &str, from: Option<Side>) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    session.open(Given { name: "names.txt".to_string(), whole: false, from });
    session.push(text.as_bytes());
    session.finish()
}

#[test]
fn no_clean_name_is_called_corrupted() {
    let mut random = Random::new(0x5eed_c1ea_4a3e);
    let mut seen = 0;
    for list in 0..LISTS {
        let names: Vec<String> = (0..NAMES).map(|_| name(&mut random)).collect();
        // As the names that Maptician stores, and as names of which nothing is known.
        let report = if list % 2 == 0 {
            let rows: Vec<String> = names.iter().map(|it| format!("{it},true")).collect();
            report(&format!("email,active\n{}\n", rows.join("\n")), Some(Side::Maptician))
        } else {
            report(&names.join("\n"), None)
        };
        let corrupted: Vec<&str> = report
            .users
            .iter()
            .filter(|it| !matches!(it.corruption.status, CorruptionStatus::Clean | CorruptionStatus::Unknown))
            .map(|it| it.name.as_str())
            .collect();
        assert!(corrupted.is_empty(), "list {list}: {corrupted:?}");
        seen += report.users.len();
    }
    // Some names come more than once; most do not.
    assert!(seen > LISTS * NAMES * 2 / 3, "{seen} users of {} names", LISTS * NAMES);
}
