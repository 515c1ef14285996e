//! The life line of a user, drawn as a ladder: Entra's account above, Maptician's record below, the rungs are the link.
//!
//! Left of today stands what the material dates, right of it what follows. Places along it are parts of its width, so it
//! fits any page and its words keep their size. It is a picture of what stands in words beside it.

use scim_checkup_rules::{
    Entra, Link, Maptician, MomentKind, Span, Time, User,
    foresight::{Account, Planned, State, foresee},
};

use crate::{number::joined, ui::Ui};

/// How long Entra keeps a deleted account.
const KEPT: Span = Span::days(30);

/// How far back is drawn at most; what is older stands in the words.
const PAST: Span = Span::days(200);

/// What is drawn before the first and behind the last date.
const MARGIN: Span = Span::days(4);

/// A letter's width on the narrowest ladder, that of a phone, in thousandths of its width.
const LETTER: i64 = 27;

/// How something looks (a class of the style), and what that is.
type Look = (&'static str, &'static str);

const NOTHING: Look = ("", "");
const THERE: Look = ("there", "exists");
const ENABLED: Look = ("full", "enabled");
const DISABLED: Look = ("outline", "disabled");
const DELETED: Look = ("hatched", "deleted");
const GONE: Look = ("gone", "gone for good");
const ACTIVE: Look = ("full", "active");
const INACTIVE: Look = ("outline", "inactive");
const REFUSED: Look = ("refused", "creates refused");

/// How something looks from a time on, until the next of these.
#[derive(Debug, Default, PartialEq)]
struct Rail(Vec<(Time, Look)>);

impl Rail {
    fn add(&mut self, at: Time, look: Look) {
        if self.0.last().is_none_or(|it| it.1 != look) {
            self.0.push((at, look));
        }
    }
}

/// The rails, and the time they are drawn for.
#[derive(Debug, PartialEq)]
pub struct Ladder {
    from: Time,
    today: Time,
    to: Time,
    entra: Rail,
    maptician: Rail,
    link: Rail,
}

impl Ladder {
    /// What follows from a state by acts.
    pub fn ahead(state: State, today: Time, acts: &[Planned], to: Time) -> Ladder {
        let mut ladder = Ladder::empty(today, to);
        ladder.from = today.before(MARGIN);
        ladder.foresee(ladder.from, state, acts);
        ladder
    }

    /// How it came to where a user stands, and what follows if nothing is done; nothing where no date is known.
    pub fn of(user: &User, today: Time) -> Option<Ladder> {
        let first = user.moments.first()?.at;
        let mut ladder = Ladder::empty(today, today.after(MARGIN));
        ladder.from = first.before(MARGIN).max(today.before(PAST));
        user.moments.iter().for_each(|it| ladder.happened(it.at, it.what));
        // What becomes of a deletion after 30 days nobody has to tell.
        let deleted = ladder.entra.0.last().filter(|it| it.1 == DELETED).map(|it| it.0.after(KEPT));
        if let Some(over) = deleted.filter(|it| *it < today) {
            ladder.entra.add(over, GONE);
        }
        // Refused creates go on until somebody mends what stands in their way.
        if let Some(last) = user.activity.as_ref().and_then(|it| it.last)
            && user.link != Link::Broken
        {
            ladder.link.add(last, NOTHING);
        }
        match State::of(user) {
            Some(state) => {
                let last = foresee(state, today, &[], today.after(KEPT)).happenings.last().map(|it| it.at);
                ladder.to = last.unwrap_or(today).after(MARGIN);
                ladder.foresee(today, state, &[]);
            }
            None => {
                // Of two accounts the older one's end is drawn: by then somebody has to act.
                match user.action.last_day {
                    Some(it) => {
                        ladder.to = it.after(MARGIN);
                        ladder.entra.add(it, GONE);
                    }
                    None => ladder.entra.add(today, as_shown(user.entra)),
                }
                ladder.maptician.add(today, held(user.maptician));
            }
        }
        Some(ladder)
    }

