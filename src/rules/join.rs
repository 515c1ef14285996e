//! Records into users: who is one person.
//!
//! Names, object IDs and SCIM `id`s are points; every record ties some of them together, by a key of known strength.
//! The ties are drawn in the order of their strength, and one that would make one person of two is left out and
//! remembered: two accounts that live at the same time, or two holders of a name with different given and family names.

use std::cmp::Reverse;

use scim_checkup_ground::find::Words;

use crate::{
    account::{self, Existence},
    history::History,
    job::tenant_of_job,
    known::Known,
    letters::fold,
    listing::domain,
    map::{Map, Set},
    name::{ObjectId, bare_address, guest_address, is_address, local_part, take_off_prefix},
    record::{Account, Deletion, Event, Mention, Origin, ScimUser, Seen, Text},
    sort::sort,
    store::{Key, Store},
    time::Time,
    user::{Directory, Holding, Rival, Rivalry, User},
};

/// How sure a key makes that two records are one person's, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    ObjectId,
    ExternalId,
    ScimId,
    UserPrincipalName,
    Mail,
    Guest,
    WithoutPrefix,
}

/// A point that records are tied to.
type Point = usize;

struct Tie<'a> {
    strength: Strength,
    /// When a log last says so: a record can be handed from one account to another.
    at: Option<Time>,
    a: Point,
    b: Point,
    /// The value that says so, as it stands in the material.
    by: &'a Seen<Text>,
}

/// Joins everything the store holds; `snapshots` gives each document's time.
pub fn join<'a>(store: &'a Store, known: &'a Known, snapshots: &[Time], as_of: Time) -> Vec<User<'a>> {
    let mut net = Net::new(known);
    net.given_up = given_up(store);
    net.apart = store.tenants.len() > 1;
    net.tie_accounts(store);
    net.tie_scim(store);
    net.tie_histories(store);
    let accounts = net.accounts(store, snapshots, as_of);
    let rivals = net.draw(store, &accounts);
    net.users(store, accounts, rivals, as_of)
}

/// A name that a renamed account had, and that somebody else has by now.
struct GivenUp<'a> {
    name: String,
    given_name: &'a Text,
    account: ObjectId,
}

/// Until a rename arrives, Maptician's record of the renamed user bears the old name, which the new holder needs.
fn given_up(store: &Store) -> Vec<GivenUp<'_>> {
    let mut names = Vec::new();
    for (key, history) in store.histories.iter() {
        let Key::Account(id) = key else { continue };
        let old = history.audits.values().filter(|it| it.success);
        for old in old.filter_map(|it| it.old_user_principal_name.as_ref()) {
            let accounts = || store.accounts.iter().filter(|it| !it.request && it.given_name.is_some());
            let is_own = |it: &Account| it.object_id.as_ref().is_some_and(|it| it.value == *id);
            let has_it = |it: &Account| {
                it.user_principal_name.as_ref().is_some_and(|it| fold(&it.value) == fold(&old.value))
            };
            let own = accounts().find(|it| is_own(it)).and_then(|it| it.given_name.as_ref());
            let new = accounts().find(|it| !is_own(it) && has_it(it)).and_then(|it| it.given_name.as_ref());
            if let (Some(own), Some(new)) = (own, new)
                && fold(&own.value) != fold(&new.value)
            {
                names.push(GivenUp { name: fold(&old.value), given_name: &own.value, account: *id });
            }
        }
    }
    names
}

struct Net<'a> {
    known: &'a Known,
    /// The material is of several tenants: each has a Maptician of its own, which gives its records' IDs.
    apart: bool,
    given_up: Vec<GivenUp<'a>>,
    points: Set<Key>,
    ties: Vec<Tie<'a>>,
    parent: Vec<Point>,
    /// The values that made one of two.
    joined: Vec<(Point, &'a Seen<Text>)>,
}

