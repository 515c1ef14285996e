//! The steps of a provisioning event: what each side showed, why somebody is out of scope, what was sent.
//!
//! Whose value is whose: the import step is Entra's, the matching step's details are Maptician's record before the
//! change, the export step's details are what was sent.
//! Source: Microsoft Graph, *provisioningStep*; logs as published in the documentation of collectors.

use scim_checkup_ground::{
    find::{Words, find},
    row::{Node, Object},
};

use crate::{
    name::is_address,
    record::{Changes, Event, Mark, Origin, ScimUser, Scope, Seen, Text},
};

use super::{
    Found,
    pattern::{Pattern, pattern},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Import,
    Scoping,
    Matching,
    Processing,
    Export,
}

/// Reads one step into the event. In a torn entry the details may have been cut off: then they show no absence.
pub fn read(step: &Node<'_>, torn: bool, event: &mut Event, found: &Found<'_>) {
    let Some(object) = step.object() else { return };
    let empty = Object::default();
    let details = object.get("details").and_then(Node::object);
    let shown = details.unwrap_or(&empty);
    let description = object.get("description");
    let kind = kind(object);
    match kind {
        Some(Kind::Import) => import(shown, description, event, found),
        Some(Kind::Scoping) => scoping(shown, &mut event.scope, found),
        Some(Kind::Matching) => matching(step, shown, event, found),
        Some(Kind::Export) => export(shown, &mut event.sent, found),
        Some(Kind::Processing) | None => {}
    }
    let nobody = kind == Some(Kind::Matching)
        && !torn
        && details.is_some_and(|it| it.members.is_empty())
        && !description.and_then(Node::text).is_some_and(|it| it.has("Retrieved"));
    if nobody || object.text("name").is_some_and(|it| it.has("ObjectNotFound")) {
        event.lookup_found_nothing.get_or_insert(found.mark(step.place, "provisioningSteps.matching"));
    }
    skip(shown, event, found);
    if let Some(description) = description {
        described(description, event, found);
    }
}

/// A step's kind by its name, else by its type: a word, or a number in the diagnostic stream.
///
/// The name goes first: older entries call the step *EntrySynchronizationAdd* a matching one.
fn kind(step: &Object<'_>) -> Option<Kind> {
    let name = step.text("name").unwrap_or_default();
    if name.starts_with("EntrySynchronizationScoping") {
        return Some(Kind::Scoping);
    } else if name.starts_with("EntrySynchronization") {
        return Some(Kind::Processing);
    } else if name.starts_with("EntryExport") {
        return Some(Kind::Export);
    }
    let kinds: [(&[&str], Kind); 5] = [
        (&["import", "0"], Kind::Import),
        (&["scoping", "1"], Kind::Scoping),
        (&["matching", "2"], Kind::Matching),
        (&["processing", "3", "referenceResolution", "4"], Kind::Processing),
        (&["export", "5"], Kind::Export),
    ];
    let kind = step.first(&["provisioningStepType", "type"])?.text()?;
    kinds.iter().find(|(words, _)| words.iter().any(|it| it.eq_ignore_ascii_case(kind))).map(|it| it.1)
}

/// Entra's side, where the entry's own `sourceIdentity` has less.
fn import(details: &Object<'_>, description: Option<&Node<'_>>, event: &mut Event, found: &Found<'_>) {
    let source = &mut event.source;
    let text = |name, field| found.text(details.get(name), field);
    if source.object_id.is_none() {
        source.object_id = found.object_id(details.get("objectId"), "provisioningSteps.import.objectId");
    }
    if source.user_principal_name.is_none() {
        source.user_principal_name = text("userPrincipalName", "provisioningSteps.import.userPrincipalName")
            .or_else(|| quoted(description?, found));
    }
    if source.mail.is_none() {
        source.mail = text("mail", "provisioningSteps.import.mail");
    }
    if source.display_name.is_none() {
        source.display_name = text("displayName", "provisioningSteps.import.displayName");
    }
    let flag = |name, field| found.flag(details.get(name), field);
    source.account_enabled = source
        .account_enabled
        .take()
        .or_else(|| flag("accountEnabled", "provisioningSteps.import.accountEnabled"));
    source.is_soft_deleted = source
        .is_soft_deleted
        .take()
        .or_else(|| flag("IsSoftDeleted", "provisioningSteps.import.IsSoftDeleted"));
}

