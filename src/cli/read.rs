//! Files and standard input into the session, a piece at a time.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};

use scim_checkup_rules::{Given, Session, Side};

use crate::{complain, progress::Progress};

/// How much is in memory of a file at a time.
const PIECE: usize = 1024 * 1024;

/// A file or standard input, and what the caller says of it.
pub struct Source {
    /// As the report calls it.
    pub name: String,
    /// `None` is standard input.
    path: Option<PathBuf>,
    pub whole: bool,
    pub from_maptician: bool,
}

impl Source {
    /// The source for a path as given; `-` is standard input.
    pub fn new(path: &Path, whole: bool, from_maptician: bool) -> Source {
        let (name, path) = match path == Path::new("-") {
            true => ("standard input".to_string(), None),
            false => (path.to_string_lossy().into_owned(), Some(path.to_path_buf())),
        };
        Source { name, path, whole, from_maptician }
    }

    /// All of it at once, for a list or a report; the message is for the terminal.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let read = match &self.path {
            Some(path) => {
                open(path).and_then(|mut file| file.read_to_end(&mut bytes).map_err(|error| reason(&error)))
            }
            None => io::stdin().lock().read_to_end(&mut bytes).map_err(|error| reason(&error)),
        };
        match read {
            Ok(_) => Ok(bytes),
            Err(why) => Err(format!("cannot read {}: {why}", self.name)),
        }
    }

    /// Whether both are one file, however the paths are spelled.
    pub fn is_same_file(&self, other: &Source) -> bool {
        // A name that does not resolve (no such file, or a pipe of the shell's) is compared as spelled.
        let resolved = |path: &PathBuf| {
            let spelled = || path.components().filter(|it| it.as_os_str() != ".").collect();
            fs::canonicalize(path).unwrap_or_else(|_| spelled())
        };
        self.path.as_ref().map(resolved) == other.path.as_ref().map(resolved)
    }
}

/// How the reading went.
pub struct Reading {
    /// At least one source was read, and no answer would rest on a part taken for everything.
    pub can_answer: bool,
    /// At least one source was not read to its end.
    pub failed: bool,
}

/// The sum of the files' sizes; `None` where one has no size beforehand, as standard input and pipes.
pub fn total_bytes(sources: &[Source]) -> Option<u64> {
    let size = |source: &Source| match source.path.as_ref().map(fs::metadata) {
        Some(Ok(metadata)) => metadata.is_file().then_some(metadata.len()),
        // What cannot be opened adds nothing to read.
        Some(Err(_)) => Some(0),
        None => None,
    };
    sources.iter().map(size).sum()
}

/// Reads every source; what fails is said on standard error, and the others are still read.
pub fn read(sources: &[Source], session: &mut Session, progress: &mut Progress) -> Reading {
    let mut reading = Reading { can_answer: false, failed: false };
    let mut n_read = 0;
    for source in sources {
        match read_source(source, session, progress) {
            Ok(()) => n_read += 1,
            Err(Failure::NotOpened(message)) => {
                reading.failed = true;
                progress.aside(|| complain(&message));
            }
            Err(Failure::Torn(message)) => {
                reading.failed = true;
                n_read += 1;
                progress.aside(|| complain(&message));
                // Absence from the rest would be taken for evidence.
                if source.whole {
                    let message = format!("{} was given as everybody, so there is no report", source.name);
                    progress.aside(|| complain(&message));
                    return reading;
                }
            }
        }
    }
    reading.can_answer = n_read > 0;
    reading
}

enum Failure {
    /// Nothing of it was read.
    NotOpened(String),
    /// It was read up to a place in its middle.
    Torn(String),
}

fn read_source(source: &Source, session: &mut Session, progress: &mut Progress) -> Result<(), Failure> {
    match &source.path {
        Some(path) => {
            let mut file = open(path)
                .map_err(|why| Failure::NotOpened(format!("cannot open {}: {why}", source.name)))?;
            read_all(source, &mut file, session, progress)
        }
        None => {
            hint_at_terminal();
            read_all(source, &mut io::stdin().lock(), session, progress)
        }
    }
}