    /// Whether it shows how either account stood before today; else words say as much.
    pub fn has_past(&self) -> bool {
        let stood = |it: &(Time, Look)| it.0 < self.today && it.1 != NOTHING;
        self.entra.0.iter().chain(&self.maptician.0).any(stood)
    }

    fn empty(today: Time, to: Time) -> Ladder {
        let rail = Rail::default;
        Ladder { from: today, today, to, entra: rail(), maptician: rail(), link: rail() }
    }

    fn happened(&mut self, at: Time, what: MomentKind) {
        match what {
            MomentKind::EarlierCreated | MomentKind::Created | MomentKind::Restored => {
                self.entra.add(at, THERE)
            }
            MomentKind::EarlierDeleted | MomentKind::Deleted => self.entra.add(at, DELETED),
            MomentKind::Removed => self.entra.add(at, GONE),
            MomentKind::Enabled => self.entra.add(at, ENABLED),
            MomentKind::Disabled => self.entra.add(at, DISABLED),
            MomentKind::Activated => self.maptician.add(at, ACTIVE),
            MomentKind::Deactivated => self.maptician.add(at, INACTIVE),
            MomentKind::Refused => self.link.add(at, REFUSED),
            MomentKind::Renamed | MomentKind::Corrupted => {}
        }
    }

    fn foresee(&mut self, since: Time, state: State, acts: &[Planned]) {
        self.stands(since, state);
        for it in foresee(state, self.today, acts, self.to).happenings {
            self.stands(it.at, foresee(state, self.today, acts, it.at).end);
        }
    }

    fn stands(&mut self, at: Time, state: State) {
        self.entra.add(
            at,
            match state.account {
                Account::Live if state.enabled => ENABLED,
                Account::Live => DISABLED,
                Account::Deleted(_) => DELETED,
                Account::Gone => GONE,
            },
        );
        self.maptician.add(at, state.record.map_or(NOTHING, |it| if it.active { ACTIVE } else { INACTIVE }));
        let lives = state.account == Account::Live;
        self.link.add(
            at,
            match (state.linked, lives) {
                (true, true) => ("rungs", ""),
                (true, false) => ("torn", ""),
                // Entra creates whom it does not know, and the record that is there refuses a second one.
                (false, true) if state.enabled && state.assigned && state.record.is_some() => REFUSED,
                _ => NOTHING,
            },
        );
    }

    /// Thousandths of the width.
    fn place(&self, at: Time) -> i64 {
        let part = at.since(self.from).whole_minutes().max(0) * 1000;
        (part / self.to.since(self.from).whole_minutes().max(1)).min(1000)
    }
}

fn as_shown(entra: Entra) -> Look {
    match entra {
        Entra::Enabled => ENABLED,
        Entra::Disabled => DISABLED,
        Entra::SoftDeleted => DELETED,
        Entra::Removed => GONE,
        Entra::Live | Entra::NotAssigned => THERE,
        Entra::Unknown => NOTHING,
    }
}

fn held(maptician: Maptician) -> Look {
    match maptician {
        Maptician::Active => ACTIVE,
        Maptician::Inactive => INACTIVE,
        Maptician::Absent | Maptician::Unknown => NOTHING,
    }
}

/// The picture; what it shows stands in words beside it.
pub fn ladder(ui: &mut Ui, it: &Ladder) {
    ui.with("svg", &[("class", "ladder"), ("part", "ladder"), ("aria-hidden", "true")], |ui| {
        patterns(ui);
        let today = it.place(it.today);
        rect(ui, "ground", (today, 1000), ("14", "92"));
        rail(ui, it, &it.link, ("44", "34"), ("", "65"));
        rail(ui, it, &it.entra, ("34", "10"), ("Entra", "28"));
        rail(ui, it, &it.maptician, ("78", "10"), ("Maptician", "102"));
        rect(ui, "now", (today, today), ("14", "92"));
        text(ui, "now", today.min(1000 - 6 * LETTER), "10", "Today");
        dates(ui, it);
    });
}

