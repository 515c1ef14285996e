//! The pipeline, in one screen: bytes in, report out.

use scim_checkup_ground::digest::Digest;

use crate::{
    assemble::{Portion, assemble},
    cite::Order,
    document::{Document, Given},
    format::Interpreter,
    jobs,
    read::Reader,
    report::{Report, User},
    store::{Counted, Store},
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
    counted: Counted,
    documents: Vec<Document>,
    open: Option<Open>,
}

/// The document that is being read.
struct Open {
    given: Given,
    reader: Reader,
    interpreter: Interpreter,
    /// What it showed so far.
    store: Store,
    /// Of every byte, to tell documents of one name apart.
    content: Digest,
}

/// Documents read to their ends.
pub struct Checkup {
    as_of: Time,
    store: Store,
    documents: Vec<Document>,
}

impl Checkup {
    /// Answers, with the users handed over some at a time, in the report's order; the report is without them.
    pub fn report_in_parts(&self, at_once: usize, take: &mut dyn FnMut(Vec<User>)) -> Report {
        let documents: Vec<&Document> = self.documents.iter().collect();
        let named = named(&documents);
        let portion = Portion { most: usize::MAX, at_once };
        assemble(&self.store, &documents, &Order { documents: &named }, self.as_of, portion, take)
    }
}

impl Session {
    /// Starts a checkup whose answers hold for a given time; the engine reads no clock.
    pub fn new(as_of: Time) -> Session {
        let (store, counted) = (Store::default(), Counted::default());
        Session { as_of, store, counted, documents: Vec::new(), open: None }
    }

    /// The time its answers hold for.
    pub fn as_of(&self) -> Time {
        self.as_of
    }

    /// Begins a document; the one before it ends here.
    pub fn open(&mut self, given: Given) {
        self.close();
        let interpreter = Interpreter::new(self.documents.len() as u32, given.from);
        let (reader, store, content) = (Reader::new(), Store::default(), Digest::default());
        self.open = Some(Open { given, reader, interpreter, store, content });
    }

    /// Reads on in the open document. Without one the bytes belong nowhere and are not read.
    pub fn push(&mut self, bytes: &[u8]) {
        let Some(open) = &mut self.open else { return };
        open.content.write(bytes);
        open.reader.push(bytes, &mut open.interpreter);
        take_in(&mut open.interpreter, &mut open.store, &mut self.counted);
    }

    /// How many users a report would have, roughly: nothing is joined yet.
    pub fn n_users(&self) -> usize {
        self.store.n_users().max(self.open.as_ref().map_or(0, |it| it.store.n_users()))
    }

    /// What is known so far, the open document included as far as it was read.
    pub fn report(&self) -> Report {
        self.report_on(usize::MAX)
    }

    /// The same with the first users only: the totals say how many there are.
    pub fn report_on(&self, most: usize) -> Report {
        let open = self.open.as_ref().map(|it| {
            Document::new(&it.given, it.reader.reading(), &it.interpreter, it.content.finish(), self.as_of)
        });
        let documents: Vec<&Document> = self.documents.iter().chain(open.as_ref()).collect();
        let so_far = self.open.as_ref().map(|it| it.store.clone()).unwrap_or_default();
        let mut users = Vec::new();
        let portion = Portion { most, at_once: usize::MAX };
        let named = named(&documents);
        let order = Order { documents: &named };
        let store = put_together(self.store.clone(), so_far, &order);
        let report = assemble(&store, &documents, &order, self.as_of, portion, &mut |it| users = it);
        Report { users, ..report }
    }

    /// Ends the last document and answers.
    pub fn finish(self) -> Report {
        let mut users = Vec::new();
        let report = self.finish_in_parts(usize::MAX, &mut |it| users = it);
        Report { users, ..report }
    }

    /// The same with the users handed over some at a time, in the report's order, so that they need not all be there at
    /// once; the report is without them.
    pub fn finish_in_parts(self, at_once: usize, take: &mut dyn FnMut(Vec<User>)) -> Report {
        self.end().report_in_parts(at_once, take)
    }

    /// Ends the last document. What was read stays, and can be answered as often as somebody asks.
    pub fn end(mut self) -> Checkup {
        self.close();
        let documents: Vec<&Document> = self.documents.iter().collect();
        let named = named(&documents);
        let store = put_together(self.store, Store::default(), &Order { documents: &named });
        Checkup { as_of: self.as_of, store, documents: self.documents }
    }

    fn close(&mut self) {
        let Some(Open { given, reader, mut interpreter, mut store, content }) = self.open.take() else {
            return;
        };
        let reading = reader.finish(&mut interpreter);
        take_in(&mut interpreter, &mut store, &mut self.counted);
        interpreter.settle(self.as_of, &|event| store.give_log(event));
        take_in(&mut interpreter, &mut store, &mut self.counted);
        self.documents.push(Document::new(&given, reading, &interpreter, content.finish(), self.as_of));
        let documents: Vec<&Document> = self.documents.iter().collect();
        self.store.absorb(store, &Order { documents: &named(&documents) });
    }
}

fn take_in(interpreter: &mut Interpreter, store: &mut Store, counted: &mut Counted) {
    for record in interpreter.found.drain(..) {
        store.add(record, counted);
    }
}

/// What the documents show together with the one that is still open.
fn put_together(mut store: Store, open: Store, order: &Order<'_>) -> Store {
    store.absorb(open, order);
    store.put_together(order);
    jobs::choose(&mut store, order);
    store.settle(order);
    store
}

/// What tells documents apart.
fn named(documents: &[&Document]) -> Vec<(String, u64)> {
    documents.iter().map(|it| (it.given.name.clone(), it.content)).collect()
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
