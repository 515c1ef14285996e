//! What the widget knows, and every way it changes. No markup, no browser.

use std::rc::Rc;

use scim_checkup_rules::{Shell, Time};
use web_sys::Blob;
use yew::AttrValue;

use crate::{
    asked::WhatIf,
    example::Example,
    findings::Findings,
    form::{Taken, Taking},
    given::{Given, Material, Place},
    number::joined,
    table::{Scrolled, Show, Sort, Table},
};

/// The name of what came from the clipboard or the keyboard.
const PASTED: &str = "Pasted text";

/// How long the field has to be quiet before it is read, in milliseconds.
const QUIET: i32 = 150;

#[derive(Debug)]
pub struct State {
    /// What was given, in the order it came.
    pub documents: Vec<Given>,
    pub field: Field,
    /// Counts the runs; what comes back from an earlier one is dropped.
    pub run: u32,
    /// How long to wait before this run begins, in milliseconds.
    pub pause: i32,
    /// The run under way.
    pub reading: Option<Reading>,
    /// The newest answers; they stay in sight while the next ones are made.
    pub findings: Option<Rc<Findings>>,
    /// The run was ended before its end.
    pub stopped: bool,
    pub example: bool,
    /// How many files are held over the widget.
    pub dragged: Option<u32>,
    /// What was copied last, for a moment.
    pub copied: Option<Copied>,
    pub notice: Option<AttrValue>,
    pub failure: Option<Failure>,
    /// The users, as somebody looks at them.
    pub table: Table,
    /// Several documents on a narrow page stand behind one line, until this is true.
    pub documents_open: bool,
    /// The table of what was read is open.
    pub coverage_open: bool,
    /// The place whose line is shown, and that line once it is there: what stands before, the place, what stands after.
    pub place: Option<(Place, [AttrValue; 3])>,
    /// The entry of the catalogue that is open.
    pub entry: Option<Entry>,
    /// What somebody asks to be foreseen.
    pub what_if: Option<WhatIf>,
    /// What is being taken along.
    pub taking: Option<Taking>,
    /// Which of the two ways to write an act as a command is shown.
    pub shell: Shell,
    /// Where the focus should go, and how often that was asked.
    pub focus: (u32, Focus),
    /// What a screen reader should say, and how often something was said.
    pub spoken: (u32, AttrValue),
    /// The document in whose place the next one comes.
    pub replacing: Option<u32>,
    /// Files came while others were read: their turn is next.
    in_line: bool,
    fold_when_settled: bool,
    next_id: u32,
}

/// What the catalogue says of a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub code: AttrValue,
    /// Empty until it is there.
    pub text: AttrValue,
    /// A link asked for it; else somebody beside an answer.
    pub linked: bool,
}

