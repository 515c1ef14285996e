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

use scim_checkup_rules::{Given, Report, Session, Side, Time};

use self::{chance::Chance, emit::Material, tenant::Tenant};

/// One simulated tenant with what was exported of it and the report on that.
pub struct Simulation {
    tenant: Tenant,
    material: Material,
    pub report: Report,
}

impl Simulation {
    /// # Panics
    ///
    /// Never: the time is one.
    pub fn new(seed: u64) -> Simulation {
        let mut chance = Chance::new(seed);
        let tenant = Tenant::new(&mut chance);
        let material = emit::emit(&tenant, &mut chance);
        let as_of = Time::parse_rfc3339(&clock::iso(tenant.now)).expect("a time");
        let mut session = Session::new(as_of);
        for document in &material.documents {
            let from = document.maptician.then_some(Side::Maptician);
            session.open(Given { name: document.name.clone(), whole: document.whole, from });
            session.push(document.text.as_bytes());
        }
        Simulation { tenant, material, report: session.finish() }
    }

    /// Holds the report against the truth.
    pub fn judge(&self) -> Tally {
        judge::judge(&self.tenant, &self.material.shown, &self.report)
    }

    /// Name and text of every document.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.material.documents.iter().map(|it| (&*it.name, &*it.text))
    }

    /// What is the case, for whoever looks a seed up.
    pub fn truth(&self) -> String {
        self.tenant.describe()
    }
}
