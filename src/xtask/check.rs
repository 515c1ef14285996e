//! Format, lints and documentation: warnings are errors.

use crate::{
    Failure,
    command::{cargo, run},
    wasm,
};

/// Runs every check; stops at the first that fails.
pub fn check() -> Result<(), Failure> {
    wasm::add_target()?;
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    // What is compiled for the browser alone is seen by no other run.
    run(cargo().args(["clippy", "--quiet", "--target", "wasm32-unknown-unknown"]).args([
        "--package",
        "scim-checkup-widget",
        "--package",
        "scim-checkup-engine",
        "--",
        "-D",
        "warnings",
    ]))?;
    run(cargo()
        .args(["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings"))?;
    println!("format, clippy and documentation are in order");
    Ok(())
}
