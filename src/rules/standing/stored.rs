//! The name that Maptician holds, and what of it does not belong to it.

use crate::{
    letters::fold,
    name::Prefixed,
    record::{Mention, ScimUser, Seen, Text},
    report::Maptician,
    sort::sort,
    time::Time,
    user::User,
};

use super::{
    Frame, Parts, Standing, Stored,
    maptician::{Kept, latest},
};

/// The name that Maptician holds by the latest evidence, and names of unknown origin where it shows none.
pub(super) fn stored<'a>(it: &mut Standing<'a>, user: &User<'a>, kept: &[Kept<'a>], frame: &Frame<'_>) {
    let judge = |name: &Seen<Text>, at: Option<Time>, record: Option<&'a ScimUser>| {
        let (parts, certain) = take_apart(&name.value, frame);
        let mut fields = Vec::new();
        if parts.is_some() {
            fields.push("userName");
        }
        let mut stored = Stored { name: name.clone(), at, parts, certain, fields, record, active: None };
        if let Some(record) = record {
            stored.active = record.active.as_ref().map(|it| it.value);
            other_fields(&mut stored, record, frame);
        }
        stored
    };
    let mut by_record: Vec<Stored<'a>> = Vec::new();
    for it in kept.iter().filter(|it| it.state(user, frame.wholes).0 != Maptician::Absent) {
        // The record whose other fields count is the latest snapshot.
        let record = it.records.last().copied();
        if let Some(held) = latest(&it.names) {
            let at = |it: &&ScimUser| frame.snapshots.get(it.mark.document as usize).copied();
            let fresh = record.filter(|it| at(it) >= held.at);
            by_record.push(judge(held.value, held.at, fresh.or(held.record).or(record)));
        } else if let Some((record, email)) = record.and_then(|it| it.emails.first().map(|email| (it, email)))
        {
            // A record without a user name: its address stands for it.
            let mut stored = judge(email, None, Some(record));
            stored.fields.retain(|it| *it != "userName");
            by_record.push(stored);
        }
    }
    // A corrupted one first, then one that is in use.
    let key = |it: &Stored<'_>| (it.fields.is_empty(), it.active != Some(true));
    sort(&mut by_record, &|a, b| key(a).cmp(&key(b)));
    let mut by_record = by_record.into_iter();
    it.stored = by_record.next();
    it.stored_besides = by_record.collect();
    if it.stored.is_none() {
        let lists = user.lists.iter().map(|it| (*it, it.user_name.as_ref().or(it.emails.first())));
        let listed = lists.filter_map(|(record, name)| Some((Some(record), name?)));
        // A prefixed name that Entra's side shows is Entra's also where it stands alone in the same document; given by itself
        // nobody knows whose it is.
        let of_entra = it.entra_prefixed.as_ref().map(|it| (it.mark.document, fold(&it.value)));
        let is_loose = |it: &&&Mention| {
            let place = || (it.name.mark.document, fold(&it.name.value));
            it.side.is_none() && of_entra.as_ref().is_none_or(|entra| *entra != place())
        };
        let mentioned = user.mentions.iter().filter(is_loose).map(|it| (None, &it.name));
        // A request or a template names people of unknown origin and shows no state.
        let asked = user.requests.iter().map(|it| (*it, it.user_name.as_ref().or(it.emails.first())));
        let asked = asked.filter_map(|(record, name)| Some((Some(record), name?)));
        let listed_for = user.accounts.iter().flat_map(|it| &it.records).filter(|it| it.request);
        let templates = listed_for.filter_map(|it| it.user_principal_name.as_ref()).map(|name| (None, name));
        let mut loose: Vec<Stored<'a>> = listed
            .chain(mentioned)
            .chain(asked)
            .chain(templates)
            .filter(|(_, name)| crate::name::ObjectId::parse(&name.value).is_none())
            .map(|(record, name)| judge(name, None, record))
            .collect();
        let key = |it: &Stored<'_>| (it.parts.is_none(), frame.order.key(it.name.mark));
        sort(&mut loose, &|a, b| key(a).cmp(&key(b)));
        it.loose = loose.into_iter().next();
    }
}

/// Corruption sits also in an address or an external ID of Maptician's record.
fn other_fields(stored: &mut Stored<'_>, record: &ScimUser, frame: &Frame<'_>) {
    let mut look = |value: &Seen<Text>, field: &'static str| {
        let (parts, certain) = take_apart(&value.value, frame);
        if let Some(parts) = parts
            && (certain || stored.parts.is_some())
            && !stored.fields.contains(&field)
        {
            stored.fields.push(field);
            if stored.parts.is_none() {
                stored.parts = Some(parts);
                stored.certain = certain;
            }
        }
    };
    for it in &record.emails {
        look(it, "emails.value");
    }
    if let Some(it) = &record.external_id {
        look(it, "externalId");
    }
    if let Some(it) = &record.display_name {
        look(it, "displayName");
    }
}

/// Takes a name apart, and says whether the digits are certainly an object ID: they form a version-4 UUID, or equal an
/// object ID of the material, or what remains is the name in another record.
pub fn take_apart(name: &str, frame: &Frame<'_>) -> (Option<Parts>, bool) {
    frame.known.take_apart(name).map_or((None, false), |(it, certain)| (Some(parts(&it)), certain))
}

fn parts(it: &Prefixed<'_>) -> Parts {
    Parts {
        object_id: it.layers[0],
        layers: it.layers.len() as u32,
        inner: it.layers.get(1).copied(),
        rest: it.rest.to_string(),
        dashed: it.dashed,
    }
}