impl<'a> Net<'a> {
    fn new(known: &'a Known) -> Net<'a> {
        Net {
            known,
            apart: false,
            given_up: Vec::new(),
            points: Set::default(),
            ties: Vec::new(),
            parent: Vec::new(),
            joined: Vec::new(),
        }
    }

    fn point(&mut self, key: Key) -> Point {
        self.points.place_or_insert(key, ())
    }

    fn name(&mut self, name: &str) -> Point {
        self.point(Key::Name(fold(name)))
    }

    fn tie(&mut self, strength: Strength, a: Point, b: Point, by: &'a Seen<Text>) {
        self.tie_at(None, strength, a, b, by);
    }

    fn tie_at(&mut self, at: Option<Time>, strength: Strength, a: Point, b: Point, by: &'a Seen<Text>) {
        if a != b {
            self.ties.push(Tie { strength, at, a, b, by });
        }
    }

    /// Ties a point to a name, to the name without its prefix, to the account of the prefix and to a guest's address.
    fn tie_name(&mut self, strength: Strength, point: Point, by: &'a Seen<Text>) {
        let name = bare_address(&by.value);
        let name_point = self.name(name);
        self.tie(strength, point, name_point, by);
        if let Some((it, _)) = self.known.take_apart(name) {
            if it.layers[0].is_version_4() || self.known.has_id(it.layers[0]) {
                let account = self.point(Key::Account(it.layers[0]));
                self.tie(Strength::ObjectId, name_point, account, by);
            }
            let rest = self.name(it.rest);
            self.tie(Strength::WithoutPrefix, name_point, rest, by);
            if let Some(address) = guest_address(it.rest) {
                let address = self.name(&address);
                self.tie(Strength::Guest, name_point, address, by);
            }
        } else if let Some(address) = guest_address(name) {
            let address = self.name(&address);
            self.tie(Strength::Guest, name_point, address, by);
        }
    }

    fn tie_all(&mut self, strength: Strength, point: Point, names: impl IntoIterator<Item = &'a Seen<Text>>) {
        for it in names {
            if is_address(&it.value) {
                self.tie_name(strength, point, it);
            }
        }
    }

    fn tie_accounts(&mut self, store: &'a Store) {
        for (key, _) in store.histories.iter() {
            self.point(key.clone());
        }
        for account in &store.accounts {
            let Some(point) = self.account_point(account) else { continue };
            if let Some(it) = &account.user_principal_name {
                self.tie_name(Strength::UserPrincipalName, point, it);
            }
            self.tie_all(Strength::Mail, point, &account.mail);
            self.tie_all(Strength::Mail, point, &account.proxy_addresses);
        }
        for assignment in store.assignments.iter().filter(|it| !it.group) {
            if let Some(id) = &assignment.object_id {
                self.point(Key::Account(id.value));
            }
        }
    }

    fn account_point(&mut self, account: &Account) -> Option<Point> {
        if let Some(id) = &account.object_id {
            return Some(self.point(Key::Account(id.value)));
        }
        let name = account.user_principal_name.as_ref().or(account.mail.as_ref())?;
        Some(match take_off_prefix(&name.value) {
            Some(it) if it.layers[0].is_version_4() => self.point(Key::Account(it.layers[0])),
            _ => self.name(&name.value),
        })
    }

    fn tie_scim(&mut self, store: &'a Store) {
        for user in &store.scim {
            self.tie_scim_user(user, Strength::ExternalId, None);
        }
        for mention in store.mentions.values() {
            if let Some(id) = ObjectId::parse(&mention.name.value) {
                self.point(Key::Account(id));
            } else {
                let point = self.name(&mention.name.value);
                self.tie_name(Strength::UserPrincipalName, point, &mention.name);
            }
        }
    }

    /// What a record bore before a change took it over may be the ID of the account before: that is less sure.
    fn tie_scim_user(
        &mut self,
        user: &'a ScimUser,
        external_id: Strength,
        shown_by: Option<&Event>,
    ) -> Option<Point> {
        let point = match shown_by.zip(user.scim_id()) {
            Some((event, id)) => self.point(self.record(&id.value, event)),
            None => self.scim_point(user)?,
        };
        if let Some(it) = &user.external_id {
            if let Some(id) = ObjectId::parse(&it.value) {
                let account = self.point(Key::Account(id));
                self.tie(external_id, point, account, it);
            } else if is_address(&it.value) {
                self.tie_name(Strength::ExternalId, point, it);
            }
        }
        if let Some(it) = &user.user_name {
            if let Some(account) = self.renamed(user) {
                let account = self.point(Key::Account(account));
                self.tie(Strength::ExternalId, point, account, it);
                return Some(point);
            }
            self.tie_name(Strength::UserPrincipalName, point, it);
        }
        self.tie_all(Strength::Mail, point, &user.emails);
        Some(point)
    }

    /// The account that was renamed, where a record of Maptician's bears its old name and its holder's given name.
    fn renamed(&self, user: &ScimUser) -> Option<ObjectId> {
        let (name, given_name) = user.user_name.as_ref().zip(user.given_name.as_ref())?;
        let (name, given_name) = (fold(&name.value), fold(&given_name.value));
        let mut given_up = self.given_up.iter().filter(|it| it.name == name);
        given_up.find(|it| fold(it.given_name) == given_name).map(|it| it.account)
    }

    /// A record of Maptician's as the log of a tenant knows it.
    fn record(&self, id: &str, event: &Event) -> Key {
        let tenant = event.job_id.as_deref().filter(|_| self.apart).and_then(tenant_of_job);
        Key::record(id, tenant)
    }

    /// A record of Maptician's is known by its `id`, any other by its name, else by its address.
    fn scim_point(&mut self, user: &ScimUser) -> Option<Point> {
        match (user.scim_id(), user.origin) {
            (Some(id), Origin::Maptician) => Some(self.point(Key::Scim(id.value.to_string()))),
            _ => {
                if let Some(account) = self.renamed(user) {
                    return Some(self.point(Key::Account(account)));
                }
                let name = user.user_name.as_ref().or(user.emails.first())?;
                Some(self.name(&name.value))
            }
        }
    }

    fn tie_histories(&mut self, store: &'a Store) {
        for (key, history) in store.histories.iter() {
            let point = self.point(key.clone());
            if let Some((_, name)) = &history.name {
                self.tie_name(Strength::UserPrincipalName, point, name);
            }
            for event in history.events.values() {
                let at = event.at.as_ref().map(|it| it.value);
                if let Some(it) = &event.target.id {
                    let scim = self.point(self.record(&it.value, event));
                    self.tie_at(at, Strength::ScimId, point, scim, it);
                }
                if let Some(it) = &event.source.user_principal_name {
                    self.tie_name(Strength::UserPrincipalName, point, it);
                }
                self.tie_all(Strength::Mail, point, &event.source.mail);
                if let Some(it) = &event.sent.user_name {
                    self.tie_name(Strength::UserPrincipalName, point, it);
                }
                self.tie_all(Strength::UserPrincipalName, point, &event.sent.old_user_name);
                self.tie_all(Strength::Mail, point, &event.sent.emails);
                self.tie_all(Strength::UserPrincipalName, point, &event.target.display_name);
                if let Some(before) = &event.before
                    && let Some(scim) = self.tie_scim_user(before, Strength::ScimId, Some(event))
                    && let Some(by) = before.scim_id().or(before.user_name.as_ref()).or(before.emails.first())
                {
                    self.tie_at(at, Strength::ScimId, point, scim, by);
                }
            }
            for event in history.elsewhere.values() {
                self.tie_all(Strength::UserPrincipalName, point, &event.source.user_principal_name);
                self.tie_all(Strength::Mail, point, &event.source.mail);
            }
            for entry in history.audits.values() {
                for it in [&entry.user_principal_name, &entry.old_user_principal_name].into_iter().flatten() {
                    self.tie_name(Strength::UserPrincipalName, point, it);
                }
                self.tie_all(Strength::Mail, point, &entry.mail);
            }
        }
    }

    /// For each name the one live account with an ID that has it: a record of that name without an ID is of that account.
    fn owners(&mut self, store: &Store) -> Vec<Option<Point>> {
        let lives = |it: &Account| it.deletion == Deletion::NotShown && !it.has_own_prefix();
        let mut named = Vec::new();
        for account in store.accounts.iter().filter(|it| !it.request && lives(it)) {
            let (Some(id), Some(name)) = (&account.object_id, &account.user_principal_name) else { continue };
            named.push((self.name(&name.value), self.point(Key::Account(id.value))));
        }
        self.by_name(named).into_iter().map(Option::flatten).collect()
    }

    /// For each name the account it leads to: `Some(None)` where it leads to several.
    fn by_name(&self, pairs: Vec<(Point, Point)>) -> Vec<Option<Option<Point>>> {
        let mut leads = vec![None; self.points.len()];
        for (name, account) in pairs {
            let only = leads[name].is_none_or(|it| it == Some(account));
            leads[name] = Some(only.then_some(account));
        }
        leads
    }

    /// Every account the material names, with its own state, by its point.
    fn accounts(&mut self, store: &'a Store, snapshots: &[Time], as_of: Time) -> Points<Directory<'a>> {
        let mut accounts: Points<Directory<'a>> = Points::default();
        let owners = self.owners(store);
        for account in &store.accounts {
            if let Some(point) = self.account_point(account) {
                let owner = owners.get(point).copied().flatten().filter(|_| account.object_id.is_none());
                let point = owner.unwrap_or(point);
                accounts.at(point).records.push(account);
            }
        }
        for assignment in store.assignments.iter().filter(|it| !it.group) {
            if let Some(id) = &assignment.object_id {
                accounts.at(self.point(Key::Account(id.value))).assignments.push(assignment);
            }
        }
        for point in 0..self.points.len() {
            if let Key::Account(id) = self.points.key(point) {
                let account = accounts.at(point);
                account.object_id = Some(*id);
                account.history = store.histories.get(&Key::Account(*id));
            }
        }
        // A scoping step shows the state of an account, also where only its name is given: that of an account of its
        // own where no ID is known for the name, else that of the one account that has it, if nothing else shows it.
        let of_accounts = self.ties.iter().filter(|it| matches!(self.points.key(it.a), Key::Account(_)));
        let leads = self.by_name(of_accounts.map(|it| (it.b, it.a)).collect());
        let mut by_name = Vec::new();
        for (key, history) in store.histories.iter().filter(|it| matches!(it.0, Key::Name(_))) {
            let shows = history
                .events
                .values()
                .any(|it| it.source.user_principal_name.is_some() && it.scope.active.is_some());
            let point = self.point(key.clone());
            match leads.get(point) {
                Some(None) if shows => accounts.at(point).history = Some(history),
                Some(Some(Some(one))) if shows => by_name.push((*one, history)),
                _ => {}
            }
        }
        let judge = |it: &mut Directory<'a>, history| {
            it.state = account::state(it.object_id, &it.records, history, snapshots, as_of);
        };
        for account in accounts.all() {
            judge(account, account.history);
        }
        for (point, history) in by_name {
            let account = accounts.at(point);
            if account.state.existence.is_none() {
                judge(account, Some(history));
            }
        }
        accounts
    }

    /// Draws the ties, surest first; gives back those that would have made one person of two.
    fn draw(
        &mut self,
        store: &Store,
        accounts: &Points<Directory<'_>>,
    ) -> Vec<(Point, Point, Rivalry, Point)> {
        self.parent = (0..self.points.len()).collect();
        let mut people: Vec<Person> = (0..self.points.len())
            .map(|point| match accounts.get(point) {
                Some(account) => Person {
                    live: account.state.lives().then_some(point),
                    name: account
                        .state
                        .given_name
                        .as_deref()
                        .zip(account.state.family_name.as_deref())
                        .map(both),
                    account: true,
                    ..Person::default()
                },
                None => Person::default(),
            })
            .collect();
        let apart = self.apart;
        for (key, history) in store.histories.iter().filter(|_| apart) {
            let point = self.point(key.clone());
            people[point].tenant = history.tenant().and_then(|it| store.tenants.place(&it));
        }
        // By strength, then by what is tied: the order the material came in must not decide who is joined to whom.
        let ranks = self.ranks();
        let mut ties = std::mem::take(&mut self.ties);
        let key = |it: &Tie| (it.strength, Reverse(it.at), ranks[it.b], ranks[it.a]);
        sort(&mut ties, &|a, b| key(a).cmp(&key(b)));
        let mut rivals = Vec::new();
        for tie in &ties {
            let (a, b) = (self.root(tie.a), self.root(tie.b));
            let tenants = people[a].tenant.zip(people[b].tenant);
            if a == b || tenants.is_some_and(|it| it.0 != it.1) {
                continue;
            }
            let name = |it: Point| accounts.get(it).and_then(|it| it.state.user_principal_name.as_deref());
            let of_one_name = |a: Point, b: Point| name(a).map(fold) == name(b).map(fold);
            match people[a].rivalry(&people[b], tie.strength, of_one_name) {
                Some(why) => rivals.push((a, b, why, tie.b)),
                None => {
                    let mut merged = Person::merge(&people[a], &people[b]);
                    if tie.strength == Strength::ExternalId {
                        merged.owner = merged.owner.or(Some(tie.b));
                    }
                    if people[a].account || people[b].account {
                        self.joined.push((a, tie.by));
                    }
                    self.parent[b] = a;
                    people[a] = merged;
                }
            }
        }
        rivals
    }

    /// The place of each point's key in their order.
    fn ranks(&self) -> Vec<u32> {
        let mut points: Vec<Point> = (0..self.points.len()).collect();
        sort(&mut points, &|a, b| self.points.key(*a).cmp(self.points.key(*b)));
        let mut ranks = vec![0; points.len()];
        for (rank, point) in points.into_iter().enumerate() {
            ranks[point] = rank as u32;
        }
        ranks
    }

    fn root(&mut self, mut point: Point) -> Point {
        while self.parent[point] != point {
            self.parent[point] = self.parent[self.parent[point]];
            point = self.parent[point];
        }
        point
    }

    fn users(
        mut self,
        store: &'a Store,
        accounts: Points<Directory<'a>>,
        rivals: Vec<(Point, Point, Rivalry, Point)>,
        as_of: Time,
    ) -> Vec<User<'a>> {
        let mut users: Points<User<'a>> = Points::default();
        for (point, account) in accounts.into_items() {
            let accounts = &mut users.at(self.root(point)).accounts;
            if accounts.is_empty() {
                // An account is large and most people have one: a list of its own accord makes room for four.
                accounts.reserve_exact(1);
            }
            accounts.push(account);
        }
        let mut holdings: Points<Holding<'a>> = Points::default();
        for record in &store.scim {
            let Some(point) = self.scim_point(record) else { continue };
            match record.origin {
                Origin::Maptician => {
                    let holding = holdings.at(point);
                    holding.id = record.scim_id().map(|it| &*it.value);
                    holding.records.push(record);
                }
                Origin::Unknown => users.at(self.root(point)).lists.push(record),
                Origin::Request => users.at(self.root(point)).requests.push(record),
            }
        }
        for (point, holding) in holdings.into_items() {
            users.at(self.root(point)).holdings.push(holding);
        }
        for (key, history) in store.histories.iter() {
            if !matches!(key, Key::Account(_)) {
                let point = self.point(key.clone());
                users.at(self.root(point)).histories.push(history);
            }
        }
        let mut local: Vec<&Mention> = Vec::new();
        for mention in store.mentions.values() {
            if mention.name.value.has_byte(b'\\') {
                local.push(mention);
                continue;
            }
            let key = match ObjectId::parse(&mention.name.value) {
                Some(id) => Key::Account(id),
                None => Key::Name(fold(&mention.name.value)),
            };
            let point = self.point(key);
            users.at(self.root(point)).mentions.push(mention);
        }
        for (key, history) in store.histories.iter() {
            let own = self.point(key.clone());
            let own = self.root(own);
            let looked_up = history.looked_up.iter().map(|it| &it.1);
            for (event, id) in
                history.events.values().chain(looked_up).filter_map(|it| Some((it, it.record_id()?)))
            {
                let Some(record) = self.points.place(&self.record(id, event)) else { continue };
                let another = self.root(record) != own;
                let handed_over = &mut users.at(own).handed_over;
                if another && !handed_over.contains(&id) {
                    handed_over.push(id);
                }
            }
        }
        let joined = std::mem::take(&mut self.joined);
        for (point, by) in joined {
            users.at(self.root(point)).joined.push(by);
        }
        self.settle(users, local, rivals, as_of)
    }