/// The stretches of a rail, those that are to come drawn so, with what they are where there is room for it.
fn rail(
    ui: &mut Ui,
    it: &Ladder,
    rail: &Rail,
    (y, height): (&'static str, &'static str),
    (name, words): (&'static str, &'static str),
) {
    text(ui, "name", 0, words, name);
    let mut free = room(name);
    for (place, (at, (class, what))) in rail.0.iter().enumerate() {
        let end = rail.0.get(place + 1).map_or(it.to, |it| it.0);
        let (from, to, today) = (it.place(*at), it.place(end), it.place(it.today));
        if class.is_empty() || from == to {
            continue;
        }
        if from < today {
            rect(ui, class, (from, to.min(today)), (y, height));
        }
        if to > today {
            rect(ui, &joined(&[class, " ahead"]), (from.max(today), to), (y, height));
        }
        let start = from.max(free);
        if start + room(what) <= to {
            text(ui, class, start, words, what);
            free = start + room(what);
        }
    }
}

/// The days on which something changes, as far as there is room: the last one first, for it is what one asks for.
fn dates(ui: &mut Ui, it: &Ladder) {
    let rails = [&it.entra, &it.maptician, &it.link];
    let times = || rails.iter().flat_map(|it| it.0.iter().map(|it| it.0)).chain([it.today]);
    let Some(end) = times().max() else { return };
    let (room_end, _) = date(ui, it, end, (0, 1000));
    let (mut last, mut free) = (it.from, 0);
    while let Some(at) = times().filter(|at| *at > last && *at < end).min() {
        last = at;
        let (start, behind) = date(ui, it, at, (free, room_end));
        if start >= free && behind <= room_end {
            free = behind;
        }
    }
}

/// A day below its place, or before it where it would run out of the picture, if that is free; where it begins and ends.
fn date(ui: &mut Ui, it: &Ladder, at: Time, (free, end): (i64, i64)) -> (i64, i64) {
    let (day, place) = (at.in_words(), it.place(at));
    // Less than a year is drawn.
    let day = day.rsplit_once(' ').map_or(&*day, |it| it.0);
    let turned = place + room(day) > 1000;
    let start = if turned { place - room(day) } else { place };
    let behind = start + room(day);
    if start >= free && behind <= end {
        text(ui, if turned { "end" } else { "" }, place, "122", day);
    }
    (start, behind)
}

/// What words take on the narrowest ladder, with a space behind them.
fn room(words: &str) -> i64 {
    if words.is_empty() { 0 } else { (words.len() as i64 + 1) * LETTER }
}

fn patterns(ui: &mut Ui) {
    let paths = [
        ("rungs", "7", "M.5 0V34"),
        ("torn", "7", "M.5 1v2m0 4v2m0 4v2m0 4v2m0 4v2m0 4v2"),
        ("refused", "12", "M6 0V24m-3-3l6 6m0-6l-6 6"),
        ("hatched", "6", "M0 6L6 0M0 12L6 6M0 18L6 12M0 24L6 18M0 30L6 24M0 36L6 30"),
    ];
    for (id, width, path) in paths {
        let attributes =
            [("id", id), ("width", width), ("height", "34"), ("y", "44"), ("patternUnits", "userSpaceOnUse")];
        ui.with("pattern", &attributes, |ui| ui.with("path", &[("d", path)], |_| ()));
    }
}

/// A stretch of the ladder; some are filled with the pattern of the class's name.
fn rect(ui: &mut Ui, class: &str, (from, to): (i64, i64), (y, height): (&str, &str)) {
    let (x, width) = (percent(from), percent(to - from));
    let fill = joined(&["url(#", class.split(' ').next().unwrap_or_default(), ")"]);
    let attributes =
        [("class", class), ("fill", &fill), ("x", &x), ("width", &width), ("y", y), ("height", height)];
    ui.with("rect", &attributes, |_| ());
}

