//! Where a user stands: states derived once, before any rule runs.

mod attempts;
mod damage;
mod entra;
mod maptician;
mod scope;
mod stored;

use crate::{
    account::{RESTORABLE, action_label},
    cite::Order,
    code::Cause,
    history::Kind,
    letters::fold,
    listing::Wholes,
    name::{guest_address, take_off_prefix},
    proof::Proof,
    record::{Event, EventStatus, Mark, ScimUser, Seen, Text},
    report::{Entra, Link, Maptician},
    retries::Retries,
    store::Store,
    time::{Span, Time},
    user::User,
};

use self::maptician::kept;

/// What is derived of one user.
pub struct Standing<'a> {
    /// How often the service comes by: by the log's own rhythm where it shows one.
    pub cycle: Span,
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
    /// The change that wrote a prefix before the stored name.
    pub damage: Option<Damage<'a>>,
    /// A prefixed name that stands on Entra's side only.
    pub entra_prefixed: Option<Seen<Text>>,
    pub link: Link,
    pub in_scope: Option<Proof>,
    /// The latest assignment of the user’s own, where the material dates it.
    pub assigned_at: Option<Time>,
    /// She was in scope once: an earlier success, a Maptician record, a logged unassignment.
    pub was_in_scope: bool,
    /// Out of scope already when the account was deleted: no deletion follows in Maptician.
    pub left_before_deletion: bool,
    /// Assigned, and out of scope all the same, by the scoping step that says so.
    pub kept_out: Option<KeptOut>,
    /// Of a deleted or disabled user the assignment ended, too: a restore does not bring it back.
    pub assignment_ended: bool,
    /// By the log's last sign she is out of scope: nothing more is sent of her.
    pub let_go: bool,
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
    /// A lookup by name that found nobody before a refused create, with no success after.
    pub lookup: Option<Proof>,
    /// Creates refused because the user exists, and how it goes on.
    pub retries: Option<Retries>,
    /// The latest entry, where Entra left the user out as not effectively entitled and nothing shows why: disabled, deleted,
    /// not assigned, without a role that counts, or filtered out.
    pub left_out: Option<&'a Event>,
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
        self.out_of_use() && since.is_some_and(|it| as_of.since(it) < self.cycle)
    }

    /// Enabled, restored, created or assigned less than a cycle ago: Maptician may not know yet.
    pub fn in_use_for_less_than_a_cycle(&self, as_of: Time) -> bool {
        let assigned = self.in_scope.as_ref().and_then(|it| it.time).max(self.assigned_at);
        self.entra == Entra::Enabled
            && self.entra_since.max(assigned).is_some_and(|it| as_of.since(it) < self.cycle)
    }

    /// The job was quarantined, switched off or holding back since less than a cycle after the change.
    pub fn stood_still_since_the_change(&self, as_of: Time) -> bool {
        let still_since = match (self.job, self.staged) {
            (Some(JobTrouble::Quarantined(_, since) | JobTrouble::Off(_, since)), _) => since,
            (None, Some(staged)) => time_of(staged),
            (None, None) => return false,
        };
        // Of who is enabled nothing waits to be sent, unless she is in scope; nor of whom Entra had let go by then.
        if self.let_go || (!self.out_of_use() && self.in_scope.is_none()) {
            return false;
        }
        // A job whose last run is not dated may have stood still for ever.
        let assigned = self.assigned_at.filter(|_| self.entra == Entra::Enabled);
        self.entra_since
            .max(assigned)
            .is_some_and(|changed| still_since.is_none_or(|it| it.since(changed) < self.cycle && it <= as_of))
    }

    /// This user's change waits for the job: the sides differ, or the job stood still before it could be sent.
    pub fn waits_for_the_job(&self, as_of: Time) -> bool {
        match self.disagree {
            // Whether she is to be active is not shown without a sign of scope.
            Some(Disagreement::InactiveThough) => self.in_scope.is_some(),
            Some(_) => true,
            None => self.maptician == Maptician::Unknown && self.stood_still_since_the_change(as_of),
        }
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

impl Stored<'_> {
    /// The record has a user name without an ID before it, whatever its other fields have: it is found by that.
    pub fn has_clean_name(&self) -> bool {
        self.parts.is_none() || (!self.is_address() && !self.fields.contains(&"userName"))
    }

    /// The values that have an ID in front: the name, or else what stands beside it.
    pub fn proofs(&self) -> Vec<Proof> {
        if !self.has_clean_name() || self.parts.is_none() {
            return vec![Proof::from(&self.name).at(self.at)];
        }
        let beside = self.record.into_iter();
        let beside = beside.flat_map(|it| it.emails.iter().chain(&it.external_id).chain(&it.display_name));
        beside.filter(|it| take_off_prefix(&it.value).is_some()).map(Proof::from).collect()
    }

    /// It is the record's address, because the record shows no name: the two need not be equal.
    pub fn is_address(&self) -> bool {
        let email = self.record.and_then(|it| it.emails.first());
        email.is_some_and(|it| it.mark == self.name.mark)
    }
}

