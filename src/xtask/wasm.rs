//! A crate into a wasm file and the script that goes with it.

use std::{env, fs, path::PathBuf};

use walrus::ModuleConfig;
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    Failure,
    command::{cargo, program, read_quietly, run, target_dir},
    data::{self, Data},
    glue, imports,
    library::{self, Library, TARGET},
    order, root, table,
};

/// Cargo's profile for what the page fetches.
const PROFILE: &str = "page";

/// A wasm file and its script, made from one crate.
pub struct Module {
    pub wasm: Vec<u8>,
    pub script: String,
}

/// What kind of script a crate is loaded by.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// An ES module, for the page.
    View,
    /// A classic script that defines `engine`, for the worker. It may use vector instructions: the readers need them,
    /// and every browser that knows constructed style sheets knows them.
    Engine,
}

/// Builds a crate for the page and makes its script. Both come from one name, which stands inside the wasm as well.
pub fn build(package: &str, kind: Kind, name: &str, library: Library) -> Result<Module, Failure> {
    if library == Library::AsItComes {
        add_target()?;
    }
    // One folder each: what was built with other flags is built anew.
    let folder = target_dir().join("page").join(name);
    let mut flags = flags(kind);
    let mut cargo = cargo();
    cargo.args(["rustc", "--quiet", "--profile", PROFILE, "--package", package]).args([
        "--lib",
        "--crate-type",
        "cdylib",
    ]);
    library.build_along(&mut cargo, &mut flags);
    cargo
        .env("CARGO_TARGET_DIR", &folder)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env_remove("RUSTFLAGS");
    run(&mut cargo)?;

    let built =
        folder.join(library.target()).join(PROFILE).join(package.replace('-', "_")).with_extension("wasm");
    let bytes = fs::read(&built).map_err(|error| format!("{}: {error}", built.display()))?;
    let data = Data::read(&bytes)?;
    let mut module = ModuleConfig::new()
        // What rustc makes is sound, and to show that takes seconds.
        .strict_validate(false)
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(&bytes)?;
    // Before bindgen, which writes no script for what falls away here.
    data.drop_unreached(&mut module);

    let mut bindgen = Bindgen::new();
    bindgen
        .input_module(name, module)
        .out_name(name)
        .typescript(false)
        // The page fetches the wasm itself: then no bundler looks for a file of another name.
        .omit_default_module_path(true);
    match kind {
        Kind::View => bindgen.web(true)?,
        Kind::Engine => bindgen.no_modules(true)?.no_modules_global("engine")?,
    };
    let mut output = bindgen.generate_output()?;
    let mut script = glue::lean(output.js())?;
    // Some crates have such scripts; they count only where the linker kept what uses them.
    if script.contains("snippets/") {
        return Err(format!("{package} brings scripts of its own, which dist/ has no place for").into());
    }
    data.drop_unreached(output.wasm_mut());
    table::number_as_usual(output.wasm_mut());
    imports::shorten(output.wasm_mut(), &mut script)?;
    Ok(Module { wasm: order::by_likeness(&output.wasm_mut().emit_wasm())?, script })
}

/// Two folders and two Cargo homes give the same bytes, and the bytes name neither.
fn flags(kind: Kind) -> Vec<String> {
    let mut flags = vec![
        format!("--remap-path-prefix={}=crates", cargo_home().join("registry").join("src").display()),
        format!("--remap-path-prefix={}=.", root().display()),
        library::as_named(),
        data::LINKER.to_string(),
        // What the compiler writes out on each way to a place, so that none is gone twice: 1 KB in all.
        "-Cllvm-args=--enable-load-pre=false".to_string(),
        "-Cllvm-args=--phi-node-folding-threshold=1".to_string(),
        // What a loop writes stays in memory; to hold it ahead took 0.6 KB, and no less time.
        "-Cllvm-args=--disable-licm-promotion".to_string(),
        format!("-Clink-arg=--table-base={}", table::FIRST),
    ];
    if kind == Kind::Engine {
        flags.push("-Ctarget-feature=+simd128".to_string());
    }
    flags
}

fn cargo_home() -> PathBuf {
    let home = || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).unwrap_or_default();
    env::var_os("CARGO_HOME").map_or_else(|| PathBuf::from(home()).join(".cargo"), PathBuf::from)
}

/// Adds the wasm target where it is missing.
pub fn add_target() -> Result<(), Failure> {
    let there = read_quietly(program("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|it| PathBuf::from(it.trim()).is_dir());
    if there { Ok(()) } else { run(program("rustup").args(["target", "add", TARGET])) }
}
