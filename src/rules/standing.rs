//! Where a user stands: states derived once, before any rule runs.

use std::collections::BTreeSet;

use crate::{
    account::{Existence, RESTORABLE, action_label, activity_label},
    cite::Order,
    failure::{Cause, cause},
    history::{Kind, out_of_scope},
    listing::{Whole, WholeKind, Wholes, domain},
    name::{Prefixed, fold, guest_address, take_off_prefix},
    proof::Proof,
    record::{Activity, Event, EventAction, EventStatus, Mark, ScimUser, Seen, Text},
    report::{Entra, Link, Maptician},
    sort::sort,
    store::Store,
    time::{Span, Time},
    user::User,
};

/// One round of the provisioning service. Source: Microsoft Entra, *How provisioning works*; the interval in Graph is
/// `PT40M`.
pub const CYCLE: Span = Span::minutes(40);

/// What is derived of one user.
pub struct Standing<'a> {
    pub entra: Entra,
    /// Since when, where the material dates it.
    pub entra_since: Option<Time>,
    pub entra_proofs: Vec<Proof>,
    pub deleted_at: Option<Time>,
    /// The last moment to restore, to the second; `None` where the deletion is undated or nothing can be restored.
    pub deadline: Option<Time>,
    /// Removed: a purge was logged or 30 days have passed. False: missing from whole listings of both kinds.
    pub removal_dated: bool,
    pub maptician: Maptician,
    pub maptician_proofs: Vec<Proof>,
    /// Since when the record is active or inactive, where the material dates it.
    pub maptician_since: Option<Time>,
    /// The last dated change of Maptician's record.
    pub maptician_changed_at: Option<Time>,
    pub stored: Option<Stored<'a>>,
    /// Names that Maptician holds in further records of the same person.
    pub stored_besides: Vec<Stored<'a>>,
    /// A name that could be anybody's, where Maptician's own is not shown.
    pub loose: Option<Stored<'a>>,
    /// A prefixed name that stands on Entra's side only.
    pub entra_prefixed: Option<Seen<Text>>,
    pub link: Link,
    pub in_scope: Option<Proof>,
    /// She was in scope once: an earlier success, a Maptician record, a logged unassignment.
    pub was_in_scope: bool,
    pub pending: Option<Pending>,
    /// A create or any later success is logged: the user is in Maptician, or was.
    pub was_created: bool,
    /// The latest event of any kind.
    pub last_event: Option<&'a Event>,
    /// The latest failure that no success came after.
    pub open_failure: Option<(&'a Event, Cause)>,
    /// The create or rename that was refused because something exists, with no success after.
    pub refused: Option<&'a Event>,
    pub refusal: Option<Refusal>,
    /// Changes held back for approval, with no success after.
    pub staged: Option<&'a Event>,
    pub skipped_for_missing_value: Option<&'a Event>,
    /// The state of the job that this user's events name, where it stands still.
    pub job: Option<JobTrouble>,
    pub disagree: Option<Disagreement>,
    pub restored_at: Option<Time>,
    pub on_premises: bool,
    pub sides_known: (bool, bool),
}

impl Standing<'_> {
    /// Disabled, deleted, removed or out of scope: by the sync rule inactive in Maptician.
    pub fn out_of_use(&self) -> bool {
        matches!(self.entra, Entra::Disabled | Entra::SoftDeleted | Entra::Removed | Entra::NotAssigned)
    }

    /// Out of use, but since less than a cycle: Maptician may not know yet.
    pub fn out_of_use_for_less_than_a_cycle(&self, as_of: Time) -> bool {
        // A removed account was out of use since it was deleted.
        let since = self.deleted_at.filter(|_| self.entra == Entra::Removed).or(self.entra_since);
        self.out_of_use() && since.is_some_and(|it| as_of.since(it) < CYCLE)
    }

    /// The job was quarantined, switched off or holding back since less than a cycle after the change.
    pub fn stood_still_since_the_change(&self, as_of: Time) -> bool {
        let still_since = match (self.job, self.staged) {
            (Some(JobTrouble::Quarantined(_, since) | JobTrouble::Off(_, since)), _) => since,
            (None, Some(staged)) => time_of(staged),
            (None, None) => return false,
        };
        // A job whose last run is not dated may have stood still for ever.
        self.entra_since
            .is_some_and(|changed| still_since.is_none_or(|it| it.since(changed) < CYCLE && it <= as_of))
    }

    /// This user's change waits for the job: the sides differ, or the job stood still before it could be sent.
    pub fn waits_for_the_job(&self, as_of: Time) -> bool {
        let agreed = self.disagree.is_none() && self.maptician != Maptician::Unknown;
        self.disagree.is_some() || (!agreed && self.stood_still_since_the_change(as_of))
    }

    /// A difference that stays: not on its way, and the last failure is none that heals by itself.
    pub fn stands_open(&self) -> bool {
        self.pending.is_none() && !self.open_failure.is_some_and(|(_, cause)| cause.heals_by_itself())
    }

    /// The record is inactive and did not change for as long as a deleted account can be restored.
    pub fn unchanged_for_30_days(&self, as_of: Time) -> bool {
        self.maptician == Maptician::Inactive
            && self.maptician_changed_at.is_some_and(|it| as_of.since(it) >= RESTORABLE)
    }
}