    /// Orders the users, names the rivals, and gives on-premises account names to the one user they fit.
    fn settle(
        mut self,
        users: Points<User<'a>>,
        local: Vec<&'a Mention>,
        rivals: Vec<(Point, Point, Rivalry, Point)>,
        as_of: Time,
    ) -> Vec<User<'a>> {
        // An account that is known from an assignment or a prefix alone, and that nothing else is tied to, is somebody
        // all the same; a name that nothing but a tie leads to is nobody.
        let mut place = vec![None; self.points.len()];
        let mut settled: Vec<User<'a>> = Vec::new();
        for (point, mut user) in users.into_items() {
            add_successor(&mut user, as_of);
            complete(&mut user);
            place[point] = Some(settled.len());
            settled.push(user);
        }
        for (a, b, why, value) in rivals {
            let (a, b) = (self.root(a), self.root(b));
            let Key::Name(value) = self.points.key(value) else { continue };
            if let (Some(a), Some(b)) = (place[a], place[b])
                && a != b
            {
                for (user, other) in [(a, b), (b, a)] {
                    let rival = Rival { why, value: value.clone(), user: other };
                    if !settled[user].rivals.contains(&rival) {
                        settled[user].rivals.push(rival);
                    }
                }
            }
        }
        if local.is_empty() {
            return settled;
        }
        // Whom a name before the `@` fits; `None` where it fits several.
        let mut by_local: Map<String, Option<usize>> = Map::default();
        for point in 0..self.points.len() {
            let root = self.root(point);
            let (Key::Name(name), Some(user)) = (self.points.key(point), place[root]) else { continue };
            let fits = by_local.or_insert(local_part(name).to_string(), Some(user));
            *fits = fits.filter(|it| *it == user);
        }
        for mention in local {
            let name = fold(mention.name.value.rsplit('\\').next().unwrap_or_default());
            match by_local.get(&name) {
                Some(Some(only)) => settled[*only].mentions.push(mention),
                _ => settled.push(User { mentions: vec![mention], ..User::default() }),
            }
        }
        settled
    }
}

