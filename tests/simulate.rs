//! Simulates tenants and holds the engine's reports on them against the truth: `cargo xtask simulate` runs it.

// A tool speaks to whoever runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{fs, path::Path, process::ExitCode};

use scim_checkup_tests::simulator::{Simulation, Tally};

const HELP: &str = "\
simulate [--tenants N] [--seed S] [--beside | --two-jobs] [--missed] [--write FOLDER]

  --tenants N     how many tenants (5000)
  --seed S        the first seed (0)
  --beside        two tenants in every paste
  --two-jobs      two jobs of one tenant in every paste
  --missed        names what was not decided, too
  --write FOLDER  writes one seed's documents, truth and report there
";

struct Options {
    tenants: u64,
    seed: u64,
    missed: bool,
    make: fn(u64) -> Simulation,
    folder: Option<String>,
}

fn options() -> Option<Options> {
    let mut options = Options { tenants: 5000, seed: 0, missed: false, make: Simulation::new, folder: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        match &*name {
            "--tenants" => options.tenants = arguments.next()?.parse().ok()?,
            "--seed" => options.seed = arguments.next()?.parse().ok()?,
            "--missed" => options.missed = true,
            "--beside" => options.make = Simulation::beside,
            "--two-jobs" => options.make = Simulation::two_jobs,
            "--write" => options.folder = Some(arguments.next()?),
            _ => return None,
        }
    }
    Some(options)
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    let make = options.make;
    if let Some(folder) = &options.folder {
        write(&make(options.seed), Path::new(folder));
    }
    let mut tally = Tally::default();
    let tenants = if options.folder.is_some() { 1 } else { options.tenants };
    for seed in options.seed..options.seed + tenants {
        let own = make(seed).judge();
        for claim in &own.false_claims {
            println!("seed {seed}: {claim}");
        }
        for miss in own.missed.iter().filter(|_| options.missed) {
            println!("seed {seed}: not decided: {miss}");
        }
        tally.add(own);
    }
    println!("{tenants} simulated tenants: {tally}");
    if tally.false_claims.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write(it: &Simulation, folder: &Path) {
    let write = |name: &str, text: &str| {
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(folder.join(name), text).expect("the folder can be written to");
    };
    for (name, text) in it.documents() {
        write(name, text);
    }
    write("truth.txt", &it.truth());
    let report = serde_json::to_string_pretty(&it.report).expect("a report is JSON");
    write("report.json", &report);
}
