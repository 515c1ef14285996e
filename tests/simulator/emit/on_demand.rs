//! The answer of *Provision on demand*: one entry, as JSON within two strings.
//!
//! Source: Microsoft Graph, *synchronizationJob: provisionOnDemand*.

use serde_json::{Value, json};

use super::{Document, Material, log};
use crate::simulator::{clock, service::Entry, tenant::Tenant};

/// The latest answer about a person that somebody may still have.
pub fn answer(tenant: &Tenant, material: &mut Material, person: usize) {
    let of_person =
        |it: &&usize| tenant.directory.accounts[tenant.service.entries[**it].account].person == person;
    let Some(at) = tenant.service.on_demand.iter().rfind(of_person) else { return };
    let it = &tenant.service.entries[*at];
    let answer = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair",
        "key": key(it).to_string(),
        "value": value(tenant, it).to_string(),
    });
    let text = serde_json::to_string_pretty(&answer).unwrap_or_default();
    material.documents.push(Document::new("on-demand.json", text));
    material.shown.entries.insert(*at);
}

fn capital(word: &str) -> String {
    let mut word = word.to_string();
    word[..1].make_ascii_uppercase();
    word
}

fn key(it: &Entry) -> Value {
    let (code, reason) = it.error.as_ref().map_or(("", ""), |it| (it.0, &*it.1));
    let skip = it.steps.iter().flat_map(|it| &it.details).find(|it| it.0 == "SkipReason");
    json!({
        "result": capital(it.status),
        "details": {"errorCode": skip.map_or(code, |it| &it.1), "errorMessage": reason},
    })
}

fn value(tenant: &Tenant, it: &Entry) -> Value {
    let at = clock::iso_in_full(it.at);
    let settings = &tenant.service.settings;
    let id = &tenant.directory.accounts[it.account].id;
    let steps = it.steps.iter().map(|it| {
        json!({
            "name": it.name,
            "type": capital(it.kind),
            "status": capital(it.status),
            "description": it.description,
            "timestamp": at,
            "details": log::details(it),
        })
    });
    let status = match &it.error {
        Some((code, reason)) => json!({
            "status": capital(it.status),
            "errorCode": code,
            "reason": reason,
            "additionalDetails": null,
            "errorCategory": "nonServiceFailure",
            "recommendedAction": null,
        }),
        None => json!({"status": capital(it.status)}),
    };
    json!({
        "action": capital(it.action),
        "changeId": it.change_id,
        "cycleId": it.cycle_id,
        "startTime": at,
        "endTime": at,
        "initiatedBy": {"id": "", "name": "", "type": ""},
        "jobId": settings.job_id,
        "modifiedProperties": log::modified(it),
        "provisioningSteps": steps.collect::<Vec<_>>(),
        "reportableIdentifier": it.source_name,
        "servicePrincipal": {"id": settings.principal_id, "name": "Maptician"},
        "sourceIdentity": {
            "id": id,
            "type": "User",
            "name": it.source_display,
            "details": {"id": id, "odatatype": "User", "DisplayName": it.source_display, "UserPrincipalName": it.source_name},
        },
        "sourceSystem": {"id": "5ebca961-f2f4-4826-8f4d-e7377f334722", "name": "Microsoft Entra ID", "details": {}},
        "statusInfo": status,
        "targetIdentity": {"id": it.target_id, "type": "User", "name": it.target_name, "details": {}},
        "targetSystem": {"id": "5d17ed27-b1a3-44ff-8d28-fb15c1f0b7bc", "name": "Maptician", "details": {}},
        "tenantId": settings.tenant_id,
    })
}
