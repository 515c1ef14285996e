//! A user of Entra's directory, under the names of Graph, PowerShell, the admin centres and their exports.

use scim_checkup_ground::{
    find::Words,
    row::{Node, Object, Place, Value},
};

use crate::{
    name::{ObjectId, bare_address, is_address},
    record::{Account, Deletion, Record, Seen, Text},
    time::{DayOrder, Time},
};

use super::{
    Found,
    column::{cell, same_name},
};

/// So many digits of an object ID in front of a name are no accident.
const TELLING: usize = 8;

/// Every name under which something of a user is read.
pub const LABELS: &[&[&str]] = &[
    OBJECT_ID,
    USER_PRINCIPAL_NAME,
    MAIL,
    PROXY_ADDRESSES,
    DISPLAY_NAME,
    GIVEN_NAME,
    FAMILY_NAME,
    ACCOUNT_ENABLED,
    BLOCKED,
    DELETED,
    CREATED,
    SYNCED,
    USER_TYPE,
];

const OBJECT_ID: &[&str] = &["id", "objectId", "Object Id"];
/// MSOnline prints the name a second time.
const USER_PRINCIPAL_NAME: &[&str] = &["userPrincipalName", "User principal name", "SignInName"];
const MAIL: &[&str] = &["mail"];
const PROXY_ADDRESSES: &[&str] = &["proxyAddresses", "Proxy addresses"];
const DISPLAY_NAME: &[&str] = &["displayName", "Display name", "Name"];
const GIVEN_NAME: &[&str] = &["givenName", "First name"];
const FAMILY_NAME: &[&str] = &["surname", "Last name"];
const ACCOUNT_ENABLED: &[&str] = &["accountEnabled", "Account enabled"];
/// The inverse of `accountEnabled`.
const BLOCKED: &[&str] = &["Block credential", "BlockCredential"];
/// The last three are the page's, as published and as people write them down.
const DELETED: &[&str] = &[
    "deletedDateTime",
    "Soft deletion time stamp",
    "SoftDeletionTimestamp",
    "Deleted date time",
    "Deletion date",
    "Deleted date",
];
const CREATED: &[&str] = &["createdDateTime", "When created", "WhenCreated"];
const SYNCED: &[&str] = &["onPremisesSyncEnabled", "directorySynced", "DirSyncEnabled", "On-premises sync"];
const USER_TYPE: &[&str] = &["userType", "User type"];

/// Whether what stands under a label is the opposite of what it was read as.
pub fn says_the_opposite(label: &str) -> bool {
    BLOCKED.contains(&label)
}

/// Reads one user and hands it over; what names nobody is left out.
pub fn read(object: &Object<'_>, place: Place, found: &mut Found<'_>) {
    if let Some(account) = account(object, place, found) {
        found.push(Record::Account(account));
    }
}

/// One user; `None`: the object names nobody.
pub fn account(object: &Object<'_>, place: Place, found: &mut Found<'_>) -> Option<Account> {
    let text = |labels, found: &Found<'_>| {
        cell(object, labels).and_then(|(node, label)| found.text(Some(node), label))
    };
    let flag = |labels, found: &Found<'_>| {
        cell(object, labels).and_then(|(node, label)| found.flag(Some(node), label))
    };
    let object_id = cell(object, OBJECT_ID).and_then(|(node, label)| found.object_id(Some(node), label));
    let user_principal_name = cell(object, USER_PRINCIPAL_NAME)
        .and_then(|(node, label)| found.user_principal_name(Some(node), label));
    let mail = text(MAIL, found).filter(|it| is_address(&it.value));
    let proxy_addresses = proxy_addresses(object, found);
    if object_id.is_none() && user_principal_name.is_none() && mail.is_none() && proxy_addresses.is_empty() {
        return None;
    }
    let deletion = match deletion(object, object_id.as_ref(), user_principal_name.as_ref(), found) {
        Deletion::NotShown if user_principal_name.is_none() => cut_name(object, object_id.as_ref())?,
        shown => shown,
    };
    let deletion = match deletion {
        Deletion::NotShown if found.lists_deleted() => Deletion::Soft(None),
        shown => shown,
    };
    let account_enabled =
        flag(ACCOUNT_ENABLED, found).or_else(|| flag(BLOCKED, found).map(|it| Seen::new(!it.value, it.mark)));
    // With a blank the ID was put together from two halves, and so was the record.
    let id = cell(object, OBJECT_ID).and_then(|(node, _)| node.text());
    let is_halved = id.is_some_and(|it| it.has_byte(b' '));
    let is_told =
        object_id.is_some() && user_principal_name.is_some() && matches!(deletion, Deletion::Soft(Some(_)));
    let mark = object_id.as_ref().map(|it| it.mark).or(user_principal_name.as_ref().map(|it| it.mark));
    Some(Account {
        mark: mark.unwrap_or_else(|| found.mark(place, "")),
        deletion,
        display_name: text(DISPLAY_NAME, found),
        given_name: text(GIVEN_NAME, found),
        family_name: text(FAMILY_NAME, found),
        account_enabled,
        created_at: date(object, CREATED, found),
        on_premises_synced: flag(SYNCED, found),
        guest: cell(object, USER_TYPE).and_then(|(node, label)| guest(node, label, found)),
        request: false,
        torn: (found.in_torn() || is_halved) && !is_told,
        object_id,
        user_principal_name,
        mail,
        proxy_addresses,
    })
}