/// A name as stored, and what was done to it.
#[derive(Clone, Debug)]
pub struct Stored<'a> {
    pub name: Seen<Text>,
    pub at: Option<Time>,
    pub parts: Option<Parts>,
    /// Why the digits are an object ID and not part of the name.
    pub certain: bool,
    /// Which fields are corrupted.
    pub fields: Vec<&'static str>,
    pub record: Option<&'a ScimUser>,
    /// Active or not, where the record says so.
    pub active: Option<bool>,
}

/// A prefixed name taken apart, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    pub object_id: crate::name::ObjectId,
    pub layers: u32,
    pub rest: String,
    pub dashed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Create,
    Update,
    /// The restored user's clean name was refused.
    RenameBack,
}

/// An Entra change that Maptician has yet to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    pub at: Time,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Stops,
    Starts,
    Creates,
    Renames,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobTrouble {
    Quarantined(Mark, Option<Time>),
    Off(Mark, Option<Time>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// Disabled, deleted, removed or unassigned in Entra, active in Maptician.
    ActiveThough,
    /// Enabled in Entra, inactive in Maptician.
    InactiveThough,
    Name,
}

/// One thing the material says of Maptician's side: dated, in the order it happened.
struct Held<'a, T> {
    at: Option<Time>,
    /// Snapshots outrank events of the same moment; after a change outranks before it.
    rank: u8,
    value: T,
    mark: Mark,
    since: Option<Time>,
    record: Option<&'a ScimUser>,
}

impl<T> Held<'_, T> {
    /// What it is sorted by; of two snapshots of one moment the record that changed last is right.
    fn key(&self) -> (Option<Time>, u8, Option<Time>) {
        (self.at, self.rank, self.since)
    }
}

/// The latest, of several equal ones the first in the order of the documents.
fn latest<'h, 'a, T>(held: &'h [Held<'a, T>]) -> Option<&'h Held<'a, T>> {
    let last = held.last()?.key();
    held.iter().find(|it| it.key() == last)
}

/// What the rules need beside the user.
pub struct Frame<'a> {
    pub store: &'a Store,
    pub wholes: &'a Wholes,
    pub snapshots: &'a [Time],
    pub order: &'a Order<'a>,
    pub as_of: Time,
    /// Every object ID and every name of the material, folded: what settles whether digits are a prefix.
    pub known: &'a crate::known::Known,
}

/// Derives everything once.
pub fn stand<'a>(user: &User<'a>, frame: &Frame<'a>) -> Standing<'a> {
    let as_of = frame.as_of;
    let events: Vec<(Kind, &'a Event)> =
        user.histories().flat_map(|it| it.events.iter().map(|(kind, event)| (*kind, event))).collect();
    let kept = kept(user, &events, frame);
    let mut it = Standing {
        entra: Entra::Unknown,
        entra_since: None,
        entra_proofs: Vec::new(),
        deleted_at: None,
        deadline: None,
        removal_dated: false,
        maptician: Maptician::Unknown,
        maptician_proofs: Vec::new(),
        maptician_since: None,
        maptician_changed_at: None,
        stored: None,
        stored_besides: Vec::new(),
        loose: None,
        entra_prefixed: None,
        link: Link::Unknown,
        in_scope: None,
        was_in_scope: false,
        pending: None,
        was_created: false,
        last_event: events.iter().map(|it| it.1).max_by_key(|it| time_of(it)),
        open_failure: None,
        refused: None,
        refusal: None,
        staged: None,
        skipped_for_missing_value: None,
        job: None,
        disagree: None,
        restored_at: user.current().and_then(|it| it.state.restored_at),
        on_premises: user.current().is_some_and(|it| it.state.on_premises),
        sides_known: (false, false),
    };
    directory(&mut it, user, frame);
    maptician(&mut it, user, &kept, frame);
    stored(&mut it, user, &kept, frame);
    attempts(&mut it, &events);
    scope(&mut it, user, &events, frame);
    job(&mut it, &events, frame);
    link(&mut it, user);
    it.pending = pending(&it, user, as_of);
    it.disagree = disagree(&it, user);
    it
}

/// One record in Maptician: what every place of the material says of it, in the order it happened.
#[derive(Default)]
struct Kept<'a> {
    id: Option<&'a str>,
    records: Vec<&'a ScimUser>,
    active: Vec<Held<'a, bool>>,
    names: Vec<Held<'a, &'a Seen<Text>>>,
    gone: Option<(Option<Time>, Mark)>,
    known_at: Option<Time>,
}

