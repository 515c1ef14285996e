//! The directory's exports: users, deleted users, assignments, groups.

use serde_json::{Value, json};

use super::{Document, Material, Part, row};
use crate::simulator::{chance::Chance, clock, entra::Account, tenant::Tenant};

const GRAPH: &str = "https://graph.microsoft.com/v1.0";

const GROUP: &str = "Maptician users";

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
pub(super) fn page(context: &str, value: Vec<Value>, part: Part, counted: bool) -> String {
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
    let chosen = chosen(tenant, Part::Everything, |it| it.ways.own && it.state.lives());
    let mut value: Vec<Value> = chosen
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
    // Whom a group assigns the list does not say.
    let group = tenant.directory.group.as_ref().filter(|it| it.assigned);
    value.extend(group.map(|it| {
        json!({
            "id": format!("{}AAA", &it.id[..8]),
            "deletedDateTime": null,
            "appRoleId": "00000000-0000-0000-0000-000000000000",
            "createdDateTime": clock::iso_in_full(it.assigned_at),
            "principalDisplayName": GROUP,
            "principalId": it.id,
            "principalType": "Group",
            "resourceDisplayName": "Maptician",
            "resourceId": principal,
        })
    }));
    let context = format!("servicePrincipals('{principal}')/appRoleAssignedTo");
    material.documents.push(Document {
        whole: true,
        ..Document::new("assignments.json", page(&context, value, Part::Everything, false))
    });
    material.shown.all_assignments = group.is_none();
}

/// Groups, which are no users though they have names and addresses.
pub fn groups(tenant: &Tenant, material: &mut Material) {
    let Some(group) = &tenant.directory.group else { return };
    let value = vec![json!({
        "id": group.id,
        "displayName": GROUP,
        "mail": format!("maptician-users@{}", tenant.directory.domain),
        "mailEnabled": true,
        "mailNickname": "maptician-users",
        "securityEnabled": true,
        "groupTypes": [],
        "proxyAddresses": [format!("SMTP:maptician-users@{}", tenant.directory.domain)],
    })];
    material.documents.push(Document::new("groups.json", page("groups", value, Part::Everything, true)));
}

/// The members of the group: never all users, and whoever is assigned otherwise is not among them.
pub fn members(tenant: &Tenant, material: &mut Material) {
    if tenant.directory.group.is_none() {
        return;
    }
    let chosen = chosen(tenant, Part::Everything, |it| it.ways.member && it.state.lives());
    let value = chosen.iter().map(|it| {
        let mut user = graph_user(&tenant.directory.accounts[*it], false);
        user["@odata.type"] = json!("#microsoft.graph.user");
        user
    });
    let text = page("directoryObjects", value.collect(), Part::Everything, false);
    material.documents.push(Document::new("members.json", text));
    for it in chosen {
        material.shown.live.entry(it).or_default();
    }
}
