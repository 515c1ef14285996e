//! The command as it is run: exit codes, errors, streams.

#[path = "command/many.rs"]
mod many;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

const CORRUPTED: &str = "6c0e4f1b92d74a58b3e608f7c15a2d94ada@contoso.com\n";

/// A directory of one test's own, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static N: AtomicU32 = AtomicU32::new(0);
        let name = format!("scim-checkup-{}-{}", std::process::id(), N.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &[u8]) {
        fs::write(self.0.join(name), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scim-checkup"));
    command.args(args).current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "CI"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run_in(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder, args).spawn().unwrap();
    // The command may end before it reads: then nobody takes the input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn run(args: &[&str], input: &str) -> Output {
    run_in(&std::env::temp_dir(), args, input.as_bytes())
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by itself")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn reads_standard_input_and_says_by_its_code_whether_somebody_must_act() {
    for args in [&["--json"][..], &["--json", "-"]] {
        let output = run(args, CORRUPTED);
        let report = json(&output);
        assert_eq!(report["schema"], 1);
        let needs_action = report["totals"]["needAction"].as_u64().unwrap() > 0;
        assert_eq!(code(&output), i32::from(needs_action));
        assert_eq!(stderr(&output), "");
    }
}

#[test]
fn answers_for_the_time_given() {
    let output = run(&["--json", "--as-of", "2026-06-30T14:00:00.5+02:00"], CORRUPTED);
    assert_eq!(json(&output)["asOf"], "2026-06-30T12:00:00Z");
    let output = run(&["--as-of", "yesterday"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("such as 2026-06-30T12:00:00Z"), "{}", stderr(&output));
}

#[test]
fn a_missing_file_is_named_and_the_others_are_read() {
    let folder = Folder::new();
    folder.write("log.txt", CORRUPTED.as_bytes());
    let output = run_in(&folder.0, &["missing.csv", "log.txt", "--json"], b"");
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "scim-checkup: cannot open missing.csv: no such file\n");
    assert_eq!(json(&output)["schema"], 1);
}

#[test]
fn with_nothing_read_there_is_no_report() {
    let folder = Folder::new();
    let output = run_in(&folder.0, &["--json", "missing.csv"], b"");
    assert_eq!((code(&output), stdout(&output)), (2, ""));
}

#[test]
fn a_directory_is_no_file() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("exports")).unwrap();
    let output = run_in(&folder.0, &["exports"], b"");
    assert_eq!(code(&output), 2);
    assert_eq!(
        stderr(&output),
        "scim-checkup: cannot open exports: it is a directory; name the files in it\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_opens_and_cannot_be_read_is_no_document() {
    // A process's own memory: it opens, and nothing stands at its beginning.
    let output = run(&["--json", "--whole", "/proc/self/mem", "-"], CORRUPTED);
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "scim-checkup: cannot read /proc/self/mem: input/output error\n");
    let report = json(&output);
    assert!(report["documents"].as_array().unwrap().iter().all(|it| it["name"] == "standard input"));
}

#[cfg(unix)]
#[test]
fn errors_do_not_drive_the_terminal() {
    let output = run(&["a\u{1b}[2J.csv"], "");
    assert_eq!(stderr(&output), "scim-checkup: cannot open a\\u{1b}[2J.csv: no such file\n");
}

#[test]
fn files_are_read_from_every_option() {
    let folder = Folder::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        folder.write(name, CORRUPTED.as_bytes());
    }
    let args =
        ["a.txt", "--whole", "b.txt", "--from-maptician", "c.txt", "--from-maptician", "b.txt", "--json"];
    let output = run_in(&folder.0, &args, b"");
    assert_ne!(code(&output), 2, "{}", stderr(&output));
    let report = json(&output);
    // Whatever the engine makes of them, it makes it of each file once and in this order.
    let documents: Vec<_> = report["documents"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert!(documents.is_empty() || documents == ["a.txt", "b.txt", "c.txt"], "{documents:?}");
    for missing in ["--whole", "--from-maptician"] {
        let output = run_in(&folder.0, &[missing, "missing.txt"], b"");
        assert_eq!(stderr(&output), "scim-checkup: cannot open missing.txt: no such file\n");
    }
}

