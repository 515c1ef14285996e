//! The commands for many users: their arguments, and what they do.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

use clap::{ArgMatches, Args, ValueEnum};
use scim_checkup_rules::{
    ActionKind, Report, Time, User,
    many::{self, LeftOut, Meant, Next, THRESHOLD},
};

use crate::{
    FAILED, IN_ORDER, NEEDS_ACTION,
    colour::Colour,
    complain,
    material::{Material, Said, clock, time},
    print, print_out,
    read::{Source, reason},
    report_on, sheet,
};

#[derive(Args)]
pub struct ScriptArgs {
    /// What the script does
    #[arg(value_enum, value_name = "ACT")]
    act: ScriptAct,

    #[command(flatten)]
    material: Material,

    #[command(flatten)]
    whom: Whom,

    /// With restore: disable each user a minute later, for people who are not back at work today
    #[arg(long)]
    then_disable: bool,

    /// Write to FILE, which must not exist yet; standard output when not given
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ScriptAct {
    /// Restore deleted users who shall come back
    Restore,
    /// Disable users; within a cycle Maptician sets them inactive
    Disable,
    /// Enable users who are back
    Enable,
    /// Find accounts among the live and the deleted users; without names, of everybody whose answer asks for it
    LookUp,
    /// Provision on demand: an enabled user is settled in under a minute
    OnDemand,
}

/// Whom a script or a file is for.
#[derive(Args)]
struct Whom {
    /// A user by a whole name, alias or object ID, whatever the case. Can be repeated
    #[arg(long, value_name = "NAME")]
    user: Vec<String>,

    /// The users in LIST: a name a line, or a table
    #[arg(long, value_name = "LIST")]
    users: Option<PathBuf>,
}

#[derive(Args)]
pub struct BulkRestoreArgs {
    #[command(flatten)]
    material: Material,

    #[command(flatten)]
    whom: Whom,

    /// Write to FILE, which must not exist yet; standard output when not given
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

#[derive(Args)]
pub struct LeaversArgs {
    /// Who leaves: a name, an address or an object ID a line, or a table; - is standard input
    #[arg(value_name = "LIST")]
    list: PathBuf,

    /// Exports of Entra's users, and whatever else there is: logs, Maptician's list
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    entra: Vec<PathBuf>,

    #[command(flatten)]
    said: Said,

    /// How many changes in a cycle accidental-deletion prevention lets through: your own setting
    #[arg(long, value_name = "N", default_value_t = THRESHOLD, value_parser = clap::value_parser!(u32).range(1..))]
    threshold: u32,

    /// Write the script that disables those who are disabled in Entra
    #[arg(long, help_heading = "Output")]
    script: bool,

    /// Of a list that is above the threshold, the script of this part
    #[arg(long, value_name = "N", requires = "script", help_heading = "Output")]
    part: Option<u32>,

    /// Write the script to FILE, which must not exist yet
    #[arg(long, short, value_name = "FILE", requires = "script", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Print as JSON
    #[arg(long, conflicts_with = "script", help_heading = "Output")]
    json: bool,
}

#[derive(Args)]
pub struct ReconcileArgs {
    #[command(flatten)]
    material: Material,

    /// Print as JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
}

#[derive(Args)]
pub struct CompareArgs {
    /// The older date: a report that --json wrote, or files to read together
    #[arg(value_name = "OLD", required = true)]
    old: Vec<PathBuf>,

    /// The newer date: a report that --json wrote, or files to read together. Files that need --whole or
    /// --from-maptician are made a report first, with --json
    #[arg(long, value_name = "NEW", num_args = 1.., required = true)]
    with: Vec<PathBuf>,

    /// When the files of OLD were exported, such as 2026-05-30T12:00:00Z; a report knows its time
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Input")]
    old_as_of: Option<Time>,

    /// When the files of NEW were; now when not given
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Input")]
    as_of: Option<Time>,

