//! Everything that was understood, kept until the join: directory and SCIM records whole, logs folded by user.

use std::rc::Rc;

use fnv::FnvHashSet;

use crate::{
    cite::Order,
    cycle::Cycles,
    history::{Fresh, History, is_refused, is_refused_create},
    job::{self, tenant_of_job},
    letters::fold,
    map::{Map, hash},
    name::{ObjectId, is_address, take_off_prefix},
    record::{
        Account, Activity, Assignment, AuditEntry, Event, EventStatus, Job, Listing, Mark, Mention, PartOf,
        Record, Remark, ScimUser, Seen, Text,
    },
    sort::sort,
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

impl Key {
    /// A record of Maptician's; of that of a tenant, where there are several.
    pub fn record(id: &str, tenant: Option<String>) -> Key {
        Key::Scim(match tenant {
            Some(tenant) => format!("{id} {tenant}"),
            None => id.to_string(),
        })
    }
}

/// The material, understood: of one document, and in the end of all.
///
/// Documents are folded each by itself and then taken together, because which of two documents comes first in the
/// evidence is known only when both were read to the end. Records are shared, so that a report on the way copies none.
#[derive(Clone, Default)]
pub struct Store {
    pub accounts: Vec<Rc<Account>>,
    pub scim: Vec<Rc<ScimUser>>,
    pub mentions: Map<String, Rc<Mention>>,
    pub assignments: Vec<Rc<Assignment>>,
    pub jobs: Map<String, Rc<Job>>,
    pub listings: Vec<Rc<Listing>>,
    pub remarks: Vec<Rc<Remark>>,
    pub histories: Map<Key, History>,
    /// By the change ID, folded: parts of entries that stand in several files.
    waiting: Map<String, Waiting>,
    /// How many provisioning log entries there are, each once, and the time they span.
    pub log: Span,
    /// The same for audit log entries.
    pub audit_log: Span,
    pub tenants: Map<String, Mark>,
    pub cycles: Cycles,
    /// The logs of jobs and applications, each by itself until all is read; then those that answer are taken in.
    pub logs: Map<String, Log>,
}

/// The log of one job, or of one application where entries name no job, and who was assigned to that.
#[derive(Clone)]
pub struct Log {
    pub mark: Mark,
    /// As the tenant calls it.
    pub application: Option<Text>,
    pub role: Role,
    pub store: Store,
}

/// What becomes of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Answers,
    /// Another application's.
    Another,
    /// It may be Maptician's: that of an application before the present one, or nothing shows which of them is.
    Untold,
    /// It is a part of its job's log.
    TakenIn,
}

/// What the files show of one change, until all of them were read: nothing tells that no more parts will come.
#[derive(Clone, Default)]
struct Waiting {
    /// The entries, and whether each was counted here. A retry may have the change ID of the first attempt.
    entries: Vec<(Rc<Event>, Fresh)>,
    steps: Option<Rc<Event>>,
    changes: Option<Rc<Event>>,
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
    /// How many users this shows, roughly: what stands in two kinds of records is mostly the same people.
    pub fn n_users(&self) -> usize {
        let logged = self.logs.values().map(|it| it.store.histories.len()).sum::<usize>();
        let logged = logged.max(self.histories.len());
        self.accounts.len().max(self.scim.len()).max(self.mentions.len()).max(logged)
    }

    /// Takes in one record of the document that is being read; `counted` knows the log entries of all documents.
    pub fn add(&mut self, record: Record, counted: &mut Counted) {
        match record {
            Record::Account(account) => self.accounts.push(Rc::new(account)),
            Record::Scim(user) => self.scim.push(Rc::new(user)),
            Record::Event(event) => self.add_event(event, counted),
            Record::Part(event, of) => self.add_part(event, of, counted),
            Record::Audit(entry) => self.add_audit(entry, counted),
            Record::Assignment(assignment) => {
                let log = self.log_of(
                    job::log_of_application(&assignment.application),
                    &assignment.application,
                    assignment.mark,
                );
                log.assignments.push(Rc::new(assignment));
            }
            Record::Mention(mention) => {
                let new = Rc::new(mention);
                let kept = self.mentions.or_insert(fold(&new.name.value), new.clone());
                // A name that could be anybody's says more than one that is Entra's.
                if kept.side.is_some() && new.side.is_none() {
                    *kept = new;
                }
            }
            Record::Job(job) => self.add_job(job),
            Record::Listing(listing) => self.listings.push(Rc::new(listing)),
            Record::Remark(remark) => self.add_remark(remark),
        }
    }

