//! Every object ID and every name of the material: what settles whether digits in front of a name are a prefix.

use crate::{
    letters::fold,
    map::Set,
    name::{ObjectId, Prefixed, take_off_from_hash, take_off_prefix},
    record::{Event, Origin, Seen, Text},
    store::{Key, Store},
};

/// IDs and names as the material spells them elsewhere.
#[derive(Default)]
pub struct Known {
    ids: Set<ObjectId>,
    names: Set<String>,
}

impl Known {
    pub fn of(store: &Store) -> Known {
        let mut known = Known::default();
        for account in &store.accounts {
            known.id(account.object_id.as_ref().map(|it| it.value));
            known.name(&account.user_principal_name);
            known.name(&account.mail);
            known.all(&account.proxy_addresses);
        }
        for user in store.scim.iter().filter(|it| it.origin != Origin::Request) {
            if let Some(it) = &user.external_id {
                known.id(ObjectId::parse(&it.value));
            }
            known.name(&user.user_name);
            known.all(&user.emails);
        }
        for mention in store.mentions.values() {
            known.id(ObjectId::parse(&mention.name.value));
            known.one(&mention.name.value);
        }
        for assignment in &store.assignments {
            known.id(assignment.object_id.as_ref().map(|it| it.value));
        }
        for (key, history) in store.histories.iter() {
            if let Key::Account(id) = key {
                known.id(Some(*id));
            }
            history.events.values().for_each(|it| known.event(it));
            for it in history.elsewhere.values() {
                known.name(&it.source.user_principal_name);
            }
            for entry in history.audits.values() {
                known.name(&entry.user_principal_name);
                known.name(&entry.old_user_principal_name);
            }
        }
        known
    }

    pub fn has_id(&self, id: ObjectId) -> bool {
        self.ids.has(&id)
    }

    /// Whether a clean name, folded, stands in the material.
    pub fn has_name(&self, folded: &str) -> bool {
        self.names.has(folded)
    }

    /// Takes a name apart, and says whether the digits are certainly an object ID: they form a version-4 UUID, or equal
    /// an object ID of the material, or what remains is the name in another record.
    ///
    /// Digits that are the whole local part are a name unless the material says otherwise.
    pub fn take_apart<'n>(&self, name: &'n str) -> Option<(Prefixed<'n>, bool)> {
        let known = |it: &Prefixed<'_>| self.has_id(it.layers[0]) || self.has_name(&fold(it.rest));
        if let Some(it) = take_off_prefix(name) {
            let certain = !it.dashed && (it.layers[0].is_version_4() || known(&it));
            return Some((it, certain));
        }
        take_off_from_hash(name).filter(known).map(|it| (it, true))
    }

    fn id(&mut self, id: Option<ObjectId>) {
        if let Some(id) = id {
            self.ids.or_insert(id, ());
        }
    }

    fn event(&mut self, event: &Event) {
        self.name(&event.source.user_principal_name);
        self.name(&event.source.mail);
        self.name(&event.sent.user_name);
        self.name(&event.sent.old_user_name);
        if let Some(before) = &event.before {
            self.name(&before.user_name);
            self.all(&before.emails);
        }
    }

    fn name(&mut self, name: &Option<Seen<Text>>) {
        if let Some(it) = name {
            self.one(&it.value);
        }
    }

    fn all(&mut self, names: &[Seen<Text>]) {
        names.iter().for_each(|it| self.one(&it.value));
    }

    /// A prefixed name says nothing of the clean one.
    fn one(&mut self, name: &str) {
        if take_off_prefix(name).is_none() {
            self.names.or_insert(fold(name), ());
        }
    }
}
