//! A report without the names, addresses and IDs of anybody: to hand on where only the answers matter.
//!
//! What names somebody is known from the report's own fields, never looked for by its form. Each such value has one
//! stand-in throughout: a username stays one, with its prefix if it has one, a domain a domain and an ID an ID, so a
//! redacted report still shows what is wrong. Sentences have their values exchanged; whom they alone name (who deleted an
//! account) is somebody. What quotes the material may hold anything and is left out.

use scim_checkup_ground::find::Words;

use crate::{
    letters::{fold, is_letter_or_digit, lower},
    map::Map,
    name::{ObjectId, take_off_prefix},
    report::{Document, Evidence, Notice, Report, Step, User},
    time::Time,
};

/// What stands where something was taken out.
const LEFT_OUT: &str = "(left out)";

/// The stand-ins for what a report's fields name. All users come in before any is redacted.
#[derive(Default)]
pub struct Redactor {
    /// By the first word of what they stand for, in small letters.
    known: Map<String, Vec<(String, String)>>,
    ids: Map<ObjectId, ()>,
    domains: Map<String, ()>,
    documents: Map<String, ()>,
    /// What may look like an address.
    stand_ins: Map<String, ()>,
    users: usize,
    /// Those who are no users of the report.
    others: usize,
}

impl Redactor {
    pub fn new(documents: &[Document]) -> Redactor {
        let mut redactor = Redactor::default();
        for it in documents {
            redactor.documents.or_insert(it.name.clone(), ());
        }
        redactor
    }

    /// For a report that has all its users.
    pub fn of(report: &Report) -> Redactor {
        let mut redactor = Redactor::new(&report.documents);
        report.users.iter().for_each(|it| redactor.meet(it));
        redactor
    }

    /// Takes in whom a user's fields name.
    pub fn meet(&mut self, user: &User) {
        self.users += 1;
        let person = format!("Person {}", self.users);
        if let Some(name) = &user.display_name {
            self.know(name, &person);
        }
        let User { corruption, billing, action, .. } = user;
        let names = [&user.name]
            .into_iter()
            .chain(&user.aliases)
            .chain(&corruption.stored_as)
            .chain(&corruption.user_name);
        for (at, name) in names.enumerate() {
            let of_user = format!("user{}", self.users);
            self.meet_name(name, &if at == 0 { of_user } else { format!("{of_user}-{at}") });
        }
        for id in user.object_ids.iter().chain(&corruption.object_id) {
            self.meet_words(id);
        }
        let evidence = corruption.evidence.iter().chain(&billing.evidence).chain(&action.evidence);
        for value in evidence.chain(&user.joined_by).filter_map(|it| it.value.as_deref()) {
            self.meet_words(value);
        }
        for line in &action.message {
            if line.label == "Record in Maptician" {
                self.know(&line.value, &format!("record-{}", self.users));
            }
            self.meet_words(&line.value);
        }
        let steps = action.steps.iter().map(|it| &it.text);
        for text in steps.chain([&corruption.explanation, &billing.explanation, &action.explanation]) {
            self.meet_words(text);
        }
        user.notes.iter().for_each(|it| self.meet_words(&it.explanation));
    }

    /// Takes in IDs, and names with a domain; nothing else is told from words of ours.
    fn meet_words(&mut self, text: &str) {
        for word in words(text) {
            if let Some(id) = ObjectId::parse(word) {
                self.meet_id(id);
            } else if word.has_byte(b'@') && self.stand_in(word).is_none() {
                self.others += 1;
                let other = format!("somebody{}", self.others);
                self.meet_name(word, &other);
            }
        }
    }

    fn meet_id(&mut self, id: ObjectId) {
        if !self.ids.has(&id) {
            let place = self.ids.place_or_insert(id, ()) + 1;
            let stand_in = format!("00000000-0000-4000-8000-{place:012x}");
            self.know(&id.digits(), &stand_in.replace('-', ""));
            self.know(&id.to_string(), &stand_in);
        }
    }

    /// A name and what stands for its local part.
    fn meet_name(&mut self, name: &str, local_stand_in: &str) {
        if self.stand_in(name).is_some() || name.is_empty() {
            return;
        }
        let stand_in = match take_off_prefix(name) {
            Some(it) => {
                it.layers.iter().for_each(|id| self.meet_id(*id));
                self.meet_name(it.rest, local_stand_in);
                let of = |it: &str| self.stand_in(it).unwrap_or_default().to_string();
                let layers: String = it.layers.iter().map(|it| of(&it.digits())).collect();
                layers + &of(it.rest)
            }
            None => {
                let (local, domain) = name.rsplit_once('@').unwrap_or((name, ""));
                let mut stand_in = local_stand_in.to_string();
                if local.has("#EXT#") {
                    stand_in.push_str("#EXT#");
                }
                if !domain.is_empty() {
                    stand_in.push('@');
                    stand_in.push_str(&self.domain(domain));
                }
                stand_in
            }
        };
        self.know(name, &stand_in);
    }

    fn domain(&mut self, domain: &str) -> String {
        let place = self.domains.place_or_insert(fold(domain), ()) + 1;
        let stand_in = format!("domain{place}.example");
        self.know(domain, &stand_in);
        stand_in
    }

    fn know(&mut self, value: &str, stand_in: &str) {
        let value = compared(value);
        let first = first_word(&value);
        // A value without a letter or a digit is nobody's name.
        if first.is_empty() || self.stand_in(&value).is_some() {
            return;
        }
        self.stand_ins.or_insert(stand_in.to_string(), ());
        let alike = self.known.or_insert(first.to_string(), Vec::new());
        // The longest is tried first.
        let at = alike.iter().position(|it| it.0.len() < value.len()).unwrap_or(alike.len());
        alike.insert(at, (value, stand_in.to_string()));
    }

