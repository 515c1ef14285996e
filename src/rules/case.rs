//! What a rule may look at: one user, where the user stands, and what was supplied.

use crate::{
    account::{Existence, RESTORABLE},
    history::failed,
    letters::fold,
    name::ObjectId,
    proof::Proof,
    record::{Account, Activity, Actor, AuditEntry, Event, Failure, Origin, Seen, Text},
    report::{ActionKind, BillingStatus, Entra, Maptician, Retrying},
    retries::LOOP,
    sort::sort,
    standing::{Frame, KeptOut, Refusal, Standing, Stored, newer_account_has_the_name, time_of},
    time::{Span, Time},
    user::{Directory, Rivalry, User},
    words::{fill, plural},
};

/// One user with everything the material shows.
pub struct Case<'a> {
    pub user: &'a User<'a>,
    pub standing: &'a Standing<'a>,
    pub frame: &'a Frame<'a>,
    /// Best known names of the users that claim one of this user's names.
    pub rivals: &'a [(Rivalry, String)],
    /// The answer to the second question, once it is known.
    pub billing: BillingStatus,
    /// The failures of all users.
    pub failures: u32,
    /// Every record of this user stands in material of another identity provider.
    pub foreign: Option<&'a str>,
}

/// The last day on which an older account can be restored, and its record is there for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// The account may be among the deleted ones, and the material does not show since when.
    NotShown,
    On(Time),
}

impl LastDay {
    pub fn time(self) -> Option<Time> {
        match self {
            LastDay::NotShown => None,
            LastDay::On(time) => Some(time),
        }
    }
}

