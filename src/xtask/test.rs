//! Every test there is, and one line that sums them up.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{
    Failure, browser,
    command::{cargo, program, read_quietly, run_and_read, target_dir},
    dist, root,
    serve::Server,
    size,
};

/// What came of a number of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Outcome {
    passed: u64,
    failed: u64,
}

/// Installs what is missing, runs unit, case, doc and browser tests, and ends with `N passed, 0 failed`.
pub fn test() -> Result<(), Failure> {
    // What cannot run is told first, not after minutes.
    let chromium = browser::find_or_install()?;
    browser::install_packages()?;

    let mut outcomes = vec![unit_tests()?, doc_tests()?];
    size::report(&dist::build()?)?;
    outcomes.push(browser_tests(&chromium, &[])?);

    let passed: u64 = outcomes.iter().map(|it| it.passed).sum();
    let failed: u64 = outcomes.iter().map(|it| it.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    if failed == 0 { Ok(()) } else { Err("tests failed: they are named above".into()) }
}

/// The browser tests alone, with arguments for Playwright.
pub fn browser_alone(arguments: &[&str]) -> Result<(), Failure> {
    let chromium = browser::find_or_install()?;
    browser::install_packages()?;
    dist::build()?;
    let outcome = browser_tests(&chromium, arguments)?;
    println!("\n{} passed, {} failed", outcome.passed, outcome.failed);
    if outcome.failed == 0 { Ok(()) } else { Err("tests failed: they are named above".into()) }
}

fn unit_tests() -> Result<Outcome, Failure> {
    let nextest = cargo().args(["nextest", "--version"]).output().is_ok_and(|it| it.status.success());
    let mut command = cargo();
    if nextest {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"]);
    } else {
        command.args(["test", "--quiet", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    }
    outcome_of(run_and_read(&mut command)?, "unit tests")
}

fn doc_tests() -> Result<Outcome, Failure> {
    outcome_of(
        run_and_read(cargo().args(["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"]))?,
        "doc tests",
    )
}

/// A run that failed without a failed test did not come to run them.
fn outcome_of((text, went_well): (String, bool), what: &str) -> Result<Outcome, Failure> {
    let outcome = counts(&text);
    if !went_well && outcome.failed == 0 {
        return Err(format!("the {what} could not be run").into());
    }
    Ok(outcome)
}

/// Sums the lines that `cargo test` and nextest end with.
fn counts(text: &str) -> Outcome {
    let mut sum = Outcome::default();
    let summaries =
        text.lines().filter(|it| it.starts_with("test result:") || it.trim_start().starts_with("Summary ["));
    for line in summaries {
        let words: Vec<&str> = line.split([' ', ';', ',', '.']).filter(|it| !it.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u64>() else { continue };
            match pair[1] {
                "passed" => sum.passed += number,
                "failed" | "timed" => sum.failed += number,
                _ => {}
            }
        }
    }
    sum
}

/// Runs Playwright against `dist/`, served from two origins.
fn browser_tests(chromium: &std::path::Path, arguments: &[&str]) -> Result<Outcome, Failure> {
    let cases = cases_as_json()?;
    let here = Server::start(Some(0))?;
    let elsewhere = Server::start(Some(0))?;
    let results = target_dir().join("browser-tests.json");
    // Of an earlier run.
    let _ = fs::remove_file(&results);
    let (_, went_well) = run_and_read(
        program("node")
            .arg("node_modules/@playwright/test/cli.js")
            .args(["test", "--reporter=list,json"])
            .args(arguments)
            .current_dir(root().join("tests"))
            .env("CHROMIUM", chromium)
            .env("CHECKUP_CASES", &cases)
            .env("CHECKUP_URL", here.address())
            .env("CHECKUP_ELSEWHERE", elsewhere.address())
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &results),
    )?;
    let results = fs::read(&results).map_err(|_| "the browser tests could not be run")?;
    let results: Value = serde_json::from_slice(&results)?;
    let count = |name: &str| results["stats"][name].as_u64().unwrap_or_default();
    // A test that passes only now and then does not pass.
    let outcome = Outcome { passed: count("expected"), failed: count("unexpected") + count("flaky") };
    if !went_well && outcome.failed == 0 {
        return Err("the browser tests could not be run".into());
    }
    Ok(outcome)
}

/// The file of all cases with the reports that the rules give natively.
fn cases_as_json() -> Result<PathBuf, Failure> {
    let cases = read_quietly(cargo().args([
        "run",
        "--quiet",
        "--package",
        "scim-checkup-tests",
        "--bin",
        "cases-as-json",
    ]));
    let file = target_dir().join("cases.jsonl");
    fs::write(&file, cases.ok_or("the cases could not be written as JSON")?)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_counted() {
        let cargo = "running 3 tests\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                     test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(counts(cargo), Outcome { passed: 6, failed: 1 });
        let nextest = "     Summary [   0.004s] 5 tests run: 3 passed, 2 failed, 0 skipped\n";
        assert_eq!(counts(nextest), Outcome { passed: 3, failed: 2 });
    }
}
