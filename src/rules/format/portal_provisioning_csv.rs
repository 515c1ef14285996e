//! The first of the portal's three CSV files: the provisioning log's events, without steps and values.
//!
//! Its columns are not published: every name by which the portal, Graph or the log's list view calls a value serves.

use scim_checkup_ground::row::{Object, Row};

use crate::{
    name::{ObjectId, is_address},
    record::{Event, EventStatus, ListingKind, PartOf, Record, RemarkKind, Seen, Source, Target},
    time::DayOrder,
};

use super::{
    Format, Found,
    column::{cell, has_member},
    connector, error_sentence,
    graph_provisioning::{action, status_of},
    portal_provisioning_part::CHANGE_ID,
};

pub const FORMAT: Format = Format {
    name: "portal-provisioning-csv",
    entry: "provisioning log entry",
    entries: "provisioning log entries",
    listing: Some(ListingKind::Log),
    wanted: &[
        AT,
        ACTION,
        STATUS,
        SOURCE_ID,
        SOURCE_NAME,
        SOURCE_UPN,
        IDENTITY_TYPE,
        TARGET_ID,
        TARGET_NAME,
        ERROR_CODE,
        REASON,
        APPLICATION,
        SOURCE_SYSTEM,
        TARGET_SYSTEM,
        SKIP_REASON,
        CHANGE_ID,
        &["id", "cycleId", "jobId"],
    ],
    columns: &[
        &["changeId", "provisioningAction"],
        &["changeId", "action"],
        &["changeId", "jobId"],
        &["changeId", "status"],
        &["changeId", "activityDateTime"],
        &["changeId", "Target system"],
        &["Identity", "Action", "Target system"],
        &["provisioningAction", "sourceIdentityId"],
        &["provisioningAction", "status"],
    ],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "id,activityDateTime,jobId,changeId,provisioningAction,sourceIdentityId,sourceIdentityDisplayName,\
        targetIdentityId,targetIdentityDisplayName,status,errorCode,reason\n\
        b504b5fb-0000-4000-8000-000000000001,2026-03-14T07:23:47Z,maptician.11111111222243338444555555555555.6,\
        eea3cad8-0000-4000-8000-000000000003,create,b028a46a-0000-4000-8000-000000000008,Mira Lund,,,failure,\
        EntryConflict,StatusCode: Conflict Web Response: exists",
};

const AT: &[&str] = &[
    "activityDateTime",
    "Date",
    "Date (UTC)",
    "Timestamp",
    "Activity date",
    "Activity date time",
    "Activity date (UTC)",
    "Time",
    // Of Log Analytics, where a query chose columns of its own.
    "TimeGenerated",
    "TimeGenerated [UTC]",
];
const ACTION: &[&str] = &["provisioningAction", "Action"];
const STATUS: &[&str] = &[
    "status",
    "provisioningStatusInfo.status",
    "statusInfo.status",
    "Provisioning status",
    "Result",
    "ResultType",
];
const SOURCE_ID: &[&str] =
    &["sourceIdentityId", "Source ID", "sourceIdentity.id", "Source object ID", "Source identity object ID"];
const SOURCE_NAME: &[&str] = &[
    "sourceIdentityDisplayName",
    "Source display name",
    "Source name",
    "Source identity name",
    "Source identity",
    "Identity",
];
const SOURCE_UPN: &[&str] = &[
    "sourceIdentityUserPrincipalName",
    "sourceIdentity.details.UserPrincipalName",
    "userPrincipalName",
    "UPN",
    "Source UPN",
    "Source user principal name",
];
const IDENTITY_TYPE: &[&str] = &[
    "sourceIdentityType",
    "targetIdentityType",
    "Identity type",
    "sourceIdentityIdentityType",
    "Object type",
];
const TARGET_ID: &[&str] = &["targetIdentityId", "Target ID", "Target object ID"];
const TARGET_NAME: &[&str] = &[
    "targetIdentityDisplayName",
    "Target display name",
    "Target name",
    "Target identity name",
    "Target identity",
];
const ERROR_CODE: &[&str] = &[
    "errorCode",
    "errorInformation.errorCode",
    "statusInfo.errorCode",
    "provisioningStatusInfo.errorInformation.errorCode",
    "ResultSignature",
];
const REASON: &[&str] = &[
    "reason",
    "errorInformation.reason",
    "statusInfo.reason",
    "provisioningStatusInfo.errorInformation.reason",
    "Status reason",
    "Error message",
    "Error reason",
    "Failure reason",
    "ResultDescription",
];
const APPLICATION: &[&str] =
    &["servicePrincipalDisplayName", "servicePrincipalName", "Application", "servicePrincipal"];
const SOURCE_SYSTEM: &[&str] = &["sourceSystemDisplayName", "Source system"];
const TARGET_SYSTEM: &[&str] = &["targetSystemDisplayName", "Target system"];
const SKIP_REASON: &[&str] = &["skipReason"];

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    // Beside each event stands what it is about; a companion file is wanted for the rest.
    let has = |column: &str| has_member(&row.fields, column);
    let is_alone = !has("modifiedProperties") && !has("provisioningSteps") && !found.is_console();
    if read_entry(row, found) && is_alone {
        found.remark(row.place, RemarkKind::PartOnly, "ProvisioningLogs");
    }
}

/// Whether the table has a column in which a user is named.
pub fn names_somebody(row: &Object<'_>) -> bool {
    [SOURCE_ID, SOURCE_NAME, SOURCE_UPN, TARGET_ID, TARGET_NAME].iter().any(|it| cell(row, it).is_some())
}