/// A create that is tried by name after the only account was deleted is another account's, whose ID is not shown.
fn add_successor(user: &mut User<'_>, as_of: Time) {
    let [Directory { state, .. }] = &user.accounts[..] else { return };
    let Some(deleted) = state.deleted_at.filter(|_| state.deleted_exactly && !state.lives()) else { return };
    let named = |it: &&&History| user.accounts[0].history.is_none_or(|own| !std::ptr::eq(own, **it));
    let states =
        user.histories.iter().filter(named).map(|it| account::state(None, &[], Some(it), &[], as_of));
    let mut successors = states.filter(|it| it.lives() && it.seen_at > Some(deleted));
    if let Some(mut state) = successors.next() {
        // Whether it is enabled would be said of an account that is not even named.
        (state.enabled, state.enabled_since, state.enabled_proof) = (None, None, None);
        user.accounts.push(Directory { state, ..Directory::default() });
    }
}

/// Puts a user in order when all of it is there.
fn complete(user: &mut User<'_>) {
    // One that is in the bin without a date may come back: it is not older than what is gone for good.
    let is = |it: &Directory<'_>, existence| it.state.existence == Some(existence);
    let undated = user.accounts.iter().any(|it| is(it, Existence::SoftDeleted) && there(it).is_none());
    let key = |it: &Directory<'_>| (undated && is(it, Existence::Removed), currency(it));
    sort(&mut user.accounts, &|a, b| key(a).cmp(&key(b)));
    user.holdings = records_of_one(std::mem::take(&mut user.holdings));
    let mut unnamed = std::mem::take(&mut user.histories);
    let is_of_account = |it: &&History| {
        user.accounts.iter().any(|account| account.history.is_some_and(|own| std::ptr::eq(own, *it)))
    };
    unnamed.retain(|it| !is_of_account(it));
    user.histories.extend(user.accounts.iter().filter_map(|it| it.history));
    user.histories.extend(unnamed);
    for history in &user.histories {
        user.events.extend(history.events.iter().map(|(kind, event)| (*kind, &**event)));
        let looked_up = history.looked_up.iter().map(|(kind, event)| (*kind, &**event));
        let kept = |one: &Event| history.events.values().any(|it| std::ptr::eq(&**it, one));
        user.looked_up.extend(looked_up.filter(|it| !kept(it.1)));
    }
    let mut names: Vec<&str> = Vec::new();
    for (n, account) in user.accounts.iter().enumerate() {
        names.extend(account.state.user_principal_name.as_deref());
        names.extend(account.state.mail.as_deref());
        // An older account's address need not be the current one's.
        user.addressed |= n == 0
            && (account.state.mail.is_some()
                || account.records.iter().any(|it| !it.proxy_addresses.is_empty()));
    }
    let held = user.holdings.iter().flat_map(|it| &it.records).chain(&user.lists).chain(&user.requests);
    user.addressed |= user.events.iter().any(|it| !it.1.sent.emails.is_empty());
    for record in held {
        user.addressed |= !record.emails.is_empty();
        names.extend(record.user_name.iter().chain(&record.emails).map(|it| &*it.value));
    }
    names.extend(user.mentions.iter().map(|it| &*it.name.value));
    user.domains = names.into_iter().filter_map(domain).collect();
    sort(&mut user.domains, &|a, b| a.cmp(b));
    user.domains.dedup();
}

