//! What a log says of one user, folded: counts, and the latest event of each kind.
//!
//! A log of a gigabyte has few users. So events are not kept: each is counted once, and of each kind that a rule can
//! ask for the latest one stays. The fold does not depend on the order events come in.

use std::{cmp::Ordering, rc::Rc};

use crate::{
    cite::Order,
    code::{Cause, Code},
    failure::{cause, deactivates},
    few::Few,
    job::tenant_of_job,
    name::take_off_prefix,
    record::{Activity, AuditEntry, Event, EventAction, EventStatus, Mark, Seen, Text},
    retries::Refused,
    time::Time,
};

/// The kinds of events of which the latest is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Created,
    /// A success that left the user active.
    Activated,
    /// A success that made the user inactive.
    Deactivated,
    /// A success that wrote a prefixed name.
    Corrupted,
    Renamed,
    Deleted,
    OtherSuccess,
    CreateRefused,
    /// An update or rename refused because something exists.
    UpdateRefused,
    DeactivationRefused,
    Transient,
    FailedOther,
    /// Out of scope, and the entry shows why.
    OutOfScope,
    /// Not effectively entitled, and nothing in the entry shows why.
    LeftOut,
    MissingValue,
    /// Both sides are equal.
    Redundant,
    SkippedOther,
    /// Held back by accidental-deletion prevention.
    Staged,
    Unknown,
}

/// A name in Entra: whether it is clean, and when it was seen.
pub type Named = ((bool, Option<Time>), Seen<Text>);

/// Whether an event was not counted before, in an overlapping export: as an entry, and as a refusal.
/// The two differ where an export shows the entry without its reason.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    pub entry: bool,
    pub refused: bool,
}

/// One user's log.
#[derive(Clone, Default)]
pub struct History {
    pub events: Few<Kind, Rc<Event>>,
    pub audits: Few<Activity, Rc<AuditEntry>>,
    /// The latest lookup by name that found nobody, before a create that was refused: not every retry shows one.
    pub lookup: Option<(Option<Time>, Mark)>,
    /// The latest entry that shows Maptician's record before the change: the latest of its kind need not.
    pub looked_up: Option<(Kind, Rc<Event>)>,
    /// The latest name in Entra, one without a prefix if there is one: not every export has a column for it.
    pub name: Option<Named>,
    pub failures: u32,
    pub successes: u32,
    pub first: Option<Time>,
    pub last: Option<Time>,
    /// Creates that were refused because the user exists.
    pub refused: Refused,
    /// Updates and renames that were refused because another record has the value.
    pub refused_updates: Refused,
    /// By the beginning of the day in UTC: failures and successes.
    pub per_day: Few<Time, (u32, u32)>,
    /// Entries of logs that do not answer: what they say of the account holds, what they say of the application does not.
    pub elsewhere: Few<Kind, Rc<Event>>,
    /// Of these some may be of Maptician's all the same.
    pub untold: bool,
}

impl History {
    /// Takes in an event of the document that is being read.
    pub fn add(&mut self, event: Event, fresh: Fresh) {
        self.add_one(event, fresh, &|a, b| a.place < b.place);
    }

    /// Takes in an event of any document.
    pub fn add_of_any(&mut self, event: Event, fresh: Fresh, order: &Order<'_>) {
        self.add_one(event, fresh, &|a, b| order.before(a, b));
    }

    fn add_one(&mut self, event: Event, fresh: Fresh, before: &dyn Fn(Mark, Mark) -> bool) {
        if fresh.entry {
            self.count(&event);
        }
        let kind = kind(&event);
        if is_refused(&event) {
            let refused =
                if kind == Kind::CreateRefused { &mut self.refused } else { &mut self.refused_updates };
            refused.add(event.at.as_ref().map(|it| it.value), fresh.refused);
        }
        if let Some(mark) = event.lookup_found_nothing.filter(|_| kind == Kind::CreateRefused) {
            self.keep_lookup(event.at.as_ref().map(|it| it.value), mark, before);
        }
        if let Some(it) = &event.source.user_principal_name {
            let key = (take_off_prefix(&it.value).is_none(), event.at.as_ref().map(|it| it.value));
            self.keep_name(key, it, before);
        }
        // Most events of a log are not the latest of their kind: they are let go where they stand.
        let (of_its_kind, looked_up) =
            (is_latest(&self.events, kind, &event, before), self.shows_more(&event, before));
        if of_its_kind || looked_up {
            let event = Rc::new(event);
            if looked_up {
                self.looked_up = Some((kind, event.clone()));
            }
            if of_its_kind {
                self.events.insert(kind, event);
            }
        }
    }

    /// Takes in an audit entry of the document that is being read.
    pub fn add_audit(&mut self, entry: AuditEntry) {
        self.keep_audit(Rc::new(entry), &|a, b| a.place < b.place);
    }