/// *Received User 'ada@contoso.com' change of type (Add) from Microsoft Entra ID*: the name, where it is an address.
fn quoted(description: &Node<'_>, found: &Found<'_>) -> Option<Seen<Text>> {
    let text = description.text()?;
    let name = text.cut_at("User '")?.1;
    let name = name.cut_at("' ")?.0;
    is_address(name)
        .then(|| found.seen(name.into(), description.place, "provisioningSteps.import.description"))
}

/// What the scoping step looks at: today's labels and those of older entries.
pub const ACTIVE: [&str; 2] = ["Active in the source system", "IsActive"];
pub const ASSIGNED: [&str; 2] = ["Assigned to the application", "Assigned"];
pub const ROLE: [&str; 2] = ["User has the required role", "IsEffectivelyEntitledForProvisioning"];
pub const FILTER: [&str; 2] = ["Scoping filter evaluation passed", "IsInProvisioningScope"];

fn scoping(details: &Object<'_>, scope: &mut Scope, found: &Found<'_>) {
    let flag = |names: &[&str], field| found.flag(details.first(names), field);
    scope.active = scope.active.take().or_else(|| flag(&ACTIVE, "provisioningSteps.scoping.active"));
    scope.assigned = scope.assigned.take().or_else(|| flag(&ASSIGNED, "provisioningSteps.scoping.assigned"));
    scope.role = scope.role.take().or_else(|| flag(&ROLE, "provisioningSteps.scoping.role"));
    scope.filter = scope.filter.take().or_else(|| {
        let field = "provisioningSteps.scoping.filter";
        flag(&FILTER, field).or_else(|| {
            // With the attribute that the filter looks at: `IsInProvisioningScope(DisplayName)`.
            let named = |name: &str| {
                name.get(..22).is_some_and(|it| it.eq_ignore_ascii_case("IsInProvisioningScope("))
            };
            let (_, node) = details.members.iter().find(|(name, _)| named(name))?;
            found.flag(Some(node), field)
        })
    });
}

/// What the details of any step say of scope and skip, where they stand without their step.
pub fn details(details: &Object<'_>, event: &mut Event, found: &Found<'_>) {
    scoping(details, &mut event.scope, found);
    skip(details, event, found);
}

/// Maptician's record as the lookup found it.
fn matching(step: &Node<'_>, details: &Object<'_>, event: &mut Event, found: &Found<'_>) {
    let is_theirs = ["id", "userName", "active", "externalId"].iter().any(|it| details.get(it).is_some());
    if event.before.is_some() || !is_theirs || details.has("userPrincipalName") {
        return;
    }
    let text = |names: &[&str], field| found.text(details.first(names), field);
    event.before = Some(Box::new(ScimUser {
        mark: found.mark(step.place, "provisioningSteps.matching"),
        origin: Origin::Maptician,
        id: text(&["id"], "provisioningSteps.matching.id"),
        external_id: text(&["externalId"], "provisioningSteps.matching.externalId"),
        user_name: text(&["userName"], "provisioningSteps.matching.userName"),
        emails: emails(details, "provisioningSteps.matching.emails", found),
        display_name: text(&["displayName"], "provisioningSteps.matching.displayName"),
        given_name: text(&["namegivenName", "name.givenName"], "provisioningSteps.matching.name.givenName"),
        family_name: text(
            &["namefamilyName", "name.familyName"],
            "provisioningSteps.matching.name.familyName",
        ),
        active: found.flag(details.get("active"), "provisioningSteps.matching.active"),
        last_modified: None,
    }));
}

/// Keys of details lose their dots: `emails[type eq "work"]value`.
fn emails(details: &Object<'_>, field: &'static str, found: &Found<'_>) -> Vec<Seen<Text>> {
    let of_address = |name: &str| {
        name.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("emails")) && !name.ends_with("type")
    };
    let nodes = details.members.iter().filter(|(name, _)| of_address(name)).map(|(_, node)| node);
    nodes.filter_map(|it| found.text(Some(it), field)).filter(|it| it.value.has_byte(b'@')).collect()
}

