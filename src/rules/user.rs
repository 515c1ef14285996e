//! A user: everything the material holds about one person, joined and not yet judged.

use crate::{
    account::AccountState,
    history::{History, Kind},
    name::ObjectId,
    record::{Account, Assignment, Event, Mention, ScimUser, Seen, Text},
};

/// One person as the customer knows them, with every record found. The join never settles a contradiction.
#[derive(Default)]
pub struct User<'a> {
    /// The person's accounts in Entra, the current one first.
    pub accounts: Vec<Directory<'a>>,
    /// The person's records in Maptician, by their SCIM `id` or name.
    pub holdings: Vec<Holding<'a>>,
    /// Records of lists that do not show whose they are.
    pub lists: Vec<&'a ScimUser>,
    /// Bodies of requests: what was asked for.
    pub requests: Vec<&'a ScimUser>,
    pub mentions: Vec<&'a Mention>,
    /// Every log of this person, those of the accounts first.
    pub histories: Vec<&'a History>,
    /// The events of the logs.
    pub events: Vec<(Kind, &'a Event)>,
    /// Older ones that show Maptician's record, where the latest of their kind does not.
    pub looked_up: Vec<(Kind, &'a Event)>,
    /// SCIM IDs of records that another user has by now.
    pub handed_over: Vec<&'a str>,
    /// The domains of every name.
    pub domains: Vec<String>,
    /// A mail address is known, not only names.
    pub addressed: bool,
    /// The values that joined records of several places.
    pub joined: Vec<&'a Seen<Text>>,
    /// Users that claim one of this user's names and are somebody else.
    pub rivals: Vec<Rival>,
}

/// One Entra account.
#[derive(Default)]
pub struct Directory<'a> {
    pub object_id: Option<ObjectId>,
    pub records: Vec<&'a Account>,
    pub history: Option<&'a History>,
    pub assignments: Vec<&'a Assignment>,
    pub state: AccountState,
}

/// One record in Maptician.
#[derive(Default)]
pub struct Holding<'a> {
    pub id: Option<&'a str>,
    pub records: Vec<&'a ScimUser>,
}

/// Another user who claims the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    pub why: Rivalry,
    /// The value both claim.
    pub value: String,
    /// Which user, by its place in the join's result.
    pub user: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rivalry {
    /// Two accounts live at the same time and claim one name.
    BothLive,
    /// Two accounts live at the same time and have one mail address.
    SameMail,
    /// The holders' given and family names both differ: the name changed hands.
    ChangedHands,
}

impl<'a> User<'a> {
    /// The current account: the live one if there is one.
    pub fn current(&self) -> Option<&Directory<'a>> {
        self.accounts.first()
    }

    /// Whether of the current account only a torn record is known: the keys that it lacks may be those by which the rest of
    /// the material speaks of the same person.
    pub fn is_torn(&self) -> bool {
        let records = self.current().map(|it| &it.records);
        records.is_some_and(|it| !it.is_empty() && it.iter().all(|it| it.torn))
    }

    /// Whether a log that may be Maptician's, and is not taken for it, says more of the user's record.
    pub fn is_untold(&self) -> bool {
        self.histories.iter().any(|it| it.untold)
    }

    /// Whether nothing is known of the user but from another application's log.
    pub fn is_of_another(&self) -> bool {
        let nothing_else = self.holdings.is_empty()
            && self.lists.is_empty()
            && self.requests.is_empty()
            && self.mentions.is_empty()
            && self.accounts.iter().all(|it| it.records.is_empty() && it.assignments.is_empty());
        nothing_else && !self.histories.is_empty() && self.histories.iter().all(|it| it.is_of_another())
    }
}
