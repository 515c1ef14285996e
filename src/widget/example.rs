//! What an example holds. The people are invented, and the dates are counted back from the click, so they stay true.

use scim_checkup_rules::{Span, Time};

use crate::number::joined;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Example {
    Name,
    Deleted,
    TwoSides,
}

impl Example {
    /// Names and texts of its documents, as if they were written now.
    pub fn documents(self, now: Time) -> Vec<(&'static str, String)> {
        match self {
            Example::Name => vec![("Mail from the service desk", a_name(now))],
            Example::Deleted => a_deleted_user(now).into(),
            Example::TwoSides => two_sides(now).into(),
        }
    }
}

/// The name this tool was made for, with the story that comes with it.
fn a_name(now: Time) -> String {
    let refused = |times: &str, again: Time| {
        [
            "Failed to create User 'JSmith@company.com' in Maptician; Error: StatusCode: Conflict Message: Processing of \
             the HTTP request resulted in an exception. Please see the HTTP response returned by the 'Response' \
             property of this exception for details. Web Response: \
             {\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\
             \"detail\":\"A user with that email address already exists.\",\"status\":409,\"scimType\":\"uniqueness\"}. \
             This operation was retried ",
            times,
            " times. It will be retried again after this date: ",
            // Entra writes seven digits of a second, and both signs of UTC.
            again.to_string().trim_end_matches('Z'),
            ".6507375Z UTC\n",
        ]
        .concat()
    };
    joined(&[
        "Jordan Smith is back from a long leave and has a new account, but cannot use Maptician. The list there shows \
         the username like this:\n\n195f30d516514ba38b1c0b993fb809d7JSmith@company.com\n\nAnd the provisioning log \
         says, day after day:\n\n",
        &refused("8", now.before(Span::minutes(18 * 60))),
        "\n",
        &refused("9", now.after(Span::minutes(6 * 60))),
    ])
}

