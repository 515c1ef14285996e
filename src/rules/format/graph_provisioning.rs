//! The provisioning log: Graph's `auditLogs/provisioning`, the portal's JSON download, what collectors forward, the
//! older beta shape, and the diagnostic stream.
//!
//! Source: Microsoft Graph, *provisioningObjectSummary*; the stream's names (`Id`, `Name`, `Status`) and numbers from
//! published test logs of collectors.

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Page, Row, Value},
};

use crate::record::{Changes, Event, EventAction, EventStatus, ListingKind, Record, Seen, Source, Target};

use super::{
    Format, Found,
    column::flag_of,
    connector, error_sentence,
    provisioning_step::{self, ACTIVE, ASSIGNED, FILTER, ROLE},
    sentence::names_application,
};

pub const FORMAT: Format = Format {
    name: "graph-provisioning",
    entry: "provisioning log entry",
    entries: "provisioning log entries",
    listing: Some(ListingKind::Log),
    wanted: &[
        &[
            "id",
            "changeId",
            "cycleId",
            "jobId",
            "activityDateTime",
            "time",
            "startTime",
            "endTime",
            "provisioningAction",
            "action",
            "properties",
            "provisioningStatusInfo",
            "statusInfo",
            "status",
            "errorInformation",
            "errorCode",
            "reason",
            "resultType",
            "resultSignature",
            "resultDescription",
            "provisioningSteps",
            "name",
            "description",
            "details",
            "provisioningStepType",
            "type",
            "modifiedProperties",
            "displayName",
            "oldValue",
            "newValue",
            "servicePrincipal",
            "sourceIdentity",
            "targetIdentity",
            "identityType",
            "odatatype",
            "sourceSystem",
            "targetSystem",
            "ServicePrincipalDisplayName",
            "UserPrincipalName",
            // In the details of steps.
            "objectId",
            "accountEnabled",
            "mail",
            "IsSoftDeleted",
            "IsInProvisioningScope(DisplayName)",
            "userName",
            "active",
            "externalId",
            "namegivenName",
            "namefamilyName",
            "name.givenName",
            "name.familyName",
            "emails",
            "SkipReason",
            "PropertyName",
            "ReportableIdentifier",
        ],
        &ACTIVE,
        &ASSIGNED,
        &ROLE,
        &FILTER,
    ],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: SAMPLE,
};

