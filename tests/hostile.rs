//! Names that would be more than names: in every command they stay a value.

use scim_checkup_rules::{
    Given, Report, Session, Shell, Time,
    many::{self, Act},
};
use scim_checkup_tests::Random;
use serde_json::json;

/// What stands for something in a shell, in OData, in HTML, in a spreadsheet or in JavaScript.
const FRAGMENTS: &[&str] = &[
    "'",
    "''",
    "\u{2018}",
    "\u{2019}",
    "\u{201a}",
    "\u{201b}",
    "\"",
    "\u{201c}",
    "`",
    "$(calc)",
    "${x}",
    ";",
    "|",
    "&",
    "%27",
    "#EXT#",
    "?",
    "/",
    "\\",
    "+",
    "=cmd",
    "__proto__",
    "<b>",
    "</script>",
    "\u{202e}",
    "\u{200b}",
    "é",
    "{person}",
    "[x]",
    "^",
    "~",
];

/// With one of these in it a name stands in no command at all.
const BREAKS: &[&str] = &["\n", "\r", "\t", "\u{0}", "\u{1b}", "\u{2028}", "\u{85}"];

fn pick<'a>(random: &mut Random, from: &[&'a str]) -> &'a str {
    from[random.below(from.len())]
}

fn report(documents: &[(&str, bool, String)]) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    for (name, whole, text) in documents {
        session.open(Given { name: (*name).to_string(), whole: *whole, ..Given::default() });
        session.push(text.as_bytes());
    }
    session.finish()
}

/// Active in Maptician, and not in the whole list of live users: the step looks the name up.
fn looked_up(name: &str, display_name: &str) -> Report {
    let record = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "71", "userName": name,
        "displayName": display_name, "active": true, "meta": {"resourceType": "User"},
    });
    let live = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "@odata.count": 2, "value": [
            {"id": "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "gus@contoso.com", "accountEnabled": true},
            {"id": "1b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": "hal@contoso.com", "accountEnabled": true},
        ],
    });
    report(&[("users.json", true, live.to_string()), ("scim.json", false, record.to_string())])
}

/// Reads a string in single quotes from its first quote on, as PowerShell does: each of its five quotes may end it.
fn powershell_string(text: &str) -> Option<(String, &str)> {
    let quote = |it: char| matches!(it, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}');
    let inside = text.strip_prefix(quote)?;
    let mut value = String::new();
    let mut letters = inside.char_indices().peekable();
    while let Some((at, it)) = letters.next() {
        if !quote(it) {
            value.push(it);
        } else if letters.peek().is_some_and(|next| quote(next.1)) {
            // Of a pair of quotes the second is kept.
            value.extend(letters.next().map(|next| next.1));
        } else {
            return Some((value, &inside[at + it.len_utf8()..]));
        }
    }
    None
}

/// Reads an OData literal that ends where the text ends.
fn odata_literal(text: &str) -> Option<String> {
    let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let halves = inside.replace("''", "\u{1}");
    (!halves.contains('\'')).then(|| halves.replace('\u{1}', "'"))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(it) = rest.next() {
        match it {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            // Whatever could end the value or the request line is encoded.
            _ if it.is_ascii_alphanumeric() || b"-._~@".contains(&it) => bytes.push(it),
            _ => return None,
        }
    }
    String::from_utf8(bytes).ok()
}

fn commands(report: &Report, shell: Shell) -> Vec<String> {
    let users = report.users.iter().flat_map(|it| &it.action.steps);
    let notices = report.notices.iter().flat_map(|it| &it.steps);
    let commands = users.chain(notices).flat_map(|it| &it.commands);
    commands.filter(|it| it.shell == shell).map(|it| it.text.clone()).collect()
}

