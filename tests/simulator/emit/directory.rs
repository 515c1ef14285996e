//! The directory's exports: users, deleted users, assignments, the audit log.

use serde_json::{Value, json};

use super::{Document, Material, Part, row};
use crate::simulator::{
    chance::Chance,
    clock::{self, Moment},
    entra::{Account, Audit},
    service::Settings,
    tenant::Tenant,
};

const GRAPH: &str = "https://graph.microsoft.com/v1.0";

/// What a part of a list of accounts holds.
fn chosen(tenant: &Tenant, part: Part, is: impl Fn(&Account) -> bool) -> Vec<usize> {
    let accounts = &tenant.directory.accounts;
    let all: Vec<usize> = (0..accounts.len()).filter(|it| is(&accounts[*it])).collect();
    match part {
        Part::Of(person) => all.into_iter().filter(|it| accounts[*it].person == person).collect(),
        Part::Page => all[..all.len().div_ceil(2)].to_vec(),
        Part::Everything | Part::Failures => all,
    }
}

/// A Graph page. A count stands only where it was asked for, a link to the next page where there is one.
fn page(context: &str, value: Vec<Value>, part: Part, counted: bool) -> String {
    let mut page = json!({"@odata.context": format!("{GRAPH}/$metadata#{context}")});
    if counted {
        page["@odata.count"] = json!(value.len());
    }
    if part == Part::Page {
        page["@odata.nextLink"] = json!(format!("{GRAPH}/next?$skiptoken=RFNwdAoAAQ"));
    }
    page["value"] = json!(value);
    serde_json::to_string_pretty(&page).unwrap_or_default()
}

pub fn live(tenant: &Tenant, material: &mut Material, part: Part, chance: &mut Chance) {
    let chosen = chosen(tenant, part, |it| it.state.lives());
    let accounts = || chosen.iter().map(|it| &tenant.directory.accounts[*it]);
    let form = chance.below(5);
    let enabled = form != 1;
    let document = match form {
        0 | 1 => {
            let value = accounts().map(|it| graph_user(it, enabled)).collect();
            let context =
                if enabled { "users(id,userPrincipalName,mail,displayName,accountEnabled)" } else { "users" };
            // Everybody, and it shows: the count is met.
            let whole = part == Part::Everything && chance.percent(60);
            material.shown.all_live |= whole && chosen.len() > 1;
            Document::new("users.json", page(context, value, part, whole))
        }
        2 => Document::new(&format!("exportUsers_{}.csv", clock::day(tenant.now)), export_users(accounts())),
        3 => Document::new("users_6_30_2026 12_01_44 PM.csv", admin_center(accounts())),
        _ => {
            let value: Vec<Value> = accounts().map(|it| graph_user(it, true)).collect();
            let mut it = Document::new("users.json", serde_json::to_string(&value).unwrap_or_default());
            it.whole = part == Part::Everything;
            material.shown.all_live |= it.whole;
            it
        }
    };
    material.documents.push(document);
    for it in chosen {
        let shown = material.shown.live.entry(it).or_default();
        *shown |= enabled;
    }
}

fn graph_user(it: &Account, enabled: bool) -> Value {
    let mut user = json!({
        "displayName": it.display,
        "givenName": it.given,
        "mail": it.mail,
        "surname": it.family,
        "userPrincipalName": it.upn(),
        "id": it.id,
    });
    if enabled {
        user["accountEnabled"] = json!(it.state.enabled);
        user["userType"] = json!(if it.guest { "Guest" } else { "Member" });
        user["onPremisesSyncEnabled"] = if it.synced { json!(true) } else { Value::Null };
    }
    user
}

/// The portal's *Download users*, with some of its columns.
fn export_users<'a>(accounts: impl Iterator<Item = &'a Account>) -> String {
    let mut text =
        "\u{feff}userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,accountEnabled,\
                    directorySynced,createdDateTime\r\n"
            .to_string();
    for it in accounts {
        text += &row(&[
            &it.upn(),
            &it.display,
            &it.family,
            &it.mail,
            &it.given,
            &it.id,
            if it.guest { "Guest" } else { "Member" },
            "",
            if it.state.enabled { "True" } else { "False" },
            if it.synced { "True" } else { "" },
            &clock::american(it.created),
        ]);
    }
    text
}

