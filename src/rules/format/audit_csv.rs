//! The audit log as the portal downloads it in CSV: 86 columns, of which the targets and their properties are numbered.
//!
//! The same entries as in the JSON download, laid flat: they are put together again and read by the same reader.
//! Source: heading lines of such files as public scripts quote them.

use std::borrow::Cow;

use scim_checkup_ground::row::{Node, Object, Row, Value};

use crate::record::ListingKind;

use super::{
    Format, Found,
    column::{cell, letters},
    graph_audit,
};

pub const FORMAT: Format = Format {
    name: "audit-csv",
    entry: "audit log entry",
    entries: "audit log entries",
    listing: Some(ListingKind::Log),
    wanted: &[],
    columns: &[
        &["Activity", "Target1ObjectId"],
        &["Activity", "Target1UserPrincipalName"],
        &["Activity", "Target1Type"],
        &["Activity", "Target1DisplayName"],
        &["Activity", "ActorUserPrincipalName"],
    ],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "Date (UTC),Service,Activity,Result,ActorUserPrincipalName,Target1Type,Target1ObjectId,\
        Target1ModifiedProperty1Name,Target1ModifiedProperty1NewValue\n\
        2026-03-03T15:02:45.85+00:00,Core Directory,Delete user,success,admin@contoso.com,User,\
        1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10,Is Hard Deleted,\"\"False\"\"",
};

/// What stands in one cell, and what the entry calls it.
const SINGLE: &[(&[&str], &str)] = &[
    (&["Activity"], "activityDisplayName"),
    (&["Service"], "loggedByService"),
    (&["Result"], "result"),
    (&["ResultReason"], "resultReason"),
    (&["CorrelationId"], "correlationId"),
    (&["Date (UTC)", "Date"], "Date (UTC)"),
];

/// The parts of a target and of a property, as the headings end and as the entry calls them.
const OF_TARGET: &[(&str, &str)] = &[
    ("type", "type"),
    ("displayname", "displayName"),
    ("objectid", "id"),
    ("userprincipalname", "userPrincipalName"),
];
const OF_PROPERTY: &[(&str, &str)] =
    &[("name", "displayName"), ("oldvalue", "oldValue"), ("newvalue", "newValue")];

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let mut fields = Object::default();
    for (labels, name) in SINGLE {
        if let Some((node, _)) = cell(&row.fields, labels) {
            put(&mut fields, name, node.clone());
        }
    }
    if let Some((node, path)) = actor(&row.fields) {
        let [side, name] = path;
        let actor = Object::of(vec![(Cow::Borrowed(name), node.clone())]);
        let by = Object::of(vec![(Cow::Borrowed(side), within(node, Value::Object(actor)))]);
        put(&mut fields, "initiatedBy", within(node, Value::Object(by)));
    }
    let targets = targets(&row.fields);
    put(&mut fields, "targetResources", Node { value: Value::List(targets), place: row.place });
    let details = details(&row.fields);
    put(&mut fields, "additionalDetails", Node { value: Value::List(details), place: row.place });
    let row = Row { fields, page: row.page, shape: row.shape, torn: row.torn, place: row.place };
    (graph_audit::FORMAT.read)(&row, found);
}

fn put<'a>(object: &mut Object<'a>, name: &'static str, node: Node<'a>) {
    object.members.push((Cow::Borrowed(name), node));
}

fn within<'a>(node: &Node<'_>, value: Value<'a>) -> Node<'a> {
    Node { value, place: node.place }
}

/// Who acted: a person by name, or an application.
fn actor<'o, 'a>(row: &'o Object<'a>) -> Option<(&'o Node<'a>, [&'static str; 2])> {
    let of = |labels, path| cell(row, labels).map(|(node, _)| (node, path));
    let is_person = cell(row, &["ActorType"])
        .is_some_and(|(it, _)| it.text().is_some_and(|it| it.eq_ignore_ascii_case("User")));
    of(&["ActorUserPrincipalName"], ["user", "userPrincipalName"])
        .or_else(|| of(&["ActorDisplayName"], ["user", "displayName"]).filter(|_| is_person))
        .or_else(|| of(&["ActorServicePrincipalName", "ActorDisplayName"], ["app", "displayName"]))
}

/// `AdditionalDetail1Key`, `AdditionalDetail1Value`: a key stands before its value.
fn details<'a>(row: &Object<'a>) -> Vec<Node<'a>> {
    let mut details: Vec<Node<'a>> = Vec::new();
    for (name, node) in row.members.iter().filter(|(_, node)| node.text().is_some()) {
        let name: Vec<u8> = letters(name).collect();
        match numbered(&name, b"additionaldetail") {
            Some((_, b"key")) => {
                let key = Object::of(vec![(Cow::Borrowed("key"), node.clone())]);
                details.push(within(node, Value::Object(key)));
            }
            Some((_, b"value")) => {
                if let Some(Value::Object(detail)) = details.last_mut().map(|it| &mut it.value) {
                    put(detail, "value", node.clone());
                }
            }
            _ => {}
        }
    }
    details
}

