//! The four situations of the guide, and what to avoid, as acts: what follows from them is foreseen, not written down.

use super::Act;

/// Something that happens to people, and what to do then.
pub struct Situation {
    /// By which links lead to it; it stays, whatever becomes of the title.
    pub name: &'static str,
    pub title: &'static str,
    /// What to do, or what not to.
    pub advice: &'static str,
    /// The acts, each so many days after the beginning.
    pub acts: &'static [(Act, i64)],
}

/// What to do when people go and come.
pub const SITUATIONS: &[Situation] = &[
    Situation {
        name: "season",
        title: "The season ends",
        advice: "Disable everybody who may come back. Delete nobody, and leave the assignment as it is.",
        acts: &[(Act::Disable, 0)],
    },
    Situation {
        name: "next-season",
        title: "The next season begins",
        advice: "Enable the same accounts. Create no new ones.",
        acts: &[(Act::Disable, 0), (Act::Enable, 180)],
    },
    Situation {
        name: "leave",
        title: "A long leave",
        advice: "Disable the user for the time, and enable the account on return.",
        acts: &[(Act::Disable, 0), (Act::Enable, 365)],
    },
    Situation {
        name: "gone",
        title: "Gone for good",
        advice: "Delete the user as usual. Nothing is to be done in Maptician.",
        acts: &[(Act::Delete, 0)],
    },
];

/// What breaks the link of people who may come back.
pub const TO_AVOID: &[Situation] = &[
    Situation {
        name: "delete",
        title: "Deleting somebody who comes back",
        advice: "Disable instead. A deleted user can be restored for 30 days; a new account finds no record.",
        acts: &[(Act::Delete, 0), (Act::CreateAnew, 20)],
    },
    Situation {
        name: "unassign",
        title: "Taking somebody out of the assignment",
        advice: "Disable instead, and leave the assignment as it is.",
        acts: &[(Act::Unassign, 0), (Act::Delete, 30)],
    },
    Situation {
        name: "deactivate-by-hand",
        title: "Deactivating by hand in Maptician",
        advice: "Disable in Entra instead: within a cycle Maptician follows.",
        acts: &[(Act::DeactivateInMaptician, 0)],
    },
    Situation {
        name: "delete-by-hand",
        title: "Deleting by hand in Maptician",
        advice: "Leave it to Entra: a user who is deleted there goes after the 30 days.",
        acts: &[(Act::DeleteInMaptician, 0), (Act::Disable, 10)],
    },
];