/// The Microsoft 365 admin centre's *Export users*: *Block credential* is the inverse of enabled.
fn admin_center<'a>(accounts: impl Iterator<Item = &'a Account>) -> String {
    let mut text = "\u{feff}Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,Soft \
                    deletion time stamp,Block credential,Licenses,Proxy addresses\r\n"
        .to_string();
    for it in accounts {
        text += &row(&[
            &it.display,
            if it.synced { "True" } else { "False" },
            &it.upn(),
            &it.id,
            &it.given,
            &it.family,
            &clock::spaced(it.created),
            "",
            if it.state.enabled { "False" } else { "True" },
            "Unlicensed",
            &format!("SMTP:{}", it.mail),
        ]);
    }
    text
}

pub fn deleted(tenant: &Tenant, material: &mut Material, part: Part, chance: &mut Chance) {
    let chosen = chosen(tenant, part, |it| it.state.deleted && !it.state.purged);
    let dated = chance.percent(75);
    let whole = part == Part::Everything && chance.percent(60);
    let value = chosen.iter().map(|it| &tenant.directory.accounts[*it]).map(|it| {
        let mut user = graph_user(it, dated);
        if let Some(at) = it.deleted_at.filter(|_| dated) {
            user["deletedDateTime"] = json!(clock::iso(at));
        }
        user
    });
    let text = page("users", value.collect(), part, whole);
    material.documents.push(Document { whole, ..Document::new("deleted.json", text) });
    material.shown.all_deleted |= whole;
    for it in chosen {
        let shown = material.shown.deleted.entry(it).or_default();
        *shown |= dated;
    }
}

pub fn assignments(tenant: &Tenant, material: &mut Material) {
    let principal = &tenant.service.settings.principal_id;
    let chosen = chosen(tenant, Part::Everything, |it| it.state.assigned && it.state.lives());
    let value: Vec<Value> = chosen
        .iter()
        .map(|it| &tenant.directory.accounts[*it])
        .map(|it| {
            json!({
                "id": format!("{}AAA", &it.id[..8]),
                "deletedDateTime": null,
                "appRoleId": "00000000-0000-0000-0000-000000000000",
                "createdDateTime": clock::iso_in_full(it.assigned_at),
                "principalDisplayName": it.display,
                "principalId": it.id,
                "principalType": "User",
                "resourceDisplayName": "Maptician",
                "resourceId": principal,
            })
        })
        .collect();
    let context = format!("servicePrincipals('{principal}')/appRoleAssignedTo");
    material.documents.push(Document {
        whole: true,
        ..Document::new("assignments.json", page(&context, value, Part::Everything, false))
    });
    material.shown.all_assignments = true;
}

/// The directory's audit log, newest first.
pub fn audits(tenant: &Tenant, material: &mut Material, part: Part, since: Moment, chance: &mut Chance) {
    let all = &tenant.directory.audits;
    let mut chosen: Vec<usize> = (0..all.len())
        .filter(|it| all[*it].at >= since)
        .filter(|it| match part {
            Part::Of(person) => tenant.directory.accounts[all[*it].account].person == person,
            _ => true,
        })
        .collect();
    chosen.sort_by_key(|it| std::cmp::Reverse((all[*it].at, *it)));
    if part == Part::Page {
        chosen.truncate(chosen.len().div_ceil(2));
    }
    let entries = || chosen.iter().map(|it| &all[*it]);
    let document = if chance.percent(60) {
        let value = entries().map(|it| graph_audit(tenant, it)).collect();
        Document::new("audits.json", page("auditLogs/directoryAudits", value, part, false))
    } else {
        Document::new(&format!("AuditLogs_{}.csv", clock::day(tenant.now)), audit_csv(tenant, entries()))
    };
    material.documents.push(document);
    material.shown.audits.extend(chosen);
}