    /// Takes in what another document says of the same user. The fold does not depend on the order documents come in.
    pub fn absorb(&mut self, other: History, order: &Order<'_>) {
        for (kind, event) in other.events.into_items() {
            if is_latest(&self.events, kind, &event, &|a, b| order.before(a, b)) {
                self.events.insert(kind, event);
            }
        }
        if let Some(it) = other.looked_up
            && self.shows_more(&it.1, &|a, b| order.before(a, b))
        {
            self.looked_up = Some(it);
        }
        for (_, entry) in other.audits.into_items() {
            self.keep_audit(entry, &|a, b| order.before(a, b));
        }
        if let Some((at, mark)) = other.lookup {
            self.keep_lookup(at, mark, &|a, b| order.before(a, b));
        }
        if let Some((key, name)) = &other.name {
            self.keep_name(*key, name, &|a, b| order.before(a, b));
        }
        self.failures += other.failures;
        self.successes += other.successes;
        self.first = earliest(self.first, other.first);
        self.last = self.last.max(other.last);
        self.refused.absorb(&other.refused);
        self.refused_updates.absorb(&other.refused_updates);
        for (day, (failures, successes)) in other.per_day.into_items() {
            let counts = self.per_day.or_default(day);
            counts.0 += failures;
            counts.1 += successes;
        }
    }

    /// Takes in what a log that does not answer says of the same account.
    pub fn set_aside(&mut self, other: History, untold: bool, order: &Order<'_>) {
        self.untold |= untold;
        for (kind, event) in other.events.into_items() {
            if is_latest(&self.elsewhere, kind, &event, &|a, b| order.before(a, b)) {
                self.elsewhere.insert(kind, event);
            }
        }
        if let Some((key, name)) = &other.name {
            self.keep_name(*key, name, &|a, b| order.before(a, b));
        }
    }

    /// Whatever speaks of the account: also the entries of other jobs.
    pub fn of_account(&self) -> Vec<(Kind, &Event)> {
        let mut all = Vec::with_capacity(self.events.iter().len() + self.elsewhere.iter().len());
        for events in [&self.events, &self.elsewhere] {
            all.extend(events.iter().map(|(kind, event)| (*kind, &**event)));
        }
        all
    }

    /// The tenant whose job the entries are of.
    pub fn tenant(&self) -> Option<String> {
        let mut events = self.events.values().chain(self.elsewhere.values());
        events.find_map(|it| tenant_of_job(it.job_id.as_deref()?))
    }

    /// Whether nothing is known of the user but from another application's log.
    pub fn is_of_another(&self) -> bool {
        self.events.is_empty() && self.audits.is_empty() && !self.elsewhere.is_empty() && !self.untold
    }

    /// Whether an event shows Maptician's record, later than the one that is kept for that.
    fn shows_more(&self, event: &Event, before: &dyn Fn(Mark, Mark) -> bool) -> bool {
        event.before.is_some()
            && self.looked_up.as_ref().is_none_or(|(_, kept)| {
                goes_before(event_key(event), event_key(kept), || before(event.mark, kept.mark))
            })
    }

    fn keep_lookup(&mut self, at: Option<Time>, mark: Mark, before: &dyn Fn(Mark, Mark) -> bool) {
        if self.lookup.is_none_or(|kept| goes_before(at, kept.0, || before(mark, kept.1))) {
            self.lookup = Some((at, mark));
        }
    }

    fn keep_name(
        &mut self,
        key: (bool, Option<Time>),
        name: &Seen<Text>,
        before: &dyn Fn(Mark, Mark) -> bool,
    ) {
        let kept = self.name.as_ref();
        if kept.is_none_or(|kept| goes_before(key, kept.0, || before(name.mark, kept.1.mark))) {
            self.name = Some((key, name.clone()));
        }
    }

    fn keep_audit(&mut self, entry: Rc<AuditEntry>, before: &dyn Fn(Mark, Mark) -> bool) {
        fn key(it: &AuditEntry) -> (Option<Time>, &Option<Text>) {
            (it.at.as_ref().map(|at| at.value), &it.id)
        }
        match self.audits.get(&entry.activity.value) {
            Some(kept) if !goes_before(key(&entry), key(kept), || before(entry.mark, kept.mark)) => {}
            _ => {
                self.audits.insert(entry.activity.value, entry);
            }
        }
    }

    /// Attempts are failures plus successes; skips count in none of them.
    fn count(&mut self, event: &Event) {
        let success = match event.status.as_ref().map(|it| it.value) {
            Some(EventStatus::Success | EventStatus::Warning) => true,
            Some(EventStatus::Failure) => false,
            Some(EventStatus::Skipped) | None => return,
        };
        let at = event.at.as_ref().map(|it| it.value.to_second());
        self.first = earliest(self.first, at);
        self.last = self.last.max(at);
        let mut none = (0, 0);
        let counts = at.map_or(&mut none, |at| self.per_day.or_default(at.midnight()));
        if success {
            self.successes += 1;
            counts.1 += 1;
        } else {
            self.failures += 1;
            counts.0 += 1;
        }
    }
}

