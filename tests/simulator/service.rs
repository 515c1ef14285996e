//! The provisioning service: cycles, links, retries, and its log.
//!
//! Sources: Microsoft Entra, *How provisioning works*, *Quarantine status*, *Prevent accidental deletions*, *Analyze
//! provisioning logs*; for what a deletion sends, traces in public issues of applications that answer SCIM.

use super::{
    chance::Chance,
    clock::{self, CYCLE, DAY, HOUR, MINUTE, Moment},
    entra::{Account, Directory, State},
    maptician::{Maptician, Record, Refused, Values},
};

/// How the customer set provisioning up, and how the parts talk.
#[derive(Clone)]
pub struct Settings {
    pub tenant_id: String,
    pub job_id: String,
    pub principal_id: String,
    /// `userName` is mapped from `mail` and not from `userPrincipalName`.
    pub name_is_mail: bool,
    /// The work address is mapped from `userPrincipalName`.
    pub email_is_name: bool,
    /// `externalId` is mapped from the object ID, not from the nickname.
    pub external_id_is_object_id: bool,
    /// How the log calls a deactivation: not documented.
    pub deactivation: &'static str,
    /// More users leaving in one cycle than this stop the job.
    pub threshold: Option<usize>,
    /// Old values are shown in the log: they often are not.
    pub old_values: bool,
    /// Of a hundred requests so many fail for a reason that heals by itself.
    pub flaky: usize,
    /// Which of its ways to word a refusal the application has.
    pub wording: usize,
    /// Whether the answer to a refusal has its status as text.
    pub status_is_text: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    Runs,
    Off,
    /// The reason.
    Quarantined(&'static str, Moment),
}

#[derive(Clone)]
struct Escrow {
    first: Moment,
    tries: i64,
    next: Moment,
}

/// Why nothing was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skip {
    NotEntitled,
    Redundant,
    MissingValue,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Done,
    Skipped(Skip),
    /// Refused for a reason that stays.
    Refused(Refused),
    /// Failed for a reason that heals by itself.
    Hiccup,
    Staged,
}

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

#[derive(Clone)]
pub struct Service {
    pub settings: Settings,
    pub job: Job,
    pub entries: Vec<Entry>,
    pub last_run: Moment,
    links: Vec<Option<usize>>,
    /// The change of the account that was last dealt with.
    done: Vec<Moment>,
    escrows: Vec<Option<Escrow>>,
    /// Deletions that were accepted run whatever the threshold says.
    accepted: bool,
    staged: Vec<usize>,
}

/// An account whose turn it is.
struct Work<'a> {
    now: Moment,
    at: usize,
    account: &'a Account,
    /// Nothing changed since it failed.
    retry: bool,
    cycle: &'a str,
}

/// What was tried, on what there was before, and what came of it.
struct Attempt {
    action: &'static str,
    outcome: Outcome,
    before: Option<(usize, Record)>,
    sent: Option<Values>,
}

/// What there is to send.
enum Request {
    Create(Values),
    Update(usize, Values),
    Delete(usize),
    Nothing(Skip, Option<usize>),
}

impl Service {
    pub fn new(settings: Settings) -> Service {
        Service {
            settings,
            job: Job::Runs,
            entries: Vec::new(),
            last_run: 0,
            links: Vec::new(),
            done: Vec::new(),
            escrows: Vec::new(),
            accepted: false,
            staged: Vec::new(),
        }
    }

    /// Whether an operation of this account failed and is still to be tried again.
    pub fn retries(&self, account: usize) -> bool {
        self.escrows.get(account).is_some_and(Option::is_some)
    }

    /// Whether a change of the account was not dealt with yet.
    pub fn waits(&self, account: &Account, at: usize) -> bool {
        self.done.get(at).is_none_or(|it| account.changed > *it)
    }

    fn know(&mut self, n: usize) {
        self.links.resize(n, None);
        self.done.resize(n, 0);
        self.escrows.resize(n, None);
    }

