//! Both sides held against each other: who is on one only, who differs, how many seats count and will, and who is stuck.
//!
//! It sorts the answers that a report has, and adds none. What happens within thirty days is foreseen from each user's
//! state; where that would change what the user's answer leaves as it is, nothing is claimed.

use serde::Serialize;

use crate::{
    account::RESTORABLE,
    foresight::{State, foresee},
    report::{
        self, ActionKind, BillingStatus, CorruptionStatus, Entra, Maptician, Report, Side, Urgency, User,
        words,
    },
    time::Time,
    words::group_digits,
};

/// Both sides, held against each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reconciliation {
    pub as_of: Time,
    /// The seats in sentences.
    pub headline: String,
    pub seats: Seats,
    /// Users of whom both sides are shown.
    pub both_shown: u32,
    /// What a listing that is not there would settle, and how to get it.
    pub missing: Vec<String>,
    /// Each with the users it holds of, in the report's order. A user can stand in several.
    pub groups: Vec<Group>,
}

/// How many users count, at three times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seats {
    pub now: Seat,
    /// What is on its way has arrived.
    pub after_next_cycle: Seat,
    /// Nobody has done anything.
    pub in_30_days: Seat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    pub counted: u32,
    /// Of so many more it is not known.
    pub not_known: u32,
}

/// What holds of some users.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    pub kind: GroupKind,
    pub title: &'static str,
    pub users: Vec<Line>,
}

/// One user in a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    pub name: String,
    pub object_id: Option<String>,
    /// How the two sides stand.
    pub sides: String,
    /// The user's own next step, its kind, and the code of its rule.
    pub next: String,
    pub action: ActionKind,
    pub code: String,
}

words! {
    /// What users are sorted by, in the order they are shown.
    pub enum GroupKind {
        OnlyInEntra = "In Entra, and not in Maptician",
        OnlyInMaptician = "In Maptician, without a live account in Entra",
        MapticianNotShown = "In Entra; Maptician’s side is not shown",
        EntraNotShown = "In Maptician; Entra’s side is not shown",
        StatesDiffer = "The states differ",
        NamesDiffer = "The names differ",
        AddressesDiffer = "The e-mail address is corrupted in Maptician",
        NobodyBehind = "Active in Maptician, with nobody behind the record",
        HeldBack = "Held back by accidental-deletion prevention",
        JobStandsStill = "Waiting for a job that is in quarantine or switched off",
        WaitForCycle = "Waiting for the next sync cycle",
        OtherActs = "Others that need action now",
    }
}

impl GroupKind {
    fn holds(self, user: &User) -> bool {
        let live = matches!(user.entra, Entra::Enabled | Entra::Disabled | Entra::Live | Entra::NotAssigned);
        let held = matches!(user.maptician, Maptician::Active | Maptician::Inactive);
        let corrupted = user.corruption.status == CorruptionStatus::Prefixed;
        let missing = user.entra == Entra::Removed || says(user, "active-without-account");
        match self {
            GroupKind::OnlyInEntra => {
                user.maptician == Maptician::Absent && (live || user.entra == Entra::SoftDeleted)
            }
            GroupKind::OnlyInMaptician => held && missing,
            GroupKind::MapticianNotShown => {
                user.maptician == Maptician::Unknown && (live || user.entra == Entra::SoftDeleted)
            }
            GroupKind::EntraNotShown => held && user.entra == Entra::Unknown && !missing,
            GroupKind::StatesDiffer => match user.maptician {
                Maptician::Inactive => user.entra == Entra::Enabled,
                Maptician::Active => is_out_of_use(user),
                Maptician::Absent | Maptician::Unknown => false,
            },
            // A deleted account's name is never compared.
            GroupKind::NamesDiffer => live && held && (corrupted || says(user, "names-differ")),
            GroupKind::AddressesDiffer => {
                corrupted && user.corruption.fields.iter().any(|it| it.contains("mail"))
            }
            GroupKind::NobodyBehind => user.maptician == Maptician::Active && missing,
            GroupKind::HeldBack => says(user, "change-held-back"),
            GroupKind::JobStandsStill => {
                says(user, "change-waits-for-quarantined-job") || says(user, "change-waits-for-stopped-job")
            }
            GroupKind::WaitForCycle => user.action.kind == ActionKind::WaitForSync,
            GroupKind::OtherActs => {
                let told = [
                    GroupKind::StatesDiffer,
                    GroupKind::NamesDiffer,
                    GroupKind::AddressesDiffer,
                    GroupKind::NobodyBehind,
                    GroupKind::HeldBack,
                    GroupKind::JobStandsStill,
                ];
                user.action.urgency == Urgency::Now && !told.iter().any(|it| it.holds(user))
            }
        }
    }
}

