//! What every checkup answers: one type, one shape, for the view, for JavaScript and for `--json`.
//!
//! Plain data. Optional values are `null`, lists are never absent, names are in camelCase. Every sentence in here was
//! written by a rule; a view shows it and adds the reader's own time zone from the time fields.

use serde::{Deserialize, Serialize};

use crate::time::Time;

/// Declares the types of the report: each comparable, printable, readable and writable, and known to TypeScript.
macro_rules! report {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
        pub $kind $name { $($body)* }
    )*};
}

/// Declares the words of the report: enums that are written in camelCase and have a label for people.
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $value:ident = $label:literal,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
        pub enum $name { $($(#[$doc])* $value,)* }

        impl $name {
            /// Every value, in the order they are declared in.
            pub const ALL: &[$name] = &[$($name::$value,)*];

            /// The value as people read it.
            pub const fn label(self) -> &'static str {
                match self { $($name::$value => $label,)* }
            }
        }
    )*};
}

pub(crate) use words;

report! {
    /// The answers for one set of documents at one time.
    pub struct Report {
        /// The shape of this report; fields may be added under the same number, none changes its meaning.
        pub schema: u32,
        /// The time the answers hold for, given by the caller.
        pub as_of: Time,
        /// How it stands and who acts, in one or two sentences.
        pub headline: String,
        /// What the headline leaves out, in one or two sentences; may be empty.
        pub lede: String,
        /// What was read, what was recognised and is not about users, and what was not understood.
        pub coverage: String,
        pub documents: Vec<Document>,
        pub notices: Vec<Notice>,
        pub totals: Totals,
        /// What is usually advised elsewhere beside the actions that are here.
        pub opinions: Vec<Opinion>,
        /// By urgency (now, by a deadline, when returning, none), then by deadline, then by name.
        pub users: Vec<User>,
    }

    /// One paste or file, as it was read.
    pub struct Document {
        pub name: String,
        /// What it was taken for: the format of most of its records, by its stable name; null where nothing was understood.
        pub format: Option<String>,
        /// The same for people, several formats included: `2 audit log entries, 1 provisioning log entry`.
        pub contents: String,
        /// The application that a provisioning log names as its target, as the log spells it.
        pub application: Option<String>,
        /// `UTF-8`, `UTF-16LE`, `UTF-16BE` or `Windows-1252`.
        pub encoding: String,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub bytes: u64,
        pub lines: u32,
        /// Whether absence from it is evidence: it shows so itself, or the caller said so.
        pub whole: bool,
        /// Whose list it is, where that is shown or said.
        pub from: Option<Side>,
        /// True where it is a listing that does not show whether it is everybody: worth asking.
        pub may_be_whole: bool,
        /// True where it is a list that does not show whose it is: worth asking.
        pub may_be_maptician: bool,
        /// Entries read and used.
        pub records: u32,
        /// Entries recognised that are not about users: groups, another application's rows, the prose around.
        pub ignored: u32,
        /// Entries not understood: the first few.
        pub problems: Vec<Problem>,
        /// All of them, counted.
        pub problem_count: u32,
        /// How it was read, in one sentence: `All 118 lines read.`
        pub coverage: String,
    }

    /// Something in a document that was not understood.
    pub struct Problem {
        /// The line it stands in, from 1.
        pub line: u32,
        /// What it is and what was done about it.
        pub message: String,
    }

    /// What belongs to no single user.
    pub struct Notice {
        pub code: String,
        pub name: String,
        pub title: String,
        pub explanation: String,
        pub steps: Vec<Step>,
        pub evidence: Vec<Evidence>,
        pub evidence_count: u32,
    }

    pub struct Totals {
        pub users: u32,
        /// `corruption.status` is `prefixed`.
        pub corrupted: u32,
        pub suspected: u32,
        pub counted: u32,
        pub not_counted: u32,
        pub billing_unknown: u32,
        /// `billing.next` is not null.
        pub changing: u32,
        /// Urgency `now`.
        pub need_action: u32,
        /// Urgency `byDeadline` or `whenReturning`.
        pub decisions: u32,
        /// Failures of all users' activity.
        pub failed_attempts: u32,
    }

    /// One person as the customer knows them.
    pub struct User {
        /// The best known user name, as the customer would type it; without any the display name, else the object ID.
        pub name: String,
        pub display_name: Option<String>,
        /// Dashed, lower case; the current account first.
        pub object_ids: Vec<String>,
        /// Synchronised from on-premises: disabled, enabled and brought back in Active Directory, not in Entra.
        pub on_premises: bool,
        /// A guest of the tenant.
        pub guest: bool,
        /// Every other spelling seen, corrupted ones included.
        pub aliases: Vec<String>,
        pub entra: Entra,
        pub maptician: Maptician,
        pub link: Link,
        /// How it stands with this user and who acts, in one or two sentences.
        pub headline: String,
        /// What the headline leaves out.
        pub lede: String,
        pub corruption: Corruption,
        pub billing: Billing,
        pub action: Action,
        /// Rules that also hold.
        pub notes: Vec<Note>,
        /// Attempts to provision this user; null where none was seen.
        pub activity: Option<Activity>,
        /// What the material dates of this user, the oldest first.
        /// A report that an older version saved may lack them.
        #[serde(default)]
        pub moments: Vec<Moment>,
        /// The values that joined records of several places into this user.
        pub joined_by: Vec<Evidence>,
    }

    /// Is the username corrupted?
    pub struct Corruption {
        pub status: CorruptionStatus,
        pub code: String,
        pub name: String,
        /// The answer in two or three words: `Corrupted`.
        pub title: String,
        pub explanation: String,
        /// Maptician's own spelling.
        pub stored_as: Option<String>,
        /// The name without what does not belong to it, its case kept.
        pub user_name: Option<String>,
        /// The outermost prefix, dashed.
        pub object_id: Option<String>,
        /// How many object IDs stand in front of the name.
        pub layers: u32,
        /// Dotted paths of the fields that are corrupted.
        pub fields: Vec<String>,
        pub evidence: Vec<Evidence>,
        pub evidence_count: u32,
    }

    /// Does this user count for billing?
    pub struct Billing {
        pub status: BillingStatus,
        pub basis: Basis,
        /// What the next sync cycle will change, claimed only for a pending change.
        pub next: Option<Next>,
        pub code: String,
        pub name: String,
        pub title: String,
        pub explanation: String,
        /// Since when the answer holds, where the material dates it.
        pub since: Option<Time>,
        pub evidence: Vec<Evidence>,
        pub evidence_count: u32,
    }

    /// What should I do next?
    pub struct Action {
        pub kind: ActionKind,
        pub owner: Owner,
        pub urgency: Urgency,
        /// When the choice ends, to the second: deletion plus 30 days.
        pub deadline: Option<Time>,
        /// Until when support should have acted, where another account has the name: then the older one is removed for good.
        pub last_day: Option<Time>,
        pub code: String,
        pub name: String,
        pub title: String,
        pub explanation: String,
        pub steps: Vec<Step>,
        /// What support has to know, as labels and values, where the action is to write to them; else empty.
        pub message: Vec<MessageLine>,
        pub evidence: Vec<Evidence>,
        pub evidence_count: u32,
    }

    /// An advice that whoever looks further will find, and why it is no step here.
    pub struct Opinion {
        /// The codes of the actions it is met beside.
        pub beside: Vec<String>,
        pub advice: String,
        pub why_not: String,
        /// Where both come from.
        pub source: String,
    }

    /// One act, in one or a few sentences.
    pub struct Step {
        pub text: String,
        /// The condition this step and those after it stand under, up to the next heading: `If Ada may come back`.
        pub heading: Option<String>,
        /// The same act as commands; empty where there is none.
        pub commands: Vec<Command>,
    }

    /// One act ready to paste, with the user's own values, quoted safely.
    pub struct Command {
        pub shell: Shell,
        pub text: String,
        /// The least permission it needs.
        pub permission: String,
    }

    /// A line of the message for support.
    pub struct MessageLine {
        pub label: String,
        pub value: String,
    }

    /// A rule that holds as well.
    pub struct Note {
        pub code: String,
        pub name: String,
        pub title: String,
        pub explanation: String,
    }

    /// Where in the material, as it was given, something stands.
    pub struct Evidence {
        pub document: String,
        /// From 1, in the original document.
        pub line: u32,
        /// Bytes from the document's start to the very value; null where the text had to be decoded or unescaped.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub offset: Option<u64>,
        /// The value's length in bytes, where there is an offset.
        pub length: Option<u32>,
        /// What the value is: a dotted path, as the format names it.
        pub field: String,
        /// The value as it was read; null where it is an absence.
        pub value: Option<String>,
        /// When it held, where the material dates it.
        pub time: Option<Time>,
    }

    /// Something that happened to a user.
    pub struct Moment {
        pub at: Time,
        pub what: MomentKind,
    }

    /// Attempts to provision one user: each event once, however many exports show it.
    pub struct Activity {
        pub attempts: u32,
        pub failures: u32,
        pub successes: u32,
        pub first: Option<Time>,
        pub last: Option<Time>,
        pub last_error_code: Option<String>,
        pub last_error_text: Option<String>,
        /// Creates that were refused because the user exists; null where none was.
        pub refused_creates: Option<RefusedCreates>,
        /// Days in UTC with at least one attempt, oldest first.
        pub per_day: Vec<Day>,
    }

    /// How often creates of one user were refused because the user exists, and how it goes on.
    pub struct RefusedCreates {
        /// Each entry once, however many exports show it.
        pub count: u32,
        pub first: Option<Time>,
        pub last: Option<Time>,
        /// What lies between the latest; null where too few are dated to tell.
        pub rhythm: Option<Rhythm>,
        /// Percent of the failures of all users, rounded down.
        pub share: u32,
        pub state: Retrying,
        /// When an attempt got through, where one did since.
        pub over_since: Option<Time>,
        /// When the next attempt is due: as the service says it, else by the rhythm; never before `asOf`.
        pub next: Option<Time>,
    }

    pub struct Day {
        /// `2026-06-30`.
        pub day: String,
        pub failures: u32,
        pub successes: u32,
    }
}

