//! PATCH bodies: what was asked to be changed, not what is stored.
//!
//! Source: RFC 7644 section 3.5.2; Microsoft Entra, *Known issues and resolutions with SCIM 2.0 protocol compliance*
//! (text booleans and capitals by default, no `path` and dotted keys with the flag `aadOptscim062020`).

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Place, Value},
};

use crate::{
    name::bare_address,
    record::{Origin, Record, RemarkKind, ScimUser, Seen, Text},
};

use super::{Format, Found, column::flag_of, scim_user::has_schema};

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
        "name",
        "name.givenName",
        "name.familyName",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName",
        "urn:ietf:params:scim:schemas:core:2.0:User:active",
    ]],
    columns: &[],
    marks,
    read: |row, found| read(&row.fields, row.place, found),
    #[cfg(test)]
    sample: r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace",
        "path": "userName", "value": "mira@contoso.com"}, {"op": "Replace", "path": "active", "value": "False"}]}"#,
};

/// A request, or one of its operations alone.
fn marks(object: &Object<'_>, _: &Page) -> bool {
    let first = object.get("Operations").and_then(|it| it.list().first()).and_then(Node::object);
    has_schema(object, ":PatchOp") || first.is_some_and(|it| it.has("op")) || is_operation(object)
}

fn is_operation(object: &Object<'_>) -> bool {
    let is = |it: &&str| object.text("op").is_some_and(|op| op.eq_ignore_ascii_case(it));
    ["add", "replace", "remove"].iter().any(is) && (object.has("value") || object.has("path"))
}

/// Names somebody only where the name or an address is changed; the rest of a PATCH names a record by its address alone.
pub fn read(request: &Object<'_>, place: Place, found: &mut Found<'_>) {
    let operations: Vec<&Object<'_>> = match request.get("Operations") {
        Some(operations) => operations.list().iter().filter_map(Node::object).collect(),
        None => vec![request],
    };
    let value = |name: &str| operations.iter().rev().find_map(|it| changed(it, name));
    let emails: Vec<Seen<Text>> = operations.iter().flat_map(|it| addresses(it, found)).collect();
    let user_name = found.text(value("userName"), "Operations.userName");
    let active = value("active");
    let Some(mark) = user_name.as_ref().or(emails.first()).map(|it| it.mark) else {
        let of_group = operations.iter().any(|it| path(it).is_some_and(|it| it.starts_with("members")));
        let what = match active.and_then(flag_of) {
            Some(true) => "a SCIM request to set active to true",
            Some(false) => "a SCIM request to set active to false",
            None if of_group => "a SCIM request about the members of a group",
            None => "a SCIM request to change a record",
        };
        return found.remark(place, RemarkKind::NamesNobody, what);
    };
    let user = ScimUser {
        mark,
        origin: Origin::Request,
        id: None,
        external_id: found.text(value("externalId"), "Operations.externalId"),
        user_name,
        emails,
        display_name: found.text(value("displayName"), "Operations.displayName"),
        given_name: found.text(value("name.givenName"), "Operations.name.givenName"),
        family_name: found.text(value("name.familyName"), "Operations.name.familyName"),
        active: found.flag(active, "Operations.active"),
        last_modified: None,
    };
    found.push(Record::Scim(user));
}

/// The path of an operation without what stands before the attribute: a schema, the slash of JSON Patch.
fn path<'o>(operation: &'o Object<'_>) -> Option<&'o str> {
    operation.text("path").map(attribute)
}

fn attribute(path: &str) -> &str {
    let path = path.trim_start_matches('/');
    match path.cut_at(":2.0:User:") {
        Some((schema, attribute)) if !schema.has("extension") => attribute,
        _ => path,
    }
}

/// The value that an operation gives an attribute: by its path, or as a member of its value, dotted or nested.
fn changed<'o, 'a>(operation: &'o Object<'a>, name: &str) -> Option<&'o Node<'a>> {
    if operation.text("op").is_some_and(|it| it.eq_ignore_ascii_case("remove")) {
        return None;
    }
    let value = operation.get("value")?;
    let within = |name: &str| {
        let mut members = value.object()?.members.iter().rev();
        members.find(|(key, _)| attribute(key).eq_ignore_ascii_case(name)).map(|(_, node)| node)
    };
    let nested = || {
        let (outer, inner) = name.split_once('.')?;
        let around = match path(operation) {
            Some(path) => path.eq_ignore_ascii_case(outer).then_some(value)?,
            None => within(outer)?,
        };
        around.object()?.get(inner)
    };
    match path(operation) {
        Some(path) if path.eq_ignore_ascii_case(name) => Some(unwrapped(value)),
        Some(_) => nested(),
        None => within(name).map(unwrapped).or_else(nested),
    }
}

