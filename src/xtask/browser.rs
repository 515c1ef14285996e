//! The browser that the tests drive, and the packages that drive it.

use std::{env, path::PathBuf};

use crate::{
    Failure,
    command::{find, program, read_quietly, run},
    root,
};

/// Names under which Chromium is found.
const NAMES: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];

/// Where Chromium lies when it is not on the path.
const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// Finds Chromium or Chrome; installs it where this is Debian and we may.
pub fn find_or_install() -> Result<PathBuf, Failure> {
    if let Some(path) = env::var_os("CHROMIUM") {
        let path = PathBuf::from(path);
        return if path.is_file() {
            Ok(path)
        } else {
            Err(format!("CHROMIUM names {}, and there is no such file", path.display()).into())
        };
    }
    if let Some(path) = installed() {
        return Ok(path);
    }
    let is_root = read_quietly(program("id").arg("-u")).is_some_and(|it| it.trim() == "0");
    if is_root && find("apt-get").is_some() {
        println!("Chromium is missing: installing it");
        run(program("apt-get").args(["update", "--quiet=2"]))?;
        run(program("apt-get")
            .args([
                "install",
                "--yes",
                "--quiet=2",
                "--no-install-recommends",
                "chromium",
                "fonts-dejavu-core",
            ])
            .env("DEBIAN_FRONTEND", "noninteractive"))?;
        if let Some(path) = installed() {
            return Ok(path);
        }
    }
    Err("the browser tests need Chromium or Google Chrome: install one (on Debian: `sudo apt-get install chromium`), \
         or name its program in the environment variable CHROMIUM"
        .into())
}

fn installed() -> Option<PathBuf> {
    let on_path = NAMES.iter().find_map(|it| find(it));
    on_path.or_else(|| PLACES.iter().map(PathBuf::from).find(|it| it.is_file()))
}

/// Installs the packages of `tests/` where they are missing or another version is locked.
pub fn install_packages() -> Result<(), Failure> {
    let tests = root().join("tests");
    let time = |path: &str| tests.join(path).metadata().and_then(|it| it.modified()).ok();
    // npm writes this file last, so it is newer than the lock file it was made from.
    if time("node_modules/.package-lock.json").is_some_and(|it| Some(it) >= time("package-lock.json")) {
        return Ok(());
    }
    run(program(npm()).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(tests))
}

/// npm is a script of the shell on Windows.
fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
