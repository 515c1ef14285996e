//! Commands ready to paste: the same act in Microsoft Graph and in Microsoft Graph PowerShell.
//!
//! Names and values of the material can be anything, so each is quoted for the place it stands in. An object ID needs
//! no quoting, and is used wherever it is known. Sources: Microsoft Graph, *Use query parameters* (apostrophes are
//! doubled) and *Get user* (what a path must encode); PowerShell documentation, issue 11405: the typographic quotes end
//! a single-quoted string as well.

use crate::{
    name::ObjectId,
    report::{Command, Shell},
};

const GRAPH: &str = "https://graph.microsoft.com/v1.0";

/// Finds the account among the live users.
pub fn look_up_live(id: ObjectId) -> Vec<Command> {
    let select = "id,displayName,userPrincipalName,mail,accountEnabled,onPremisesSyncEnabled";
    pair(
        format!("GET {GRAPH}/users?$filter=id eq '{id}'&$select={select}"),
        format!(
            "Get-MgUser -Filter \"id eq '{id}'\" -Property Id,DisplayName,UserPrincipalName,Mail,AccountEnabled,OnPremisesSyncEnabled | Select-Object Id,DisplayName,UserPrincipalName,Mail,AccountEnabled,OnPremisesSyncEnabled"
        ),
        "User.Read.All",
    )
}

/// Finds the account among the deleted users.
pub fn look_up_deleted(id: ObjectId) -> Vec<Command> {
    let select = "id,displayName,userPrincipalName,mail,deletedDateTime";
    pair(
        format!(
            "GET {GRAPH}/directory/deletedItems/microsoft.graph.user?$filter=id eq '{id}'&$select={select}"
        ),
        format!(
            "Get-MgDirectoryDeletedItemAsUser -DirectoryObjectId {id} -Property Id,DisplayName,UserPrincipalName,DeletedDateTime"
        ),
        "User.Read.All",
    )
}

/// Restores a deleted user.
pub fn restore(id: ObjectId) -> Vec<Command> {
    pair(
        format!("POST {GRAPH}/directory/deletedItems/{id}/restore"),
        format!("Restore-MgDirectoryDeletedItem -DirectoryObjectId {id}"),
        "User.DeleteRestore.All",
    )
}

/// Restores a deleted user under another name, because somebody else has the old one.
pub fn restore_as(id: ObjectId, new_name: &str) -> Vec<Command> {
    let Some(in_json) = json_string(new_name) else { return Vec::new() };
    let Some(in_powershell) = powershell_string(new_name) else { return Vec::new() };
    pair(
        format!("POST {GRAPH}/directory/deletedItems/{id}/restore\n{{\"newUserPrincipalName\": {in_json}}}"),
        format!(
            "Invoke-MgGraphRequest -Method POST -Uri '/v1.0/directory/deletedItems/{id}/restore' -Body @{{newUserPrincipalName={in_powershell}}}"
        ),
        "User.DeleteRestore.All",
    )
}

/// Blocks or allows sign-in: within a cycle Maptician sets the user inactive, or active again.
pub fn switch(id: ObjectId, enabled: bool) -> Vec<Command> {
    pair(
        format!("PATCH {GRAPH}/users/{id}\n{{\"accountEnabled\": {enabled}}}"),
        format!("Update-MgUser -UserId {id} -AccountEnabled:${enabled}"),
        "User.EnableDisableAccount.All, User.Read.All",
    )
}

/// The newest provisioning log entries of one user.
pub fn provisioning_log(id: ObjectId) -> Vec<Command> {
    pair(
        format!("GET {GRAPH}/auditLogs/provisioning?$filter=sourceIdentity/id eq '{id}'"),
        format!(
            "Get-MgAuditLogProvisioning -All -Filter \"sourceIdentity/id eq '{id}'\" | ConvertTo-Json -Depth 10"
        ),
        "AuditLog.Read.All, Directory.Read.All",
    )
}