    /// Print as JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// What is asked for.
pub enum Many {
    Script { act: many::Act, sources: Vec<Source>, as_of: Time, whom: Names, output: Option<PathBuf> },
    BulkRestore { sources: Vec<Source>, as_of: Time, whom: Names, output: Option<PathBuf> },
    Leavers { args: LeaversArgs, sources: Vec<Source> },
    Reconcile { sources: Vec<Source>, as_of: Time, json: bool },
    Compare(CompareArgs),
}

/// Names as given.
pub struct Names {
    names: Vec<String>,
    list: Option<PathBuf>,
}

impl ScriptArgs {
    pub fn ask(self, matches: &ArgMatches) -> Many {
        let act = match self.act {
            ScriptAct::Restore => many::Act::Restore { disable: self.then_disable },
            ScriptAct::Disable => many::Act::Disable,
            ScriptAct::Enable => many::Act::Enable,
            ScriptAct::LookUp => many::Act::LookUp,
            ScriptAct::OnDemand => many::Act::ProvisionOnDemand,
        };
        let sources = self.material.sources(matches);
        Many::Script {
            act,
            sources,
            as_of: self.material.as_of(),
            whom: self.whom.names(),
            output: self.output,
        }
    }
}

impl BulkRestoreArgs {
    pub fn ask(self, matches: &ArgMatches) -> Many {
        let sources = self.material.sources(matches);
        Many::BulkRestore {
            sources,
            as_of: self.material.as_of(),
            whom: self.whom.names(),
            output: self.output,
        }
    }
}

impl LeaversArgs {
    pub fn ask(self, matches: &ArgMatches) -> Many {
        let sources = self.said.sources("entra", &self.entra, matches);
        Many::Leavers { args: self, sources }
    }
}

impl ReconcileArgs {
    pub fn ask(self, matches: &ArgMatches) -> Many {
        let sources = self.material.sources(matches);
        Many::Reconcile { sources, as_of: self.material.as_of(), json: self.json }
    }
}

impl CompareArgs {
    pub fn ask(self) -> Many {
        Many::Compare(self)
    }
}

impl Whom {
    fn names(self) -> Names {
        Names { names: self.user, list: self.users }
    }
}

/// Does what is asked for and gives the exit code. What is wrong was said on standard error.
pub fn run(many: Many, colour: Colour) -> u8 {
    let done = match many {
        Many::Script { act, sources, as_of, whom, output } => {
            script(act, &sources, as_of, &whom, output.as_deref())
        }
        Many::BulkRestore { sources, as_of, whom, output } => {
            bulk_restore(&sources, as_of, &whom, output.as_deref())
        }
        Many::Leavers { args, sources } => leavers(&args, &sources, colour),
        Many::Reconcile { sources, as_of, json } => reconcile(&sources, as_of, json, colour),
        Many::Compare(args) => compare(&args, colour),
    };
    done.unwrap_or_else(|message| {
        if !message.is_empty() {
            complain(&message);
        }
        FAILED
    })
}

fn script(
    act: many::Act,
    sources: &[Source],
    as_of: Time,
    whom: &Names,
    output: Option<&Path>,
) -> Result<u8, String> {
    let names = whom.read(as_of)?;
    let report = whole_report(sources, as_of)?;
    let (users, all_known) = match (names.is_empty(), act) {
        // It changes nothing, so it may be for everybody who needs it.
        (true, many::Act::LookUp) => {
            (report.users.iter().filter(|it| it.action.kind == ActionKind::LookUpInEntra).collect(), true)
        }
        (true, _) => return Err(NOBODY_NAMED.to_string()),
        (false, _) => chosen(&report, &names),
    };
    let script = many::script(act, &report, &users);
    hand_over("script", &script.text, (script.users, &script.left_out), all_known, output)
}

fn bulk_restore(sources: &[Source], as_of: Time, whom: &Names, output: Option<&Path>) -> Result<u8, String> {
    let names = whom.read(as_of)?;
    if names.is_empty() {
        return Err(NOBODY_NAMED.to_string());
    }
    let report = whole_report(sources, as_of)?;
    let (users, all_known) = chosen(&report, &names);
    let file = many::bulk_restore(&users);
    let code = hand_over("file", &file.file, (file.users, &file.left_out), all_known, output)?;
    complain(
        "upload it at Entra ID > Users > Deleted users > Bulk restore; a restored user counts again within about 40 minutes, unless disabled",
    );
    Ok(code)
}

const NOBODY_NAMED: &str = "nobody is taken by default: name the users, with --user NAME or --users LIST";

fn leavers(args: &LeaversArgs, sources: &[Source], colour: Colour) -> Result<u8, String> {
    let as_of = args.said.as_of();
    let names = list(&args.list, as_of)?;
    let report = whole_report(sources, as_of)?;
    let leavers = many::leavers(&report, &names, args.threshold);
    if !args.script {
        return Ok(print_out(colour, IN_ORDER, |out| match args.json {
            true => print::json_text(out, &serde_json::to_string_pretty(&leavers)?),
            false => print::leavers(&mut sheet(out), &leavers),
        }));
    }
    let parts = leavers.batch.parts;
    let part = match args.part {
        Some(part) if (1..=parts).contains(&part) => part,
        Some(_) => return Err(format!("the list has {parts} parts")),
        None if parts > 1 => {
            return Err(format!("{}\nChoose one with --part 1 to {parts}", leavers.batch.text));
        }
        None => 1,
    };
    let in_part = |it: &&many::Leaver| it.step == Next::Disable && it.part.unwrap_or(1) == part;
    let ids: Vec<String> = leavers
        .leavers
        .iter()
        .filter(in_part)
        .map(|it| it.object_id.as_ref().or(it.name.as_ref()).cloned().unwrap_or_default())
        .collect();
    let (users, _) = chosen(&report, &ids);
    let script = many::script(many::Act::Disable, &report, &users);
    let others = leavers.leavers.iter().filter(|it| it.step != Next::Disable).count();
    if others > 0 {
        complain(&format!("{others} of the list are not for the script; without --script it says why"));
    }
    hand_over("script", &script.text, (script.users, &script.left_out), others == 0, args.output.as_deref())
}

fn reconcile(sources: &[Source], as_of: Time, json: bool, colour: Colour) -> Result<u8, String> {
    let (report, failed) = report_on(sources, as_of).ok_or_else(String::new)?;
    let reconciliation = many::reconcile(&report);
    let code = match (failed, report.totals.need_action) {
        (true, _) => FAILED,
        (false, 0) => IN_ORDER,
        (false, _) => NEEDS_ACTION,
    };
    Ok(print_out(colour, code, |out| match json {
        true => print::json_text(out, &serde_json::to_string_pretty(&reconciliation)?),
        false => print::reconciliation(&mut sheet(out), &reconciliation),
    }))
}

fn compare(args: &CompareArgs, colour: Colour) -> Result<u8, String> {
    let old = either(&args.old, || {
        args.old_as_of.ok_or_else(|| {
            "when were the older files exported? Say it with --old-as-of, such as --old-as-of 2026-05-30T12:00:00Z".to_string()
        })
    })?;
    let new = either(&args.with, || Ok(args.as_of.unwrap_or_else(clock)))?;
    if new.as_of < old.as_of {
        return Err("the first is newer than the second: OLD comes first, and NEW after --with".to_string());
    }
    let comparison = many::compare(&old, &new);
    let code = if new.totals.need_action == 0 { IN_ORDER } else { NEEDS_ACTION };
    Ok(print_out(colour, code, |out| match args.json {
        true => print::json_text(out, &serde_json::to_string_pretty(&comparison)?),
        false => print::comparison(&mut sheet(out), &comparison),
    }))
}

/// A report as it was written with --json; else the files are read together.
fn either(paths: &[PathBuf], as_of: impl Fn() -> Result<Time, String>) -> Result<Report, String> {
    let sources: Vec<Source> = paths.iter().map(|it| Source::new(it, false, false)).collect();
    if let [only] = &*sources
        && only.name != "standard input"
        && let Ok(report) = serde_json::from_slice::<Report>(&only.bytes()?)
    {
        return match many::is_part(&report) {
            true => Err(format!(
                "{} was written with --user or --only, so it cannot tell who is new or gone",
                only.name
            )),
            false => Ok(report),
        };
    }
    whole_report(&sources, as_of()?)
}

/// The report, where everything could be read: what is written from it is acted on.
fn whole_report(sources: &[Source], as_of: Time) -> Result<Report, String> {
    match report_on(sources, as_of) {
        Some((report, false)) => Ok(report),
        // What could not be read was said.
        Some((_, true)) | None => Err(String::new()),
    }
}

impl Names {
    fn read(&self, as_of: Time) -> Result<Vec<String>, String> {
        let mut names = self.names.clone();
        if let Some(path) = &self.list {
            names.extend(list(path, as_of)?);
        }
        Ok(names)
    }
}

fn list(path: &Path, as_of: Time) -> Result<Vec<String>, String> {
    let source = Source::new(path, false, false);
    let read = many::names(&source.bytes()?, as_of);
    if read.not_read > 0 {
        complain(&format!(
            "{} rows of {} do not name one user by an address or an object ID",
            read.not_read, source.name
        ));
    }
    match read.names.is_empty() {
        true => Err(format!("no name stands in {}", source.name)),
        false => Ok(read.names),
    }
}

/// The users that are meant, and whether every name means one. Who is not found is said.
fn chosen<'a>(report: &'a Report, names: &[String]) -> (Vec<&'a User>, bool) {
    let mut users = Vec::new();
    let mut all_known = true;
    for (name, meant) in names.iter().zip(many::find(&report.users, names)) {
        match meant {
            Meant::One(user) => users.push(user),
            Meant::Nobody => {
                all_known = false;
                complain(&format!("nobody is called {name}"));
            }
            Meant::Several(_) => {
                all_known = false;
                complain(&format!("{name} means several users: give the object ID"));
            }
        }
    }
    (users, all_known)
}

/// Writes what was made, and says who is not in it.
fn hand_over(
    what: &str,
    text: &str,
    (n, left_out): (usize, &[LeftOut]),
    all_known: bool,
    output: Option<&Path>,
) -> Result<u8, String> {
    for it in left_out {
        complain(&format!("left out {}: {}", it.name, it.reason));
    }
    if n == 0 {
        return Err(format!("there is nobody to write a {what} for"));
    }
    let code = if left_out.is_empty() && all_known { IN_ORDER } else { NEEDS_ACTION };
    match output {
        None => Ok(print_out(Colour::Always, code, |out| out.write_all(text.as_bytes()))),
        Some(path) => {
            let written = OpenOptions::new().write(true).create_new(true).open(path);
            written.and_then(|mut it| it.write_all(text.as_bytes())).map_err(|error| {
                let why = match error.kind() {
                    std::io::ErrorKind::AlreadyExists => "it exists already".to_string(),
                    _ => reason(&error),
                };
                format!("cannot write {}: {why}", path.display())
            })?;
            complain(&format!("{} is for {}", path.display(), print::n_users(n)));
            Ok(code)
        }
    }
}
