//! Maptician's own lists of occupants: its API's objects and exports of them.
//!
//! Source: help.maptician.com, *API Documentation Overview* and *How do I bulk import occupants?*; the full schema is
//! not public, so a list is Maptician's only where several of its own names stand together.

use scim_checkup_ground::row::{Object, Page, Row};

use crate::{
    name::{bare_address, is_address},
    record::{ListingKind, Origin, Record, ScimUser},
    report::Side,
};

use super::{
    Format, Found,
    column::{cell, flag_of, has_member},
};

pub const FORMAT: Format = Format {
    name: "maptician-occupants",
    entry: "occupant",
    entries: "occupants",
    listing: Some(ListingKind::Table),
    wanted: &[
        ID,
        EMAIL,
        USER_NAME,
        EXTERNAL_ID,
        DISPLAY_NAME,
        GIVEN_NAME,
        FAMILY_NAME,
        ACTIVE,
        &["employeeID"],
    ],
    columns: &[
        &["userID", "email", "active", "firstName", "lastName"],
        &["userID", "Email Address", "active", "firstName", "lastName"],
        &["userID", "email", "active", "employeeID"],
        &["userID", "Email Address", "active", "employeeID"],
    ],
    marks,
    read: |row, found| {
        found.says_maptician();
        read(row, Origin::Maptician, found);
    },
    #[cfg(test)]
    sample: r#"{"userID": 77, "email": "mira@contoso.com", "userName": "mira@contoso.com", "firstName": "Mira",
        "lastName": "Lund", "employeeID": "10042", "active": true}"#,
};

const ID: &[&str] = &["userID", "User ID"];
const EMAIL: &[&str] = &["email", "Email Address", "E-mail", "mail"];
const USER_NAME: &[&str] = &["userName", "User Name"];
const EXTERNAL_ID: &[&str] = &["externalId", "External ID"];
const DISPLAY_NAME: &[&str] = &["displayName", "Display Name", "name", "Full Name"];
const GIVEN_NAME: &[&str] = &["firstName", "First Name", "givenName"];
const FAMILY_NAME: &[&str] = &["lastName", "Last Name", "surname", "familyName"];
const ACTIVE: &[&str] = &["active", "isActive", "Is Active", "status", "enabled"];

fn marks(object: &Object<'_>, _: &Page) -> bool {
    let has = |labels: &[&str]| labels.iter().any(|it| has_member(object, it));
    has(&["userID"])
        && has(&["email", "Email Address"])
        && has(&["active", "isActive", "status"])
        && (has(&["employeeID"]) || has(&["firstName"]) && has(&["lastName"]))
}

/// Reads a row with an address and perhaps an active flag; one without a name gives nothing.
pub fn read(row: &Row<'_>, origin: Origin, found: &mut Found<'_>) {
    let object = &row.fields;
    let origin = if found.from() == Some(Side::Maptician) { Origin::Maptician } else { origin };
    let text = |labels| cell(object, labels).and_then(|(node, label)| found.text(Some(node), label));
    let email = cell(object, EMAIL).and_then(|(node, label)| {
        let address = bare_address(node.text()?);
        (is_address(address) && !address.get(..8).is_some_and(|it| it.eq_ignore_ascii_case("example:")))
            .then(|| found.seen(address.into(), node.place, label))
    });
    let user_name = text(USER_NAME);
    let Some(mark) = user_name.as_ref().or(email.as_ref()).map(|it| it.mark) else { return };
    let active =
        cell(object, ACTIVE).and_then(|(node, label)| Some(found.seen(flag_of(node)?, node.place, label)));
    let user = ScimUser {
        mark,
        origin,
        id: text(ID),
        external_id: text(EXTERNAL_ID),
        user_name,
        emails: email.into_iter().collect(),
        display_name: text(DISPLAY_NAME),
        given_name: text(GIVEN_NAME),
        family_name: text(FAMILY_NAME),
        active,
        last_modified: None,
    };
    if origin == Origin::Unknown {
        found.ownerless();
    }
    found.push(Record::Scim(user));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::table;

    #[test]
    fn reads_an_export() {
        let csv = "User ID,Email Address,First Name,Last Name,User Name,Employee ID,Active\n\
            4102,mira@contoso.com,Mira,Lund,1f0c2a4e7b314d529c660a8d5e3b7f10mira@contoso.com,,No";
        let [Record::Scim(it)] = &table(csv)[..] else { panic!() };
        assert_eq!((it.origin, it.active.as_ref().unwrap().value), (Origin::Maptician, false));
        assert_eq!(it.user_name.as_ref().unwrap().mark.field, "User Name");
        assert!(it.external_id.is_none());
    }
}