/// The live account first, of several the one that was seen alive last, then the one that was there last.
fn currency(it: &Directory<'_>) -> (bool, Reverse<[Option<Time>; 2]>, Option<ObjectId>) {
    let seen = it.state.seen_at.filter(|_| it.state.lives());
    (!it.state.lives(), Reverse([seen, there(it)]), it.object_id)
}

/// When an account that lives no more was there last.
fn there(it: &Directory<'_>) -> Option<Time> {
    it.state.deleted_at.or(it.state.created_at)
}

/// What a group of points says of the person, so that two people are never made one.
#[derive(Clone, Default)]
struct Person {
    /// The account that lives.
    live: Option<Point>,
    /// Given and family name, folded.
    name: Option<(String, String)>,
    account: bool,
    /// Whose a record of Maptician's is by its external ID.
    owner: Option<Point>,
    /// Whose log it is, where there are several tenants': nobody is in two.
    tenant: Option<usize>,
}

fn both((given, family): (&str, &str)) -> (String, String) {
    (fold(given), fold(family))
}

impl Person {
    /// Why these are not one person, if they are not.
    fn rivalry(
        &self,
        other: &Person,
        strength: Strength,
        of_one_name: impl Fn(Point, Point) -> bool,
    ) -> Option<Rivalry> {
        let live = self.live.zip(other.live).filter(|it| it.0 != it.1);
        match strength {
            Strength::ObjectId | Strength::ExternalId => return None,
            // One record had both accounts. Of one name, which is unique, they were there one after the other; under two, the
            // older came back beside the newer.
            Strength::ScimId => {
                return live.filter(|it| !of_one_name(it.0, it.1)).map(|_| Rivalry::BothLive);
            }
            _ => {}
        }
        if let (Some(mine), Some(theirs)) = (&self.name, &other.name)
            && mine.0 != theirs.0
            && mine.1 != theirs.1
            && (&mine.0, &mine.1) != (&theirs.1, &theirs.0)
        {
            return Some(Rivalry::ChangedHands);
        }
        // An address alone makes nobody of two people.
        if strength == Strength::Mail && self.owner.zip(other.owner).is_some_and(|it| it.0 != it.1) {
            return Some(Rivalry::SameMail);
        }
        live.map(|_| if strength == Strength::Mail { Rivalry::SameMail } else { Rivalry::BothLive })
    }

