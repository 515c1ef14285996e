//! The exports of a tenant: which ones, how much of each, and what they show.

mod application;
mod audit;
mod directory;
mod log;
mod on_demand;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    chance::Chance,
    clock::{DAY, Moment},
    tenant::Tenant,
};

#[derive(Default)]
pub struct Material {
    pub documents: Vec<Document>,
    pub shown: Shown,
}

pub struct Document {
    pub name: String,
    pub text: String,
    /// Whoever pasted it said that it is everybody.
    pub whole: bool,
    /// Whoever pasted it said that it is Maptician's.
    pub maptician: bool,
}

impl Document {
    fn new(name: &str, text: String) -> Document {
        Document { name: name.to_string(), text, whole: false, maptician: false }
    }
}

/// What the documents show, so that the judge knows what could be known.
#[derive(Default)]
pub struct Shown {
    /// Rows of live accounts, and whether they say if the account is enabled.
    pub live: BTreeMap<usize, bool>,
    /// Rows of deleted accounts, and whether they date the deletion.
    pub deleted: BTreeMap<usize, bool>,
    pub records: BTreeMap<usize, Row>,
    pub entries: BTreeSet<usize>,
    pub audits: BTreeSet<usize>,
    pub all_live: bool,
    pub all_deleted: bool,
    pub all_records: bool,
    pub all_assignments: bool,
    pub job: bool,
    /// Names in running text, of which nobody says where they come from.
    pub loose: bool,
}

/// What a row of Maptician's shows.
#[derive(Clone, Copy)]
pub struct Row {
    pub name: bool,
    pub external_id: bool,
}

/// How much of a listing or a log was exported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Everything,
    /// Of one person.
    Of(usize),
    /// The first page.
    Page,
    /// Failures only, of a log.
    Failures,
}

/// Exports some of what can be exported.
pub fn emit(tenant: &Tenant, chance: &mut Chance) -> Material {
    let mut material = Material::default();
    let person = chance.below(tenant.people.len());
    while material.documents.is_empty() {
        if chance.percent(55) {
            directory::live(tenant, &mut material, part(person, chance), chance);
        }
        if chance.percent(45) {
            directory::deleted(tenant, &mut material, part(person, chance), chance);
        }
        if chance.percent(25) {
            audit::entries(tenant, &mut material, part(person, chance), reach(tenant, chance), chance);
        }
        if chance.percent(20) {
            directory::assignments(tenant, &mut material);
        }
        if chance.percent(8) {
            directory::groups(tenant, &mut material);
        }
        if chance.percent(8) {
            directory::members(tenant, &mut material);
        }
        if chance.percent(50) {
            application::records(tenant, &mut material, part(person, chance), chance);
        }
        if chance.percent(50) {
            let part = if chance.percent(15) { Part::Failures } else { part(person, chance) };
            log::entries(tenant, &mut material, part, reach(tenant, chance), chance);
            // A second export overlaps the first, in another form or of another reach.
            if chance.percent(25) {
                let part = self::part(person, chance);
                log::entries(tenant, &mut material, part, reach(tenant, chance), chance);
            }
        }
        if chance.percent(20) {
            application::job(tenant, &mut material);
        }
        if chance.percent(12) {
            on_demand::answer(tenant, &mut material, person);
        }
        if chance.percent(8) {
            application::text(tenant, &mut material, person, chance);
        }
    }
    material
}

/// The whole log of a service.
pub fn log_of(tenant: &Tenant, material: &mut Material, chance: &mut Chance) {
    log::entries(tenant, material, Part::Everything, tenant.start, chance);
}

fn part(person: usize, chance: &mut Chance) -> Part {
    chance.weighted(&[(7, Part::Everything), (2, Part::Of(person)), (2, Part::Page)])
}

/// Since when a log is exported: it is kept for 7 or 30 days, and shows the last day where nobody asks for more.
fn reach(tenant: &Tenant, chance: &mut Chance) -> Moment {
    tenant.now - chance.weighted(&[(6, 30), (2, 7), (1, 1)]) * DAY
}

/// A cell of a CSV table.
fn cell(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_string()
    }
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|it| cell(it)).collect();
    cells.join(",") + "\r\n"
}