/// One event, unless it is a group's; false where it is of another application's log.
pub fn read_entry(row: &Row<'_>, found: &mut Found<'_>) -> bool {
    let text = |labels| cell(&row.fields, labels).and_then(|(node, _)| node.text());
    let (job_id, target_system) = (text(&["jobId"]), text(TARGET_SYSTEM));
    let application = text(APPLICATION).or(target_system.filter(|_| job_id.is_some()));
    found.application(text(APPLICATION).or(target_system));
    if let Some((kind, what)) = connector::of_another(job_id, text(SOURCE_SYSTEM), target_system) {
        found.remark(row.place, kind, what);
        return false;
    }
    let kind = text(IDENTITY_TYPE).and_then(|it| it.rsplit([':', '.']).next());
    if !kind.is_some_and(|it| it.eq_ignore_ascii_case("Group")) {
        let mut event = event(row, found);
        event.application = application.map(Into::into);
        // Of a row that says nothing of what was done only the rest is left, and its cells are of other columns.
        if event.change_id.is_none() && event.action.is_none() && event.status.is_none() && event.at.is_none()
        {
            return false;
        }
        found.push(match event.change_id {
            Some(_) => Record::Part(event, PartOf::Entry),
            None => Record::Event(event),
        });
    }
    true
}

/// One entry, by the columns or labels that the row has.
pub fn event(row: &Row<'_>, found: &mut Found<'_>) -> Event {
    let at = cell(&row.fields, AT).and_then(|(node, label)| {
        let order = if label.starts_with("TimeGenerated") { DayOrder::MonthFirst } else { DayOrder::Unknown };
        found.time(Some(node), label, order)
    });
    let at_cell = |labels| cell(&row.fields, labels);
    let text = |labels| at_cell(labels).and_then(|(node, label)| found.text(Some(node), label));
    let own = |labels| at_cell(labels).and_then(|(node, _)| node.text()).map(Into::into);
    let object_id =
        |labels| at_cell(labels).and_then(|(node, label): (_, _)| found.object_id(Some(node), label));
    let status = at_cell(STATUS)
        .and_then(|(node, label)| Some(found.seen(status_of(node.text()?)?, node.place, label)));
    let skipped = status.as_ref().is_some_and(|it| it.value == EventStatus::Skipped);
    let failed = status.as_ref().is_some_and(|it| it.value == EventStatus::Failure);
    let code = text(ERROR_CODE).filter(|it| &*it.value != "None");
    let error = at_cell(REASON).or_else(|| at_cell(ERROR_CODE)).filter(|_| failed).map(|(node, label)| {
        let reason = at_cell(REASON).and_then(|(node, _)| node.text());
        Box::new(error_sentence::failure(found.mark(node.place, label), code.clone(), reason))
    });
    let name = text(SOURCE_NAME);
    // The list view's *Identity* shows the display name and the source ID in one.
    let id_in_name = name.as_ref().and_then(|it| {
        let id = it.value.split_whitespace().find_map(|it| ObjectId::parse(it.trim_matches(['(', ')'])))?;
        Some(Seen::new(id, it.mark))
    });
    let upn = at_cell(SOURCE_UPN).and_then(|(node, label)| found.user_principal_name(Some(node), label));
    let upn = upn.or_else(|| name.clone().filter(|it| is_address(&it.value)));
    let mark = at_cell(&["id"])
        .or_else(|| at_cell(CHANGE_ID))
        .map_or(found.mark(row.place, ""), |(node, label)| found.mark(node.place, label));
    Event {
        id: own(&["id"]),
        change_id: own(CHANGE_ID),
        cycle_id: own(&["cycleId"]),
        job_id: own(&["jobId"]),
        at,
        action: at_cell(ACTION)
            .and_then(|(node, label)| Some(found.seen(action(node.text()?), node.place, label))),
        source: Source {
            object_id: object_id(SOURCE_ID).or(id_in_name),
            user_principal_name: upn,
            display_name: name,
            ..Source::default()
        },
        target: Target { id: text(TARGET_ID), display_name: text(TARGET_NAME) },
        error,
        skip_reason: text(SKIP_REASON).or_else(|| code.filter(|_| skipped)),
        status,
        ..Event::new(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{table, table_remarks};

    #[test]
    fn reads_events_by_meaning() {
        let events = table(FORMAT.sample);
        let [Record::Part(it, PartOf::Entry)] = &events[..] else { panic!("{events:?}") };
        assert_eq!(it.error.as_ref().unwrap().http_status, Some(409));
        assert_eq!(it.at.as_ref().unwrap().value.to_string(), "2026-03-14T07:23:47Z");
        assert_eq!(table_remarks(FORMAT.sample), ["ProvisioningLogs"]);
        let short = "Date,Identity,Action,Source System,Target System,Status,Change ID\n\
            2026-03-14,Mira Lund b028a46a-0000-4000-8000-000000000008,Disable,Microsoft Entra ID,Maptician,Success,e1";
        let events = table(short);
        let [Record::Part(it, PartOf::Entry)] = &events[..] else { panic!("{events:?}") };
        assert!(it.source.object_id.is_some());
        assert_eq!(it.status.as_ref().map(|it| it.value), Some(EventStatus::Success));
    }

    #[test]
    fn the_rest_of_a_row_is_no_event() {
        let header =
            "Change ID,Date (UTC),Action,Source ID,Source name,Target ID,Target name,Status,Error code";
        assert!(table(&format!("{header}\n,,,,Failure,EntryConflict,StatusCode: Conflict")).is_empty());
        assert_eq!(table(&format!("{header}\nc1,,,,,,mira@contoso.com,,")).len(), 1);
    }

    #[test]
    fn groups_are_no_events() {
        let csv = "changeId,action,sourceIdentityType,status\ne1,update,Group,success";
        assert!(table(csv).is_empty());
    }
}
