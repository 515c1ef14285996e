//! The report against the truth: which of its claims are false, and what it left open though the material decides it.
//!
//! An export of a moment shows how it is; a log shows how it was by its last entry. So a claim is held against the time
//! from the latest thing that the material shows of a person up to now: it is false where it held at no moment of it.
//! What follows only from the rules of the service (*inferred*) is false where those rules had their time and the
//! material shows nothing that kept them from it: a change by hand in Maptician is excused, a refusal in the log is not.
//!
//! ```text
//! subject    who a user of the report is, and what she has and had in Maptician
//! shown      what the material shows of her and since when, and what it hides
//! entra, maptician, name, billing, action    one side or one answer each: what holds, and what could be decided
//! attempts, refusal    what the log says of attempts, and why they were refused
//! ```

mod action;
mod attempts;
mod billing;
mod entra;
mod maptician;
mod name;
mod refusal;
mod shown;
mod subject;

use std::fmt::{self, Display};

use scim_checkup_rules::{Report, User};

use self::subject::Subject;
use super::{
    clock::{CYCLE, MINUTE, RESTORABLE},
    emit::Shown,
    tenant::Tenant,
};

/// What came of a number of tenants.
#[derive(Default)]
pub struct Tally {
    pub users: usize,
    pub claims: usize,
    pub false_claims: Vec<String>,
    pub decidable: usize,
    /// What the material decides and the report does not.
    pub missed: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.users += other.users;
        self.claims += other.claims;
        self.false_claims.extend(other.false_claims);
        self.decidable += other.decidable;
        self.missed.extend(other.missed);
    }

    /// Of a hundred answers that the material decides so many are decided.
    pub fn decided(&self) -> f64 {
        100.0 * (self.decidable - self.missed.len()) as f64 / self.decidable.max(1) as f64
    }

    fn claim(&mut self, user: &User, holds: bool, what: impl FnOnce() -> String) {
        self.claims += 1;
        if !holds {
            self.false_claims.push(format!("{}: {}", user.name, what()));
        }
    }

    fn decide(&mut self, user: &User, decided: bool, what: &str) {
        self.decidable += 1;
        if !decided {
            self.missed.push(format!("{}: {what}", user.name));
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} users, {} claims judged, {} false; of {} answers that the material decides {:.2} % are decided",
            self.users,
            self.claims,
            self.false_claims.len(),
            self.decidable,
            self.decided()
        )
    }
}

/// `other`: whether a user is of another tenant in the same paste.
pub fn judge(tenant: &Tenant, shown: &Shown, report: &Report, other: &dyn Fn(&User) -> bool) -> Tally {
    let mut tally = Tally::default();
    let later = tenant.later(2 * CYCLE + MINUTE);
    let in_a_month = tenant.later(RESTORABLE);
    for user in report.users.iter().filter(|it| tenant.names(it) || !other(it)) {
        tally.users += 1;
        let Some(subject) = Subject::find(tenant, &later, shown, user, &mut tally) else { continue };
        subject.entra(user, &mut tally);
        subject.maptician(user, &mut tally);
        subject.corruption(user, &mut tally);
        subject.billing(user, &mut tally);
        subject.forecast(user, &in_a_month, report.as_of, &mut tally);
        subject.action(user, &mut tally);
        subject.attempts(user, &in_a_month, report.as_of, &mut tally);
        subject.refusal(user, &mut tally);
    }
    tally
}