    /// One round: what changed since the last, and what is to be tried again.
    pub fn cycle(
        &mut self,
        now: Moment,
        directory: &Directory,
        maptician: &mut Maptician,
        chance: &mut Chance,
    ) {
        if self.job != Job::Runs {
            return;
        }
        self.last_run = now;
        self.know(directory.accounts.len());
        let due = |it: &Option<Escrow>| it.as_ref().is_some_and(|it| it.next <= now);
        let mut work: Vec<usize> = (0..directory.accounts.len())
            .filter(|it| self.waits(&directory.accounts[*it], *it) || due(&self.escrows[*it]))
            .collect();
        work.sort_by_key(|it| directory.accounts[*it].changed);
        let cycle = chance.guid();
        let leaving: Vec<usize> = work
            .iter()
            .copied()
            .filter(|it| !directory.accounts[*it].state.entitled())
            .filter(|it| {
                let linked = self.links[*it].and_then(|it| maptician.records[it].values.as_ref());
                linked.is_some_and(|it| it.active)
            })
            .collect();
        let held = !self.accepted && self.settings.threshold.is_some_and(|it| leaving.len() > it);
        self.accepted = false;
        for (n, at) in work.into_iter().enumerate() {
            let account = &directory.accounts[at];
            let retry = !self.waits(account, at);
            let work = Work { now: now + 3 + 2 * n as Moment, at, account, retry, cycle: &cycle };
            if held && leaving.contains(&at) {
                if !self.staged.contains(&at) {
                    self.staged.push(at);
                    self.stage(&work, maptician, chance);
                }
                continue;
            }
            self.process(&work, maptician, chance);
            self.done[at] = account.changed;
        }
        if held {
            self.job = Job::Quarantined("TooManyDeletes", now + MINUTE);
        }
    }

    /// The customer accepts the deletions that were held back.
    pub fn allow_deletes(&mut self) {
        self.accepted = true;
        self.staged.clear();
        self.job = Job::Runs;
    }

    /// A restart: retries are forgotten, and whoever left the scope before their cycle came is not looked at any more.
    pub fn restart(&mut self, directory: &Directory) {
        self.know(directory.accounts.len());
        for (at, account) in directory.accounts.iter().enumerate() {
            self.escrows[at] = None;
            if account.state.assigned && account.state.lives() {
                self.done[at] = 0;
            } else if self.waits(account, at) {
                self.done[at] = account.changed;
                self.links[at] = None;
            }
        }
        self.job = Job::Runs;
        self.staged.clear();
    }

    /// What is wanted in Maptician for an account.
    fn wanted(&self, account: &Account) -> Values {
        let upn = account.upn();
        let name_is_mail = self.settings.name_is_mail;
        Values {
            user_name: if name_is_mail { account.mail.clone() } else { upn.clone() },
            email: if self.settings.email_is_name { upn } else { account.mail.clone() },
            active: account.state.entitled(),
            external_id: if self.settings.external_id_is_object_id {
                account.id.clone()
            } else {
                account.nickname().to_string()
            },
            given: account.given.clone(),
            family: account.family.clone(),
        }
    }

    /// Finds out what there is to send, as *How provisioning works* has it. The second is what the lookup by name found.
    fn request(
        &self,
        at: usize,
        account: &Account,
        maptician: &Maptician,
    ) -> Option<(Request, Option<usize>)> {
        let State { assigned, purged, .. } = account.state;
        let stored = |record: usize| maptician.records[record].values.clone();
        let update = |record: usize, wanted: Values| match stored(record) {
            Some(it) if it == wanted => Request::Nothing(Skip::Redundant, Some(record)),
            _ => Request::Update(record, wanted),
        };
        let request = match (self.links[at], account.state.entitled()) {
            (Some(record), _) if purged => Request::Delete(record),
            (None, _) if purged || (account.state.deleted && !assigned) => return None,
            (Some(record), _) if !assigned => match stored(record) {
                Some(it) if it.active => Request::Update(record, Values { active: false, ..it }),
                _ => Request::Nothing(Skip::NotEntitled, Some(record)),
            },
            (Some(record), _) => update(record, self.wanted(account)),
            (None, false) => Request::Nothing(Skip::NotEntitled, None),
            (None, true) => {
                let wanted = self.wanted(account);
                match maptician.find(&wanted.user_name) {
                    Some(record) => return Some((update(record, wanted), Some(record))),
                    None if account.family.is_empty() => Request::Nothing(Skip::MissingValue, None),
                    None => Request::Create(wanted),
                }
            }
        };
        Some((request, None))
    }

