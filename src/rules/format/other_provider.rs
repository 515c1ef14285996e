//! Other identity providers, by reliable signs alone: a name in a mail domain or in free text is none.

use std::iter;

use scim_checkup_ground::{
    find::find,
    row::{Object, Page, Row},
};

use crate::record::RemarkKind;

use super::{Format, Found};

pub const FORMAT: Format = Format {
    name: "other-provider",
    entry: "entry of another identity provider",
    entries: "entries of another identity provider",
    listing: None,
    wanted: &[&[
        "eventType",
        "legacyEventType",
        "published",
        "kind",
        "primaryEmail",
        "_id",
        "account_locked",
        "unix_uid",
    ]],
    columns: &[
        &["Email Address [Required]", "Status [READ ONLY]"],
        &["Email Address [Required]", "Org Unit Path [Required]"],
        &["Email Address [Required]", "Last Sign In [READ ONLY]"],
    ],
    marks: |object: &Object<'_>, page: &Page| provider(object, page).is_some(),
    read,
    #[cfg(test)]
    sample: r#"{"eventType": "application.provision.user.push", "published": "2026-03-16T01:49:39.412Z",
        "displayMessage": "Push new user to external application"}"#,
};

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    // The only table among them is Google's own export of users.
    let of_table = (row.shape.has_columns()).then_some("Google");
    if let Some(provider) = of_table.or_else(|| provider(&row.fields, row.page)) {
        found.remark(row.place, RemarkKind::OtherProvider, provider);
    }
}

/// Source: Okta, *System Log event types*; Google, *Directory API: users*; JumpCloud, *systemusers*.
fn provider(object: &Object<'_>, page: &Page) -> Option<&'static str> {
    let starts = |name, start: &str| {
        object
            .text(name)
            .is_some_and(|it| it.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))
    };
    if starts("eventType", "application.provision.")
        || object.has("legacyEventType") && object.has("eventType")
    {
        Some("Okta")
    } else if starts("kind", "admin#directory#user")
        || page.get("kind").is_some_and(|it| it == "admin#directory#users") && object.has("primaryEmail")
    {
        Some("Google")
    } else if object.has("_id") && (object.has("account_locked") || object.has("unix_uid")) {
        Some("JumpCloud")
    } else {
        None
    }
}

/// The agent's own name, or a provider's host in an address or a `Host:` line; help pages say nothing of a customer.
pub fn in_text(text: &str) -> Option<&'static str> {
    if find(text.as_bytes(), b"Okta SCIM Client").is_some() {
        return Some("Okta");
    }
    const HOSTS: &[(&str, &str)] = &[
        (".okta.com", "Okta"),
        (".oktapreview.com", "Okta"),
        (".onelogin.com", "OneLogin"),
        (".jumpcloud.com", "JumpCloud"),
        (".pingone.com", "PingOne"),
        (".rippling.com", "Rippling"),
        ("admin.google.com", "Google"),
    ];
    hosts(text).find_map(|host| {
        let host = host.to_ascii_lowercase();
        let page = ["help.", "developer.", "support.", "www.", "docs.", "status."]
            .iter()
            .any(|it| host.starts_with(it));
        HOSTS.iter().find(|(it, _)| !page && host.ends_with(it)).map(|it| it.1)
    })
}

fn hosts(text: &str) -> impl Iterator<Item = &str> {
    ["://", "Host: "].into_iter().flat_map(move |before| {
        let mut rest = text;
        iter::from_fn(move || {
            rest = &rest[find(rest.as_bytes(), before.as_bytes())? + before.len()..];
            let end = rest.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '.' | '-')));
            Some(&rest[..end.unwrap_or(rest.len())])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::in_text;
    use crate::format::rows_for_tests::{remarks, table_remarks};

    #[test]
    fn by_reliable_signs_alone() {
        assert_eq!(in_text("User-Agent: Okta SCIM Client 1.0.0"), Some("Okta"));
        assert_eq!(in_text("POST https://wingtip.onelogin.com/api"), Some("OneLogin"));
        assert_eq!(in_text("Host: wingtip.okta.com\n"), Some("Okta"));
        for text in
            ["mira@okta.com", "we moved from Okta", "see https://help.okta.com/oie", "User-Agent: curl/8"]
        {
            assert_eq!(in_text(text), None, "{text}");
        }
        assert_eq!(
            remarks(r#"{"kind": "admin#directory#user", "primaryEmail": "m@contoso.com"}"#),
            ["Google"]
        );
        assert_eq!(remarks(r#"{"_id": "66", "username": "mira", "account_locked": false}"#), ["JumpCloud"]);
        assert_eq!(
            table_remarks("First Name [Required],Email Address [Required],Status [READ ONLY]\nM,m@x.com,A"),
            ["Google"]
        );
    }
}
