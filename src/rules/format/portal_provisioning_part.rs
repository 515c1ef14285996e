//! The second and third of the portal's three CSV files: steps and modified properties, which name nobody.

use crate::{
    record::{ListingKind, RemarkKind},
    row::Row,
};

use super::{Format, Found, column::has_member};

pub const FORMAT: Format = Format {
    name: "portal-provisioning-part",
    entry: "line of a companion file",
    entries: "lines of a companion file",
    listing: Some(ListingKind::Log),
    wanted: &[],
    // Source: Microsoft Entra, *Analyze provisioning logs*, names the files and the change ID that joins them; their
    // columns are not published, so they are known by meaning.
    columns: &[
        &["changeId", "oldValue", "newValue"],
        &["changeId", "newValue"],
        &["changeId", "provisioningStepType"],
        &["changeId", "stepName"],
        &["changeId", "name", "description"],
        &["changeId", "stepType"],
    ],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "changeId,displayName,oldValue,newValue\neea3cad8-0000-4000-8000-000000000003,active,True,False",
};

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let has = |column: &str| has_member(&row.fields, column);
    let what = if has("newValue") {
        "ProvisioningLogs_ModifiedProperties"
    } else {
        "ProvisioningLogs_ProvisioningSteps"
    };
    found.remark(row.place, RemarkKind::PartOnly, what);
}
