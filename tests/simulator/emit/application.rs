//! Maptician's exports, the state of the job, and what people copy out of messages.

use serde_json::{Value, json};

use super::{Document, Material, Part, Row, row};
use crate::simulator::{
    chance::Chance,
    clock,
    maptician::{Record, Values},
    service::{Job, Outcome},
    tenant::Tenant,
};

pub fn records(tenant: &Tenant, material: &mut Material, part: Part, chance: &mut Chance) {
    let all = &tenant.maptician.records;
    let there: Vec<usize> = (0..all.len()).filter(|it| all[*it].values.is_some()).collect();
    let chosen: Vec<usize> = match part {
        Part::Of(person) => {
            let owner = |it: &usize| tenant.directory.accounts[all[*it].owner].person;
            there.iter().copied().filter(|it| owner(it) == person).collect()
        }
        Part::Page => there[..there.len().div_ceil(2)].to_vec(),
        Part::Everything | Part::Failures => there.clone(),
    };
    let rows = || chosen.iter().filter_map(|it| Some((&all[*it], all[*it].values.as_ref()?)));
    let form = chance.below(4);
    let shown = Row { name: form < 3, external_id: form < 2 };
    let (document, shows_all) = match form {
        // A filtered list counts what the filter let through, and nothing in it says so: it is not exported here.
        0 | 1 => {
            let total = if part == Part::Page { there.len() } else { chosen.len() };
            let list = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "totalResults": total,
                "startIndex": 1,
                "itemsPerPage": chosen.len(),
                "Resources": rows().map(|(record, values)| scim_user(record, values)).collect::<Vec<_>>(),
            });
            let text = match (part, form) {
                // One record by itself, as it is read by its ID.
                (Part::Of(_), _) => {
                    rows().map(|(record, values)| scim_user(record, values).to_string() + "\n").collect()
                }
                (_, 0) => list.to_string(),
                _ => serde_json::to_string_pretty(&list).unwrap_or_default(),
            };
            (Document::new("scim-users.json", text), part == Part::Everything && there.len() > 1)
        }
        2 => {
            let mut text = row(&[
                "User ID",
                "Email Address",
                "First Name",
                "Last Name",
                "User Name",
                "Employee ID",
                "Active",
            ]);
            for ((_, it), at) in rows().zip(&chosen) {
                let active = if it.active { "Yes" } else { "No" };
                text += &row(&[
                    &(4100 + at).to_string(),
                    &it.email,
                    &it.given,
                    &it.family,
                    &it.user_name,
                    "",
                    active,
                ]);
            }
            (Document::new("occupants.csv", text), false)
        }
        _ => {
            let mut text = row(&["email", "active"]);
            for (_, it) in rows() {
                text += &row(&[&it.email, if it.active { "true" } else { "false" }]);
            }
            (Document { maptician: true, ..Document::new("list.csv", text) }, false)
        }
    };
    let whole = form > 1 && part == Part::Everything && chance.percent(50);
    material.shown.all_records |= whole || shows_all;
    material.documents.push(Document { whole, ..document });
    for it in chosen {
        let old = material.shown.records.entry(it).or_insert(shown);
        old.name |= shown.name;
        old.external_id |= shown.external_id;
    }
}

fn scim_user(record: &Record, it: &Values) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": record.id,
        "externalId": it.external_id,
        "meta": {
            "resourceType": "User",
            "created": clock::iso(record.created),
            "lastModified": clock::iso(record.modified),
        },
        "userName": it.user_name,
        "name": {"formatted": format!("{} {}", it.given, it.family), "familyName": it.family, "givenName": it.given},
        "active": it.active,
        "emails": [{"value": it.email, "type": "work", "primary": true}],
    })
}

/// The synchronization job, as Graph answers.
pub fn job(tenant: &Tenant, material: &mut Material) {
    let settings = &tenant.service.settings;
    let (code, schedule, quarantine) = match tenant.service.job {
        Job::Runs => ("Active", "Active", Value::Null),
        Job::Off => ("Paused", "Disabled", Value::Null),
        Job::Quarantined(reason, since) => (
            "Quarantine",
            "Active",
            json!({
                "currentBegan": clock::iso(since),
                "nextAttempt": clock::iso(tenant.now + clock::HOUR),
                "reason": reason,
                "seriesBegan": clock::iso(since),
                "seriesCount": 1,
                "error": null,
            }),
        ),
    };
    let run = |state: &str| {
        json!({
            "activityIdentifier": "00ec7b2e-a741-40c4-856b-a2b1615144da",
            "countEscrowed": 0,
            "countExported": 1,
            "state": state,
            "error": null,
            "timeBegan": clock::iso(tenant.service.last_run),
            "timeEnded": clock::iso(tenant.service.last_run + clock::MINUTE),
        })
    };
    let job = json!({
        "@odata.context": format!(
            "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('{}')/synchronization/jobs/$entity",
            settings.principal_id
        ),
        "id": settings.job_id,
        "templateId": settings.job_id.split('.').next(),
        "schedule": {"expiration": null, "interval": "PT40M", "state": schedule},
        "status": {
            "countSuccessiveCompleteFailures": 0,
            "escrowsPruned": false,
            "synchronizedEntryCountByType": [{"key": "User to User", "value": 412}],
            "code": code,
            "lastExecution": run("Succeeded"),
            "lastSuccessfulExecution": run("Succeeded"),
            "quarantine": quarantine,
            "steadyStateFirstAchievedTime": clock::iso(tenant.start),
            "steadyStateLastAchievedTime": clock::iso(tenant.service.last_run),
            "troubleshootingUrl": "",
        },
    });
    material
        .documents
        .push(Document::new("job.json", serde_json::to_string_pretty(&job).unwrap_or_default()));
    material.shown.job = true;
}

/// Names by themselves, or the sentence of an entry, copied out of a message.
pub fn text(tenant: &Tenant, material: &mut Material, person: usize, chance: &mut Chance) {
    let entries = &tenant.service.entries;
    let failed = entries.iter().rposition(|it| {
        tenant.directory.accounts[it.account].person == person && matches!(it.outcome, Outcome::Refused(_))
    });
    if let Some(it) = failed.map(|it| &entries[it])
        && chance.percent(60)
    {
        let what = if it.action == "create" { "create" } else { "update" };
        let reason = it.error.as_ref().map(|it| it.1.replace("\r\n", " ")).unwrap_or_default();
        let sentence = format!("Failed to {what} User '{}' in Maptician; Error: {reason}\n", it.source_name);
        material.documents.push(Document::new("Pasted text", sentence));
        material.shown.loose = true;
        return;
    }
    // As Maptician's screen shows them.
    let records =
        tenant.maptician.records.iter().filter(|it| tenant.directory.accounts[it.owner].person == person);
    let names: Vec<&str> = records.filter_map(|it| Some(&*it.values.as_ref()?.user_name)).collect();
    if !names.is_empty() {
        material.documents.push(Document::new("Pasted text", names.join("\n") + "\n"));
        material.shown.loose = true;
    }
}
