//! The directory: accounts, what is done to them, and the audit log of it.
//!
//! Sources: Microsoft Entra, *Restore or remove a recently deleted user*, *Recover from deletions*; Microsoft Graph,
//! *user* and *directoryAudit*; captures of deleted users and of *Delete user* entries in public repositories.

use super::{
    chance::Chance,
    clock::{Moment, RESTORABLE},
    people::Person,
};

/// What of an account decides how it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    pub enabled: bool,
    pub assigned: bool,
    pub deleted: bool,
    pub purged: bool,
}

impl State {
    /// In scope and allowed to sign in: only such a user is active in the application.
    pub fn entitled(self) -> bool {
        self.enabled && self.assigned && !self.deleted && !self.purged
    }

    pub fn lives(self) -> bool {
        !self.deleted && !self.purged
    }
}

/// How an account comes to be assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ways {
    pub own: bool,
    /// A direct member of the group.
    pub member: bool,
}

/// A group that has the application, or had it: its direct members are assigned by it.
#[derive(Clone)]
pub struct Group {
    pub id: String,
    pub assigned: bool,
    pub assigned_at: Moment,
    /// When it got the application and lost it.
    pub turns: Vec<(Moment, bool)>,
}

#[derive(Clone)]
pub struct Account {
    pub person: usize,
    pub id: String,
    /// Without a prefix, whatever its state.
    pub name: String,
    pub mail: String,
    pub given: String,
    pub family: String,
    pub display: String,
    pub guest: bool,
    pub synced: bool,
    pub state: State,
    pub created: Moment,
    pub assigned_at: Moment,
    pub ways: Ways,
    pub deleted_at: Option<Moment>,
    /// When anything about it last changed that the service reads.
    pub changed: Moment,
    /// Since when it was in which state, oldest first.
    pub history: Vec<(Moment, State)>,
    /// Every name it ever had.
    pub names: Vec<String>,
}

impl Account {
    pub fn digits(&self) -> String {
        self.id.replace('-', "")
    }

    /// The user principal name as the directory shows it: deleting puts the object ID in front.
    pub fn upn(&self) -> String {
        if self.state.lives() { self.name.clone() } else { format!("{}{}", self.digits(), self.name) }
    }

    pub fn nickname(&self) -> &str {
        self.name.split('@').next().unwrap_or_default()
    }

    fn becomes(&mut self, now: Moment, state: State) {
        self.state = state;
        self.changed = now;
        self.history.push((now, state));
    }
}

/// An entry of the directory's audit log.
#[derive(Clone)]
pub struct Audit {
    pub at: Moment,
    pub id: String,
    pub correlation: String,
    pub activity: &'static str,
    pub operation: &'static str,
    pub account: usize,
    /// As it was by then; a hard delete shows none.
    pub upn: Option<String>,
    /// Name, old value, new value, in the log's own dialects.
    pub modified: Vec<(&'static str, Option<String>, Option<String>)>,
}

#[derive(Clone)]
pub struct Directory {
    pub domain: String,
    pub accounts: Vec<Account>,
    pub group: Option<Group>,
    pub audits: Vec<Audit>,
}

impl Directory {
    pub fn new(domain: &str, group: Option<Group>) -> Directory {
        Directory { domain: domain.to_string(), accounts: Vec::new(), group, audits: Vec::new() }
    }

    /// Whether a living account has a name.
    pub fn taken(&self, name: &str) -> bool {
        self.accounts.iter().any(|it| it.state.lives() && it.name.eq_ignore_ascii_case(name))
    }

    /// Whether any account has or had a name: of two namesakes nobody could tell one who married.
    pub fn was_taken(&self, name: &str) -> bool {
        self.accounts.iter().flat_map(|it| &it.names).any(|it| it.eq_ignore_ascii_case(name))
    }

    /// The account that a person has now: the living one, else the latest.
    pub fn current(&self, person: usize) -> Option<usize> {
        let own = |living: bool| {
            let mut own = (0..self.accounts.len()).rev();
            own.find(|it| {
                let it = &self.accounts[*it];
                it.person == person && (!living || it.state.lives())
            })
        };
        own(true).or_else(|| own(false))
    }

