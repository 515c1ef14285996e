//! Records: what the formats make of rows. Owned, small and typed; everything after this knows no format.

use scim_checkup_ground::{row::Place, signature::NoText};

use crate::{
    name::{ObjectId, take_off_prefix},
    report::Side,
    time::Time,
};

/// A text that is kept, perhaps by the million.
pub type Text = Box<str>;

/// Where a kept value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which document, in the order they were opened.
    pub document: u32,
    pub place: Place,
    /// What the value is, as the format names it: a dotted path.
    pub field: &'static str,
}

impl Mark {
    /// The line alone, for a value that stands near by or was unescaped: its own bytes are not marked.
    pub fn near(self) -> Mark {
        Mark { place: Place { offset: None, length: 0, ..self.place }, ..self }
    }
}

/// A value as read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<T> {
    pub value: T,
    pub mark: Mark,
}

impl<T> Seen<T> {
    pub fn new(value: T, mark: Mark) -> Seen<T> {
        Seen { value, mark }
    }
}

/// One entry of the material, understood.
// It lives from the format to the store only: a box for each would cost more than the room it saves.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Account(Account),
    Scim(ScimUser),
    Event(Event),
    /// A part of an entry that was written in several files, told by its change ID.
    Part(Event, PartOf),
    Audit(AuditEntry),
    Assignment(Assignment),
    Mention(Mention),
    Job(Job),
    Listing(Listing),
    Remark(Remark),
}

/// One entry of Entra's directory: a user, live or deleted. Fields that the material leaves out or leaves blank are
/// `None`: Graph and PowerShell leave most of them out unless asked, so missing is unknown, not false.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub mark: Mark,
    pub object_id: Option<Seen<ObjectId>>,
    pub user_principal_name: Option<Seen<Text>>,
    pub mail: Option<Seen<Text>>,
    /// Without `SMTP:`.
    pub proxy_addresses: Vec<Seen<Text>>,
    pub display_name: Option<Seen<Text>>,
    pub given_name: Option<Seen<Text>>,
    pub family_name: Option<Seen<Text>>,
    pub account_enabled: Option<Seen<bool>>,
    pub deletion: Deletion,
    pub created_at: Option<Seen<Time>>,
    /// True: synchronised from on-premises Active Directory, to be disabled and enabled there.
    pub on_premises_synced: Option<Seen<bool>>,
    /// True: a guest.
    pub guest: Option<Seen<bool>>,
    /// True where this is a row of a request (a bulk template): it names somebody and shows no state.
    pub request: bool,
    /// True: the record is torn, and its ID, its name or the date of a deletion may be what is missing.
    pub torn: bool,
}

impl Account {
    /// Entra renames in the act of deleting: a name with the record's own ID in front is a deleted user's.
    pub fn has_own_prefix(&self) -> bool {
        let prefix = self.user_principal_name.as_ref().and_then(|it| take_off_prefix(&it.value));
        prefix.is_some_and(|it| self.object_id.as_ref().is_none_or(|id| it.layers[0] == id.value))
    }
}

/// What a directory record says of a deletion.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Deletion {
    #[default]
    NotShown,
    /// In *Deleted users*; the date where the record has it.
    Soft(Option<Seen<Time>>),
    /// Gone for good (a delta says so).
    Hard,
}

/// One user as a SCIM application holds it, or as a list without marks of its own shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScimUser {
    pub mark: Mark,
    pub origin: Origin,
    /// The application's own key.
    pub id: Option<Seen<Text>>,
    /// The identity provider's key: an object ID, a nickname or a name.
    pub external_id: Option<Seen<Text>>,
    pub user_name: Option<Seen<Text>>,
    pub emails: Vec<Seen<Text>>,
    pub display_name: Option<Seen<Text>>,
    pub given_name: Option<Seen<Text>>,
    pub family_name: Option<Seen<Text>>,
    pub active: Option<Seen<bool>>,
    pub last_modified: Option<Seen<Time>>,
}

impl ScimUser {
    /// Maptician's key as SCIM and the log know it; a list's own IDs are of another kind.
    pub fn scim_id(&self) -> Option<&Seen<Text>> {
        self.id.as_ref().filter(|it| it.mark.field.rsplit('.').next() == Some("id"))
    }
}

/// Whose a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The application's own answer or export.
    Maptician,
    /// It could come from any system: its names are of unknown origin, its flags prove nothing.
    Unknown,
    /// The body of a request: what was asked for, not what is stored.
    Request,
}

