//! Whom somebody means by a name.

use std::collections::BTreeMap;

use crate::{letters::fold, name::guest_address, report::User};

/// The users of a report that one name stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant<'a> {
    Nobody,
    One(&'a User),
    /// The name says too little.
    Several(Vec<&'a User>),
}

/// For each name whom it means: by a name or an object ID, and only where nobody has it as one, by a display name.
///
/// A part of a name means nobody: what is done to many must not reach somebody by accident.
pub fn find<'a>(users: &'a [User], names: &[String]) -> Vec<Meant<'a>> {
    let mut by_name: BTreeMap<String, Vec<&User>> = BTreeMap::new();
    let mut by_display_name: BTreeMap<String, Vec<&User>> = BTreeMap::new();
    for user in users {
        let mut own = spellings(user);
        own.sort();
        own.dedup();
        for spelling in own {
            by_name.entry(spelling).or_default().push(user);
        }
        if let Some(it) = &user.display_name {
            by_display_name.entry(fold(it)).or_default().push(user);
        }
    }
    let meant = |name: &String| {
        let name = fold(name);
        match by_name.get(&name).or_else(|| by_display_name.get(&name)).map(Vec::as_slice) {
            None | Some([]) => Meant::Nobody,
            Some([user]) => Meant::One(user),
            Some(several) => Meant::Several(several.to_vec()),
        }
    };
    names.iter().map(meant).collect()
}

/// Every spelling that names a user and nobody else, as names are compared; the display name is none of them.
pub fn spellings(user: &User) -> Vec<String> {
    let ids = user.object_ids.iter();
    // As the service writes it, and as it stands in front of a name.
    let ids = ids.flat_map(|it| [fold(it), fold(&it.replace('-', ""))]);
    let named = [&user.name].into_iter().chain(&user.aliases).map(|it| fold(it));
    // Without any name a user is called by the display name.
    let named = named.filter(|it| user.display_name.as_ref().is_none_or(|name| fold(name) != *it));
    let guests = [&user.name].into_iter().chain(&user.aliases).filter_map(|it| guest_address(it));
    named.chain(ids).chain(guests.map(|it| fold(&it))).collect()
}