fn graph_audit(tenant: &Tenant, it: &Audit) -> Value {
    let account = &tenant.directory.accounts[it.account];
    let property = |(name, old, new): &(&str, Option<String>, Option<String>)| json!({"displayName": name, "oldValue": old, "newValue": new});
    let user = json!({
        "id": account.id,
        "displayName": null,
        "type": "User",
        "userPrincipalName": it.upn,
        "groupType": null,
        "modifiedProperties": it.modified.iter().map(property).collect::<Vec<_>>(),
    });
    let targets = match application(&tenant.service.settings, it, account) {
        Some((id, properties)) => {
            let properties = properties
                .iter()
                .map(|(name, value)| json!({"displayName": name, "oldValue": value, "newValue": null}));
            let application = json!({
                "id": id,
                "displayName": "Maptician",
                "type": "ServicePrincipal",
                "userPrincipalName": null,
                "groupType": null,
                "modifiedProperties": properties.collect::<Vec<_>>(),
            });
            json!([application, user])
        }
        None => json!([user]),
    };
    json!({
        "id": it.id,
        "category": "UserManagement",
        "correlationId": it.correlation,
        "result": "success",
        "resultReason": "",
        "activityDisplayName": it.activity,
        "activityDateTime": clock::iso_in_full(it.at),
        "loggedByService": "Core Directory",
        "operationType": it.operation,
        "initiatedBy": {"app": null, "user": {
            "id": "9bbed7f0-a22c-4978-94a8-31dd0ed935c2",
            "displayName": null,
            "userPrincipalName": format!("priya.admin@{}", tenant.directory.domain),
            "ipAddress": "203.0.113.24",
        }},
        "targetResources": targets,
        "additionalDetails": [{"key": "User-Agent", "value": "Mozilla/5.0"}],
    })
}

/// Of an assignment the application is the first target, and names the user among its properties.
fn application<'a>(
    settings: &'a Settings,
    it: &Audit,
    account: &Account,
) -> Option<(&'a str, [(&'static str, String); 2])> {
    it.activity.contains("app role assignment").then(|| {
        let properties = [
            ("User.ObjectID", format!("\"{}\"", account.id)),
            ("User.UPN", format!("\"{}\"", it.upn.as_deref().unwrap_or_default())),
        ];
        (&*settings.principal_id, properties)
    })
}

/// The portal's CSV: fixed columns for three targets with five properties each.
fn audit_csv<'a>(tenant: &Tenant, entries: impl Iterator<Item = &'a Audit>) -> String {
    let fixed = [
        "Date (UTC)",
        "CorrelationId",
        "Service",
        "Category",
        "Activity",
        "Result",
        "ResultReason",
        "ActorType",
        "ActorDisplayName",
        "ActorObjectId",
        "ActorUserPrincipalName",
        "IPAddress",
    ];
    let mut header: Vec<String> = fixed.iter().map(ToString::to_string).collect();
    for target in 1..=3 {
        header.extend(
            ["Type", "DisplayName", "ObjectId", "UserPrincipalName"].map(|it| format!("Target{target}{it}")),
        );
        for property in 1..=5 {
            header.extend(
                ["Name", "OldValue", "NewValue"]
                    .map(|it| format!("Target{target}ModifiedProperty{property}{it}")),
            );
        }
    }
    let mut text = "\u{feff}".to_string() + &row(&header.iter().map(String::as_str).collect::<Vec<_>>());
    for it in entries {
        let account = &tenant.directory.accounts[it.account];
        let admin = format!("priya.admin@{}", tenant.directory.domain);
        let mut cells: Vec<String> = [
            &*clock::iso_in_full(it.at).replace('Z', "+00:00"),
            &it.correlation,
            "Core Directory",
            "UserManagement",
            it.activity,
            "success",
            "",
            "User",
            "Priya Anand",
            "9bbed7f0-a22c-4978-94a8-31dd0ed935c2",
            &admin,
            "203.0.113.24",
        ]
        .map(str::to_string)
        .to_vec();
        let mut targets = Vec::new();
        if let Some((id, properties)) = application(&tenant.service.settings, it, account) {
            let properties =
                properties.map(|(name, value)| [name.to_string(), value, String::new()]).to_vec();
            targets.push((["ServicePrincipal", "Maptician", id, ""].map(str::to_string), properties));
        }
        let properties = it.modified.iter().map(|(name, old, new)| {
            [name.to_string(), old.clone().unwrap_or_default(), new.clone().unwrap_or_default()]
        });
        let upn = it.upn.as_deref().unwrap_or_default();
        targets.push((["User", "", &account.id, upn].map(str::to_string), properties.collect()));
        for (target, properties) in targets {
            cells.extend(target);
            let properties: Vec<String> = properties.concat();
            let n = properties.len();
            cells.extend(properties);
            cells.extend((n..15).map(|_| String::new()));
        }
        cells.resize(header.len(), String::new());
        text += &row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    text
}
