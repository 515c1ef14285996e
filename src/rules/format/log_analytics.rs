//! Log Analytics (Azure Monitor): the tables `AADProvisioningLogs` and `AuditLogs`, as the query page's CSV, as the query
//! API's rows, and as the records of a data export.
//!
//! The events are those of the other logs under other names: the nested parts stand as JSON inside text, and a query
//! chooses the columns. So the text is opened, and the readers of the logs do the rest.
//! Source: Azure Monitor, *AADProvisioningLogs*, *AuditLogs* (tables reference).

use std::borrow::Cow;

use scim_checkup_ground::row::{Node, Object, Page, Row, Shape, Value};

use crate::record::{ListingKind, RemarkKind};

use super::{
    Format, Found,
    column::{has_member, same_name},
    graph_audit, graph_provisioning, portal_provisioning_csv,
    wanted::open,
};

/// Sets of columns: a time, and one that these tables alone have. A query may leave all others out.
macro_rules! dated {
    ($($column:literal),* $(,)?) => {
        &[
            $(&["TimeGenerated [UTC]", $column], &["TimeGenerated", $column],)*
            &["ResultType", "SourceIdentity"],
            &["SourceIdentity", "TargetIdentity"],
            &["SourceIdentity", "ModifiedProperties"],
            &["AADTenantId", "ChangeId"],
            &["InitiatedBy", "TargetResources"],
            &["OperationName", "TargetResources"],
        ]
    };
}

pub const FORMAT: Format = Format {
    name: "log-analytics",
    entry: "Log Analytics entry",
    entries: "Log Analytics entries",
    listing: Some(ListingKind::Log),
    wanted: &[
        NESTED,
        &["AADTenantId", "TimeGenerated", "ActivityDisplayName", "OperationName", "LoggedByService"],
        // Of the query API's answer.
        &["columns", "ColumnName"],
    ],
    columns: dated![
        "SourceIdentity",
        "TargetIdentity",
        "ProvisioningAction",
        "ProvisioningStatusInfo",
        "ProvisioningSteps",
        "ModifiedProperties",
        "ChangeId",
        "CycleId",
        "TargetResources",
        "ActivityDisplayName",
        "LoggedByService",
        "AADOperationType",
        "OperationName",
        "ResultType",
    ],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"TimeGenerated": "2026-03-14T07:23:47.869547Z", "ResultType": "Skipped", "ProvisioningAction": "other",
        "SourceIdentity": "{\"Id\":\"b028a46a-0000-4000-8000-000000000008\"}"}"#,
};

/// The columns that hold JSON.
const NESTED: &[&str] = &[
    "SourceIdentity",
    "TargetIdentity",
    "ProvisioningStatusInfo",
    "ProvisioningSteps",
    "ModifiedProperties",
    "TargetResources",
    "TargetSystem",
    "ServicePrincipal",
    "InitiatedBy",
];

/// Those of them in which a user is named.
const NAMING: &[&str] =
    &["SourceIdentity", "TargetIdentity", "ProvisioningSteps", "ModifiedProperties", "TargetResources"];

/// Columns that the provisioning log alone has.
const OF_PROVISIONING: &[&str] =
    &["ProvisioningAction", "Action", "ChangeId", "CycleId", "JobId", "ProvisioningStatusInfo_Status"];

fn marks(object: &Object<'_>, _: &Page) -> bool {
    let has_any = |names: &[&str]| names.iter().any(|it| object.has(it));
    let is_opened = |name: &&str| {
        object.get(name).is_some_and(
            |it| matches!(&it.value, Value::Text(text) if text.trim_start().starts_with(['{', '['])),
        )
    };
    NAMING.iter().any(is_opened)
        || has_any(&["TimeGenerated", "AADTenantId"])
            && (has_any(NAMING) || has_any(&["ProvisioningAction", "ProvisioningStatusInfo", "ChangeId"]))
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let has = |names: &[&str]| names.iter().any(|it| has_member(&row.fields, it));
    if row.shape == Shape::Table && !has(NAMING) {
        // A query that takes a part out of the JSON names the column after the way there: `SourceIdentity_Name`. A log of
        // signing in has results and names, too.
        if has(OF_PROVISIONING) && portal_provisioning_csv::names_somebody(&row.fields) {
            portal_provisioning_csv::read_entry(row, found);
            return;
        }
        let what = "a Log Analytics export without the columns SourceIdentity or TargetResources";
        return found.remark(row.place, RemarkKind::NamesNobody, what);
    }
    let (fields, torn) = opened(&row.fields);
    if fields.members.iter().any(|(_, it)| matches!(it.value, Value::Unread)) {
        return;
    }
    let is_audit =
        ["TargetResources", "ActivityDisplayName", "LoggedByService"].iter().any(|it| fields.has(it));
    let row = Row { fields, page: row.page, shape: row.shape, torn: row.torn || torn, place: row.place };
    (if is_audit { graph_audit::FORMAT.read } else { graph_provisioning::FORMAT.read })(&row, found);
}

