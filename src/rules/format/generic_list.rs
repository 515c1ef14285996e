//! Lists without marks of their own: an address and perhaps a flag, from any system.

use scim_checkup_ground::row::{Object, Page, Row};

use crate::{
    name::{ObjectId, is_address},
    record::{ListingKind, Origin},
};

use super::{
    Format, Found, account,
    column::{cell, same_name},
    graph_user, maptician_list,
};

pub const FORMAT: Format = Format {
    name: "list",
    entry: "row of a list",
    entries: "rows of a list",
    listing: Some(ListingKind::Table),
    wanted: &[UPN, &["objectId", "Object ID", "email", "emailAddress", "mail"]],
    columns: &[
        &["email", "active"],
        &["email", "isActive"],
        &["email", "status"],
        &["email", "enabled"],
        &["email", "name"],
        &["email", "firstName"],
        &["email", "userName"],
        &["email", "displayName"],
        &["email", "department"],
        &["email", "lastName"],
        &["email", "id"],
        &["email", "externalId"],
        &["Email Address", "active"],
        &["Email Address", "status"],
        &["Email Address", "firstName"],
        &["Email Address", "lastName"],
        &["Email Address", "name"],
        &["Email Address", "userName"],
        &["mail", "active"],
        &["mail", "displayName"],
        &["mail", "name"],
        &["mail", "status"],
        &["userName", "active"],
        &["userName", "status"],
        &["userName", "displayName"],
        &["userName", "externalId"],
        &["userName", "enabled"],
        &["userName", "name"],
        &["upn", "objectId"],
        &["upn", "displayName"],
        &["upn", "active"],
        &["upn", "accountEnabled"],
        &["userPrincipalName", "active"],
        &["userPrincipalName", "status"],
        &["userPrincipalName", "name"],
        &["userPrincipalName", "email"],
        &["objectId", "email"],
        &["objectId", "displayName"],
    ],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"email": "mira@contoso.com", "active": true}"#,
};

const UPN: &[&str] = &["userPrincipalName", "User principal name", "upn"];

/// An object that gives an address under a name that means one, and something more that a user has.
fn marks(object: &Object<'_>, _: &Page) -> bool {
    let named = |label: &str| {
        object.members.iter().find(|(name, _)| same_name(name, label)).and_then(|(_, node)| node.text())
    };
    let address = ["email", "mail", "userName", "emailAddress", "upn"];
    let more =
        ["active", "isActive", "status", "enabled", "firstName", "displayName", "name", "objectId", "userID"];
    address.iter().any(|it| named(it).is_some_and(is_address))
        && more.iter().any(|it| named(it).is_some())
        && !object.has("schemas")
        && !graph_user::is_part(object)
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = &row.fields;
    let has_object_id = cell(object, &["objectId", "Object ID"])
        .and_then(|(node, _)| ObjectId::parse(node.text()?))
        .is_some();
    let has_name = cell(object, UPN).is_some();
    // An object ID is Entra's, and so is a principal name beside it or beside nothing that another system would say.
    if has_object_id || has_name && row.shape.has_columns() && cell(object, &["active", "status"]).is_none() {
        return account::read(&renamed(object), row.place, found);
    }
    maptician_list::read(row, Origin::Unknown, found);
    if found.nothing() && has_name {
        maptician_list::read(&Row { fields: renamed_to_user_name(object), ..*row }, Origin::Unknown, found);
    }
}

/// `upn` and `email` under the names that the directory has for them.
fn renamed<'a>(object: &Object<'a>) -> Object<'a> {
    with_names(object, &[("upn", "userPrincipalName"), ("email", "mail"), ("Email Address", "mail")])
}

fn renamed_to_user_name<'a>(object: &Object<'a>) -> Object<'a> {
    with_names(object, &[("upn", "userName"), ("userPrincipalName", "userName")])
}

fn with_names<'a>(object: &Object<'a>, names: &[(&str, &'static str)]) -> Object<'a> {
    let rename = |name: &std::borrow::Cow<'a, str>| {
        let new = names.iter().find(|(old, _)| same_name(name, old)).map(|it| it.1);
        new.map_or_else(|| name.clone(), Into::into)
    };
    Object::of(object.members.iter().map(|(name, node)| (rename(name), node.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::rows_for_tests::{read_table, records, refused},
        record::Record,
        report::Side,
    };

    #[test]
    fn a_list_is_nobodys_unless_the_caller_says() {
        let csv = "email,active\nmira@contoso.com,true";
        let it = read_table(csv, None);
        assert!(it.ownerless);
        assert!(matches!(&it.found[..], [Record::Scim(it)] if it.origin == Origin::Unknown));
        let it = read_table(csv, Some(Side::Maptician));
        assert!(!it.ownerless);
        assert!(matches!(&it.found[..], [Record::Scim(it)] if it.origin == Origin::Maptician));
    }

    #[test]
    fn an_object_id_is_entras() {
        let csv = "UPN,Object ID\nmira@contoso.com,1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10";
        let [Record::Account(it)] = &read_table(csv, None).found[..] else { panic!() };
        assert_eq!(it.user_principal_name.as_ref().map(|it| &*it.value), Some("mira@contoso.com"));
    }

    #[test]
    fn a_row_without_a_name_is_ignored() {
        assert!(read_table("email,active\n,true", None).found.is_empty());
        assert!(refused(r#"{"email": "Example: mira@contoso.com", "active": true, "userName": "x"}"#));
        assert!(records(r#"{"status": "ok", "mail": "m@contoso.com"}"#).len() == 1);
    }
}
