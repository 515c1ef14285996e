//! Entra's audit log about users: Graph's `directoryAudits`, the portal's JSON download, the diagnostic stream.
//!
//! Source: Microsoft Graph, *List directoryAudits*; Microsoft Entra, *Audit log activities*, Core Directory.

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Row, Value},
};

use crate::{
    name::ObjectId,
    record::{Activity, Actor, AuditEntry, ListingKind, Record, RemarkKind, Seen, Text},
};

use super::{Format, Found, audit_provisioning, audit_value::unwrapped, connector};

pub const FORMAT: Format = Format {
    name: "graph-audit",
    entry: "audit log entry",
    entries: "audit log entries",
    listing: Some(ListingKind::Log),
    wanted: &[
        &[
            "id",
            "activityDisplayName",
            "activityDateTime",
            "loggedByService",
            "result",
            "initiatedBy",
            "app",
            "user",
            "targetResources",
            "type",
            "userPrincipalName",
            "displayName",
            "modifiedProperties",
            "oldValue",
            "newValue",
            "properties",
            "time",
        ],
        audit_provisioning::WANTED,
    ],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"id": "Directory_1", "category": "UserManagement", "result": "success", "activityDisplayName":
        "Delete user", "activityDateTime": "2026-03-03T15:02:45.8516049Z", "loggedByService": "Core Directory",
        "initiatedBy": {"app": null, "user": {"id": "2", "userPrincipalName": "admin@contoso.com"}},
        "targetResources": [{"id": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "type": "User", "userPrincipalName":
        "1f0c2a4e7b314d529c660a8d5e3b7f10mira@contoso.com", "modifiedProperties": [{"displayName":
        "Is Hard Deleted", "oldValue": null, "newValue": "\"False\""}]}]}"#,
};

/// The activities that say something of a user; all others are about groups, applications, policies.
const ACTIVITIES: &[(&str, Activity)] = &[
    ("Add user", Activity::Add),
    ("Update user", Activity::Update),
    ("Disable account", Activity::Disable),
    ("Enable account", Activity::Enable),
    ("Delete user", Activity::Delete),
    ("Hard Delete user", Activity::HardDelete),
    ("Restore user", Activity::Restore),
    ("Add app role assignment grant to user", Activity::Assign),
    ("Remove app role assignment from user", Activity::Unassign),
];

const HARD_DELETED: &str = "Is Hard Deleted";

/// Whether a text has the name of an activity in it, or of what only a deletion says.
pub fn names_activity(text: &str) -> bool {
    ACTIVITIES.iter().any(|(name, _)| text.has(name)) || text.has(HARD_DELETED)
}

/// The nested parts are lists and objects here; in Log Analytics they are text.
fn marks(object: &Object<'_>, _: &Page) -> bool {
    let entry = body(object);
    let is_list = matches!(entry.get("targetResources").map(|it| &it.value), Some(Value::List(_)));
    is_list && (entry.has("activityDisplayName") || entry.has("loggedByService"))
        || entry.has("activityDisplayName") && entry.has("initiatedBy") && entry.has("loggedByService")
}

fn body<'o, 'a>(object: &'o Object<'a>) -> &'o Object<'a> {
    object.get("properties").and_then(Node::object).unwrap_or(object)
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = body(&row.fields);
    if audit_provisioning::is_of_service(object) {
        return audit_provisioning::read(row, object, found);
    }
    if let Some(entry) = entry(row, object, found) {
        found.push(Record::Audit(entry));
    } else if !object.text("activityDisplayName").is_some_and(names_activity) {
        found.remark(row.place, RemarkKind::NamesNobody, "these entries of the audit log");
    }
}

