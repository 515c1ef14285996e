//! From JSON to rows: what is an entry, what is an envelope around entries, and how to go on after damage.
//!
//! An object that fits the limit is read whole and offered as an entry. Any other is walked: its scalars become the
//! page, its lists and objects are looked at one by one, so that the walk needs no more text than one entry has.

use std::{borrow::Cow, rc::Rc};

use scim_checkup_ground::{
    find::Words,
    json::{self, Kind, MAX_DEPTH, Parser, STRUCTURE, Stop, begins, begins_member, pass_blanks, pass_string},
    row::{Node, Object, Page, Place, Row, Shape, Value},
    text::Text,
};

use crate::read::{ITEM_LIMIT, Listener, PageEnd, PageKind, Step, body::Body};

const CUT: &str = "The text stops in the middle of this entry. What stands whole before it was read.";
const BEGUN: &str = "The text begins in the middle of an entry. What stands whole after it was read.";
pub const BROKEN: &str =
    "Something is missing or garbled here. What stands whole before and after it was read.";
const GAP: &str = "Something here could not be read and was left out.";
const DEEP: &str = "This part is nested too deeply and was passed over.";

static NO_PAGE: Page = Page { members: Vec::new() };

/// Where the walk stands between two steps.
#[derive(Default)]
pub struct Walk {
    /// The envelopes and lists around the place, outermost first.
    frames: Vec<Frame>,
    /// Nothing of the line was read yet.
    fresh: bool,
    /// The damage here was told already.
    upset: bool,
    /// The end that is missing was told already.
    cut: bool,
    problems: u32,
    passing: Option<Passing>,
    /// The words that are passed over may go on.
    in_garbage: bool,
    /// What was passed over last was no blank.
    behind_word: bool,
    /// What was passed over last, but for blanks, was a colon.
    behind_colon: bool,
    /// The body of a recorded answer.
    body: Option<Box<Body>>,
    /// This is the walk through such a body.
    inner: bool,
}

struct Frame {
    kind: Kind,
    role: Role,
    page: Page,
    /// Of a table whose rows are lists: the names of their cells.
    columns: Rc<[String]>,
    /// It belongs to a recording: nothing in it is an entry, and its bodies are documents.
    recording: bool,
    /// Something is missing or garbled in it: an object in the place of a member may be a part of anything.
    torn: bool,
    /// It has members of its own.
    own: bool,
    rows: u32,
    /// Its members were given as an entry.
    given: bool,
    /// It is a list with nothing in it, or an object with such a list.
    empty_list: bool,
    place: Place,
    problems_before: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Its beginning was seen.
    Whole,
    /// The text began within it; of what kind it is shows what follows.
    Base { walked: bool },
    /// The rest of a damaged entry.
    Record,
    /// A part of a damaged entry: no page, and of its objects only those in lists may be entries, left there by a bracket
    /// that is missing.
    Inner,
}

/// Something too large to be kept, passed over as it comes.
struct Passing {
    depth: u32,
    in_string: bool,
}

impl Walk {
    /// JSON begins, with a brace or bracket.
    pub fn begin(&mut self) {
        *self = Walk { problems: self.problems, inner: self.inner, ..Walk::default() };
    }

    /// The walk through the body of a recorded answer.
    pub fn within() -> Walk {
        Walk { inner: true, ..Walk::default() }
    }

    /// Whether this is the walk through such a body.
    pub fn is_within(&self) -> bool {
        self.inner
    }

    /// A string that holds a document begins.
    pub fn begin_text(&mut self, text: &mut Text) {
        self.begin();
        let (line, _) = here(text, text.at);
        self.body = Some(Box::new(Body::text(line, text.origin().position(text.at))));
        text.at += 1;
    }

    /// JSON begins in the middle of an object.
    pub fn begin_within(&mut self, text: &Text, listener: &mut dyn Listener) {
        self.begin();
        let (line, place) = here(text, text.at);
        self.push(Kind::Object, Role::Base { walked: false }, place);
        self.tell(line, BEGUN, listener);
        self.upset = false;
    }

