//! People who leave, before they leave: for each the right step, and whether all at once are too many.
//!
//! Nobody is told to delete anybody. Disabling blocks sign-in, ends the billing and keeps every choice open, also that of
//! deleting later, as usual, whoever left for good.
//!
//! Sources: the guidance on deactivation; Microsoft Entra, *Enable accidental deletions prevention* (what it counts in a
//! cycle, that it is switched on by the customer, and that *met* stands in one sentence and *above* in another) and *How
//! provisioning works* (who left the scope before is not told any more).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    many::choice::{Meant, find},
    report::{CorruptionStatus, Entra, Report, Urgency, User, words},
    time::Span,
    words::plural,
};

/// What Microsoft's samples of the setting show.
pub const THRESHOLD: u32 = 500;

/// What becomes of a list of leavers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leavers {
    /// In the order of the list.
    pub leavers: Vec<Leaver>,
    pub batch: Batch,
}

/// One name of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaver {
    /// As the list has it.
    pub asked: String,
    /// As the report has it; null where nobody, or nobody for certain, is meant.
    pub name: Option<String>,
    pub object_id: Option<String>,
    pub guest: bool,
    pub step: Next,
    /// The step in words.
    pub text: String,
    /// Of the parts that keep a cycle below the threshold, in which the change belongs, from 1; null where none is sent.
    pub part: Option<u32>,
}

words! {
    /// The right step for a leaver.
    pub enum Next {
        /// In Entra.
        Disable = "Disable in Entra",
        /// In Active Directory.
        DisableOnPremises = "Disable in Active Directory",
        AlreadyDisabled = "Already disabled",
        AlreadyDeleted = "Already deleted",
        /// The username in Maptician is: the user's own answer comes first.
        AlreadyCorrupted = "Already corrupted",
        /// Nothing shows how the account stands.
        EntraNotShown = "Entra’s side not shown",
        NotFound = "Not found",
        /// The name means several users.
        Ambiguous = "Several users",
        /// Another name of the list means the same user.
        NamedBefore = "Named before",
    }
}

/// All changes together, held against accidental-deletion prevention.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// How many changes the list sends at most, in one cycle.
    pub changes: u32,
    /// The customer's setting.
    pub threshold: u32,
    /// Whether one cycle with all of them trips it, where it is switched on; null at equality, which is not published.
    pub trips: Option<bool>,
    /// In how many parts the list stays below it.
    pub parts: u32,
    pub text: String,
}

/// What disabling does, and what it costs. Source: help.maptician.com, *What is the difference between deleting and
/// deactivating an occupant?*
pub const DISABLING: &str = "Disabling blocks sign-in and ends the billing, within about 40 minutes, and keeps every choice open. Seat assignments and future reservations are cancelled; the history stays.";

/// For each name of a list the right step, by the report on an export of Entra's users.
pub fn leavers(report: &Report, names: &[String], threshold: u32) -> Leavers {
    let threshold = threshold.max(1);
    let in_a_part = (threshold - 1).max(1);
    let mut changes = 0;
    // By where they stand in the report.
    let mut seen: BTreeMap<*const User, &str> = BTreeMap::new();
    let mut leavers: Vec<Leaver> = Vec::new();
    for (asked, meant) in names.iter().zip(find(&report.users, names)) {
        let mut leaver = leaver(asked, &meant);
        if let Meant::One(user) = meant {
            if let Some(before) = seen.get(&std::ptr::from_ref(user)) {
                leaver.step = Next::NamedBefore;
                leaver.text = format!("The same user as {before}.");
            } else {
                seen.insert(user, asked);
            }
            // Who left the assignment was let go then: nothing is sent any more.
            let sends = matches!(leaver.step, Next::Disable | Next::DisableOnPremises);
            if sends && user.entra != Entra::NotAssigned {
                leaver.part = Some(changes / in_a_part + 1);
                changes += 1;
            }
        }
        leavers.push(leaver);
    }
    let batch = batch(changes, threshold, changes.div_ceil(in_a_part));
    if batch.trips == Some(false) {
        leavers.iter_mut().for_each(|it| it.part = it.part.map(|_| 1));
    }
    Leavers { leavers, batch }
}

