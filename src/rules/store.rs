//! Everything that was understood, kept until the join: directory and SCIM records whole, logs folded by user.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{Hash, Hasher},
};

use fnv::FnvHasher;

use crate::{
    history::History,
    name::{ObjectId, fold, take_off_prefix},
    record::{
        Account, Assignment, AuditEntry, Event, EventStatus, Job, Listing, Mark, Mention, Record, Remark,
        ScimUser, Seen,
    },
    time::Time,
};

/// Whose log a history is, as far as the entries themselves say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Account(ObjectId),
    /// Maptician's own key of a record.
    Scim(String),
    /// A name, folded.
    Name(String),
}

/// The material, understood.
#[derive(Default)]
pub struct Store {
    /// Names of the documents in the order they were opened.
    pub names: Vec<String>,
    pub accounts: Vec<Account>,
    pub scim: Vec<ScimUser>,
    pub mentions: BTreeMap<String, Mention>,
    pub assignments: Vec<Assignment>,
    pub jobs: BTreeMap<String, Job>,
    pub listings: Vec<Listing>,
    pub remarks: Vec<Remark>,
    pub histories: BTreeMap<Key, History>,
    /// Which log entries were counted: a few bytes for each distinct one.
    counted: HashSet<u64>,
    /// How many provisioning log entries there are, each once, and the time they span.
    pub log: Span,
    /// The same for audit log entries.
    pub audit_log: Span,
    pub tenants: BTreeMap<String, Mark>,
}

/// How far a log reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub entries: u32,
    pub failures: u32,
    pub first: Option<Time>,
    pub last: Option<Time>,
    pub mark: Option<Mark>,
}

impl Store {
    /// Takes in one record.
    pub fn add(&mut self, record: Record) {
        match record {
            Record::Account(account) => self.accounts.push(account),
            Record::Scim(user) => self.scim.push(user),
            Record::Event(event) => self.add_event(event),
            Record::Audit(entry) => self.add_audit(entry),
            Record::Assignment(assignment) => self.assignments.push(assignment),
            Record::Mention(mention) => self.add_mention(mention),
            Record::Job(job) => self.add_job(job),
            Record::Listing(listing) => self.listings.push(listing),
            Record::Remark(remark) => self.add_remark(remark),
        }
    }

    /// A log entry counts once, by its ID, else by its content.
    fn add_event(&mut self, event: Event) {
        let fresh = self.counted.insert(identity(&event));
        if fresh {
            let failed = event.status.as_ref().is_some_and(|it| it.value == EventStatus::Failure);
            self.log.take_in(event.at.as_ref(), failed);
        }
        if let Some(tenant) = event.job_id.as_deref().and_then(tenant_of_job) {
            self.tenants.entry(tenant).or_insert(event.mark);
        }
        let Some(key) = key_of(&event) else { return };
        self.histories.entry(key).or_default().add(event, fresh, &self.names);
    }

    fn add_audit(&mut self, entry: AuditEntry) {
        let mut hasher = FnvHasher::default();
        match &entry.id {
            Some(id) => id.hash(&mut hasher),
            None => (
                entry.at.as_ref().map(|it| it.value),
                entry.activity.value,
                entry.object_id.as_ref().map(|it| it.value),
            )
                .hash(&mut hasher),
        }
        "audit".hash(&mut hasher);
        if self.counted.insert(hasher.finish()) {
            self.audit_log.take_in(entry.at.as_ref(), false);
        }
        let key = match (&entry.object_id, &entry.user_principal_name) {
            (Some(id), _) => Key::Account(id.value),
            (None, Some(name)) => name_key(&name.value),
            (None, None) => return,
        };
        self.histories.entry(key).or_default().add_audit(entry, &self.names);
    }