    fn stand_in(&self, value: &str) -> Option<&str> {
        let value = compared(value);
        let alike = self.known.get(first_word(&value))?;
        alike.iter().find(|it| it.0 == value).map(|it| it.1.as_str())
    }

    /// Redacts what belongs to no single user.
    pub fn redact(&self, report: &mut Report) {
        self.sentences([&mut report.headline, &mut report.lede, &mut report.coverage]);
        for Document { name, application, problems, contents, coverage, .. } in &mut report.documents {
            *name = self.document(name);
            if application.as_ref().is_some_and(|it| !it.eq_ignore_ascii_case("Maptician")) {
                *application = Some(LEFT_OUT.to_string());
            }
            self.sentences([contents, coverage]);
            problems.iter_mut().for_each(|it| it.message = LEFT_OUT.to_string());
        }
        for Notice { title, explanation, steps, evidence, .. } in &mut report.notices {
            self.sentences([title, explanation]);
            self.steps(steps);
            self.evidence(evidence);
        }
    }

    pub fn redact_user(&self, user: &mut User) {
        let User {
            name,
            display_name,
            object_ids,
            aliases,
            headline,
            lede,
            corruption,
            billing,
            action,
            notes,
            activity,
            joined_by,
            ..
        } = user;
        self.sentences([headline, lede]);
        self.sentences([&mut corruption.title, &mut corruption.explanation]);
        self.sentences([&mut billing.title, &mut billing.explanation]);
        self.sentences([&mut action.title, &mut action.explanation]);
        notes.iter_mut().for_each(|it| self.sentences([&mut it.title, &mut it.explanation]));
        self.steps(&mut action.steps);
        action.message.iter_mut().for_each(|it| self.sentence(&mut it.value));
        for evidence in [&mut corruption.evidence, &mut billing.evidence, &mut action.evidence, joined_by] {
            self.evidence(evidence);
        }
        let ids = object_ids.iter_mut().chain(&mut corruption.object_id);
        let names = aliases.iter_mut().chain(&mut corruption.stored_as).chain(&mut corruption.user_name);
        for value in [name].into_iter().chain(display_name).chain(ids).chain(names) {
            *value = self.stand_in(value).unwrap_or(LEFT_OUT).to_string();
        }
        if let Some(activity) = activity {
            // The code may begin with the name of an application.
            activity.last_error_code = None;
            activity.last_error_text = None;
        }
    }

    fn steps(&self, steps: &mut [Step]) {
        for step in steps {
            self.sentence(&mut step.text);
            step.heading.iter_mut().for_each(|it| self.sentence(it));
            step.commands.iter_mut().for_each(|it| self.sentence(&mut it.text));
        }
    }

    fn evidence(&self, evidence: &mut [Evidence]) {
        for Evidence { document, value, .. } in evidence {
            *document = self.document(document);
            if let Some(value) = value {
                let says_nobody =
                    matches!(&*fold(value), "true" | "false" | "success" | "failure" | "skipped" | "warning")
                        || Time::parse_rfc3339(value).is_some();
                if !says_nobody {
                    *value = self.stand_in(value).unwrap_or(LEFT_OUT).to_string();
                }
            }
        }
    }

    fn document(&self, name: &str) -> String {
        match self.documents.place(name) {
            Some(place) => format!("Document {}", place + 1),
            None => LEFT_OUT.to_string(),
        }
    }

    fn sentences<const N: usize>(&self, texts: [&mut String; N]) {
        texts.into_iter().for_each(|it| self.sentence(it));
    }

    /// Exchanges every value in a sentence.
    fn sentence(&self, text: &mut String) {
        let mut exchanged = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let word = first_word(rest);
            if word.is_empty() {
                let (other, after) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
                exchanged.push_str(other);
                rest = after;
                continue;
            }
            let alike = self.known.get(&fold(word)).map(Vec::as_slice).unwrap_or_default();
            let found =
                alike.iter().find_map(|(value, stand_in)| Some((begins_with(rest, value)?, stand_in)));
            let (length, written) = found.map_or((word.len(), word), |it| (it.0, it.1.as_str()));
            exchanged.push_str(written);
            rest = &rest[length..];
        }
        let is_id = |it: &str| ObjectId::parse(it).or(ObjectId::from_digits(it.as_bytes())).is_some();
        let is_ours = |it: &str| self.stand_ins.has(it) || !it.has_byte(b'@') && !it.split('.').any(is_id);
        let known = words(&exchanged).all(is_ours);
        *text = if known { exchanged } else { LEFT_OUT.to_string() };
    }
}

/// The words of a text, without what stands around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|it: char| it.is_ascii_whitespace() || "“”\"',;()[]/:={}".contains(it));
    words.map(|it| it.trim_end_matches(['.', '’']).trim_end_matches("’s"))
}

/// A value as it is looked for: from its first letter or digit on.
fn compared(value: &str) -> String {
    fold(value.trim_start_matches(|it| !is_letter_or_digit(it)))
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|it| !is_letter_or_digit(it)).unwrap_or(text.len());
    &text[..end]
}

/// How long the beginning of a text is that is this value, where no word goes on behind it.
fn begins_with(text: &str, value: &str) -> Option<usize> {
    let mut length = 0;
    let mut letters = text.chars();
    for wanted in value.chars() {
        let letter = letters.next().filter(|it| lower(*it) == wanted)?;
        length += letter.len_utf8();
    }
    let goes_on = letters.next().is_some_and(is_letter_or_digit);
    (!goes_on).then_some(length)
}
