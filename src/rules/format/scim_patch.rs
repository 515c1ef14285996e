//! PATCH bodies: what was asked to be changed, not what is stored.
//!
//! Source: RFC 7644 section 3.5.2; Microsoft Entra, *Known issues and resolutions with SCIM 2.0 protocol compliance*
//! (text booleans and capitals by default, no `path` and dotted keys with the flag `aadOptscim062020`).

use crate::{
    record::{Origin, Record, ScimUser},
    row::{Node, Object, Page, Row},
};

use super::{Format, Found, scim_user::has_schema};

pub const FORMAT: Format = Format {
    name: "scim-patch",
    entry: "SCIM change request",
    entries: "SCIM change requests",
    listing: None,
    wanted: &[&[
        "schemas",
        "Operations",
        "op",
        "path",
        "value",
        "userName",
        "active",
        "displayName",
        "externalId",
        "name.givenName",
        "name.familyName",
    ]],
    columns: &[],
    marks: |object: &Object<'_>, _: &Page| {
        has_schema(object, ":PatchOp") || object.get("Operations").is_some_and(|it| !it.list().is_empty())
    },
    read,
    #[cfg(test)]
    sample: r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace",
        "path": "userName", "value": "mira@contoso.com"}, {"op": "Replace", "path": "active", "value": "False"}]}"#,
};

/// Names somebody only where the name itself is changed; the rest of a PATCH names a record by its address alone.
fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let operations = row.fields.get("Operations").map(Node::list).unwrap_or_default();
    let value = |name: &str| operations.iter().rev().find_map(|it| changed(it.object()?, name));
    let Some(user_name) = value("userName") else { return };
    let user = ScimUser {
        mark: found.mark(user_name.place, "Operations.userName"),
        origin: Origin::Request,
        id: None,
        external_id: found.text(value("externalId"), "Operations.externalId"),
        user_name: found.text(Some(user_name), "Operations.userName"),
        emails: Vec::new(),
        display_name: found.text(value("displayName"), "Operations.displayName"),
        given_name: found.text(value("name.givenName"), "Operations.name.givenName"),
        family_name: found.text(value("name.familyName"), "Operations.name.familyName"),
        active: found.flag(value("active"), "Operations.active"),
        last_modified: None,
    };
    found.push(Record::Scim(user));
}

fn changed<'o, 'a>(operation: &'o Object<'a>, name: &str) -> Option<&'o Node<'a>> {
    let value = operation.get("value")?;
    match operation.text("path") {
        Some(path) => path.eq_ignore_ascii_case(name).then_some(value),
        None => value.object()?.get(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{records, refused};

    #[test]
    fn reads_both_styles() {
        let new_style = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op":
            "replace", "value": {"userName": "mira@contoso.com", "active": false}}]}"#;
        for json in [FORMAT.sample, new_style] {
            let [Record::Scim(it)] = &records(json)[..] else { panic!("{json}") };
            assert_eq!(it.origin, Origin::Request);
            assert_eq!(it.active.as_ref().map(|it| it.value), Some(false));
            assert_eq!(it.user_name.as_ref().map(|it| &*it.value), Some("mira@contoso.com"));
        }
        assert!(refused(r#"{"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}"#));
    }
}