/// The same entry with its nested parts read and by the names of the other logs; and whether a part is cut off.
fn opened<'n>(entry: &'n Object<'_>) -> (Object<'n>, bool) {
    let mut torn = false;
    let mut members = Vec::with_capacity(entry.members.len() + 1);
    for (name, node) in &entry.members {
        let is = |it: &str| same_name(name, it);
        let inner = match &node.value {
            Value::Text(text) if NESTED.iter().any(|it| is(it)) => open(text, node.place.line),
            _ => None,
        };
        let mut node = match inner {
            Some((value, part)) => {
                torn |= part;
                Node { value, place: node.place }
            }
            None => node.clone(),
        };
        // A query may lay a list out in rows (`mv-expand`): then each has one target.
        if is("TargetResources") && node.object().is_some() {
            node = Node { place: node.place, value: Value::List(vec![node]) };
        }
        // The page names the zone that it shows; any other than UTC is not known.
        let name = match name.strip_prefix("TimeGenerated [") {
            Some(zone) if zone != "UTC]" => "TimeGenerated",
            _ => name,
        };
        // The column is `Azure AD` whatever the source of the event.
        if !is("SourceSystem") {
            members.push((Cow::Borrowed(name), node));
        }
    }
    let entry = Object::of(members);
    (with_activity(entry), torn)
}

/// The name of an audit log's act stands in two columns.
fn with_activity(mut entry: Object<'_>) -> Object<'_> {
    if let Some(node) = entry.get("OperationName").filter(|_| !entry.has("ActivityDisplayName")) {
        let node = node.clone();
        if entry.has("TargetResources") {
            entry.members.push((Cow::Borrowed("activityDisplayName"), node));
        }
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::rows_for_tests::{read_table, records, remarks, table_remarks},
        record::{Event, EventStatus, Record},
    };

    fn event(json: &str) -> Event {
        match records(json).as_slice() {
            [Record::Event(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn opens_what_stands_as_text() {
        let it = event(FORMAT.sample);
        assert_eq!(it.source.object_id.unwrap().value.to_string(), "b028a46a-0000-4000-8000-000000000008");
        assert_eq!(it.at.unwrap().value.to_string(), "2026-03-14T07:23:47Z");
        assert_eq!(it.status.unwrap().value, EventStatus::Skipped);
        let typed = FORMAT.sample.replace("{\\\"Id", "{\\\"identityType\\\":\\\"User\\\",\\\"Id");
        let cut = event(&typed.replace("0008\\\"}", "0008\\\",\\\"Name\\\":\\\"Mi"));
        assert!(cut.source.object_id.is_some() && cut.source.display_name.is_none());
    }

    #[test]
    fn reads_what_queries_and_pages_make_of_it() {
        let csv = "TimeGenerated [Local Time];OperationName;TargetResources\n3/4/2026, 3:02:45.123 PM;Delete user;\
            {\"id\":\"1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10\",\"type\":\"User\"}";
        let found = read_table(csv, None);
        let [Record::Audit(it)] = &found.found[..] else { panic!("{:?}", found.found) };
        assert_eq!(it.at.as_ref().unwrap().value.to_string(), "2026-03-04T15:02:45Z");
        assert!(found.unzoned);
    }

    #[test]
    fn reads_the_audit_log() {
        let json = r#"{"TimeGenerated": "2026-03-03T15:02:45Z", "OperationName": "Delete user", "Result": "success",
            "TargetResources": "[{\"id\":\"1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10\",\"type\":\"User\",
            \"userPrincipalName\":\"1f0c2a4e7b314d529c660a8d5e3b7f10mira@contoso.com\"}]"}"#;
        let [Record::Audit(it)] = &records(json)[..] else { panic!() };
        assert!(it.success && it.object_id.is_some());
    }

    #[test]
    fn says_that_a_choice_of_columns_names_nobody() {
        let csv = "TimeGenerated [UTC],ResultType,ResultSignature\n3,Failure,EntryConflict";
        assert_eq!(table_remarks(csv).len(), 1);
        assert_eq!(remarks(FORMAT.sample).len(), 0);
    }
}