/// The records of a person: those that were listed, and those that only a log knows.
///
/// An event belongs to the record whose SCIM `id` it names; one that names none to the record of its name.
fn kept<'a>(user: &User<'a>, events: &[(Kind, &'a Event)], frame: &Frame<'_>) -> Vec<Kept<'a>> {
    let mut all: Vec<Kept<'a>> = Vec::new();
    for holding in &user.holdings {
        let mut kept = Kept { id: holding.id, ..Kept::default() };
        for record in &holding.records {
            let at = frame.snapshots.get(record.mark.document as usize).copied();
            kept.take(record, at, 2, record.last_modified.as_ref().map(|it| it.value));
            kept.records.push(record);
        }
        let at = |it: &ScimUser| frame.snapshots.get(it.mark.document as usize);
        sort(&mut kept.records, &|a, b| at(a).cmp(&at(b)));
        all.push(kept);
    }
    let telling = || events.iter().filter(|it| tells_of_maptician(it.0, it.1));
    for (kind, event) in telling().filter(|it| target_id(it.1).is_some()) {
        let id = target_id(event);
        let listed = all.iter().position(|it| it.id == id);
        // A list without SCIM IDs shows the same record under its name.
        let unnamed = || all.iter().position(|it| it.id.is_none() && it.has_a_name_of(event));
        let only = || (all.len() == 1 && all[0].id.is_none()).then_some(0);
        let at = listed.or_else(unnamed).or_else(only).unwrap_or_else(|| {
            all.push(Kept::default());
            all.len() - 1
        });
        all[at].id = id;
        all[at].take_event(*kind, event);
    }
    for (kind, event) in telling().filter(|it| target_id(it.1).is_none()) {
        let at = all.iter().position(|it| it.has_a_name_of(event)).unwrap_or(0);
        if all.is_empty() {
            all.push(Kept::default());
        }
        all[at].take_event(*kind, event);
    }
    for it in &mut all {
        sort(&mut it.active, &|a, b| a.key().cmp(&b.key()));
        sort(&mut it.names, &|a, b| a.key().cmp(&b.key()));
    }
    all
}

fn target_id(event: &Event) -> Option<&str> {
    let before = || event.before.as_ref().and_then(|it| it.id.as_ref());
    event.target.id.as_ref().or_else(before).map(|it| &*it.value)
}

/// A success, an equality, or a record that was looked up before the change.
fn tells_of_maptician(kind: Kind, event: &Event) -> bool {
    event.before.is_some() || left_its_values(kind, event)
}

/// After it Maptician has what was sent: the values of a failed event were never stored.
fn left_its_values(kind: Kind, event: &Event) -> bool {
    let success = event.status.as_ref().is_some_and(|it| succeeded(it.value));
    kind != Kind::Staged && (success || kind == Kind::Redundant)
}

fn succeeded(status: EventStatus) -> bool {
    matches!(status, EventStatus::Success | EventStatus::Warning)
}

impl<'a> Kept<'a> {
    fn take(&mut self, record: &'a ScimUser, at: Option<Time>, rank: u8, since: Option<Time>) {
        self.known_at = self.known_at.max(at);
        if let Some(it) = &record.active {
            self.active.push(Held { at, rank, value: it.value, mark: it.mark, since, record: Some(record) });
        }
        if let Some(it) = &record.user_name {
            self.names.push(Held { at, rank, value: it, mark: it.mark, since, record: Some(record) });
        }
    }

    /// Maptician's side of a provisioning event: the record before the change, and after a success the record after it.
    fn take_event(&mut self, kind: Kind, event: &'a Event) {
        let at = time_of(event);
        if let Some(before) = &event.before {
            self.take(before, at, 0, None);
        }
        if !left_its_values(kind, event) {
            return;
        }
        if kind == Kind::Deleted {
            if self.gone.is_none_or(|gone| gone.0 < at) {
                self.gone = Some((at, action_mark(event)));
            }
            return;
        }
        self.known_at = self.known_at.max(at);
        let active = match (&event.sent.active, kind) {
            (Some(it), _) => Some((it.value, it.mark)),
            (None, Kind::Deactivated) => Some((false, action_mark(event))),
            (None, Kind::Created) => Some((true, action_mark(event))),
            // Both sides are equal, or what differed was sent: Maptician has Entra's values of that moment.
            _ if !event.sent.shown || event.before.as_ref().is_none_or(|it| it.active.is_none()) => {
                event.source.is_soft_deleted.as_ref().map(|it| (!it.value, it.mark))
            }
            _ => None,
        };
        if let Some((value, mark)) = active {
            self.active.push(Held { at, rank: 1, value, mark, since: at, record: None });
        }
        let target = event.target.display_name.as_ref().filter(|it| crate::name::is_address(&it.value));
        let unsent = event.sent.shown && event.sent.user_name.is_none();
        let looked_up = event.before.as_ref().is_some_and(|it| it.user_name.is_some());
        // A change that sent no name left the one that was there; a prefix is only ever claimed where it was sent.
        let source = event.source.user_principal_name.as_ref();
        let never_sent = |name: &Text| unsent && take_off_prefix(name).is_some();
        let source = source.filter(|it| !looked_up && !never_sent(&it.value));
        if let Some(name) = event.sent.user_name.as_ref().or(target).or(source) {
            self.names.push(Held { at, rank: 1, value: name, mark: name.mark, since: at, record: None });
        }
    }