    /// A new account, in a name that nobody living has.
    pub fn create(
        &mut self,
        now: Moment,
        person: usize,
        who: &Person,
        assigned: bool,
        chance: &mut Chance,
    ) -> usize {
        let domain = self.domain.clone();
        let mut name = if who.guest {
            format!("{}_fabrikam.com#EXT#@{domain}", who.alias)
        } else {
            format!("{}@{domain}", who.alias)
        };
        let mut n = 2;
        while self.taken(&name) {
            name = format!("{}{n}@{domain}", who.alias);
            n += 1;
        }
        let mail = match (who.guest, who.other_mail) {
            (true, _) => format!("{}@fabrikam.com", who.alias),
            (false, true) => format!("{}.{}@mail.{domain}", who.alias, person),
            (false, false) => name.clone(),
        };
        let state = State { enabled: true, assigned, deleted: false, purged: false };
        let ways = if assigned { self.ways(chance) } else { Ways { own: false, member: false } };
        self.accounts.push(Account {
            person,
            id: chance.guid(),
            mail,
            given: who.given.clone(),
            family: who.family.clone(),
            display: who.display(),
            guest: who.guest,
            synced: who.synced,
            state,
            created: now,
            assigned_at: now,
            ways,
            deleted_at: None,
            changed: now,
            history: vec![(now, state)],
            names: vec![name.clone()],
            name: name.clone(),
        });
        let new = self.accounts.len() - 1;
        let modified = vec![
            ("AccountEnabled", Some("[]".to_string()), Some("[true]".to_string())),
            ("UserPrincipalName", Some("[]".to_string()), Some(format!("[\"{name}\"]"))),
        ];
        self.log(now, "Add user", "Add", new, modified, chance);
        self.log_ways(now, new, ways, true, chance);
        new
    }

    pub fn enable(&mut self, now: Moment, account: usize, enabled: bool, chance: &mut Chance) {
        let it = &mut self.accounts[account];
        it.becomes(now, State { enabled, ..it.state });
        let activity = if enabled { "Enable account" } else { "Disable account" };
        let modified =
            vec![("AccountEnabled", Some(format!("[{}]", !enabled)), Some(format!("[{enabled}]")))];
        self.log(now, activity, "Update", account, modified, chance);
    }

    /// Takes an account out of the application's users or puts it there, by itself or by the group. Of two ways at once
    /// sometimes only its own goes, and nothing changes.
    pub fn assign(&mut self, now: Moment, account: usize, assigned: bool, chance: &mut Chance) {
        let mut ways = if assigned { self.ways(chance) } else { self.accounts[account].ways };
        let by_group = self.group.as_ref().is_some_and(|it| it.assigned);
        if !assigned && by_group && ways == (Ways { own: true, member: true }) && chance.percent(50) {
            ways.member = false;
        }
        self.log_ways(now, account, ways, assigned, chance);
        let it = &mut self.accounts[account];
        it.ways.own = if ways.own { assigned } else { it.ways.own };
        it.ways.member = if ways.member { assigned } else { it.ways.member };
        if assigned && ways.own {
            it.assigned_at = now;
        }
        let assigned = it.ways.own || (it.ways.member && by_group);
        if assigned != it.state.assigned {
            it.becomes(now, State { assigned, ..it.state });
        }
    }

    /// The group gets the application or loses it, and its members with it.
    pub fn assign_group(&mut self, now: Moment, assigned: bool) {
        let Some(group) = self.group.as_mut().filter(|it| it.assigned != assigned) else { return };
        group.assigned = assigned;
        group.turns.push((now, assigned));
        if assigned {
            group.assigned_at = now;
        }
        for it in self.accounts.iter_mut().filter(|it| it.ways.member && !it.ways.own && it.state.lives()) {
            it.becomes(now, State { assigned, ..it.state });
        }
    }

    /// One way or two to be assigned.
    fn ways(&self, chance: &mut Chance) -> Ways {
        if !self.group.as_ref().is_some_and(|it| it.assigned) {
            return Ways { own: true, member: false };
        }
        let (own, member) = chance.pick(&[(true, false), (false, true), (false, true), (true, true)]);
        Ways { own, member }
    }

    fn log_ways(&mut self, now: Moment, account: usize, ways: Ways, there: bool, chance: &mut Chance) {
        if ways.member {
            let (activity, operation) = if there {
                ("Add member to group", "Assign")
            } else {
                ("Remove member from group", "Unassign")
            };
            self.log(now, activity, operation, account, Vec::new(), chance);
        }
        if ways.own {
            let (activity, operation) = if there {
                ("Add app role assignment grant to user", "Assign")
            } else {
                ("Remove app role assignment from user", "Unassign")
            };
            self.log(now, activity, operation, account, Vec::new(), chance);
        }
    }