/// Of each kind the latest stays; of one event in several places the fullest, and of equals the first.
fn is_latest(
    events: &Few<Kind, Rc<Event>>,
    kind: Kind,
    event: &Event,
    before: &dyn Fn(Mark, Mark) -> bool,
) -> bool {
    let Some(kept) = events.get(&kind) else { return true };
    goes_before(event_key(event), event_key(kept), || before(event.mark, kept.mark))
}

/// Whether an attempt was made and failed.
pub fn failed(event: &Event) -> bool {
    event.status.as_ref().is_some_and(|it| it.value == EventStatus::Failure)
}

/// A create or an update that was tried, and refused because a record has the value.
pub fn is_refused(event: &Event) -> bool {
    failed(event) && matches!(kind(event), Kind::CreateRefused | Kind::UpdateRefused)
}

/// A create that was tried, and refused because the user exists.
pub fn is_refused_create(event: &Event) -> bool {
    let created = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
    created && failed(event) && kind(event) == Kind::CreateRefused
}

/// What kind of event this is.
pub fn kind(event: &Event) -> Kind {
    if event.action.as_ref().is_some_and(|it| it.value == EventAction::Staged) {
        return Kind::Staged;
    }
    let action = event.action.as_ref().map(|it| it.value);
    match event.status.as_ref().map(|it| it.value) {
        Some(EventStatus::Success | EventStatus::Warning) => success_kind(event, action),
        Some(EventStatus::Failure) => failure_kind(cause(event), action),
        Some(EventStatus::Skipped) => skip_kind(event, action),
        None => Kind::Unknown,
    }
}

fn failure_kind(cause: Option<Cause>, action: Option<EventAction>) -> Kind {
    match cause {
        Some(Cause::Existing(_)) if action == Some(EventAction::Create) => Kind::CreateRefused,
        // It is not that a lookup finds nobody: it finds several.
        Some(Cause::Existing(_) | Cause::DuplicateTarget) => Kind::UpdateRefused,
        Some(Cause::DeactivationRefused) => Kind::DeactivationRefused,
        Some(Cause::Transient) => Kind::Transient,
        _ => Kind::FailedOther,
    }
}

fn skip_kind(event: &Event, action: Option<EventAction>) -> Kind {
    let reason = event.skip_reason.as_ref().and_then(|it| Code::known(&it.value));
    let is = |name: &str| reason.is_some_and(|it| it.name == name);
    let missing = reason.is_some_and(|it| it.cause == Some(Cause::MissingValue));
    match cause(event) {
        Some(cause) => failure_kind(Some(cause), action),
        None if is("RedundantExport") => Kind::Redundant,
        None if missing || event.missing_property.is_some() => Kind::MissingValue,
        None if out_of_scope(event) => Kind::OutOfScope,
        None if is("NotEffectivelyEntitled") => Kind::LeftOut,
        None => Kind::SkippedOther,
    }
}

fn success_kind(event: &Event, action: Option<EventAction>) -> Kind {
    let corrupts = event.sent.user_name.as_ref().is_some_and(|it| take_off_prefix(&it.value).is_some());
    match action {
        _ if corrupts => Kind::Corrupted,
        Some(EventAction::Delete) => Kind::Deleted,
        _ if deactivates(event) => Kind::Deactivated,
        Some(EventAction::Create) => Kind::Created,
        _ if event.sent.active.as_ref().is_some_and(|it| it.value) => Kind::Activated,
        _ if event.sent.user_name.is_some() => Kind::Renamed,
        _ => Kind::OtherSuccess,
    }
}

/// Whether the scoping step says that the user is out of scope.
pub fn out_of_scope(event: &Event) -> bool {
    let scope = &event.scope;
    [&scope.active, &scope.assigned, &scope.role, &scope.filter]
        .iter()
        .any(|it| it.as_ref().is_some_and(|it| !it.value))
}

/// Later, then fuller; of one second, which the log does not tell apart, the ID decides and not the place. Not every
/// export of an event has the fraction.
fn event_key(it: &Event) -> (Option<Time>, usize, &Option<Text>, &Option<Text>) {
    (it.at.as_ref().map(|at| at.value.to_second()), fullness(it), &it.id, &it.change_id)
}

fn goes_before<K: Ord>(new: K, kept: K, stands_first: impl FnOnce() -> bool) -> bool {
    match new.cmp(&kept) {
        Ordering::Greater => true,
        Ordering::Equal => stands_first(),
        Ordering::Less => false,
    }
}

/// How much an entry says: the same event in JSON says more than in a table, and one that shows Maptician's record most.
fn fullness(event: &Event) -> usize {
    let rest = [
        event.sent.shown,
        event.error.is_some(),
        event.skip_reason.is_some(),
        event.source.account_enabled.is_some(),
        event.source.user_principal_name.is_some(),
        event.scope.assigned.is_some(),
        event.target.id.is_some(),
    ];
    let n_rest = rest.iter().filter(|it| **it).count();
    if event.before.is_some() { n_rest + rest.len() } else { n_rest }
}

fn earliest(a: Option<Time>, b: Option<Time>) -> Option<Time> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
