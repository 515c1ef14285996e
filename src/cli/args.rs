//! The arguments, and what they ask for.

use clap::{
    ArgMatches, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::PossibleValuesParser, error::ErrorKind,
};
use scim_checkup_rules::{Time, foresight::State};

use crate::{
    colour::Colour,
    foresee::{STARTS, Step, start, step},
    many::{BulkRestoreArgs, CompareArgs, LeaversArgs, Many, ReconcileArgs, ScriptArgs},
    material::{Material, clock, time},
    pick::Only,
    read::Source,
};

/// Explain from user records or log entries whether a username is corrupted, whether the user counts for billing,
/// and what to do next.
///
/// Takes exports, provisioning logs, Graph and SCIM responses, lists and free text; what each file holds is seen from
/// its content. Nothing is sent anywhere.
#[derive(Parser)]
#[command(name = "scim-checkup", version, override_usage = USAGE, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    reading: Reading,

    /// When to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true, help_heading = "Output")]
    color: Colour,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Reading {
    #[command(flatten)]
    material: Material,

    /// Show only the user with this name, alias or object ID, whatever the case; where none has it, every user with
    /// it as a part. Can be repeated
    #[arg(long, value_name = "NAME", help_heading = "Output")]
    user: Vec<String>,

    /// Show only such users; repeated, or with commas between, users of any of the kinds
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',', help_heading = "Output")]
    only: Vec<Only>,

    /// Print the report as JSON. --user and --only leave out users; the totals stay those of everybody
    #[arg(long, help_heading = "Output")]
    json: bool,

    /// Print the report in a form to take along: for a ticket, or for a spreadsheet
    #[arg(long, value_enum, value_name = "FORM", help_heading = "Output", conflicts_with = "json")]
    form: Option<Form>,

    /// Put stand-ins for names, addresses and IDs, the same for the same throughout
    #[arg(long, help_heading = "Output")]
    hide_names: bool,
}

/// A form to take a report along in.
#[derive(Clone, Copy, ValueEnum)]
pub enum Form {
    Markdown,
    Text,
    Csv,
}

#[derive(Subcommand)]
enum Command {
    /// Explain a rule by its code or name, or a code of the provisioning log
    Explain {
        /// A code such as C101, a rule's name, or a code of the log such as EntryConflict
        code: String,
    },
    /// List every rule
    Rules,
    /// What to do when people go and come, what to avoid, and what follows from each
    Guide,
    /// Tell what follows from acts, in Entra, in Maptician, for the link and for billing
    Foresee {
        /// What is done, such as disable, enable+90d or restore@2026-07-20T09:00:00Z
        #[arg(value_name = "ACT", required = true, value_parser = step)]
        steps: Vec<Step>,

        /// Where the user stands at the beginning
        #[arg(long, value_name = "STATE", value_parser = PossibleValuesParser::new(STARTS), default_value = STARTS[0])]
        from: String,

        /// The beginning, such as 2026-06-30T12:00:00Z; now when not given
        #[arg(long = "at", value_name = "TIME", value_parser = time)]
        now: Option<Time>,
    },
    /// Write one PowerShell script for many users; it shows what it would do, and asks
    Script(ScriptArgs),
    /// Write the admin centre's file for Bulk restore, for the users who shall come back
    BulkRestore(BulkRestoreArgs),
    /// For people who leave: the right step for each, before they do
    Leavers(LeaversArgs),
    /// Hold both sides against each other: who is on one only, who differs, how many seats count and will
    Reconcile(ReconcileArgs),
    /// Hold two dates against each other: who is healed, new, still looping, worse or gone
    Compare(CompareArgs),
}

const USAGE: &str = "\
scim-checkup [OPTIONS] [FILE]...
       scim-checkup explain CODE
       scim-checkup rules
       scim-checkup guide
       scim-checkup foresee ACT...
       scim-checkup script ACT --user NAME... FILE...
       scim-checkup bulk-restore --user NAME... FILE...
       scim-checkup leavers LIST --entra FILE...
       scim-checkup reconcile FILE...
       scim-checkup compare OLD... --with NEW...";

const EXAMPLES: &str = "\
Examples:
  scim-checkup ProvisioningLogs.csv exportUsers.csv
      Reads both together and prints what each user needs.
  echo 195f30d516514ba38b1c0b993fb809d7JSmith@company.com | scim-checkup
      One name is enough.
  scim-checkup users.json --whole maptician.csv --from-maptician maptician.csv
      maptician.csv is Maptician's, and everybody is in it.
  scim-checkup log.json --user ada@contoso.com
      Everything about one user.
  scim-checkup log.json --json --only action | jq -r '.users[].name'
      Who needs action now, one name a line.
  scim-checkup explain C101
      What a code in the report means.
  scim-checkup foresee delete create-anew+20d
      What becomes of a user who is deleted, and comes back with a new account 20 days later.
  scim-checkup script restore --users back.txt deleted.json -o restore.ps1
      One script for everybody in back.txt, the people who shall come back.
  scim-checkup leavers leaving.txt --entra exportUsers.csv
      What to do for each of them, and whether all at once are too many.
  scim-checkup reconcile --whole users.json --whole maptician.csv --from-maptician maptician.csv
      Both sides against each other.