#[test]
fn wrong_usage_ends_with_2_and_a_hint() {
    let output = run(&["--jsn"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--json"), "{}", stderr(&output));

    let output = run(&["--only", "corupted"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("corrupted"), "{}", stderr(&output));

    let output = run(&["--json", "rules"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--json cannot be used with a command"), "{}", stderr(&output));
}

#[test]
fn options_for_everything_go_before_a_command_and_after_it() {
    for args in [["--color", "never", "rules"], ["rules", "--color", "never"]] {
        let output = run(&args, "");
        assert_eq!((code(&output), stderr(&output)), (0, ""));
    }
}

#[test]
fn a_file_can_be_called_like_a_command() {
    let folder = Folder::new();
    folder.write("rules", CORRUPTED.as_bytes());
    let output = run_in(&folder.0, &["--json", "./rules"], b"");
    assert_eq!(json(&output)["schema"], 1);
}

#[test]
fn an_unknown_rule_is_an_error_that_leads_on() {
    let output = run(&["explain", "X\u{1b}[2J"], "");
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    let text = stderr(&output);
    assert!(text.starts_with("scim-checkup: no rule is called X\\u{1b}[2J"), "{text}");
    assert!(text.contains("scim-checkup rules"), "{text}");
}

#[test]
fn foresees_what_follows_from_acts() {
    let given = ["foresee", "delete", "create-anew+20d", "--at", "2026-06-30T12:00:00Z"];
    let output = run(&given, "");
    assert_eq!(code(&output), 0);
    let text = stdout(&output);
    let places = [
        "30 June 2026, 12:00 UTC  You delete",
        "by 30 June 2026, 12:40 UTC  The next sync cycle",
        "20 July 2026, 12:00 UTC  You create",
        "The create is refused",
        "30 July 2026, 12:00 UTC  The 30 days are over",
    ];
    let found: Vec<_> =
        places.iter().map(|it| text.find(it).unwrap_or_else(|| panic!("no {it:?} in\n{text}"))).collect();
    assert!(found.is_sorted(), "in the order of time");
    assert!(text.ends_with("In the end the user does not count for billing.\n"));
    // A disabled user who is enabled.
    let output = run(&["foresee", "enable", "--from", "disabled"], "");
    assert!(stdout(&output).contains("In the end the user counts for billing."));
    assert_eq!(code(&run(&["foresee", "remove"], "")), 2);
    assert_eq!(code(&run(&["foresee"], "")), 2);
}

#[test]
fn the_guide_has_what_to_do_and_what_to_avoid() {
    let output = run(&["guide"], "");
    assert_eq!(code(&output), 0);
    let text = stdout(&output);
    for part in ["The season ends", "Gone for good", "What to avoid", "Taking somebody out of the assignment"]
    {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn explains_a_code_of_the_log() {
    let output = run(&["explain", "contosoentryconflict"], "");
    assert_eq!(code(&output), 0);
    let text = stdout(&output);
    assert!(text.starts_with("EntryConflict\n"), "{text}");
    assert!(text.ends_with("Maptician support mends it.\n") && !text.contains("\\n"), "{text}");
    assert_eq!(code(&run(&["explain", "FrobnicationDenied"], "")), 2);
}

#[test]
fn every_listed_rule_is_explained() {
    let list = run(&["rules"], "");
    assert_eq!(code(&list), 0);
    let rules = stdout(&list).lines().filter_map(|it| it.strip_prefix("  "));
    for rule in rules.filter_map(|it| it.split(' ').next()).step_by(7) {
        let output = run(&["explain", &rule.to_lowercase()], "");
        assert_eq!(code(&output), 0, "{rule}");
        assert!(stdout(&output).starts_with(rule), "{rule}");
        assert!(stdout(&output).lines().count() > 4, "{rule} is not documented");
    }
}

#[test]
fn help_has_examples_and_codes() {
    let output = run(&["--help"], "");
    assert_eq!(code(&output), 0);
    for part in ["Examples:", "Exit status:", "--whole", "--from-maptician", "explain"] {
        assert!(stdout(&output).contains(part), "{part}");
    }
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let folder = Folder::new();
    folder.write("log.txt", CORRUPTED.as_bytes());
    let has_colour = |args: &[&str], envs: &[(&str, &str)]| {
        let output = command(&folder.0, args).envs(envs.iter().copied()).output().unwrap();
        assert_ne!(output.status.code(), Some(2));
        output.stdout.contains(&0x1b)
    };
    assert!(!has_colour(&["log.txt"], &[]));
    assert!(!has_colour(&["log.txt"], &[("NO_COLOR", "1")]));
    assert!(!has_colour(&["log.txt"], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
    assert!(!has_colour(&["log.txt", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colour(&["log.txt", "--json", "--color", "always"], &[]));
    let is_blank = command(&folder.0, &["log.txt"]).output().unwrap().stdout.is_empty();
    assert!(is_blank || has_colour(&["log.txt", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(is_blank || has_colour(&["log.txt"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn names_do_not_drive_the_terminal() {
    let name = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"\\u001b[2Ja\\u202e\\u009bda@contoso.com\",\"displayName\":\"\\u001b]0;x\\u0007\",\"active\":true}";
    for args in [&["--color", "never"][..], &["--json", "--color", "always"]] {
        let output = run(args, name);
        let unsafe_ = |it: char| (it.is_control() && it != '\n') || it == '\u{202e}';
        assert_eq!(stdout(&output).find(unsafe_), None, "{args:?}");
    }
}

#[test]
fn a_reader_who_leaves_ends_it_quietly() {
    let folder = Folder::new();
    let mut child = command(&folder.0, &["--json"]).spawn().unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(CORRUPTED.as_bytes()).unwrap();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(errors, "");
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut child = command(&std::env::temp_dir(), &["--json"]).stdout(full).spawn().unwrap();
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "scim-checkup: cannot write the report: no space left\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_input_never_stands_in_memory() {
    let mut child = command(&std::env::temp_dir(), &["--json"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let peak_kilobytes = || -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).expect("Linux counts it");
        peak.trim().trim_end_matches(" kB").parse().unwrap()
    };
    // Nothing in here is a user: what is kept of it is kept for no reason.
    let group = r##"{"@odata.type": "#microsoft.graph.group", "id": "1", "displayName": "All of them"},"##;
    let megabyte = group.repeat(1024 * 1024 / group.len());
    input.write_all(b"[").unwrap();
    input.write_all(megabyte.as_bytes()).unwrap();
    input.write_all(megabyte.as_bytes()).unwrap();
    let early = peak_kilobytes();
    for _ in 0..8 {
        input.write_all(megabyte.as_bytes()).unwrap();
    }
    let late = peak_kilobytes();
    drop(input);
    assert!(late < early + 3_000, "from {early} kB to {late} kB for 8 MB more");
    assert_ne!(code(&child.wait_with_output().unwrap()), 2);
}