    /// Of a name that stands in many places the first is kept: documents by name, then by line.
    fn add_mention(&mut self, mention: Mention) {
        let key = fold(&mention.name.value);
        let order = |it: &Mention| {
            let mark = it.name.mark;
            (self.names.get(mark.document as usize).cloned(), mark.place.line, mark.place.offset)
        };
        match self.mentions.get(&key) {
            Some(kept) if order(kept) <= order(&mention) => {}
            _ => {
                self.mentions.insert(key, mention);
            }
        }
    }

    /// Of several states of one job the latest execution time wins.
    fn add_job(&mut self, job: Job) {
        if let Some(tenant) = tenant_of_job(&job.id) {
            self.tenants.entry(tenant).or_insert(job.mark);
        }
        let time = |it: &Job| it.last_execution.as_ref().map(|it| it.value);
        match self.jobs.get(&*job.id) {
            Some(kept) if time(kept) >= time(&job) => {}
            _ => {
                self.jobs.insert(job.id.to_string(), job);
            }
        }
    }

    /// One remark of each kind and document is enough.
    fn add_remark(&mut self, remark: Remark) {
        let same = |it: &Remark| {
            it.kind == remark.kind && it.what == remark.what && it.mark.document == remark.mark.document
        };
        if !self.remarks.iter().any(same) {
            self.remarks.push(remark);
        }
    }
}

impl Span {
    fn take_in(&mut self, at: Option<&Seen<Time>>, failed: bool) {
        self.entries += 1;
        self.failures += u32::from(failed);
        if let Some(at) = at {
            if self.first.is_none_or(|it| at.value < it) {
                self.first = Some(at.value);
                self.mark = Some(at.mark);
            }
            self.last = self.last.max(Some(at.value));
        }
    }
}

/// The tenant in a job's ID: `template.<32 hex digits>.<GUID>`.
///
/// Source: Microsoft Entra, *SCIM compatibility of the provisioning service*.
fn tenant_of_job(job: &str) -> Option<String> {
    let tenant = job.split('.').nth(1)?;
    (tenant.len() == 32 && tenant.bytes().all(|it| it.is_ascii_hexdigit()))
        .then(|| tenant.to_ascii_lowercase())
}

fn key_of(event: &Event) -> Option<Key> {
    if let Some(id) = &event.source.object_id {
        return Some(Key::Account(id.value));
    }
    if let Some(id) = &event.target.id {
        return Some(Key::Scim(id.value.to_string()));
    }
    let names = [
        &event.source.user_principal_name,
        &event.target.display_name,
        &event.sent.user_name,
        &event.source.mail,
    ];
    names.into_iter().flatten().next().map(|it| name_key(&it.value))
}

/// An account that is known by a name with its own ID in front is known by that ID.
fn name_key(name: &str) -> Key {
    match take_off_prefix(name) {
        Some(it) if it.layers[0].is_version_4() => Key::Account(it.layers[0]),
        _ => Key::Name(fold(name)),
    }
}

/// What makes a log entry the same entry: its ID, else what it says.
fn identity(event: &Event) -> u64 {
    let mut hasher = FnvHasher::default();
    if let Some(id) = &event.id {
        id.to_ascii_lowercase().hash(&mut hasher);
        return hasher.finish();
    }
    let text = |it: &Option<Seen<crate::record::Text>>| it.as_ref().map(|it| fold(&it.value));
    event.change_id.hash(&mut hasher);
    event.at.as_ref().map(|it| it.value).hash(&mut hasher);
    event.action.as_ref().map(|it| it.value).hash(&mut hasher);
    event.status.as_ref().map(|it| it.value).hash(&mut hasher);
    event.source.object_id.as_ref().map(|it| it.value).hash(&mut hasher);
    text(&event.source.user_principal_name).hash(&mut hasher);
    text(&event.target.display_name).hash(&mut hasher);
    text(&event.target.id).hash(&mut hasher);
    text(&event.skip_reason).hash(&mut hasher);
    if let Some(error) = &event.error {
        text(&error.code).hash(&mut hasher);
        text(&error.detail).hash(&mut hasher);
        (error.http_status, error.retried, error.next_attempt).hash(&mut hasher);
    }
    hasher.finish()
}
