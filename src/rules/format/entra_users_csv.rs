//! Exports of users: Entra's *Download users*, the Microsoft 365 admin centre, the *All users* grid, bulk templates.

use scim_checkup_ground::row::Row;

use crate::record::{ListingKind, Record};

use super::{Format, Found, account, column::cell};

pub const FORMAT: Format = Format {
    name: "entra-users-table",
    entry: "Entra user",
    entries: "Entra users",
    listing: Some(ListingKind::Directory),
    wanted: account::LABELS,
    columns: &[
        &["userPrincipalName", "displayName"],
        &["userPrincipalName", "id"],
        &["userPrincipalName", "objectId"],
        &["userPrincipalName", "accountEnabled"],
        &["userPrincipalName", "mail"],
        &["userPrincipalName", "Block credential"],
        &["objectId", "accountEnabled"],
        &["objectId", "Block credential"],
        &[DELETE_TEMPLATE],
        &[RESTORE_TEMPLATE],
        &[DELETE_TEMPLATE, CREATE_TEMPLATE],
    ],
    marks: |_, _| false,
    read,
    #[cfg(test)]
    sample: "userPrincipalName,displayName,id,accountEnabled,createdDateTime\n\
        mira@contoso.com,Mira Lund,1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10,True,9/4/2023 7:15:20 AM",
};

/// Source: Microsoft Entra, *Bulk delete users*, *Bulk restore deleted users*, *Bulk create users*.
const DELETE_TEMPLATE: &str = "User name [userPrincipalName] Required";
const RESTORE_TEMPLATE: &str = "Object ID [objectId] Required";
const CREATE_TEMPLATE: &str = "Name [displayName] Required";

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let Some((node, label)) = cell(&row.fields, &[DELETE_TEMPLATE, RESTORE_TEMPLATE]) else {
        return account::read(&row.fields, row.place, found);
    };
    // The template comes with a row `Example: chris@contoso.com`.
    let is_example =
        node.text().is_some_and(|it| it.get(..8).is_some_and(|it| it.eq_ignore_ascii_case("example:")));
    if !is_example && let Some(account) = account::requested(node, label, found) {
        found.push(Record::Account(account));
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        format::rows_for_tests::table,
        record::{Account, Deletion, Record},
    };

    fn account(csv: &str) -> Account {
        match table(csv).as_slice() {
            [Record::Account(it)] => it.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn block_credential_is_the_inverse() {
        let it = account(
            "Display name;User principal name;Object Id;Block credential;Soft deletion time stamp;Proxy addresses\n\
            =Mira;mira@contoso.com;1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10;WAHR;2026-06-25 16:20:08Z;\
            SMTP:mira+x@contoso.com+smtp:m@contoso.com",
        );
        assert!(!it.account_enabled.unwrap().value);
        assert_eq!(&*it.display_name.unwrap().value, "=Mira");
        assert!(
            matches!(it.deletion, Deletion::Soft(Some(at)) if at.mark.field == "Soft deletion time stamp")
        );
        let addresses: Vec<_> = it.proxy_addresses.iter().map(|it| &*it.value).collect();
        assert_eq!(addresses, ["mira+x@contoso.com", "m@contoso.com"]);
        assert_eq!(it.user_principal_name.unwrap().mark.field, "User principal name");
    }

    #[test]
    fn service_dates_are_month_first_and_others_must_show_it() {
        let created = |date: &str| {
            account(&format!("userPrincipalName,displayName,createdDateTime\na@contoso.com,A,{date}"))
                .created_at
        };
        assert_eq!(created("9/4/2023 7:15:20 AM").unwrap().value.to_string(), "2023-09-04T07:15:20Z");
        assert_eq!(created("9/4/2023 07:15"), None);
    }

    #[test]
    fn grid_and_templates() {
        let it = account(
            "Display name,User principal name,User type,On-premises sync,Account enabled\n\
            Hugo,hugo@contoso.com,Guest,Yes,No",
        );
        assert_eq!(it.account_enabled.map(|it| it.value), Some(false));
        assert_eq!(it.on_premises_synced.map(|it| it.value), Some(true));
        assert_eq!(it.guest.map(|it| it.value), Some(true));
        let it = account("User name [userPrincipalName] Required\nhugo@contoso.com");
        assert!(it.request && it.user_principal_name.is_some());
        assert!(table("User name [userPrincipalName] Required\nExample: chris@contoso.com").is_empty());
        let it = account("Object ID [objectId] Required\n1f0c2a4e-7b31-4d52-9c66-0a8d5e3b7f10");
        assert!(it.request && it.object_id.is_some());
    }
}