    fn add_event(&mut self, event: Event, counted: &mut Counted) {
        let (log, fresh) = self.log_event(&event, counted);
        let Some(key) = key_of(&event) else { return };
        log.history(key).add(event, fresh);
    }

    /// Counts an event in the log of its job.
    fn log_event(&mut self, event: &Event, counted: &mut Counted) -> (&mut Store, Fresh) {
        let fresh = counted.event(event);
        if let Some(tenant) = event.job_id.as_deref().and_then(tenant_of_job) {
            self.tenants.or_insert(tenant, event.mark);
        }
        let it = self.log_of(job::log_of(event), &event.application, event.mark);
        let failed = event.status.as_ref().is_some_and(|it| it.value == EventStatus::Failure);
        it.log.add(event.at.as_ref(), fresh.entry, failed);
        if let (Some(cycle), Some(at)) = (&event.cycle_id, &event.at) {
            it.cycles.add(cycle, at.value);
        }
        if let Some(mention) = named_by_refusal(event) {
            it.mentions.or_insert(fold(&mention.name.value), Rc::new(mention));
        }
        (it, fresh)
    }

    pub fn history(&mut self, key: Key) -> &mut History {
        self.histories.or_insert(key, History::default())
    }

    /// Gives an entry that shows none the log that all others are of; not where there are those of several applications.
    pub fn give_log(&self, event: &mut Event) -> bool {
        let mut logs = self.logs.iter().filter(|it| !it.1.is_of_assignments());
        let Some((key, log)) = logs.next() else { return true };
        event.application.clone_from(&log.application);
        event.job_id = job::is_whole(key).then(|| key.as_str().into());
        logs.all(|(_, other)| {
            event.job_id = None;
            log.application.is_some() && other.called() == log.called()
        })
    }

    /// The log of a job, else of an application; what names neither is nobody's in particular.
    fn log_of(&mut self, key: Option<String>, application: &Option<Text>, mark: Mark) -> &mut Store {
        let Some(key) = key else { return self };
        let at = match self.logs.place(&key) {
            Some(at) => at,
            None => self.logs.place_or_insert(key, Log::new(mark)),
        };
        let log = self.logs.at(at);
        log.is_of(application);
        &mut log.store
    }

    fn add_part(&mut self, event: Event, of: PartOf, counted: &mut Counted) {
        let change = event.change_id.as_deref().unwrap_or_default().to_ascii_lowercase();
        let fresh = (of == PartOf::Entry).then(|| self.log_event(&event, counted).1);
        let waiting = self.waiting.or_insert(change, Waiting::default());
        if let Some(fresh) = fresh {
            return waiting.entries.push((Rc::new(event), fresh));
        }
        let slot = match of {
            PartOf::Entry => return,
            PartOf::Steps => &mut waiting.steps,
            PartOf::Changes => &mut waiting.changes,
        };
        match slot {
            None => *slot = Some(Rc::new(event)),
            Some(kept) if of == PartOf::Changes => Rc::make_mut(kept).sent.add(event.sent),
            Some(kept) => Rc::make_mut(kept).complete(event),
        }
    }

    fn add_audit(&mut self, entry: AuditEntry, counted: &mut Counted) {
        self.audit_log.add(entry.at.as_ref(), counted.audit(&entry), false);
        let key = match (&entry.object_id, &entry.user_principal_name) {
            (Some(id), _) => Key::Account(id.value),
            (None, Some(name)) => name_key(&name.value),
            (None, None) => return,
        };
        let application = if matches!(entry.activity.value, Activity::Assign | Activity::Unassign) {
            &entry.application
        } else {
            &None
        };
        let log = self.log_of(job::log_of_application(application), application, entry.mark);
        log.history(key).add_audit(entry);
    }