/// The change that wrote a prefixed name into Maptician's record.
#[derive(Clone, Copy, Debug)]
pub struct Damage<'a> {
    pub event: &'a Event,
    /// The name is clean again.
    pub healed: bool,
    /// Since when, where the log has the change that put it right.
    pub healed_at: Option<Time>,
}

/// A prefixed name taken apart, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    pub object_id: crate::name::ObjectId,
    pub layers: u32,
    /// The ID right behind it, where there are several layers.
    pub inner: Option<crate::name::ObjectId>,
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

/// What keeps an assigned user out of scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptOut {
    Filter,
    Role,
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
    /// Two changes come at once, and which is first is not documented.
    Unsure,
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

/// What the rules need beside the user.
pub struct Frame<'a> {
    pub store: &'a Store,
    pub wholes: &'a Wholes,
    pub snapshots: &'a [Time],
    pub order: &'a Order<'a>,
    pub as_of: Time,
    /// How often the service comes by.
    pub cycle: Span,
    /// Every object ID and every name of the material, folded: what settles whether digits are a prefix.
    pub known: &'a crate::known::Known,
}

/// Derives everything once.
pub fn stand<'a>(user: &User<'a>, frame: &Frame<'a>) -> Standing<'a> {
    let as_of = frame.as_of;
    let events = &user.events;
    let kept = kept(user, events, frame);
    let mut it = Standing {
        cycle: frame.cycle,
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
        damage: None,
        entra_prefixed: None,
        link: Link::Unknown,
        in_scope: None,
        assigned_at: None,
        was_in_scope: false,
        left_before_deletion: false,
        assignment_ended: false,
        kept_out: None,
        let_go: false,
        pending: None,
        was_created: false,
        last_event: events.iter().map(|it| it.1).max_by_key(|it| time_of(it)),
        open_failure: None,
        refused: None,
        refusal: None,
        lookup: None,
        retries: None,
        left_out: None,
        staged: None,
        skipped_for_missing_value: None,
        job: None,
        disagree: None,
        restored_at: user.current().and_then(|it| it.state.restored_at),
        on_premises: user.current().is_some_and(|it| it.state.on_premises),
        sides_known: (false, false),
    };
    entra::directory(&mut it, user, frame);
    maptician::maptician(&mut it, user, &kept, frame);
    stored::stored(&mut it, user, &kept, frame);
    damage::damage(&mut it, events);
    attempts::attempts(&mut it, user);
    scope::scope(&mut it, user, events, frame);
    attempts::job(&mut it, events, frame);
    it.retries = attempts::retries(&it, user, as_of);
    link(&mut it, user);
    it.pending = pending(&it, user, as_of);
    it.disagree = disagree(&it, user);
    it
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
    let stored = it.stored.as_ref().or(it.loose.as_ref()).filter(|it| it.certain && !it.has_clean_name());
    let Some(prefix) = stored.and_then(|it| it.parts.as_ref()).map(|it| it.object_id) else { return false };
    let Some(live) = user.current().filter(|it| it.state.lives()) else { return false };
    // Where the live one shows no ID it may be that of the prefix, unless that is shown, too.
    live.object_id
        .map_or_else(|| user.accounts.iter().any(|it| it.object_id == Some(prefix)), |it| it != prefix)
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
        || it.skipped_for_missing_value.is_some()
        || it.open_failure.is_some_and(|(_, cause)| !cause.heals_by_itself())
        || (it.link == Link::Broken && it.entra != Entra::Removed);
    if held_back {
        return None;
    }
    // A change that was tried and failed waits for its next attempt, and that is hours away.
    let tried = it.open_failure.and_then(|it| time_of(it.0));
    let young = |at: &Time| {
        as_of.since(*at) < it.cycle.times(2)
            && it.maptician_changed_at.max(tried).is_none_or(|since| *at > since)
    };
    let change = match (it.entra, it.maptician) {
        (Entra::Disabled | Entra::SoftDeleted | Entra::NotAssigned | Entra::Removed, Maptician::Active) => {
            // Maptician refused that before.
            let refused = user.events.iter().any(|it| it.0 == Kind::DeactivationRefused);
            if refused { Change::Unsure } else { Change::Stops }
        }
        // A newer account finds the record by its name alone.
        (Entra::Enabled, Maptician::Inactive)
            if user.accounts.len() > 1 && it.stored.as_ref().is_none_or(Stored::is_address) =>
        {
            return None;
        }
        // Unassigned after the restore: it is looked up by name again, and a corrupted one is not found.
        (Entra::Enabled, Maptician::Inactive)
            if it.restored_at != user.current()?.state.restored_at
                && it.stored.as_ref().is_none_or(|it| it.parts.is_some()) =>
        {
            return None;
        }
        // The deletion of the older account is on its way, too, and takes the name away that the newer one is found by.
        (Entra::Enabled, Maptician::Inactive)
            if user.accounts[1..].iter().any(|older| {
                older.state.deleted_at.is_some_and(|at| {
                    let recent = as_of.since(at) < it.cycle.times(2);
                    it.maptician_changed_at < Some(at) && (recent || tried >= Some(at))
                })
            }) =>
        {
            let at = it.entra_since.filter(young)?;
            return Some(Pending { at, change: Change::Unsure });
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
    // Who is assigned comes into scope with it, however long the account is enabled.
    let assigned = it.assigned_at.filter(|_| change != Change::Stops && it.in_scope.is_some());
    // And is looked up by name then.
    if change == Change::Starts && assigned.as_ref().is_some_and(young) && names_differ(it, user) {
        return None;
    }
    let at = it.entra_since.max(assigned).filter(young)?;
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
    // What an older account left beside the record that has the name is no difference.
    let of_account = |it: &Stored<'_>| {
        let name = Some(fold(&it.name.value));
        !it.is_address() && (name == Some(fold(upn)) || name == guest || name == mail)
    };
    if stored.active != Some(true) && it.stored_besides.iter().any(of_account) {
        return false;
    }
    // Names may follow the mail address. Where Entra's is not shown, it may be one of the addresses that are; and a change
    // that got through left what Entra had, whatever the name follows.
    // But it is not where somebody else has the name.
    let taken = user.rivals.iter().any(|it| it.value == name);
    if mail.is_none() && !taken {
        let proxies = account.records.iter().filter_map(|it| it.proxy_addresses.first());
        let mut addresses = stored.record.iter().flat_map(|it| &it.emails).chain(proxies);
        let events = account.history.into_iter().flat_map(|it| it.events.iter());
        let got_through = events.filter(|it| maptician::left_its_values(it.0, &it.1));
        let sent =
            got_through.filter_map(|it| Some((time_of(&it.1), it.1.source.user_principal_name.as_ref()?)));
        let sent_since = sent.max_by_key(|it| it.0).is_some_and(|it| fold(&it.1.value) == fold(upn));
        if sent_since || addresses.any(|it| fold(&it.value) == name) {
            return false;
        }
    }
    let shown = stored.record.is_none_or(|it| it.user_name.is_some());
    shown
        && name != fold(upn)
        && guest.as_deref() != Some(&*name)
        && mail.as_deref() != Some(&*name)
        && guest_address(&name).map(|it| fold(&it)).is_none_or(|it| mail.as_deref() != Some(&*it))
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
