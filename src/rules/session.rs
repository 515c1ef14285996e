//! The pipeline, in one screen: bytes in, report out.

use crate::{
    format::Interpreter,
    read::Reader,
    report::{Report, Side, Totals},
    time::Time,
};

/// What the caller says of a document before its first byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// A file's name, or `Pasted text`.
    pub name: String,
    /// This listing is everybody: absence from it is evidence.
    pub whole: bool,
    /// Whose list it is.
    pub from: Option<Side>,
}

/// A checkup under way: documents go in one after the other, in chunks of any size.
pub struct Session {
    as_of: Time,
    open: Option<(Given, Reader, Interpreter)>,
}

impl Session {
    /// Starts a checkup whose answers hold for a given time; the engine reads no clock.
    pub fn new(as_of: Time) -> Session {
        Session { as_of, open: None }
    }

    /// Begins a document; the one before it ends here.
    pub fn open(&mut self, given: Given) {
        self.close();
        let document = 0;
        let from = given.from;
        self.open = Some((given, Reader::new(), Interpreter::new(document, from)));
    }

    /// Reads on in the open document. Without one, the bytes have nowhere to go and are dropped.
    pub fn push(&mut self, bytes: &[u8]) {
        if let Some((_, reader, interpreter)) = &mut self.open {
            reader.push(bytes, interpreter);
        }
    }

    /// What is known so far, the open document included as far as it was read.
    pub fn report(&self) -> Report {
        Report {
            schema: 1,
            as_of: self.as_of,
            headline: String::new(),
            lede: String::new(),
            coverage: String::new(),
            documents: Vec::new(),
            notices: Vec::new(),
            totals: Totals {
                users: 0,
                corrupted: 0,
                suspected: 0,
                counted: 0,
                not_counted: 0,
                billing_unknown: 0,
                changing: 0,
                need_action: 0,
                decisions: 0,
                failed_attempts: 0,
            },
            users: Vec::new(),
        }
    }

    /// Ends the last document and answers.
    pub fn finish(mut self) -> Report {
        self.close();
        self.report()
    }

    fn close(&mut self) {
        if let Some((_, reader, mut interpreter)) = self.open.take() {
            reader.finish(&mut interpreter);
        }
    }
}

/// A checkup of small documents that are already in memory.
pub fn checkup(documents: &[(Given, &[u8])], as_of: Time) -> Report {
    let mut session = Session::new(as_of);
    for (given, bytes) in documents {
        session.open(given.clone());
        session.push(bytes);
    }
    session.finish()
}
