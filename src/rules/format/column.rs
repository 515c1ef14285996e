//! Columns and members by their names, however they are spelled.

use scim_checkup_ground::names::is_separator;

use crate::row::{Node, Object};

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
pub fn cell<'o, 'a>(object: &'o Object<'a>, labels: &[&'static str]) -> Option<(&'o Node<'a>, &'static str)> {
    let exact =
        |label: &'static str| object.get(label).filter(|it| it.text().is_some()).map(|it| (it, label));
    let alike = |label: &'static str| {
        let mut named = object.members.iter().rev().filter(|(name, _)| same_name(name, label));
        named.find(|(_, node)| node.text().is_some()).map(|(_, node)| (node, label))
    };
    labels.iter().find_map(|it| exact(it)).or_else(|| labels.iter().find_map(|it| alike(it)))
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
