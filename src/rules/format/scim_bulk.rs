//! Bulk requests: several requests in one, each with its own method and address.
//!
//! Source: RFC 7644 section 3.7. The answers to them have no `path`; what is in them is looked at part by part.

use scim_checkup_ground::row::{Node, Object, Page, Row};

use crate::record::RemarkKind;

use super::{Format, Found, scim_patch, scim_user};

pub const FORMAT: Format = Format {
    name: "scim-bulk",
    entry: "SCIM request in bulk",
    entries: "SCIM requests in bulk",
    listing: None,
    wanted: &[&["Operations", "method", "path", "bulkId", "data"]],
    columns: &[],
    marks: |object: &Object<'_>, _: &Page| {
        let has_method = object.text("method").is_some_and(|it| {
            ["POST", "PUT", "PATCH", "DELETE"].iter().any(|method| it.eq_ignore_ascii_case(method))
        });
        has_method && object.text("path").is_some_and(|it| of(it, "users") || of(it, "groups"))
    },
    read,
    #[cfg(test)]
    sample: r#"{"method": "POST", "path": "/Users", "bulkId": "q1", "data": {"schemas":
        ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "mira@contoso.com", "active": true}}"#,
};

/// Whether an address is that of one kind of records or of one of them.
fn of(path: &str, kind: &str) -> bool {
    path.split('/').any(|it| it.eq_ignore_ascii_case(kind))
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let path = row.fields.text("path").unwrap_or_default();
    if of(path, "groups") {
        return;
    }
    match row.fields.get("data").and_then(Node::object) {
        Some(data) if data.has("Operations") || data.has("op") => scim_patch::read(data, row.place, found),
        Some(data) => {
            scim_user::read_request(data, row.place, found);
            if found.nothing() {
                found.remark(row.place, RemarkKind::NamesNobody, "a SCIM request in bulk");
            }
        }
        None => found.remark(row.place, RemarkKind::NamesNobody, "a SCIM request to delete a record"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::rows_for_tests::{records, refused, remarks},
        record::{Origin, Record},
    };

    #[test]
    fn what_is_asked_for_is_not_stored() {
        let put = FORMAT.sample.replace("POST", "PUT").replace("/Users", "/v2/Users/48af03");
        let put = put.replace("\"userName\"", "\"id\": \"48af03\", \"userName\"");
        let patch = r#"{"method": "patch", "path": "/Users/48af03", "data": {"Operations": [{"op": "replace", "value":
            {"userName": "mira@contoso.com"}}]}}"#;
        for json in [FORMAT.sample, &put, patch] {
            let [Record::Scim(it)] = &records(json)[..] else { panic!("{json}") };
            assert_eq!(it.origin, Origin::Request);
        }
        assert!(refused(r#"{"method": "DELETE", "path": "/Users/48af03"}"#));
        assert_eq!(remarks(r#"{"method": "DELETE", "path": "/Groups/4"}"#).len(), 0);
        assert_eq!(remarks(r#"{"method": "GET", "path": "/api/v1/users/m@contoso.com"}"#).len(), 0);
    }
}