fn read_all(
    source: &Source,
    input: &mut dyn Read,
    session: &mut Session,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let name = &source.name;
    let mut piece = vec![0; PIECE];
    // Only what can be read becomes a document: an empty one that is everybody would be evidence.
    let mut n = read_piece(input, &mut piece)
        .map_err(|error| Failure::NotOpened(format!("cannot read {name}: {}", reason(&error))))?;
    session.open(Given {
        name: name.clone(),
        whole: source.whole,
        from: source.from_maptician.then_some(Side::Maptician),
    });
    progress.begin(name);
    let mut n_bytes = 0;
    while n > 0 {
        session.push(&piece[..n]);
        progress.advance(n as u64);
        n_bytes += n;
        n = read_piece(input, &mut piece).map_err(|error| {
            let why = reason(&error);
            Failure::Torn(format!("cannot read {name} beyond its first {n_bytes} bytes: {why}"))
        })?;
    }
    Ok(())
}

/// How many bytes came; 0 at the end.
fn read_piece(input: &mut dyn Read, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

fn open(path: &Path) -> Result<File, String> {
    // Opening a directory succeeds on Unix, and says nothing helpful on Windows.
    if path.is_dir() {
        return Err("it is a directory; name the files in it".to_string());
    }
    File::open(path).map_err(|error| reason(&error))
}

/// Why an operation failed, in lower case and without the system's number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_string(),
        ErrorKind::PermissionDenied => "permission denied".to_string(),
        ErrorKind::StorageFull => "no space left".to_string(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
        }
    }
}

/// Somebody who started the tool without a file looks at a cursor that waits.
fn hint_at_terminal() {
    if io::stdin().is_terminal() {
        let keys = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
        let _ = writeln!(io::stderr(), "Reading standard input; end with {keys}");
    }
}

#[cfg(test)]
mod tests {
    use scim_checkup_rules::Time;

    use super::*;

    #[test]
    fn reasons_read_as_part_of_a_sentence() {
        assert_eq!(reason(&io::Error::from_raw_os_error(2)), "no such file");
        assert_eq!(reason(&io::Error::other("Input/output error (os error 5)")), "input/output error");
    }

    /// Gives some pieces, is interrupted before each, then fails.
    struct Failing {
        pieces: usize,
        interrupt: bool,
    }

    impl Read for Failing {
        fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
            self.interrupt = !self.interrupt;
            if self.interrupt {
                return Err(ErrorKind::Interrupted.into());
            }
            match self.pieces.checked_sub(1) {
                None => Err(io::Error::other("Input/output error (os error 5)")),
                Some(left) => {
                    self.pieces = left;
                    piece[..4].copy_from_slice(b"ada\n");
                    Ok(4)
                }
            }
        }
    }

    #[test]
    fn tells_unreadable_from_torn() {
        let read = |pieces| {
            let mut session = Session::new(Time::from_millis(0).unwrap());
            let source = Source::new(Path::new("log.json"), false, false);
            read_all(
                &source,
                &mut Failing { pieces, interrupt: false },
                &mut session,
                &mut Progress::new(None),
            )
        };
        let Err(Failure::NotOpened(message)) = read(0) else { panic!("nothing was read") };
        assert_eq!(message, "cannot read log.json: input/output error");
        let Err(Failure::Torn(message)) = read(2) else { panic!("two pieces were read") };
        assert_eq!(message, "cannot read log.json beyond its first 8 bytes: input/output error");
    }

    #[test]
    fn total_is_unknown_with_standard_input() {
        assert_eq!(total_bytes(&[Source::new(Path::new("-"), false, false)]), None);
        assert_eq!(total_bytes(&[Source::new(Path::new("not/there.csv"), false, false)]), Some(0));
    }
}