    /// Of several states of one job the latest execution time wins.
    fn add_job(&mut self, job: Job) {
        if let Some(tenant) = tenant_of_job(&job.id) {
            self.tenants.or_insert(tenant, job.mark);
        }
        let job = Rc::new(job);
        let kept = self.jobs.or_insert(job.id.to_string(), job.clone());
        if last_execution(&job) > last_execution(kept) {
            *kept = job;
        }
    }

    /// One remark of each kind is enough of a document.
    fn add_remark(&mut self, remark: Remark) {
        if !self.remarks.iter().any(|it| it.kind == remark.kind && it.what == remark.what) {
            self.remarks.push(Rc::new(remark));
        }
    }

    /// Takes in what another document showed. Of what stands in both, the first in the order of the documents is kept.
    pub fn absorb(&mut self, other: Store, order: &Order<'_>) {
        self.accounts.extend(other.accounts);
        self.scim.extend(other.scim);
        self.assignments.extend(other.assignments);
        self.listings.extend(other.listings);
        self.remarks.extend(other.remarks);
        self.log.absorb(other.log, order);
        self.audit_log.absorb(other.audit_log, order);
        for (name, new) in other.mentions.into_items() {
            let kept = self.mentions.or_insert(name, new.clone());
            let first = order.before(new.name.mark, kept.name.mark);
            if (new.side.is_some(), !first) < (kept.side.is_some(), first) {
                *kept = new;
            }
        }
        for (id, new) in other.jobs.into_items() {
            let kept = self.jobs.or_insert(id, new.clone());
            let (new_at, kept_at) = (last_execution(&new), last_execution(kept));
            if new_at > kept_at || (new_at == kept_at && order.before(new.mark, kept.mark)) {
                *kept = new;
            }
        }
        self.cycles.absorb(other.cycles);
        for (id, new) in other.tenants.into_items() {
            let kept = self.tenants.or_insert(id, new);
            if order.before(new, *kept) {
                *kept = new;
            }
        }
        for (key, new) in other.logs.into_items() {
            self.logs.or_insert(key, Log::new(new.mark)).absorb(new, order);
        }
        let first = |kept: &mut Option<Rc<Event>>, new: Option<Rc<Event>>| {
            let Some(new) = new else { return };
            if kept.as_ref().is_none_or(|kept| order.before(new.mark, kept.mark)) {
                *kept = Some(new);
            }
        };
        for (change, new) in other.waiting.into_items() {
            let kept = self.waiting.or_insert(change, Waiting::default());
            kept.entries.extend(new.entries);
            first(&mut kept.steps, new.steps);
            first(&mut kept.changes, new.changes);
        }
        // Most material has one log.
        if self.histories.is_empty() {
            self.histories = other.histories;
            return;
        }
        for (key, history) in other.histories.into_items() {
            self.history(key).absorb(history, order);
        }
    }

    /// Puts the records in the order of their documents, so that the order they were opened in shows nowhere.
    pub fn settle(&mut self, order: &Order<'_>) {
        sort(&mut self.accounts, &|a, b| order.key(a.mark).cmp(&order.key(b.mark)));
        sort(&mut self.scim, &|a, b| order.key(a.mark).cmp(&order.key(b.mark)));
        sort(&mut self.assignments, &|a, b| order.key(a.mark).cmp(&order.key(b.mark)));
        sort(&mut self.listings, &|a, b| order.key(a.mark).cmp(&order.key(b.mark)));
        sort(&mut self.remarks, &|a, b| order.key(a.mark).cmp(&order.key(b.mark)));
        self.mentions.sort();
        self.jobs.sort();
        self.tenants.sort();
        self.histories.sort();
    }
}