/// A target and its properties, with the numbers that the headings give them.
#[derive(Default)]
struct Target<'a> {
    number: u8,
    parts: Object<'a>,
    properties: Vec<(u8, Node<'a>)>,
}

/// `Target1ObjectId`, `Target2ModifiedProperty3NewValue`: the numbers say which target and which of its properties.
fn targets<'a>(row: &Object<'a>) -> Vec<Node<'a>> {
    let mut targets: Vec<Target<'a>> = Vec::new();
    for (name, node) in row.members.iter().filter(|(_, node)| node.text().is_some()) {
        let name: Vec<u8> = letters(name).collect();
        let Some((number, part)) = numbered(&name, b"target") else { continue };
        let at = targets.iter().position(|it| it.number == number).unwrap_or_else(|| {
            targets.push(Target { number, ..Target::default() });
            targets.len() - 1
        });
        let target = &mut targets[at];
        let called = |names: &[(&str, &'static str)], part: &[u8]| {
            names.iter().find(|it| it.0.as_bytes() == part).map(|it| it.1)
        };
        if let Some((number, part)) = numbered(part, b"modifiedproperty") {
            let properties = &mut target.properties;
            let at = properties.iter().position(|it| it.0 == number).unwrap_or_else(|| {
                properties.push((number, within(node, Value::Object(Object::default()))));
                properties.len() - 1
            });
            if let (Value::Object(property), Some(name)) =
                (&mut properties[at].1.value, called(OF_PROPERTY, part))
            {
                put(property, name, node.clone());
            }
        } else if let Some(name) = called(OF_TARGET, part) {
            put(&mut target.parts, name, node.clone());
        }
    }
    targets.into_iter().filter_map(Target::whole).collect()
}

impl<'a> Target<'a> {
    /// As the entry has it.
    fn whole(mut self) -> Option<Node<'a>> {
        let properties: Vec<Node<'a>> = self.properties.into_iter().map(|it| it.1).collect();
        let first = self.parts.members.first().map(|it| &it.1).or(properties.first())?;
        let place = first.place;
        put(&mut self.parts, "modifiedProperties", Node { value: Value::List(properties), place });
        Some(Node { value: Value::Object(self.parts), place })
    }
}

/// The number behind a word, and what follows it.
fn numbered<'n>(name: &'n [u8], word: &[u8]) -> Option<(u8, &'n [u8])> {
    let (number, rest) = name.strip_prefix(word)?.split_first()?;
    number.is_ascii_digit().then_some((*number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::rows_for_tests::table,
        record::{Activity, Record},
    };

    #[test]
    fn puts_targets_and_properties_together() {
        let [Record::Audit(it)] = &table(FORMAT.sample)[..] else { panic!() };
        assert_eq!(it.activity.value, Activity::Delete);
        assert_eq!(it.at.as_ref().unwrap().value.to_string(), "2026-03-03T15:02:45Z");
        assert_eq!(&*it.by.as_ref().unwrap().value.name, "admin@contoso.com");
        let hard = FORMAT.sample.replace("False", "True");
        let [Record::Audit(it)] = &table(&hard)[..] else { panic!() };
        assert_eq!(it.activity.value, Activity::HardDelete);
    }

    #[test]
    fn the_application_may_stand_first() {
        let csv = "Date (UTC),Activity,Result,ActorType,ActorDisplayName,Target1Type,Target1DisplayName,\
            Target2Type,Target2ObjectId,Target1ModifiedProperty2Name,Target1ModifiedProperty2OldValue\n\
            2026-03-03T15:02:45Z,Remove app role assignment from user,success,Application,Directory sync,\
            ServicePrincipal,Maptician,User,1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10,User.UPN,mira@contoso.com";
        let [Record::Audit(it)] = &table(csv)[..] else { panic!() };
        assert_eq!(it.application.as_deref(), Some("Maptician"));
        assert_eq!(it.object_id.as_ref().unwrap().value.to_string(), "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10");
        assert!(it.by.as_ref().unwrap().value.application);
    }
}
