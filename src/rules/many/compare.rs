//! Two dates: what became of each user between two reports.
//!
//! Users are the same by an object ID, else by their name. Nobody is called healed only because less is shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    letters::fold,
    report::{
        ActionKind, BillingStatus, CorruptionStatus, Entra, Link, Maptician, Report, Urgency, User, words,
    },
    time::Time,
    words::plural,
};

/// Two reports held against each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    pub before: Time,
    pub after: Time,
    /// Everybody of whom there is something to say, by change, in the newer report's order.
    pub rows: Vec<Row>,
    /// Nothing changed, and nothing is to be done.
    pub unchanged: u32,
}

/// What became of one user.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub change: Change,
    pub name: String,
    pub object_id: Option<String>,
    pub before: Option<Answers>,
    pub after: Option<Answers>,
    /// What changed, in a sentence.
    pub text: String,
}

/// The answers to one user, without their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    pub entra: Entra,
    pub maptician: Maptician,
    pub corruption: CorruptionStatus,
    pub billing: BillingStatus,
    pub action: ActionKind,
    pub urgency: Urgency,
}

/// What comparing asks of a user: a line of the page's table says as much.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub answers: Answers,
    pub link: Link,
    pub failures: u32,
    /// The last day with a failed attempt, such as `2026-06-30`; empty where there is none.
    pub failed_on: String,
}

words! {
    /// What became of a user, the most urgent first.
    pub enum Change {
        /// In order before, or less urgent.
        Worse = "Worse",
        /// In trouble at both dates, with failed attempts between them.
        StillLooping = "Still looping",
        /// In trouble at both dates.
        StillOpen = "Still open",
        /// In trouble before; the newer material does not show how it stands now.
        NotShown = "Not shown any more",
        /// Only in the newer material.
        New = "New",
        /// In trouble before, and shown to be in order now.
        Healed = "Healed",
        /// Something else changed.
        Changed = "Changed",
        /// Only in the older material.
        Gone = "Only in the older material",
    }
}

impl Answers {
    pub fn of(user: &User) -> Answers {
        Answers {
            entra: user.entra,
            maptician: user.maptician,
            corruption: user.corruption.status,
            billing: user.billing.status,
            action: user.action.kind,
            urgency: user.action.urgency,
        }
    }

    /// A digit for the place of each among its values.
    pub fn digits(self) -> [u8; 6] {
        let Answers { entra, maptician, corruption, billing, action, urgency } = self;
        let places =
            [entra as u8, maptician as u8, corruption as u8, billing as u8, action as u8, urgency as u8];
        places.map(|it| b'0' + it)
    }

    pub fn read(digits: [u8; 6]) -> Option<Answers> {
        let [entra, maptician, corruption, billing, action, urgency] = digits;
        Some(Answers {
            entra: at_place(Entra::ALL, entra)?,
            maptician: at_place(Maptician::ALL, maptician)?,
            corruption: at_place(CorruptionStatus::ALL, corruption)?,
            billing: at_place(BillingStatus::ALL, billing)?,
            action: at_place(ActionKind::ALL, action)?,
            urgency: at_place(Urgency::ALL, urgency)?,
        })
    }

    /// Whether somebody has to act now, or the name is corrupted.
    fn in_trouble(self) -> bool {
        self.urgency == Urgency::Now || self.is_corrupted()
    }

    fn is_corrupted(self) -> bool {
        self.corruption == CorruptionStatus::Prefixed
    }

    /// What is worse weighs more: first the name, then the hurry.
    fn weight(self) -> (bool, bool) {
        (self.is_corrupted(), self.urgency == Urgency::Now)
    }
}

/// The value that a digit stands for.
pub fn at_place<T: Copy>(all: &[T], digit: u8) -> Option<T> {
    all.get(usize::from(digit.wrapping_sub(b'0'))).copied()
}

impl Seen {
    pub fn of(user: &User) -> Seen {
        let activity = user.activity.as_ref();
        Seen {
            answers: Answers::of(user),
            link: user.link,
            failures: activity.map_or(0, |it| it.failures),
            failed_on: failed_on(user).to_string(),
        }
    }
}

/// The last day with a failed attempt; empty where there is none.
pub fn failed_on(user: &User) -> &str {
    let days = user.activity.iter().flat_map(|it| &it.per_day).filter(|it| it.failures > 0);
    days.map(|it| it.day.as_str()).max().unwrap_or_default()
}

/// Holds a report against an older one.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let older = pairs(&before.users, &after.users);
    let mut rows = Vec::new();
    let mut unchanged = 0;
    for (user, old) in after.users.iter().zip(&older) {
        match old.map(|at| &before.users[at]) {
            None => rows.push(row(Change::New, None, Some(user))),
            Some(old) => match change(&Seen::of(old), &Seen::of(user), &before.as_of.day()) {
                Some(change) => rows.push(row(change, Some(old), Some(user))),
                None => unchanged += 1,
            },
        }
    }
    let met: BTreeSet<usize> = older.into_iter().flatten().collect();
    let gone = before.users.iter().enumerate().filter(|it| !met.contains(&it.0));
    rows.extend(gone.map(|(_, user)| row(Change::Gone, Some(user), None)));
    rows.sort_by_key(|it| it.change);
    Comparison { before: before.as_of, after: after.as_of, rows, unchanged }
}

/// Whether a report lacks users that its totals count: then who is new or gone cannot be told.
pub fn is_part(report: &Report) -> bool {
    report.users.len() as u64 != u64::from(report.totals.users)
}