fn text(ui: &mut Ui, class: &str, at: i64, y: &str, what: &str) {
    ui.with("text", &[("class", class), ("x", &percent(at)), ("y", y)], |ui| ui.text(what));
}

fn percent(thousandths: i64) -> String {
    joined(&[&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), "%"])
}

#[cfg(test)]
mod tests {
    use scim_checkup_rules::{Given, checkup, foresight::Act};

    use super::*;

    fn time(text: &str) -> Time {
        Time::parse_rfc3339(text).unwrap()
    }

    fn looks(rail: &Rail) -> Vec<(String, &str)> {
        rail.0.iter().map(|(at, look)| (at.day(), look.1)).collect()
    }

    #[test]
    fn what_follows_from_a_deletion() {
        let today = time("2026-06-30T12:00:00Z");
        let acts = [Planned { act: Act::Delete, at: today }];
        let it = Ladder::ahead(State::IN_ORDER, today, &acts, today.after(Span::days(31)));
        let (before, now, gone) =
            ("2026-06-26".to_string(), "2026-06-30".to_string(), "2026-07-30".to_string());
        assert_eq!(
            looks(&it.entra),
            [(before.clone(), "enabled"), (now.clone(), "deleted"), (gone, "gone for good")]
        );
        assert_eq!(looks(&it.maptician)[..2], [(before, "active"), (now, "inactive")]);
        assert_eq!(it.link.0[1].1.0, "torn");
        assert_eq!((it.place(it.from), it.place(it.to)), (0, 1000));
    }

    #[test]
    fn of_two_accounts_the_end_of_the_older_is_drawn() {
        let text = "Object ID: 5d2c0e8a-3b1f-4c6d-9e7a-1f2b3c4d5e6f\n\
            User principal name: 5d2c0e8a3b1f4c6d9e7a1f2b3c4d5e6fada@contoso.com\nDeletion date: 2026-06-12 10:00:00Z\n\n\
            2026-06-20T08:12:44Z  Create  Failure  ada@contoso.com  EntryConflict\n";
        let today = time("2026-06-30T12:00:00Z");
        let report = checkup(&[(Given::default(), text.as_bytes())], today);
        let it = Ladder::of(&report.users[0], today).unwrap();
        let days = [("2026-06-12".to_string(), "deleted"), ("2026-07-12".to_string(), "gone for good")];
        assert_eq!((looks(&it.entra), it.to.day()), (days.to_vec(), "2026-07-16".to_string()));
    }

    #[test]
    fn the_past_is_what_is_dated_and_no_more() {
        let id = "5d2c0e8a-3b1f-4c6d-9e7a-1f2b3c4d5e6f";
        let text = format!(
            r#"{{"value": [{{"id": "{id}", "userPrincipalName": "{}ada@contoso.com", "deletedDateTime": "2026-05-20T10:00:00Z"}}]}}"#,
            id.replace('-', "")
        );
        let today = time("2026-06-30T12:00:00Z");
        let report =
            checkup(&[(Given { name: "deleted.json".into(), ..Given::default() }, text.as_bytes())], today);
        let it = Ladder::of(&report.users[0], today).unwrap();
        let deleted = ("2026-05-20".to_string(), "deleted");
        assert_eq!(looks(&it.entra), [deleted, ("2026-06-19".to_string(), "gone for good")]);
        assert!(it.maptician.0.iter().all(|it| it.1 == NOTHING), "Maptician’s side is not shown");
        assert!(it.has_past());
        let refused = "2026-06-20T08:12:44Z  Create  Failure  ada@contoso.com  EntryConflict";
        let report = checkup(&[(Given::default(), refused.as_bytes())], today);
        let it = Ladder::of(&report.users[0], today).unwrap();
        assert!(!it.has_past(), "of neither account is shown how it stood");
        assert_eq!(it.link.0.last().map(|it| it.1), Some(REFUSED), "and creates are refused on");
        let nobody = checkup(&[(Given::default(), b"ada@contoso.com")], today);
        assert_eq!(Ladder::of(&nobody.users[0], today), None, "nothing is dated");
    }
}