    pub fn delete(&mut self, now: Moment, account: usize, chance: &mut Chance) {
        let it = &mut self.accounts[account];
        it.becomes(now, State { deleted: true, ..it.state });
        it.deleted_at = Some(now);
        let modified = vec![("Is Hard Deleted", None, Some("\"False\"".to_string()))];
        self.log(now, "Delete user", "Delete", account, modified, chance);
    }

    /// Brings an account back, under its name or, where that is taken, under another.
    pub fn restore(&mut self, now: Moment, account: usize, chance: &mut Chance) {
        let name = self.accounts[account].name.clone();
        let (local, domain) = name.split_once('@').unwrap_or((&name, ""));
        let free = (1..).map(|n| if n == 1 { name.clone() } else { format!("{local}{n}@{domain}") });
        let name = { free }.find(|it| !self.taken(it)).unwrap_or_default();
        let mail = &self.accounts[account].mail;
        let mailed = self.accounts.iter().any(|it| it.state.lives() && it.mail.eq_ignore_ascii_case(mail));
        let by_group = self.group.as_ref().is_some_and(|it| it.assigned);
        let it = &mut self.accounts[account];
        if it.name != name || mailed {
            // A proxy address that somebody else has by now is dropped.
            it.mail.clone_from(&name);
            it.names.push(name.clone());
            it.name = name;
        }
        it.deleted_at = None;
        // Its own assignment and the membership come back with it; the group may have lost the application meanwhile.
        let assigned = it.ways.own || (it.ways.member && by_group);
        it.becomes(now, State { deleted: false, assigned, ..it.state });
        self.log(now, "Restore user", "Update", account, Vec::new(), chance);
    }

    /// Deletes for good, by hand or by age.
    pub fn purge(&mut self, now: Moment, account: usize, chance: &mut Chance) {
        let it = &mut self.accounts[account];
        it.becomes(now, State { purged: true, ..it.state });
        let modified = vec![("Is Hard Deleted", None, Some("\"True\"".to_string()))];
        self.log(now, "Hard Delete user", "Delete", account, modified, chance);
    }

    /// Purges whoever was deleted thirty days ago.
    pub fn age(&mut self, now: Moment, chance: &mut Chance) {
        for account in 0..self.accounts.len() {
            let it = &self.accounts[account];
            if let Some(deleted) = it.deleted_at.filter(|_| !it.state.purged)
                && now >= deleted + RESTORABLE
            {
                self.purge(deleted + RESTORABLE, account, chance);
            }
        }
    }

    pub fn rename(&mut self, now: Moment, account: usize, name: &str, chance: &mut Chance) {
        let it = &mut self.accounts[account];
        let old = std::mem::replace(&mut it.name, name.to_string());
        if it.mail == old {
            it.mail = name.to_string();
        }
        it.names.push(name.to_string());
        it.changed = now;
        let modified = vec![
            ("UserPrincipalName", Some(format!("[\"{old}\"]")), Some(format!("[\"{name}\"]"))),
            ("Included Updated Properties", None, Some("\"UserPrincipalName\"".to_string())),
        ];
        self.log(now, "Update user", "Update", account, modified, chance);
    }

    /// Another mail address under the same name.
    pub fn remail(&mut self, now: Moment, account: usize, mail: &str, chance: &mut Chance) {
        let it = &mut self.accounts[account];
        let old = std::mem::replace(&mut it.mail, mail.to_string());
        it.names.push(mail.to_string());
        it.changed = now;
        let modified = vec![
            ("Mail", Some(format!("[\"{old}\"]")), Some(format!("[\"{mail}\"]"))),
            ("Included Updated Properties", None, Some("\"Mail\"".to_string())),
        ];
        self.log(now, "Update user", "Update", account, modified, chance);
    }

    /// The value without which no record can be created.
    pub fn fill_in(&mut self, now: Moment, account: usize, family: &str) {
        let it = &mut self.accounts[account];
        it.family = family.to_string();
        it.changed = now;
    }

    fn log(
        &mut self,
        at: Moment,
        activity: &'static str,
        operation: &'static str,
        account: usize,
        modified: Vec<(&'static str, Option<String>, Option<String>)>,
        chance: &mut Chance,
    ) {
        let it = &self.accounts[account];
        let upn = (activity != "Hard Delete user").then(|| it.upn());
        self.audits.push(Audit {
            at,
            id: format!("Directory_{}_K3M9X_{}", chance.guid(), 10_000_000 + chance.below(80_000_000)),
            correlation: chance.guid(),
            activity,
            operation,
            account,
            upn,
            modified,
        });
    }
}
