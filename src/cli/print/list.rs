//! Many users: how many of what, and one line each by urgency.

use std::io;

use anstyle::Style;
use scim_checkup_rules::{ActionKind, Totals, Urgency, User, group_digits};

use super::{
    sheet::{BOLD, DATE, DIM, NOW, PLAIN, Sheet, columns, padded},
    user::style_of,
};

/// A longer name pushes its own line along, not everybody's.
const NAME_AT_MOST: usize = 40;

/// The numbers as sentences, each with the filter that shows its users.
pub fn figures(sheet: &mut Sheet<'_>, totals: &Totals) -> io::Result<()> {
    let figures = [
        (totals.need_action, NOW, "need action now", "action"),
        (totals.decisions, DATE, "wait for a decision", "decision"),
        (totals.corrupted, BOLD, "have a corrupted username", "corrupted"),
        (totals.suspected, BOLD, "may have a corrupted username", "suspected"),
        (totals.counted, BOLD, "count for billing", "counted"),
        (totals.not_counted, BOLD, "do not count", "not-counted"),
        (totals.billing_unknown, BOLD, "not known whether they count", "billing-unknown"),
        (totals.changing, BOLD, "change with the next cycle", "changing"),
    ];
    for (n, style, words, filter) in figures {
        let number = format!("{:>9}", group_digits(u64::from(n)));
        let style = if n == 0 { DIM } else { style };
        let filter = if n == 0 { String::new() } else { format!("--only {filter}") };
        let words = if filter.is_empty() { words.to_string() } else { padded(words, 32) };
        sheet.line(0, &[(style, &number), (PLAIN, "  "), (PLAIN, &words), (DIM, &filter)])?;
    }
    Ok(())
}

/// One line for each user, most urgent first; who has nothing to do is only counted, unless a filter asked for them.
pub fn list(sheet: &mut Sheet<'_>, users: &[User], filtered: bool) -> io::Result<()> {
    let is_left_out = |user: &User| !filtered && user.action.kind == ActionKind::None;
    let shown: Vec<&User> = users.iter().filter(|it| !is_left_out(it)).collect();
    let table = Table::new(&shown, sheet);
    if !shown.is_empty() {
        sheet.gap();
        table.head(sheet)?;
    }
    for urgency in Urgency::ALL {
        let group: Vec<&User> = shown.iter().filter(|it| it.action.urgency == *urgency).copied().collect();
        if group.is_empty() {
            continue;
        }
        sheet.gap();
        let heading = format!("{}: {}", urgency.label(), n_users(group.len()));
        sheet.line(0, &[(style_of(*urgency), &heading)])?;
        for user in group {
            table.row(sheet, user)?;
        }
    }
    sheet.gap();
    let n_left_out = users.len() - shown.len();
    if n_left_out > 0 {
        let text = format!("Nothing to do: {}. --only nothing lists them.", n_users(n_left_out));
        sheet.text(0, PLAIN, &text)?;
    }
    match shown.first() {
        Some(user) => sheet.text(0, DIM, &format!("Everything about one user: --user {}", user.name)),
        None => Ok(()),
    }
}

/// What stands over the columns; the deadline is there only where somebody has one.
const HEAD: [&str; 5] = ["User", "Username", "Billing", "Next step", "Until"];

/// The widths of the columns.
struct Table {
    widths: [usize; 4],
    /// Too wide for the screen: the name has a line of its own.
    stacked: bool,
    has_deadlines: bool,
}

impl Table {
    fn new(users: &[&User], sheet: &Sheet<'_>) -> Table {
        let mut widths = [0, 1, 2, 3].map(|it| columns(HEAD[it]));
        for user in users {
            for (widest, cell) in widths.iter_mut().zip(cells(user)) {
                *widest = columns(cell).max(*widest);
            }
        }
        widths[0] = widths[0].min(NAME_AT_MOST);
        let whole = 2 + widths.iter().map(|it| it + 2).sum::<usize>() + "2026-07-20".len();
        let has_deadlines = users.iter().any(|it| it.action.deadline.is_some());
        Table { widths, stacked: !sheet.fits(whole), has_deadlines }
    }

    fn head(&self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let [name, username, billing, next_step, until] = HEAD;
        let until = if self.has_deadlines { until } else { "" };
        self.line(sheet, (DIM, name), (DIM, [username, billing, next_step]), until)
    }

    fn row(&self, sheet: &mut Sheet<'_>, user: &User) -> io::Result<()> {
        let [name, username, billing, next_step] = cells(user);
        let until = user.action.deadline.map(|it| it.day()).unwrap_or_default();
        self.line(sheet, (BOLD, name), (PLAIN, [username, billing, next_step]), &until)
    }

    fn line(
        &self,
        sheet: &mut Sheet<'_>,
        name: (Style, &str),
        (style, verdicts): (Style, [&str; 3]),
        until: &str,
    ) -> io::Result<()> {
        let [name_width, username_width, billing_width, step_width] = self.widths;
        let [username, billing, next_step] = verdicts;
        let mut text = format!("{}  {}  ", padded(username, username_width), padded(billing, billing_width));
        // Blanks at a line's end are nobody's: the last cell is as long as it is.
        match until.is_empty() {
            true => text.push_str(next_step),
            false => text.push_str(&format!("{}  {until}", padded(next_step, step_width))),
        }
        if self.stacked {
            sheet.line(2, &[name])?;
            return sheet.line(4, &[(style, &text)]);
        }
        sheet.line(2, &[(name.0, &padded(name.1, name_width)), (PLAIN, "  "), (style, &text)])
    }
}

fn cells(user: &User) -> [&str; 4] {
    [&user.name, user.corruption.status.label(), user.billing.status.label(), user.action.kind.label()]
}

pub fn n_users(n: usize) -> String {
    match n {
        1 => "1 user".to_string(),
        _ => format!("{} users", group_digits(n as u64)),
    }
}
