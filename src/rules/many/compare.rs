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

/// Holds a report against an older one.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let older = pairs(&before.users, &after.users);
    let mut rows = Vec::new();
    let mut unchanged = 0;
    for (user, old) in after.users.iter().zip(&older) {
        match old.map(|at| &before.users[at]) {
            None => rows.push(row(Change::New, None, Some(user))),
            Some(old) => match change(old, user, before.as_of) {
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

/// For each newer user which older one it is: by an object ID, else by a name that nobody else has.
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

/// `None` where nothing changed and nothing is to be done.
fn change(before: &User, after: &User, since: Time) -> Option<Change> {
    let (was, is) = (weight(before), weight(after));
    if is > was {
        return Some(Change::Worse);
    }
    if in_trouble(after) {
        return Some(match (in_trouble(before), failed_since(before, after, since)) {
            (true, true) => Change::StillLooping,
            _ => Change::StillOpen,
        });
    }
    if in_trouble(before) {
        return Some(if healed(before, after) { Change::Healed } else { Change::NotShown });
    }
    (answers(before) != answers(after)).then_some(Change::Changed)
}

/// Whether somebody has to act now, or the name is corrupted.
fn in_trouble(user: &User) -> bool {
    user.action.urgency == Urgency::Now || is_corrupted(user)
}

fn is_corrupted(user: &User) -> bool {
    user.corruption.status == CorruptionStatus::Prefixed
}

/// What is worse weighs more: first the name, then the hurry.
fn weight(user: &User) -> (bool, bool) {
    (is_corrupted(user), user.action.urgency == Urgency::Now)
}

/// Shown to be in order: the name clean where it was corrupted, and both sides known, or tied to each other.
fn healed(before: &User, after: &User) -> bool {
    let clean = after.corruption.status == CorruptionStatus::Clean || !is_corrupted(before);
    let known = after.entra != Entra::Unknown && after.maptician != Maptician::Unknown;
    let settled = matches!(after.action.kind, ActionKind::None | ActionKind::ReassignInEntra);
    clean && settled && (known || after.link == Link::Intact)
}

/// An attempt failed after the older report.
fn failed_since(before: &User, after: &User, since: Time) -> bool {
    let failures = |it: &User| it.activity.as_ref().map_or(0, |it| it.failures);
    let day = since.day();
    after
        .activity
        .iter()
        .flat_map(|it| &it.per_day)
        .filter(|it| it.failures > 0)
        .any(|it| it.day > day || it.day == day && failures(after) > failures(before))
}

fn answers(user: &User) -> Answers {
    Answers {
        entra: user.entra,
        maptician: user.maptician,
        corruption: user.corruption.status,
        billing: user.billing.status,
        action: user.action.kind,
        urgency: user.action.urgency,
    }
}

fn row(change: Change, before: Option<&User>, after: Option<&User>) -> Row {
    let user = after.or(before);
    Row {
        change,
        name: user.map(|it| it.name.clone()).unwrap_or_default(),
        object_id: user.and_then(|it| it.object_ids.first().cloned()),
        before: before.map(answers),
        after: after.map(answers),
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
            format!("Before: {} The newer material does not show whether that is settled.", it.headline)
        }
        (Change::Gone, ..) => {
            "The newer material does not have this user. That alone does not say that the user is gone."
                .to_string()
        }
        (_, Some(before), Some(after)) => differences(before, after),
        _ => String::new(),
    }
}

/// `Entra: enabled, now disabled. Billing: Counted, now Not counted.`
fn differences(before: &User, after: &User) -> String {
    let pairs = [
        ("Entra", before.entra.label(), after.entra.label()),
        ("Maptician", before.maptician.label(), after.maptician.label()),
        ("Username", before.corruption.status.label(), after.corruption.status.label()),
        ("Billing", before.billing.status.label(), after.billing.status.label()),
        ("Next step", before.action.kind.label(), after.action.kind.label()),
    ];
    let differing = pairs.iter().filter(|it| it.1 != it.2);
    let parts: Vec<String> =
        differing.map(|(what, before, after)| format!("{what}: {}, now {}.", before, after)).collect();
    parts.join(" ")
}