impl Case<'_> {
    pub fn as_of(&self) -> Time {
        self.frame.as_of
    }

    /// The name as the customer would type it.
    pub fn name(&self) -> String {
        best_name(self.user, self.standing)
    }

    pub fn display_name(&self) -> Option<&str> {
        display_name(self.user)
    }

    /// How a sentence calls the user: the display name, else the name.
    pub fn person(&self) -> String {
        self.display_name().map_or_else(|| self.name(), str::to_string)
    }

    /// Maptician's own name of the user, else one of unknown origin.
    pub fn shown(&self) -> Option<&Stored<'_>> {
        self.standing.stored.as_ref().or(self.standing.loose.as_ref())
    }

    /// The object ID that a command is written with: the current account's, else the prefix.
    pub fn object_id(&self) -> Option<ObjectId> {
        let current = self.user.current().and_then(|it| it.object_id);
        // A newer account that shows no ID has not the one in front of the name.
        current.or_else(|| self.prefix_id().filter(|_| !newer_account_has_the_name(self.standing, self.user)))
    }

    /// The object ID in front of the name.
    pub fn prefix_id(&self) -> Option<ObjectId> {
        self.shown().and_then(|it| it.parts.as_ref()).map(|it| it.object_id)
    }

    /// The last day of the account behind a corrupted name or a record in the way; nothing where there is none.
    pub fn last_day(&self) -> Option<LastDay> {
        let accounts = &self.user.accounts;
        let mut older = accounts.iter().skip(1);
        if let Some(it) = older.find(|it| it.state.existence == Some(Existence::SoftDeleted)) {
            let deleted = it.state.deleted_at;
            return Some(deleted.map_or(LastDay::NotShown, |it| LastDay::On(it.after(RESTORABLE))));
        }
        let known = |id| accounts.iter().any(|it| it.object_id == Some(id) && it.state.existence.is_some());
        let is_open = match self.prefixed().and_then(|it| it.parts.as_ref()) {
            Some(prefix) => !known(prefix.object_id),
            // The record in the way bears another name, and its account may be a deleted one.
            None => {
                self.standing.refusal == Some(Refusal::Create) && self.shown().is_none() && accounts.len() < 2
            }
        };
        is_open.then_some(LastDay::NotShown)
    }

    /// The ID of the account that has the name now. The ID before a corrupted name is that of an account that was deleted:
    /// where nothing else is shown of it, another one may have the name.
    pub fn current_id(&self) -> Option<ObjectId> {
        let known_otherwise =
            |it: &ObjectId| self.standing.entra != Entra::Unknown || Some(*it) != self.prefix_id();
        self.user.current().and_then(|it| it.object_id).filter(known_otherwise)
    }

    /// The name Maptician holds, or one that could be Maptician's, is corrupted for certain.
    pub fn prefixed(&self) -> Option<&Stored<'_>> {
        self.shown().filter(|it| it.parts.is_some() && it.certain)
    }

    /// An address of an account in Entra that has an object ID in front, and whether it is the `mail`, which is sent.
    pub fn prefixed_address(&self) -> Option<(bool, &Seen<Text>)> {
        let is = |it: &&Seen<Text>| self.frame.known.take_apart(&it.value).is_some_and(|it| it.1);
        for account in &self.user.accounts {
            for record in &account.records {
                if record.request || account.state.existence == Some(Existence::Removed) {
                    continue;
                }
                if let Some(mail) = record.mail.as_ref().filter(is) {
                    return Some((true, mail));
                }
                if let Some(address) = record.proxy_addresses.iter().find(is) {
                    return Some((false, address));
                }
            }
        }
        None
    }

    /// Missing from whole listings of both kinds, and no account of the user’s is known: the record may have been made by hand.
    pub fn was_never_seen(&self) -> bool {
        let accounts = self.user.accounts.iter().filter_map(|it| it.object_id);
        self.standing.entra == Entra::Removed
            && !self.standing.removal_dated
            && accounts.chain(self.prefix_id()).next().is_none()
    }

    /// Soft-deleted, with time left to restore or without a date.
    pub fn restorable(&self) -> bool {
        self.standing.entra == Entra::SoftDeleted
    }

    /// A soft-deleted user keeps the question of a return, and its date, under any answer but "nothing to do".
    pub fn keeps_the_question(&self, answer: ActionKind) -> bool {
        self.restorable() && answer != ActionKind::None
    }

    /// A name of Maptician's that is this mail address and no user principal name of the material: names follow `mail`.
    pub fn name_that_follows_mail(&self, mail: &str) -> Option<&Seen<Text>> {
        let store = self.frame.store;
        let held = store.scim.iter().filter(|it| it.origin == Origin::Maptician);
        let name = held.filter_map(|it| it.user_name.as_ref()).find(|it| fold(&it.value) == mail)?;
        let signs_in =
            |it: &Account| it.user_principal_name.as_ref().is_some_and(|it| fold(&it.value) == mail);
        (!store.accounts.iter().any(|it| signs_in(it))).then_some(name)
    }

    /// The end of the 30 days, where it is still ahead.
    pub fn deadline(&self) -> Option<Time> {
        self.standing.deadline.filter(|_| self.restorable())
    }

    /// The account whose deletion put its ID before the name; the current one where no ID is shown.
    fn deleted_account(&self) -> Option<&Directory<'_>> {
        let accounts = &self.user.accounts;
        match self.prefix_id() {
            Some(id) => accounts.iter().find(|it| it.object_id == Some(id)),
            None => accounts.iter().find(|it| it.state.last_deletion.is_some()).or(accounts.first()),
        }
    }

    /// Who or what deleted the account.
    pub fn deleted_by(&self) -> Option<&Actor> {
        self.deleted_account()?.state.deleted_by.as_ref()
    }

    /// Who removed the latest assignment and when, unless the user was assigned again, or deleted before.
    fn unassigned(&self) -> Option<String> {
        let audits = &self.user.current()?.history?.audits;
        let entry = |activity| audits.get(&activity).filter(|it| it.success);
        let at = |it: &AuditEntry| it.at.as_ref().map(|it| it.value);
        let removed = entry(Activity::Unassign)?;
        let deleted_before = self.standing.deleted_at.is_some_and(|it| at(removed) > Some(it));
        if deleted_before || entry(Activity::Assign).is_some_and(|it| at(it) >= at(removed)) {
            return None;
        }
        let by = removed.by.as_ref().map_or("somebody", |it| &it.value.name);
        let on = at(removed).map(|it| format!(" on {}", it.in_words_to_minute())).unwrap_or_default();
        Some(format!("{by}{on}"))
    }

    /// The change that wrote the name that is still corrupted.
    pub fn damage(&self) -> Option<&Event> {
        self.standing.damage.filter(|it| !it.healed).map(|it| it.event)
    }

    pub fn pending(&self) -> bool {
        self.standing.pending.is_some()
    }

    /// Nothing in the log or of the job keeps Entra's state from being Maptician's.
    pub fn undisturbed(&self) -> bool {
        let standing = self.standing;
        standing.open_failure.is_none()
            && !standing.stood_still_since_the_change(self.as_of())
            // What became of the last attempt may not be shown.
            && standing.last_event.is_none_or(|it| it.status.is_some())
            // Nor whether what was skipped for a missing value would have created the record.
            && standing.skipped_for_missing_value.is_none_or(|it| it.action.is_some() || standing.was_created)
    }

    pub fn entra_proofs(&self) -> Vec<Proof> {
        self.standing.entra_proofs.clone()
    }

    pub fn maptician_proofs(&self) -> Vec<Proof> {
        self.standing.maptician_proofs.clone()
    }

    pub fn both_proofs(&self) -> Vec<Proof> {
        let mut proofs = self.entra_proofs();
        proofs.extend(self.maptician_proofs());
        proofs
    }

    /// Nothing of this user's own: Maptician's side is not shown.
    pub fn only_entra_known(&self) -> bool {
        let standing = self.standing;
        standing.maptician == Maptician::Unknown
            && standing.entra != Entra::Unknown
            && !self.user.is_torn()
            && !self.user.is_untold()
    }

    /// The latest failure's own words, else its code; of a refusal those of the refusal, whatever failed since.
    pub fn last_error(&self, refusal: bool) -> Option<(&Event, String)> {
        let refused = self.standing.refused.filter(|_| refusal);
        let event = refused.or(self.standing.open_failure.map(|it| it.0))?;
        let failure = event.error.as_ref();
        let words = failure.and_then(|it| it.detail.as_ref().or(it.code.as_ref()));
        Some((event, words.or(event.skip_reason.as_ref())?.value.to_string()))
    }

    /// How often the last refused attempt was retried, where its entry says so: the log shows one entry for all of them.
    fn retried(&self) -> String {
        match self.last_error(true).and_then(|(event, _)| event.error.as_ref()?.retried) {
            None | Some(0) => String::new(),
            Some(1) => "once".to_string(),
            Some(n) => format!("{n} times"),
        }
    }

    /// Entra leaves the user out, for whatever reason, and Maptician's record is active: it should not be.
    pub fn left_out_and_active(&self) -> Option<&Event> {
        let standing = self.standing;
        let event = standing.left_out.filter(|_| standing.maptician == Maptician::Active)?;
        // What is to be sent may be on its way.
        let young = time_of(event).is_some_and(|it| self.as_of().since(it) < standing.cycle.times(2));
        let held_back = standing.staged.is_some() || standing.job.is_some();
        (!young && !held_back && standing.stands_open()).then_some(event)
    }

    /// How it goes on with creates that were refused so often that it is a loop.
    pub fn loops(&self) -> Option<Retrying> {
        self.loop_of(true)
    }

    /// The same, of creates or of updates.
    pub fn loop_of(&self, creates: bool) -> Option<Retrying> {
        let retries = self.standing.retries.filter(|it| it.creates == creates && it.refused.count >= LOOP);
        retries.map(|it| it.state)
    }

    /// How many percent of all failures the refused creates of this user are.
    pub fn share(&self) -> u32 {
        let count = self.standing.retries.map_or(0, |it| it.refused.count);
        (u64::from(count) * 100 / u64::from(self.failures.max(1))) as u32
    }

    /// When the next attempt is due, where it is ahead.
    fn next_attempt(&self) -> String {
        let said = self.standing.open_failure.and_then(|it| it.0.error.as_ref()?.next_attempt);
        let said = said.filter(|it| *it > self.as_of()).map(|it| (it, true));
        match said.or_else(|| self.standing.retries?.next) {
            Some((at, said)) => {
                let word = if said { "after" } else { "about" };
                format!("{word} {}", at.in_words_to_minute())
            }
            None => String::new(),
        }
    }

    /// A sentence with this user's values.
    pub fn fill(&self, template: &str) -> String {
        fill(template, &|key| self.value(key))
    }

    /// A value that a sentence names; empty where it is not shown, so that templates test for it first.
    pub fn value(&self, key: &str) -> String {
        let standing = self.standing;
        let day = |it: Option<Time>| it.map(Time::in_words).unwrap_or_default();
        let minute = |it: Option<Time>| it.map(Time::in_words_to_minute).unwrap_or_default();
        let ids = |id: fn(&Event) -> &Option<Text>| {
            standing.damage.and_then(|it| id(it.event).as_deref()).unwrap_or_default().to_string()
        };
        let changed = standing.pending.map(|it| it.at);
        match key {
            "name" => self.name(),
            "person" => self.person(),
            "stored_as" => self.shown().map(|it| it.name.value.to_string()).unwrap_or_default(),
            "held_as" => standing.stored.as_ref().map(|it| it.name.value.to_string()).unwrap_or_default(),
            "clean" => {
                self.shown().and_then(|it| it.parts.as_ref()).map(|it| it.rest.clone()).unwrap_or_default()
            }
            "prefix" => self.prefix_id().map(|it| it.to_string()).unwrap_or_default(),
            "inner" => {
                let inner = self.shown().and_then(|it| it.parts.as_ref()).and_then(|it| it.inner);
                inner.map(|it| it.to_string()).unwrap_or_default()
            }
            "harmed" => {
                let used = standing.maptician == Maptician::Active
                    || standing.refused.is_some()
                    || matches!(standing.entra, Entra::Enabled | Entra::Live);
                if used { self.person() } else { String::new() }
            }
            "kept_out" => match standing.kept_out {
                Some(KeptOut::Role) => "the role of the assignment",
                _ => "a scoping filter",
            }
            .to_string(),
            // Where the name is not shown, or is clean, something else of the record is.
            "corrupted" => match self.shown() {
                Some(it) if !it.fields.contains(&"userName") => "record",
                _ => "username",
            }
            .to_string(),
            "last_day" => minute(self.last_day().and_then(LastDay::time)),
            "corrupted_field" => {
                let clean = self.shown().is_some_and(Stored::has_clean_name);
                if clean { self.value("field") } else { "the username".to_string() }
            }
            "field" => match self.shown().and_then(|it| it.fields.first()).copied().unwrap_or_default() {
                "emails.value" => "the e-mail address",
                "displayName" => "the display name",
                it => it,
            }
            .to_string(),
            "entra_name" => {
                let name = self.user.current().and_then(|it| it.state.user_principal_name.as_deref());
                name.unwrap_or("otherwise").to_string()
            }
            "record" => {
                let record = standing.stored.as_ref().and_then(|it| it.record?.id.as_ref());
                record.map(|it| it.value.to_string()).unwrap_or_default()
            }
            "current" | "older" => {
                let current = self.current_id();
                let older = self.prefix_id().filter(|it| current.is_some_and(|current| current != *it));
                let id = if key == "older" { older } else { current };
                id.map(|it| it.to_string()).unwrap_or_default()
            }
            "id" => self.object_id().map(|it| it.to_string()).unwrap_or_default(),
            "gone" => if self.was_never_seen() {
                "Entra has no such account, neither live nor deleted, and may never have had one"
            } else {
                "The account is gone from Entra for good"
            }
            .to_string(),
            "maptician" => standing.maptician.label().to_string(),
            "entra" => match standing.entra {
                Entra::SoftDeleted => "deleted",
                Entra::Removed => "removed for good",
                Entra::NotAssigned => "out of the scope of provisioning",
                it => it.label(),
            }
            .to_string(),
            "brought_back" => {
                let restored = standing.restored_at.is_some() && standing.restored_at == standing.entra_since;
                let assigned = standing.assigned_at.is_some() && standing.assigned_at == changed;
                match (assigned, restored) {
                    (true, _) => "assigned to Maptician",
                    (_, true) => "restored",
                    _ => "enabled",
                }
                .to_string()
            }
            "since" => minute(standing.entra_since),
            "changed" => minute(changed),
            "deleted" => at_the_latest(minute(standing.deleted_at), self.deleted_exactly()),
            "deadline" => at_the_latest(minute(standing.deadline), self.deleted_exactly()),
            "end" => match self.deadline() {
                Some(it) => format!("after {}", it.in_words()),
                None => "30 days after the deletion".to_string(),
            },
            "restore_by" => match self.days_left() {
                Some(0) => self.fill("now, until {deadline}"),
                Some(_) => self.fill("by {decide_by}"),
                None => "within 30 days of the deletion".to_string(),
            },
            // What deletes many at once is held back; it counts who is disabled, too.
            "prevention" => "Many at once can be held back: Provisioning > Edit provisioning > Settings, Prevent accidental deletions, with a Notification Email.".to_string(),
            "in_directory" => {
                if standing.on_premises { " in Active Directory" } else { "" }.to_string()
            }
            // The hour of the purge is not published: a day early is safe.
            "decide_by" => day(standing.deadline.map(|it| it.before(Span::days(1)))),
            "cycle" => standing.cycle.whole_minutes().to_string(),
            "two_cycles" => standing.cycle.times(2).whole_minutes().to_string(),
            "days_left" => self.days_left().map(|it| plural(it, "day", "days")).unwrap_or_default(),
            "maptician_since" => minute(standing.maptician_since),
            "error" | "refusal" => {
                let words = self.last_error(key == "refusal").map(|it| it.1).unwrap_or_default();
                words.trim_end_matches('.').to_string()
            }
            "missing" => standing
                .skipped_for_missing_value
                .and_then(|it| it.missing_property.as_ref())
                .map(|it| it.value.to_string())
                .unwrap_or_default(),
            "refusals" => plural(standing.retries.map_or(0, |it| it.refused.count.into()), "time", "times"),
            "refused_first" => minute(standing.retries.and_then(|it| it.refused.first)),
            "refused_last" => minute(standing.retries.and_then(|it| it.refused.last())),
            "rhythm" => {
                let rhythm = standing.retries.and_then(|it| it.refused.rhythm());
                rhythm.map(|it| it.label().to_string()).unwrap_or_default()
            }
            "share" => Some(self.share()).filter(|it| *it > 0).map(|it| it.to_string()).unwrap_or_default(),
            "over_since" => minute(standing.retries.and_then(|it| it.over_since)),
            "skip_reason" => {
                let reason = standing.last_event.and_then(|it| it.skip_reason.as_ref());
                reason.map(|it| it.value.to_string()).unwrap_or_default()
            }
            "broken_link" => match standing.lookup {
                Some(_) => {
                    "The lookup before it finds nobody of this name: together the sign of a broken link."
                        .to_string()
                }
                None => String::new(),
            },
            "second" => standing.stored_besides.first().map(|it| it.name.value.to_string()).unwrap_or_default(),
            "both" => {
                let mut records = standing.stored.iter().chain(&standing.stored_besides);
                if records.all(|it| it.active == Some(true)) { "Both" } else { "" }.to_string()
            }
            "address" => self.prefixed_address().map(|it| it.1.value.to_string()).unwrap_or_default(),
            "where" => if standing.on_premises { "in Active Directory" } else { "in Entra" }.to_string(),
            "sent" | "unsent" => match self.prefixed_address() {
                Some((true, _)) if key == "sent" => "mail".to_string(),
                Some((false, _)) if key == "unsent" => "further addresses".to_string(),
                _ => String::new(),
            },
            "next_attempt" => self.next_attempt(),
            "retried" => self.retried(),
            "rival" => self.rivals.first().map(|it| it.1.clone()).unwrap_or_default(),
            "deleted_by" => self.deleted_by().map(|it| it.name.to_string()).unwrap_or_default(),
            "damaged" => minute(standing.damage.and_then(|it| time_of(it.event))),
            "healed" => minute(standing.damage.and_then(|it| it.healed_at)),
            "damage_cycle" => ids(|it| &it.cycle_id),
            "damage_change" => ids(|it| &it.change_id),
            "deletion" => {
                let at = minute(self.deleted_account().and_then(|it| it.state.last_deletion));
                match self.deleted_by().filter(|_| !at.is_empty()) {
                    Some(by) => format!("{at} by {}", by.name),
                    None => at,
                }
            }
            "unassigned" => self.unassigned().unwrap_or_default(),
            "refused_on" => minute(standing.refused.and_then(time_of)),
            "log_from" => minute(self.frame.store.log.first),
            "record_changed" => minute(
                standing
                    .stored
                    .as_ref()
                    .and_then(|it| it.record.and_then(|it| it.last_modified.as_ref()).map(|it| it.value)),
            ),
            "as_of" => self.as_of().in_words_to_minute(),
            "provider" => self.foreign.unwrap_or_default().to_string(),
            _ => unreachable!("a template names a value that no case has: {key}"),
        }
    }

    fn deleted_exactly(&self) -> bool {
        self.user.current().is_some_and(|it| it.state.deleted_exactly)
    }

    /// Whole days until the deadline; 0 means less than a day.
    pub fn days_left(&self) -> Option<i64> {
        self.deadline().map(|it| it.since(self.as_of()).whole_days().max(0))
    }

    /// The current account's field, where the latest success or failure has proof of it.
    pub fn event_proof(&self, event: &Event) -> Vec<Proof> {
        let mut proofs = Vec::new();
        if let Some(failure) = &event.error {
            let at = event.at.as_ref().map(|it| it.value);
            match (&failure.detail, &failure.code) {
                (Some(it), _) | (None, Some(it)) => proofs.push(Proof::from(it).at(at)),
                (None, None) => proofs.push(Proof { mark: failure.mark, value: None, time: at }),
            }
        }
        if let Some(it) = &event.skip_reason {
            proofs.push(Proof::from(it).at(event.at.as_ref().map(|it| it.value)));
        }
        if proofs.is_empty() {
            proofs.push(crate::standing::event_proof(event));
        }
        proofs
    }
}