    /// Reads on: one token, one entry.
    pub fn step(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        if self.passing.is_some() {
            return self.pass_on(text, whole, listener);
        }
        if self.body.is_some() {
            return self.body(text, whole, listener);
        }
        if self.in_garbage {
            self.pass_garbage(text);
        }
        self.pass_separators(text);
        let bytes = text.buffer.as_bytes();
        let Some(byte) = bytes.get(text.at).copied() else {
            return if whole { self.end(text, listener) } else { Step::Wait };
        };
        let Some(frame) = self.frames.last() else {
            return match byte {
                b'{' => self.object(text, whole, listener),
                b'[' => self.enter(Kind::List, text),
                _ => Step::Tail,
            };
        };
        match (frame.kind, byte) {
            (_, b'}' | b']') => self.closer(byte, text, whole, listener),
            (_, b'\\') if text.at + 1 == bytes.len() && !whole => Step::Wait,
            (Kind::Object, b'"') => match frame.role {
                Role::Base { walked: false } | Role::Record => self.fragment(text, whole, listener),
                _ => self.member(text, whole, listener),
            },
            (Kind::Object, b'{' | b'[') => self.opener_without_name(byte, text, whole, listener),
            (Kind::List, b'{') => self.object(text, whole, listener),
            (Kind::List, b'[') => self.cells(text, whole, listener),
            (Kind::List, b'"') => match begins_member(bytes, text.at, whole) {
                None => Step::Wait,
                Some(false) if holds_json(&bytes[text.at..], true) == Some(true) => self.enter_body(text),
                Some(false) => self.scalar(None, text, whole, listener),
                Some(true) => {
                    let (line, place) = here(text, text.at);
                    self.tell(line, BROKEN, listener);
                    self.push(Kind::Object, Role::Record, place);
                    Step::On
                }
            },
            (Kind::List, b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.scalar(None, text, whole, listener),
            _ => self.garbage(text, whole, listener),
        }
    }

    fn pass_separators(&mut self, text: &mut Text) {
        let bytes = text.buffer.as_bytes();
        loop {
            let at = pass_blanks(bytes, text.at);
            if bytes[text.at..at].iter().any(|it| matches!(it, b'\n' | b'\r')) {
                self.fresh = true;
            }
            text.at = at;
            match bytes.get(at) {
                Some(b',') if !self.frames.is_empty() => text.at += 1,
                _ => return,
            }
        }
    }

    /// An object: an entry, or an envelope to be walked.
    fn object(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let start = text.at;
        let (_, place) = here(text, start);
        if self.frames.len() >= MAX_DEPTH {
            self.tell(place.line, DEEP, listener);
            self.passing = Some(Passing { depth: 0, in_string: false });
            return Step::On;
        }
        if self.in_recording() {
            return self.enter(Kind::Object, text);
        }
        let inner = self.frames.last().is_some_and(|it| it.role == Role::Inner);
        let mut object = Object::default();
        let mut read = read(text, start, ITEM_LIMIT, whole, listener, |parser| parser.object(&mut object));
        if read.needs_more(whole) {
            return Step::Wait;
        }
        let mut swallowed = None;
        // What stands around it does not end: a bracket too few, and its siblings became parts of it.
        let ends_text = read.stop.is_none()
            && !self.frames.is_empty()
            && pass_blanks(text.buffer.as_bytes(), read.at) == text.buffer.len();
        if ends_text && !whole {
            return Step::Wait;
        }
        if !read.too_large && (read.stop.is_some() || ends_text) {
            let end = if let Some(Stop::Damage(at)) = read.stop { at } else { read.at };
            // Within an entry of an envelope, the walk will meet the damage once more.
            if read.open.len() == 1 || listener.is_entry(&object, self.page()) {
                swallowed = match json::swallowed(text.buffer.as_bytes(), start, end, whole) {
                    None => return Step::Wait,
                    Some(it) => it,
                };
            }
            if let Some(next) = swallowed.or_else(|| json::sibling(text.buffer.as_bytes(), start, end)) {
                object = Object::default();
                read = self::read(text, start, next - start, false, listener, |it| it.object(&mut object));
                read.stop = Some(Stop::Damage(next));
                read.too_large = false;
                read.open.clear();
            }
        }
        let is_entry =
            !read.too_large && !object.members.is_empty() && listener.is_entry(&object, self.page());
        if !is_entry {
            if let Some(next) = swallowed {
                self.stumble(next, text, listener);
                return Step::On;
            }
            let columns = listener.columns(&object);
            let recording = !self.inner && listener.is_recording(&object);
            let depth = self.frames.len();
            let step = self.enter(Kind::Object, text);
            if let Some(frame) = self.frames.get_mut(depth) {
                frame.recording = recording;
                if !columns.is_empty() {
                    frame.columns = columns.into();
                }
            }
            return step;
        }
        let place = text.origin().place(place.line, start, read.at);
        self.give(object, Shape::Json, place, &read, text, listener);
        match read.stop {
            None => self.take(text, read.at),
            Some(Stop::Short) => self.take(text, text.buffer.len()),
            Some(Stop::Damage(at)) => {
                self.stumble(at, text, listener);
                for (level, kind) in read.open.iter().enumerate() {
                    let role = if level == 0 && !inner { Role::Record } else { Role::Inner };
                    self.push(*kind, role, place);
                }
                Step::On
            }
        }
    }

    /// A list in a list: a row of a table whose columns the object around it has named, or an inner list.
    fn cells(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let table = self.frames.len().checked_sub(2).map(|it| &self.frames[it]);
        let Some(columns) = table.map(|it| it.columns.clone()).filter(|it| !it.is_empty()) else {
            return self.enter(Kind::List, text);
        };
        let start = text.at;
        let (line, _) = here(text, start);
        let mut cells = Vec::new();
        let read = read(text, start, ITEM_LIMIT, whole, listener, |parser| {
            cells = parser.list()?;
            Ok(())
        });
        if read.needs_more(whole) {
            return Step::Wait;
        }
        match read.stop {
            None => {}
            Some(Stop::Short) => return self.enter(Kind::List, text),
            // Its other cells are as little known.
            Some(Stop::Damage(at)) => {
                self.stumble(at, text, listener);
                return Step::On;
            }
        }
        if cells.len() == columns.len() && read.gaps.is_empty() {
            let place = text.origin().place(line, start, read.at);
            let names = columns.iter().map(|it| Cow::Borrowed(it.as_str()));
            let fields = Object::of(names.zip(cells).collect());
            self.give(fields, Shape::Table, place, &read, text, listener);
        } else {
            // Which cell is missing cannot be told, and so not whose values the others are.
            self.tell(line, GAP, listener);
        }
        self.take(text, read.at)
    }

    /// The members of an object whose beginning is missing.
    fn fragment(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let start = text.at;
        let (_, place) = here(text, start);
        let mut object = Object::default();
        let mut read = read(text, start, ITEM_LIMIT, whole, listener, |parser| parser.members(&mut object));
        if read.needs_more(whole) {
            return Step::Wait;
        }
        if let Some(Stop::Damage(at)) = read.stop {
            let Some(swallowed) = json::swallowed(text.buffer.as_bytes(), start, at, whole) else {
                return Step::Wait;
            };
            if let Some(next) = swallowed {
                object = Object::default();
                read = self::read(text, start, next - start, false, listener, |it| it.members(&mut object));
                read.stop = Some(Stop::Damage(next));
                read.too_large = false;
                read.open.clear();
            }
        }
        let top = self.frames.len() - 1;
        let is_base = self.frames[top].role != Role::Record;
        if is_base && read.stop.is_none() {
            match follows(text.buffer.as_bytes(), read.at, whole) {
                None => return Step::Wait,
                // The members of an object with a name that was not seen: they say nothing of the entry around it.
                Some(Follow::Member) => return self.take(text, read.at),
                Some(_) => {}
            }
        }
        let is_entry =
            !read.too_large && !object.members.is_empty() && listener.is_entry(&object, self.page());
        if !is_entry {
            let nothing_read = object.members.is_empty() && read.stop == Some(Stop::Damage(start + 1));
            if is_base && !nothing_read {
                self.frames[top].role = Role::Base { walked: true };
                return Step::On;
            }
            if read.too_large {
                self.frames[top].role = Role::Inner;
                return Step::On;
            }
        } else {
            let place = text.origin().place(place.line, start, read.at);
            self.give(object, Shape::Json, place, &Read { torn: true, ..read.clone() }, text, listener);
        }
        match read.stop {
            None => {
                // The brace is read by the step that closes the frame.
                self.take(text, read.at - 1)
            }
            Some(Stop::Short) => self.take(text, text.buffer.len()),
            Some(Stop::Damage(at)) => {
                self.stumble(at, text, listener);
                for kind in read.open.iter().skip(1) {
                    self.push(*kind, Role::Inner, place);
                }
                Step::On
            }
        }
    }

    /// A member of an envelope.
    fn member(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let bytes = text.buffer.as_bytes();
        let end = bytes.len().min(text.at + json::LOOK);
        let window = &bytes[..end];
        let known = whole || end == text.at + json::LOOK;
        let Ok(name_end) = pass_string(window, text.at) else {
            return if known { self.garbage(text, whole, listener) } else { Step::Wait };
        };
        let colon = pass_blanks(window, name_end);
        match window.get(colon) {
            Some(b':') => {}
            None if !known => return Step::Wait,
            _ => {
                // A text that a bracket or a member follows is a value without its name, also on a line of its own.
                let Some(follow) = follows(bytes, name_end, whole) else { return Step::Wait };
                self.fresh &= follow == Follow::Other;
                return self.garbage(text, whole, listener);
            }
        }
        let value = pass_blanks(window, colon + 1);
        let mut is_body = false;
        let name = &text.buffer[text.at + 1..name_end - 1];
        let is_torn = self.frames.last().is_some_and(|it| it.torn || it.role != Role::Whole);
        if matches!(window.get(value), Some(b'{' | b'[')) {
            if is_torn || self.in_recording() {
                listener.recorded(name, None);
            }
        } else if self.in_recording() {
            // Of a torn part it is not known whether it was asked for or answered.
            let is_known = self.frames.last().is_some_and(|it| it.role != Role::Inner);
            is_body = is_known && window.get(value) == Some(&b'"') && listener.is_body(name);
        } else if let Some(it) = holds_json(&window[value..], known) {
            is_body = it;
        } else {
            return Step::Wait;
        }
        match window.get(value) {
            Some(_) if is_body => {
                text.at = value;
                self.enter_body(text)
            }
            None if !known => Step::Wait,
            None => self.garbage(text, whole, listener),
            Some(b'{') => {
                let from = std::mem::replace(&mut text.at, value);
                // Of an object whose beginning is missing it may be any part.
                let step =
                    if is_torn { self.enter(Kind::Object, text) } else { self.object(text, whole, listener) };
                if matches!(step, Step::Wait) {
                    text.at = from;
                }
                step
            }
            Some(b'[') => {
                text.at = value;
                self.enter(Kind::List, text)
            }
            Some(b',' | b'}') => {
                let (line, _) = here(text, value);
                self.tell(line, GAP, listener);
                self.take(text, value)
            }
            Some(_) => self.scalar(Some(value), text, whole, listener),
        }
    }

    /// A scalar: of an envelope it goes to the page; in a list nobody asks for it.
    fn scalar(
        &mut self,
        value_at: Option<usize>,
        text: &mut Text,
        whole: bool,
        listener: &mut dyn Listener,
    ) -> Step {
        let start = text.at;
        let mut member = None;
        let read = read(text, start, ITEM_LIMIT, whole, listener, |parser| {
            if value_at.is_none() {
                return parser.value().map(drop);
            }
            let key = parser.string()?;
            parser.to_value(start)?;
            member = Some((key, parser.value()?));
            Ok(())
        });
        if read.needs_more(whole) {
            return Step::Wait;
        }
        match read.stop {
            None => {
                let top = self.frames.len() - 1;
                let frame = &mut self.frames[top];
                if let Some((key, node)) = member.take_if(|_| frame.recording) {
                    // Of headers, cookies and tokens nothing is kept.
                    listener.recorded(&key, as_text(&node).as_deref());
                }
                if let Some((key, node)) = member
                    && frame.role != Role::Inner
                    && listener.wants(&key)
                    && let Some(value) = as_text(&node)
                {
                    frame.own = true;
                    let members = &mut frame.page.members;
                    match members.iter_mut().find(|(it, _)| it.eq_ignore_ascii_case(&key)) {
                        Some(known) => *known = (key.into_owned(), value),
                        None => members.push((key.into_owned(), value)),
                    }
                }
                self.take(text, read.at)
            }
            Some(Stop::Short) if read.too_large => {
                // A name is short, so it is the value that does not end.
                let value = value_at.unwrap_or(start);
                text.at = value;
                if text.buffer.as_bytes()[value] == b'"' {
                    text.at += 1;
                    self.passing = Some(Passing { depth: 0, in_string: true });
                    return Step::On;
                }
                self.garbage(text, whole, listener)
            }
            Some(Stop::Short) => self.take(text, text.buffer.len()),
            Some(Stop::Damage(_)) => {
                if let Some(value) = value_at {
                    // Tokens and cookies of a recording are passed over, however they are broken.
                    let bytes = text.buffer.as_bytes();
                    if self.in_recording()
                        && bytes[value] == b'"'
                        && let Ok(end) = pass_string(bytes, value)
                    {
                        return self.take(text, end);
                    }
                    text.at = value;
                    self.fresh = false;
                }
                self.garbage(text, whole, listener)
            }
        }
    }

    /// A body begins, with the quote of its string.
    fn enter_body(&mut self, text: &mut Text) -> Step {
        let (line, _) = here(text, text.at);
        let recorded = self.inner || self.in_recording();
        self.body = Some(Box::new(Body::new(line, text.origin().position(text.at), recorded)));
        self.fresh = false;
        text.at += 1;
        Step::On
    }

    /// Reads on in the body of a recorded answer.
    fn body(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let Some(mut body) = self.body.take() else { return Step::On };
        let (end, closed) = json::string_part(text.buffer.as_bytes(), text.at, whole);
        let part = &text.buffer[text.at..end];
        if part.has_byte(b'\\') {
            body.push(&json::unescape(part), listener);
        } else {
            body.push(part, listener);
        }
        text.at = end;
        if closed || whole {
            body.finish(listener);
            return self.take(text, end + usize::from(closed));
        }
        self.body = Some(body);
        Step::Wait
    }

    fn in_object(&self) -> bool {
        self.frames.last().is_some_and(|it| it.kind == Kind::Object)
    }

    fn in_recording(&self) -> bool {
        self.frames.last().is_some_and(|it| it.recording)
    }

    /// An envelope or list begins.
    fn enter(&mut self, kind: Kind, text: &mut Text) -> Step {
        let (_, place) = here(text, text.at);
        if self.frames.len() >= MAX_DEPTH {
            self.passing = Some(Passing { depth: 0, in_string: false });
            return Step::On;
        }
        let of_object = kind == Kind::Object && self.in_object();
        let role = match self.frames.last() {
            Some(Frame { role: Role::Inner | Role::Record, .. }) => Role::Inner,
            Some(Frame { role: Role::Base { .. }, .. } | Frame { torn: true, .. }) if of_object => {
                Role::Inner
            }
            _ => Role::Whole,
        };
        self.push(kind, role, place);
        text.at += 1;
        self.fresh = false;
        Step::On
    }

    /// A brace or bracket where a name belongs: the object around it was not closed.
    fn opener_without_name(
        &mut self,
        byte: u8,
        text: &mut Text,
        whole: bool,
        listener: &mut dyn Listener,
    ) -> Step {
        let top = self.frames.len() - 1;
        if let Role::Base { .. } = self.frames[top].role {
            self.frames[top].kind = Kind::List;
            return Step::On;
        }
        let Some(begins) = begins(text.buffer.as_bytes(), text.at, true, whole) else { return Step::Wait };
        if !begins {
            return self.garbage(text, whole, listener);
        }
        let (line, place) = here(text, text.at);
        self.tell(line, BROKEN, listener);
        if std::mem::take(&mut self.behind_colon) {
            // The value of a member whose name is broken: it may be any part.
            self.push(if byte == b'{' { Kind::Object } else { Kind::List }, Role::Inner, place);
            text.at += 1;
            self.fresh = false;
            return Step::On;
        }
        if byte == b'[' {
            return self.enter(Kind::List, text);
        }
        let list = self.frames.iter().rposition(|it| it.kind == Kind::List);
        self.close_down_to(list.map_or(0, |it| it + 1), listener);
        Step::On
    }

    fn closer(&mut self, byte: u8, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let top = self.frames.len() - 1;
        let kind = if byte == b'}' { Kind::Object } else { Kind::List };
        let matches = |it: &Frame| it.kind == kind && !matches!(it.role, Role::Base { .. });
        let is_base = matches!(self.frames[top].role, Role::Base { .. });
        if matches(&self.frames[top]) {
            self.close(true, listener);
            return self.after_closer(text);
        }
        let Some(follow) = follows(text.buffer.as_bytes(), text.at + 1, whole) else { return Step::Wait };
        if !is_base {
            let (line, _) = here(text, text.at);
            self.tell(line, BROKEN, listener);
            let below = self.frames.iter().rposition(matches);
            let stray = kind == Kind::Object && follow == Follow::Entry;
            match below {
                Some(at) if !stray => {
                    self.close_down_to(at + 1, listener);
                    self.close(true, listener);
                    return self.after_closer(text);
                }
                None if matches!(self.frames[0].role, Role::Base { .. }) && !stray => {
                    self.close_down_to(1, listener);
                }
                _ => return self.take(text, text.at + 1),
            }
        }
        // The end of something whose beginning was not seen: what follows shows where that stands.
        let next = match follow {
            Follow::Member | Follow::Brace => Some(Kind::Object),
            Follow::Entry | Follow::Bracket => Some(Kind::List),
            Follow::Other => None,
        };
        let base = &mut self.frames[0];
        let place = base.place;
        let ends_envelope = base.role == Role::Base { walked: true } && byte == b'}';
        match next {
            Some(next) if !ends_envelope => {
                base.kind = next;
                base.rows += u32::from(std::mem::take(&mut base.given) && next == Kind::List);
                // After a list of entries stands what the envelope says of itself.
                base.role = Role::Base { walked: byte == b']' && base.rows > 0 };
            }
            next => {
                self.close(false, listener);
                if let Some(next) = next {
                    self.push(next, Role::Base { walked: false }, place);
                }
            }
        }
        self.after_closer(text)
    }

    fn after_closer(&mut self, text: &mut Text) -> Step {
        let at = text.at + 1;
        self.take(text, at);
        if self.frames.is_empty() { Step::Tail } else { Step::On }
    }

    /// Words where JSON has none. On a line of their own they are the text after JSON that stopped.
    fn garbage(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let rest = &text.buffer[text.at..];
        let (line, _) = here(text, text.at);
        if self.fresh {
            // Three bytes tell an ellipsis, by which people mark what they left out.
            if rest.len() < 3 && !whole {
                return Step::Wait;
            }
            if !(rest.starts_with("...")
                || rest.starts_with('…')
                || rest.starts_with("//")
                || rest.starts_with(':'))
            {
                self.tell(line, CUT, listener);
                self.close_down_to(0, listener);
                return Step::Line;
            }
        }
        self.tell(line, BROKEN, listener);
        self.tear();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        text.at += first;
        self.fresh = false;
        self.behind_word = !rest.starts_with(|it: char| it.is_ascii_whitespace());
        self.behind_colon = rest.starts_with(':');
        self.pass_garbage(text);
        Step::On
    }

    /// Passes over words up to what may be JSON again.
    fn pass_garbage(&mut self, text: &mut Text) {
        let is_next = |it: &u8| STRUCTURE[usize::from(*it)] || matches!(it, b',' | b'\n' | b'\r');
        let rest = &text.buffer.as_bytes()[text.at..];
        let found = rest.iter().position(is_next);
        let passed = &rest[..found.unwrap_or(rest.len())];
        self.in_garbage = found.is_none();
        self.behind_word = passed.last().map_or(self.behind_word, |it| !it.is_ascii_whitespace());
        let mut words = passed.iter().rev().filter(|it| !it.is_ascii_whitespace());
        self.behind_colon = words.next().map_or(self.behind_colon, |it| *it == b':');
        // A quote directly behind a word ends a text whose beginning is missing: it opens none.
        let closes = found.is_some_and(|it| rest[it] == b'"') && self.behind_word;
        text.at += passed.len() + usize::from(closes);
    }

    fn pass_on(&mut self, text: &mut Text, whole: bool, listener: &mut dyn Listener) -> Step {
        let Some(passing) = &mut self.passing else { return Step::On };
        let bytes = text.buffer.as_bytes();
        let mut at = text.at;
        while let Some(rest) = bytes.get(at..).filter(|it| !it.is_empty()) {
            if passing.in_string {
                let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                    at = bytes.len();
                    break;
                };
                at += found;
                if bytes[at] == b'"' {
                    passing.in_string = false;
                    at += 1;
                } else if at + 1 < bytes.len() {
                    at += 1;
                    at += text.buffer[at..].chars().next().map_or(0, char::len_utf8);
                } else if whole {
                    at = bytes.len();
                } else {
                    break;
                }
            } else {
                let Some(found) = rest.iter().position(|it| STRUCTURE[usize::from(*it)]) else {
                    at = bytes.len();
                    break;
                };
                at += found + 1;
                match bytes[at - 1] {
                    b'"' => passing.in_string = true,
                    b'{' | b'[' => passing.depth += 1,
                    _ => passing.depth = passing.depth.saturating_sub(1),
                }
            }
            if passing.depth == 0 && !passing.in_string {
                self.passing = None;
                text.at = at;
                self.fresh = false;
                return if self.frames.is_empty() { Step::Tail } else { Step::On };
            }
        }
        text.at = at;
        if whole { self.end(text, listener) } else { Step::Wait }
    }