#[cfg(test)]
pub const SAMPLE: &str = r#"{"id": "b504b5fb-0000-4000-8000-000000000001", "activityDateTime": "2026-03-14T07:23:47Z",
    "jobId": "maptician.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa",
    "changeId": "eea3cad8-0000-4000-8000-000000000003", "cycleId": "8b52ae4b-0000-4000-8000-000000000002",
    "provisioningAction": "update", "servicePrincipal": {"id": "e3", "displayName": "Floor plan"},
    "sourceSystem": {"displayName": "Microsoft Entra ID"}, "targetSystem": {"displayName": "Maptician"},
    "initiatedBy": {"displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
    "sourceIdentity": {"id": "b028a46a-0000-4000-8000-000000000008", "displayName": "Mira Lund", "identityType":
        "User", "details": {"UserPrincipalName": "b028a46a000040008000000000000008mira@contoso.com"}},
    "targetIdentity": {"id": "48af03", "displayName": "b028a46a000040008000000000000008mira@contoso.com",
        "identityType": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"},
    "provisioningStatusInfo": {"status": "success", "errorInformation": null},
    "provisioningSteps": [
        {"name": "EntryImportUpdate", "provisioningStepType": "import", "status": "success", "description": "",
         "details": {"accountEnabled": "True", "IsSoftDeleted": "True", "mail": "mira@contoso.com"}},
        {"name": "EntryImport", "provisioningStepType": "matching", "status": "success",
         "description": "Retrieved  'mira@contoso.com' from Maptician", "details": {"active": "True",
         "id": "48af03", "userName": "mira@contoso.com", "emails[type eq \"work\"]value": "mira@contoso.com"}},
        {"name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "status": "success",
         "details": {"Active in the source system": "False", "Assigned to the application": "True"}}],
    "modifiedProperties": [{"displayName": "active", "oldValue": null, "newValue": "False"},
        {"displayName": "userName", "oldValue": "mira@contoso.com",
         "newValue": "b028a46a000040008000000000000008mira@contoso.com"}]}"#;

/// Two of the members that only a provisioning event has, each in its own shape: in Log Analytics they are text.
fn marks(object: &Object<'_>, _: &Page) -> bool {
    let entry = body(object);
    let is_object = |name: &&str| entry.get(name).is_some_and(|it| it.object().is_some());
    let is_list = |name: &&str| matches!(entry.get(name).map(|it| &it.value), Some(Value::List(_)));
    let objects = ["provisioningStatusInfo", "statusInfo", "sourceIdentity", "targetIdentity"];
    let lists = ["provisioningSteps", "modifiedProperties"];
    let scalars = ["provisioningAction", "changeId", "jobId"];
    let n_nested =
        objects.iter().filter(|it| is_object(it)).count() + lists.iter().filter(|it| is_list(it)).count();
    let n_scalars = scalars.iter().filter(|it| entry.text(it).is_some()).count();
    n_nested >= 2 || n_nested == 1 && n_scalars >= 1
}

/// The event itself: the stream wraps it in `properties`.
fn body<'o, 'a>(object: &'o Object<'a>) -> &'o Object<'a> {
    object.get("properties").and_then(Node::object).unwrap_or(object)
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = body(&row.fields);
    let job_id = object.text("jobId");
    let source_system = named(object, "sourceSystem").and_then(Node::text);
    let target_system = named(object, "targetSystem").and_then(Node::text);
    let service_principal = named(object, "servicePrincipal")
        .or_else(|| object.at(SERVICE_PRINCIPAL_OF_TARGET))
        .and_then(Node::text);
    let application = service_principal.or(target_system.filter(|_| job_id.is_some()));
    found.application(service_principal.or(target_system));
    let of_torn =
        if row.torn { service_principal.map(Into::into).or_else(|| told_application(object)) } else { None };
    let target_system = target_system.or(of_torn.as_deref());
    if let Some((kind, what)) = connector::of_another(job_id, source_system, target_system) {
        return found.remark(row.place, kind, what);
    }
    if !is_group(object) {
        let mut event = event(row, object, found);
        event.application = application.map(Into::into);
        // Of a torn entry what it is about may be missing, and groups and users have the same members but for a user's name.
        let is_shown = !row.torn || event.source.user_principal_name.is_some() || has_kind(object);
        if !is_shown {
            return;
        }
        // And whose log it is of.
        if row.torn && job_id.or(target_system).is_none() {
            found.push_if_alone(event);
        } else {
            found.push(Record::Event(event));
        }
    }
}

/// The application that a sentence of the service in the entry names.
fn told_application(object: &Object<'_>) -> Option<String> {
    let steps = object.get("provisioningSteps").map(Node::list).unwrap_or_default();
    let described = steps.iter().filter_map(|it| it.object()?.text("description"));
    described.chain(object.at(REASON).and_then(Node::text)).find_map(names_application)
}

const REASON: &[&str] = &["provisioningStatusInfo", "errorInformation", "reason"];
const SERVICE_PRINCIPAL_OF_TARGET: &[&str] = &["targetSystem", "details", "ServicePrincipalDisplayName"];

/// The name of a nested thing, which the documentation calls a list where the wire has an object.
fn named<'o, 'a>(object: &'o Object<'a>, member: &str) -> Option<&'o Node<'a>> {
    let node = object.get(member)?;
    let it = node.object().or_else(|| node.list().first()?.object())?;
    it.first(&["displayName", "Name"])
}

/// `Group`, or a SCIM URN that ends so. Roles and contacts are no users either, but a URN or a blank may be one.
fn is_group(object: &Object<'_>) -> bool {
    KINDS
        .iter()
        .filter_map(|path| object.at(path)?.text())
        .any(|it| it.rsplit([':', '.']).next().is_some_and(|it| it.eq_ignore_ascii_case("Group")))
}

/// Whether the entry says what its source is.
fn has_kind(object: &Object<'_>) -> bool {
    KINDS[..SOURCE_KINDS].iter().any(|path| object.at(path).is_some())
}

/// Where an entry says what it is about: first those of the source.
const KINDS: &[&[&str]] = &[
    &["sourceIdentity", "identityType"],
    &["sourceIdentity", "type"],
    &["sourceIdentity", "details", "odatatype"],
    &["targetIdentity", "identityType"],
    &["targetIdentity", "type"],
];
const SOURCE_KINDS: usize = 3;

fn event(row: &Row<'_>, object: &Object<'_>, found: &mut Found<'_>) -> Event {
    let id = object.get("id");
    let at = found.logged_at(&row.fields, object);
    let own = |name| object.text(name).map(Into::into);
    let mark = found.mark(id.map_or(row.place, |it| it.place), "id");
    let mut event = Event {
        id: own("id"),
        change_id: own("changeId"),
        cycle_id: own("cycleId"),
        job_id: own("jobId"),
        at,
        action: object
            .first(&["provisioningAction", "action"])
            .and_then(|it| Some(found.seen(action(it.text()?), it.place, "provisioningAction"))),
        status: status(row, object, found),
        source: source(object, found),
        target: target(object, found),
        sent: modified(object, found),
        ..Event::new(mark)
    };
    for step in object.get("provisioningSteps").map(Node::list).unwrap_or_default() {
        provisioning_step::read(step, row.torn, &mut event, found);
    }
    // What was cut off may have been sent, too.
    event.sent.shown &= !row.torn;
    read_error(row, object, &mut event, found);
    event
}

/// Graph's words, those of older entries (`Create`, `EntryExportUpdate`), and the held-back ones (`stagedDelete`).
pub fn action(word: &str) -> EventAction {
    let word = word.to_ascii_lowercase();
    let has = |part: &str| word.has(part);
    match () {
        () if has("staged") => EventAction::Staged,
        () if has("disable") || has("softdelete") => EventAction::Disable,
        () if has("create") || word == "entryexportadd" || word == "add" => EventAction::Create,
        () if has("delete") => EventAction::Delete,
        () if has("update") => EventAction::Update,
        () => EventAction::Other,
    }
}

/// Words, and the stream's numbers (0 success, 1 failure, 2 skipped; 3 for a warning is by analogy).
pub fn status_of(word: &str) -> Option<EventStatus> {
    let statuses: [(&[&str], EventStatus); 4] = [
        (&["success", "succeeded", "0"], EventStatus::Success),
        (&["failure", "failed", "error", "1"], EventStatus::Failure),
        (&["skipped", "skip", "2"], EventStatus::Skipped),
        (&["warning", "3"], EventStatus::Warning),
    ];
    statuses.iter().find(|(words, _)| words.iter().any(|it| it.eq_ignore_ascii_case(word))).map(|it| it.1)
}

fn status(row: &Row<'_>, object: &Object<'_>, found: &Found<'_>) -> Option<Seen<EventStatus>> {
    let nodes = [
        object.at(&["provisioningStatusInfo", "status"]),
        object.at(&["statusInfo", "status"]),
        row.fields.get("resultType"),
        // Microsoft's own queries look for `Failure` here, where the documentation of the table has a code.
        row.fields.get("resultSignature"),
    ];
    nodes.into_iter().flatten().find_map(|node| {
        Some(found.seen(status_of(node.text()?)?, node.place, "provisioningStatusInfo.status"))
    })
}

fn source(object: &Object<'_>, found: &Found<'_>) -> Source {
    let Some(identity) = object.get("sourceIdentity").and_then(Node::object) else {
        return Source::default();
    };
    let details = |name| identity.at(&["details", name]);
    Source {
        object_id: found
            .object_id(identity.get("id"), "sourceIdentity.id")
            .or_else(|| found.object_id(details("id"), "sourceIdentity.details.id")),
        user_principal_name: found
            .user_principal_name(details("UserPrincipalName"), "sourceIdentity.details.UserPrincipalName"),
        mail: found.text(details("mail"), "sourceIdentity.details.mail"),
        display_name: found
            .text(identity.first(&["displayName", "Name"]), "sourceIdentity.displayName")
            .or_else(|| found.text(details("DisplayName"), "sourceIdentity.details.DisplayName")),
        account_enabled: None,
        is_soft_deleted: None,
    }
}

fn target(object: &Object<'_>, found: &Found<'_>) -> Target {
    let Some(identity) = object.get("targetIdentity").and_then(Node::object) else {
        return Target::default();
    };
    Target {
        id: found.text(identity.get("id"), "targetIdentity.id"),
        display_name: found.text(identity.first(&["displayName", "Name"]), "targetIdentity.displayName"),
    }
}

fn modified(object: &Object<'_>, found: &Found<'_>) -> Changes {
    let mut sent = Changes::default();
    for node in object.get("modifiedProperties").map(Node::list).unwrap_or_default() {
        let Some(property) = node.object() else { continue };
        let Some(name) = property.first(&["displayName", "Name"]).and_then(Node::text) else { continue };
        change(name, property.get("oldValue"), property.get("newValue"), &mut sent, found);
    }
    sent
}

/// One modified property. An old value is often missing where there was one.
pub fn change(
    name: &str,
    old: Option<&Node<'_>>,
    new: Option<&Node<'_>>,
    sent: &mut Changes,
    found: &Found<'_>,
) {
    sent.shown = true;
    let is = |it: &str| name.eq_ignore_ascii_case(it);
    let flag = |node: Option<&Node<'_>>, field| {
        let node = node?;
        Some(found.seen(flag_of(node)?, node.place, field))
    };
    if is("userName") {
        sent.user_name = found.text(new, "modifiedProperties.userName");
        sent.old_user_name = found.text(old, "modifiedProperties.userName");
    } else if is("active") {
        sent.active = flag(new, "modifiedProperties.active");
        sent.old_active = flag(old, "modifiedProperties.active");
    } else if name.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("emails")) {
        let email = found.text(new, "modifiedProperties.emails.value");
        sent.emails.extend(email.filter(|it| it.value.has_byte(b'@')));
    } else if is("externalId") {
        sent.external_id = found.text(new, "modifiedProperties.externalId");
    } else if is("displayName") {
        sent.display_name = found.text(new, "modifiedProperties.displayName");
    } else if is("name.givenName") {
        sent.given_name = found.text(new, "modifiedProperties.name.givenName");
    } else if is("name.familyName") {
        sent.family_name = found.text(new, "modifiedProperties.name.familyName");
    }
}

