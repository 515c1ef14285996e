//! Maptician's side: each record of the person by its latest evidence, listings and log together.

use crate::{
    account::action_label,
    history::Kind,
    letters::fold,
    listing::{Whole, WholeKind, Wholes},
    name::{ObjectId, take_off_prefix},
    proof::Proof,
    record::{Event, EventAction, EventStatus, Mark, ScimUser, Seen, Text},
    report::Maptician,
    sort::sort,
    time::Time,
    user::User,
};

use super::{Frame, Standing, time_of};

/// One thing the material says of Maptician's side: dated, in the order it happened.
pub(super) struct Held<'a, T> {
    pub(super) at: Option<Time>,
    /// Snapshots outrank events of the same moment; after a change outranks before it.
    pub(super) rank: u8,
    pub(super) value: T,
    pub(super) mark: Mark,
    pub(super) since: Option<Time>,
    pub(super) record: Option<&'a ScimUser>,
    /// What stands there, where it is another word than the value.
    written: Option<&'static str>,
}

impl<T> Held<'_, T> {
    /// What it is sorted by; of two snapshots of one moment the record that changed last is right.
    fn key(&self) -> (Option<Time>, u8, Option<Time>) {
        (self.at, self.rank, self.since)
    }
}

/// The latest, of several equal ones the first in the order of the documents.
pub(super) fn latest<'h, 'a, T>(held: &'h [Held<'a, T>]) -> Option<&'h Held<'a, T>> {
    let last = held.last()?.key();
    held.iter().find(|it| it.key() == last)
}

/// One record in Maptician: what every place of the material says of it, in the order it happened.
#[derive(Default)]
pub(super) struct Kept<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) records: Vec<&'a ScimUser>,
    pub(super) active: Vec<Held<'a, bool>>,
    pub(super) names: Vec<Held<'a, &'a Seen<Text>>>,
    pub(super) gone: Option<(Option<Time>, Mark)>,
    /// Of which account the entry is that says so.
    gone_with: Option<ObjectId>,
    pub(super) known_at: Option<Time>,
    /// When an event last named it, and of which account.
    last_with: (Option<Time>, Option<ObjectId>),
}