#[test]
fn a_name_in_a_command_is_never_more_than_a_value() {
    let mut random = Random::new(0xdead_10cc_ab1e_5eed);
    let mut n_read = 0;
    for round in 0..400 {
        let local: String =
            (0..1 + round % 5).map(|it| format!("{}{it}", pick(&mut random, FRAGMENTS))).collect();
        let name = format!("a{local}b@contoso.com");
        let report =
            looked_up(&name, &format!("{}{}", pick(&mut random, FRAGMENTS), pick(&mut random, BREAKS)));
        let [user] = report
            .users
            .iter()
            .filter(|it| it.maptician != scim_checkup_rules::Maptician::Unknown)
            .collect::<Vec<_>>()[..]
        else {
            panic!(
                "{name:?} is not one user: {:?}",
                report.users.iter().map(|it| &it.name).collect::<Vec<_>>()
            )
        };
        let name = user.name.as_str();
        for text in commands(&report, Shell::Graph).iter().filter(|it| it.contains("userPrincipalName%20eq"))
        {
            let (before, value) = text.split_once("eq%20").expect("the filter compares");
            let (value, after) = value.split_once("&$select=").expect("the selection follows");
            assert_eq!(before, "GET https://graph.microsoft.com/v1.0/users?$filter=userPrincipalName%20");
            let literal = percent_decoded(value).unwrap_or_else(|| panic!("not encoded: {text}"));
            assert_eq!(odata_literal(&literal).as_deref(), Some(name), "{text}");
            assert!(after.chars().all(|it| it.is_ascii_alphabetic() || it == ','), "{text}");
            n_read += 1;
        }
        for text in
            commands(&report, Shell::Powershell).iter().filter(|it| it.contains("userPrincipalName eq"))
        {
            let value = text.strip_prefix("Get-MgUser -Filter ").expect("the command begins");
            let (value, after) = powershell_string(value).unwrap_or_else(|| panic!("not closed: {text}"));
            let literal = value.strip_prefix("userPrincipalName eq ").expect("the filter compares");
            assert_eq!(odata_literal(literal).as_deref(), Some(name), "{text}");
            assert!(
                after.starts_with(" -Property ")
                    && after.is_ascii()
                    && !after.contains(['\'', ';', '$', '`']),
                "{text}"
            );
            n_read += 1;
        }
    }
    assert!(n_read >= 700, "only {n_read} commands were seen");
}

#[test]
fn a_name_with_a_line_break_stands_in_no_command() {
    for line_break in BREAKS {
        let report = looked_up(&format!("a{line_break}calc@contoso.com"), "Fay Reed");
        for shell in [Shell::Graph, Shell::Powershell] {
            for text in commands(&report, shell) {
                assert!(
                    !text.contains("calc") && !text.contains(line_break)
                        || !text.contains("userPrincipalName"),
                    "{text:?}"
                );
            }
        }
    }
}

#[test]
fn the_domain_of_a_restored_user_is_a_value_too() {
    let id = "7c9e6679-f401-4c2b-a1d3-e5f60718293a";
    let prefix = id.replace('-', "");
    for fragment in FRAGMENTS {
        let domain = format!("con{fragment}toso.com");
        let deleted = json!({"id": id, "userPrincipalName": format!("{prefix}desk@{domain}"), "givenName": "Fay",
            "surname": "Reed", "deletedDateTime": "2026-06-20T10:00:00Z"});
        let live = json!({"id": "0b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4", "userPrincipalName": format!("desk@{domain}"),
            "givenName": "Gus", "surname": "Hale", "accountEnabled": true});
        let report =
            report(&[("deleted.json", false, deleted.to_string()), ("users.json", false, live.to_string())]);
        for text in commands(&report, Shell::Graph).iter().filter(|it| it.contains("newUserPrincipalName")) {
            let (request, body) = text.split_once('\n').expect("a body follows");
            assert_eq!(
                request,
                format!("POST https://graph.microsoft.com/v1.0/directory/deletedItems/{id}/restore")
            );
            let body: serde_json::Value = serde_json::from_str(body).expect("the body is JSON");
            assert_eq!(body.as_object().map(serde_json::Map::len), Some(1));
            assert!(
                body["newUserPrincipalName"].as_str().is_some_and(|it| it.starts_with("new.name@")),
                "{text}"
            );
        }
        for text in
            commands(&report, Shell::Powershell).iter().filter(|it| it.contains("newUserPrincipalName"))
        {
            let (before, value) = text.split_once("newUserPrincipalName=").expect("a value follows");
            assert!(before.ends_with("-Body @{"), "{text}");
            let (value, after) = powershell_string(value).unwrap_or_else(|| panic!("not closed: {text}"));
            assert!(value.starts_with("new.name@"), "{text}");
            assert_eq!(after, "}", "{text}");
        }
    }
}