    /// Whether the record is known under a name that an event gives for Maptician's side or sends.
    fn has_a_name_of(&self, event: &Event) -> bool {
        let before = event.before.as_ref().and_then(|it| it.user_name.as_ref());
        let (sent, source) = (&event.sent, &event.source.user_principal_name);
        let given = [before, sent.old_user_name.as_ref(), sent.user_name.as_ref(), source.as_ref()];
        let given = given.into_iter().flatten().chain(&event.target.display_name);
        let mut given = given.map(|it| fold(&it.value));
        given.any(|it| self.names.iter().any(|held| fold(&held.value.value) == it))
    }

    /// The latest flag, unless the record is gone since, or a later whole listing lacks it.
    fn state(&self, domains: &BTreeSet<String>, wholes: &Wholes) -> (Maptician, Option<Proof>) {
        if let Some((at, mark)) = self.gone.filter(|gone| self.known_at <= gone.0) {
            return (Maptician::Absent, Some(Proof::of(mark, action_label(EventAction::Delete)).at(at)));
        }
        let whole = wholes.latest(WholeKind::Maptician, domains);
        if let Some(whole) =
            whole.filter(|it| !self.stands_in(it) && self.known_at.is_none_or(|at| at < it.at))
        {
            return (Maptician::Absent, Some(Proof::absence(whole.mark())));
        }
        let Some(held) = latest(&self.active) else { return (Maptician::Unknown, None) };
        let time = held.since.or(held.at.filter(|_| held.rank < 2));
        let state = if held.value { Maptician::Active } else { Maptician::Inactive };
        (state, Some(Proof::of(held.mark, held.value).at(time)))
    }

    fn stands_in(&self, whole: &Whole) -> bool {
        self.records.iter().any(|it| whole.stands_in(it.mark.document))
    }

    /// Since when the record has its flag: as the record itself says, else since the first of the latest equal signs.
    fn since(&self) -> Option<Time> {
        let last = latest(&self.active)?;
        let equal = self.active.iter().rev().skip_while(|it| it.value != last.value);
        let equal = equal.take_while(|it| it.value == last.value);
        last.since.filter(|_| last.record.is_some()).or_else(|| equal.filter_map(|it| it.since).last())
    }

    /// The last dated change.
    fn changed_at(&self) -> Option<Time> {
        let names = self.names.iter().filter_map(|it| it.since);
        self.active.iter().filter_map(|it| it.since).chain(names).max()
    }
}

/// Entra's side: the state of the current account.
fn directory(it: &mut Standing<'_>, user: &User<'_>, frame: &Frame<'_>) {
    let domains = domains(user);
    let missing_live = frame.wholes.latest(WholeKind::Live, &domains);
    let missing_deleted = frame.wholes.latest(WholeKind::Deleted, &domains);
    let state = user.current().map(|it| &it.state);
    let existence = state.and_then(|it| it.existence);
    let seen_at = state.and_then(|it| it.seen_at);
    // A record that names an account outranks a listing that lacks it, unless the listing is later.
    let stands_in = |whole: &Whole| {
        let mut records = user.accounts.iter().flat_map(|it| &it.records).filter(|it| !it.request);
        records.any(|it| whole.stands_in(it.mark.document))
    };
    let lacks = |whole: Option<&Whole>| {
        whole
            .filter(|it| !stands_in(it) && (existence.is_none() || seen_at.is_none_or(|at| at < it.at)))
            .map(Whole::mark)
    };
    let (live, deleted) = (lacks(missing_live), lacks(missing_deleted));
    it.deleted_at = state.and_then(|it| it.deleted_at);
    match existence {
        Some(Existence::Removed) => {
            it.entra = Entra::Removed;
            it.removal_dated = true;
            it.entra_since = it.deleted_at.map(|at| at.after(RESTORABLE)).filter(|at| *at <= frame.as_of);
            if let Some(purged) = purge(user) {
                it.entra_since = Some(purged);
            }
        }
        _ if let (Some(live), Some(deleted)) = (&live, &deleted) => {
            it.entra = Entra::Removed;
            it.entra_proofs = vec![Proof::absence(*live), Proof::absence(*deleted)];
        }
        Some(Existence::SoftDeleted) => {
            it.entra = Entra::SoftDeleted;
            it.entra_since = it.deleted_at;
            it.deadline = it.deleted_at.map(|at| at.after(RESTORABLE).to_second());
        }
        Some(Existence::Live) if live.is_none() => {
            let state = state.expect("an existence belongs to an account");
            it.entra = match state.enabled {
                Some(true) => Entra::Enabled,
                Some(false) => Entra::Disabled,
                None => Entra::Live,
            };
            it.entra_since = state.enabled_since;
            if it.entra == Entra::Enabled {
                // A new or restored account is enabled since then.
                it.entra_since = it.entra_since.max(state.restored_at).max(state.created_at);
            }
            it.entra_proofs.extend(state.enabled_proof.clone());
        }
        _ => {
            it.entra = Entra::Unknown;
            it.entra_proofs.extend(live.map(Proof::absence));
        }
    }
    if it.entra_proofs.is_empty() {
        it.entra_proofs.extend(state.and_then(|it| it.existence_proof.clone()));
    }
    it.sides_known.0 = it.entra != Entra::Unknown;
    // Only Entra's own names: of a name that Maptician stores the rules on corruption speak.
    it.entra_prefixed = user
        .current()
        .filter(|_| matches!(it.entra, Entra::SoftDeleted | Entra::Removed))
        .and_then(|account| {
            let records = account.records.iter().filter_map(|it| it.user_principal_name.as_ref());
            let entries = account
                .history
                .into_iter()
                .flat_map(|it| it.audits.values())
                .filter_map(|it| it.user_principal_name.as_ref());
            // A sentence of the log names no account but by the prefix itself.
            let own = |name: &str| {
                take_off_prefix(name).is_some_and(|it| account.object_id.is_none_or(|id| it.layers[0] == id))
            };
            let events = user
                .histories()
                .flat_map(|it| it.events.values())
                // What a failed event sent was never stored: it is Entra's.
                .flat_map(|it| {
                    let sent = it.sent.user_name.iter().chain(&it.target.display_name);
                    let sent = sent.filter(|_| cause(it).is_some());
                    it.source.user_principal_name.iter().chain(sent)
                })
                .filter(|it| own(&it.value));
            records.chain(entries).chain(events).find(|it| take_off_prefix(&it.value).is_some()).cloned()
        });
}

