//! The answer of *Provision on demand*: one event, as JSON within two strings.
//!
//! Inside, the names are those of the provisioning log's older shape, and the log's reader knows them all.
//! Source: Microsoft Graph, *synchronizationJob: provisionOnDemand*.

use std::borrow::Cow;

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Row, Value},
};

use crate::record::{ListingKind, RemarkKind};

use super::{Format, Found, graph_provisioning, wanted::open};

pub const FORMAT: Format = Format {
    name: "provision-on-demand",
    entry: "answer of Provision on demand",
    entries: "answers of Provision on demand",
    listing: Some(ListingKind::Log),
    wanted: &[&["key", "value", "result", "details", "errorCode", "errorMessage"]],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"key": "{\"result\":\"Skipped\",\"details\":{\"errorCode\":\"RedundantExport\"}}", "value":
        "{\"action\":\"Other\",\"changeId\":\"e9\",\"endTime\":\"2026-03-30T11:31:07.4420018Z\",\"provisioningSteps\":[],
        \"sourceIdentity\":{\"id\":\"b028a46a-0000-4000-8000-000000000008\",\"type\":\"User\",\"displayName\":\"Mira\"}}"}"#,
};

fn marks(object: &Object<'_>, page: &Page) -> bool {
    let (Some(_), Some(value)) = (object.text("key"), object.text("value")) else { return false };
    ["\"provisioningSteps\"", "\"sourceIdentity\""].iter().any(|it| value.has(it))
        || [object.text("@odata.context"), page.get("@odata.context")]
            .iter()
            .flatten()
            .any(|it| it.has("stringKeyStringValuePair"))
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let opened = |name| {
        let node = row.fields.get(name)?;
        Some((open(node.text()?, node.place.line)?, node.place))
    };
    let key = opened("key").map(|((value, _), place)| Node { value, place });
    let key = key.as_ref().and_then(Node::object);
    let (value, torn) = opened("value").map_or((Value::Null, false), |it| it.0);
    let events = match value {
        Value::Object(event) => vec![event],
        Value::List(list) => list.into_iter().filter_map(object_of).collect(),
        _ => Vec::new(),
    };
    for mut fields in events {
        if let Some(key) = key.filter(|_| !fields.has("statusInfo")) {
            fields.members.push(outcome(key, row));
        }
        let row = Row { fields, page: row.page, shape: row.shape, torn: row.torn || torn, place: row.place };
        (graph_provisioning::FORMAT.read)(&row, found);
    }
    if found.nothing() {
        found.remark(
            row.place,
            RemarkKind::NamesNobody,
            "an answer of Provision on demand without its event",
        );
    }
}

fn object_of(node: Node<'_>) -> Option<Object<'_>> {
    match node.value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// What the key says of the outcome, where the event does not.
fn outcome<'a>(key: &Object<'a>, row: &Row<'_>) -> (Cow<'a, str>, Node<'a>) {
    let mut status = Object::default();
    for (path, name) in [
        (&["result"][..], "status"),
        (&["details", "errorCode"], "errorCode"),
        (&["details", "errorMessage"], "reason"),
    ] {
        status.members.extend(key.at(path).map(|it| (Cow::Borrowed(name), it.clone())));
    }
    (Cow::Borrowed("statusInfo"), Node { value: Value::Object(status), place: row.place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::rows_for_tests::{records, remarks},
        record::{EventStatus, Record},
    };

    #[test]
    fn the_key_says_what_the_event_leaves_out() {
        let [Record::Event(it)] = &records(FORMAT.sample)[..] else { panic!() };
        assert_eq!(it.status.as_ref().unwrap().value, EventStatus::Skipped);
        assert_eq!(&*it.skip_reason.as_ref().unwrap().value, "RedundantExport");
        assert_eq!(it.at.as_ref().unwrap().value.to_string(), "2026-03-30T11:31:07Z");
        assert!(it.source.object_id.is_some());
    }

    #[test]
    fn an_answer_without_an_event_names_nobody() {
        let json = r##"{"@odata.context": "https://x/$metadata#microsoft.graph.stringKeyStringValuePair",
            "key": "Microsoft.Identity.Health", "value": "null"}"##;
        assert_eq!(remarks(json).len(), 1);
        assert_eq!(remarks(r#"{"key": "a", "value": "b"}"#).len(), 0);
    }
}
