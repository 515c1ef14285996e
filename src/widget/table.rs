//! The users of a report as somebody looks at them: found, filtered, sorted, and scrolled to. No markup.

use scim_checkup_rules::{
    ActionKind, BillingStatus, CorruptionStatus, Entra, Maptician, Urgency, many::Change,
};
use yew::AttrValue;

use crate::lines::{Answers, Lines};

/// So few are seen at a glance: they are neither counted nor looked for.
pub const FEW: usize = 5;

/// How many rows are drawn above and below those in sight.
const BESIDE: usize = 5;

/// How many rows are in sight at most.
const IN_SIGHT: usize = 40;

/// What a heading between rows is high, in pixels, as the style sheet has it.
const HEADING: i32 = 37;

/// More values than any answer has.
const VALUES: usize = 8;

#[derive(Debug)]
pub struct Table {
    /// What is to be found, as it was written and in small letters.
    pub find: AttrValue,
    pub small: String,
    pub show: Show,
    pub sort: Sort,
    pub reversed: bool,
    /// Whom it shows, in its order, by their places in the report.
    pub order: Vec<usize>,
    /// Whose detail is open, by the place in the order.
    pub current: usize,
    /// Where there is no room beside the rows, the detail stands in their place.
    pub opened: bool,
    /// Where each group begins, by the place in the order.
    pub groups: Vec<(usize, Urgency)>,
    scrolled: Scrolled,
    /// How often it has to be scrolled to the current row.
    pub n_revealed: u32,
}

/// How far a table is scrolled, how high it is and how high a row, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scrolled {
    pub top: i32,
    pub height: i32,
    pub row: i32,
}

/// Whom a table shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Show {
    All,
    ActNow,
    Decide,
    PasteMore,
    Corrupted,
    Counted,
    /// Where they stand on both sides.
    Cell(Entra, Maptician),
    /// Of whom this became since an earlier time.
    Became(Change),
}

impl Show {
    pub fn takes(self, it: Answers, change: Option<Change>) -> bool {
        // Who is only in the earlier material is nobody's answer now.
        if change == Some(Change::Gone) && self != Show::Became(Change::Gone) {
            return false;
        }
        match self {
            Show::All => true,
            Show::ActNow => it.urgency == Urgency::Now,
            Show::Decide => matches!(it.urgency, Urgency::ByDeadline | Urgency::WhenReturning),
            Show::PasteMore => it.action == ActionKind::ProvideMore,
            Show::Corrupted => it.corruption == CorruptionStatus::Prefixed,
            Show::Counted => it.billing == BillingStatus::Counted,
            Show::Cell(entra, maptician) => (it.entra, it.maptician) == (entra, maptician),
            Show::Became(it) => change == Some(it),
        }
    }
}

/// By what a table is sorted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    User,
    Username,
    Billing,
    /// The most urgent first, as the report has them.
    NextStep,
}

impl Default for Table {
    fn default() -> Table {
        Table {
            find: AttrValue::default(),
            small: String::new(),
            show: Show::All,
            sort: Sort::NextStep,
            reversed: false,
            order: Vec::new(),
            current: 0,
            opened: false,
            groups: Vec::new(),
            scrolled: Scrolled { top: 0, height: 700, row: 58 },
            n_revealed: 0,
        }
    }
}

impl Table {
    /// Whether somebody chose whom it shows.
    pub fn is_chosen(&self) -> bool {
        self.show != Show::All || !self.small.trim().is_empty()
    }

    /// Puts the users in order anew; the one that is open stays so while the table shows it.
    pub fn arrange(&mut self, lines: &Lines) {
        let open = self.order.get(self.current).copied();
        let answers: Vec<_> = (0..lines.len()).map_while(|it| lines.answers(it)).collect();
        let find = self.small.trim();
        let is_shown = |at: &usize| {
            self.show.takes(answers[*at], lines.change(*at)) && (find.is_empty() || lines.has(*at, find))
        };
        let mut order: Vec<usize> = match self.sort {
            Sort::User => lines.by_name().iter().copied().filter(is_shown).collect(),
            _ => (0..answers.len()).filter(is_shown).collect(),
        };
        let value = |at: usize| match self.sort {
            Sort::User | Sort::NextStep => 0,
            Sort::Username => answers[at].corruption as usize,
            Sort::Billing => answers[at].billing as usize,
        };
        // There are a handful of values: going over the users for each needs no sorting.
        if matches!(self.sort, Sort::Username | Sort::Billing) {
            order =
                (0..VALUES).flat_map(|it| order.iter().copied().filter(move |at| value(*at) == it)).collect();
        }
        if self.reversed {
            order.reverse();
        }
        self.groups.clear();
        if self.sort == Sort::NextStep && self.show != Show::Became(Change::Gone) {
            let starts = (0..order.len())
                .filter(|it| *it == 0 || answers[order[*it]].urgency != answers[order[*it - 1]].urgency);
            self.groups = starts.map(|it| (it, answers[order[it]].urgency)).collect();
        }
        self.current = open.and_then(|it| order.iter().position(|at| *at == it)).unwrap_or(0);
        self.order = order;
        self.reveal();
    }

    /// Opens a row, and scrolls to it where it is out of sight.
    pub fn go_to(&mut self, place: usize) {
        self.current = place.min(self.order.len().saturating_sub(1));
        self.reveal();
    }

    fn reveal(&mut self) {
        self.n_revealed += 1;
    }

