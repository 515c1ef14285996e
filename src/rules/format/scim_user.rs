//! Users as SCIM has them: Maptician's answers, and what was asked of it.
//!
//! Source: RFC 7643 and 7644; the ID is always the application's own, so an object without one is a request.

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Place, Row},
};

use crate::{
    name::bare_address,
    record::{ListingKind, Origin, Record, ScimUser, Seen, Text},
    report::Side,
    time::DayOrder,
};

use super::{Format, Found};

pub const FORMAT: Format = Format {
    name: "scim-user",
    entry: "SCIM user",
    entries: "SCIM users",
    listing: Some(ListingKind::Scim),
    wanted: &[&[
        "schemas",
        "id",
        "externalId",
        "userName",
        "emails",
        "value",
        "displayName",
        "name",
        "givenName",
        "familyName",
        "formatted",
        "active",
        "meta",
        "lastModified",
        "resourceType",
        "members",
    ]],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "48af03", "externalId": "mira",
        "meta": {"resourceType": "User", "lastModified": "2026-03-18T09:10:11.882Z"}, "userName":
        "mira@contoso.com", "name": {"givenName": "Mira", "familyName": "Lund"}, "active": true,
        "emails": [{"value": "mira@contoso.com", "type": "work", "primary": true}]}"#,
};

/// Whether an object's `schemas` has one that ends so.
pub fn has_schema(object: &Object<'_>, ending: &str) -> bool {
    let schemas = object.get("schemas").map(Node::list).unwrap_or_default();
    let ends = |it: &str| {
        it.len()
            .checked_sub(ending.len())
            .and_then(|at| it.get(at..))
            .is_some_and(|it| it.eq_ignore_ascii_case(ending))
    };
    schemas.iter().filter_map(Node::text).any(ends)
}

fn marks(object: &Object<'_>, _: &Page) -> bool {
    let is_nested = |name| object.get(name).is_some_and(|it| it.object().is_some() || !it.list().is_empty());
    // Name, flag and nothing that is given by the application: what a gateway logs of a request.
    let is_bare_request = || object.has("active") && !object.has("id") && !object.has("email");
    let of_another = ["userID", "userPrincipalName", "ReportableIdentifier"].iter().any(|it| object.has(it));
    has_schema(object, ":2.0:User")
        || has_schema(object, ":2.0:Group")
        || object.has("userName")
            && !of_another
            && (object.has("schemas")
                || is_nested("emails")
                || is_nested("meta")
                || is_nested("name")
                || is_bare_request())
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = &row.fields;
    if has_schema(object, ":2.0:Group") {
        return;
    }
    // A listing answers, whatever stands before it: RFC 7644 section 3.4.2.
    let is_listed = row.page.get("totalResults").is_some();
    let answered = object.has("id") || found.from() == Some(Side::Maptician);
    let stored = is_listed || answered && !found.in_request();
    if stored {
        found.says_maptician();
    }
    read_as(object, row.place, if stored { Origin::Maptician } else { Origin::Request }, found);
}

/// What was asked for, whatever it holds.
pub fn read_request(object: &Object<'_>, place: Place, found: &mut Found<'_>) {
    read_as(object, place, Origin::Request, found);
}

fn read_as(object: &Object<'_>, place: Place, origin: Origin, found: &mut Found<'_>) {
    let stored = origin == Origin::Maptician;
    let last_modified = if stored {
        found.time(object.at(&["meta", "lastModified"]), "meta.lastModified", DayOrder::Unknown)
    } else {
        None
    };
    let user_name = object.get("userName");
    let user = ScimUser {
        mark: found.mark(user_name.map_or(place, |it| it.place), "userName"),
        origin,
        id: found.text(object.get("id"), "id"),
        external_id: found.text(object.get("externalId"), "externalId"),
        // An address, or one word: with a blank it was put together from two halves.
        user_name: found
            .text(user_name, "userName")
            .filter(|it| it.value.has_byte(b'@') || !it.value.has_byte(b' ')),
        emails: emails(object, found),
        display_name: found
            .text(object.get("displayName"), "displayName")
            .or_else(|| found.text(object.at(&["name", "formatted"]), "name.formatted")),
        given_name: found.text(object.at(&["name", "givenName"]), "name.givenName"),
        family_name: found.text(object.at(&["name", "familyName"]), "name.familyName"),
        active: found.flag(object.get("active"), "active"),
        last_modified,
    };
    if user.user_name.is_some() || user.id.is_some() || !user.emails.is_empty() || user.external_id.is_some()
    {
        if !stored && user.id.is_none() && found.in_request() {
            found.creates(&user.user_name);
        }
        found.push(Record::Scim(user));
    }
}

/// Objects with a `value`, or bare addresses.
fn emails(object: &Object<'_>, found: &Found<'_>) -> Vec<Seen<Text>> {
    let list = object.get("emails").map(Node::list).unwrap_or_default();
    let value = |it: &Node<'_>| {
        let node = it.object().map_or(Some(it), |it| it.get("value"))?;
        let address = bare_address(node.text()?);
        address.has_byte(b'@').then(|| found.seen(address.into(), node.place, "emails.value"))
    };
    list.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{records, refused};

    fn user(json: &str) -> ScimUser {
        match records(json).as_slice() {
            [Record::Scim(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_is_maptician_and_a_request_is_not() {
        let it = user(FORMAT.sample);
        assert_eq!((it.origin, it.active.unwrap().value), (Origin::Maptician, true));
        assert_eq!(&*it.emails[0].value, "mira@contoso.com");
        assert!(it.last_modified.is_some());
        let request =
            FORMAT.sample.replace("\"id\": \"48af03\", ", "").replace("true, \"emails\"", "\"False\"");
        let it = user(&request);
        assert_eq!((it.origin, it.last_modified), (Origin::Request, None));
    }

    #[test]
    fn text_is_a_flag_and_groups_are_no_users() {
        let it = user(
            r#"{"userName": "m@contoso.com", "id": "7", "active": "False", "emails": []  , "meta": {}}"#,
        );
        assert_eq!(it.active.map(|it| it.value), Some(false));
        let it = user(r#"{"userName": "m@contoso.com", "active": false}"#);
        assert_eq!(it.origin, Origin::Request);
        assert!(refused(
            r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "3", "displayName": "Staff"}"#
        ));
    }
}
