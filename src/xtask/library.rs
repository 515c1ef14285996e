//! Rust's standard library, built along with what the page fetches.
//!
//! The one that rustup brings is made for speed, and made to word each panic: which index, how long the slice, which line
//! of the source. In the page a panic is a trap, and its words reach nobody. And it has a function that gives back two
//! values, such as a text and its length, write them to memory, where WebAssembly can give back both. Built from its
//! sources, for size and for a target of our own without either, both wasm files are a twentieth smaller.
//!
//! That takes options which the compiler has, but keeps for its own use until they are final; `RUSTC_BOOTSTRAP` lets a
//! stable compiler take them. Nothing in the sources here uses what is not final: where the options or the library's
//! sources cannot be had, the library is taken as it comes, and the files are heavier. What is shipped gives the reports that
//! the rules give natively: `tests/browser/cases.spec.js`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use serde_json::Value;

use crate::{
    Failure,
    command::{program, read_quietly, run, target_dir},
};

/// Where the standard library comes from.
#[derive(Clone, Copy, PartialEq)]
pub enum Library {
    /// Built from its sources.
    BuiltAlong,
    /// As rustup brings it.
    AsItComes,
}

/// What rustup brings the library for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The same, and functions give back several values.
const MULTIVALUE: &str = "wasm32-multivalue";

/// What Cargo is asked for.
const ARGUMENTS: &[&str] = &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// What the compiler is asked for, by release 1.95.
const FLAGS: &[&str] = &[
    "-Zunstable-options",
    // No panic is worded.
    "-Cpanic=immediate-abort",
    // `{:?}` writes the name of a value and not what is in it: the view reads the words of the report by these names.
    "-Zfmt-debug=shallow",
    // The names that our own steps know; a compiler that takes such options has others for a default.
    "-Csymbol-mangling-version=legacy",
];

impl Library {
    /// Adds the sources where they are missing, and finds out whether the library can be built from them; once.
    pub fn find() -> Result<Library, Failure> {
        static FOUND: OnceLock<Library> = OnceLock::new();
        if let Some(it) = FOUND.get() {
            return Ok(*it);
        }
        let there = || sources().join("library/std/Cargo.toml").is_file();
        let add = || run(program("rustup").args(["component", "add", "rust-src"])).is_ok();
        let can = takes_options()? && (there() || add());
        Ok(*FOUND.get_or_init(|| if can { Library::BuiltAlong } else { Library::AsItComes }))
    }

    pub fn target(self) -> &'static str {
        match self {
            Library::BuiltAlong => MULTIVALUE,
            Library::AsItComes => TARGET,
        }
    }

    /// Has Cargo build the library along, where it can.
    pub fn build_along(self, cargo: &mut Command, flags: &mut Vec<String>) {
        cargo.args(["--target", self.target()]);
        if self == Library::BuiltAlong {
            with_options(cargo).args(ARGUMENTS);
            flags.extend(FLAGS.iter().map(ToString::to_string));
        }
    }
}

/// Whether this compiler knows the options; writes down the target for it.
fn takes_options() -> Result<bool, Failure> {
    let mut usual = program("rustc");
    usual.args(["-Zunstable-options", "--target", TARGET, "--print", "target-spec-json"]);
    let usual = read_quietly(with_options(&mut usual)).and_then(|it| serde_json::from_str(&it).ok());
    let Some(Value::Object(mut target)) = usual else { return Ok(false) };
    target.insert("llvm-abiname".into(), "experimental-mv".into());
    fs::create_dir_all(targets())?;
    fs::write(targets().join(MULTIVALUE).with_extension("json"), Value::from(target).to_string())?;

    let mut rustc = program("rustc");
    rustc.args(FLAGS).args(["--target", MULTIVALUE, "--print", "cfg"]);
    Ok(read_quietly(with_options(&mut rustc)).is_some())
}

/// Lets a stable compiler take options that are not final, and find the target by its name: a path would be a part of what
/// is built.
fn with_options(command: &mut Command) -> &mut Command {
    command.env("RUSTC_BOOTSTRAP", "1").env("RUST_TARGET_PATH", targets())
}

fn targets() -> PathBuf {
    target_dir().join("page")
}

/// The library by its own name, also where its sources are installed and the compiler would name their folder.
pub fn as_named() -> String {
    let about = said(&["-vV"]);
    let commit = about.lines().find_map(|it| it.strip_prefix("commit-hash: ")).unwrap_or_default();
    format!("--remap-path-prefix={}=/rustc/{commit}", sources().display())
}

fn sources() -> PathBuf {
    Path::new(said(&["--print", "sysroot"]).trim()).join("lib/rustlib/src/rust")
}

fn said(arguments: &[&str]) -> String {
    read_quietly(program("rustc").args(arguments)).unwrap_or_default()
}
