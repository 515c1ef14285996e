//! Format, lints and documentation: warnings are errors.

use std::{fs, io, path::PathBuf};

use crate::{
    Failure,
    command::{cargo, program, run},
    root, wasm,
};

/// Runs every check; stops at the first that fails.
pub fn check() -> Result<(), Failure> {
    wasm::add_target()?;
    run(cargo().args(["fmt", "--all", "--check"]))?;
    // The formats are declared by a macro, and so the formatter does not find them by itself.
    run(program("rustfmt").args(["--edition", "2024", "--check"]).args(files("src/rules/format")?))?;
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

fn files(folder: &str) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(root().join(folder))?.map(|it| Ok(it?.path())).collect()
}