impl Entry {
    fn of(code: AttrValue, linked: bool) -> Entry {
        Entry { code, text: AttrValue::default(), linked }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field {
    /// Open, on a document that is being written or on none yet.
    Open(Option<u32>),
    Folded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// It lasts long enough to be shown.
    pub slow: bool,
    /// Somebody has seen enough; what was read is still put together.
    pub stopping: bool,
    pub read: f64,
    pub total: f64,
    /// When the first and the newest word of it came, in milliseconds since 1970.
    pub first: f64,
    pub now: f64,
}

impl Reading {
    /// Milliseconds until the end, judged by the pace so far; nothing before two seconds have passed.
    pub fn left(&self) -> Option<f64> {
        let spent = self.now - self.first;
        let fits = spent >= 2000.0 && self.read > 0.0 && self.total >= self.read;
        fits.then(|| spent / self.read * (self.total - self.read))
    }
}

/// Why there are no answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub title: AttrValue,
    pub text: AttrValue,
    /// What to add, ready to copy.
    pub fix: Option<AttrValue>,
}

/// A text that was copied, or that the browser would not copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    pub text: AttrValue,
    pub refused: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Focus {
    Nowhere,
    Field,
    Headline,
    NextStep,
    Problems,
    /// The rows of many users.
    Table,
    Taking,
    WhatIf,
    Linked,
    /// The detail of one of many, where it took the table's place.
    Detail,
}

#[derive(Clone)]
pub enum Action {
    /// The field's text changed.
    Typed {
        text: AttrValue,
        pasted: bool,
    },
    /// Files, or a paste too long for the field (without a name).
    Given(Rc<[(Option<String>, Blob, f64)]>),
    /// An example was chosen.
    Example(Example),
    /// A new document, or one to be changed.
    OpenField(Option<u32>),
    /// The next document comes in the place of this one.
    Replace(u32),
    FoldField,
    Remove(u32),
    Clear,
    AnswerWhole(u32, bool),
    AnswerMaptician(u32, bool),
    /// A document is of an earlier day, or no more.
    Earlier(u32),
    /// The run has lasted a while.
    Slow {
        run: u32,
    },
    Progress {
        run: u32,
        read: f64,
        total: f64,
        now: f64,
        findings: Option<Rc<Findings>>,
    },
    Settled {
        run: u32,
        findings: Rc<Findings>,
        stopped: bool,
    },
    Noticed(AttrValue),
    Failed {
        run: u32,
        failure: Failure,
    },
    /// Words to find users by, as they were written and in small letters.
    Find(AttrValue, String),
    Show(Show),
    /// A column's heading was pressed; pressed again, the other way round.
    Sort(Sort),
    /// Opens the row at a place of the table.
    OpenRow(usize),
    /// Moves by so many rows.
    MoveBy(i32),
    /// Back from a detail to the table, where there is no room for both.
    CloseRow,
    Scrolled(Scrolled),
    /// Shows the line of a place.
    ShowPlace(Place),
    Excerpt([AttrValue; 3]),
    /// Opens a code's entry of the catalogue, or closes it.
    Explain(AttrValue),
    Explained(AttrValue, AttrValue),
    /// A link asks for a code's entry, or that is closed.
    Follow(Option<AttrValue>),
    /// Asks what would happen if, or no more; the guide is opened at one of its situations.
    Ask(Option<WhatIf>),
    AskGuide(AttrValue),
    /// Takes something along in a form, or no more.
    Take(Option<Taking>),
    Taken(Taken),
    CopyTaken,
    SaveTaken,
    ToggleDocuments,
    ToggleCoverage,
    ChooseShell(Shell),
    Go(Focus),
    Dragged(Option<u32>),
    /// To the clipboard.
    Copy(AttrValue),
    Copied(Option<Copied>),
    /// End the run and keep what was found.
    Stop,
}

impl Default for State {
    fn default() -> State {
        State {
            documents: Vec::new(),
            field: Field::Open(None),
            run: 0,
            pause: 0,
            reading: None,
            findings: None,
            stopped: false,
            example: false,
            dragged: None,
            copied: None,
            notice: None,
            failure: None,
            table: Table::default(),
            place: None,
            entry: None,
            what_if: None,
            taking: None,
            documents_open: false,
            coverage_open: false,
            shell: Shell::Graph,
            focus: (0, Focus::Nowhere),
            spoken: (0, AttrValue::default()),
            replacing: None,
            in_line: false,
            fold_when_settled: false,
            next_id: 0,
        }
    }
}

impl State {
    /// The text that stands in the field.
    pub fn field_text(&self) -> AttrValue {
        let Field::Open(Some(id)) = self.field else { return AttrValue::default() };
        match self.documents.iter().find(|it| it.id == id).map(|it| &it.material) {
            Some(Material::Text(text)) => text.clone(),
            _ => AttrValue::default(),
        }
    }

    /// Whether there is nothing yet: no document, no answer, no failure.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.findings.is_none()
    }

    /// The run under way, where it lasts long enough to be shown.
    pub fn shown_reading(&self) -> Option<&Reading> {
        self.reading.as_ref().filter(|it| it.slow)
    }

