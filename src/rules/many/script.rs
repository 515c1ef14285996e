//! One Microsoft Graph PowerShell script that does one act for many users, shows first what it would do, and asks.
//!
//! Whom it is for the caller says; whether the act fits each of them, the user's own answer. What the material calls
//! somebody stands in it as a value in single quotes, for people to read: every act goes by the object ID.
//!
//! A script is ASCII throughout. Windows PowerShell reads a file without a mark in the machine's old encoding, and there
//! the bytes of a foreign letter can be a typographic quote, which would end a value. Source: PowerShell documentation,
//! *about_Character_Encoding* and *about_Quoting_Rules*.
//!
//! Sources of the commands, permissions and roles: Microsoft Graph, *Restore deleted item*, *Update user*, *List deleted
//! items*, *Provision on demand* (five requests in ten seconds), *Permissions reference*; PowerShell documentation,
//! *Everything you wanted to know about ShouldProcess*.

mod template;

use scim_checkup_ground::find::Words;
use serde::Serialize;

use crate::{
    command,
    map::Set,
    name::ObjectId,
    report::{ActionKind, CorruptionStatus, Entra, Maptician, Owner, Report, User},
    words::{group_digits, plural},
};
use template::Template;

/// What is done for everybody in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Bring deleted users back; and, where they are not back at work today, disable them at once.
    Restore {
        disable: bool,
    },
    Disable,
    Enable,
    /// Find accounts among live and deleted users.
    LookUp,
    /// The fast lane: a change reaches Maptician in under a minute instead of with the next cycle.
    ProvisionOnDemand,
}

/// A script, and who is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// Empty where it would be for nobody.
    pub text: String,
    /// How many users it is for.
    pub users: usize,
    pub left_out: Vec<LeftOut>,
}

/// Somebody who was asked for and is not in the list, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    pub name: String,
    pub reason: String,
}

/// What an act is made of. The page offers two of them, and none of the words of the others comes along.
pub struct Parts {
    template: &'static Template,
    /// Why a user is left out.
    why_not: fn(&User) -> Option<&'static str>,
    /// Older accounts are meant as well.
    every_account: bool,
}

pub static RESTORE: Parts =
    Parts { template: &template::RESTORE, why_not: why_not_restore, every_account: false };
pub static DISABLE: Parts =
    Parts { template: &template::DISABLE, why_not: why_not_disable, every_account: false };
static RESTORE_AND_DISABLE: Parts =
    Parts { template: &template::RESTORE_AND_DISABLE, why_not: why_not_restore, every_account: false };
static ENABLE: Parts = Parts { template: &template::ENABLE, why_not: why_not_enable, every_account: false };
static LOOK_UP: Parts = Parts { template: &template::LOOK_UP, why_not: |_| None, every_account: true };
static PROVISION: Parts =
    Parts { template: &template::PROVISION, why_not: why_not_provision, every_account: false };

impl Act {
    pub fn parts(self) -> &'static Parts {
        match self {
            Act::Restore { disable: false } => &RESTORE,
            Act::Restore { disable: true } => &RESTORE_AND_DISABLE,
            Act::Disable => &DISABLE,
            Act::Enable => &ENABLE,
            Act::LookUp => &LOOK_UP,
            Act::ProvisionOnDemand => &PROVISION,
        }
    }
}

/// Makes the script for some users of a report.
pub fn script(act: Act, report: &Report, users: &[&User]) -> Script {
    act.parts().script(report, users)
}

impl Parts {
    pub fn script(&self, report: &Report, users: &[&User]) -> Script {
        let (chosen, left_out) = self.choose(users);
        let text = match chosen.is_empty() {
            true => String::new(),
            false => write(self.template, report, &chosen, &left_out),
        };
        Script { text, users: n_users(&chosen), left_out }
    }