    /// Takes in how far it is scrolled; whether other rows are to be drawn by that.
    pub fn scroll(&mut self, to: Scrolled) -> bool {
        let before = self.drawn();
        if to.row > 0 {
            self.scrolled = to;
        }
        self.drawn() != before
    }

    /// Which rows are drawn: those in sight and some beside them. First and last, the last one excluded.
    pub fn drawn(&self) -> (usize, usize) {
        let Scrolled { top, height, row } = self.scrolled;
        let mut first = 0;
        // A step for each group, and one division.
        for (begin, _) in &self.groups {
            if self.top_of(*begin) <= top {
                first = *begin;
            }
        }
        let past = (top - self.top_of(first)).max(0) / row;
        first = (first + past as usize).min(self.order.len()).saturating_sub(BESIDE);
        // A few at a time, that not every row scrolled by draws the table anew.
        first -= first % 4;
        let in_sight = (height / row + 1).clamp(1, IN_SIGHT as i32) as usize;
        (first, (first + in_sight + 2 * BESIDE).min(self.order.len()))
    }

    /// How many rows and how many headings stand above a row.
    pub fn above(&self, place: usize) -> (usize, usize) {
        (place, self.groups.iter().filter(|it| it.0 < place).count())
    }

    /// Where a row begins, with its own heading.
    fn top_of(&self, place: usize) -> i32 {
        let (rows, headings) = self.above(place);
        rows as i32 * self.scrolled.row + headings as i32 * HEADING
    }

    /// Where the current row begins and ends, in pixels from the table's begin.
    pub fn extent_of_current(&self) -> (i32, i32) {
        let top = self.top_of(self.current);
        let heading = self.groups.iter().any(|it| it.0 == self.current);
        (top, top + self.scrolled.row + if heading { HEADING } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four users: one to act on, one to decide on, two in order.
    fn lines() -> Lines {
        Lines::for_tests(
            "0000200\t\tzoe@contoso.com\t\n3101510\t\tada@contoso.com\t\n0030900\t\tbo@contoso.com\tlund\n0010930\t\tcleo@contoso.com\t\n",
        )
    }

    fn arranged(change: impl FnOnce(&mut Table), find: &str) -> Vec<usize> {
        let mut table = Table::default();
        change(&mut table);
        table.small = find.to_string();
        table.arrange(&lines());
        table.order
    }

    #[test]
    fn shows_all_in_the_reports_order() {
        assert_eq!(arranged(|_| (), ""), [0, 1, 2, 3]);
        assert_eq!(arranged(|it| it.reversed = true, ""), [3, 2, 1, 0]);
    }

    #[test]
    fn finds_filters_and_sorts() {
        assert_eq!(arranged(|_| (), "contoso"), [0, 1, 2, 3]);
        assert_eq!(arranged(|_| (), " ada "), [1]);
        assert!(arranged(|_| (), "nobody").is_empty());
        assert_eq!(arranged(|it| it.show = Show::ActNow, ""), [0, 2]);
        assert_eq!(arranged(|it| it.show = Show::Cell(Entra::SoftDeleted, Maptician::Inactive), ""), [1]);
        assert_eq!(arranged(|it| it.sort = Sort::Username, ""), [0, 1, 3, 2]);
    }

    #[test]
    fn who_is_only_in_the_earlier_material_is_shown_when_asked_for() {
        let lines = lines().with_changes("0------5------51000908101510");
        let shown = |show| {
            let mut table = Table { show, ..Table::default() };
            table.arrange(&lines);
            (table.order, table.groups.len())
        };
        assert_eq!(shown(Show::All), (vec![0, 1, 2], 3));
        assert_eq!(shown(Show::Became(Change::New)), (vec![1, 2], 2));
        assert_eq!(shown(Show::Became(Change::Gone)), (vec![3], 0));
        assert_eq!(shown(Show::ActNow).0, [0, 2]);
    }

    #[test]
    fn the_open_user_stays_open_while_shown() {
        let mut table = Table::default();
        table.arrange(&lines());
        table.go_to(2);
        table.sort = Sort::Username;
        table.arrange(&lines());
        assert_eq!(table.order[table.current], 2);
        table.small = "ada".to_string();
        table.arrange(&lines());
        assert_eq!((table.current, table.order.clone()), (0, vec![1]));
        table.go_to(40);
        assert_eq!(table.current, 0);
    }

    #[test]
    fn draws_what_is_in_sight_however_many_there_are() {
        let text: String =
            (0..10_000).map(|it| format!("00009{}0\t\tu{it}@contoso.com\t\n", it / 5_000)).collect();
        let mut table = Table::default();
        table.arrange(&Lines::for_tests(&text));
        assert_eq!(table.groups.iter().map(|it| it.0).collect::<Vec<_>>(), [0, 5_000]);
        assert_eq!(table.drawn(), (0, 23));
        let mut scroll = |top| table.scroll(Scrolled { top, height: 700, row: 58 });
        assert!(!scroll(58 * 3) && scroll(58 * 100));
        assert_eq!(table.drawn(), (92, 115));
        // Two headings and 8,000 rows above.
        table.scroll(Scrolled { top: 58 * 8_000 + 2 * HEADING, height: 700, row: 58 });
        assert_eq!(table.drawn(), (7_992, 8_015));
        table.scroll(Scrolled { top: i32::MAX, height: i32::MAX, row: 58 });
        assert_eq!(table.drawn().1, 10_000);
        table.go_to(5_000);
        assert_eq!(table.extent_of_current(), (58 * 5_000 + HEADING, 58 * 5_001 + 2 * HEADING));
    }
}