    /// Takes a change in.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Typed { text, pasted } => self.typed(text, pasted),
            Action::Given(files) => {
                self.dragged = None;
                for (name, blob, bytes) in &*files {
                    let name = name.clone().map_or_else(|| self.free_name(), AttrValue::from);
                    self.give(name, Material::Blob(blob.clone()), *bytes);
                }
                self.drop_blank();
                // A long run goes on to its end first.
                match self.shown_reading() {
                    Some(_) => (self.in_line, self.field) = (true, Field::Folded),
                    None => self.begin(0, true),
                }
            }
            Action::Example(example) => {
                let Some(now) = Time::from_millis(js_sys::Date::now() as i64) else { return };
                self.documents.clear();
                for (name, text) in example.documents(now) {
                    let bytes = text.len() as f64;
                    self.give(name.into(), Material::Text(text.into()), bytes);
                }
                self.example = true;
                self.begin(0, true);
            }
            Action::OpenField(document) => self.open_field(document, None),
            Action::Replace(id) => self.open_field(None, Some(id)),
            Action::FoldField => {
                self.replacing = None;
                self.field = Field::Folded;
                self.go(Focus::Headline);
            }
            Action::Remove(id) => {
                self.documents.retain(|it| it.id != id);
                if self.field == Field::Open(Some(id)) {
                    self.field = Field::Open(None);
                }
                self.begin(0, false);
                self.go(if self.documents.is_empty() { Focus::Field } else { Focus::Headline });
            }
            Action::Clear => {
                // The choice of shell says nothing of what was pasted, and the numbers must go on.
                let fresh = State {
                    run: self.run,
                    next_id: self.next_id,
                    shell: self.shell,
                    focus: self.focus,
                    spoken: (self.spoken.0, AttrValue::default()),
                    ..State::default()
                };
                *self = fresh;
                self.begin(0, false);
                self.go(Focus::Field);
            }
            Action::AnswerWhole(id, answer) => self.answer(id, answer, |it| &mut it.whole),
            Action::AnswerMaptician(id, answer) => self.answer(id, answer, |it| &mut it.from_maptician),
            Action::Earlier(id) => {
                let Some(document) = self.documents.iter_mut().find(|it| it.id == id) else { return };
                document.earlier = !document.earlier;
                self.begin(0, false);
                self.go(Focus::Headline);
            }
            Action::Slow { run } if run == self.run => {
                let Some(reading) = &mut self.reading else { return };
                reading.slow = true;
                if self.fold_when_settled {
                    self.fold();
                }
            }
            Action::Progress { run, read, total, now, findings } if run == self.run => {
                let Some(reading) = &mut self.reading else { return };
                if reading.first == 0.0 {
                    reading.first = now;
                }
                (reading.read, reading.total, reading.now) = (read, total, now);
                if let Some(findings) = findings.filter(|_| reading.slow) {
                    self.take(findings);
                }
            }
            Action::Settled { run, findings, stopped } if run == self.run => self.settle(findings, stopped),
            Action::Failed { run, failure } if run == self.run => {
                self.reading = None;
                self.failure = Some(failure);
                if self.in_line {
                    self.begin(0, true);
                }
            }
            Action::Slow { .. }
            | Action::Progress { .. }
            | Action::Settled { .. }
            | Action::Failed { .. } => {}
            Action::Noticed(text) => self.notice = Some(text),
            Action::Find(words, small) => {
                (self.table.find, self.table.small) = (words, small);
                self.arrange();
            }
            Action::Show(show) => {
                self.table.show = show;
                self.arrange();
            }
            Action::Sort(sort) => {
                self.table.reversed = self.table.sort == sort && !self.table.reversed;
                self.table.sort = sort;
                self.arrange();
            }
            Action::OpenRow(place) => {
                self.table.go_to(place);
                self.table.opened = true;
                self.go(Focus::Detail);
            }
            Action::MoveBy(rows) => self.table.go_to(self.table.current.saturating_add_signed(rows as isize)),
            Action::CloseRow => {
                self.table.opened = false;
                self.go(Focus::Table);
            }
            Action::Scrolled(to) => {
                self.table.scroll(to);
            }
            Action::ShowPlace(place) => self.place = Some((place, Default::default())),
            Action::Excerpt(line) => {
                if let Some(place) = &mut self.place {
                    place.1 = line;
                }
            }
            Action::Explain(code) => {
                let closes = self.entry.as_ref().is_some_and(|it| it.code == code && !it.linked);
                self.entry = (!closes).then(|| Entry::of(code, false));
            }
            Action::Explained(code, text) => {
                if let Some(entry) = self.entry.as_mut().filter(|it| it.code == code) {
                    entry.text = text;
                }
            }
            Action::Follow(code) => {
                self.go(if code.is_some() { Focus::Linked } else { self.back() });
                self.entry = code.map(|it| Entry::of(it, true));
            }
            Action::Ask(asked) => self.ask(asked),
            Action::AskGuide(situation) => {
                let now = Time::from_millis(js_sys::Date::now() as i64);
                // A link may name anything.
                if let Some(asked) = now.and_then(|now| WhatIf::guide(now, &situation)) {
                    self.ask(Some(asked));
                    self.go(Focus::WhatIf);
                }
            }
            Action::Take(taking) => {
                // Only opening and closing move the keyboard, not another form.
                if self.taking.is_some() != taking.is_some() {
                    self.go(if taking.is_some() { Focus::Taking } else { Focus::Headline });
                }
                self.taking = taking;
            }
            Action::Taken(taken) => {
                if let Some(taking) = &mut self.taking {
                    taking.preview = Some(taken);
                }
            }
            Action::ToggleDocuments => self.documents_open = !self.documents_open,
            Action::ToggleCoverage => self.coverage_open = !self.coverage_open,
            Action::ChooseShell(shell) => self.shell = shell,
            Action::Go(focus) => self.go(focus),
            Action::Dragged(count) => self.dragged = count,
            Action::Copied(copied) => self.copied = copied,
            Action::Stop => {
                if let Some(reading) = &mut self.reading {
                    reading.stopping = true;
                }
            }
            // This reaches out of the widget; what comes of it comes back as another action.
            Action::Copy(_) | Action::CopyTaken | Action::SaveTaken => {}
        }
    }

    fn typed(&mut self, text: AttrValue, pasted: bool) {
        let Field::Open(open) = self.field else { return };
        let blank = text.trim().is_empty();
        let bytes = text.len() as f64;
        match open.and_then(|id| self.documents.iter_mut().find(|it| it.id == id)) {
            Some(document) => {
                document.material = Material::Text(text);
                document.bytes = bytes;
            }
            None if blank => return,
            None => {
                let name = self.free_name();
                let id = self.give(name, Material::Text(text), bytes);
                self.field = Field::Open(Some(id));
            }
        }
        self.drop_blank();
        self.begin(if pasted { 0 } else { QUIET }, pasted && !blank);
    }

    /// A document whose text was deleted again is none.
    fn drop_blank(&mut self) {
        self.documents.retain(|it| !matches!(&it.material, Material::Text(text) if text.trim().is_empty()));
        if let Field::Open(Some(id)) = self.field
            && !self.documents.iter().any(|it| it.id == id)
        {
            self.field = Field::Open(None);
        }
    }

    fn give(&mut self, name: AttrValue, material: Material, bytes: f64) -> u32 {
        self.next_id += 1;
        let id = self.next_id;
        let given = Given { id, name, material, bytes, whole: None, from_maptician: None, earlier: false };
        let replaced = self.replacing.take();
        match self.documents.iter_mut().find(|it| Some(it.id) == replaced) {
            Some(place) => *place = given,
            None => self.documents.push(given),
        }
        id
    }

    /// `Pasted text`, or `Pasted text 2` where that is taken.
    fn free_name(&self) -> AttrValue {
        (1..)
            .map(|it| if it == 1 { PASTED.to_string() } else { joined(&[PASTED, " ", &it.to_string()]) })
            .find(|name| self.documents.iter().all(|it| it.name != *name))
            .map_or_else(|| AttrValue::from(PASTED), AttrValue::from)
    }

    fn answer(&mut self, id: u32, answer: bool, question: fn(&mut Given) -> &mut Option<bool>) {
        let Some(document) = self.documents.iter_mut().find(|it| it.id == id) else { return };
        *question(document) = Some(answer);
        // A no is what the engine assumes anyway.
        if answer {
            self.begin(0, false);
        }
        self.go(Focus::Headline);
    }

    /// Begins a run over the documents as they are now.
    fn begin(&mut self, pause: i32, fold: bool) {
        self.run += 1;
        self.in_line = false;
        self.pause = pause;
        self.fold_when_settled = fold;
        self.failure = None;
        if self.documents.is_empty() {
            self.reading = None;
            self.findings = None;
            self.taking = None;
            self.table = Table::default();
            self.stopped = false;
            self.example = false;
            self.field = Field::Open(None);
        } else {
            self.reading = Some(Reading::default());
        }
    }

    fn settle(&mut self, findings: Rc<Findings>, stopped: bool) {
        self.reading = None;
        self.stopped = stopped;
        let headline = AttrValue::from(findings.report.headline.clone());
        self.take(findings);
        if self.in_line {
            self.begin(0, true);
        } else if self.fold_when_settled {
            self.fold();
        } else if self.spoken.1 != headline {
            self.spoken = (self.spoken.0 + 1, headline);
        }
    }

    /// Opens the field; a run under way no longer folds it at its end.
    fn open_field(&mut self, document: Option<u32>, replacing: Option<u32>) {
        self.field = Field::Open(document);
        self.replacing = replacing;
        self.fold_when_settled = false;
        self.go(Focus::Field);
    }

    /// Folds the field. The focus would be lost with it; on the headline it also reads that out, so nothing else must.
    fn fold(&mut self) {
        self.fold_when_settled = false;
        if self.field != Field::Folded {
            self.field = Field::Folded;
            self.go(Focus::Headline);
        }
    }

    fn take(&mut self, findings: Rc<Findings>) {
        self.taking = None;
        self.what_if = None;
        // One that was opened beside an answer stays: the answer may be the same.
        self.entry.take_if(|it| it.linked);
        self.place = None;
        self.findings = Some(findings);
        self.arrange();
    }

    fn ask(&mut self, asked: Option<WhatIf>) {
        // Only opening and closing move the keyboard, not another act.
        if self.what_if.is_some() != asked.is_some() {
            self.go(if asked.is_some() { Focus::WhatIf } else { self.back() });
        }
        self.what_if = asked;
    }

    /// Where reading goes on when something is closed.
    fn back(&self) -> Focus {
        if self.is_empty() { Focus::Field } else { Focus::Headline }
    }

    fn arrange(&mut self) {
        let Some(findings) = &self.findings else { return };
        self.table.arrange(&findings.lines);
        // It is for whom the table shows.
        if let Some(taking) = self.taking.as_mut().filter(|it| it.form.act() != 0) {
            taking.preview = None;
        }
    }

    fn go(&mut self, focus: Focus) {
        self.focus = (self.focus.0 + 1, focus);
    }
}