/// By Entra's side Maptician's record should be inactive, or gone.
fn is_out_of_use(user: &User) -> bool {
    matches!(user.entra, Entra::Disabled | Entra::SoftDeleted | Entra::Removed | Entra::NotAssigned)
}

/// Whether a rule holds of a user, as the answer or beside it.
fn says(user: &User, rule: &str) -> bool {
    user.action.name == rule || user.notes.iter().any(|it| it.name == rule)
}

/// Sorts the answers of a report.
pub fn reconcile(report: &Report) -> Reconciliation {
    let seats = Seats {
        now: seat(report, &|it| it.billing.status),
        after_next_cycle: seat(report, &after_next_cycle),
        in_30_days: seat(report, &|it| in_30_days(it, report.as_of)),
    };
    let group = |kind: &GroupKind| {
        let users: Vec<Line> = report.users.iter().filter(|it| kind.holds(it)).map(line).collect();
        (!users.is_empty()).then(|| Group { kind: *kind, title: kind.label(), users })
    };
    let shown = |it: &&User| it.entra != Entra::Unknown && it.maptician != Maptician::Unknown;
    Reconciliation {
        as_of: report.as_of,
        headline: headline(&seats),
        seats,
        both_shown: report.users.iter().filter(shown).count() as u32,
        missing: missing(report),
        groups: GroupKind::ALL.iter().filter_map(group).collect(),
    }
}

fn line(user: &User) -> Line {
    let mut sides = format!("Entra: {}. Maptician: {}", user.entra.label(), user.maptician.label());
    if let Some(stored) = user.corruption.stored_as.as_ref().filter(|it| **it != user.name) {
        sides.push_str(&format!(", as {stored}"));
    }
    Line {
        name: user.name.clone(),
        object_id: user.object_ids.first().cloned(),
        sides: format!("{sides}."),
        next: user.action.title.clone(),
        action: user.action.kind,
        code: user.action.code.clone(),
    }
}

fn seat(report: &Report, of: &dyn Fn(&User) -> BillingStatus) -> Seat {
    let n = |status| report.users.iter().filter(|it| of(it) == status).count() as u32;
    Seat { counted: n(BillingStatus::Counted), not_known: n(BillingStatus::Unknown) }
}

fn after_next_cycle(user: &User) -> BillingStatus {
    match user.billing.next {
        Some(report::Next::Stops) => BillingStatus::NotCounted,
        Some(report::Next::Starts) => BillingStatus::Counted,
        None => user.billing.status,
    }
}

/// Whether a user counts in 30 days if nobody acts, as far as that is known.
pub fn in_30_days(user: &User, now: Time) -> BillingStatus {
    let stays = match after_next_cycle(user) {
        BillingStatus::Counted => {
            State::of(user).is_some_and(|it| foresee(it, now, &[], now.after(RESTORABLE)).end.counts())
        }
        // By itself nothing brings back who is out of use, or creates who never was in scope. Who is refused may get
        // through when an earlier account of theirs is removed.
        BillingStatus::NotCounted => is_out_of_use(user) || says(user, "not-assigned-as-far-as-shown"),
        BillingStatus::Unknown => false,
    };
    if stays { after_next_cycle(user) } else { BillingStatus::Unknown }
}

fn headline(seats: &Seats) -> String {
    let count = |it: Seat| {
        let counted = match it.counted {
            1 => "1 user counts".to_string(),
            n => format!("{} users count", group_digits(u64::from(n))),
        };
        match it.not_known {
            0 => counted,
            n => format!("{counted}, and of {} more it is not known", group_digits(u64::from(n))),
        }
    };
    format!(
        "Now {}. After the next sync cycle {}. In 30 days, if nobody acts, {}.",
        count(seats.now),
        count(seats.after_next_cycle),
        count(seats.in_30_days)
    )
}

/// What the other side would settle, in the words of the notice; else whose listing is not everybody.
fn missing(report: &Report) -> Vec<String> {
    if let Some(notice) = report.notices.iter().find(|it| it.name == "one-side-only") {
        let steps = notice.steps.iter().map(|it| it.text.clone());
        return [format!("{}. {}", notice.title, notice.explanation)].into_iter().chain(steps).collect();
    }
    if report.users.is_empty() {
        return Vec::new();
    }
    let whole = |maptician: bool| {
        report.documents.iter().any(|it| it.whole && maptician == (it.from == Some(Side::Maptician)))
    };
    let open = [(whole(false), "Entra’s"), (whole(true), "Maptician’s")].into_iter().filter(|it| !it.0);
    open.map(|(_, owner)| {
        format!(
            "No file is shown to be all of {owner} users, so who is missing there is not known. If one is, say so with --whole."
        )
    })
    .collect()
}
