//! The provisioning log: an entry for whatever the service did or left undone.
//!
//! Sources: Microsoft Entra, *Analyze provisioning logs*; Microsoft Graph, *provisioningObjectSummary*; captures in public
//! repositories.

use super::{Attempt, Outcome, Service, Skip, Work};
use crate::simulator::{
    chance::Chance,
    clock::{self, Moment},
    entra::Account,
    maptician::{Maptician, Refused, Values},
};

/// An entry of the provisioning log: what stands in it, and what it is about.
#[derive(Clone)]
pub struct Entry {
    pub at: Moment,
    pub id: String,
    pub change_id: String,
    pub cycle_id: String,
    pub action: &'static str,
    pub account: usize,
    pub record: Option<usize>,
    pub outcome: Outcome,
    /// Maptician's state and name can be read off it.
    pub shows_record: bool,
    pub source_name: String,
    pub source_display: String,
    pub target_id: String,
    pub target_name: String,
    pub status: &'static str,
    /// Code and reason.
    pub error: Option<(&'static str, String)>,
    pub steps: Vec<Step>,
    pub modified: Vec<(String, Option<String>, String)>,
}

#[derive(Clone)]
pub struct Step {
    pub name: &'static str,
    pub kind: &'static str,
    pub status: &'static str,
    pub description: String,
    pub details: Vec<(&'static str, String)>,
}

impl Service {
    pub(super) fn entry(
        &self,
        work: &Work<'_>,
        attempt: &Attempt,
        retried: Option<i64>,
        record: Option<usize>,
        maptician: &Maptician,
        chance: &mut Chance,
    ) -> Entry {
        let Work { now, at, account, cycle, .. } = *work;
        let Attempt { action, outcome, before, sent } = attempt;
        let (action, outcome, sent) = (*action, *outcome, sent.as_ref());
        let upn = account.upn();
        let old = before.as_ref().and_then(|it| it.1.values.as_ref());
        let status = match outcome {
            Outcome::Done => "success",
            Outcome::Skipped(_) | Outcome::Staged => "skipped",
            Outcome::Refused(_) | Outcome::Hiccup => "failure",
        };
        let mut steps = vec![import(account, retried, now)];
        if let (Some((record, _)), Some(old)) = (before, old) {
            steps.push(Step {
                name: "EntryImport",
                kind: "matching",
                status: "success",
                description: format!("Retrieved  '{}' from Maptician", old.user_name),
                details: vec![
                    ("active", text(old.active)),
                    ("displayName", format!("{} {}", old.given, old.family)),
                    ("externalId", old.external_id.clone()),
                    ("id", maptician.records[*record].id.clone()),
                    ("userName", old.user_name.clone()),
                ],
            });
        } else if action == "create" {
            steps.push(Step {
                name: "EntryImportByMatchingProperty",
                kind: "matching",
                status: "success",
                description: "User was not found in Maptician".to_string(),
                details: Vec::new(),
            });
        }
        steps.push(Step {
            name: "EntrySynchronizationScoping",
            kind: "scoping",
            status: "success",
            description: "Determine if User in scope by evaluating against each scoping filter".to_string(),
            details: vec![
                ("Active in the source system", text(account.state.enabled && account.state.lives())),
                ("Assigned to the application", text(account.state.assigned)),
                ("User has the required role", "True".to_string()),
                ("Scoping filter evaluation passed", "True".to_string()),
                ("ScopeEvaluationResult", "{}".to_string()),
            ],
        });
        let modified = modified(old, sent, self.settings.old_values);
        let target = sent.map(|it| it.user_name.clone()).or(old.map(|it| it.user_name.clone()));
        let shown = target.clone().unwrap_or_else(|| upn.clone());
        steps.extend(last_step(&shown, action, outcome, &modified));
        Entry {
            at: now,
            id: chance.guid(),
            change_id: chance.guid(),
            cycle_id: cycle.to_string(),
            action,
            account: at,
            record,
            outcome,
            shows_record: old.is_some()
                || (outcome == Outcome::Done && sent.is_some())
                || (outcome == Outcome::Done && action == "delete"),
            source_name: upn,
            source_display: account.display.clone(),
            target_id: record.map(|it| maptician.records[it].id.clone()).unwrap_or_default(),
            target_name: if record.is_some() { target.unwrap_or_default() } else { String::new() },
            status,
            error: self.error(at, outcome, retried, chance),
            steps,
            modified,
        }
    }

