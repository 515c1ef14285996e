//! The state of one Entra account, from directory records, audit entries and provisioning events.

use crate::{
    format::says_the_opposite,
    history::{History, Kind},
    name::{ObjectId, take_off_prefix},
    proof::Proof,
    record::{Account, Activity, Actor, Deletion, Event, EventAction, EventStatus, Text},
    sort::sort,
    time::{Span, Time},
};

/// How long a deleted user can be restored. Source: Microsoft Entra, *Restore or remove a recently deleted user*.
pub const RESTORABLE: Span = Span::days(30);

/// What the material shows of an account by its latest evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountState {
    pub existence: Option<Existence>,
    /// When existence was last seen so; `None` where undated.
    pub seen_at: Option<Time>,
    pub existence_proof: Option<Proof>,
    /// `accountEnabled`, never from a deleted record.
    pub enabled: Option<bool>,
    pub enabled_proof: Option<Proof>,
    /// Since when it is enabled or disabled, where an entry dates the change.
    pub enabled_since: Option<Time>,
    /// When it was deleted.
    pub deleted_at: Option<Time>,
    /// False: by then at the latest, because an event shows only that it had been deleted.
    pub deleted_exactly: bool,
    pub deleted_by: Option<Actor>,
    /// The latest deletion that is dated, also of an account that was restored since.
    pub last_deletion: Option<Time>,
    pub restored_at: Option<Time>,
    pub created_at: Option<Time>,
    /// When the name last changed, where an audit entry dates it.
    pub renamed_at: Option<Time>,
    pub user_principal_name: Option<Text>,
    pub mail: Option<Text>,
    pub display_name: Option<Text>,
    pub given_name: Option<Text>,
    pub family_name: Option<Text>,
    /// True: disabled, enabled and brought back in on-premises Active Directory.
    pub on_premises: bool,
    /// Where a record says so; else its name may.
    pub guest: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Existence {
    Live,
    SoftDeleted,
    Removed,
}

/// One thing the material says of an account.
struct Seen {
    /// `None`: undated, older than everything dated.
    at: Option<Time>,
    /// A snapshot outranks older events; at the same moment it outranks an event.
    snapshot: bool,
    existence: Existence,
    enabled: Option<bool>,
    /// The time is that of the change itself.
    change: bool,
    deleted_at: Option<Time>,
    exact: bool,
    proof: Proof,
}

impl Seen {
    fn key(&self) -> (Option<Time>, bool, Existence) {
        (self.at, self.snapshot, self.existence)
    }
}

/// The latest of a kind, of several equal ones the first in the order of the documents.
fn latest(seen: &[Seen], is: impl Fn(&Seen) -> bool) -> Option<&Seen> {
    let last = seen.iter().rev().find(|it| is(it))?.key();
    seen.iter().find(|it| is(it) && it.key() == last)
}

impl AccountState {
    /// Whether two accounts of this state can be two people's at the same time.
    pub fn lives(&self) -> bool {
        self.existence == Some(Existence::Live)
    }
}

