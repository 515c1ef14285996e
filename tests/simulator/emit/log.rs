//! The provisioning log, in the forms in which it leaves Microsoft.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::{Document, Material, Part, row};
use crate::simulator::{
    chance::Chance,
    clock::{self, Moment},
    service::{Entry, Step},
    tenant::Tenant,
};

pub fn entries(tenant: &Tenant, material: &mut Material, part: Part, since: Moment, chance: &mut Chance) {
    let all = &tenant.service.entries;
    let mut chosen: Vec<usize> = (0..all.len())
        .filter(|it| all[*it].at >= since)
        .filter(|it| match part {
            Part::Of(person) => tenant.directory.accounts[all[*it].account].person == person,
            Part::Failures => all[*it].status == "failure",
            Part::Page | Part::Everything => true,
        })
        .collect();
    chosen.sort_by_key(|it| Reverse((all[*it].at, *it)));
    if part == Part::Page {
        chosen.truncate(chosen.len().div_ceil(2));
    }
    if chosen.is_empty() {
        return;
    }
    let of = |write: fn(&Tenant, &Entry) -> Value| {
        chosen.iter().map(|it| write(tenant, &all[*it])).collect::<Vec<_>>()
    };
    match chance.below(5) {
        0 => {
            let mut page = json!({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#auditLogs/provisioning"});
            if part == Part::Page {
                page["@odata.nextLink"] =
                    json!("https://graph.microsoft.com/v1.0/auditLogs/provisioning?$skiptoken=RFNw");
            }
            page["value"] = json!(of(graph));
            material.documents.push(Document::new("provisioning.json", page.to_string()));
        }
        1 => material.documents.push(Document::new("ProvisioningLogs.json", json!(of(graph)).to_string())),
        2 => {
            let lines: Vec<String> = of(stream).iter().map(|it| it.to_string() + "\r\n").collect();
            material.documents.push(Document::new("PT1H.json", lines.concat()));
        }
        3 => {
            let rows: Vec<String> = chosen.iter().map(|it| analytics(tenant, &all[*it])).collect();
            let header = row(&[
                "TimeGenerated [UTC]",
                "ResultType",
                "ResultSignature",
                "ResultDescription",
                "ProvisioningAction",
                "SourceIdentity",
                "TargetIdentity",
                "ProvisioningStatusInfo",
                "ProvisioningSteps",
                "ModifiedProperties",
                "JobId",
                "ChangeId",
                "Id",
            ]);
            material.documents.push(Document::new("query_data.csv", header + &rows.concat()));
        }
        _ => {
            let texts = three_files(tenant, chosen.iter().map(|it| &all[*it]));
            let names = [
                "ProvisioningLogs.csv",
                "ProvisioningLogs_ProvisioningSteps.csv",
                "ProvisioningLogs_ModifiedProperties.csv",
            ];
            for (name, text) in names.into_iter().zip(texts) {
                material.documents.push(Document::new(name, text));
            }
        }
    }
    material.shown.entries.extend(chosen);
}

fn target_kind() -> &'static str {
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
}

fn description(tenant: &Tenant, step: &Step) -> String {
    step.description.replace("Maptician", tenant.service.settings.application)
}

pub(super) fn details(step: &Step) -> Value {
    Value::Object(
        step.details.iter().map(|(key, value)| ((*key).to_string(), json!(value))).collect::<Map<_, _>>(),
    )
}

pub(super) fn modified(it: &Entry) -> Value {
    let property = |(name, old, new): &(String, Option<String>, String)| json!({"displayName": name, "oldValue": old, "newValue": new});
    it.modified.iter().map(property).collect()
}

fn error(it: &Entry) -> Value {
    it.error.as_ref().map_or(Value::Null, |(code, reason)| {
        json!({
            "errorCode": code,
            "reason": reason,
            "additionalDetails": null,
            "errorCategory": "nonServiceFailure",
            "recommendedAction": null,
        })
    })
}

/// As Graph and the portal's JSON have it.
fn graph(tenant: &Tenant, it: &Entry) -> Value {
    let settings = &tenant.service.settings;
    let id = &tenant.directory.accounts[it.account].id;
    let step = |it: &Step| {
        json!({
            "name": it.name,
            "provisioningStepType": it.kind,
            "status": it.status,
            "description": description(tenant, it),
            "details": details(it),
        })
    };
    json!({
        "id": it.id,
        "activityDateTime": clock::iso(it.at),
        "tenantId": settings.tenant_id,
        "jobId": settings.job_id,
        "cycleId": it.cycle_id,
        "changeId": it.change_id,
        "provisioningAction": it.action,
        "durationInMilliseconds": 910,
        "servicePrincipal": {"id": settings.principal_id, "displayName": settings.application},
        "sourceSystem": {"id": "5ebca961-f2f4-4826-8f4d-e7377f334722", "displayName": "Microsoft Entra ID", "details": {}},
        "targetSystem": {"id": "5d17ed27-b1a3-44ff-8d28-fb15c1f0b7bc", "displayName": settings.application, "details": {
            "ServicePrincipalId": settings.principal_id,
            "ServicePrincipalDisplayName": settings.application,
        }},
        "initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
        "sourceIdentity": {"id": id, "displayName": it.source_display, "identityType": "User", "details": {
            "id": id,
            "odatatype": "User",
            "DisplayName": it.source_display,
            "UserPrincipalName": it.source_name,
        }},
        "targetIdentity": {
            "id": it.target_id,
            "displayName": it.target_name,
            "identityType": target_kind(),
            "details": {},
        },
        "provisioningStatusInfo": {"status": it.status, "errorInformation": error(it)},
        "provisioningSteps": it.steps.iter().map(step).collect::<Vec<_>>(),
        "modifiedProperties": modified(it),
    })
}

/// As storage accounts and event hubs have it: other names, and numbers for words.
fn stream(tenant: &Tenant, it: &Entry) -> Value {
    let settings = &tenant.service.settings;
    let status = |it: &str| ["success", "failure", "skipped"].iter().position(|word| *word == it);
    let kind = |it: &str| {
        ["import", "scoping", "matching", "processing", "reference", "export"]
            .iter()
            .position(|word| *word == it)
    };
    let step = |it: &Step| {
        json!({
            "name": it.name,
            "provisioningStepType": kind(it.kind),
            "status": status(it.status),
            "description": description(tenant, it),
            "details": details(it),
        })
    };
    let mut action = it.action.to_string();
    action[..1].make_ascii_uppercase();
    let mut result = it.status.to_string();
    result[..1].make_ascii_uppercase();
    json!({
        "time": clock::iso_in_full(it.at),
        "resourceId": format!("/tenants/{}/providers/Microsoft.aadiam", settings.tenant_id),
        "operationName": "Provisioning activity",
        "operationVersion": "1.0",
        "category": "ProvisioningLogs",
        "tenantId": settings.tenant_id,
        "resultType": result,
        "resultSignature": it.error.as_ref().map_or("", |it| it.0),
        "resultDescription": it.error.as_ref().map_or("", |it| &it.1),
        "durationMs": 910,
        "correlationId": it.change_id,
        "Level": 4,
        "properties": {
            "id": it.id,
            "activityDateTime": clock::iso_in_full(it.at),
            "tenantId": settings.tenant_id,
            "jobId": settings.job_id,
            "cycleId": it.cycle_id,
            "changeId": it.change_id,
            "action": action,
            "provisioningAction": it.action,
            "servicePrincipal": {"Id": settings.principal_id, "Name": settings.application},
            "sourceSystem": {"details": {}, "Id": "5ebca961-f2f4-4826-8f4d-e7377f334722", "Name": "Microsoft Entra ID"},
            "targetSystem": {"details": {}, "Id": "5d17ed27-b1a3-44ff-8d28-fb15c1f0b7bc", "Name": settings.application},
            "initiatedBy": {"Type": "system", "Id": "", "Name": "Azure AD Provisioning Service"},
            "sourceIdentity": source(tenant, it),
            "targetIdentity": target(it),
            "provisioningStatusInfo": {"Status": it.status, "errorInformation": error(it)},
            "statusInfo": {"Status": status(it.status)},
            "provisioningSteps": it.steps.iter().map(step).collect::<Vec<_>>(),
            "modifiedProperties": modified(it),
        },
    })
}

fn source(tenant: &Tenant, it: &Entry) -> Value {
    let id = &tenant.directory.accounts[it.account].id;
    json!({
        "identityType": "User",
        "details": {
            "id": id,
            "odatatype": "User",
            "DisplayName": it.source_display,
            "UserPrincipalName": it.source_name,
        },
        "Id": id,
        "Name": it.source_display,
    })
}

fn target(it: &Entry) -> Value {
    json!({"identityType": target_kind(), "details": {}, "Id": it.target_id, "Name": it.target_name})
}

/// As a Log Analytics query is exported: JSON in the cells.
fn analytics(tenant: &Tenant, it: &Entry) -> String {
    let entry = stream(tenant, it);
    let result = entry["resultType"].as_str().unwrap_or_default();
    let part = |name: &str| entry["properties"][name].to_string();
    row(&[
        &clock::analytics(it.at),
        result,
        it.error.as_ref().map_or("", |it| it.0),
        it.error.as_ref().map_or("", |it| &it.1),
        it.action,
        &part("sourceIdentity"),
        &part("targetIdentity"),
        &part("provisioningStatusInfo"),
        &part("provisioningSteps"),
        &part("modifiedProperties"),
        &tenant.service.settings.job_id,
        &it.change_id,
        &it.id,
    ])
}

/// The portal's CSV: entries, their steps, and what was modified, joined by the change ID.
fn three_files<'a>(tenant: &Tenant, entries: impl Iterator<Item = &'a Entry>) -> [String; 3] {
    let settings = &tenant.service.settings;
    let mut files = [
        row(&[
            "id",
            "activityDateTime",
            "tenantId",
            "jobId",
            "cycleId",
            "changeId",
            "provisioningAction",
            "targetSystemDisplayName",
            "sourceIdentityId",
            "sourceIdentityDisplayName",
            "sourceIdentityType",
            "targetIdentityId",
            "targetIdentityDisplayName",
            "status",
            "errorCode",
            "reason",
        ]),
        row(&["changeId", "name", "provisioningStepType", "status", "description", "details"]),
        row(&["changeId", "displayName", "oldValue", "newValue"]),
    ];
    for it in entries {
        files[0] += &row(&[
            &it.id,
            &clock::iso(it.at),
            &settings.tenant_id,
            &settings.job_id,
            &it.cycle_id,
            &it.change_id,
            it.action,
            settings.application,
            &tenant.directory.accounts[it.account].id,
            &it.source_display,
            "User",
            &it.target_id,
            &it.target_name,
            it.status,
            it.error.as_ref().map_or("", |it| it.0),
            it.error.as_ref().map_or("", |it| &it.1),
        ]);
        for step in &it.steps {
            files[1] += &row(&[
                &it.change_id,
                step.name,
                step.kind,
                step.status,
                &description(tenant, step),
                &details(step).to_string(),
            ]);
        }
        for (name, old, new) in &it.modified {
            files[2] += &row(&[&it.change_id, name, old.as_deref().unwrap_or_default(), new]);
        }
    }
    files
}
