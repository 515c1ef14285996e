//! Material that is recognised and not read: said in one sentence, and never misread as something else.

use crate::{record::RemarkKind, row::Row};

use super::{
    Format, Found,
    pattern::{Pattern, pattern},
};

pub const FORMAT: Format = Format {
    name: "not-read-yet",
    entry: "entry that is not read",
    entries: "entries that are not read",
    listing: None,
    wanted: &[],
    columns: &[&["Target attribute name", "Modified target attribute value"]],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "Target attribute name,Modified target attribute value\nactive,False",
};

const ON_DEMAND_PAGE: &str = "the Provision on demand page, copied as text";
const PANE: &str = "a details pane of the provisioning log, copied as text";

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    found.remark(row.place, RemarkKind::NotReadYet, PANE);
}

/// Labels of the portal's panes about one entry of the log, which stand in nobody's words. The panes are told and not
/// read; the service's sentences in them are.
const PANE_LABELS: &[&str] = &[
    "Provisioning log details",
    "Activity Details: Audit log",
    "ReportableIdentifier",
    "INITIATED BY (ACTOR)",
    "CORRELATIONID",
    "Troubleshooting & Recommendations",
    "Source ID",
    "Target ID",
    "Change ID",
    "Cycle ID",
    "Job ID",
];

/// The steps of a pane, with their number or without it.
const PANE_STEPS: &[&str] =
    &["Import user", "Determine if user is in scope", "Match user between source and target system"];

fn is_pane_line(line: &str) -> bool {
    let step = line.strip_prefix(['1', '2', '3', '4']).and_then(|it| it.strip_prefix(". ")).unwrap_or(line);
    let cells = |first| line.strip_prefix(first).is_some_and(|it| it.starts_with('\t'));
    PANE_LABELS.iter().any(|it| line.eq_ignore_ascii_case(it))
        || PANE_STEPS.iter().any(|it| step.eq_ignore_ascii_case(it))
        || cells("SkipReason")
        || cells("Steps") && line.contains("\tModified Properties")
        || line
            .split('\t')
            .skip(1)
            .any(|it| it.get(1..).is_some_and(|it| it.starts_with(". Match user between ")))
        || line.split_once(" |").is_some_and(|it| it.0.trim_end().eq_ignore_ascii_case("Error code"))
}

/// Whether a paragraph is a part of such a pane.
pub fn is_pane(text: &str) -> bool {
    pane(text).is_some()
}

/// What such a pane is.
pub fn pane(text: &str) -> Option<&'static str> {
    text.lines().map(str::trim).find_map(|line| {
        if line.eq_ignore_ascii_case("Provision on demand") {
            Some(ON_DEMAND_PAGE)
        } else {
            is_pane_line(line).then_some(PANE)
        }
    })
}

/// A console's list of properties, the ruler under a console's table, a label of the Deleted users page.
static OUTPUT: Pattern = pattern!(
    r"(?m)^(?:UserPrincipalName|ObjectId|AccountEnabled|[Aa]ctivityDateTime|activityDisplayName|SignInName"
    r"|DeletedDateTime) +:.*$",
    r"(?m)^[ -]*-- [ -]*$",
    r"(?m)^[ \t]*(?i-u:Original user principal name|Permanent deletion date time)[ \t\r]*$",
);

/// What a paragraph is, where it is a console's output or a page's labels and not somebody's words.
pub fn in_text(text: &str) -> Option<&'static str> {
    let is_property = |it: &&str| it.contains(" : ") || it.trim_end().ends_with(" :");
    OUTPUT.find_iter(text).find_map(|it| match it.which {
        0 => (text.lines().filter(is_property).count() >= 2).then_some("PowerShell output as a list"),
        1 => Some("PowerShell output as a table"),
        _ => Some("the Deleted users page, copied as text"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::table_remarks;

    #[test]
    fn says_what_it_is() {
        assert_eq!(
            table_remarks("Target attribute name,Modified target attribute value\nactive,False"),
            [PANE]
        );
        assert_eq!(
            in_text("DisplayName       : Mira\nUserPrincipalName : m@x.com"),
            Some("PowerShell output as a list")
        );
        assert_eq!(in_text("Id  Mail\n--  ----\n1   m@x.com"), Some("PowerShell output as a table"));
        assert_eq!(pane("Source ID\n1\nUPN : m@x.com\n"), Some(PANE));
        assert_eq!(pane("1. Import user\t3. Match user between source and target system"), Some(PANE));
        assert_eq!(pane("Error Code      | EntryConflict\nWeb Response | {}"), Some(PANE));
        assert_eq!(pane("Provision on demand\nUser: Mira"), Some(ON_DEMAND_PAGE));
        assert_eq!(pane("the source ID of m@x.com"), None);
        assert_eq!(in_text("Hello,\nUPN : m@x.com is gone -- really"), None);
    }
}
