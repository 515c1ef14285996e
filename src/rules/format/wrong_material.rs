//! Logs and lists that do not answer the question: sign-ins, group members, Purview's audit.

use scim_checkup_ground::row::{Object, Page, Row};

use crate::record::RemarkKind;

use super::{Format, Found, column::has_member};

pub const FORMAT: Format = Format {
    name: "wrong-material",
    entry: "entry of another log",
    entries: "entries of another log",
    listing: None,
    wanted: &[&[
        "appDisplayName",
        "clientAppUsed",
        "conditionalAccessStatus",
        "groupTypes",
        "securityEnabled",
        "AuditData",
    ]],
    columns: &[
        SIGN_IN,
        &["Username", "Client app"],
        &["CreatedDateTime", "AppDisplayName"],
        &["Date (UTC)", "Client app"],
        // Log Analytics: SigninLogs.
        &["TimeGenerated [UTC]", "AppDisplayName"],
        &["TimeGenerated", "AppDisplayName"],
        &["Date (UTC)", "Username", "Application"],
        GROUP_MEMBERS,
        &["id", "displayName", "objectType"],
        PURVIEW,
        &["AuditData", "Operations"],
    ],
    marks: |object: &Object<'_>, _: &Page| is_sign_in(object) || is_group(object) || object.has("AuditData"),
    read,
    #[cfg(test)]
    sample: r#"{"id": "1", "userPrincipalName": "mira@contoso.com", "appDisplayName": "Teams", "clientAppUsed":
        "Browser", "conditionalAccessStatus": "notApplied"}"#,
};

const SIGN_IN: &[&str] = &["Client app", "Request ID"];
const GROUP_MEMBERS: &[&str] = &["userPrincipalName", "objectType"];
const PURVIEW: &[&str] = &["AuditData", "CreationDate"];

fn is_sign_in(object: &Object<'_>) -> bool {
    object.has("appDisplayName") && (object.has("clientAppUsed") || object.has("conditionalAccessStatus"))
}

/// Source: Microsoft Graph, *group resource type*.
fn is_group(object: &Object<'_>) -> bool {
    object.has("groupTypes") && object.has("securityEnabled")
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let has = |column: &str| has_member(&row.fields, column);
    let what = if has("AuditData") {
        "a Purview audit log"
    } else if row.shape.has_columns() && has("objectType") {
        "a list of group members"
    } else if is_group(&row.fields) {
        "a list of groups"
    } else {
        "a sign-in log"
    };
    found.remark(row.place, RemarkKind::WrongMaterial, what);
}

#[cfg(test)]
mod tests {
    use crate::format::rows_for_tests::table_remarks;

    #[test]
    fn tells_which_it_is() {
        assert_eq!(
            table_remarks("Date (UTC),Request ID,Username,Client app\n2026,1,m@x.com,B"),
            ["a sign-in log"]
        );
        assert_eq!(
            table_remarks("id,userPrincipalName,displayName,objectType\n1,m@x.com,M,user"),
            ["a list of group members"]
        );
    }
}
