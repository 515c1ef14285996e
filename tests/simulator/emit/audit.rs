//! The directory's audit log.

use serde_json::{Value, json};

use super::{Document, Material, Part, directory::page, row};
use crate::simulator::{
    chance::Chance,
    clock::{self, Moment},
    entra::{Account, Audit},
    service::Settings,
    tenant::Tenant,
};

/// Newest first.
pub fn entries(tenant: &Tenant, material: &mut Material, part: Part, since: Moment, chance: &mut Chance) {
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
        let mut value: Vec<Value> = entries().map(|it| graph_audit(tenant, it)).collect();
        if part == Part::Everything {
            value.extend(group_audits(tenant, since));
        }
        Document::new("audits.json", page("auditLogs/directoryAudits", value, part, false))
    } else {
        Document::new(&format!("AuditLogs_{}.csv", clock::day(tenant.now)), audit_csv(tenant, entries()))
    };
    material.documents.push(document);
    // A membership says nothing of the application.
    chosen.retain(|it| !all[*it].activity.contains("group"));
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
    let targets = match application_of(&tenant.service.settings, it, account) {
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
        None if it.activity.contains("group") => {
            let id = tenant.directory.group.as_ref().map(|it| &it.id);
            json!([user, {
                "id": id,
                "displayName": null,
                "type": "Group",
                "userPrincipalName": null,
                "groupType": "azureAD",
                "modifiedProperties": [],
            }])
        }
        None => json!([user]),
    };
    json!({
        "id": it.id,
        "category": if it.activity.contains("group") { "GroupManagement" } else { "UserManagement" },
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

/// The group gets the application or loses it: of which users that is said is not in the entry.
fn group_audits(tenant: &Tenant, since: Moment) -> Vec<Value> {
    let Some(group) = &tenant.directory.group else { return Vec::new() };
    let turns = group.turns.iter().filter(|it| it.0 >= since);
    turns
        .map(|(at, assigned)| {
            let (activity, operation) = if *assigned {
                ("Add app role assignment to group", "Assign")
            } else {
                ("Remove app role assignment from group", "Unassign")
            };
            let principal = &tenant.service.settings.principal_id;
            let target = |id: &str, kind: &str, name: &str| {
                json!({"id": id, "displayName": name, "type": kind, "userPrincipalName": null, "modifiedProperties": []})
            };
            json!({
                "id": format!("Directory_{}_G", clock::iso(*at)),
                "category": "UserManagement",
                "result": "success",
                "activityDisplayName": activity,
                "activityDateTime": clock::iso_in_full(*at),
                "loggedByService": "Core Directory",
                "operationType": operation,
                "initiatedBy": {"app": null, "user": {
                    "id": "9bbed7f0-a22c-4978-94a8-31dd0ed935c2",
                    "userPrincipalName": format!("priya.admin@{}", tenant.directory.domain),
                }},
                "targetResources": [
                    target(principal, "ServicePrincipal", "Maptician"),
                    target(&group.id, "Group", "Maptician users"),
                ],
                "additionalDetails": [],
            })
        })
        .collect()
}

/// Of an assignment the application is the first target, and names the user among its properties.
fn application_of<'a>(
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
        if let Some((id, properties)) = application_of(&tenant.service.settings, it, account) {
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
