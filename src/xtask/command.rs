//! Running other programs, and saying clearly when one is missing.

use std::{
    env,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
};

use crate::{Failure, root};

/// Cargo as it was called, started in the workspace's folder.
pub fn cargo() -> Command {
    // Set by Cargo itself for `cargo run`.
    program(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_string()))
}

/// A program, started in the workspace's folder.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Where Cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |it| root().join(it))
}

/// Runs a command to its end; fails where it fails.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed", words(command)).into()) }
}

/// Runs a command to its end, shows what it prints and gives it back, with whether it went well.
pub fn run_and_read(command: &mut Command) -> Result<(String, bool), Failure> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    let stderr = child.stderr.take().expect("it was asked for");
    let stdout = child.stdout.take().expect("it was asked for");
    let errors = thread::spawn(move || show(stderr, std::io::stderr()));
    let mut text = show(stdout, std::io::stdout());
    text += &errors.join().unwrap_or_default();
    Ok((text, child.wait()?.success()))
}

/// What a command prints, without showing it; `None` where it cannot be started or fails.
pub fn read_quietly(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The full path of a program that the shell would find.
pub fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|it| it.join(name)).find(|it| it.is_file())
}

fn show(source: impl Read, mut sink: impl Write) -> String {
    let mut text = String::new();
    let mut reader = BufReader::new(source);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
        // Whoever reads along may have gone away; the result still counts.
        let _ = sink.write_all(&line);
        text += &String::from_utf8_lossy(&line);
        line.clear();
    }
    text
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let name = command.get_program().to_string_lossy().into_owned();
    if error.kind() != ErrorKind::NotFound {
        return format!("`{name}` cannot be started: {error}").into();
    }
    let remedy = match name.as_str() {
        "npm" | "npx" | "node" => "the browser tests need Node 20 or later, from https://nodejs.org",
        "rustup" => "the build needs rustup, from https://rustup.rs",
        _ => "install it and start again",
    };
    format!("`{name}` is missing: {remedy}").into()
}

fn words(command: &Command) -> String {
    let mut words = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        words.push(' ');
        words += &argument.to_string_lossy();
    }
    words
}