    /// Whom the act fits, with the ID that it goes by, and whom not. Each account once.
    pub fn choose<'a>(&self, users: &[&'a User]) -> (Vec<(ObjectId, &'a User)>, Vec<LeftOut>) {
        let mut chosen: Vec<(ObjectId, &User)> = Vec::new();
        let mut left_out = Vec::new();
        let mut met = Set::default();
        for user in users {
            match self.ids(user) {
                Ok(ids) => {
                    for id in ids {
                        let n = met.len();
                        if met.place_or_insert(id, ()) == n {
                            chosen.push((id, *user));
                        }
                    }
                }
                Err(reason) => left_out.push(LeftOut { name: user.name.clone(), reason: reason.to_string() }),
            }
        }
        (chosen, left_out)
    }

    /// Whether the act fits a user.
    pub fn fits(&self, user: &User) -> bool {
        self.ids(user).is_ok()
    }

    /// The object ID that the act goes by, or why the user is left out.
    fn ids(&self, user: &User) -> Result<Vec<ObjectId>, &'static str> {
        if let Some(reason) = (self.why_not)(user) {
            return Err(reason);
        }
        let mut ids = Vec::new();
        for id in &user.object_ids {
            if self.every_account || ids.is_empty() {
                ids.extend(ObjectId::parse(id));
            }
        }
        if ids.is_empty() {
            return Err("the object ID is not shown; an export of Entra's users has it");
        }
        Ok(ids)
    }
}

/// How many are in a script or a file, and how many are not.
pub fn in_it(users: usize, left_out: &[LeftOut]) -> String {
    let mut text = plural(users as i64, "user is", "users are");
    add(&mut text, &[" in it, ", &group_digits(left_out.len() as u64), " of those shown left out."]);
    text
}

const DELETED: &str = "deleted in Entra: restore the account first, if the person comes back";
const GONE: &str = "removed from Entra for good: nobody can bring the account back";
const NOT_SHOWN: &str = "Entra's side is not shown; an export of Entra's users has it";

fn why_not_restore(user: &User) -> Option<&'static str> {
    match user.entra {
        Entra::Removed => Some(GONE),
        Entra::Unknown => Some("nothing shows that the account is deleted; look it up first"),
        Entra::Enabled | Entra::Disabled | Entra::Live | Entra::NotAssigned => {
            Some("not deleted, so there is nothing to restore")
        }
        Entra::SoftDeleted if user.on_premises => Some(
            "synchronised from on-premises: bring the account back in Active Directory, and the next sync restores it in Entra",
        ),
        Entra::SoftDeleted => {
            let id = user.object_ids.first().and_then(|it| ObjectId::parse(it))?;
            let restore = command::restore(id);
            let mut why_not = Some("the user's own answer advises no restore; read it first");
            for step in &user.action.steps {
                for it in &step.commands {
                    if it.text.has("newUserPrincipalName") {
                        return Some(
                            "another user has the name by now: restore it alone, under a name that you choose",
                        );
                    }
                    if restore.contains(it) {
                        why_not = None;
                    }
                }
            }
            why_not
        }
    }
}

fn why_not_disable(user: &User) -> Option<&'static str> {
    match user.entra {
        Entra::SoftDeleted | Entra::Removed => Some("deleted in Entra already"),
        Entra::Disabled => Some("disabled already"),
        Entra::Unknown => Some(NOT_SHOWN),
        _ if user.on_premises => {
            Some("synchronised from on-premises: disable the account in Active Directory (Disable-ADAccount)")
        }
        _ => waits_for_support(user),
    }
}

fn why_not_enable(user: &User) -> Option<&'static str> {
    match user.entra {
        Entra::SoftDeleted => Some(DELETED),
        Entra::Removed => Some(GONE),
        Entra::Unknown => Some(NOT_SHOWN),
        Entra::Enabled | Entra::NotAssigned => Some("enabled already"),
        _ if user.on_premises => {
            Some("synchronised from on-premises: enable the account in Active Directory (Enable-ADAccount)")
        }
        _ => waits_for_support(user),
    }
}