/// Two users whom an act fits, the second with a name and a display name of the material's; and two whom it does not.
fn of_hostile_names(name: &str) -> Report {
    let account = |at: u32, name: &str, enabled: bool| {
        json!({"id": format!("{at}b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4"), "userPrincipalName": name, "displayName": name,
            "accountEnabled": enabled})
    };
    let live = json!({"value": [account(1, "hal@contoso.com", true), account(2, name, true), account(3, &format!("i{name}"), false)]});
    let mut deleted = account(4, &format!("4b1f2e3d4c5a4b6c8d7e9f8091a2b3c4{name}"), true);
    deleted["deletedDateTime"] = "2026-06-20T10:00:00Z".into();
    report(&[("users.json", false, live.to_string()), ("deleted.json", false, deleted.to_string())])
}

/// The rows of a script's list as PowerShell reads them, and the rest of its text without the comments.
fn rows_and_rest(script: &str) -> (Vec<(String, String)>, String) {
    let (mut rows, mut rest) = (Vec::new(), String::new());
    for line in script.lines() {
        let Some(row) = line.strip_prefix("    @{ Id = ") else {
            if !line.starts_with('#') {
                rest.push_str(line);
                rest.push('\n');
            }
            continue;
        };
        let (id, after) = powershell_string(row).unwrap_or_else(|| panic!("not closed: {line}"));
        let name = after.strip_prefix("; Name = ").unwrap_or_else(|| panic!("no name: {line}"));
        let (name, after) = powershell_string(name).unwrap_or_else(|| panic!("not closed: {line}"));
        assert_eq!(after, " }", "{line}");
        rows.push((id, name));
    }
    (rows, rest)
}

#[test]
fn a_name_in_a_script_is_never_more_than_a_value() {
    let mut random = Random::new(0x5eed_0f5c_2197_0000);
    let acts =
        [Act::Restore { disable: true }, Act::Disable, Act::Enable, Act::LookUp, Act::ProvisionOnDemand];
    let plain = of_hostile_names("gus@contoso.com");
    let mut n_read = 0;
    for round in 0..300 {
        let local: String =
            (0..1 + round % 4).map(|it| format!("{}{it}", pick(&mut random, FRAGMENTS))).collect();
        // Letters whose bytes are quotes in the old encodings of Windows, and every break.
        let foreign = ["Б", "В", "‘", "é’", "\u{2019}; calc #", "'@\ncalc\n@'"][round % 6];
        let ends = if round % 3 == 0 { pick(&mut random, BREAKS) } else { "" };
        let name = format!("a{local}{foreign}{ends}b@contoso.com");
        let report = of_hostile_names(&name);
        for act in acts {
            let script = |report: &Report| {
                let users: Vec<_> = report.users.iter().collect();
                many::script(act, report, &users)
            };
            let (hostile, harmless) = (script(&report), script(&plain));
            assert!(hostile.text.is_ascii() && !hostile.text.contains('\r'), "{name:?}");
            let (rows, rest) = rows_and_rest(&hostile.text);
            // Whatever the names are, everything but the list and the comments is the same script.
            if !rows.is_empty() && harmless.users > 0 {
                assert_eq!(rest, rows_and_rest(&harmless.text).1, "{name:?}");
            }
            assert!(rows.len() >= hostile.users && (rows.is_empty() == (hostile.users == 0)));
            for (id, _) in &rows {
                assert!(report.users.iter().any(|it| it.object_ids.contains(id)), "{id}");
            }
            n_read += rows.len();
        }
        let users: Vec<_> = report.users.iter().collect();
        for line in many::bulk_restore(&users).file.lines().skip(2) {
            assert!(
                line.len() == 36 && line.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-'),
                "{line}"
            );
        }
    }
    assert!(n_read > 2000, "only {n_read} rows were read");
}