/// An event shows only that the deletion had happened by then.
fn at_the_latest(text: String, exactly: bool) -> String {
    if exactly || text.is_empty() { text } else { format!("{text} at the latest") }
}

/// Best known user name, as the customer would type it: repaired when the corruption is certain, as stored when it is
/// only suspected; without any the display name, else the object ID.
pub fn best_name(user: &User<'_>, standing: &Standing<'_>) -> String {
    let live_name = user.current().and_then(|it| it.state.user_principal_name.as_deref());
    if let Some(stored) = &standing.stored {
        let held = match &stored.parts {
            Some(parts) if stored.certain => &parts.rest,
            _ => &*stored.name.value,
        };
        // Where it is somebody else's by now, the account's own name tells the two apart.
        return live_name.filter(|_| is_taken(user, held)).unwrap_or(held).to_string();
    }
    if let Some(name) = live_name {
        return crate::name::take_off_prefix(name).map_or(name, |it| it.rest).to_string();
    }
    if let Some(loose) = &standing.loose {
        return match &loose.parts {
            Some(parts) if loose.certain => parts.rest.clone(),
            _ => loose.name.value.to_string(),
        };
    }
    let from_events = user.events.iter().map(|it| it.1).find_map(event_name);
    // An entry that changed nothing names its user all the same.
    let from_audits = || {
        user.histories.iter().flat_map(|it| it.audits.values()).find_map(|it| it.user_principal_name.as_ref())
    };
    let from_requests = user.requests.iter().find_map(|it| it.user_name.as_ref().or(it.emails.first()));
    let mentioned = user.mentions.first().map(|it| &it.name);
    // A record that is no longer there: nothing is stored, but the person had this name.
    let records = user.holdings.iter().flat_map(|it| &it.records);
    let held = records.rev().find_map(|it| it.user_name.as_ref().or(it.emails.first()));
    let logged = || user.histories.iter().find_map(|it| it.name.as_ref()).map(|it| &it.1);
    let shown = from_events.or_else(from_audits).or(held).or(from_requests).or(mentioned);
    if let Some(name) = shown.or_else(logged) {
        return crate::name::take_off_prefix(&name.value).map_or(&*name.value, |it| it.rest).to_string();
    }
    if let Some(mail) = user.accounts.iter().find_map(|it| it.state.mail.as_deref()) {
        return mail.to_string();
    }
    let id = || user.accounts.iter().find_map(|it| it.object_id).map(|it| it.to_string());
    display_name(user).map(str::to_string).or_else(id).unwrap_or_default()
}

