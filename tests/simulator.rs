//! A tenant that never was: its directory, the provisioning service and Maptician, from a seed.
//!
//! Written from what Microsoft and Maptician publish on how the three behave, and not from the engine: it shares no code
//! with the rules. A tenant lives for some weeks, is exported in the real formats, whole or in part, and the report on
//! what was exported is held against what is the case. So nobody has to know beforehand which answer is right.
//!
//! ```text
//! chance, clock, people    numbers, times and names from a seed
//! entra                    accounts, what is done to them, the directory's audit log
//! maptician                records, and what the application refuses
//! service                  cycles, links, retries, the provisioning log
//! tenant                   the three together, and what people do in them over the weeks
//! emit                     the exports: which ones, how much of each, and what they show
//! judge                    the report against the truth
//! ```

mod chance;
mod clock;
mod emit;
mod entra;
mod judge;
mod maptician;
mod people;
mod service;
mod tenant;

pub use judge::Tally;

use scim_checkup_rules::{Given, Report, Session, Side, Time, User};

use self::{chance::Chance, clock::Moment, emit::Material, tenant::Tenant};

/// One simulated tenant, or two in one paste, with what was exported and the report on that.
pub struct Simulation {
    tenants: Vec<(Tenant, Material)>,
    pub report: Report,
}

impl Simulation {
    /// # Panics
    ///
    /// Never: the time is one.
    pub fn new(seed: u64) -> Simulation {
        Simulation::of(vec![one(&mut Chance::new(seed), None)])
    }

    /// Two tenants in one paste: nothing of the one may be said of the other.
    pub fn beside(seed: u64) -> Simulation {
        let mut chance = Chance::new(seed);
        let first = one(&mut chance, None);
        let now = Some(first.0.now);
        let mut second = one(&mut chance, now);
        while second.0.directory.domain == first.0.directory.domain {
            second = one(&mut chance, now);
        }
        Simulation::of(vec![first, second])
    }

    /// Two jobs of one tenant in one paste: what the log of the second says is another application's.
    pub fn two_jobs(seed: u64) -> Simulation {
        let mut chance = Chance::new(seed);
        let (tenant, mut material) = one(&mut chance, None);
        if material.shown.entries.is_empty() {
            emit::log_of(&tenant, &mut material, &mut chance);
        }
        let second = tenant.second_job(&mut chance);
        let mut log = Material::default();
        emit::log_of(&second, &mut log, &mut chance);
        material.documents.extend(log.documents);
        Simulation::of(vec![(tenant, material)])
    }

    fn of(tenants: Vec<(Tenant, Material)>) -> Simulation {
        let now = tenants.iter().map(|it| it.0.now).max().unwrap_or_default();
        let as_of = Time::parse_rfc3339(&clock::iso(now)).expect("a time");
        let mut session = Session::new(as_of);
        for document in tenants.iter().flat_map(|it| &it.1.documents) {
            let from = document.maptician.then_some(Side::Maptician);
            session.open(Given { name: document.name.clone(), whole: document.whole, from });
            session.push(document.text.as_bytes());
        }
        let report = session.finish();
        Simulation { tenants, report }
    }

    /// Holds the report against the truth.
    pub fn judge(&self) -> Tally {
        let mut tally = Tally::default();
        for (at, (tenant, material)) in self.tenants.iter().enumerate() {
            let other = |user: &User| {
                self.tenants.iter().enumerate().any(|(n, (other, _))| n != at && other.names(user))
            };
            tally.add(judge::judge(tenant, &material.shown, &self.report, &other));
        }
        tally
    }

    /// Name and text of every document.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tenants.iter().flat_map(|it| &it.1.documents).map(|it| (&*it.name, &*it.text))
    }

    /// What is the case, for whoever looks a seed up.
    pub fn truth(&self) -> String {
        self.tenants.iter().map(|it| it.0.describe()).collect::<Vec<_>>().join("\n\n")
    }
}

fn one(chance: &mut Chance, now: Option<Moment>) -> (Tenant, Material) {
    let tenant = Tenant::new(chance, now);
    let material = emit::emit(&tenant, chance);
    (tenant, material)
}
