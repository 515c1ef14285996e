//! The provisioning service's own entries in the audit log: one for each step of a change, joined by `correlationId`.
//!
//! *Export* is an attempt, and *Synchronization rule action* may be a skip; what was read before them says nothing that they
//! do not. No ID of theirs is kept: the provisioning log has the same change under another one, and it counts once.
//!
//! Sources: Microsoft Entra, *Configure cross-tenant synchronization using Microsoft Graph* (the shape of an entry);
//! Google Security Operations, parser documentation of the audit log (the keys of `additionalDetails`).

use std::borrow::Cow;

use scim_checkup_ground::row::{Node, Object, Row, Value};

use crate::{
    name::is_address,
    record::{Changes, Event, EventAction, EventStatus, Record, RemarkKind, Seen, Source, Target, Text},
};

use super::{
    Found, audit_value::unwrapped, connector, error_sentence, graph_provisioning, provisioning_step,
};

/// The members that this reader looks at beside those of the directory's own entries.
pub const WANTED: &[&str] = &["correlationId", "resultReason", "additionalDetails", "key", "value"];

/// Whether an entry is the provisioning service's.
pub fn is_of_service(entry: &Object<'_>) -> bool {
    entry.text("loggedByService").is_some_and(|it| it.eq_ignore_ascii_case("Account Provisioning"))
}

/// Reads one step: what was sent to the application, or that the user was skipped.
pub fn read(row: &Row<'_>, entry: &Object<'_>, found: &mut Found<'_>) {
    let Some(name) = entry.get("activityDisplayName") else { return };
    let is = |activity: &str| name.text().is_some_and(|it| it.eq_ignore_ascii_case(activity));
    let detail = |key: &str| detail(entry, key);
    let step = detail("EventName").and_then(Node::text).unwrap_or_default();
    let skipped = is("Synchronization rule action") && step.eq_ignore_ascii_case("EntrySynchronizationSkip");
    if !is("Export") && !skipped {
        return;
    }
    let targets = entry.get("targetResources").map(Node::list).unwrap_or_default();
    let of_kind = |kind: &str| {
        let mut targets = targets.iter().filter_map(Node::object);
        targets.find(|it| it.text("type").is_some_and(|it| it.eq_ignore_ascii_case(kind)))
    };
    let application = of_kind("ServicePrincipal").and_then(|it| it.text("displayName"));
    if let Some(other) = application.filter(|it| connector::is_well_known(it)) {
        return found.remark(row.place, RemarkKind::OtherApplication, other);
    }
    // Of a torn entry the application may be missing, and it may be any.
    let Some(person) = of_kind("User").filter(|_| application.is_some() || !row.torn) else { return };
    found.application(application);

    let at = found.logged_at(&row.fields, entry);
    let text = |node: Option<&Node<'_>>, field| found.text(node, field);
    let called = text(person.get("displayName"), "targetResources.displayName");
    let joined_by = text(detail("JoiningProperty"), "additionalDetails.JoiningProperty");
    let anchor = detail("SourceAnchor");
    // The step's name says more than the action does.
    let place = detail("EventName").map_or(name.place, |it| it.place);
    let mark = found.mark(place, "additionalDetails.EventName").near();
    let action = (!skipped).then(|| Seen::new(graph_provisioning::action(step), mark));
    let creates = action.as_ref().is_some_and(|it| it.value == EventAction::Create);
    // Of a change the entry gives the name that was sent; a create and a skip have only Entra's.
    let of_entra = |it: &Option<Seen<Text>>| it.clone().filter(|it| is_address(&it.value));
    let source_name =
        if creates || skipped { of_entra(&called).or_else(|| of_entra(&joined_by)) } else { None };
    let mut event = Event {
        change_id: entry.text("correlationId").map(Into::into),
        application: application.map(Into::into),
        at,
        action,
        status: status(entry, skipped, found),
        source: Source {
            object_id: found.object_id(anchor, "additionalDetails.SourceAnchor"),
            user_principal_name: source_name,
            ..Source::default()
        },
        target: Target {
            id: text(detail("TargetAnchor"), "additionalDetails.TargetAnchor"),
            display_name: called.filter(|_| !creates && !skipped),
        },
        sent: sent(person, found),
        ..Event::new(found.mark(name.place, "activityDisplayName"))
    };
    let reason = entry.get("resultReason");
    let mark = found.mark(reason.map_or(row.place, |it| it.place), "resultReason");
    match event.status.as_ref().map(|it| it.value) {
        Some(EventStatus::Skipped) => {
            provisioning_step::explain_skip(
                reason.and_then(Node::text).unwrap_or_default(),
                mark,
                &mut event,
            );
        }
        Some(EventStatus::Failure) => {
            let code = text(detail("ErrorCode"), "additionalDetails.ErrorCode");
            event.error = Some(Box::new(error_sentence::failure(mark, code, reason.and_then(Node::text))));
        }
        _ => {}
    }
    found.push(Record::Event(event));
}

fn status(entry: &Object<'_>, skipped: bool, found: &Found<'_>) -> Option<Seen<EventStatus>> {
    let node = entry.get("result")?;
    let is = |word: &str| node.text().is_some_and(|it| it.eq_ignore_ascii_case(word));
    let status = match () {
        () if skipped => EventStatus::Skipped,
        () if is("success") => EventStatus::Success,
        () if is("failure") => EventStatus::Failure,
        () => return None,
    };
    Some(found.seen(status, node.place, "result"))
}

