//! What is read, and for which time: the arguments that every command with files has.

use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use clap::{ArgMatches, Args};
use scim_checkup_rules::Time;

use crate::read::Source;

/// What is read.
#[derive(Args)]
pub struct Material {
    /// Files to read together; standard input when none is given, or for -
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    said: Said,
}

/// What is said of files, and the time.
#[derive(Args)]
pub struct Said {
    /// Read FILE too, as a listing of everybody: who is missing from it does not exist there
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    whole: Vec<PathBuf>,

    /// Read FILE too, as a list that comes from Maptician; a file can be both
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    from_maptician: Vec<PathBuf>,

    /// The time the answers hold for, such as 2026-06-30T12:00:00Z; now when not given
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Input")]
    as_of: Option<Time>,
}

impl Material {
    /// The files in the order they stand on the command line, each once, with everything said of it.
    pub fn sources(&self, matches: &ArgMatches) -> Vec<Source> {
        self.said.sources("files", &self.files, matches)
    }

    pub fn as_of(&self) -> Time {
        self.said.as_of()
    }
}

impl Said {
    pub fn as_of(&self) -> Time {
        self.as_of.unwrap_or_else(clock)
    }

    /// The same with the files of an argument of another name.
    pub fn sources(&self, id: &str, files: &[PathBuf], matches: &ArgMatches) -> Vec<Source> {
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let mut given: Vec<(usize, &Path, bool, bool)> = Vec::new();
        for (id, paths, whole, from_maptician) in [
            (id, files, false, false),
            ("whole", &self.whole[..], true, false),
            ("from_maptician", &self.from_maptician[..], false, true),
        ] {
            given.extend(
                places(id).zip(paths).map(|(place, path)| (place, path.as_path(), whole, from_maptician)),
            );
        }
        given.sort_by_key(|(place, ..)| *place);
        if given.is_empty() {
            given.push((0, Path::new("-"), false, false));
        }

        let mut sources: Vec<Source> = Vec::new();
        for (_, path, whole, from_maptician) in given {
            let source = Source::new(path, whole, from_maptician);
            match sources.iter_mut().find(|it| it.is_same_file(&source)) {
                Some(known) => {
                    known.whole |= whole;
                    known.from_maptician |= from_maptician;
                }
                None => sources.push(source),
            }
        }
        sources
    }
}

pub fn time(text: &str) -> Result<Time, String> {
    Time::parse_rfc3339(text)
        .ok_or_else(|| "not an RFC 3339 time with its zone, such as 2026-06-30T12:00:00Z".to_string())
}

/// The clock, to the second as every time in the report is; a clock outside the years 1 to 9999 reads as 1970.
pub fn clock() -> Time {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since_1970.as_millis()).unwrap_or_default();
    Time::from_millis(millis)
        .or(Time::from_millis(0))
        .expect("1970 is a year that can be written")
        .to_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_reads_to_the_second() {
        assert_eq!(clock().millis() % 1000, 0);
        assert!(clock() > Time::parse_rfc3339("2025-01-01T00:00:00Z").unwrap());
    }
}