/// Judges one account: `snapshots` gives each document's time.
pub fn state(
    id: Option<ObjectId>,
    records: &[&Account],
    history: Option<&History>,
    snapshots: &[Time],
    as_of: Time,
) -> AccountState {
    let mut seen = Vec::new();
    for record in records {
        seen.extend(from_record(record, snapshots));
    }
    let events = history.map(History::of_account).unwrap_or_default();
    if let Some(history) = history {
        from_audits(history, &mut seen);
        for (kind, event) in &events {
            seen.extend(from_event(*kind, event, id));
        }
    }
    // Deleted outranks live where two snapshots of one moment differ: a deleted user is not in the other listing.
    sort(&mut seen, &|a, b| a.key().cmp(&b.key()));
    let mut state = AccountState::default();
    names(&mut state, records, history, &events, snapshots);
    // Of signs without a date none is the latest: where they differ they show nothing.
    let is_open = |last: &Seen| {
        last.at.is_none() && !last.snapshot && seen.iter().any(|it| it.existence != last.existence)
    };
    // Nobody restores what was deleted for good: whoever calls the account deleted after that says no more.
    let gone = |last: &&Seen| {
        let is_gone = |it: &Seen| it.existence == Existence::Removed;
        if last.existence == Existence::SoftDeleted { self::latest(&seen, is_gone) } else { None }
    };
    if let Some(latest) = latest(&seen, |_| true).filter(|it| !is_open(it)) {
        let latest = gone(&latest).unwrap_or(latest);
        state.existence = Some(latest.existence);
        state.seen_at = latest.at;
        state.existence_proof = Some(latest.proof.clone());
    }
    let mut enabled_at = None;
    if let Some(it) = latest(&seen, |it| it.enabled.is_some()) {
        enabled_at = it.at;
        state.enabled = it.enabled;
        state.enabled_proof = Some(it.proof.clone());
        let since = seen.iter().rev().filter(|it| it.enabled.is_some());
        state.enabled_since = since
            .take_while(|old| old.enabled == it.enabled)
            .filter(|old| old.change)
            .filter_map(|old| old.at)
            .last();
    }
    // Disabled or deleted, says a scoping step without a name: after that nobody is known to be enabled.
    let inactive = events.iter().map(|it| it.1);
    let inactive = inactive.filter(|it| it.scope.active.as_ref().is_some_and(|it| !it.value));
    let inactive = inactive.filter_map(|it| it.at.as_ref().map(|it| it.value)).max();
    if state.enabled == Some(true) && enabled_at < inactive {
        if state.lives() && state.seen_at < inactive {
            state.existence = None;
        }
        (state.enabled, state.enabled_since, state.enabled_proof) = (None, None, None);
    }
    let named = history.and_then(|it| it.name.as_ref()).filter(|it| it.0.0).and_then(|it| it.0.1);
    date_the_deletion(&mut state, &seen, named, as_of);
    if let Some(history) = history {
        let entry = |activity| history.audits.get(&activity).filter(|it| it.success);
        state.last_deletion = state.deleted_at.filter(|_| state.deleted_exactly);
        if let Some(deletion) = entry(Activity::Delete) {
            let logged = deletion.at.as_ref().map(|it| it.value);
            // A list dates a deletion that the log does not have: then somebody else may have made it.
            let same = logged.zip(state.last_deletion).is_none_or(|(a, b)| a.to_second() == b.to_second());
            state.deleted_by = deletion.by.as_ref().filter(|_| same).map(|it| it.value.clone());
            state.last_deletion = state.last_deletion.or(logged);
        }
        state.restored_at = entry(Activity::Restore).and_then(|it| it.at.as_ref()).map(|it| it.value);
        state.renamed_at = entry(Activity::Update)
            .filter(|it| it.old_user_principal_name.is_some())
            .and_then(|it| it.at.as_ref())
            .map(|it| it.value);
    }
    state
}

/// `named`: when an entry last had the clean name, which only an account has that is not deleted.
fn date_the_deletion(state: &mut AccountState, seen: &[Seen], named: Option<Time>, as_of: Time) {
    if state.existence == Some(Existence::Live) {
        return;
    }
    // An account that was restored since was deleted anew.
    let since = seen.iter().rposition(|it| it.existence == Existence::Live).map_or(0, |it| it + 1);
    let gone = || seen[since..].iter().filter(|it| it.existence == Existence::SoftDeleted);
    let exact = gone().filter(|it| it.exact).filter_map(|it| it.deleted_at).max();
    let by_then = gone().filter(|it| !it.exact).filter_map(|it| it.deleted_at);
    let by_then = by_then.filter(|it| named.is_none_or(|named| *it > named)).min();
    state.deleted_at = exact.or(by_then);
    state.deleted_exactly = exact.is_some();
    if state.deleted_at.is_some_and(|it| as_of.since(it) >= RESTORABLE) {
        state.existence = Some(Existence::Removed);
    }
}

fn from_record(record: &Account, snapshots: &[Time]) -> Option<Seen> {
    if record.request {
        return None;
    }
    let at = snapshots.get(record.mark.document as usize).copied();
    let name = match &record.user_principal_name {
        Some(name) => Proof::from(name),
        None => Proof::absence(record.mark),
    };
    let (existence, deleted_at, proof) = match &record.deletion {
        Deletion::Hard => (Existence::Removed, None, name),
        Deletion::Soft(Some(time)) => (Existence::SoftDeleted, Some(time.value), Proof::from(time)),
        Deletion::Soft(None) => (Existence::SoftDeleted, None, name),
        Deletion::NotShown if record.has_own_prefix() => (Existence::SoftDeleted, None, name),
        // What would show a deletion may be missing.
        Deletion::NotShown if record.torn => return None,
        Deletion::NotShown => (Existence::Live, None, name),
    };
    let live = existence == Existence::Live;
    let enabled = record.account_enabled.as_ref().filter(|_| live);
    Some(Seen {
        at,
        snapshot: true,
        existence,
        enabled: enabled.map(|it| it.value),
        change: false,
        deleted_at,
        exact: deleted_at.is_some(),
        proof: enabled.map_or(proof, |it| Proof::of(it.mark, it.value != says_the_opposite(it.mark.field))),
    })
}