/// Deleted, with days left, and the prefix already in Maptician.
fn a_deleted_user(now: Time) -> [(&'static str, String); 2] {
    let deleted = now.before(Span::minutes(18 * 24 * 60 + 95));
    let renamed = deleted.after(Span::minutes(29));
    let entra = [
        r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName,mail,displayName,deletedDateTime)",
  "value": [
    {
      "id": "a4c07e15-6b2d-4f93-8e50-71d9bcbc61f2",
      "userPrincipalName": "a4c07e156b2d4f938e5071d9bcbc61f2priya.raman@contoso.com",
      "mail": "priya.raman@contoso.com",
      "displayName": "Priya Raman",
      "deletedDateTime": ""#,
        &deleted.to_string(),
        "\"\n    }\n  ]\n}\n",
    ]
    .concat();
    let maptician = [
        r#"{
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
  "id": "0d9a51c2-7c36-4c0b-9a7e-3f5b1e8d2a64",
  "userName": "a4c07e156b2d4f938e5071d9bcbc61f2priya.raman@contoso.com",
  "active": false,
  "name": { "givenName": "Priya", "familyName": "Raman" },
  "emails": [{ "type": "work", "value": "priya.raman@contoso.com", "primary": true }],
  "meta": { "resourceType": "User", "lastModified": ""#,
        &renamed.to_string(),
        "\" }\n}\n",
    ]
    .concat();
    [("deleted-user.json", entra), ("maptician-user.json", maptician)]
}

/// One person of the third example.
struct Person {
    id: &'static str,
    name: (&'static str, &'static str),
    enabled: bool,
    /// What Maptician has in front of the name; the rest is made from the name.
    prefix: &'static str,
    active: bool,
}

const PEOPLE: &[Person] = &[
    person("2f6b1c7e-90ad-4e1b-8c35-5a1d7e4f0b92", ("Amara", "Obi"), true, true),
    person("5c80d3a9-1e47-4b6f-a2d8-9b0c6e3f7a15", ("Bruno", "Keller"), true, true),
    person("71e9a4f2-6d3b-4c58-9f07-c2b8d1a5e640", ("Chiara", "Conti"), false, false),
    person("83d7b5c1-f2a6-4e90-b14c-06e8d9a7f35b", ("Dmitri", "Sokol"), false, true),
    person("97a2c6e8-3b5d-4f71-8e0a-d4c1b9f6a273", ("Esra", "Yildiz"), true, true),
    person("a8f4e0d6-c7b1-4a39-95e2-1b6d3c8f0e57", ("Finn", "Larsen"), true, false),
    person("b3c9d7f1-0e8a-4d62-a5b4-7f2e6c1d9a08", ("Greta", "Holm"), true, true),
    Person {
        prefix: "c6e1b8d40f7a4935be286d1c9a5f3e70",
        ..person("d2f5a9c3-8b6e-4017-9c4d-e0a7f1b63d85", ("Hugo", "Marten"), true, false)
    },
];

const fn person(id: &'static str, name: (&'static str, &'static str), enabled: bool, active: bool) -> Person {
    Person { id, name, enabled, prefix: "", active }
}

/// Both listings whole: most in order, some where the two sides differ, one corrupted.
///
/// The texts are templates: `#` and a letter stands for what differs from user to user.
fn two_sides(now: Time) -> [(&'static str, String); 2] {
    const ENTRA: [&str; 3] = [
        r##"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","@odata.count":8,"value":["##,
        r##"{"id":"#i","displayName":"#g #f","userPrincipalName":"#n","mail":"#n","accountEnabled":#e}"##,
        "\n]}\n",
    ];
    const MAPTICIAN: [&str; 3] = [
        r##"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":8,"startIndex":1,"itemsPerPage":8,"Resources":["##,
        r##"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"20#k","userName":"#p#n","active":#a,"name":{"givenName":"#g","familyName":"#f"},"emails":[{"type":"work","value":"#n"}],"meta":{"resourceType":"User","lastModified":"#t"}}"##,
        "\n]}\n",
    ];
    let changed = now.before(Span::days(40)).to_string();
    let list = |[head, entry, foot]: [&str; 3]| {
        let mut text = head.to_string();
        for (place, it) in PEOPLE.iter().enumerate() {
            text.push_str(if place > 0 { ",\n" } else { "\n" });
            let mut parts = entry.split('#');
            text.push_str(parts.next().unwrap_or_default());
            for part in parts {
                let flag = |it: bool| if it { "true" } else { "false" };
                match part.as_bytes().first() {
                    Some(b'i') => text.push_str(it.id),
                    Some(b'g') => text.push_str(it.name.0),
                    Some(b'f') => text.push_str(it.name.1),
                    Some(b'n') => {
                        let name = joined(&[it.name.0, ".", it.name.1, "@contoso.com"]);
                        text.push_str(&name.to_ascii_lowercase());
                    }
                    Some(b'e') => text.push_str(flag(it.enabled)),
                    Some(b'a') => text.push_str(flag(it.active)),
                    Some(b'p') => text.push_str(it.prefix),
                    Some(b'k') => text.push_str(&(place + 1).to_string()),
                    _ => text.push_str(&changed),
                }
                text.push_str(part.get(1..).unwrap_or_default());
            }
        }
        text.push_str(foot);
        text
    };
    [("entra-users.json", list(ENTRA)), ("maptician-users.json", list(MAPTICIAN))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_back_from_the_click() {
        let now = Time::parse_rfc3339("2031-03-01T12:00:00Z").unwrap();
        let [(_, entra), (_, maptician)] = a_deleted_user(now);
        assert!(entra.contains("\"deletedDateTime\": \"2031-02-11T10:25:00Z\""), "{entra}");
        assert!(maptician.contains("\"lastModified\": \"2031-02-11T10:54:00Z\""), "{maptician}");
        assert!(a_name(now).contains("after this date: 2031-03-01T18:00:00.6507375Z UTC"));
    }

    #[test]
    fn both_listings_hold_everybody() {
        let now = Time::parse_rfc3339("2031-03-01T12:00:00Z").unwrap();
        for (name, text) in two_sides(now) {
            assert_eq!(text.matches("@contoso.com").count(), 2 * PEOPLE.len(), "{name}");
            assert!(!text.contains("\"#"), "{text}");
            assert_eq!(PEOPLE.len(), 8, "the counts in the heads of both listings");
        }
    }
}
