//! Users and deleted users of Microsoft Graph and of PowerShell's `ConvertTo-Json`, deltas and directory objects.

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Row, Value},
};

use crate::record::ListingKind;

use super::{Format, Found, account};

pub const FORMAT: Format = Format {
    name: "graph-user",
    entry: "Entra user",
    entries: "Entra users",
    listing: Some(ListingKind::Directory),
    // Beside the labels of an account, which the format of tables wants already.
    wanted: &[
        &["@removed", "reason", "@odata.type", "value"],
        &["groupTypes", "securityEnabled", "mailEnabled", "deviceId", "operatingSystem", ASSIGNMENTS],
        PARTS,
    ],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "userPrincipalName": "mira@contoso.com",
        "mail": "mira@contoso.com", "displayName": "Mira Lund", "accountEnabled": false, "userType": "Member",
        "createdDateTime": "2025-01-07T08:00:00Z", "proxyAddresses": ["SMTP:mira@contoso.com"]}"#,
};

fn marks(object: &Object<'_>, page: &Page) -> bool {
    if object.has("schemas") || is_part(object) {
        return false;
    }
    let of_users = || {
        let context = page.get("@odata.context").map(str::to_ascii_lowercase).unwrap_or_default();
        context.has("#users") || context.has("#directoryobjects")
    };
    object.has("userPrincipalName")
        || object.has("SignInName")
        || is_no_user(object)
        || kind(object).is_some_and(|it| it.ends_with("graph.user"))
        || object.has("id") && (object.has("@removed") || of_users())
        || object.has("objectId") && object.has("displayName") && object.has("accountEnabled")
        || object.has("id") && object.has("accountEnabled")
}

/// Parts of a log's entry that look like a user: where the entry is torn they stand alone, and they are no state of
/// today; nor is an actor somebody whom the material is about.
pub fn is_part(object: &Object<'_>) -> bool {
    // A user has a property of this name, too, which PowerShell prints blank.
    let has_value = |it: &Node<'_>| !matches!(it.value, Value::Null | Value::Unread);
    PARTS.iter().any(|it| object.has(it)) || object.get(ASSIGNMENTS).is_some_and(has_value)
}

const ASSIGNMENTS: &str = "appRoleAssignments";

const PARTS: &[&str] = &[
    "odatatype",
    "IsSoftDeleted",
    "ReportableIdentifier",
    "modifiedProperties",
    "ipAddress",
    "identityType",
    "homeTenantId",
    "groupType",
    // Keys of a step's details have lost their dots.
    "namegivenName",
    "namefamilyName",
];

fn kind(object: &Object<'_>) -> Option<String> {
    object.text("@odata.type").map(str::to_ascii_lowercase)
}

/// Groups, devices and applications stand beside users in directory listings.
fn is_no_user(object: &Object<'_>) -> bool {
    kind(object).is_some_and(|it| it.starts_with("#microsoft.graph.") && !it.ends_with(".user"))
        || object.has("groupTypes")
        || object.has("securityEnabled") && object.has("mailEnabled")
        || object.has("deviceId") && object.has("operatingSystem")
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    if !is_no_user(&row.fields) {
        account::read(&row.fields, row.place, found);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        format::rows_for_tests::{records, refused},
        record::{Deletion, Record},
    };

    fn deletion(json: &str) -> Deletion {
        match &records(json)[..] {
            [Record::Account(it)] => it.deletion.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn tells_deleted_users() {
        let deleted = r#"{"id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "accountEnabled": true,
            "userPrincipalName": "1f0c2a4e7b314d529c660a8d5e3b7f10mira@contoso.com"}"#;
        assert_eq!(deletion(deleted), Deletion::Soft(None));
        let dated = r#"{"Id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "UserPrincipalName": "mira@contoso.com",
            "DeletedDateTime": {"value": "/Date(1782000000000)/", "DisplayHint": 2, "DateTime": "Sunday"}}"#;
        let Deletion::Soft(Some(at)) = deletion(dated) else { panic!() };
        assert_eq!(at.value.to_string(), "2026-06-21T00:00:00Z");
        let delta = r#"{"id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "@removed": {"reason": "deleted"}}"#;
        assert_eq!(deletion(delta), Deletion::Hard);
        assert_eq!(deletion(&delta.replace("\"deleted\"", "\"changed\"")), Deletion::Soft(None));
    }

    #[test]
    fn leaves_groups_and_devices_out() {
        assert!(refused(
            r#"{"id": "2", "userPrincipalName": "admin@contoso.com", "ipAddress": "203.0.113.7"}"#
        ));
        assert!(refused(r##"{"@odata.type": "#microsoft.graph.group", "id": "2", "displayName": "Staff"}"##));
        assert!(refused(
            r#"{"id": "2", "displayName": "Staff", "groupTypes": [], "mail": "staff@contoso.com"}"#
        ));
    }
}