impl Store {
    /// Makes the entries of which parts stood in files of their own whole again.
    pub fn put_together(&mut self, order: &Order<'_>) {
        for (_, waiting) in std::mem::take(&mut self.waiting).into_items() {
            for (entry, fresh) in waiting.entries {
                let mut event = Rc::unwrap_or_clone(entry);
                // What was sent is what the properties say, else what the steps do.
                for part in [&waiting.changes, &waiting.steps].into_iter().flatten() {
                    event.complete((**part).clone());
                }
                let Some(key) = key_of(&event) else { continue };
                let log = self.log_of(job::log_of(&event), &event.application, event.mark);
                log.history(key).add_of_any(event, fresh, order);
            }
        }
    }
}

impl Log {
    pub fn new(mark: Mark) -> Log {
        Log { mark, application: None, role: Role::Answers, store: Store::default() }
    }

    /// Of several names the one that tells most, then the first by spelling.
    pub fn is_of(&mut self, application: &Option<Text>) {
        let kept = self.application.as_deref();
        let Some(new) = application.as_deref().filter(|it| kept != Some(it)) else { return };
        if kept.is_none_or(|kept| (job::rank(kept), kept) < (job::rank(new), new)) {
            self.application = Some(new.into());
        }
    }

    pub fn absorb(&mut self, other: Log, order: &Order<'_>) {
        if order.before(other.mark, self.mark) {
            self.mark = other.mark;
        }
        self.is_of(&other.application);
        self.store.absorb(other.store, order);
    }

    /// It holds no entry of provisioning: who was assigned alone tells no job from another.
    pub fn is_of_assignments(&self) -> bool {
        self.store.histories.values().all(|it| it.events.is_empty())
    }

    /// How surely it is Maptician's: by the application's name, else by the template in the job's ID.
    pub fn rank(&self, key: &str) -> u8 {
        job::rank(self.application.as_deref().unwrap_or(key.split('.').next().unwrap_or_default()))
    }

    pub fn called(&self) -> Option<String> {
        self.application.as_deref().map(fold)
    }
}

/// The spelling under which the record in the way of a create is stored, where Maptician's refusal has it: what was sent
/// has no ID in front.
fn named_by_refusal(event: &Event) -> Option<Mention> {
    let refused = event.error.as_ref().filter(|_| is_refused_create(event))?;
    let detail = refused.detail.as_ref()?;
    let sent = [&event.source.user_principal_name, &event.sent.user_name, &event.target.display_name];
    let words = detail.value.split(|it: char| it.is_whitespace() || "'\"()<>[],;:=".contains(it));
    let name = words.map(|it| it.trim_end_matches('.')).find(|it| {
        let clean = take_off_prefix(it).filter(|_| is_address(it)).map(|it| fold(it.rest));
        clean.is_some_and(|clean| sent.into_iter().flatten().any(|it| fold(&it.value) == clean))
    })?;
    Some(Mention { name: Seen::new(name.into(), detail.mark), display_name: None, side: None })
}

fn last_execution(job: &Job) -> Option<Time> {
    job.last_execution.as_ref().map(|it| it.value)
}

impl Span {
    fn add(&mut self, at: Option<&Seen<Time>>, fresh: bool, failed: bool) {
        self.entries += u32::from(fresh);
        self.failures += u32::from(fresh && failed);
        if let Some(at) = at {
            if self.first.is_none_or(|it| at.value < it) {
                self.first = Some(at.value);
                self.mark = Some(at.mark);
            }
            self.last = self.last.max(Some(at.value));
        }
    }

    fn absorb(&mut self, other: Span, order: &Order<'_>) {
        self.entries += other.entries;
        self.failures += other.failures;
        self.last = self.last.max(other.last);
        if let (Some(first), Some(mark)) = (other.first, other.mark) {
            let earlier = match (self.first, self.mark) {
                (Some(at), Some(kept)) => first < at || (first == at && order.before(mark, kept)),
                _ => true,
            };
            if earlier {
                (self.first, self.mark) = (Some(first), Some(mark));
            }
        }
    }
}

/// Which log entries were counted: a few bytes for each distinct one.
///
/// An entry counts once, by its ID, else by its content: an export without IDs counts for what no other export shows.
#[derive(Default)]
pub struct Counted {
    entries: Distinct,
    /// Those that were refused because a record has the value: an export that shows no reasons must not hide them.
    refused: Distinct,
}