impl Entra {
    /// Whether the sync rule would have it otherwise on the other side: active is who is enabled and assigned, and nobody
    /// else. What is not shown, or exists in an unknown state, disagrees with nothing.
    ///
    /// Source: Microsoft Entra, *How provisioning works*; the guidance on deactivation.
    pub const fn disagrees_with(self, maptician: Maptician) -> bool {
        match maptician {
            Maptician::Active => {
                matches!(self, Entra::Disabled | Entra::SoftDeleted | Entra::Removed | Entra::NotAssigned)
            }
            Maptician::Inactive => matches!(self, Entra::Enabled),
            Maptician::Absent | Maptician::Unknown => false,
        }
    }
}

words! {
    /// What happened to a user.
    pub enum MomentKind {
        EarlierCreated = "Earlier account created",
        EarlierDeleted = "Earlier account deleted",
        Created = "Account created",
        Renamed = "Account renamed",
        Enabled = "Account enabled",
        Disabled = "Account disabled",
        Deleted = "Account deleted",
        Removed = "Account removed for good",
        Restored = "Account restored",
        Activated = "Maptician’s record active since then",
        Deactivated = "Maptician’s record inactive since then",
        /// The change that put the object ID in front was logged.
        Corrupted = "Corrupted name stored in Maptician",
        Refused = "First create refused",
    }

    /// Entra's side of a user: the state of the current account.
    pub enum Entra {
        Enabled = "enabled",
        Disabled = "disabled",
        /// It exists and is not deleted; nothing shows whether it is enabled.
        Live = "exists",
        /// In *Deleted users*: it can still be restored.
        SoftDeleted = "deleted, restorable",
        /// Gone for good, or missing from whole listings of both live and deleted users.
        Removed = "removed",
        /// Out of the scope of provisioning while neither deleted nor disabled.
        NotAssigned = "not assigned",
        Unknown = "not shown",
    }

    /// Maptician's side of a user.
    pub enum Maptician {
        Active = "active",
        Inactive = "inactive",
        Absent = "no such user",
        Unknown = "not shown",
    }

    /// What holds the two sides together.
    pub enum Link {
        Intact = "intact",
        AtRisk = "at risk",
        Broken = "broken",
        Unknown = "not shown",
    }

    pub enum CorruptionStatus {
        Prefixed = "Corrupted",
        Suspected = "Possibly corrupted",
        EntraOnly = "In Entra only",
        Clean = "Clean",
        Unknown = "Not known",
    }

    pub enum BillingStatus {
        Counted = "Counted",
        NotCounted = "Not counted",
        Unknown = "Not known",
    }

    pub enum Basis {
        /// Maptician's own record, or a logged success, says so.
        Observed = "observed",
        /// From Entra's side and the sync rule.
        Inferred = "inferred",
        None = "not shown",
    }

    pub enum Next {
        Stops = "stops with the next cycle",
        Starts = "starts with the next cycle",
    }

    /// In order of precedence.
    pub enum ActionKind {
        NotCovered = "Not covered here",
        ResolveDuplicate = "Two users claim one name",
        ContactSupport = "Contact support",
        CheckProvisioning = "Check provisioning",
        LookUpInEntra = "Look up in Entra",
        DecideReturn = "Decide about a return",
        ReassignInEntra = "Assign again on return",
        WaitForSync = "Wait for the next cycle",
        ProvideMore = "Paste one more thing",
        None = "Nothing to do",
    }

    pub enum Owner {
        You = "You",
        Support = "Maptician support",
        Nobody = "Nobody",
    }

    pub enum Urgency {
        Now = "Now",
        ByDeadline = "By a date",
        WhenReturning = "When the user returns",
        None = "No hurry",
    }

    /// The pauses between attempts. Longer ones are the service's own back-off, or a quarantine of the job.
    pub enum Rhythm {
        EachCycle = "at each cycle",
        Hours = "hours apart",
        Daily = "about once a day",
    }

    /// How it goes on with attempts that are refused.
    pub enum Retrying {
        GoesOn = "goes on",
        /// Nothing is sent for a user who is out of use.
        Rests = "rests",
        /// An attempt got through.
        Over = "over",
    }

    pub enum Shell {
        Graph = "Microsoft Graph",
        Powershell = "Microsoft Graph PowerShell",
    }

    /// Whose list a document is.
    pub enum Side {
        Entra = "Entra",
        Maptician = "Maptician",
    }
}
