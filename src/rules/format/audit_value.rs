//! The values of modified properties in the audit log.

use scim_checkup_ground::row::Node;

/// Values are JSON in a string, in several dialects: `"[true]"`, `"[\"Member\"]"`, `"\"False\""`, `"[]"`; collectors
/// unwrap them to lists.
pub fn unwrapped<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let text = node.text().or_else(|| node.list().first()?.text())?;
    let text = text.trim_matches(['[', ']', '"', '\\', ' ', '\r', '\n', '\t']);
    (!text.is_empty() && !text.eq_ignore_ascii_case("null")).then_some(text)
}