/// The account lives, and another user has the name.
fn is_taken(user: &User<'_>, name: &str) -> bool {
    let lives = user.current().is_some_and(|it| it.state.lives());
    let mut rivals = user.rivals.iter().filter(|it| it.why != Rivalry::SameMail);
    lives && rivals.any(|it| it.value == fold(name))
}

fn event_name(event: &Event) -> Option<&Seen<Text>> {
    let source = &event.source;
    [&source.user_principal_name, &event.sent.user_name, &event.target.display_name]
        .into_iter()
        .flatten()
        .next()
}

/// The display name, of the directory first.
pub fn display_name<'a>(user: &'a User<'_>) -> Option<&'a str> {
    let directory = user.accounts.iter().find_map(|it| it.state.display_name.as_deref());
    let records =
        || user.holdings.iter().flat_map(|it| &it.records).copied().chain(user.lists.iter().copied());
    let assigned =
        || user.accounts.iter().flat_map(|it| &it.assignments).find_map(|it| it.display_name.as_ref());
    let mentioned = || user.mentions.iter().find_map(|it| it.display_name.as_ref());
    let shown = directory
        .or_else(|| records().find_map(|it| it.display_name.as_ref()).map(|it| &*it.value))
        .or_else(|| assigned().map(|it| &*it.value))
        .or_else(|| {
            user.events
                .iter()
                .map(|it| it.1)
                .find_map(|it| it.before.as_ref()?.display_name.as_ref())
                .map(|it| &*it.value)
        })
        .or_else(|| mentioned().map(|it| &*it.value));
    // Some directories fill the display name with the user name: it says nothing more.
    shown.filter(|it| !it.trim().is_empty() && !crate::name::is_address(it))
}

