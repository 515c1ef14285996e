//! Foresight: what follows from an act on a user, in Entra, in Maptician, for the link and for billing, with dates.
//!
//! The rules judge what the material shows; this tells forwards what the same facts lead to. A state and acts go in,
//! dated events and the state at the end come out.
//!
//! Sources: Microsoft Entra, *How provisioning works* (what each change sends, and when it sends nothing), *Restore or
//! remove a recently deleted user* (30 days) and *Application provisioning in quarantine status* (the rhythm of
//! retries); that a deletion sends the renamed user name as well is seen in an application's log; Maptician help
//! centre, *What is the difference between deleting and deactivating an occupant?*.

mod guide;
mod sync;

use crate::{
    account::RESTORABLE,
    report::{self, CorruptionStatus, Entra, Link, Maptician},
    time::Time,
};

pub use guide::{SITUATIONS, Situation, TO_AVOID};
pub use sync::foresee;

/// What somebody does, or lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Disable,
    Enable,
    /// Into *Deleted users*.
    Delete,
    Restore,
    /// Before the 30 days are over.
    DeleteForGood,
    /// Out of the application's assignment.
    Unassign,
    Assign,
    /// A new account of the same person, assigned, with the name of the old one.
    CreateAnew,
    /// A new user principal name.
    Rename,
    /// By hand, in Maptician, while Entra provisions the user.
    DeactivateInMaptician,
    DeleteInMaptician,
    Wait,
}

impl Act {
    /// Every act with the word it is asked for by and what it is, in a sentence that goes on from *you*.
    pub const ALL: &[(Act, &str, &str)] = &[
        (Act::Disable, "disable", "disable the user in Entra"),
        (Act::Enable, "enable", "enable the user in Entra"),
        (Act::Delete, "delete", "delete the user in Entra"),
        (Act::Restore, "restore", "restore the deleted user in Entra"),
        (Act::DeleteForGood, "delete-for-good", "delete the user for good in Entra"),
        (Act::Unassign, "unassign", "take the user out of the assignment to Maptician"),
        (Act::Assign, "assign", "assign the user to Maptician again"),
        (Act::CreateAnew, "create-anew", "create a new account for the same person, and assign it"),
        (Act::Rename, "rename", "change the user’s name in Entra"),
        (Act::DeactivateInMaptician, "deactivate-in-maptician", "deactivate the user by hand in Maptician"),
        (Act::DeleteInMaptician, "delete-in-maptician", "delete the user by hand in Maptician"),
        (Act::Wait, "wait", "wait"),
    ];

    pub fn parse(word: &str) -> Option<Act> {
        Act::ALL.iter().find(|it| it.1.eq_ignore_ascii_case(word)).map(|it| it.0)
    }

    /// What is done, after *you*.
    pub fn words(self) -> &'static str {
        Act::ALL.iter().find(|it| it.0 == self).map_or("", |it| it.2)
    }
}

/// An act at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub act: Act,
    pub at: Time,
}

/// The two sides of a user and what ties them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub account: Account,
    /// Kept through a deletion.
    pub enabled: bool,
    pub assigned: bool,
    /// The service knows which of Maptician's records is this account's.
    pub linked: bool,
    pub record: Option<Held>,
    /// An earlier account of the person that can still be restored, and whether the record is tied to it.
    pub earlier: Option<Earlier>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    Live,
    /// In *Deleted users* since then.
    Deleted(Time),
    Gone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub deleted: Time,
    pub linked: bool,
}

/// Maptician's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub active: bool,
    /// The old object ID stands in front of the name.
    pub prefixed: bool,
}

impl State {
    /// Enabled, assigned, linked, active: in order.
    pub const IN_ORDER: State = State {
        account: Account::Live,
        enabled: true,
        assigned: true,
        linked: true,
        record: Some(Held { active: true, prefixed: false }),
        earlier: None,
    };

    /// Where a user of a report stands; `None` where the material shows too little to foresee anything.
    pub fn of(user: &report::User) -> Option<State> {
        let (mut account, mut enabled, mut assigned) = (Account::Live, true, true);
        match user.entra {
            Entra::Enabled => {}
            Entra::Disabled => enabled = false,
            Entra::SoftDeleted => account = Account::Deleted(user.action.deadline?.before(RESTORABLE)),
            Entra::Removed => account = Account::Gone,
            Entra::NotAssigned => assigned = false,
            Entra::Live | Entra::Unknown => return None,
        }
        let prefixed = user.corruption.status == CorruptionStatus::Prefixed;
        let record = match user.maptician {
            Maptician::Active => Some(Held { active: true, prefixed }),
            Maptician::Inactive => Some(Held { active: false, prefixed }),
            Maptician::Absent => None,
            Maptician::Unknown => return None,
        };
        let linked = match user.link {
            // Whether Entra’s delete is still on its way to the record is not shown.
            _ if account == Account::Gone && record.is_some() => return None,
            Link::Intact | Link::AtRisk => record.is_some(),
            Link::Broken => false,
            Link::Unknown if record.is_none() => false,
            Link::Unknown => return None,
        };
        Some(State { account, enabled, assigned, linked, record, earlier: None })
    }

    /// Active in Maptician: counted.
    pub fn counts(&self) -> bool {
        self.record.is_some_and(|it| it.active)
    }

    /// When the account is removed for good, if nobody restores it.
    pub fn purge(&self) -> Option<Time> {
        match self.account {
            Account::Deleted(at) => Some(at.after(RESTORABLE)),
            Account::Live | Account::Gone => None,
        }
    }
}

/// Where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Entra,
    Maptician,
    Link,
    Billing,
}

impl Place {
    pub const fn label(self) -> &'static str {
        match self {
            Place::Entra => "Entra",
            Place::Maptician => "Maptician",
            Place::Link => "Link",
            Place::Billing => "Billing",
        }
    }
}

/// What makes something happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    Act(Act),
    /// A cycle of the provisioning service: at the latest then, for it may run at any moment before.
    Cycle,
    /// The 30 days are over.
    Purge,
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    pub at: Time,
    pub trigger: Trigger,
    pub place: Place,
    pub text: &'static str,
}

/// What follows from acts, and the state it ends in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foresight {
    pub happenings: Vec<Happening>,
    pub end: State,
}