/// It serves neither disabled nor deleted users, and after a restore it can make a second record.
fn why_not_provision(user: &User) -> Option<&'static str> {
    if let Some(it) = waits_for_support(user) {
        return Some(it);
    }
    match user.entra {
        Entra::SoftDeleted | Entra::Removed => {
            Some("deleted: provision on demand does not serve deleted users")
        }
        Entra::Disabled => {
            Some("disabled: provision on demand does not serve disabled users; wait for the cycle")
        }
        Entra::Live | Entra::Unknown => Some("whether the account is enabled is not shown"),
        Entra::NotAssigned if user.maptician != Maptician::Active => {
            Some("not assigned to Maptician, and not shown as active there")
        }
        Entra::NotAssigned => None,
        Entra::Enabled if user.action.name == "restored-and-healing" => Some(
            "restored a short while ago: provision on demand can make a second record, so wait for the cycle",
        ),
        Entra::Enabled => None,
    }
}

/// Until support has answered, nothing about the user is to be changed.
fn waits_for_support(user: &User) -> Option<&'static str> {
    if user.action.owner == Owner::Support || user.action.kind == ActionKind::ResolveDuplicate {
        return Some("the user's own answer comes first; read it before anything is changed");
    }
    let corrupted = user.corruption.status == CorruptionStatus::Prefixed;
    (corrupted && user.action.name != "restored-and-healing")
        .then_some("the username in Maptician is corrupted; the user's own answer comes first")
}

fn write(template: &Template, report: &Report, chosen: &[(ObjectId, &User)], left_out: &[LeftOut]) -> String {
    let mut text = String::new();
    let as_of = report.as_of.in_words_to_minute();
    let users = |n: usize| plural(n as i64, "user", "users");
    let n_chosen = users(n_users(chosen));
    add(&mut text, &["# SCIM Checkup: ", template.title, "\n# From the answers of ", &as_of, ". "]);
    add(&mut text, &[&n_chosen, " in the list"]);
    if !left_out.is_empty() {
        add(&mut text, &[", ", &users(left_out.len()), " left out"]);
    }
    add(&mut text, &[".\n#\n"]);
    for line in template.notes {
        add(&mut text, &["# ", line, "\n"]);
    }
    add(&mut text, &["# Least permission: "]);
    list(&mut text, template.scopes, "");
    add(&mut text, &[". Least role: ", template.role, ".\n"]);
    add(
        &mut text,
        &[
            "# Needs Microsoft Graph PowerShell: Install-Module Microsoft.Graph -Scope CurrentUser\n",
            if left_out.is_empty() { "" } else { "#\n# Left out:\n" },
        ],
    );
    for it in left_out {
        add(&mut text, &["#   ", &shown(&it.name), ": ", &it.reason, "\n"]);
    }

    add(&mut text, &["\n$listed = @(\n"]);
    for (id, user) in chosen {
        let name = command::powershell_string(&shown(&user.name)).unwrap_or_default();
        add(&mut text, &["    @{ Id = '", &id.to_string(), "'; Name = ", &name, " }\n"]);
    }
    add(&mut text, &[")\n\n"]);
    for it in template.functions {
        it.write(&mut text);
        add(&mut text, &["\n"]);
    }
    add(&mut text, &["Connect-MgGraph -Scopes "]);
    list(&mut text, template.scopes, "'");
    add(&mut text, &["\n", template.calls]);
    text
}

/// Texts one after the other: a format string each time is several times as much code.
#[inline(never)]
fn add(text: &mut String, parts: &[&str]) {
    parts.iter().for_each(|it| text.push_str(it));
}

fn list(text: &mut String, words: &[&str], quote: &str) {
    for (at, word) in words.iter().enumerate() {
        add(text, &[if at > 0 { ", " } else { "" }, quote, word, quote]);
    }
}

/// The accounts of one user stand together.
fn n_users(chosen: &[(ObjectId, &User)]) -> usize {
    chosen.chunk_by(|a, b| std::ptr::eq(a.1, b.1)).count()
}

/// A name for people to read: whatever is not plain ASCII shows as `?`.
fn shown(name: &str) -> String {
    name.chars().map(|it| if it == ' ' || it.is_ascii_graphic() { it } else { '?' }).collect()
}
