//! Builds, serves, tests, measures and checks SCIM Checkup. `cargo xtask` alone says what there is.

// A tool speaks to whoever runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod apart;
mod bench;
mod browser;
mod catalogue;
mod check;
mod command;
mod comments;
mod data;
mod dist;
mod glue;
mod imports;
mod library;
mod memory;
mod minify;
mod offline;
mod order;
mod script;
mod serve;
mod shots;
mod simulate;
mod size;
mod stamp;
mod table;
mod test;
mod wasm;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The files of `dist/` by name.
pub type Shipped = BTreeMap<String, Vec<u8>>;

/// A sentence for whoever runs the tool: what failed, and what to do.
pub type Failure = Box<dyn std::error::Error>;

const HELP: &str = "\
cargo xtask COMMAND

  build                        makes dist/ (release) and prints the size of every shipped file
  serve [--port N] [--no-open] builds, serves dist/ on this machine, builds again when a source changes
  test [--browser [ARGUMENT…]] installs what is missing and runs every test; --browser: the browser tests alone
  bench [--megabytes N] [--rounds R] [--only ROW] [--large]
                               measures speed, memory and size against peers, and writes tests/BENCHMARKS.md
  simulate [--tenants N] [--seed S] [--beside | --two-jobs] [--missed] [--write FOLDER]
                               holds the engine's answers against simulated tenants; --write: one seed's documents
  check                        format, clippy and documentation, warnings as errors
  shots [STATE…]               makes the picture of the README, and pictures of every state of the widget in target/shots
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.split_first() {
        Some((&"build", [])) => dist::build().and_then(|shipped| size::report(&shipped)),
        Some((&"serve", rest)) => serve::serve(rest),
        Some((&"test", [])) => test::test(),
        Some((&"test", ["--browser", rest @ ..])) => test::browser_alone(rest),
        Some((&"bench", rest)) => bench::bench(rest),
        Some((&"simulate", rest)) => simulate::simulate(rest),
        Some((&"check", [])) => check::check(),
        Some((&"shots", states)) => shots::shots(states),
        None | Some((&("help" | "--help" | "-h"), _)) => {
            print!("{HELP}");
            Ok(())
        }
        Some(_) => {
            eprint!("`cargo xtask {}` is not a command.\n\n{HELP}", arguments.join(" "));
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace, wherever the tool is started from.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).expect("the crate lies in src/xtask").to_path_buf()
}
