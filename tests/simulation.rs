//! Simulated tenants: no answer contradicts what is the case, and what the material decides is decided.

// The share of decided answers is there to be read.
#![allow(clippy::print_stdout)]

use scim_checkup_tests::simulator::{Simulation, Tally};

/// As many as fit into some seconds; `cargo xtask simulate` takes more.
const TENANTS: u64 = 1500;

/// Of a hundred answers that the material decides so many are decided.
const FLOOR: f64 = 99.8;

#[test]
fn no_answer_contradicts_the_truth_and_what_can_be_decided_is() {
    let mut tally = Tally::default();
    for seed in 0..TENANTS {
        let own = Simulation::new(seed).judge();
        assert!(own.false_claims.is_empty(), "seed {seed}: {}", own.false_claims.join("\n"));
        tally.add(own);
    }
    println!("{TENANTS} simulated tenants: {tally}");
    assert!(tally.decided() >= FLOOR, "{tally}");
}