fn from_audits(history: &History, seen: &mut Vec<Seen>) {
    for (activity, entry) in history.audits.iter() {
        if !entry.success {
            continue;
        }
        let at = entry.at.as_ref().map(|it| it.value);
        let stated = entry.account_enabled.as_ref().map(|it| it.value);
        let (existence, enabled) = match activity {
            Activity::Delete => (Existence::SoftDeleted, None),
            Activity::HardDelete => (Existence::Removed, None),
            Activity::Enable => (Existence::Live, Some(true)),
            Activity::Disable => (Existence::Live, Some(false)),
            Activity::Add | Activity::Update => (Existence::Live, stated),
            Activity::Restore => (Existence::Live, None),
            // Only an account that lives is found, and so is assigned. That an assignment is taken away may be because of a
            // deletion. Source: Microsoft Graph, *Get a user*.
            Activity::Assign => (Existence::Live, None),
            Activity::Unassign => continue,
        };
        let deleted_at = (existence == Existence::SoftDeleted).then_some(at).flatten();
        let proof = Proof::of(entry.activity.mark, activity_label(*activity)).at(at);
        seen.push(Seen {
            at,
            snapshot: false,
            existence,
            enabled,
            change: true,
            deleted_at,
            exact: true,
            proof,
        });
    }
}

/// Entra's side of a provisioning event.
fn from_event(kind: Kind, event: &Event, id: Option<ObjectId>) -> Option<Seen> {
    let at = event.at.as_ref().map(|it| it.value);
    let source = &event.source;
    let seen = |existence, enabled, deleted_at, proof: Proof| {
        let proof = proof.at(at);
        Some(Seen { at, snapshot: false, existence, enabled, change: false, deleted_at, exact: false, proof })
    };
    let action = || match &event.action {
        Some(action) => Proof::of(action.mark, action_label(action.value)),
        None => Proof::absence(event.mark),
    };
    let name = source.user_principal_name.as_ref();
    // What was sent is Entra's own value, whether it arrived or not; Entra's own name says it better.
    let sent = event
        .sent
        .user_name
        .as_ref()
        .or(event.target.display_name.as_ref())
        .filter(|it| name.is_none() && is_own_prefix(it, id));
    // A DELETE is sent when the account is gone for good, whether it arrives or not.
    let deletes = event.action.as_ref().is_some_and(|it| it.value == EventAction::Delete);
    if deletes && event.status.as_ref().is_some_and(|it| it.value != EventStatus::Skipped) {
        return seen(Existence::Removed, None, None, action());
    }
    // Entra renames in the act of deleting: a name with the account's own ID in front says that it was deleted by then.
    if let Some(name) = name
        .filter(|it| id.is_none() || is_own_prefix(it, id))
        .filter(|it| take_off_prefix(&it.value).is_some())
        .or(sent)
    {
        return seen(Existence::SoftDeleted, None, at, Proof::from(name));
    }
    if let Some(enabled) = &source.account_enabled {
        return seen(Existence::Live, Some(enabled.value), None, Proof::from(enabled));
    }
    if let Some(it) = source.is_soft_deleted.as_ref().filter(|it| !it.value) {
        return seen(Existence::Live, Some(true), None, Proof::from(it));
    }
    if let Some(it) = &event.scope.active
        && (it.value || name.is_some())
    {
        return seen(Existence::Live, Some(it.value), None, Proof::from(it));
    }
    let status = event.status.as_ref()?.value;
    match (kind, event.action.as_ref().map(|it| it.value)) {
        // Disabled users are not created: whoever is being created is enabled.
        (_, Some(EventAction::Create)) if matches!(status, EventStatus::Success | EventStatus::Failure) => {
            seen(Existence::Live, Some(true), None, action())
        }
        (Kind::Activated, _) => seen(Existence::Live, Some(true), None, action()),
        (Kind::Redundant | Kind::Renamed | Kind::MissingValue, _) => {
            seen(Existence::Live, None, None, action())
        }
        _ => None,
    }
}

