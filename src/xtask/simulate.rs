//! Simulated tenants by the thousand: what `tests/simulator` makes and judges, built for speed.

use crate::{
    Failure,
    command::{cargo, run},
};

/// Fails where an answer contradicts what is the case.
pub fn simulate(arguments: &[&str]) -> Result<(), Failure> {
    let package =
        ["run", "--quiet", "--release", "--package", "scim-checkup-tests", "--bin", "simulate", "--"];
    run(cargo().args(package).args(arguments))
}