/// The domains of every name of the user.
fn domains(user: &User<'_>) -> BTreeSet<String> {
    let mut names: Vec<&str> = Vec::new();
    for account in &user.accounts {
        names.extend(
            [&account.state.user_principal_name, &account.state.mail].into_iter().flatten().map(|it| &**it),
        );
    }
    let held = user.holdings.iter().flat_map(|it| &it.records).chain(&user.lists).chain(&user.requests);
    names.extend(held.flat_map(|it| it.user_name.iter().chain(&it.emails)).map(|it| &*it.value));
    names.extend(user.mentions.iter().map(|it| &*it.name.value));
    names.into_iter().filter_map(domain).collect()
}

fn purge(user: &User<'_>) -> Option<Time> {
    let history = user.current()?.history?;
    history.audits.get(&Activity::HardDelete).filter(|it| it.success)?.at.as_ref().map(|it| it.value)
}

/// Active if any record of the person is: each by its latest evidence.
fn maptician(it: &mut Standing<'_>, user: &User<'_>, kept: &[Kept<'_>], frame: &Frame<'_>) {
    let domains = domains(user);
    let states: Vec<_> = kept.iter().map(|it| (it, it.state(&domains, frame.wholes))).collect();
    let of = |state| states.iter().find(|it| it.1.0 == state);
    it.sides_known.1 = !kept.is_empty();
    let first = of(Maptician::Active)
        .or_else(|| of(Maptician::Inactive))
        .or_else(|| of(Maptician::Unknown))
        .or_else(|| of(Maptician::Absent));
    if let Some((kept, (state, proof))) = first {
        it.maptician = *state;
        it.maptician_proofs.extend(proof.clone());
        it.maptician_since = match (state, kept.gone) {
            (Maptician::Absent, Some((at, _))) => at,
            _ => kept.since(),
        };
        it.maptician_changed_at = kept.changed_at().max(kept.gone.and_then(|it| it.0));
    } else if let Some(whole) = frame.wholes.latest(WholeKind::Maptician, &domains) {
        it.maptician = Maptician::Absent;
        it.maptician_proofs = vec![Proof::absence(whole.mark())];
    }
}

/// The name that Maptician holds by the latest evidence, and names of unknown origin where it shows none.
fn stored<'a>(it: &mut Standing<'a>, user: &User<'a>, kept: &[Kept<'a>], frame: &Frame<'_>) {
    let judge = |name: &Seen<Text>, at: Option<Time>, record: Option<&'a ScimUser>| {
        let (parts, certain) = take_apart(&name.value, frame);
        let mut fields = Vec::new();
        if parts.is_some() {
            fields.push("userName");
        }
        let mut stored = Stored { name: name.clone(), at, parts, certain, fields, record, active: None };
        if let Some(record) = record {
            stored.active = record.active.as_ref().map(|it| it.value);
            other_fields(&mut stored, record, frame);
        }
        stored
    };
    let domains = domains(user);
    let mut by_record: Vec<Stored<'a>> = Vec::new();
    for it in kept.iter().filter(|it| it.state(&domains, frame.wholes).0 != Maptician::Absent) {
        // The record whose other fields count is the latest snapshot.
        let record = it.records.last().copied();
        if let Some(held) = latest(&it.names) {
            by_record.push(judge(held.value, held.at, held.record.or(record)));
        } else if let Some((record, email)) = record.and_then(|it| it.emails.first().map(|email| (it, email)))
        {
            // A record without a user name: its address stands for it.
            let mut stored = judge(email, None, Some(record));
            stored.fields.retain(|it| *it != "userName");
            by_record.push(stored);
        }
    }
    sort(&mut by_record, &|a, b| a.fields.is_empty().cmp(&b.fields.is_empty()));
    let mut by_record = by_record.into_iter();
    it.stored = by_record.next();
    it.stored_besides = by_record.collect();
    if it.stored.is_none() {
        let lists = user.lists.iter().map(|it| (*it, it.user_name.as_ref().or(it.emails.first())));
        let listed = lists.filter_map(|(record, name)| Some((Some(record), name?)));
        let mentioned = user.mentions.iter().filter(|it| it.side.is_none()).map(|it| (None, &it.name));
        // A request or a template names people of unknown origin and shows no state.
        let asked = user.requests.iter().map(|it| (*it, it.user_name.as_ref().or(it.emails.first())));
        let asked = asked.filter_map(|(record, name)| Some((Some(record), name?)));
        let listed_for = user.accounts.iter().flat_map(|it| &it.records).filter(|it| it.request);
        let templates = listed_for.filter_map(|it| it.user_principal_name.as_ref()).map(|name| (None, name));
        let mut loose: Vec<Stored<'a>> = listed
            .chain(mentioned)
            .chain(asked)
            .chain(templates)
            .filter(|(_, name)| crate::name::ObjectId::parse(&name.value).is_none())
            .map(|(record, name)| judge(name, None, record))
            .collect();
        let key = |it: &Stored<'_>| (it.parts.is_none(), frame.order.key(it.name.mark));
        sort(&mut loose, &|a, b| key(a).cmp(&key(b)));
        it.loose = loose.into_iter().next();
    }
}