/// `[{"key": "ErrorCode", "value": "EntryConflict"}]`; *None* stands for nothing.
fn detail<'o, 'a>(entry: &'o Object<'a>, key: &str) -> Option<&'o Node<'a>> {
    let mut details = entry.get("additionalDetails").map(Node::list).unwrap_or_default().iter();
    let of_key = details.find_map(|it| {
        let it = it.object()?;
        it.text("key").is_some_and(|it| it.eq_ignore_ascii_case(key)).then(|| it.get("value"))?
    });
    of_key.filter(|it| it.text().is_some_and(|it| !it.is_empty() && !it.eq_ignore_ascii_case("None")))
}

/// The modified properties, their values taken out of the JSON they stand in.
fn sent(person: &Object<'_>, found: &Found<'_>) -> Changes {
    let mut sent = Changes::default();
    for node in person.get("modifiedProperties").map(Node::list).unwrap_or_default() {
        let Some(property) = node.object() else { continue };
        let Some(name) = property.text("displayName") else { continue };
        let value = |side| {
            let node = property.get(side)?;
            Some(Node { value: Value::Text(Cow::Borrowed(unwrapped(node)?)), place: node.place })
        };
        let (old, new) = (value("oldValue"), value("newValue"));
        graph_provisioning::change(name, old.as_ref(), new.as_ref(), &mut sent, found);
    }
    sent
}

#[cfg(test)]
mod tests {
    use crate::{
        format::rows_for_tests::{records, refused, remarks},
        record::{Event, EventAction, EventStatus, Record},
    };

    const EXPORT: &str = r#"{"id": "Sync_1_A_2", "category": "ProvisioningManagement", "activityDisplayName": "Export",
        "activityDateTime": "2026-03-14T07:23:47Z", "loggedByService": "Account Provisioning", "result": "failure",
        "resultReason": "Failed to create User 'mira@contoso.com' in Maptician; Error: StatusCode: Conflict",
        "correlationId": "eea3cad8-0000-4000-8000-000000000003", "initiatedBy": {"app": {"displayName":
        "Azure AD Provisioning Service"}, "user": null}, "targetResources": [{"id": "9", "displayName": "Maptician",
        "type": "ServicePrincipal"}, {"type": "User", "displayName": "mira@contoso.com", "modifiedProperties":
        [{"displayName": "active", "oldValue": null, "newValue": "\"False\""}]}], "additionalDetails":
        [{"key": "ErrorCode", "value": "EntryConflict"}, {"key": "EventName", "value": "EntryExportAdd"},
        {"key": "SourceAnchor", "value": "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10"}, {"key": "TargetAnchor", "value": "71"}]}"#;

    fn event(json: &str) -> Event {
        match records(json).as_slice() {
            [Record::Event(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_export_is_an_attempt() {
        let it = event(EXPORT);
        assert_eq!(it.action.unwrap().value, EventAction::Create);
        assert_eq!(it.status.unwrap().value, EventStatus::Failure);
        assert_eq!(&*it.source.user_principal_name.unwrap().value, "mira@contoso.com");
        assert_eq!(it.source.object_id.unwrap().value.to_string(), "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10");
        assert_eq!(&*it.target.id.unwrap().value, "71");
        assert_eq!(&*it.error.unwrap().code.unwrap().value, "EntryConflict");
        assert_eq!(it.sent.active.map(|it| it.value), Some(false));
    }

    #[test]
    fn of_a_change_the_name_is_what_was_sent() {
        let it = event(&EXPORT.replace("EntryExportAdd", "EntryExportUpdateSoftDelete"));
        assert_eq!(it.action.unwrap().value, EventAction::Disable);
        assert_eq!(it.source.user_principal_name, None);
        assert_eq!(&*it.target.display_name.unwrap().value, "mira@contoso.com");
        let it = event(&EXPORT.replace("failure", "success").replace("\"EntryConflict\"", "\"None\""));
        assert_eq!((it.status.unwrap().value, it.error), (EventStatus::Success, None));
    }

    #[test]
    fn a_rule_that_skips_tells_why() {
        let skip = EXPORT
            .replace("\"Export\"", "\"Synchronization rule action\"")
            .replace("EntryExportAdd", "EntrySynchronizationSkip")
            .replace("Failed to create User 'mira@contoso.com' in Maptician; Error: StatusCode: Conflict",
                "The User 'mira@contoso.com' will be skipped: 1) This object is not assigned to the application.");
        let it = event(&skip);
        assert_eq!(it.status.unwrap().value, EventStatus::Skipped);
        assert_eq!(it.scope.assigned.map(|it| it.value), Some(false));
    }

    #[test]
    fn what_was_read_and_other_applications_are_no_attempts() {
        assert!(refused(&EXPORT.replace("\"Export\"", "\"Import\"")));
        assert!(refused(&EXPORT.replace("\"User\"", "\"Group\"")));
        assert_eq!(
            remarks(&EXPORT.replace("\"displayName\": \"Maptician\"", "\"displayName\": \"Slack\"")),
            ["Slack"]
        );
    }
}