fn leaver(asked: &str, meant: &Meant<'_>) -> Leaver {
    let (step, text) = match meant {
        Meant::Nobody => (
            Next::NotFound,
            "Nobody in the material has this name. Is the export of all users, and is the name spelled as in Entra?".to_string(),
        ),
        Meant::Several(users) => {
            let names: Vec<&str> = users.iter().map(|it| it.name.as_str()).collect();
            let ids = users.iter().filter_map(|it| it.object_ids.first());
            let ids: Vec<&str> = ids.map(String::as_str).collect();
            let which = if ids.len() == users.len() { ids } else { names };
            (Next::Ambiguous, format!("Give the object ID of the one who is meant: {}.", which.join(", ")))
        }
        Meant::One(user) => step(user),
    };
    let user = match meant {
        Meant::One(user) => Some(user),
        _ => None,
    };
    Leaver {
        asked: asked.to_string(),
        name: user.map(|it| it.name.clone()),
        object_id: user.and_then(|it| it.object_ids.first().cloned()),
        guest: user.is_some_and(|it| it.guest),
        step,
        text,
        part: None,
    }
}

fn step(user: &User) -> (Next, String) {
    // What else the user's own answer asks for.
    let also = match user.action.urgency {
        Urgency::Now => format!(" The user’s own answer asks for more: {}.", user.action.title),
        _ => String::new(),
    };
    match user.entra {
        Entra::Removed => (Next::AlreadyDeleted, format!("Gone from Entra for good.{also}")),
        Entra::SoftDeleted => {
            // The hour of the purge is not published: a day early is safe.
            let by = user.action.deadline.map(|it| format!(", by {}", it.before(Span::days(1)).in_words()));
            let by = by.unwrap_or_default();
            (
                Next::AlreadyDeleted,
                format!(
                    "Nothing to do if the person does not come back; else restore the account{by}.{also}"
                ),
            )
        }
        entra if user.corruption.status == CorruptionStatus::Prefixed => {
            let sign_in = match entra {
                Entra::Disabled => " Sign-in is blocked already.",
                Entra::Unknown => "",
                _ => " Disabling blocks sign-in all the same, but Maptician may not follow.",
            };
            (Next::AlreadyCorrupted, format!("{}{sign_in}", user.headline))
        }
        Entra::Unknown => (
            Next::EntraNotShown,
            format!(
                "The material does not show the account. Users > All users > Download users has it.{also}"
            ),
        ),
        Entra::Disabled => (Next::AlreadyDisabled, format!("Nothing to do in Entra.{also}")),
        Entra::Enabled | Entra::Live | Entra::NotAssigned => {
            let mut text = match (user.on_premises, user.guest) {
                (true, _) => {
                    "Synchronised from on-premises: disable the account in Active Directory (Disable-ADAccount)."
                }
                (false, true) => "A guest: disable the guest’s account in Entra, as any other.",
                (false, false) => "Disable the account in Entra.",
            }
            .to_string();
            match user.entra {
                Entra::Live => text.push_str(" Whether it is enabled is not shown."),
                Entra::NotAssigned => {
                    text.push_str(" The user is not assigned to Maptician, which is not told any more.");
                }
                _ => {}
            }
            let step = if user.on_premises { Next::DisableOnPremises } else { Next::Disable };
            (step, format!("{text}{also}"))
        }
    }
}

fn batch(changes: u32, threshold: u32, parts: u32) -> Batch {
    let n = plural(i64::from(changes), "change", "changes");
    let of = plural(i64::from(threshold), "change", "changes");
    let trips = match changes.cmp(&threshold) {
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(true),
    };
    let apart = format!(
        "Disable in {parts} parts, two sync cycles (80 minutes) apart, so that no cycle has more than {}.",
        plural(i64::from((threshold - 1).max(1)), "change", "changes")
    );
    let text = match trips {
        _ if changes == 0 => "Nobody in the list is still to be disabled.".to_string(),
        Some(false) => format!(
            "{n} at most in one cycle: below the threshold of {of}. Whatever else is disabled, deleted or unassigned in the same cycle counts with it."
        ),
        None => format!(
            "{n} at most in one cycle, as many as the threshold. Whether that is enough to trip it is not published. {apart}"
        ),
        Some(true) => format!(
            "{n} in one cycle are above the threshold of {of}. Where accidental-deletion prevention is switched on, the job goes into quarantine, and everybody stays active and counts until somebody allows it. {apart}"
        ),
    };
    Batch { changes, threshold, trips, parts: if trips == Some(false) { parts.min(1) } else { parts }, text }
}
