//! The second and third of the portal's three CSV files: steps and modified properties, which name nobody by themselves.
//!
//! Each line is a part of an event; its change ID tells of which, and the parts wait for each other until all documents
//! were read.
//! Source: Microsoft Entra, *Analyze provisioning logs*, names the files and the change ID that joins them; their columns
//! are not published, so they are known by meaning.

use std::borrow::Cow;

use scim_checkup_ground::row::{Node, Object, Row, Value};

use crate::record::{Event, ListingKind, PartOf, Record, RemarkKind, Text};

use super::{
    Format, Found,
    column::{cell, has_member},
    graph_provisioning::change,
    provisioning_step,
    wanted::open,
};

pub const FORMAT: Format = Format {
    name: "portal-provisioning-part",
    entry: "line of a companion file",
    entries: "lines of a companion file",
    listing: Some(ListingKind::Log),
    wanted: &[CHANGE_ID, STEP_NAME, STEP_TYPE, DESCRIPTION, DETAILS, PROPERTY, OLD_VALUE, NEW_VALUE],
    columns: &[
        &["changeId", "newValue"],
        &["changeId", "oldValue"],
        &["changeId", "Modified value"],
        &["changeId", "Modified target attribute value"],
        &["changeId", "Target attribute name"],
        &["changeId", "Attribute name"],
        &["changeId", "Property name"],
        &["changeId", "provisioningStepType"],
        &["changeId", "stepName"],
        &["changeId", "stepType"],
        &["changeId", "Step"],
        &["changeId", "Provisioning step"],
        &["changeId", "Provisioning step name"],
        &["changeId", "name", "description"],
        &["changeId", "name", "details"],
        &["changeId", "type", "description"],
    ],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "changeId,displayName,oldValue,newValue\neea3cad8-0000-4000-8000-000000000003,active,True,False",
};

pub const CHANGE_ID: &[&str] = &["changeId", "Change identifier"];
const STEP_NAME: &[&str] = &["name", "stepName", "Provisioning step name", "Step", "Provisioning step"];
const STEP_TYPE: &[&str] = &["provisioningStepType", "stepType", "type"];
const DESCRIPTION: &[&str] = &["description", "stepDescription"];
const DETAILS: &[&str] = &["details", "stepDetails"];
const PROPERTY: &[&str] = &[
    "Target attribute name",
    "Property name",
    "Attribute name",
    "displayName",
    "Modified property",
    "Property",
    "Attribute",
    "name",
];
const OLD_VALUE: &[&str] =
    &["oldValue", "Original value", "Previous value", "Original target attribute value"];
const NEW_VALUE: &[&str] = &["newValue", "Modified value", "Modified target attribute value"];

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let node = |labels| cell(&row.fields, labels).map(|it| it.0);
    let is_change = [OLD_VALUE, NEW_VALUE, &PROPERTY[..3]]
        .iter()
        .any(|labels| labels.iter().any(|it| has_member(&row.fields, it)));
    let (what, of) = if is_change {
        ("ProvisioningLogs_ModifiedProperties", PartOf::Changes)
    } else {
        ("ProvisioningLogs_ProvisioningSteps", PartOf::Steps)
    };
    found.remark(row.place, RemarkKind::PartOnly, what);
    let Some(change_id) = node(CHANGE_ID).and_then(Node::text).map(Text::from) else { return };
    let mut event = Event { change_id: Some(change_id), ..Event::new(found.mark(row.place, "")) };
    if is_change {
        let Some(name) = node(PROPERTY).and_then(Node::text) else { return };
        change(name, node(OLD_VALUE), node(NEW_VALUE), &mut event.sent, found);
    } else {
        let mut step = Object::default();
        for (labels, name) in
            [(STEP_NAME, "name"), (STEP_TYPE, "provisioningStepType"), (DESCRIPTION, "description")]
        {
            step.members.extend(node(labels).map(|it| (Cow::Borrowed(name), it.clone())));
        }
        let details = node(DETAILS).and_then(|it| Some((open(it.text()?, it.place.line)?, it.place)));
        let torn = row.torn || details.as_ref().is_some_and(|it| it.0.1);
        step.members
            .extend(details.map(|((value, _), place)| (Cow::Borrowed("details"), Node { value, place })));
        let step = Node { value: Value::Object(step), place: row.place };
        provisioning_step::read(&step, torn, &mut event, found);
    }
    found.push(Record::Part(event, of));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{table, table_remarks};

    fn part(csv: &str) -> (Event, PartOf) {
        match table(csv).as_slice() {
            [Record::Part(event, of)] => (event.clone(), *of),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_parts_by_meaning() {
        let (event, of) = part(FORMAT.sample);
        assert_eq!((of, event.sent.active.unwrap().value), (PartOf::Changes, false));
        let (event, of) = part("Change ID;Attribute name;Modified value\nE1;userName;mira@contoso.com");
        assert_eq!((of, event.change_id.as_deref()), (PartOf::Changes, Some("E1")));
        assert_eq!(&*event.sent.user_name.unwrap().value, "mira@contoso.com");
        let (event, of) =
            part("Change ID;Step name;Step type;Details\ne1;EntryImport;Matching;{\"userName\":\"m@x.com\"}");
        assert_eq!(of, PartOf::Steps);
        assert_eq!(&*event.before.unwrap().user_name.unwrap().value, "m@x.com");
        assert_eq!(table_remarks(FORMAT.sample), ["ProvisioningLogs_ModifiedProperties"]);
    }
}