/// The error stands in a part of its own, flat in older entries, and beside the event in the stream.
fn read_error(row: &Row<'_>, object: &Object<'_>, event: &mut Event, found: &Found<'_>) {
    let flat = object.get("statusInfo").and_then(Node::object);
    let nested = object.at(&["provisioningStatusInfo", "errorInformation"]).and_then(Node::object);
    let of = |name| {
        [nested, flat].into_iter().flatten().find_map(|it| it.get(name).filter(|it| it.text().is_some()))
    };
    let failed = event.status.as_ref().is_some_and(|it| it.value == EventStatus::Failure);
    let beside = |name| {
        row.fields
            .get(name)
            .filter(|it| failed && it.text().is_some_and(|it| it != "None" && status_of(it).is_none()))
    };
    let code = of("errorCode").or_else(|| beside("resultSignature"));
    let reason = of("reason").or_else(|| beside("resultDescription"));
    let Some(node) = reason.or(code) else { return };
    if event.status.as_ref().is_some_and(|it| it.value == EventStatus::Skipped) {
        // An on-demand answer and some entries give a skip's reason as a code.
        event.skip_reason =
            event.skip_reason.take().or_else(|| found.text(code, "errorInformation.errorCode"));
        return;
    }
    let mark = found.mark(node.place, "provisioningStatusInfo.errorInformation.reason");
    let code = found.text(code, "provisioningStatusInfo.errorInformation.errorCode");
    event.error = Some(Box::new(error_sentence::failure(mark, code, reason.and_then(Node::text))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{records, refused, remarks};

    fn event(json: &str) -> Event {
        match records(json).as_slice() {
            [Record::Event(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn whose_value_is_whose() {
        let it = event(SAMPLE);
        let before = it.before.unwrap();
        assert_eq!(&*before.user_name.unwrap().value, "mira@contoso.com");
        assert!(before.active.unwrap().value);
        assert_eq!(&*before.emails[0].value, "mira@contoso.com");
        assert!(it.source.user_principal_name.unwrap().value.starts_with("b028a46a0000"));
        assert_eq!(&*it.source.mail.unwrap().value, "mira@contoso.com");
        assert!(it.sent.user_name.unwrap().value.starts_with("b028a46a0000"));
        assert_eq!(&*it.sent.old_user_name.unwrap().value, "mira@contoso.com");
        assert!(!it.sent.active.unwrap().value);
        assert_eq!((it.scope.active.unwrap().value, it.scope.assigned.unwrap().value), (false, true));
        assert_eq!(&*it.target.id.unwrap().value, "48af03");
        assert!(it.sent.shown);
        assert_eq!(it.lookup_found_nothing, None);
        assert_eq!(it.error, None);
    }

    #[test]
    fn a_failed_create_in_the_flat_shape() {
        let it = event(
            r#"{"id": "1", "activityDateTime": "2026-03-14T07:23:47Z", "action": "Create", "statusInfo": {"status":
            "failure", "errorCode": "EntryConflict", "reason": "StatusCode: Conflict Web Response: {\"detail\":
            \"exists\",\"scimType\":\"uniqueness\"}"}, "sourceIdentity": {"id":
            "b028a46a-0000-4000-8000-000000000008", "identityType": "User"}, "provisioningSteps": [{"name":
            "EntrySynchronizationAdd", "provisioningStepType": "matching", "description": "User 'm' will be created in
            Maptician (User is active and assigned in Microsoft Entra ID, but no matching User was found in
            Maptician)", "details": {}}, {"name": "EntryExportAdd", "provisioningStepType": "export", "details":
            {"userName": "m@contoso.com", "active": "True", "namegivenName": "Mira"}}], "modifiedProperties": []}"#,
        );
        assert_eq!(it.action.unwrap().value, EventAction::Create);
        assert!(it.lookup_found_nothing.is_some());
        assert!(it.sent.shown && it.before.is_none());
        assert_eq!(&*it.sent.given_name.unwrap().value, "Mira");
        let error = it.error.unwrap();
        assert_eq!((error.http_status, error.scim_type.as_deref()), (Some(409), Some("uniqueness")));
    }

    #[test]
    fn the_stream_has_numbers_and_other_names() {
        let it = event(
            r#"{"time": "2026-03-14T07:23:47.86Z", "category": "ProvisioningLogs", "identity": "e1", "resultType":
            "Success", "properties": {"id": "e1", "action": "Disable", "jobId": "maptician.1.2", "statusInfo":
            {"Status": 0}, "sourceIdentity": {"identityType": "User", "Id": "b028a46a-0000-4000-8000-000000000008",
            "Name": "Mira"}, "targetIdentity": {"Id": "48af03", "Name": "mira@contoso.com"}, "provisioningSteps":
            [{"name": "EntryImport", "provisioningStepType": 2, "status": 0, "details": {"active": "True",
            "userName": "mira@contoso.com"}}]}}"#,
        );
        assert_eq!(it.status.unwrap().value, EventStatus::Success);
        assert_eq!(it.action.unwrap().value, EventAction::Disable);
        assert_eq!(it.at.unwrap().value.to_string(), "2026-03-14T07:23:47Z");
        assert!(it.before.is_some());
        assert_eq!(&*it.target.display_name.unwrap().value, "mira@contoso.com");
    }

    #[test]
    fn a_skip_names_its_reason() {
        let step = |description: &str, details: &str| {
            event(&format!(
                r#"{{"id": "1", "provisioningAction": "other", "provisioningStatusInfo": {{"status": "skipped"}},
                "provisioningSteps": [{{"name": "EntrySynchronizationSkip", "provisioningStepType": "processing",
                "description": "{description}", "details": {details}}}]}}"#
            ))
        };
        let reason = |it: &Event| it.skip_reason.as_ref().map(|it| it.value.to_string());
        let it =
            step("", r#"{"SkipReason": "AttributeValidationFailed", "PropertyName": "name.familyName"}"#);
        assert_eq!(&*it.missing_property.unwrap().value, "name.familyName");
        let it = step(
            "1) This object is not assigned to the application. 2) This object does not have required entitlement for provisioning.",
            "{}",
        );
        assert_eq!(reason(&it).as_deref(), Some("NotEffectivelyEntitled"));
        assert_eq!((it.scope.assigned.unwrap().value, it.scope.role.unwrap().value), (false, false));
        let it = step(
            "The User 'm' will be skipped because the value of the property mail is missing or invalid.",
            "{}",
        );
        assert_eq!(reason(&it).as_deref(), Some("AttributeValidationFailed"));
        let it = step("The state of the entry in both the source and target systems already match.", "{}");
        assert_eq!(reason(&it).as_deref(), Some("RedundantExport"));
    }

    #[test]
    fn groups_and_other_applications_are_no_events() {
        assert!(refused(&SAMPLE.replace("\"User\"", "\"Group\"")));
        assert_eq!(remarks(&SAMPLE.replace("\"maptician.", "\"servicenow.")), ["servicenow"]);
        assert_eq!(remarks(&SAMPLE.replace("\"maptician.", "\"Azure2Azure.")), [connector::ANOTHER_JOB]);
        assert_eq!(remarks(&SAMPLE.replace("Microsoft Entra ID", "Workday")), [connector::ANOTHER_JOB]);
    }

    #[test]
    fn an_unreadable_date_spares_the_rest() {
        let it = event(&SAMPLE.replace("2026-03-14T07:23:47Z", "3/4/2026 07:23"));
        assert_eq!(it.at, None);
        assert!(it.source.object_id.is_some());
    }
}