/// Corruption sits also in an address or an external ID of Maptician's record.
fn other_fields(stored: &mut Stored<'_>, record: &ScimUser, frame: &Frame<'_>) {
    let mut look = |value: &Seen<Text>, field: &'static str| {
        let (parts, certain) = take_apart(&value.value, frame);
        if let Some(parts) = parts
            && (certain || stored.parts.is_some())
            && !stored.fields.contains(&field)
        {
            stored.fields.push(field);
            if stored.parts.is_none() {
                stored.parts = Some(parts);
                stored.certain = certain;
            }
        }
    };
    for it in &record.emails {
        look(it, "emails.value");
    }
    if let Some(it) = &record.external_id {
        look(it, "externalId");
    }
    if let Some(it) = &record.display_name {
        look(it, "displayName");
    }
}

/// Takes a name apart, and says whether the digits are certainly an object ID: they form a version-4 UUID, or equal an
/// object ID of the material, or what remains is the name in another record.
pub fn take_apart(name: &str, frame: &Frame<'_>) -> (Option<Parts>, bool) {
    frame.known.take_apart(name).map_or((None, false), |(it, certain)| (Some(parts(&it)), certain))
}

fn parts(it: &Prefixed<'_>) -> Parts {
    Parts {
        object_id: it.layers[0],
        layers: it.layers.len() as u32,
        rest: it.rest.to_string(),
        dashed: it.dashed,
    }
}