/// Every other spelling of the user's names, corrupted ones included, in a fixed order.
pub fn aliases(user: &User<'_>, best: &str) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for account in &user.accounts {
        for record in &account.records {
            names.extend(
                [&record.user_principal_name, &record.mail].into_iter().flatten().map(|it| &*it.value),
            );
            names.extend(record.proxy_addresses.iter().map(|it| &*it.value));
        }
    }
    let held = user.holdings.iter().flat_map(|it| &it.records).chain(&user.lists).chain(&user.requests);
    for record in held {
        names.extend(record.user_name.iter().chain(&record.emails).map(|it| &*it.value));
    }
    for history in &user.histories {
        for event in history.events.values() {
            let (source, sent) = (&event.source, &event.sent);
            let given = [&source.user_principal_name, &source.mail, &sent.user_name, &sent.old_user_name];
            names.extend(given.into_iter().flatten().map(|it| &*it.value));
            let target = event.target.display_name.as_ref().filter(|it| crate::name::is_address(&it.value));
            names.extend(target.map(|it| &*it.value));
            let before = event.before.as_ref().and_then(|it| it.user_name.as_ref());
            names.extend(before.map(|it| &*it.value));
        }
        for entry in history.audits.values() {
            let given = [&entry.user_principal_name, &entry.old_user_principal_name, &entry.mail];
            names.extend(given.into_iter().flatten().map(|it| &*it.value));
        }
    }
    names.extend(user.mentions.iter().map(|it| &*it.name.value).filter(|it| ObjectId::parse(it).is_none()));
    sort(&mut names, &|a, b| a.cmp(b));
    names.dedup();
    names.retain(|it| *it != best);
    names.into_iter().map(str::to_string).collect()
}

/// Attempts to provision a user.
#[derive(Default)]
pub struct Attempts<'a> {
    pub failures: u32,
    pub successes: u32,
    /// Of the failures: creates that were refused because the user exists.
    pub refused: u32,
    pub last_failure: Option<&'a Failure>,
}

impl Attempts<'_> {
    pub fn count(&self) -> u32 {
        self.failures + self.successes
    }

    pub fn last_error_code(&self) -> Option<&Text> {
        self.last_failure?.code.as_ref().map(|it| &it.value)
    }
}

/// What is counted of a user's log, and why the last attempt that failed did so.
pub fn attempts<'a>(user: &'a User<'_>) -> Attempts<'a> {
    let mut sum = Attempts::default();
    for history in &user.histories {
        sum.failures += history.failures;
        sum.successes += history.successes;
        sum.refused += history.refused.count;
    }
    let failed = user.events.iter().map(|it| it.1).filter(|it| failed(it));
    sum.last_failure = failed
        .filter_map(|it| Some((it.at.as_ref().map(|at| at.value), it.error.as_deref()?)))
        .max_by_key(|it| it.0)
        .map(|it| it.1);
    sum
}