    /// Code and reason of what failed.
    fn error(
        &self,
        at: usize,
        outcome: Outcome,
        retried: Option<i64>,
        chance: &mut Chance,
    ) -> Option<(&'static str, String)> {
        let existing = [
            "A user with that email address already exists.",
            "e-mail exists",
            "Email has already been taken",
            "User already exists",
            "",
        ];
        let names = [
            "A user with that username already exists.",
            "userName exists",
            "Username has already been taken",
            "User already exists",
            "",
        ];
        let conflict = "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering";
        let (code, word, status, detail, kind) = match outcome {
            Outcome::Refused(Refused::EmailExists) => {
                (conflict, "Conflict", 409, existing[self.settings.wording], "uniqueness")
            }
            Outcome::Refused(Refused::NameExists) => {
                (conflict, "Conflict", 409, names[self.settings.wording], "uniqueness")
            }
            Outcome::Refused(Refused::MustBeActive) => {
                (conflict, "Conflict", 409, "User must be Active.", "")
            }
            Outcome::Refused(Refused::Gone) => ("InvalidAnchor", "NotFound", 404, "Resource not found", ""),
            Outcome::Hiccup => chance.pick(&[
                ("TooManyRequests", "429", 429, "Too many requests", ""),
                ("InternalServerError", "InternalServerError", 500, "Internal server error", ""),
                ("Timeout", "GatewayTimeout", 504, "The request timed out", ""),
            ]),
            _ => return None,
        };
        let status = if self.settings.status_is_text { format!("\"{status}\"") } else { status.to_string() };
        let kind = if kind.is_empty() { String::new() } else { format!(",\"scimType\":\"{kind}\"") };
        let detail = if detail.is_empty() { String::new() } else { format!("\"detail\":\"{detail}\",") };
        let tries = retried.unwrap_or(0);
        // What it says after 28 days is not published.
        let next = self.escrows[at].as_ref().map_or_else(String::new, |it| {
            let next = clock::iso_in_full(it.next);
            format!(" It will be retried again after this date: {next} UTC")
        });
        Some((
            code,
            format!(
                "StatusCode: {word}\r\nMessage: Processing of the HTTP request resulted in an exception. Please see the HTTP \
                 response returned by the 'Response' property of this exception for details.\r\nWeb Response: \r\n\
                 {{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],{detail}\"status\":{status}{kind}}}. This \
                 operation was retried {tries} times.{next}"
            ),
        ))
    }
}

fn text(value: bool) -> String {
    if value { "True" } else { "False" }.to_string()
}

/// The step that says what came from Entra, or that something is tried again.
fn import(account: &Account, retried: Option<i64>, now: Moment) -> Step {
    let upn = account.upn();
    if let Some(tries) = retried {
        return Step {
            name: "EntryEscrowRetry",
            kind: "import",
            status: "success",
            description: format!(
                "We are retrying an operation that previously failed.\r\nIdentifier: {}\r\nObject type: User\r\nDirectory: \
                 Microsoft Entra ID",
                account.id
            ),
            details: vec![
                ("CountProcessed", tries.to_string()),
                ("Identifier", account.id.clone()),
                ("ModificationType", "Update".to_string()),
                ("NextAttempt", clock::american(now)),
                ("Origin", "Source".to_string()),
                ("TypeName", "EscrowedEntryDefault".to_string()),
            ],
        };
    }
    let (name, kind) = match (account.state.purged, account.history.len()) {
        (true, _) => ("EntryImportDelete", "Delete"),
        (false, 1) => ("EntryImportAdd", "Add"),
        _ => ("EntryImportUpdate", "Update"),
    };
    Step {
        name,
        kind: "import",
        status: "success",
        description: format!("Received User '{upn}' change of type ({kind}) from Microsoft Entra ID"),
        details: vec![
            ("objectId", account.id.clone()),
            ("accountEnabled", text(account.state.enabled)),
            ("displayName", account.display.clone()),
            ("mailNickname", account.nickname().to_string()),
            ("userPrincipalName", upn),
            ("IsSoftDeleted", text(!account.state.entitled())),
            ("appRoleAssignments", if account.state.assigned { "User" } else { "" }.to_string()),
        ],
    }
}

/// What is different, in the log's own names.
fn modified(
    old: Option<&Values>,
    sent: Option<&Values>,
    old_values: bool,
) -> Vec<(String, Option<String>, String)> {
    let Some(sent) = sent else { return Vec::new() };
    let fields = |it: &Values| {
        [
            ("userName", it.user_name.clone()),
            ("emails[type eq \"work\"].value", it.email.clone()),
            ("active", text(it.active)),
            ("externalId", it.external_id.clone()),
            ("name.givenName", it.given.clone()),
            ("name.familyName", it.family.clone()),
        ]
    };
    let before = old.map(fields);
    fields(sent)
        .into_iter()
        .enumerate()
        .filter_map(|(n, (name, value))| {
            let old = before.as_ref().map(|it| it[n].1.clone());
            (old.as_ref() != Some(&value)).then(|| (name.to_string(), old.filter(|_| old_values), value))
        })
        .collect()
}

/// What was done or not, with what was sent: the keys lose their dots.
fn last_step(
    name: &str,
    action: &str,
    outcome: Outcome,
    modified: &[(String, Option<String>, String)],
) -> Option<Step> {
    let step =
        |name, kind, status, description, details| Some(Step { name, kind, status, description, details });
    let identifier = ("ReportableIdentifier", name.to_string());
    match outcome {
        Outcome::Staged => None,
        Outcome::Skipped(Skip::NotEntitled) => step(
            "EntrySynchronizationSkip",
            "processing",
            "skipped",
            format!(
                "The User '{name}' will be skipped due to the following reasons: 1) This object is not assigned to the \
                 application. If you did not expect the object to be skipped, assign the object to the application or change \
                 your scoping filter to allow all users and groups to be in scope for provisioning. 2) This object does not \
                 have required entitlement for provisioning."
            ),
            vec![("SkipReason", "NotEffectivelyEntitled".to_string()), identifier],
        ),
        Outcome::Skipped(Skip::Redundant) => step(
            "EntrySynchronizationSkip",
            "processing",
            "skipped",
            "The state of the entry in both the source and target systems already match. No change to the User currently \
             needs to be made."
                .to_string(),
            vec![("SkipReason", "RedundantExport".to_string()), identifier],
        ),
        Outcome::Skipped(Skip::MissingValue) => step(
            "EntrySynchronizationSkip",
            "processing",
            "skipped",
            format!(
                "The User '{name}' will be skipped because the value of the property name.familyName is missing or invalid. \
                 Please update the source value for the User and ensure it is valid."
            ),
            vec![
                ("PropertyName", "name.familyName".to_string()),
                ("SkipReason", "AttributeValidationFailed".to_string()),
                identifier,
            ],
        ),
        Outcome::Done | Outcome::Refused(_) | Outcome::Hiccup => {
            let done = outcome == Outcome::Done;
            let (step_name, past, present) = match action {
                "create" => ("EntryExportAdd", "created", "create"),
                "delete" => ("EntryExportDelete", "deleted", "delete"),
                _ => ("EntryExportUpdate", "updated", "update"),
            };
            let description = if done {
                format!("User '{name}' was {past} in Maptician")
            } else {
                format!("Failed to {present} User '{name}' in Maptician")
            };
            let key = |it: &str| match it {
                "userName" => "userName",
                "active" => "active",
                "externalId" => "externalId",
                "name.givenName" => "namegivenName",
                "name.familyName" => "namefamilyName",
                _ => "emails[type eq \"work\"]value",
            };
            let mut details: Vec<(&'static str, String)> =
                modified.iter().map(|it| (key(&it.0), it.2.clone())).collect();
            details.push(identifier);
            step(step_name, "export", if done { "success" } else { "failure" }, description, details)
        }
    }
}
