//! "Where do I get that?", by the question one has.

use crate::{copy::copy_line, state::Action, ui::Ui};

/// Which users there are: without a selection Graph and PowerShell leave out what matters.
const USERS: &str =
    "GET /v1.0/users?$select=id,displayName,userPrincipalName,mail,accountEnabled,onPremisesSyncEnabled";
const USERS_BY_POWERSHELL: &str = "$p = 'Id', 'DisplayName', 'UserPrincipalName', 'Mail', 'AccountEnabled'
Get-MgUser -All -Property $p | Select-Object $p | Export-Csv users.csv";

/// Who is deleted and since when.
const DELETED: &str = "GET /v1.0/directory/deletedItems/microsoft.graph.user?$select=id,displayName,userPrincipalName,mail,deletedDateTime";
const DELETED_BY_POWERSHELL: &str = "$p = 'Id', 'DisplayName', 'UserPrincipalName', 'DeletedDateTime'
Get-MgDirectoryDeletedItemAsUser -All -Property $p | Select-Object $p | Export-Csv deleted.csv";

/// The log of the last 30 days; one user's by the ID.
const LOG: &str = "GET /v1.0/auditLogs/provisioning?$filter=sourceIdentity/id eq '{object ID}'";
const LOG_BY_POWERSHELL: &str =
    "Get-MgAuditLogProvisioning -All | ConvertTo-Json -Depth 10 | Out-File log.json";

/// Maptician's own list.
const LISTING: &str = "GET /scim/v2/Users";

// Paths, names and queries as the Entra admin centre, Microsoft Graph and Maptician's provisioning article have them.
pub fn sources(ui: &mut Ui) {
    ui.with("aside", &[("class", "sources"), ("aria-labelledby", "sources")], |ui| {
        ui.with("h2", &[("id", "sources")], |ui| ui.text("Where do I get that?"));
        ui.say("p", "note", "Begin with your question.");
        ui.fold("row", "Which users are affected?", "2 exports", |ui| {
            from(
                ui,
                "From Entra",
                "Users > All users > Download users > Start. Clear the filters first: the file holds only what the list \
                 shows.",
            );
            queries(ui, USERS, USERS_BY_POWERSHELL);
            from(ui, "From Maptician", "The SCIM listing, with the address and token of your setup:");
            copy_line(ui, LISTING, "the request");
        });
        ui.fold("row", "Why does this one fail?", "1 log", |ui| {
            ui.say(
                "p",
                "",
                "Entra ID > Enterprise apps > Maptician > Provisioning logs. Find the user, open the newest entry and \
                 copy what it shows, or choose Download > JSON for the whole log.",
            );
            queries(ui, LOG, LOG_BY_POWERSHELL);
        });
        ui.fold("row", "Whom do we pay for?", "1 list", |ui| {
            ui.say("p", "", "Active users count. Maptician support can send you the list; whoever has the address and token of your setup can ask for it:");
            copy_line(ui, LISTING, "the request");
            ui.say("p", "", "A table with an e-mail and an active column will do as well.");
        });
        ui.fold("row", "Can a deleted user come back?", "1 page", |ui| {
            ui.say(
                "p",
                "",
                "Users > Deleted users shows everybody deleted in the last 30 days. Choose the user and copy what it \
                 shows, the object ID and the deletion date above all.",
            );
            queries(ui, DELETED, DELETED_BY_POWERSHELL);
        });
        ui.fold("row", "What has changed since?", "2 days", |ui| {
            ui.say("p", "", "Give what you have of both days, and choose Compare with this in the row of the earlier one.");
        });
        ui.say("h3", "", "No paste, only a question?");
        ui.button("link", "What would happen if…", Action::AskGuide("season".into()));
        ui.tag("p", "note", |ui| {
            ui.text("On another identity provider, or stuck? Ask ");
            ui.contact();
            ui.text(".");
        });
    });
}

fn from(ui: &mut Ui, side: &str, way: &str) {
    ui.say("h4", "", side);
    ui.say("p", "", way);
}

/// The same for whoever has a shell open.
fn queries(ui: &mut Ui, graph: &str, powershell: &str) {
    ui.say("p", "", "Or with Microsoft Graph, or PowerShell:");
    copy_line(ui, graph, "the query");
    copy_line(ui, powershell, "the command");
}