fn entry(row: &Row<'_>, object: &Object<'_>, found: &mut Found<'_>) -> Option<AuditEntry> {
    let name = object.get("activityDisplayName")?;
    let activity =
        ACTIVITIES.iter().find(|(it, _)| name.text().is_some_and(|name| name.eq_ignore_ascii_case(it)))?.1;
    let targets = object.get("targetResources").map(Node::list).unwrap_or_default();
    let targets: Vec<&Object<'_>> = targets.iter().filter_map(Node::object).collect();
    let is = |it: &Object<'_>, kind: &str| it.text("type").is_some_and(|it| it.eq_ignore_ascii_case(kind));
    // Of an assignment the application may stand first and the person second; a query may leave out what each is.
    let is_assignment = matches!(activity, Activity::Assign | Activity::Unassign);
    let person = targets.iter().find(|it| is(it, "User") || it.text("userPrincipalName").is_some());
    let person = person.or(targets.first().filter(|it| !is_assignment && !is(it, "ServicePrincipal")));
    let application =
        targets.iter().find(|it| is(it, "ServicePrincipal")).and_then(|it| it.text("displayName"));

    let field = "targetResources.modifiedProperties";
    let changed = |names: &[&str], side: &str| {
        let mut properties =
            targets.iter().flat_map(|it| it.get("modifiedProperties").map(Node::list).unwrap_or_default());
        properties.find_map(|it| {
            let property = it.object()?;
            let name = property.text("displayName")?;
            let named = |it: &str| name.eq_ignore_ascii_case(it);
            let node = property.get(side)?;
            names.iter().any(|it| named(it)).then(|| Some((unwrapped(node)?, node)))?
        })
    };
    let changed_text = |names: &[&str], side| -> Option<Seen<Text>> {
        let (text, node) = changed(names, side)?;
        Some(found.seen(text.into(), node.place, field))
    };
    let changed_flag = |names: &[&str]| -> Option<Seen<bool>> {
        let (text, node) = changed(names, "newValue")?;
        Some(found.seen(text.to_ascii_lowercase().parse().ok()?, node.place, field))
    };
    // An unassignment shows its person among the old values.
    let either = |names: &[&str]| changed_text(names, "newValue").or_else(|| changed_text(names, "oldValue"));

    let object_id = person.and_then(|it| found.object_id(it.get("id"), "targetResources.id")).or_else(|| {
        let it = either(&["User.ObjectID"])?;
        Some(Seen::new(ObjectId::parse(&it.value)?, it.mark))
    });
    let name_now = person.and_then(|it| {
        found.user_principal_name(it.get("userPrincipalName"), "targetResources.userPrincipalName")
    });
    let user_principal_name =
        changed_text(&["UserPrincipalName"], "newValue").or(name_now).or_else(|| either(&["User.UPN"]));
    if object_id.is_none() && user_principal_name.is_none() {
        return None;
    }
    let hard = changed_flag(&[HARD_DELETED]).is_some_and(|it| it.value);
    let activity = if activity == Activity::Delete && hard { Activity::HardDelete } else { activity };
    let entry = AuditEntry {
        mark: found.mark(name.place, "activityDisplayName"),
        id: object.text("id").map(Into::into),
        at: None,
        activity: found.seen(activity, name.place, "activityDisplayName"),
        success: object.text("result").is_none_or(|it| it.eq_ignore_ascii_case("success")),
        object_id,
        user_principal_name,
        old_user_principal_name: changed_text(&["UserPrincipalName"], "oldValue"),
        mail: changed_text(&["Mail"], "newValue"),
        display_name: person
            .and_then(|it| found.text(it.get("displayName"), "targetResources.displayName"))
            .or_else(|| changed_text(&["DisplayName"], "newValue")),
        account_enabled: changed_flag(&["AccountEnabled"]),
        by: actor(object, found),
        application: application.map(Into::into),
    };
    if is_assignment && application.is_some_and(connector::is_well_known) {
        found.remark(row.place, RemarkKind::OtherApplication, application.unwrap_or_default());
        return None;
    }
    // A name over two lines was put together from two halves, and so was the entry.
    if entry.by.as_ref().is_some_and(|it| it.value.name.has_byte(b'\n')) {
        return None;
    }
    let at = found.logged_at(&row.fields, object);
    Some(AuditEntry { at, ..entry })
}

fn actor(object: &Object<'_>, found: &Found<'_>) -> Option<Seen<Actor>> {
    let name = |path: &[&str], names: &[&str]| object.at(path)?.object()?.first(names);
    let person = name(&["initiatedBy", "user"], &["userPrincipalName", "displayName"]);
    let (node, application, field) = match person {
        Some(node) => (node, false, "initiatedBy.user"),
        None => (name(&["initiatedBy", "app"], &["displayName"])?, true, "initiatedBy.app"),
    };
    Some(found.seen(Actor { name: node.text()?.into(), application }, node.place, field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{records, refused, remarks};

    fn audit(json: &str) -> AuditEntry {
        match records(json).as_slice() {
            [Record::Audit(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn update(old: &str, new: &str, name: &str) -> AuditEntry {
        let property = serde_json::json!({"displayName": name, "oldValue": old, "newValue": new});
        audit(&FORMAT.sample.replace("Delete user", "update user").replace(
            r#"{"displayName":
        "Is Hard Deleted", "oldValue": null, "newValue": "\"False\""}"#,
            &property.to_string(),
        ))
    }

    #[test]
    fn reads_every_dialect() {
        for (new, expected) in
            [("[false]", false), ("\"False\"", false), ("[\"True\"]", true), ("[ true ]", true)]
        {
            let it = update("[]", new, "AccountEnabled");
            assert_eq!(it.account_enabled.map(|it| it.value), Some(expected), "{new}");
        }
        assert_eq!(update("[]", "[]", "AccountEnabled").account_enabled, None);
        let it = update("[\"m@contoso.com\"]", "[\"mira@contoso.com\"]", "UserPrincipalName");
        assert_eq!(&*it.old_user_principal_name.unwrap().value, "m@contoso.com");
        assert_eq!(&*it.user_principal_name.unwrap().value, "mira@contoso.com");
        assert!(!it.by.unwrap().value.application);
    }

    #[test]
    fn a_purge_shows_itself() {
        let it = audit(&FORMAT.sample.replace("\\\"False\\\"", "\\\"True\\\""));
        assert_eq!(it.activity.value, Activity::HardDelete);
    }

    #[test]
    fn finds_the_person_of_an_assignment() {
        let json = r#"{"id": "D1", "result": "success", "activityDisplayName": "Remove app role assignment from user",
            "activityDateTime": "2026-03-03T15:02:45Z", "loggedByService": "Core Directory", "initiatedBy": {"app":
            {"displayName": "Directory sync"}}, "targetResources": [{"id": "9", "displayName": "Maptician", "type":
            "ServicePrincipal", "modifiedProperties": [{"displayName": "User.ObjectID", "oldValue":
            "\"1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10\"", "newValue": null}]}]}"#;
        let it = audit(json);
        assert_eq!(it.object_id.unwrap().value.to_string(), "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10");
        assert_eq!(it.application.as_deref(), Some("Maptician"));
        assert!(it.by.unwrap().value.application);
        assert_eq!(remarks(&json.replace("Maptician", "Slack")), ["Slack"]);
    }

    #[test]
    fn halves_of_two_entries_are_none() {
        assert!(!refused(FORMAT.sample));
        assert!(refused(&FORMAT.sample.replace("admin@contoso.com", "ad\\nn@contoso.com")));
    }

    #[test]
    fn other_activities_are_no_entries() {
        assert!(refused(&FORMAT.sample.replace("Delete user", "Add group")));
        assert!(refused(&FORMAT.sample.replace("Core Directory", "Account Provisioning")));
    }
}