#[derive(Default)]
struct Distinct {
    ids: FnvHashSet<u64>,
    /// By content: those with an ID, and those that none with an ID stands for.
    with_id: FnvHashSet<u64>,
    without: FnvHashSet<u64>,
}

impl Counted {
    fn event(&mut self, event: &Event) -> Fresh {
        let (id, content) = (event.id.as_deref(), content(event));
        Fresh {
            entry: self.entries.fresh(id, content),
            refused: is_refused(event) && self.refused.fresh(id, content),
        }
    }

    fn audit(&mut self, entry: &AuditEntry) -> bool {
        let who = entry.object_id.as_ref().map(|it| it.value);
        let name = entry.user_principal_name.as_ref().filter(|_| who.is_none()).map(|it| fold(&it.value));
        let at = entry.at.as_ref().map(|it| it.value.to_second());
        self.entries.fresh(entry.id.as_deref(), hash(("audit", at, entry.activity.value, who, name)))
    }
}

impl Distinct {
    fn fresh(&mut self, id: Option<&str>, content: u64) -> bool {
        let Some(id) = id else { return !self.with_id.contains(&content) && self.without.insert(content) };
        if !self.ids.insert(hash(id.to_ascii_lowercase())) {
            return false;
        }
        self.with_id.insert(content);
        // The same entry may have been counted before, from an export without IDs.
        !self.without.remove(&content)
    }
}

/// What an entry is known by in every shape: the change and its moment, else who, what and when.
fn content(event: &Event) -> u64 {
    // Shapes differ in the fractions they give.
    let at = event.at.as_ref().map(|it| it.value.to_second());
    if let Some(change) = &event.change_id {
        return hash((change.to_ascii_lowercase(), at));
    }
    let action = event.action.as_ref().map(|it| it.value);
    let status = event.status.as_ref().map(|it| it.value);
    let error = event.error.as_ref().map(|it| (it.http_status, it.retried, it.next_attempt));
    hash((key_of(event), at, action, status, error))
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

#[cfg(test)]
mod tests {
    use scim_checkup_ground::row::Place;

    use super::*;

    const JOB: &str = "scim.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa";

    /// What a torn entry is given beside entries of jobs and applications.
    fn given(beside: &[(&str, &str)]) -> Option<(Option<Text>, Option<Text>)> {
        let mark = Mark { document: 0, place: Place::default(), field: "" };
        let (mut store, mut counted) = (Store::default(), Counted::default());
        for (at, (job, application)) in beside.iter().enumerate() {
            let text = |it: &str| Some(it).filter(|it| !it.is_empty()).map(Into::into);
            let (job_id, application) = (text(job), text(application));
            let mut event = Event { id: text(&at.to_string()), job_id, application, ..Event::new(mark) };
            event.target.id = Some(Seen::new("71".into(), mark));
            store.add(Record::Event(event), &mut counted);
        }
        let mut torn = Event::new(mark);
        store.give_log(&mut torn).then_some((torn.job_id, torn.application))
    }

    #[test]
    fn a_torn_entry_is_of_the_one_log_of_its_document() {
        let doors = || Some("Badge Doors".into());
        assert_eq!(given(&[]), Some((None, None)));
        assert_eq!(given(&[("", "")]), Some((None, None)));
        assert_eq!(given(&[(JOB, "")]), Some((Some(JOB.into()), None)));
        assert_eq!(given(&[(JOB, "Badge Doors"), (JOB, "")]), Some((Some(JOB.into()), doors())));
        assert_eq!(given(&[("", "Badge Doors")]), Some((None, doors())));
        // Which of an application's jobs it is nobody knows.
        assert_eq!(given(&[(JOB, "Badge Doors"), ("", "badge doors")]), Some((None, doors())));
        assert_eq!(given(&[(JOB, "Badge Doors"), ("", "Maptician")]), None);
        assert_eq!(given(&[(JOB, ""), (&JOB.replace("66666666", "77777777"), "")]), None);
    }
}