/// Entra's first requests had a list of one value: `[{"value": "False"}]`.
fn unwrapped<'n, 'a>(node: &'n Node<'a>) -> &'n Node<'a> {
    let only = node.list().first().unwrap_or(node);
    only.object().and_then(|it| it.get("value")).unwrap_or(only)
}

/// `emails[type eq "work"].value`, as a path or as a member; or the list itself.
fn addresses(operation: &Object<'_>, found: &Found<'_>) -> Vec<Seen<Text>> {
    let is_emails = |name: &str| attribute(name).get(..6).is_some_and(|it| it.eq_ignore_ascii_case("emails"));
    let mut nodes = Vec::new();
    if let Some(value) = operation.get("value") {
        match (path(operation), &value.value) {
            (Some(path), _) if is_emails(path) => nodes.push(value),
            (None, Value::Object(object)) => {
                nodes.extend(object.members.iter().filter(|it| is_emails(&it.0)).map(|it| &it.1));
            }
            _ => {}
        }
    }
    let address = |node: &Node<'_>| {
        let address = bare_address(unwrapped(node).text()?);
        address.has_byte(b'@').then(|| found.seen(address.into(), node.place, "Operations.emails.value"))
    };
    nodes.into_iter().filter_map(address).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{records, remarks};

    fn user(operations: &str) -> ScimUser {
        match records(&format!(r#"{{"Operations": [{operations}]}}"#)).as_slice() {
            [Record::Scim(it)] => it.clone(),
            other => panic!("{operations}: {other:?}"),
        }
    }

    #[test]
    fn reads_every_style() {
        for operations in [
            r#"{"op": "Replace", "path": "userName", "value": "mira@contoso.com"}, {"op": "Replace", "path": "active",
                "value": "False"}, {"op": "Add", "path": "name.familyName", "value": "Lund"}"#,
            r#"{"op": "replace", "value": {"userName": "mira@contoso.com", "active": false, "name.familyName": "Lund"}}"#,
            r#"{"op": "replace", "value": {"userName": "mira@contoso.com", "active": false, "name": {"familyName":
                "Lund"}}}"#,
            r#"{"op": "Replace", "path": "userName", "value": [{"value": "mira@contoso.com"}]}, {"op": "Replace",
                "path": "active", "value": [{"value": "False"}]}, {"op": "add", "path": "name", "value":
                {"familyName": "Lund"}}"#,
            r#"{"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:userName", "value":
                "mira@contoso.com"}, {"op": "replace", "path": "/active", "value": false}, {"op": "add", "value":
                {"urn:ietf:params:scim:schemas:core:2.0:User:name.familyName": "Lund"}}"#,
        ] {
            let it = user(operations);
            assert_eq!(it.origin, Origin::Request);
            assert_eq!(it.active.as_ref().map(|it| it.value), Some(false), "{operations}");
            assert_eq!(it.user_name.as_ref().map(|it| &*it.value), Some("mira@contoso.com"));
            assert_eq!(it.family_name.as_ref().map(|it| &*it.value), Some("Lund"), "{operations}");
        }
        let path = r#"{"op": "add", "path": "emails[type eq \"work\"].value", "value": "mira@contoso.com"}"#;
        let member = r#"{"op": "add", "value": {"emails[type eq \"work\"].value": "mira@contoso.com"}}"#;
        for operations in [path, member] {
            assert_eq!(&*user(operations).emails[0].value, "mira@contoso.com");
        }
    }

    #[test]
    fn says_what_names_nobody() {
        let says = |json: &str| {
            assert_eq!(records(json), []);
            remarks(json).concat()
        };
        let disable = r#"{"op":"replace","value":{"active":false}}"#;
        assert_eq!(says(disable), "a SCIM request to set active to false");
        assert_eq!(
            says(&format!(r#"{{"Operations":[{disable}]}}"#)),
            "a SCIM request to set active to false"
        );
        assert_eq!(
            says(r#"{"op":"Replace","path":"active","value":"True"}"#),
            "a SCIM request to set active to true"
        );
        assert_eq!(
            says(r#"{"Operations":[{"op":"Add","path":"members","value":[{"value":"7"}]}]}"#),
            "a SCIM request about the members of a group"
        );
        assert_eq!(
            says(r#"{"Operations":[{"op":"remove","path":"title"}]}"#),
            "a SCIM request to change a record"
        );
        assert_eq!(
            says(r#"{"Operations":[{"op":"remove","path":"userName","value":"mira@contoso.com"}]}"#),
            "a SCIM request to change a record"
        );
    }
}
