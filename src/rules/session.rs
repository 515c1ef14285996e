//! The pipeline, in one screen: bytes in, report out.

use std::hash::Hasher;

use fnv::FnvHasher;

use crate::{
    assemble::assemble,
    document::{Document, Given},
    format::Interpreter,
    read::Reader,
    report::Report,
    store::Store,
    time::Time,
};

/// A checkup under way: documents go in one after the other, in chunks of any size.
///
/// ```
/// use scim_checkup_rules::{Given, Session, Time};
///
/// let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap());
/// session.open(Given { name: "Pasted text".to_string(), ..Given::default() });
/// session.push(b"fay@con");
/// session.push(b"toso.com");
/// assert_eq!(session.finish().users[0].name, "fay@contoso.com");
/// ```
pub struct Session {
    as_of: Time,
    store: Store,
    documents: Vec<Document>,
    open: Option<Open>,
}

/// The document that is being read.
struct Open {
    given: Given,
    reader: Reader,
    interpreter: Interpreter,
    /// Of every byte, to tell documents of one name apart.
    content: FnvHasher,
}

impl Session {
    /// Starts a checkup whose answers hold for a given time; the engine reads no clock.
    pub fn new(as_of: Time) -> Session {
        Session { as_of, store: Store::default(), documents: Vec::new(), open: None }
    }

    /// Begins a document; the one before it ends here.
    pub fn open(&mut self, given: Given) {
        self.close();
        self.store.names.push(given.name.clone());
        let interpreter = Interpreter::new(self.documents.len() as u32, given.from);
        self.open = Some(Open { given, reader: Reader::new(), interpreter, content: FnvHasher::default() });
    }

    /// Reads on in the open document. Without one the bytes belong nowhere and are not read.
    pub fn push(&mut self, bytes: &[u8]) {
        let Some(open) = &mut self.open else { return };
        open.content.write(bytes);
        open.reader.push(bytes, &mut open.interpreter);
        for record in open.interpreter.found.drain(..) {
            self.store.add(record);
        }
    }

    /// What is known so far, the open document included as far as it was read.
    pub fn report(&self) -> Report {
        let open = self.open.as_ref().map(|it| {
            Document::new(&it.given, it.reader.reading(), &it.interpreter, it.content.finish(), self.as_of)
        });
        let documents: Vec<&Document> = self.documents.iter().chain(open.as_ref()).collect();
        assemble(&self.store, &documents, self.as_of)
    }

    /// Ends the last document and answers.
    pub fn finish(mut self) -> Report {
        self.close();
        self.report()
    }

    fn close(&mut self) {
        let Some(Open { given, reader, mut interpreter, content }) = self.open.take() else { return };
        let reading = reader.finish(&mut interpreter);
        for record in interpreter.found.drain(..) {
            self.store.add(record);
        }
        self.documents.push(Document::new(&given, reading, &interpreter, content.finish(), self.as_of));
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