    /// The document ends here.
    fn end(&mut self, text: &Text, listener: &mut dyn Listener) -> Step {
        if !self.frames.is_empty() {
            let is_base = self.frames.len() == 1 && matches!(self.frames[0].role, Role::Base { .. });
            if !self.cut && !is_base {
                // Not the empty line that a last line break leaves.
                self.tell(text.lines(), CUT, listener);
            }
            self.close_down_to(0, listener);
        }
        self.passing = None;
        Step::Tail
    }

    /// Gives a row to the listener, and tells what is wrong with it.
    fn give(
        &mut self,
        fields: Object<'_>,
        shape: Shape,
        place: Place,
        read: &Read,
        text: &Text,
        listener: &mut dyn Listener,
    ) {
        let bytes = text.buffer.as_bytes();
        let mut cursor = text.cursor;
        self.upset = false;
        for gap in &read.gaps {
            let line = cursor.go(bytes, *gap);
            self.tell(line, GAP, listener);
        }
        listener.row(&Row { fields, page: self.page(), shape, torn: read.torn, place });
        self.upset = false;
        if read.stop == Some(Stop::Short) {
            self.cut = true;
            self.tell(place.line, CUT, listener);
        }
        match (self.owner(), self.frames.last_mut()) {
            (Some(owner), _) => self.frames[owner].rows += 1,
            // Whether it stood in a list shows what follows it.
            (None, Some(frame)) if matches!(frame.role, Role::Base { .. }) => frame.given = true,
            (None, _) => {}
        }
    }