    fn merge(a: &Person, b: &Person) -> Person {
        Person {
            live: a.live.or(b.live),
            name: a.name.clone().or_else(|| b.name.clone()),
            account: a.account || b.account,
            owner: a.owner.or(b.owner),
            tenant: a.tenant.or(b.tenant),
        }
    }
}

/// Two exports of one record are one record: told by the SCIM `id`, else, where a list has none, by the name or the
/// address, which Maptician keeps unique. One list shows each record once.
fn records_of_one(holdings: Vec<Holding<'_>>) -> Vec<Holding<'_>> {
    let (mut all, rest): (Vec<_>, Vec<_>) = holdings.into_iter().partition(|it| it.id.is_some());
    if rest.is_empty() {
        return all;
    }
    let (mut by_name, mut by_email) = (Map::default(), Map::default());
    for (at, holding) in all.iter().enumerate() {
        index(holding, at, &mut by_name, &mut by_email);
    }
    for holding in rest {
        let in_one_list = |at: usize| {
            let lists =
                |it: &Holding<'_>, document: u32| it.records.iter().any(|it| it.mark.document == document);
            holding.records.iter().any(|it| lists(&all[at], it.mark.document))
        };
        let names = holding.records.iter().filter_map(|it| it.user_name.as_ref());
        let emails = holding.records.iter().flat_map(|it| &it.emails);
        let named = names.filter_map(|it| by_name.get(&fold(&it.value)));
        let addressed = emails.filter_map(|it| by_email.get(&fold(&it.value)));
        match named.chain(addressed).copied().find(|at| !in_one_list(*at)) {
            Some(at) => all[at].records.extend(holding.records),
            None => {
                index(&holding, all.len(), &mut by_name, &mut by_email);
                all.push(holding);
            }
        }
    }
    all
}

/// Notes under which names and addresses a record is known.
fn index(
    holding: &Holding<'_>,
    at: usize,
    by_name: &mut Map<String, usize>,
    by_email: &mut Map<String, usize>,
) {
    for record in &holding.records {
        if let Some(name) = &record.user_name {
            by_name.or_insert(fold(&name.value), at);
        }
        for email in &record.emails {
            by_email.or_insert(fold(&email.value), at);
        }
    }
}

/// Something of some of the points, in their order.
struct Points<T> {
    items: Vec<Option<Box<T>>>,
}

impl<T> Default for Points<T> {
    fn default() -> Points<T> {
        Points { items: Vec::new() }
    }
}

impl<T: Default> Points<T> {
    fn get(&self, point: Point) -> Option<&T> {
        self.items.get(point)?.as_deref()
    }

    fn at(&mut self, point: Point) -> &mut T {
        if point >= self.items.len() {
            self.items.resize_with(point + 1, || None);
        }
        self.items[point].get_or_insert_default()
    }

    fn all(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.iter_mut().flatten().map(|it| &mut **it)
    }

    fn into_items(self) -> impl Iterator<Item = (Point, T)> {
        self.items.into_iter().enumerate().filter_map(|(point, it)| Some((point, *it?)))
    }
}