#[cfg(test)]
mod tests {
    use scim_checkup_rules::{Given as Said, Session, Time};

    use super::*;
    use crate::lines::Lines;

    /// Takes one change after the other.
    fn state(actions: impl IntoIterator<Item = Action>) -> State {
        let mut state = State::default();
        actions.into_iter().for_each(|it| state.apply(it));
        state
    }

    fn typed(text: &'static str) -> Action {
        Action::Typed { text: text.into(), pasted: false }
    }

    fn pasted(text: &'static str) -> Action {
        Action::Typed { text: text.into(), pasted: true }
    }

    /// The end of a run, with a report of no users.
    fn settled(run: u32, headline: &str) -> Action {
        let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap());
        session.open(Said { name: PASTED.to_string(), ..Said::default() });
        let report = scim_checkup_rules::Report { headline: headline.to_string(), ..session.finish() };
        let findings = Findings::new(report, None, Lines::default(), [].into());
        Action::Settled { run, findings: Rc::new(findings), stopped: false }
    }

    fn names(state: &State) -> Vec<&str> {
        state.documents.iter().map(|it| it.name.as_str()).collect()
    }

    #[test]
    fn typing_writes_one_document_and_waits_for_quiet() {
        let state = state([typed("a"), typed("ad"), typed("ada@contoso.com")]);
        assert_eq!(names(&state), ["Pasted text"]);
        assert_eq!(state.field_text(), "ada@contoso.com");
        assert_eq!((state.run, state.pause), (3, QUIET));
        assert!(state.reading.is_some());
    }

    #[test]
    fn a_paste_is_read_at_once_and_folds_the_field_when_it_has_its_answer() {
        let mut state = state([pasted("ada@contoso.com")]);
        assert_eq!((state.pause, state.field), (0, Field::Open(Some(1))));
        state.apply(settled(1, "Ada is in order."));
        assert_eq!((state.field, state.focus), (Field::Folded, (1, Focus::Headline)));
        // The focus on the headline has it read out; nothing else may say it again.
        assert_eq!(state.spoken.0, 0);
    }

    #[test]
    fn typing_leaves_the_field_open_and_says_each_headline_once() {
        let mut state = state([typed("ada@contoso.com"), settled(1, "Ada is in order.")]);
        assert_eq!((state.field, state.focus.0), (Field::Open(Some(1)), 0));
        assert_eq!(state.spoken, (1, "Ada is in order.".into()));
        state.apply(typed("ada@contoso.com "));
        state.apply(settled(2, "Ada is in order."));
        assert_eq!(state.spoken.0, 1);
    }

    #[test]
    fn what_an_earlier_run_says_is_dropped() {
        let state = state([typed("a"), typed("ad"), settled(1, "Too late."), Action::Slow { run: 1 }]);
        assert!(state.findings.is_none());
        assert_eq!(state.reading, Some(Reading::default()));
    }

    #[test]
    fn a_long_paste_folds_the_field_before_its_end() {
        let mut state = state([pasted("ada@contoso.com"), Action::Slow { run: 1 }]);
        assert_eq!(state.field, Field::Folded);
        assert!(state.shown_reading().is_some_and(|it| !it.stopping));
        state.apply(Action::Stop);
        assert!(state.shown_reading().is_some_and(|it| it.stopping));
    }

    #[test]
    fn a_document_comes_in_the_place_of_another() {
        let mut state = state([pasted("ada"), settled(1, "Ada."), Action::OpenField(None), typed("bo")]);
        state.apply(Action::Replace(1));
        assert_eq!((state.field, state.focus.1), (Field::Open(None), Focus::Field));
        state.apply(pasted("cleo"));
        assert_eq!(state.documents.iter().map(|it| it.id).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(state.replacing, None);
        state.apply(Action::Replace(2));
        state.apply(settled(3, "Bo and Cleo."));
        assert_eq!(state.field, Field::Open(None), "the end of a run leaves it open");
        state.apply(Action::FoldField);
        assert_eq!(state.replacing, None, "a closed field replaces nothing");
    }

    #[test]
    fn what_comes_during_a_long_run_is_read_after_it() {
        let mut state = state([pasted("ada"), Action::Slow { run: 1 }, Action::Given([].into())]);
        assert_eq!(state.run, 1, "the run goes on");
        state.apply(settled(1, "Ada."));
        assert_eq!(state.run, 2);
        assert!(state.reading.is_some());
        state.apply(settled(2, "Ada and Bo."));
        assert_eq!((state.run, state.reading), (2, None));
    }

    #[test]
    fn blank_text_is_no_document() {
        let state = state([typed("  \n")]);
        assert!(state.documents.is_empty());
        assert_eq!(state.run, 0);
        let state = self::state([typed("ada"), settled(1, "Ada."), typed("")]);
        assert!(state.is_empty(), "what it said goes with it");
        assert_eq!(state.field, Field::Open(None));
    }

    #[test]
    fn a_second_paste_has_a_name_of_its_own() {
        let mut state = state([pasted("ada"), settled(1, "Ada."), Action::OpenField(None), typed("bo")]);
        assert_eq!(names(&state), ["Pasted text", "Pasted text 2"]);
        state.apply(Action::Remove(1));
        assert_eq!(names(&state), ["Pasted text 2"]);
        assert_eq!(state.focus.1, Focus::Headline);
        state.apply(Action::Remove(2));
        assert!(state.is_empty());
        assert_eq!(state.focus.1, Focus::Field);
    }

    #[test]
    fn clearing_forgets_all_but_counts_on() {
        let state = state([typed("ada"), settled(1, "Ada."), Action::Noticed("Slow.".into()), Action::Clear]);
        assert!(state.is_empty() && state.notice.is_none() && state.spoken.1.is_empty());
        assert_eq!((state.run, state.field, state.focus.1), (2, Field::Open(None), Focus::Field));
    }

    #[test]
    fn a_yes_reads_again_and_a_no_is_only_kept() {
        let mut state = state([pasted("ada"), settled(1, "Ada.")]);
        state.apply(Action::AnswerMaptician(1, false));
        assert_eq!((state.run, state.documents[0].from_maptician), (1, Some(false)));
        state.apply(Action::AnswerWhole(1, true));
        assert_eq!((state.run, state.documents[0].whole), (2, Some(true)));
    }

    #[test]
    fn time_left_follows_the_pace_after_two_seconds() {
        let reading = |read, now| Reading { read, total: 400.0, first: 1000.0, now, ..Reading::default() };
        assert_eq!(reading(100.0, 2500.0).left(), None);
        assert_eq!(reading(100.0, 3000.0).left(), Some(6000.0));
        assert_eq!(reading(400.0, 9000.0).left(), Some(0.0));
        assert_eq!(reading(0.0, 9000.0).left(), None);
    }

    #[test]
    fn a_failure_ends_the_run_and_the_next_takes_it_away() {
        let failure = Failure { title: "No".into(), text: "why".into(), fix: None };
        let mut state = state([typed("ada"), Action::Failed { run: 1, failure }]);
        assert!(state.failure.is_some() && state.reading.is_none());
        state.apply(typed("ada@contoso.com"));
        assert!(state.failure.is_none());
    }
}