    /// Whose list the place stands in: the envelope around the list, or the list itself.
    fn owner(&self) -> Option<usize> {
        let is_page = |it: &Frame| matches!(it.role, Role::Whole | Role::Base { .. });
        let list = self.frames.iter().rposition(is_page)?;
        if self.frames[list].kind == Kind::Object {
            return None;
        }
        let around = list.checked_sub(1).filter(|it| self.frames[*it].kind == Kind::Object);
        Some(around.filter(|it| is_page(&self.frames[*it])).unwrap_or(list))
    }

    fn page(&self) -> &Page {
        self.frames.last().map_or(&NO_PAGE, |it| &it.page)
    }

    fn push(&mut self, kind: Kind, role: Role, place: Place) {
        // An inner envelope sees what the outer ones say.
        let page = self.page().clone();
        let recording = self.in_recording();
        let problems_before = self.problems;
        let empty_list = kind == Kind::List && role == Role::Whole;
        self.fill();
        self.frames.push(Frame {
            kind,
            role,
            page,
            columns: Rc::default(),
            recording,
            torn: false,
            own: false,
            rows: 0,
            given: false,
            empty_list,
            place,
            problems_before,
        });
    }

    fn close_down_to(&mut self, depth: usize, listener: &mut dyn Listener) {
        while self.frames.len() > depth {
            self.close(false, listener);
        }
    }