/// One entry of Entra's provisioning log, whatever form it came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub mark: Mark,
    /// The entry's own ID; the same entry in several exports counts once.
    pub id: Option<Text>,
    pub change_id: Option<Text>,
    pub cycle_id: Option<Text>,
    pub job_id: Option<Text>,
    /// The application that it is about, as the tenant calls it.
    pub application: Option<Text>,
    pub at: Option<Seen<Time>>,
    pub action: Option<Seen<EventAction>>,
    pub status: Option<Seen<EventStatus>>,
    pub source: Source,
    pub target: Target,
    /// Maptician's record before the change: the matching step's details. Observed, even in a skipped or failed event.
    pub before: Option<Box<ScimUser>>,
    /// What was sent: the modified properties, else the export step's details.
    pub sent: Changes,
    pub scope: Scope,
    pub error: Option<Box<Failure>>,
    /// `NotEffectivelyEntitled`, `AttributeValidationFailed`, `RedundantExport`, …
    pub skip_reason: Option<Seen<Text>>,
    /// Which property was missing, where a skip names it.
    pub missing_property: Option<Seen<Text>>,
    /// The steps say that the lookup by the matching value found nobody.
    pub lookup_found_nothing: Option<Mark>,
}

impl Event {
    /// The SCIM `id` of the record that it is about.
    pub fn record_id(&self) -> Option<&str> {
        let before = || self.before.as_ref().and_then(|it| it.id.as_ref());
        self.target.id.as_ref().or_else(before).map(|it| &*it.value)
    }

    /// One of which nothing is known yet.
    pub fn new(mark: Mark) -> Event {
        Event {
            mark,
            id: None,
            change_id: None,
            cycle_id: None,
            job_id: None,
            application: None,
            at: None,
            action: None,
            status: None,
            source: Source::default(),
            target: Target::default(),
            before: None,
            sent: Changes::default(),
            scope: Scope::default(),
            error: None,
            skip_reason: None,
            missing_property: None,
            lookup_found_nothing: None,
        }
    }

    /// Takes over from another part of the same entry what this one does not show; its error is its own.
    pub fn complete(&mut self, from: Event) {
        fill(&mut self.at, from.at);
        fill(&mut self.action, from.action);
        fill(&mut self.status, from.status);
        let (source, scope) = (&mut self.source, &mut self.scope);
        fill(&mut source.object_id, from.source.object_id);
        for (text, from) in [
            (&mut source.user_principal_name, from.source.user_principal_name),
            (&mut source.mail, from.source.mail),
            (&mut source.display_name, from.source.display_name),
            (&mut self.target.display_name, from.target.display_name),
            (&mut self.skip_reason, from.skip_reason),
            (&mut self.missing_property, from.missing_property),
        ] {
            fill(text, from);
        }
        for (flag, from) in [
            (&mut source.account_enabled, from.source.account_enabled),
            (&mut source.is_soft_deleted, from.source.is_soft_deleted),
            (&mut scope.active, from.scope.active),
            (&mut scope.assigned, from.scope.assigned),
            (&mut scope.role, from.scope.role),
            (&mut scope.filter, from.scope.filter),
        ] {
            fill(flag, from);
        }
        fill(&mut self.before, from.before);
        fill(&mut self.lookup_found_nothing, from.lookup_found_nothing);
        if !self.sent.shown {
            self.sent = from.sent;
        }
    }
}

impl Changes {
    /// Takes over the properties that another part lists.
    pub fn add(&mut self, from: Changes) {
        self.shown |= from.shown;
        for (text, from) in [
            (&mut self.old_user_name, from.old_user_name),
            (&mut self.user_name, from.user_name),
            (&mut self.external_id, from.external_id),
            (&mut self.display_name, from.display_name),
            (&mut self.given_name, from.given_name),
            (&mut self.family_name, from.family_name),
        ] {
            fill(text, from);
        }
        fill(&mut self.old_active, from.old_active);
        fill(&mut self.active, from.active);
        self.emails.extend(from.emails);
    }
}

fn fill<T>(into: &mut Option<T>, from: Option<T>) {
    if into.is_none() {
        *into = from;
    }
}

/// Which part of an entry stands in a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// The event itself, without its steps and what it sent.
    Entry,
    Steps,
    Changes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventAction {
    Create,
    Update,
    Delete,
    Disable,
    /// Held back by accidental-deletion prevention.
    Staged,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventStatus {
    Success,
    Failure,
    Skipped,
    Warning,
}

/// Entra's side of an event: `sourceIdentity` and the import step.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Source {
    pub object_id: Option<Seen<ObjectId>>,
    pub user_principal_name: Option<Seen<Text>>,
    pub mail: Option<Seen<Text>>,
    pub display_name: Option<Seen<Text>>,
    pub account_enabled: Option<Seen<bool>>,
    /// `IsSoftDeleted`: true also for accounts disabled, unassigned or filtered out; alone it never means deleted.
    pub is_soft_deleted: Option<Seen<bool>>,
}

/// Maptician's side of an event: `targetIdentity`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Target {
    /// Maptician's own SCIM `id`, always.
    pub id: Option<Seen<Text>>,
    /// Maptician's name after a successful event; what was sent in a failed one.
    pub display_name: Option<Seen<Text>>,
}

