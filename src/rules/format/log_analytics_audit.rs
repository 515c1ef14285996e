//! Log Analytics, the table `AuditLogs`, after a query that chose values inside its nested columns.
//!
//! Such a column is named after the way to its value, `TargetResources_0_id`. The values are put back where they came
//! from, and the reader of the whole table does the rest.
//! Source: Kusto Query Language, *project operator* (how it names columns); Azure Monitor, *AuditLogs*.

use std::borrow::Cow;

use scim_checkup_ground::row::{Node, Object, Row, Value};

use crate::record::ListingKind;

use super::{Format, Found, log_analytics};

pub const FORMAT: Format = Format {
    name: "log-analytics-audit",
    entry: "Log Analytics entry",
    entries: "Log Analytics entries",
    listing: Some(ListingKind::Log),
    wanted: &[],
    columns: &[
        &["OperationName", "TargetResources_0_id"],
        &["OperationName", "TargetResources_0_userPrincipalName"],
        &["ActivityDisplayName", "TargetResources_0_id"],
        &["ActivityDisplayName", "TargetResources_0_userPrincipalName"],
    ],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "TimeGenerated [UTC],OperationName,Result,InitiatedBy_user_userPrincipalName,InitiatedBy_app_displayName,\
        TargetResources_0_id,TargetResources_0_userPrincipalName\n\
        2026-03-03T15:02:45.85Z,Delete user,success,,HR Leavers,1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10,\
        1f0c2a4e7b314d529c660a8d5e3b7f10mira@contoso.com",
};

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let mut entry = Node { value: Value::Null, place: row.place };
    for (name, cell) in &row.fields.members {
        put(&mut entry, &mut name.split('_'), cell);
    }
    if let Value::Object(fields) = entry.value {
        (log_analytics::FORMAT.read)(&Row { fields, ..*row }, found);
    }
}

/// Puts a cell where the parts of its name lead: a digit is a place in a list, anything else a member. A column that was
/// chosen whole stays whole.
fn put<'a>(within: &mut Node<'a>, way: &mut dyn Iterator<Item = &'a str>, cell: &Node<'a>) {
    let Some(part) = way.next() else {
        *within = cell.clone();
        return;
    };
    let nothing = || Node { value: Value::Null, place: cell.place };
    let place = match part.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(usize::from(digit - b'0')),
        _ => None,
    };
    if matches!(within.value, Value::Null) {
        within.value = match place {
            Some(_) => Value::List(Vec::new()),
            None => Value::Object(Object::default()),
        };
    }
    let inner = match (&mut within.value, place) {
        (Value::List(list), Some(place)) => {
            while list.len() <= place {
                list.push(nothing());
            }
            &mut list[place]
        }
        (Value::Object(object), None) => {
            let members = &mut object.members;
            let at = members.iter().position(|it| it.0 == part).unwrap_or_else(|| {
                members.push((Cow::Borrowed(part), nothing()));
                members.len() - 1
            });
            &mut members[at].1
        }
        _ => return,
    };
    put(inner, way, cell);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::rows_for_tests::{read_table, table, table_remarks},
        record::{Activity, AuditEntry, Record},
    };

    fn audit(csv: &str) -> AuditEntry {
        match table(csv).as_slice() {
            [Record::Audit(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn puts_the_values_back() {
        let it = audit(FORMAT.sample);
        assert_eq!(it.activity.value, Activity::Delete);
        assert_eq!(it.at.unwrap().value.to_string(), "2026-03-03T15:02:45Z");
        assert_eq!(it.object_id.unwrap().value.to_string(), "1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10");
        let by = it.by.unwrap().value;
        assert!(by.application && &*by.name == "HR Leavers");
        let by = audit(&FORMAT.sample.replace("success,,", "success,admin@contoso.com,")).by.unwrap().value;
        assert!(!by.application && &*by.name == "admin@contoso.com");
    }

    #[test]
    fn lists_in_lists() {
        let it = audit(
            "TimeGenerated,ActivityDisplayName,TargetResources_0_id,TargetResources_1_userPrincipalName,\
            TargetResources_1_modifiedProperties_0_displayName,TargetResources_1_modifiedProperties_0_newValue\n\
            2026-03-03T15:02:45Z,Update user,9,mira@contoso.com,AccountEnabled,[false]",
        );
        assert_eq!(&*it.user_principal_name.unwrap().value, "mira@contoso.com");
        assert_eq!(it.account_enabled.map(|it| it.value), Some(false));
    }

    #[test]
    fn a_column_chosen_whole_stays() {
        for columns in ["TargetResources;TargetResources_0_id", "TargetResources_0_id;TargetResources"] {
            let mut cells = [r#"{"id":"1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10","type":"User"}"#, "x"];
            if !columns.ends_with("id") {
                cells.reverse();
            }
            let csv = format!("OperationName;{columns}\nDelete user;{}", cells.join(";"));
            assert!(audit(&csv).object_id.is_some());
        }
    }

    #[test]
    fn columns_about_nobody_are_not_claimed() {
        let csv = "TimeGenerated,OperationName,Result,TargetResources_0_displayName\n2026-03-03,Delete user,success,Mira";
        assert!(!read_table(csv, None).records.iter().any(|it| it.0 == FORMAT.name));
        assert_eq!(table_remarks(csv).len(), 1);
    }
}