    fn close(&mut self, closed: bool, listener: &mut dyn Listener) {
        let Some(frame) = self.frames.pop() else { return };
        if matches!(frame.role, Role::Inner | Role::Record) || frame.recording {
            return;
        }
        let is_listed = frame.kind == Kind::List && frame.role == Role::Whole;
        if is_listed
            && let Some(around) = self.frames.last_mut()
            && around.kind == Kind::Object
        {
            around.empty_list |= frame.empty_list && closed;
            return;
        }
        if frame.rows == 0 && !frame.empty_list {
            return;
        }
        let kind = if frame.kind == Kind::Object || frame.own { PageKind::Envelope } else { PageKind::List };
        let complete = closed && frame.role == Role::Whole && frame.problems_before == self.problems;
        listener.page(&frame.page, &PageEnd { place: frame.place, rows: frame.rows, complete, kind });
    }

    /// Something is missing or garbled here, in all that is open up to the list around it.
    fn tear(&mut self) {
        let list = self.frames.iter().rposition(|it| it.kind == Kind::List);
        for frame in &mut self.frames[list.map_or(0, |it| it + 1)..] {
            frame.torn = true;
        }
    }

    /// Goes on at a place of damage within an entry.
    fn stumble(&mut self, at: usize, text: &mut Text, listener: &mut dyn Listener) {
        let (line, _) = here(text, at);
        self.tell(line, BROKEN, listener);
        let before = text.buffer[text.at..at].trim_end_matches([' ', '\t', '>']);
        self.fresh = before.ends_with(['\n', '\r']);
        text.at = at;
    }