/// A deleted user has a date of deletion, or bears its own object ID before its name: a listing of deleted users
/// says in no other way what it is (Graph gives it the context of live ones), unless the request stands before it.
fn deletion(
    object: &Object<'_>,
    object_id: Option<&Seen<ObjectId>>,
    name: Option<&Seen<Text>>,
    found: &mut Found<'_>,
) -> Deletion {
    if let Some(reason) = object.at(&["@removed", "reason"]).and_then(Node::text) {
        // Graph's delta: "changed" can be restored, "deleted" cannot.
        return if reason.eq_ignore_ascii_case("deleted") { Deletion::Hard } else { Deletion::Soft(None) };
    }
    let wrapped = |it: &str| object.get(it).is_some_and(|it| it.object().is_some());
    if cell(object, DELETED).is_some() || DELETED.iter().any(|it| wrapped(it)) {
        return Deletion::Soft(date(object, DELETED, found));
    }
    let own_prefix = object_id.zip(name).is_some_and(|(id, name)| {
        let digits = id.value.digits();
        name.value.len() > 32 && name.value.get(..32).is_some_and(|it| it.eq_ignore_ascii_case(&digits))
    });
    if own_prefix || found.in_bin() { Deletion::Soft(None) } else { Deletion::NotShown }
}

/// What the beginning of a name that a console cut shows: that of a deleted user begins with the account's own digits.
/// `None`: too little of it is left to tell, and a deleted user must not be taken for a live one.
fn cut_name(object: &Object<'_>, object_id: Option<&Seen<ObjectId>>) -> Option<Deletion> {
    let cut = object.members.iter().find_map(|(name, node)| match node.value {
        Value::Cut(text) if USER_PRINCIPAL_NAME.iter().any(|it| same_name(name, it)) => Some(text),
        _ => None,
    });
    let Some(text) = cut else { return Some(Deletion::NotShown) };
    let digits = object_id.map(|it| it.value.digits());
    let own = |at: usize, byte: u8| match &digits {
        Some(digits) => digits.as_bytes().get(at).is_some_and(|it| it.eq_ignore_ascii_case(&byte)),
        None => at < 32 && byte.is_ascii_hexdigit(),
    };
    let n_own = text.bytes().enumerate().take_while(|(at, byte)| own(*at, *byte)).count();
    if digits.is_some() && n_own >= TELLING {
        Some(Deletion::Soft(None))
    } else if n_own >= TELLING || n_own == text.len() {
        None
    } else {
        Some(Deletion::NotShown)
    }
}

/// A date: the services export US dates with AM and PM whatever the browser's language; a console's and others must show
/// their order.
fn date(object: &Object<'_>, labels: &'static [&'static str], found: &mut Found<'_>) -> Option<Seen<Time>> {
    let wrapped =
        labels.iter().find_map(|it| object.get(it).filter(|it| it.object().is_some()).map(|at| (at, *it)));
    let (node, label) = cell(object, labels).or(wrapped)?;
    let twelve_hours = node.text().is_some_and(|it| {
        let end = it.len().saturating_sub(2);
        it.get(end..).is_some_and(|it| it.eq_ignore_ascii_case("AM") || it.eq_ignore_ascii_case("PM"))
    });
    let is_us = twelve_hours && !found.is_console();
    found.time(Some(node), label, if is_us { DayOrder::MonthFirst } else { DayOrder::Unknown })
}

fn guest(node: &Node<'_>, label: &'static str, found: &Found<'_>) -> Option<Seen<bool>> {
    let text = node.text()?;
    let guest = text.eq_ignore_ascii_case("Guest");
    (guest || text.eq_ignore_ascii_case("Member")).then(|| found.seen(guest, node.place, label))
}

/// A JSON list, or one cell joined by `+` (Microsoft 365), `;` or `,`.
fn proxy_addresses(object: &Object<'_>, found: &Found<'_>) -> Vec<Seen<Text>> {
    let address = |text: &str, node: &Node<'_>, label| {
        let text = bare_address(text);
        let place = node.place.of_part(node.text()?, text);
        text.has_byte(b'@').then(|| found.seen(text.into(), place, label))
    };
    for label in PROXY_ADDRESSES {
        if let Some(Value::List(list)) = object.get(label).map(|it| &it.value) {
            return list.iter().filter_map(|it| address(it.text()?, it, label)).collect();
        }
    }
    let Some((node, label)) = cell(object, PROXY_ADDRESSES) else { return Vec::new() };
    let text = node.text().unwrap_or_default();
    addresses(text).filter_map(|it| address(it, node, label)).collect()
}

/// A `+` joins addresses only where another one starts: `ada+desk@contoso.com` has one of its own.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let joins = |at: usize| match rest.as_bytes()[at] {
            b';' | b',' => true,
            b'+' => rest[at + 1..].split([':', '@']).next().is_some_and(|it| {
                ["smtp", "sip", "x500", "spo", "eum"].iter().any(|kind| it.eq_ignore_ascii_case(kind))
            }),
            _ => false,
        };
        let end = memchr::memchr3_iter(b'+', b';', b',', rest.as_bytes()).find(|it| joins(*it));
        let (one, after) = end.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        rest = after;
        Some(one.trim())
    })
}

/// A name in a request says whom it means and shows no state.
pub fn requested(node: &Node<'_>, label: &'static str, found: &Found<'_>) -> Option<Account> {
    let object_id = found.object_id(Some(node), label);
    let name = found.text(Some(node), label).filter(|_| object_id.is_none());
    Some(Account {
        mark: found.mark(node.place, label),
        user_principal_name: name,
        object_id,
        mail: None,
        proxy_addresses: Vec::new(),
        display_name: None,
        given_name: None,
        family_name: None,
        account_enabled: None,
        deletion: Deletion::NotShown,
        created_at: None,
        on_premises_synced: None,
        guest: None,
        request: true,
        torn: false,
    })
}
