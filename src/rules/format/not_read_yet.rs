//! Material that is recognised and not read: said in one sentence, and never misread as something else.

use crate::{
    record::RemarkKind,
    row::{Node, Object, Page, Row, Value},
};

use super::{
    Format, Found,
    column::has_member,
    pattern::{Pattern, pattern},
};

pub const FORMAT: Format = Format {
    name: "not-read-yet",
    entry: "entry that is not read",
    entries: "entries that are not read",
    listing: None,
    wanted: &[&[
        "AADTenantId",
        "TimeGenerated",
        "ProvisioningAction",
        "ResultSignature",
        "TargetResources",
        "columns",
        "rows",
        "key",
        "value",
        "log",
        "entries",
        "creator",
        "Type",
        "SourceIdentity",
    ]],
    columns: &[
        &["TimeGenerated [UTC]", "ChangeId"],
        &["TimeGenerated [UTC]", "ResultType"],
        &["TimeGenerated [UTC]", "SourceIdentity"],
        &["TimeGenerated [UTC]", "TargetResources"],
        &["TimeGenerated [UTC]", "OperationName"],
        &["TimeGenerated", "ProvisioningAction"],
        &["TimeGenerated", "SourceIdentity"],
        &["TimeGenerated", "TargetResources"],
        &["AADTenantId", "ChangeId"],
        &["Activity", "Target1ObjectId"],
        &["Activity", "Target1UserPrincipalName"],
        &["Activity", "Target1Type"],
        &["Activity", "ActorUserPrincipalName"],
    ],
    marks: |object: &Object<'_>, page: &Page| of_object(object, page).is_some(),
    read,
    #[cfg(test)]
    sample: r#"{"TimeGenerated": "2026-03-14T07:23:47.869547Z", "ResultType": "Skipped", "ProvisioningAction": "other",
        "SourceIdentity": "{\"Id\":\"b028a46a-0000-4000-8000-000000000008\"}"}"#,
};

const LOG_ANALYTICS: &str = "a Log Analytics export of the provisioning log";
const LOG_ANALYTICS_AUDIT: &str = "a Log Analytics export of the audit log";
const NESTED_PARTS_MISSING: &str =
    "PowerShell output without the nested parts (ConvertTo-Json -Depth 10 keeps them)";
const AUDIT_CSV: &str = "the audit log's CSV file";

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let what = if row.shape.has_columns() { of_table(&row.fields) } else { of_object(&row.fields, row.page) };
    found.remark(row.place, RemarkKind::NotReadYet, what.unwrap_or(LOG_ANALYTICS));
}

fn of_table(row: &Object<'_>) -> Option<&'static str> {
    let has = |column: &str| has_member(row, column);
    if has("Activity") {
        Some(AUDIT_CSV)
    } else if has("TargetResources") {
        Some(LOG_ANALYTICS_AUDIT)
    } else {
        None
    }
}

/// In Log Analytics the nested columns are JSON inside text; everywhere else they are objects.
fn of_object(object: &Object<'_>, page: &Page) -> Option<&'static str> {
    let is_text = |name| object.get(name).is_some_and(|it| it.text().is_some());
    if ["sourceIdentity", "targetResources"].iter().any(|it| object.get(it).is_some_and(is_type_name)) {
        return Some(NESTED_PARTS_MISSING);
    }
    let is_list = |name| object.get(name).is_some_and(|it| !it.list().is_empty());
    if object.has("AADTenantId") && object.has("TargetResources")
        || object.has("TimeGenerated") && is_text("TargetResources")
    {
        Some(LOG_ANALYTICS_AUDIT)
    } else if object.has("AADTenantId")
        || object.has("TimeGenerated") && (is_text("ProvisioningAction") || is_text("SourceIdentity"))
        || is_list("columns") && object.has("rows")
    {
        Some(LOG_ANALYTICS)
    } else if is_on_demand(object, page) {
        Some("the answer of Provision on demand")
    } else if object.get("log").and_then(Node::object).is_some_and(|it| it.has("entries"))
        || object.has("entries") && object.has("creator")
    {
        Some("a HAR recording of a browser")
    } else {
        None
    }
}

/// The name of a type in place of a nested part: what `Format-List` prints of it, and `ConvertTo-Json` below its depth.
fn is_type_name(node: &Node<'_>) -> bool {
    let node = node.list().first().unwrap_or(node);
    matches!(node.value, Value::Unread)
        || node.text().is_some_and(|it| it.starts_with("Microsoft.Graph.PowerShell.Models."))
}

fn is_on_demand(object: &Object<'_>, page: &Page) -> bool {
    let (Some(_), Some(value)) = (object.text("key"), object.text("value")) else { return false };
    value.contains("provisioningSteps")
        || page.get("@odata.context").is_some_and(|it| it.contains("stringKeyStringValuePair"))
}

/// A console's list of properties that no format knows, and the ruler under a table of that kind.
static OUTPUT: Pattern = pattern!(
    r"(?m)^(?:UserPrincipalName|ObjectId|AccountEnabled|[Aa]ctivityDateTime|activityDisplayName|SignInName"
    r"|DeletedDateTime) +:.*$",
    r"(?m)^[ -]*-- [ -]*$",
);

/// What a paragraph is, where it is a console's output and not somebody's words.
pub fn in_text(text: &str) -> Option<&'static str> {
    let is_property = |it: &&str| it.contains(" : ") || it.trim_end().ends_with(" :");
    OUTPUT.find_iter(text).find_map(|it| match it.which {
        0 => (text.lines().filter(is_property).count() >= 2).then_some("PowerShell output as a list"),
        _ => Some("PowerShell output as a table"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{remarks, table_remarks};

    #[test]
    fn says_what_it_is() {
        assert_eq!(remarks(FORMAT.sample), [LOG_ANALYTICS]);
        assert_eq!(table_remarks("\"TimeGenerated [UTC]\",ResultType,ChangeId\n1,2,3"), [LOG_ANALYTICS]);
        assert_eq!(table_remarks("Date (UTC),Activity,Target1Type,Target1ObjectId\n1,2,3,4"), [AUDIT_CSV]);
        assert_eq!(
            remarks(r#"{"key": "{}", "value": "{\"provisioningSteps\":[]}"}"#),
            ["the answer of Provision on demand"]
        );
        assert_eq!(
            in_text("DisplayName       : Mira\nUserPrincipalName : m@x.com"),
            Some("PowerShell output as a list")
        );
        assert_eq!(in_text("Id  Mail\n--  ----\n1   m@x.com"), Some("PowerShell output as a table"));
        assert_eq!(in_text("Hello,\nUPN : m@x.com is gone -- really"), None);
    }
}