/// What an event sent, and the old values where it shows them (they are often missing where there was one).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Changes {
    /// True where the material lists the changes: what is not in it was not sent.
    pub shown: bool,
    pub old_user_name: Option<Seen<Text>>,
    pub user_name: Option<Seen<Text>>,
    pub old_active: Option<Seen<bool>>,
    pub active: Option<Seen<bool>>,
    pub emails: Vec<Seen<Text>>,
    pub external_id: Option<Seen<Text>>,
    pub display_name: Option<Seen<Text>>,
    pub given_name: Option<Seen<Text>>,
    pub family_name: Option<Seen<Text>>,
}

/// The scoping step's details: why somebody is out of scope.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scope {
    /// False: disabled or deleted, not unassigned.
    pub active: Option<Seen<bool>>,
    pub assigned: Option<Seen<bool>>,
    pub role: Option<Seen<bool>>,
    pub filter: Option<Seen<bool>>,
}

/// Why an event failed, as the log and Maptician's answer in it word it.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub mark: Mark,
    /// `SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering`, `EntryConflict`, …
    pub code: Option<Seen<Text>>,
    /// The whole sentence.
    pub reason: Option<Text>,
    /// From `StatusCode: Conflict` or the answer's own `status`.
    pub http_status: Option<u16>,
    pub scim_type: Option<Text>,
    /// Maptician's own words.
    pub detail: Option<Seen<Text>>,
    /// True: the answer does not end, and what is missing may say more.
    pub cut: bool,
    pub retried: Option<u32>,
    pub next_attempt: Option<Time>,
}

/// One entry of Entra's audit log about a user.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    pub mark: Mark,
    pub id: Option<Text>,
    pub at: Option<Seen<Time>>,
    pub activity: Seen<Activity>,
    /// Only a success changed anything.
    pub success: bool,
    pub object_id: Option<Seen<ObjectId>>,
    /// The name after the act: *Delete user* already has the prefix.
    pub user_principal_name: Option<Seen<Text>>,
    pub old_user_principal_name: Option<Seen<Text>>,
    pub mail: Option<Seen<Text>>,
    pub display_name: Option<Seen<Text>>,
    pub account_enabled: Option<Seen<bool>>,
    /// Who did it: a person's name or an application's.
    pub by: Option<Seen<Actor>>,
    /// The application that an assignment was about.
    pub application: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Activity {
    Add,
    Update,
    Disable,
    Enable,
    /// Into *Deleted users*.
    Delete,
    HardDelete,
    Restore,
    /// One user was assigned to the application.
    Assign,
    Unassign,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    pub name: Text,
    /// True: an application or service acted, not a person.
    pub application: bool,
}

/// One assignment to the application.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    pub mark: Mark,
    pub object_id: Option<Seen<ObjectId>>,
    pub display_name: Option<Seen<Text>>,
    pub created_at: Option<Seen<Time>>,
    /// True: a group is assigned, which covers its direct members; no user.
    pub group: bool,
    pub application: Option<Text>,
}

/// A name that stands somewhere, with no more said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub name: Seen<Text>,
    pub display_name: Option<Seen<Text>>,
    /// Whose name it is, where the sentence shows it.
    pub side: Option<Side>,
}

/// The state of a provisioning job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub mark: Mark,
    pub id: Text,
    /// `Active`, `Paused`, `Quarantine`, …
    pub code: Option<Seen<Text>>,
    /// `schedule.state`.
    pub schedule: Option<Seen<Text>>,
    pub last_execution: Option<Seen<Time>>,
    /// True while the first, full cycle has not ended.
    pub initial: bool,
    pub quarantine_reason: Option<Seen<Text>>,
    pub quarantined_since: Option<Seen<Time>>,
    /// The code of the error behind the quarantine.
    pub error: Option<Seen<Text>>,
    /// Whether the customer can act on that, by the service's own word.
    pub actionable: Option<bool>,
    pub next_attempt: Option<Seen<Time>>,
}

/// A list or page as a whole: what its absence of somebody would mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    pub mark: Mark,
    pub kind: ListingKind,
    /// How many of its entries were read.
    pub rows: u32,
    /// Its own count of all, where it has one.
    pub total: Option<u64>,
    /// SCIM's `startIndex`; the first page starts at 1.
    pub start_index: Option<u64>,
    /// Another page follows.
    pub next: bool,
    /// It says or shows that it was filtered.
    pub filtered: bool,
    /// It begins and ends in the material.
    pub complete: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListingKind {
    /// Graph: live or deleted users; the rows tell which.
    Directory,
    Scim,
    Assignments,
    Log,
    /// A table or bare list: never whole by itself.
    Table,
}

/// Material that is recognised and is about no user.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub mark: Mark,
    pub kind: RemarkKind,
    /// What it is or where it comes from, for the sentence: `sign-in log`, `Okta`, `servicenow`.
    pub what: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Another identity provider, by a reliable sign.
    OtherProvider,
    /// Sign-in logs, group listings: the wrong log for the question.
    WrongMaterial,
    /// Another application's provisioning log.
    OtherApplication,
    /// One of several files that belong together.
    PartOnly,
    /// A format that is recognised and not read yet.
    NotReadYet,
    /// A file that holds no text.
    NoText(NoText),
    /// It was read, and it names no user.
    NamesNobody,
}
