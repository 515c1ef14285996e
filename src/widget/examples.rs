//! Three examples to open. The people are invented, and the dates are counted back from the click, so they stay true.

use scim_checkup_rules::{Span, Time};
use yew::prelude::*;

use crate::{
    days::cells,
    state::Action,
    tag::{beside, tag},
    ui::{Ui, button},
};

pub fn examples(ui: &Ui) -> Html {
    type Example = fn(Time) -> Vec<(&'static str, String)>;
    let example = |name: &'static str, make: Example, miniature: Html| {
        let dispatch = ui.dispatch.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(now) = Time::from_millis(js_sys::Date::now() as i64) {
                dispatch.dispatch(Action::Example(make(now)));
            }
        });
        tag("li", "", (button("link", beside(name), onclick), miniature))
    };
    let name = tag("code", "", (tag("span", "hatch", "195f30d5…b809d7"), "JSmith@company.com"));
    let sides = tag("span", "note", "Entra’s list against Maptician’s");
    html! {
        <div class="examples">
            <p class="note" id="examples">{ "Nothing at hand? Open an example." }</p>
            <ul aria-labelledby="examples">
                { example("A name with an ID in front", a_name, name) }
                { example("Somebody deleted 18 days ago", a_deleted_user, cells("cells small", 18, "")) }
                { example("8 users from both sides", two_sides, sides) }
            </ul>
        </div>
    }
}

/// The name this tool was made for, with the story that comes with it.
fn a_name(now: Time) -> Vec<(&'static str, String)> {
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
    let text = [
        "Jordan Smith is back from a long leave and has a new account, but cannot use Maptician. The list there shows \
         the username like this:\n\n195f30d516514ba38b1c0b993fb809d7JSmith@company.com\n\nAnd the provisioning log \
         says, day after day:\n\n",
        &refused("8", now.before(Span::minutes(18 * 60))),
        "\n",
        &refused("9", now.after(Span::minutes(6 * 60))),
    ]
    .concat();
    vec![("Mail from the service desk", text)]
}

/// Deleted, with days left, and the prefix already in Maptician.
fn a_deleted_user(now: Time) -> Vec<(&'static str, String)> {
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
    vec![("deleted-user.json", entra), ("maptician-user.json", maptician)]
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
fn two_sides(now: Time) -> Vec<(&'static str, String)> {
    let changed = now.before(Span::days(40)).to_string();
    let flag = |it: bool| if it { "true" } else { "false" };
    let count = PEOPLE.len().to_string();
    let mut entra = [
        "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#users\",\"@odata.count\":",
        &count,
        ",\"value\":[",
    ]
    .concat();
    let mut maptician = [
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":",
        &count,
        ",\"startIndex\":1,\"itemsPerPage\":",
        &count,
        ",\"Resources\":[",
    ]
    .concat();
    for (place, it) in PEOPLE.iter().enumerate() {
        let (given, family) = it.name;
        let name = [given, ".", family, "@contoso.com"].concat().to_lowercase();
        let number = (201 + place).to_string();
        let comma = if place > 0 { ",\n" } else { "\n" };
        entra.push_str(
            &[
                comma,
                "{\"id\":\"",
                it.id,
                "\",\"displayName\":\"",
                given,
                " ",
                family,
                "\",\"userPrincipalName\":\"",
                &name,
                "\",\"mail\":\"",
                &name,
                "\",\"accountEnabled\":",
                flag(it.enabled),
                "}",
            ]
            .concat(),
        );
        maptician.push_str(
            &[
                comma,
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"",
                &number,
                "\",\"userName\":\"",
                it.prefix,
                &name,
                "\",\"active\":",
                flag(it.active),
                ",\"name\":{\"givenName\":\"",
                given,
                "\",\"familyName\":\"",
                family,
                "\"},\"emails\":[{\"type\":\"work\",\"value\":\"",
                &name,
                "\"}],\"meta\":{\"resourceType\":\"User\",\"lastModified\":\"",
                &changed,
                "\"}}",
            ]
            .concat(),
        );
    }
    entra.push_str("\n]}\n");
    maptician.push_str("\n]}\n");
    vec![("entra-users.json", entra), ("maptician-users.json", maptician)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_back_from_the_click() {
        let now = Time::parse_rfc3339("2031-03-01T12:00:00Z").unwrap();
        let [(_, entra), (_, maptician)] = a_deleted_user(now).try_into().unwrap();
        assert!(entra.contains("\"deletedDateTime\": \"2031-02-11T10:25:00Z\""), "{entra}");
        assert!(maptician.contains("\"lastModified\": \"2031-02-11T10:54:00Z\""), "{maptician}");
        assert!(a_name(now)[0].1.contains("after this date: 2031-03-01T18:00:00.6507375Z UTC"));
    }

    #[test]
    fn both_listings_hold_everybody() {
        let now = Time::parse_rfc3339("2031-03-01T12:00:00Z").unwrap();
        for (name, text) in two_sides(now) {
            assert_eq!(text.matches("@contoso.com").count(), 2 * PEOPLE.len(), "{name}");
        }
    }
}