/// The records of a person: those that were listed, and those that only a log knows.
///
/// An event belongs to the record whose SCIM `id` it names; one that names none to the record of its name.
pub(super) fn kept<'a>(user: &User<'a>, events: &[(Kind, &'a Event)], frame: &Frame<'_>) -> Vec<Kept<'a>> {
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
    let telling = || {
        events
            .iter()
            .chain(&user.looked_up)
            .filter(|it| tells_of_maptician(it.0, it.1))
            .filter(|it| it.1.record_id().is_none_or(|id| !user.handed_over.contains(&id)))
    };
    let deleted = |id| telling().any(|it| it.0 == Kind::Deleted && it.1.record_id() == id);
    let mut ids = telling().map(|it| it.1.record_id()).filter(|it| it.is_some() && !deleted(*it));
    let first = ids.next();
    let one_id = ids.all(|it| Some(it) == first);
    for (kind, event) in telling().filter(|it| it.1.record_id().is_some()) {
        let id = event.record_id();
        let listed = all.iter().position(|it| it.id == id);
        // A list without SCIM IDs shows the same record under its name.
        let unnamed = || all.iter().position(|it| it.id.is_none() && it.has_a_name_of(event));
        // Nor is it one that was deleted before.
        let deleted = telling()
            .filter(|it| it.0 == Kind::Deleted && it.1.record_id() == id)
            .filter_map(|it| time_of(it.1))
            .max();
        let later = |it: &Kept<'_>| deleted.is_some() && it.id.is_none() && it.known_at > deleted;
        let unnamed = || unnamed().filter(|it| !later(&all[*it]));
        let only = || {
            // However many more the log knows: which of its entries comes first shows nothing.
            (one_id
                && user.holdings.len() == 1
                && !later(&all[0])
                && all[0].id.is_none()
                && !all[0].is_of_another(*kind, event, user))
            .then_some(0)
        };
        let at = listed.or_else(unnamed).or_else(only).unwrap_or_else(|| {
            all.push(Kept::default());
            all.len() - 1
        });
        all[at].id = id;
        all[at].take_event(*kind, event);
    }
    for (kind, event) in telling().filter(|it| it.1.record_id().is_none()) {
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

/// Whether the current account, which lives, has a name or an address.
fn is_current(name: &str, user: &User<'_>) -> bool {
    let state = user.current().map(|it| &it.state).filter(|it| it.lives());
    let mut known = state.into_iter().flat_map(|it| [&it.user_principal_name, &it.mail]).flatten();
    known.any(|it| fold(it) == fold(name))
}

/// A success, an equality, or a record that was looked up before the change.
fn tells_of_maptician(kind: Kind, event: &Event) -> bool {
    event.before.is_some() || left_its_values(kind, event)
}

/// After it Maptician has what was sent: the values of a failed event were never stored.
pub(super) fn left_its_values(kind: Kind, event: &Event) -> bool {
    let success = event.status.as_ref().is_some_and(|it| succeeded(it.value));
    kind != Kind::Staged && (success || kind == Kind::Redundant)
}

/// The name that a change which got through left in Maptician.
pub(super) fn name_after(event: &Event) -> Option<&Seen<Text>> {
    let target = event.target.display_name.as_ref().filter(|it| crate::name::is_address(&it.value));
    let unsent = event.sent.shown && event.sent.user_name.is_none();
    let looked_up = event.before.as_ref().is_some_and(|it| it.user_name.is_some());
    // A change that sent no name left the one that was there; a prefix is only ever claimed where it was sent.
    let source = event.source.user_principal_name.as_ref();
    let never_sent = |name: &Text| (unsent || event.action.is_none()) && take_off_prefix(name).is_some();
    let source = source.filter(|it| !looked_up && !never_sent(&it.value));
    event.sent.user_name.as_ref().or(target).or(source)
}

pub(super) fn succeeded(status: EventStatus) -> bool {
    matches!(status, EventStatus::Success | EventStatus::Warning)
}

impl<'a> Kept<'a> {
    fn take(&mut self, record: &'a ScimUser, at: Option<Time>, rank: u8, since: Option<Time>) {
        self.known_at = self.known_at.max(at);
        if let Some(it) = &record.active {
            let (value, mark, record) = (it.value, it.mark, Some(record));
            self.active.push(Held { at, rank, value, mark, since, record, written: None });
        }
        if let Some(it) = &record.user_name {
            let (mark, record) = (it.mark, Some(record));
            self.names.push(Held { at, rank, value: it, mark, since, record, written: None });
        }
    }

    /// Maptician's side of a provisioning event: the record before the change, and after a success the record after it.
    fn take_event(&mut self, kind: Kind, event: &'a Event) {
        let at = time_of(event);
        // Where nothing shows what became of a change, what was looked up before it may be no more.
        if let Some(before) = event.before.as_ref().filter(|_| event.status.is_some()) {
            self.take(before, at, 0, None);
        }
        if !left_its_values(kind, event) {
            return;
        }
        if kind == Kind::Deleted {
            if self.gone.is_none_or(|gone| gone.0 < at) {
                self.gone = Some((at, action_mark(event)));
                self.gone_with = event.source.object_id.as_ref().map(|it| it.value);
            }
            return;
        }
        self.known_at = self.known_at.max(at);
        self.last_with = self.last_with.max((at, event.source.object_id.as_ref().map(|it| it.value)));
        let action = event.action.as_ref().map(|it| action_label(it.value));
        let active = match (&event.sent.active, kind) {
            (Some(it), _) => Some((it.value, it.mark, None)),
            (None, Kind::Deactivated) => Some((false, action_mark(event), action)),
            (None, Kind::Created) => Some((true, action_mark(event), action)),
            // Both sides are equal, or what differed was sent: Maptician has Entra's values of that moment.
            _ if !event.sent.shown || event.before.as_ref().is_none_or(|it| it.active.is_none()) => {
                let word = |it: bool| Some(if it { "true" } else { "false" });
                event.source.is_soft_deleted.as_ref().map(|it| (!it.value, it.mark, word(it.value)))
            }
            _ => None,
        };
        if let Some((value, mark, written)) = active {
            self.active.push(Held { at, rank: 1, value, mark, since: at, record: None, written });
        }
        if let Some(name) = name_after(event) {
            let (mark, record) = (name.mark, None);
            self.names.push(Held { at, rank: 1, value: name, mark, since: at, record, written: None });
        }
    }

    /// Whether it is another record than an event's: it bears the ID of an account from before the event's, or another name
    /// or address than the event left there, which is the account's still. A newer account's ID tells nothing apart: such
    /// an account takes over what the older one left.
    fn is_of_another(&self, kind: Kind, event: &Event, user: &User<'_>) -> bool {
        let age = |id: Option<ObjectId>| user.accounts.iter().position(|it| it.object_id == id);
        let own = event.source.object_id.as_ref().map(|it| it.value);
        let emails = || self.records.iter().flat_map(|it| &it.emails);
        let (mut shown, sent): (Vec<_>, Vec<_>) = match self.names.is_empty() {
            true => (emails().collect(), event.sent.emails.iter().collect()),
            false => (self.names.iter().map(|it| it.value).collect(), event.sent.user_name.iter().collect()),
        };
        let is_current = |it: &&Seen<Text>| is_current(&it.value, user);
        let left = left_its_values(kind, event) && self.known_at >= time_of(event);
        let renamed =
            left && !shown.is_empty() && sent.iter().any(is_current) && !shown.iter().any(is_current);
        shown.retain(|it| {
            take_off_prefix(&it.value).is_some_and(|it| {
                let id = Some(it.layers[0]);
                id != own && age(own).is_none_or(|own| age(id) > Some(own))
            })
        });
        renamed || !shown.is_empty()
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
    pub(super) fn state(&self, user: &User<'_>, wholes: &Wholes) -> (Maptician, Option<Proof>) {
        if let Some((at, mark)) = self.gone.filter(|gone| self.known_at <= gone.0) {
            return (Maptician::Absent, Some(Proof::of(mark, action_label(EventAction::Delete)).at(at)));
        }
        let whole = wholes.latest(WholeKind::Maptician, user, self.id.is_some());
        if let Some(whole) =
            whole.filter(|it| !self.stands_in(it) && self.known_at.is_none_or(|at| at < it.at))
        {
            return (Maptician::Absent, Some(Proof::absence(whole.mark())));
        }
        let Some(held) = latest(&self.active) else { return (Maptician::Unknown, None) };
        let time = held.since.or(held.at.filter(|_| held.rank < 2));
        let state = if held.value { Maptician::Active } else { Maptician::Inactive };
        let proof = match held.written {
            Some(it) => Proof::of(held.mark, it),
            None => Proof::of(held.mark, held.value),
        };
        (state, Some(proof.at(time)))
    }

    /// It was deleted with an older account: whether the newer one has a record of its own is another question, unless the
    /// log knows of that account and of none.
    fn went_with_another(&self, user: &User<'_>) -> bool {
        let Some(current) = user.current().filter(|it| it.state.lives()) else { return false };
        let mut events = current.history.into_iter().flat_map(|it| it.events.values());
        let has_none = events.next().is_some_and(|it| it.record_id().is_none())
            && events.all(|it| it.record_id().is_none());
        let another = self.gone_with.is_some_and(|it| current.object_id.is_some_and(|id| id != it));
        self.gone.is_some() && another && !has_none
    }

    /// Only the log knows it, last with another account and under another name, or only the address of an older account leads
    /// to it: the current account's record is another one.
    fn is_of_an_account_beside(&self, user: &User<'_>) -> bool {
        let current = user.current().filter(|it| it.state.lives()).and_then(|it| it.object_id);
        let name = self.names.last().map(|it| &*it.value.value);
        let rest = name.map(|it| take_off_prefix(it).map_or(it, |it| it.rest));
        let emails = || self.records.iter().flat_map(|it| &it.emails).map(|it| &*it.value);
        if current.is_some() && self.names.is_empty() && !self.records.is_empty() {
            let mut older = user.accounts.iter().skip(1).filter_map(|it| it.state.mail.as_deref());
            return older.any(|mail| emails().any(|it| fold(it) == fold(mail)))
                && !emails().any(|it| is_current(it, user));
        }
        self.records.is_empty()
            && current.zip(self.last_with.1).is_some_and(|it| it.0 != it.1)
            && rest.is_some_and(|it| !is_current(it, user))
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

/// Active if any record of the person is: each by its latest evidence.
pub(super) fn maptician(it: &mut Standing<'_>, user: &User<'_>, kept: &[Kept<'_>], frame: &Frame<'_>) {
    let states: Vec<_> = kept.iter().map(|it| (it, it.state(user, frame.wholes))).collect();
    let of = |state| states.iter().find(|it| it.1.0 == state);
    it.sides_known.1 = kept.iter().any(|it| !it.went_with_another(user));
    // What another account left says nothing of this one's record, nor that there is none.
    let beside = of(Maptician::Inactive).is_some_and(|it| it.0.is_of_an_account_beside(user));
    let first = of(Maptician::Active)
        .or_else(|| of(Maptician::Inactive).filter(|_| !beside))
        .or_else(|| of(Maptician::Unknown))
        .or_else(|| of(Maptician::Absent).filter(|it| !beside && !it.0.went_with_another(user)));
    if let Some((kept, (state, proof))) = first {
        it.maptician = *state;
        it.maptician_proofs.extend(proof.clone());
        it.maptician_since = match (state, kept.gone) {
            (Maptician::Absent, Some((at, _))) => at,
            _ => kept.since(),
        };
        it.maptician_changed_at = kept.changed_at().max(kept.gone.and_then(|it| it.0));
    } else if let Some(whole) =
        frame.wholes.latest(WholeKind::Maptician, user, false).filter(|_| !beside && !user.is_torn())
    {
        it.maptician = Maptician::Absent;
        it.maptician_proofs = vec![Proof::absence(whole.mark())];
    }
}

pub(super) fn action_mark(event: &Event) -> Mark {
    event.action.as_ref().map_or(event.mark, |it| it.mark)
}