    /// Something was read whole.
    fn take(&mut self, text: &mut Text, at: usize) -> Step {
        text.at = at;
        (self.fresh, self.behind_colon) = (false, false);
        self.upset = false;
        self.fill();
        if self.frames.is_empty() { Step::Tail } else { Step::On }
    }

    /// The list around the place is not empty.
    fn fill(&mut self) {
        if let Some(list) = self.frames.last_mut().filter(|it| it.kind == Kind::List) {
            list.empty_list = false;
        }
    }

    /// One problem for one damage, however many steps it takes to get over it.
    fn tell(&mut self, line: u32, message: &str, listener: &mut dyn Listener) {
        self.problems += 1;
        if !self.upset {
            self.upset = true;
            listener.problem(line, message.to_string());
        }
    }
}

/// How far something was read.
#[derive(Clone)]
struct Read {
    at: usize,
    stop: Option<Stop>,
    /// The limit stopped it, not the text's end.
    too_large: bool,
    torn: bool,
    open: Vec<Kind>,
    gaps: Vec<usize>,
}

impl Read {
    fn needs_more(&self, whole: bool) -> bool {
        self.stop == Some(Stop::Short) && !self.too_large && !whole
    }
}

/// Reads within the limit.
fn read<'t>(
    text: &'t Text,
    start: usize,
    limit: usize,
    whole: bool,
    listener: &dyn Listener,
    part: impl FnOnce(&mut Parser<'t, '_>) -> Result<(), Stop>,
) -> Read {
    let mut end = text.buffer.len().min(start + limit);
    while !text.buffer.is_char_boundary(end) {
        end -= 1;
    }
    let wants = |name: &str| listener.wants(name);
    let mut parser = Parser::new(&text.buffer[..end], start, text.cursor, text.origin(), &wants);
    parser.whole = whole && end == text.buffer.len();
    let stop = part(&mut parser).err();
    let too_large = stop == Some(Stop::Short) && text.buffer.len() >= start + limit;
    let torn = stop.is_some() || !parser.gaps.is_empty();
    let at = if stop.is_some() { end } else { parser.at };
    Read { at, stop, too_large, torn, open: parser.open, gaps: parser.gaps }
}

