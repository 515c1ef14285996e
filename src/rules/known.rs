//! Every object ID and every name of the material: what settles whether digits in front of a name are a prefix.

use std::collections::HashSet;

use crate::{
    name::{ObjectId, fold, take_off_prefix},
    record::{Event, Origin, Seen, Text},
    store::{Key, Store},
};

/// IDs and names as the material spells them elsewhere.
#[derive(Default)]
pub struct Known {
    ids: HashSet<ObjectId>,
    names: HashSet<String>,
}

impl Known {
    pub fn of(store: &Store) -> Known {
        let mut known = Known::default();
        for account in &store.accounts {
            known.ids.extend(account.object_id.as_ref().map(|it| it.value));
            known.name(&account.user_principal_name);
            known.name(&account.mail);
            known.all(&account.proxy_addresses);
        }
        for user in store.scim.iter().filter(|it| it.origin != Origin::Request) {
            if let Some(it) = &user.external_id {
                known.ids.extend(ObjectId::parse(&it.value));
            }
            known.name(&user.user_name);
            known.all(&user.emails);
        }
        for mention in store.mentions.values() {
            known.ids.extend(ObjectId::parse(&mention.name.value));
            known.one(&mention.name.value);
        }
        known.ids.extend(store.assignments.iter().filter_map(|it| it.object_id.as_ref()).map(|it| it.value));
        for (key, history) in &store.histories {
            if let Key::Account(id) = key {
                known.ids.insert(*id);
            }
            history.events.values().for_each(|it| known.event(it));
            for entry in history.audits.values() {
                known.name(&entry.user_principal_name);
                known.name(&entry.old_user_principal_name);
            }
        }
        known
    }

    pub fn has_id(&self, id: ObjectId) -> bool {
        self.ids.contains(&id)
    }

    /// Whether a clean name, folded, stands in the material.
    pub fn has_name(&self, folded: &str) -> bool {
        self.names.contains(folded)
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
            self.names.insert(fold(name));
        }
    }
}