    fn process(&mut self, work: &Work<'_>, maptician: &mut Maptician, chance: &mut Chance) {
        let Work { now, at, account, .. } = *work;
        let Some((request, found)) = self.request(at, account, maptician) else {
            self.escrows[at] = None;
            return;
        };
        if let Some(record) = found {
            // A record has one link: whoever had it before is not managed any more.
            self.links.iter_mut().filter(|it| **it == Some(record)).for_each(|it| *it = None);
            self.links[at] = Some(record);
            maptician.records[record].owner = at;
        }
        let hiccup = !matches!(request, Request::Nothing(..)) && chance.percent(self.settings.flaky);
        let before = match request {
            Request::Nothing(_, record) => record,
            Request::Update(record, _) | Request::Delete(record) => Some(record),
            Request::Create(_) => None,
        };
        let before = before.map(|it| (it, maptician.records[it].clone()));
        let old = before.as_ref().and_then(|it| it.1.values.as_ref());
        let (action, outcome, sent) = match request {
            Request::Nothing(Skip::MissingValue, _) => ("create", Outcome::Skipped(Skip::MissingValue), None),
            Request::Nothing(skip, _) => ("other", Outcome::Skipped(skip), None),
            Request::Create(wanted) => {
                let outcome = outcome(hiccup, || {
                    self.links[at] = Some(maptician.create(now, chance.guid(), wanted.clone(), at)?);
                    Ok(())
                });
                ("create", outcome, Some(wanted))
            }
            Request::Update(record, wanted) => {
                let leaves = old.is_some_and(|it| it.active && !wanted.active);
                let action = if leaves { self.settings.deactivation } else { "update" };
                let outcome = outcome(hiccup, || maptician.patch(now, record, wanted.clone()));
                (action, outcome, Some(wanted))
            }
            Request::Delete(record) => ("delete", outcome(hiccup, || maptician.delete(now, record)), None),
        };
        self.close(work, &Attempt { action, outcome, before, sent }, maptician, chance);
    }

    /// Keeps link and retries, and writes the entry.
    fn close(&mut self, work: &Work<'_>, attempt: &Attempt, maptician: &Maptician, chance: &mut Chance) {
        let Work { now, at, account, retry, .. } = *work;
        let failed = matches!(attempt.outcome, Outcome::Hiccup | Outcome::Refused(_));
        let tries = self.escrows[at].as_ref().map_or(0, |it| it.tries);
        if failed {
            let first = self.escrows[at].as_ref().map_or(now, |it| it.first);
            let next = match tries {
                0 => now + CYCLE / 2,
                1 => first + 6 * HOUR,
                2 => first + 12 * HOUR,
                _ => first + (tries - 2) * DAY,
            };
            let next = next.max(now + CYCLE / 2);
            self.escrows[at] = (now - first < 28 * DAY).then_some(Escrow { first, tries: tries + 1, next });
        } else {
            self.escrows[at] = None;
            // Out of scope: switched off once, and from then on nobody's.
            if !account.state.assigned || attempt.action == "delete" {
                self.links[at] = None;
            }
        }
        let record = attempt.before.as_ref().map(|it| it.0).or(self.links[at]);
        let entry = self.entry(work, attempt, retry.then_some(tries), record, maptician, chance);
        self.entries.push(entry);
    }

    fn stage(&mut self, work: &Work<'_>, maptician: &Maptician, chance: &mut Chance) {
        let Some(record) = self.links[work.at] else { return };
        let old = maptician.records[record].clone();
        let sent = old.values.clone().map(|it| Values { active: false, ..it });
        let attempt =
            Attempt { action: "stagedDelete", outcome: Outcome::Staged, before: Some((record, old)), sent };
        let entry = self.entry(work, &attempt, None, Some(record), maptician, chance);
        self.entries.push(entry);
    }

    fn entry(
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
            error: self.error(now, outcome, retried, chance),
            steps,
            modified,
        }
    }

    /// Code and reason of what failed.
    fn error(
        &self,
        now: Moment,
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
        let next = clock::iso_in_full(now + 6 * HOUR);
        Some((
            code,
            format!(
                "StatusCode: {word}\r\nMessage: Processing of the HTTP request resulted in an exception. Please see the HTTP \
                 response returned by the 'Response' property of this exception for details.\r\nWeb Response: \r\n\
                 {{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],{detail}\"status\":{status}{kind}}}. This \
                 operation was retried {tries} times. It will be retried again after this date: {next} UTC"
            ),
        ))
    }
}

fn outcome(hiccup: bool, request: impl FnOnce() -> Result<(), Refused>) -> Outcome {
    if hiccup {
        return Outcome::Hiccup;
    }
    match request() {
        Ok(()) => Outcome::Done,
        Err(refused) => Outcome::Refused(refused),
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