/// What of the log is still open: failures and skips that no success came after.
fn attempts<'a>(it: &mut Standing<'a>, events: &[(Kind, &'a Event)]) {
    let succeeded = |kind: &Kind| {
        matches!(
            kind,
            Kind::Created
                | Kind::Activated
                | Kind::Deactivated
                | Kind::Corrupted
                | Kind::Renamed
                | Kind::Deleted
                | Kind::OtherSuccess
                | Kind::Redundant
        )
    };
    let last_success = events.iter().filter(|it| succeeded(&it.0)).map(|it| time_of(it.1)).max().flatten();
    let open = |event: &Event| time_of(event).is_none() || time_of(event) > last_success;
    let latest = |kinds: &[Kind]| {
        events
            .iter()
            .filter(|it| kinds.contains(&it.0) && open(it.1))
            .map(|it| it.1)
            .max_by_key(|it| time_of(it))
    };
    let failed = [
        Kind::CreateRefused,
        Kind::UpdateRefused,
        Kind::DeactivationRefused,
        Kind::Transient,
        Kind::FailedOther,
    ];
    it.open_failure = latest(&failed).and_then(|event| Some((event, cause(event)?)));
    it.refused = latest(&[Kind::CreateRefused, Kind::UpdateRefused]);
    it.refusal = it.refused.map(|event| {
        let created = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
        if created { Refusal::Create } else { Refusal::Update }
    });
    // The restored user's own name, refused: for whatever reason that does not heal by itself.
    if let Some((event, cause)) = it.open_failure
        && !cause.heals_by_itself()
        && renames_back(event)
    {
        it.refused = Some(event);
        it.refusal = Some(Refusal::RenameBack);
    }
    it.was_created = events.iter().any(|it| succeeded(&it.0));
    it.staged = latest(&[Kind::Staged]);
    it.skipped_for_missing_value = latest(&[Kind::MissingValue]);
}

fn renames_back(event: &Event) -> bool {
    let before =
        event.before.as_ref().and_then(|it| it.user_name.as_ref()).or(event.sent.old_user_name.as_ref());
    let prefixed = |it: &Seen<Text>| take_off_prefix(&it.value).is_some();
    before.is_some_and(prefixed) && event.sent.user_name.as_ref().is_some_and(|it| !prefixed(it))
}

/// In scope as far as shown, or out of it while neither deleted nor disabled.
fn scope(it: &mut Standing<'_>, user: &User<'_>, events: &[(Kind, &Event)], frame: &Frame<'_>) {
    let Some(account) = user.current() else {
        it.in_scope = it.maptician_proofs.first().cloned().filter(|_| it.maptician == Maptician::Active);
        it.was_in_scope = it.sides_known.1;
        return;
    };
    let mut inside: Vec<(Option<Time>, Proof)> = Vec::new();
    let mut outside: Vec<(Option<Time>, Proof)> = Vec::new();
    for assignment in &account.assignments {
        let at = frame.snapshots.get(assignment.mark.document as usize).copied();
        let value = assignment.application.as_deref().unwrap_or("assigned");
        inside.push((at, Proof::of(assignment.mark, value)));
    }
    let mut unassigned = None;
    if let Some(history) = account.history {
        for (activity, entry) in history.audits.iter().filter(|it| it.1.success) {
            let at = entry.at.as_ref().map(|it| it.value);
            match activity {
                Activity::Assign => {
                    inside.push((at, Proof::of(entry.activity.mark, activity_label(*activity)).at(at)))
                }
                Activity::Unassign => {
                    unassigned = Some((at, Proof::of(entry.activity.mark, activity_label(*activity)).at(at)));
                }
                _ => {}
            }
        }
    }
    for (kind, event) in events {
        let at = time_of(event);
        let scope = &event.scope;
        let own_state = scope.active.as_ref().is_some_and(|it| !it.value);
        match kind {
            Kind::OutOfScope if out_of_scope(event) && !own_state => outside.push((at, scope_proof(event))),
            Kind::OutOfScope | Kind::Deactivated | Kind::Unknown | Kind::SkippedOther => {}
            _ => inside.push((at, event_proof(event))),
        }
    }
    let latest_outside = outside.iter().map(|it| it.0).max();
    let groups = frame.store.assignments.iter().any(|it| it.group);
    // One removed assignment says it only where no group is assigned, or with an out-of-scope event after it.
    if let Some((at, proof)) = unassigned.clone() {
        let no_group = !frame.store.assignments.is_empty() && !groups;
        if no_group || latest_outside.is_some_and(|it| it >= at) {
            outside.push((at, proof));
        }
    }
    if let Some(whole) = frame.wholes.latest(WholeKind::Assignments, &domains(user))
        && !groups
        && account.assignments.is_empty()
    {
        outside.push((Some(whole.at), Proof::absence(whole.mark())));
    }
    sort(&mut outside, &|a, b| a.0.cmp(&b.0));
    sort(&mut inside, &|a, b| a.0.cmp(&b.0));
    it.was_in_scope = it.sides_known.1 || unassigned.is_some() || !inside.is_empty();
    let out = outside.last().filter(|out| inside.last().is_none_or(|inside| inside.0 < out.0));
    match out {
        Some((_, proof)) if matches!(it.entra, Entra::Enabled | Entra::Live) => {
            it.entra = Entra::NotAssigned;
            // It began with the first sign since the user was last in scope.
            let last_inside = inside.last().and_then(|it| it.0);
            it.entra_since =
                outside.iter().filter_map(|it| it.0).find(|at| last_inside.is_none_or(|it| it < *at));
            it.entra_proofs = vec![proof.clone()];
        }
        Some(_) => {}
        None => {
            let active = it.maptician_proofs.first().cloned().filter(|_| it.maptician == Maptician::Active);
            it.in_scope = inside.last().map(|it| it.1.clone()).or(active);
        }
    }
}

/// The job that the user's events name, where it stands still; the only job of the material where they name none.
fn job(it: &mut Standing<'_>, events: &[(Kind, &Event)], frame: &Frame<'_>) {
    let jobs = &frame.store.jobs;
    let named = events.iter().filter_map(|it| it.1.job_id.as_deref()).find_map(|id| jobs.get(id));
    let none_named = events.iter().all(|it| it.1.job_id.is_none());
    let Some(job) = named.or_else(|| jobs.values().next().filter(|_| jobs.len() == 1 && none_named)) else {
        return;
    };
    let code = |it: &Option<Seen<Text>>, word: &str| {
        it.as_ref().is_some_and(|it| it.value.eq_ignore_ascii_case(word))
    };
    let time = |it: &Option<Seen<Time>>| it.as_ref().map(|it| it.value);
    it.job = if code(&job.code, "Quarantine") {
        Some(JobTrouble::Quarantined(job.mark, time(&job.quarantined_since)))
    } else if code(&job.code, "Paused")
        || code(&job.code, "NotRun")
        || code(&job.schedule, "Disabled")
        || code(&job.schedule, "Paused")
    {
        Some(JobTrouble::Off(job.mark, time(&job.last_execution)))
    } else {
        None
    };
}

fn link(it: &mut Standing<'_>, user: &User<'_>) {
    let newer_lives = newer_account_has_the_name(it, user);
    it.link = if it.entra == Entra::Removed || it.refused.is_some() || newer_lives {
        Link::Broken
    } else if matches!(it.entra, Entra::SoftDeleted | Entra::NotAssigned) || it.open_failure.is_some() {
        Link::AtRisk
    } else if (it.sides_known.0 && it.sides_known.1 && it.maptician != Maptician::Absent)
        || last_succeeded(it)
    {
        Link::Intact
    } else {
        Link::Unknown
    };
}

/// The record in Maptician is prefixed with another account's ID, while a live account has the name.
pub fn newer_account_has_the_name(it: &Standing<'_>, user: &User<'_>) -> bool {
    let prefix =
        it.stored.as_ref().filter(|it| it.certain).and_then(|it| it.parts.as_ref()).map(|it| it.object_id);
    let live = user.current().filter(|it| it.state.lives());
    match (prefix, live.and_then(|it| it.object_id)) {
        (Some(prefix), Some(live)) => prefix != live,
        _ => false,
    }
}

fn last_succeeded(it: &Standing<'_>) -> bool {
    it.last_event.is_some_and(|it| {
        it.status.as_ref().is_some_and(|it| matches!(it.value, EventStatus::Success | EventStatus::Warning))
    })
}

/// A dated, young change of Entra's that nothing holds back.
fn pending(it: &Standing<'_>, user: &User<'_>, as_of: Time) -> Option<Pending> {
    let held_back = it.job.is_some()
        || it.staged.is_some()
        || it.open_failure.is_some_and(|(_, cause)| !cause.heals_by_itself())
        || (it.link == Link::Broken && it.entra != Entra::Removed);
    if held_back {
        return None;
    }
    let young = |at: &Time| {
        as_of.since(*at) < CYCLE.times(2) && it.maptician_changed_at.is_none_or(|since| *at > since)
    };
    let change = match (it.entra, it.maptician) {
        (Entra::Disabled | Entra::SoftDeleted | Entra::NotAssigned | Entra::Removed, Maptician::Active) => {
            Change::Stops
        }
        (Entra::Enabled, Maptician::Inactive) => Change::Starts,
        (Entra::Enabled, Maptician::Absent) if it.in_scope.is_some() => Change::Creates,
        (Entra::Enabled | Entra::Disabled | Entra::Live, Maptician::Active | Maptician::Inactive) => {
            let state = &user.current()?.state;
            let at = state.renamed_at.max(state.restored_at).filter(young)?;
            return names_differ(it, user).then_some(Pending { at, change: Change::Renames });
        }
        _ => return None,
    };
    let at = it.entra_since.filter(young)?;
    Some(Pending { at, change })
}

fn disagree(it: &Standing<'_>, user: &User<'_>) -> Option<Disagreement> {
    match (it.entra, it.maptician) {
        (Entra::Disabled | Entra::SoftDeleted | Entra::NotAssigned | Entra::Removed, Maptician::Active) => {
            Some(Disagreement::ActiveThough)
        }
        (Entra::Enabled, Maptician::Inactive) => Some(Disagreement::InactiveThough),
        _ => names_differ(it, user).then_some(Disagreement::Name),
    }
}

/// Maptician's name equals neither the current user principal name (a guest's taken apart) nor the `mail`.
/// A deleted account's name is never compared.
pub fn names_differ(it: &Standing<'_>, user: &User<'_>) -> bool {
    if !matches!(it.entra, Entra::Enabled | Entra::Disabled | Entra::Live | Entra::NotAssigned) {
        return false;
    }
    let (Some(stored), Some(account)) = (&it.stored, user.current()) else { return false };
    let Some(upn) = account.state.user_principal_name.as_deref() else { return false };
    let name = fold(&stored.name.value);
    let guest = guest_address(upn).map(|it| fold(&it));
    let mail = account.state.mail.as_deref().map(fold);
    let shown = stored.record.is_none_or(|it| it.user_name.is_some());
    shown
        && name != fold(upn)
        && guest.as_deref() != Some(&*name)
        && mail.as_deref() != Some(&*name)
        && guest_address(&name).map(|it| fold(&it)).is_none_or(|it| mail.as_deref() != Some(&*it))
}

fn action_mark(event: &Event) -> Mark {
    event.action.as_ref().map_or(event.mark, |it| it.mark)
}

pub fn time_of(event: &Event) -> Option<Time> {
    event.at.as_ref().map(|it| it.value)
}

/// The event itself, as proof: what it did and when.
pub fn event_proof(event: &Event) -> Proof {
    match &event.action {
        Some(action) => Proof::of(action.mark, action_label(action.value)).at(time_of(event)),
        None => Proof::of(event.mark, "").at(time_of(event)),
    }
}

/// What of the scoping step says that the user is out of scope.
pub fn scope_proof(event: &Event) -> Proof {
    let scope = &event.scope;
    let no = [&scope.active, &scope.assigned, &scope.filter, &scope.role]
        .into_iter()
        .flatten()
        .find(|it| !it.value);
    no.map_or_else(|| event_proof(event), Proof::from).at(time_of(event))
}
