//! Columns and members by their names, however they are spelled.

use std::rc::Rc;

use scim_checkup_ground::{
    names::is_separator,
    row::{Node, Object, is_name},
};

pub use scim_checkup_ground::names::letters;

/// Whether two names are one: case, blanks, dots, underscores and hyphens make no difference.
///
/// `userPrincipalName`, `User principal name` and `UserPrincipalName` are one column in three exports.
pub fn same_name(one: &str, other: &str) -> bool {
    // Most names differ in their first letter, and this is asked for every label of every row.
    let first = |it: &str| it.as_bytes().first().map(u8::to_ascii_lowercase);
    first(one) == first(other) && letters(one).eq(letters(other)) || starts_odd(one, other)
}

/// Separators in front are rare, and then the first letter says nothing.
fn starts_odd(one: &str, other: &str) -> bool {
    let odd = |it: &str| it.as_bytes().first().is_some_and(|it| is_separator(*it));
    (odd(one) || odd(other)) && letters(one).eq(letters(other))
}

/// Whether an object has a member or a table a column of that name, with whatever value.
pub fn has_member(object: &Object<'_>, label: &str) -> bool {
    object.members.iter().any(|(name, _)| same_name(name, label))
}

/// The first of several columns that has a non-blank scalar, and its name as the format spells it.
pub fn cell<'o, 'a>(
    object: &'o Object<'a>,
    labels: &'static [&'static str],
) -> Option<(&'o Node<'a>, &'static str)> {
    // In a table, which columns have these names is known since its first row.
    let table = object.table.filter(|it| it.columns() == object.members.len());
    let candidates = match table {
        Some(table) => table.places((labels.as_ptr().addr(), labels.len()), || candidates(object, labels)),
        None => candidates(object, labels),
    };
    candidates.iter().find_map(|(column, label)| {
        let node = &object.members[usize::from(*column)].1;
        node.text().map(|_| (node, labels[usize::from(*label)]))
    })
}

/// The members that have one of these names, as they stand, then those that are spelled alike; of equals the last first.
fn candidates(object: &Object<'_>, labels: &[&str]) -> Rc<[(u16, u16)]> {
    let mut found = Vec::new();
    for is in [is_name, same_name] {
        for (at, label) in labels.iter().enumerate() {
            let columns = object.members.iter().enumerate().rev().filter(|(_, (name, _))| is(name, label));
            found.extend(columns.map(|(column, _)| (column as u16, at as u16)));
        }
    }
    found.into()
}

/// A yes or no as exports, spreadsheets and people write it, in the languages of spreadsheets met so far.
pub fn flag_of(node: &Node<'_>) -> Option<bool> {
    if let Some(flag) = node.flag() {
        return Some(flag);
    }
    let text = node.text()?;
    let is = |words: &[&str]| words.iter().any(|it| text.eq_ignore_ascii_case(it));
    if is(&["1", "active", "enabled", "y", "wahr", "ja", "vrai", "oui", "verdadero", "vero"]) {
        Some(true)
    } else if is(&["0", "inactive", "disabled", "deactivated", "n", "falsch", "nein", "faux", "non", "falso"])
    {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn spelling_makes_no_difference() {
        for name in ["User principal name", "userPrincipalName", "USER_PRINCIPAL.NAME", "user-principal-name"]
        {
            assert!(same_name(name, "userPrincipalName"), "{name}");
        }
        assert!(!same_name("user", "userName"));
        assert!(!same_name("", "userName"));
    }
}