/// What was sent, unless the modified properties say so.
fn export(details: &Object<'_>, sent: &mut Changes, found: &Found<'_>) {
    if sent.shown {
        return;
    }
    let text = |names: &[&str], field| found.text(details.first(names), field);
    sent.user_name = text(&["userName"], "provisioningSteps.export.userName");
    sent.active = found.flag(details.get("active"), "provisioningSteps.export.active");
    sent.emails = emails(details, "provisioningSteps.export.emails", found);
    sent.external_id = text(&["externalId"], "provisioningSteps.export.externalId");
    sent.display_name = text(&["displayName"], "provisioningSteps.export.displayName");
    sent.given_name = text(&["namegivenName", "name.givenName"], "provisioningSteps.export.name.givenName");
    sent.family_name =
        text(&["namefamilyName", "name.familyName"], "provisioningSteps.export.name.familyName");
    sent.shown = details.members.iter().any(|(name, _)| !name.eq_ignore_ascii_case("ReportableIdentifier"));
}

fn skip(details: &Object<'_>, event: &mut Event, found: &Found<'_>) {
    if event.skip_reason.is_none() {
        event.skip_reason = found.text(details.get("SkipReason"), "provisioningSteps.SkipReason");
    }
    if event.missing_property.is_none() && details.has("SkipReason") {
        event.missing_property = found.text(details.get("PropertyName"), "provisioningSteps.PropertyName");
    }
}

fn described(description: &Node<'_>, event: &mut Event, found: &Found<'_>) {
    let Some(text) = description.text() else { return };
    let mark = found.mark(description.place, "provisioningSteps.description");
    if finds_nobody(text) {
        event.lookup_found_nothing.get_or_insert(mark);
    }
    explain_skip(text, mark, event);
}

/// *User is active and assigned in Microsoft Entra ID, but no matching User was found in Maptician*.
pub fn finds_nobody(text: &str) -> bool {
    text.cut_at("no matching")
        .is_some_and(|(_, after)| after.cut_at("was found").is_some_and(|(between, _)| between.len() < 20))
}

static EXPLAINS: Pattern = pattern!(
    "object is not|does not have |Active = |Assigned = |Passed scope filter: |value of the property "
    "|systems already match|effectively entitled",
);

/// What the words say where the details do not: scope and skip reason.
pub fn explain_skip(text: &str, mark: Mark, event: &mut Event) {
    // Most descriptions explain nothing of the kind: one look spares ten.
    if !EXPLAINS.is_match(text) {
        return;
    }
    let says = |words: &str| find(text.as_bytes(), words.as_bytes()).is_some();
    let scope = &mut event.scope;
    if says("object is not assigned") {
        scope.assigned.get_or_insert(Seen::new(false, mark));
    }
    if says("does not have required entitlement") || says("does not have the required role") {
        scope.role.get_or_insert(Seen::new(false, mark));
    }
    if says("object is not active") {
        scope.active.get_or_insert(Seen::new(false, mark));
    }
    for (label, field) in [
        ("Active = ", &mut scope.active),
        ("Assigned = ", &mut scope.assigned),
        ("Passed scope filter: ", &mut scope.filter),
    ] {
        let value = text.cut_at(label).and_then(|(_, after)| {
            let word = after.split(|it: char| !it.is_ascii_alphabetic()).next()?;
            word.to_ascii_lowercase().parse::<bool>().ok()
        });
        if let (None, Some(value)) = (&field, value) {
            *field = Some(Seen::new(value, mark));
        }
    }
    if event.missing_property.is_none()
        && let Some((_, after)) = text.cut_at("value of the property ")
        && let Some(name) = after.split_whitespace().next()
        && after[name.len()..].trim_start().starts_with("is missing")
    {
        event.missing_property = Some(Seen::new(name.into(), mark));
    }
    let reason = if event.missing_property.is_some() && says("will be skipped") {
        "AttributeValidationFailed"
    } else if says("source and target systems already match") {
        "RedundantExport"
    } else if says("not effectively entitled") || says("object is not assigned to the application") {
        "NotEffectivelyEntitled"
    } else {
        return;
    };
    event.skip_reason.get_or_insert_with(|| Seen::new(reason.into(), mark));
}