/// Whether a string holds JSON once more, as far as its first letters show. `None`: more text decides.
fn holds_json(bytes: &[u8], known: bool) -> Option<bool> {
    match bytes {
        [b'"', b'{' | b'[', b'\\' | b'{' | b'[', ..] => Some(true),
        [] | [b'"'] | [b'"', b'{' | b'['] if !known => None,
        _ => Some(false),
    }
}

/// What stands behind a closing bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follow {
    /// A comma and a name.
    Member,
    /// A comma and an object or list.
    Entry,
    Brace,
    Bracket,
    Other,
}

/// `None`: more text decides.
fn follows(bytes: &[u8], at: usize, whole: bool) -> Option<Follow> {
    let end = bytes.len().min(at + json::LOOK);
    let known = whole || end == at + json::LOOK;
    let window = &bytes[..end];
    let next = pass_blanks(window, at);
    match window.get(next) {
        Some(b'}') => Some(Follow::Brace),
        Some(b']') => Some(Follow::Bracket),
        Some(b',') => match window.get(pass_blanks(window, next + 1)) {
            Some(b'"') => Some(Follow::Member),
            Some(b'{' | b'[') => Some(Follow::Entry),
            // A comma too many.
            Some(b'}') => Some(Follow::Brace),
            Some(b']') => Some(Follow::Bracket),
            None if !known => None,
            _ => Some(Follow::Other),
        },
        None if !known => None,
        _ => Some(Follow::Other),
    }
}

/// The line and the place of what begins at `at`.
fn here(text: &Text, at: usize) -> (u32, Place) {
    let mut cursor = text.cursor;
    let line = cursor.go(text.buffer.as_bytes(), at);
    (line, text.origin().place(line, at, at))
}

fn as_text(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.to_string()),
        Value::Number(number) => Some((*number).to_string()),
        Value::Flag(flag) => Some(flag.to_string()),
        Value::Null | Value::Cut(_) | Value::List(_) | Value::Object(_) | Value::Unread => None,
    }
}
