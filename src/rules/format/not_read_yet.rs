//! Material that is recognised and not read: said in one sentence, and never misread as something else.

use scim_checkup_ground::{
    find::{Words, find},
    row::{Node, Object, Row, Value},
    signature::NoText,
};

use crate::record::RemarkKind;

use super::{
    Format, Found,
    pattern::{Pattern, pattern},
};

pub const FORMAT: Format = Format {
    name: "not-read-yet",
    entry: "entry that is not read",
    entries: "entries that are not read",
    listing: None,
    wanted: &[&["sourceIdentity", "targetResources"]],
    columns: &[],
    marks: |object, _| lacks_nested_parts(object),
    read,
    #[cfg(test)]
    sample: r#"{"id": "1", "targetResources": "Microsoft.Graph.PowerShell.Models.MicrosoftGraphTargetResource"}"#,
};

const NESTED_PARTS_MISSING: &str =
    "PowerShell output without the nested parts (ConvertTo-Json -Depth 10 keeps them)";

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    found.remark(row.place, RemarkKind::NotReadYet, NESTED_PARTS_MISSING);
}

fn lacks_nested_parts(object: &Object<'_>) -> bool {
    ["sourceIdentity", "targetResources"].iter().any(|it| object.get(it).is_some_and(is_type_name))
}

/// The name of a type in place of a nested part: what `Format-List` prints of it, and `ConvertTo-Json` below its depth.
fn is_type_name(node: &Node<'_>) -> bool {
    let node = node.list().first().unwrap_or(node);
    matches!(node.value, Value::Unread)
        || node.text().is_some_and(|it| it.starts_with("Microsoft.Graph.PowerShell.Models."))
}

/// What a file without text is called.
pub fn what(file: NoText) -> &'static str {
    match file {
        NoText::Picture => "a picture",
        NoText::Pdf => "a PDF",
        NoText::Office => "an Excel workbook or another Office file",
        NoText::Archive => "a compressed archive",
    }
}

/// A console's list of properties that no format knows, and the ruler under a table of that kind.
static OUTPUT: Pattern = pattern!(
    r"(?m)^(?:UserPrincipalName|ObjectId|AccountEnabled|[Aa]ctivityDateTime|activityDisplayName|SignInName"
    r"|DeletedDateTime) +:.*$",
    r"(?m)^[ -]*-- [ -]*$",
);

/// What a paragraph is, where it is a console's output and not somebody's words.
pub fn in_text(text: &str) -> Option<&'static str> {
    // The rare bytes first: most paragraphs have neither.
    if find(text.as_bytes(), b"--").is_none() && find(text.as_bytes(), b" :").is_none() {
        return None;
    }
    let is_property = |it: &&str| it.has(" : ") || it.trim_end().ends_with(" :");
    OUTPUT.find_iter(text).find_map(|it| match it.which {
        0 => (text.lines().filter(is_property).count() >= 2).then_some("PowerShell output as a list"),
        _ => Some("PowerShell output as a table"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::remarks;

    #[test]
    fn says_what_it_is() {
        assert_eq!(remarks(FORMAT.sample), [NESTED_PARTS_MISSING]);
        assert_eq!(
            in_text("DisplayName       : Mira\nUserPrincipalName : m@x.com"),
            Some("PowerShell output as a list")
        );
        assert_eq!(in_text("Id  Mail\n--  ----\n1   m@x.com"), Some("PowerShell output as a table"));
        assert_eq!(in_text("Hello,\nUPN : m@x.com is gone -- really"), None);
    }
}