/// Whether a name starts with the account's own ID.
fn is_own_prefix(name: &crate::record::Seen<Text>, id: Option<ObjectId>) -> bool {
    take_off_prefix(&name.value).is_some_and(|it| Some(it.layers[0]) == id)
}

/// The best known names: of the latest snapshot, else of the latest entries.
fn names(
    state: &mut AccountState,
    records: &[&Account],
    history: Option<&History>,
    events: &[(Kind, &Event)],
    snapshots: &[Time],
) {
    let mut records = records.to_vec();
    let at = |it: &Account| snapshots.get(it.mark.document as usize).copied();
    sort(&mut records, &|a, b| at(a).cmp(&at(b)));
    let clean = |name: &Text| take_off_prefix(name).is_none();
    let mut dated: Vec<(Option<Time>, &Text)> = Vec::new();
    for record in &records {
        let at = snapshots.get(record.mark.document as usize).copied();
        dated.extend(record.user_principal_name.as_ref().map(|it| (at, &it.value)));
        keep(&mut state.mail, &record.mail);
        keep(&mut state.display_name, &record.display_name);
        keep(&mut state.given_name, &record.given_name);
        keep(&mut state.family_name, &record.family_name);
        if let Some(it) = &record.on_premises_synced {
            state.on_premises = it.value;
        }
        if let Some(it) = &record.guest {
            state.guest = Some(it.value);
        }
        state.created_at = record.created_at.as_ref().map(|it| it.value).or(state.created_at);
    }
    if let Some(history) = history {
        for entry in history.audits.values().filter(|it| it.success) {
            let at = entry.at.as_ref().map(|it| it.value);
            dated.extend(entry.user_principal_name.as_ref().map(|it| (at, &it.value)));
            if state.mail.is_none() {
                keep(&mut state.mail, &entry.mail);
            }
            if state.display_name.is_none() {
                keep(&mut state.display_name, &entry.display_name);
            }
            if entry.activity.value == Activity::Add {
                state.created_at = state.created_at.or(at);
            }
        }
        dated.extend(history.name.as_ref().map(|(key, name)| (key.1, &name.value)));
        for (_, event) in events {
            let at = event.at.as_ref().map(|it| it.value);
            dated.extend(event.source.user_principal_name.as_ref().map(|it| (at, &it.value)));
            if state.mail.is_none() {
                keep(&mut state.mail, &event.source.mail);
            }
            for name in [&event.source.display_name, &event.sent.display_name] {
                if state.display_name.is_none() {
                    keep(&mut state.display_name, name);
                }
            }
            if state.given_name.is_none() {
                keep(&mut state.given_name, &event.sent.given_name);
                keep(&mut state.family_name, &event.sent.family_name);
            }
        }
    }
    // The name without a prefix is the one that the person has or had; of equal age the first by spelling.
    sort(&mut dated, &|a, b| (clean(a.1), a.0, b.1).cmp(&(clean(b.1), b.0, a.1)));
    state.user_principal_name = dated.last().map(|(_, name)| (*name).clone());
}

fn keep(slot: &mut Option<Text>, value: &Option<crate::record::Seen<Text>>) {
    if let Some(it) = value {
        *slot = Some(it.value.clone());
    }
}

/// As the audit log spells it.
pub fn activity_label(activity: Activity) -> &'static str {
    match activity {
        Activity::Add => "Add user",
        Activity::Update => "Update user",
        Activity::Disable => "Disable account",
        Activity::Enable => "Enable account",
        Activity::Delete => "Delete user",
        Activity::HardDelete => "Hard Delete user",
        Activity::Restore => "Restore user",
        Activity::Assign => "Add app role assignment grant to user",
        Activity::Unassign => "Remove app role assignment from user",
    }
}

/// As the provisioning log spells it.
pub fn action_label(action: EventAction) -> &'static str {
    match action {
        EventAction::Create => "create",
        EventAction::Update => "update",
        EventAction::Delete => "delete",
        EventAction::Disable => "disable",
        EventAction::Staged => "stagedDelete",
        EventAction::Other => "other",
    }
}