/// Finds a live user by name.
pub fn look_up_name(name: &str) -> Vec<Command> {
    let (Some(literal), Some(encoded)) =
        (odata_string(name), odata_string(name).map(|it| percent_encode(&it)))
    else {
        return Vec::new();
    };
    let Some(filter) = powershell_string(&format!("userPrincipalName eq {literal}")) else {
        return Vec::new();
    };
    let select = "id,displayName,userPrincipalName,mail,accountEnabled,onPremisesSyncEnabled";
    pair(
        format!("GET {GRAPH}/users?$filter=userPrincipalName%20eq%20{encoded}&$select={select}"),
        format!("Get-MgUser -Filter {filter} -Property Id,DisplayName,UserPrincipalName,Mail,AccountEnabled"),
        "User.Read.All",
    )
}

/// Everybody who is assigned to the application.
pub fn assignments() -> Vec<Command> {
    pair(
        format!("GET {GRAPH}/servicePrincipals?$filter=displayName eq 'Maptician'\nGET {GRAPH}/servicePrincipals/{{id from the answer}}/appRoleAssignedTo?$top=999"),
        "$sp = (Get-MgServicePrincipal -Filter \"displayName eq 'Maptician'\").Id\nGet-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $sp -All".to_string(),
        "Application.Read.All",
    )
}

/// The state of the provisioning job.
pub fn job_state() -> Vec<Command> {
    pair(
        format!("GET {GRAPH}/servicePrincipals?$filter=displayName eq 'Maptician'\nGET {GRAPH}/servicePrincipals/{{id from the answer}}/synchronization/jobs"),
        "$sp = (Get-MgServicePrincipal -Filter \"displayName eq 'Maptician'\").Id\nGet-MgServicePrincipalSynchronizationJob -ServicePrincipalId $sp | ConvertTo-Json -Depth 10".to_string(),
        "Synchronization.Read.All",
    )
}

fn pair(graph: String, powershell: String, permission: &str) -> Vec<Command> {
    vec![
        Command { shell: Shell::Graph, text: graph, permission: permission.to_string() },
        Command { shell: Shell::Powershell, text: powershell, permission: permission.to_string() },
    ]
}

/// A value with a control character or a line break stands in no command: a shell could read more than a value.
fn harmless(value: &str) -> bool {
    !value.chars().any(|it| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}'))
}

/// `'…'` as OData wants it: apostrophes doubled.
fn odata_string(value: &str) -> Option<String> {
    harmless(value).then(|| format!("'{}'", value.replace('\'', "''")))
}

/// `'…'` as PowerShell wants it: each of the five quotes that end such a string is doubled, nothing else is special.
pub fn powershell_string(value: &str) -> Option<String> {
    harmless(value).then(|| {
        let mut quoted = String::from("'");
        for it in value.chars() {
            if matches!(it, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
                quoted.push(it);
            }
            quoted.push(it);
        }
        quoted.push('\'');
        quoted
    })
}

fn json_string(value: &str) -> Option<String> {
    harmless(value).then(|| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Everything but letters, digits and `-._~@`, byte by byte.
fn percent_encode(value: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(commands: &[Command], shell: Shell) -> &str {
        commands.iter().find(|it| it.shell == shell).map_or("", |it| &it.text)
    }

    #[test]
    fn a_name_is_never_more_than_a_value() {
        let commands = look_up_name("o'brien’s; $(rm)#EXT#@contoso.com");
        assert_eq!(
            text(&commands, Shell::Powershell).split(" -Property").next(),
            Some("Get-MgUser -Filter 'userPrincipalName eq ''o''''brien’’s; $(rm)#EXT#@contoso.com'''")
        );
        let graph = text(&commands, Shell::Graph);
        assert!(
            graph.contains("%27o%27%27brien%E2%80%99s%3B%20%24%28rm%29%23EXT%23@contoso.com%27"),
            "{graph}"
        );
        assert!(look_up_name("a\nb@contoso.com").is_empty());
    }

    #[test]
    fn restoring_under_another_name_quotes_it_for_each_shell() {
        let id = ObjectId::parse("7c9e6679-f401-4c2b-a1d3-e5f60718293a").unwrap();
        let commands = restore_as(id, "o'brien2@contoso.com");
        assert!(
            text(&commands, Shell::Graph).ends_with("\n{\"newUserPrincipalName\": \"o'brien2@contoso.com\"}")
        );
        assert!(
            text(&commands, Shell::Powershell).ends_with("@{newUserPrincipalName='o''brien2@contoso.com'}")
        );
    }
}
