//! Assignments to an application: Graph's `appRoleAssignedTo` and `appRoleAssignments`.

use scim_checkup_ground::row::{Object, Page, Row};

use crate::{
    record::{Assignment, ListingKind, Record},
    time::DayOrder,
};

use super::{Format, Found};

pub const FORMAT: Format = Format {
    name: "graph-assignment",
    entry: "assignment",
    entries: "assignments",
    listing: Some(ListingKind::Assignments),
    wanted: &[&[
        "principalId",
        "principalType",
        "principalDisplayName",
        "resourceDisplayName",
        "createdDateTime",
        // Stands before the date: where both were shortened in one, it shows that.
        "appRoleId",
    ]],
    columns: &[&["principalId", "principalType"], &["principalDisplayName", "principalId"]],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"id": "aGVsbG8", "principalDisplayName": "Mira Lund", "principalType": "User",
        "principalId": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10", "resourceDisplayName": "Maptician",
        "createdDateTime": "2026-02-02T04:22:45.9480566Z"}"#,
};

fn marks(object: &Object<'_>, _: &Page) -> bool {
    object.has("principalId") && (object.has("principalType") || object.has("principalDisplayName"))
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = &row.fields;
    let kind = object.text("principalType").unwrap_or("User");
    let group = kind.eq_ignore_ascii_case("Group");
    if !group && !kind.eq_ignore_ascii_case("User") {
        return;
    }
    let application = object.text("resourceDisplayName");
    found.application(application);
    let created_at = found.time(object.get("createdDateTime"), "createdDateTime", DayOrder::Unknown);
    // Perhaps of minutes ago: then it is on its way, and only then.
    if row.torn && created_at.is_none() {
        return;
    }
    let id = object.get("principalId");
    let assignment = Assignment {
        mark: found.mark(id.map_or(row.place, |it| it.place), "principalId"),
        object_id: found.object_id(id, "principalId"),
        display_name: found.text(object.get("principalDisplayName"), "principalDisplayName"),
        created_at,
        group,
        application: application.map(Into::into),
    };
    found.push(Record::Assignment(assignment));
}
