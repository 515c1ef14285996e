//! The command line: files in, a report on the terminal or as JSON out.
//!
//! Everything said about users comes from the rules; this crate reads, picks and prints.

mod args;
mod colour;
mod foresee;
mod many;
mod material;
mod pick;
mod print;
mod progress;
mod read;

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    process::ExitCode,
};

use anstream::AutoStream;
use scim_checkup_rules::{
    Code, Entry, Form, Redactor, Report, Session, Time, Writer, catalogue, explain,
    foresight::{SITUATIONS, TO_AVOID},
};

use crate::{
    args::{Act, Checkup},
    colour::Colour,
    print::{Sheet, plain},
    progress::Progress,
    read::Source,
};

/// Nothing needs action.
const IN_ORDER: u8 = 0;
/// At least one user needs action now.
const NEEDS_ACTION: u8 = 1;
/// Wrong usage, or something that could not be read or written.
const FAILED: u8 = 2;

/// Above this number of users the report is a list, with one line each.
const BLOCKS_AT_MOST: usize = 20;

fn main() -> ExitCode {
    let (colour, act) = args::parse();
    ExitCode::from(match act {
        Act::Checkup(checkup) => run_checkup(&checkup, colour),
        Act::Explain(code) => run_explain(&code, colour),
        Act::Rules => print_out(colour, IN_ORDER, |out| print::rules(&mut sheet(out), &catalogue())),
        Act::Guide(now) => print_out(colour, IN_ORDER, |out| {
            let parts = [("What to do", SITUATIONS), ("What to avoid", TO_AVOID)];
            print::guide(&mut sheet(out), &parts, now, foresee::situation)
        }),
        Act::Foresee { from, now, steps } => print_out(colour, IN_ORDER, |out| {
            print::foresight(&mut sheet(out), &foresee::foreseen(from, now, &steps))
        }),
        Act::Many(it) => many::run(it, colour),
    })
}

fn run_checkup(checkup: &Checkup, colour: Colour) -> u8 {
    let Some((mut report, failed)) = report_on(&checkup.sources, checkup.as_of) else { return FAILED };
    let code = match (failed, report.totals.need_action) {
        (true, _) => FAILED,
        (false, 0) => IN_ORDER,
        (false, _) => NEEDS_ACTION,
    };
    let redactor = checkup.hide_names.then(|| Redactor::of(&report));
    pick::pick(&mut report, &checkup.users, &checkup.only);
    if let Some(redactor) = redactor {
        redactor.redact(&mut report);
        report.users.iter_mut().for_each(|it| redactor.redact_user(it));
    }
    // JSON has no colour that would have to be taken out, and looking for it takes longer than writing.
    let colour = if checkup.json { Colour::Always } else { colour };
    print_out(colour, code, |out| match checkup.form {
        _ if checkup.json => print::json(out, &report),
        Some(form) => out.write_all(taken_along(&report, form).as_bytes()),
        None => print_report(out, checkup, &report),
    })
}

/// The report in a form to take along.
fn taken_along(report: &Report, form: args::Form) -> String {
    let mut writer = Writer::new(match form {
        args::Form::Markdown => Form::Markdown,
        args::Form::Text => Form::Text,
        args::Form::Csv => Form::Csv,
    });
    writer.head(report, "");
    report.users.iter().for_each(|it| writer.user(it, ""));
    writer.end(report, env!("CARGO_PKG_VERSION"));
    writer.text
}

/// The report on some sources, and whether one of them was not read to its end; `None` where no answer is possible.
fn report_on(sources: &[Source], as_of: Time) -> Option<(Report, bool)> {
    let mut session = Session::new(as_of);
    let mut progress = Progress::new(read::total_bytes(sources));
    let reading = read::read(sources, &mut session, &mut progress);
    let report = reading.can_answer.then(|| session.finish());
    progress.end();
    report.map(|it| (it, reading.failed))
}

fn print_report(out: &mut dyn Write, checkup: &Checkup, report: &Report) -> io::Result<()> {
    let filtered = !checkup.users.is_empty() || !checkup.only.is_empty();
    let as_list = report.users.len() > BLOCKS_AT_MOST && checkup.users.is_empty();
    print::report(&mut sheet(out), report, filtered, as_list)
}

fn run_explain(code: &str, colour: Colour) -> u8 {
    // A code of ours, else one that an administrator saw in the log.
    if let Some(entry) = explain(code) {
        return print_out(colour, IN_ORDER, |out| print::explanation(&mut sheet(out), entry));
    }
    let Some(known) = Code::known(code) else {
        complain(&no_such_rule(code, &catalogue()));
        return FAILED;
    };
    print_out(colour, IN_ORDER, |out| print::code(&mut sheet(out), known))
}

fn no_such_rule(code: &str, entries: &[&Entry]) -> String {
    let guess = match pick::nearest(code, entries) {
        Some(entry) => format!("; did you mean {} ({})?", entry.code, entry.name),
        None => String::new(),
    };
    format!("no rule is called {code}{guess}\n\n\"scim-checkup rules\" lists them all")
}

/// Prints to standard output and gives the exit code: the one handed in, unless the output could not be written.
fn print_out(colour: Colour, code: u8, print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> u8 {
    let stream = AutoStream::new(io::stdout(), colour.into()).lock();
    let mut out = BufWriter::with_capacity(64 * 1024, stream);
    match print(&mut out).and_then(|()| out.flush()) {
        Ok(()) => code,
        // Whoever was reading has seen enough: `scim-checkup … | head`. What was found still holds.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is still in the buffer has no reader; dropping it must not try again.
            let _ = out.into_parts();
            code
        }
        Err(error) => {
            let _ = out.into_parts();
            complain(&format!("cannot write the report: {}", read::reason(&error)));
            FAILED
        }
    }
}

fn sheet(out: &mut dyn Write) -> Sheet<'_> {
    let width = match io::stdout().is_terminal() {
        true => terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)),
        false => None,
    };
    Sheet::new(out, width)
}

/// Says on standard error what went wrong. A closed standard error is nobody's to tell.
fn complain(message: &str) {
    let mut lines = message.lines().map(plain);
    let first = lines.next().unwrap_or_default();
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "scim-checkup: {first}");
    for line in lines {
        let _ = writeln!(stderr, "{line}");
    }
}
