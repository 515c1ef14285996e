//! Speed, memory and size, each figure against a peer in the same run: what `tests/bench` measures with what is built here.

use std::{env::consts::EXE_SUFFIX, fs};

use crate::{
    Failure, browser,
    command::{cargo, program, run, target_dir},
    dist, root,
    serve::Server,
    size,
};

/// Builds, serves and weighs, and has the rest measured.
pub fn bench(arguments: &[&str]) -> Result<(), Failure> {
    let tests = root().join("tests");
    // What cannot run is told first, not after minutes.
    run(program("node").arg("bench/options.mjs").args(arguments).current_dir(&tests))?;
    let chromium = browser::find_or_install()?;
    browser::install_packages()?;

    let shipped = dist::build()?;
    run(cargo().args(["build", "--quiet", "--release", "--package", "scim-checkup"]))?;
    let folder = target_dir().join("bench");
    fs::create_dir_all(&folder)?;
    let sizes = folder.join("sizes.json");
    fs::write(&sizes, size::as_json(&shipped)?)?;

    let server = Server::start(Some(0))?;
    run(program("node")
        .arg("bench/main.mjs")
        .args(arguments)
        .current_dir(tests)
        .env("CHROMIUM", chromium)
        .env("CHECKUP_URL", server.address())
        .env("CHECKUP_CLI", target_dir().join("release").join(format!("scim-checkup{EXE_SUFFIX}")))
        .env("BENCH_FOLDER", folder)
        .env("BENCH_SIZES", sizes))
}