/// For each newer user which older one it is: by an object ID, else by a name that nobody else has. `www/saved.js` does the
/// same with lines.
fn pairs(older: &[User], newer: &[User]) -> Vec<Option<usize>> {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, user) in older.iter().enumerate() {
        for id in &user.object_ids {
            by_id.entry(id).or_insert(at);
        }
        by_name.entry(fold(&user.name)).or_default().push(at);
    }
    let mut taken = vec![false; older.len()];
    let mut take = |at: usize| (!std::mem::replace(&mut taken[at], true)).then_some(at);
    let mut pairs: Vec<Option<usize>> = newer
        .iter()
        .map(|it| it.object_ids.iter().find_map(|id| by_id.get(id.as_str()).copied()).and_then(&mut take))
        .collect();
    for (user, pair) in newer.iter().zip(&mut pairs).filter(|it| it.1.is_none()) {
        if let Some([at]) = by_name.get(&fold(&user.name)).map(Vec::as_slice) {
            *pair = take(*at);
        }
    }
    pairs
}

/// What became of a user since a day; `None` where nothing changed and nothing is to be done.
pub fn change(before: &Seen, after: &Seen, since: &str) -> Option<Change> {
    let (was, is) = (before.answers, after.answers);
    if is.weight() > was.weight() {
        return Some(Change::Worse);
    }
    if is.in_trouble() {
        return Some(match (was.in_trouble(), failed_since(before, after, since)) {
            (true, true) => Change::StillLooping,
            _ => Change::StillOpen,
        });
    }
    if was.in_trouble() {
        return Some(if healed(was, after) { Change::Healed } else { Change::NotShown });
    }
    (was != is).then_some(Change::Changed)
}

/// Shown to be in order: the name clean where it was corrupted, and both sides known, or tied to each other.
fn healed(was: Answers, after: &Seen) -> bool {
    let is = after.answers;
    let clean = is.corruption == CorruptionStatus::Clean || !was.is_corrupted();
    let known = is.entra != Entra::Unknown && is.maptician != Maptician::Unknown;
    let settled = matches!(is.action, ActionKind::None | ActionKind::ReassignInEntra);
    clean && settled && (known || after.link == Link::Intact)
}

/// An attempt failed after the older report.
fn failed_since(before: &Seen, after: &Seen, day: &str) -> bool {
    *after.failed_on > *day || after.failed_on == day && after.failures > before.failures
}

/// How long a change is where it is written: a digit for what became of a user (0 where nothing did), and those of the older
/// answers.
const WRITTEN: usize = 7;

/// How many changes are written one after the other.
pub fn n_changes(changes: &str) -> usize {
    changes.len() / WRITTEN
}

/// The change at a place.
pub fn change_at(changes: &str, place: usize) -> Option<Change> {
    at_place(Change::ALL, changes.as_bytes().get(place * WRITTEN)?.wrapping_sub(1))
}

/// The older answers of the change at a place.
pub fn answers_before(changes: &str, place: usize) -> Option<Answers> {
    Answers::read(*changes.as_bytes().get(place * WRITTEN + 1..)?.first_chunk()?)
}

/// With what the users are compared, and how many of its users are not among them: they are nowhere named.
pub fn compared(since: Time, gone: usize) -> String {
    format!(
        "Compared with an earlier report, of {}, which has {} more.",
        since.in_words_to_minute(),
        plural(gone as i64, "user", "users")
    )
}

/// What became of a user, in a line beside the newer answers.
pub fn became(change: Option<Change>, before: Option<Answers>, after: Answers) -> String {
    let mut text = change.map_or("Unchanged", |it| it.label()).to_string();
    text.push('.');
    if let Some(before) = before {
        differences(&mut text, before, after);
    }
    let more = match change {
        Some(Change::Gone) => GONE,
        Some(Change::NotShown) => NOT_SHOWN,
        _ => return text,
    };
    text.push(' ');
    text.push_str(more);
    text
}

const GONE: &str =
    "The newer material does not have this user. That alone does not say that the user is gone.";
const NOT_SHOWN: &str = "The newer material does not show whether that is settled.";

fn row(change: Change, before: Option<&User>, after: Option<&User>) -> Row {
    let user = after.or(before);
    Row {
        change,
        name: user.map(|it| it.name.clone()).unwrap_or_default(),
        object_id: user.and_then(|it| it.object_ids.first().cloned()),
        before: before.map(Answers::of),
        after: after.map(Answers::of),
        text: text(change, before, after),
    }
}

fn text(change: Change, before: Option<&User>, after: Option<&User>) -> String {
    let next = after.map(|it| it.action.title.as_str()).unwrap_or_default();
    match (change, before, after) {
        (Change::Worse | Change::StillLooping | Change::StillOpen, _, Some(it)) => {
            format!("Now: {} {next}.", it.headline)
        }
        (Change::New, _, Some(it)) => it.headline.clone(),
        (Change::NotShown, Some(it), _) => {
            format!("Before: {} {NOT_SHOWN}", it.headline)
        }
        (Change::Gone, ..) => GONE.to_string(),
        (_, Some(before), Some(after)) => {
            let mut text = String::new();
            differences(&mut text, Answers::of(before), Answers::of(after));
            text.trim_start().to_string()
        }
        _ => String::new(),
    }
}

/// `Entra: enabled, now disabled. Billing: Counted, now Not counted.`, each behind a blank.
fn differences(text: &mut String, before: Answers, after: Answers) {
    let pairs = [
        (" Entra: ", before.entra.label(), after.entra.label()),
        (" Maptician: ", before.maptician.label(), after.maptician.label()),
        (" Username: ", before.corruption.label(), after.corruption.label()),
        (" Billing: ", before.billing.label(), after.billing.label()),
        (" Next step: ", before.action.label(), after.action.label()),
    ];
    for (what, before, after) in pairs {
        if before != after {
            for part in [what, before, ", now ", after, "."] {
                text.push_str(part);
            }
        }
    }
}