Exit status:
  0  nothing needs action
  1  something does; for a script or a file, somebody asked for is not in it
  2  wrong usage, or a file that cannot be read; the other files are still read

A file called as a command is, such as \"rules\", is given as ./rules.";

/// What the arguments ask for.
pub enum Act {
    Checkup(Checkup),
    Explain(String),
    Rules,
    Guide(Time),
    Foresee { from: State, now: Time, steps: Vec<Step> },
    Many(Many),
}

pub struct Checkup {
    pub sources: Vec<Source>,
    pub as_of: Time,
    pub users: Vec<String>,
    pub only: Vec<Only>,
    pub json: bool,
    pub form: Option<Form>,
    pub hide_names: bool,
}

/// Reads the arguments; ends the process where they ask for help or make no sense.
pub fn parse() -> (Colour, Act) {
    let mut command = Cli::command().color(ColorChoice::Auto);
    let matches = command.clone().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());

    let act = match cli.command {
        None => Act::Checkup(checkup(cli.reading, &matches)),
        Some(given) => {
            // clap's own `args_conflicts_with_subcommands` would take the command in `--color never rules` for a file.
            if let Some(id) = given_beside_command(&matches) {
                let message = format!("{id} cannot be used with a command");
                command.error(ErrorKind::ArgumentConflict, message).exit();
            }
            match given {
                Command::Explain { code } => Act::Explain(code),
                Command::Rules => Act::Rules,
                Command::Guide => Act::Guide(clock()),
                Command::Foresee { steps, from, now } => {
                    let now = now.unwrap_or_else(clock);
                    Act::Foresee { from: start(&from, now), now, steps }
                }
                Command::Script(it) => Act::Many(it.ask(within(&matches))),
                Command::BulkRestore(it) => Act::Many(it.ask(within(&matches))),
                Command::Leavers(it) => Act::Many(it.ask(within(&matches))),
                Command::Reconcile(it) => Act::Many(it.ask(within(&matches))),
                Command::Compare(it) => Act::Many(it.ask()),
            }
        }
    };
    (cli.color, act)
}

fn checkup(reading: Reading, matches: &ArgMatches) -> Checkup {
    Checkup {
        as_of: reading.material.as_of(),
        sources: reading.material.sources(matches),
        users: reading.user,
        only: reading.only,
        json: reading.json,
        form: reading.form,
        hide_names: reading.hide_names,
    }
}

/// An argument of a checkup that was given although a command was.
fn given_beside_command(matches: &ArgMatches) -> Option<&'static str> {
    const GIVEN: [(&str, &str); 9] = [
        ("files", "FILE"),
        ("whole", "--whole"),
        ("from_maptician", "--from-maptician"),
        ("as_of", "--as-of"),
        ("user", "--user"),
        ("only", "--only"),
        ("json", "--json"),
        ("form", "--form"),
        ("hide_names", "--hide-names"),
    ];
    let given = |id: &str| matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine);
    GIVEN.into_iter().find(|(id, _)| given(id)).map(|(_, shown)| shown)
}

/// What was given to the command that was called.
fn within(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources_of(line: &[&str]) -> Vec<(String, bool, bool)> {
        let matches = Cli::command().try_get_matches_from([&["scim-checkup"], line].concat()).unwrap();
        let cli = Cli::from_arg_matches(&matches).unwrap();
        let sources = cli.reading.material.sources(&matches);
        sources.into_iter().map(|it| (it.name, it.whole, it.from_maptician)).collect()
    }

    #[test]
    fn arguments_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn keeps_the_order_of_the_command_line() {
        let line = ["--whole", "b.csv", "a.csv", "--from-maptician", "c.csv", "d.csv"];
        let names: Vec<String> = sources_of(&line).into_iter().map(|it| it.0).collect();
        assert_eq!(names, ["b.csv", "a.csv", "c.csv", "d.csv"]);
    }

    #[test]
    fn reads_a_file_once_and_joins_what_is_said_of_it() {
        let line = ["a.csv", "--whole", "./a.csv", "--from-maptician", "a.csv", "b.csv"];
        assert_eq!(sources_of(&line), [("a.csv".into(), true, true), ("b.csv".into(), false, false)]);
    }

    #[test]
    fn standard_input_can_be_whole() {
        assert_eq!(sources_of(&[]), [("standard input".into(), false, false)]);
        assert_eq!(sources_of(&["--whole", "-"]), [("standard input".into(), true, false)]);
    }
}
