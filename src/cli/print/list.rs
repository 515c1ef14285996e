//! Many users: how many of what, and one line each by urgency.

use std::io;

use scim_checkup_rules::{ActionKind, Totals, Urgency, User};

use super::{
    count,
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
        let number = format!("{:>9}", count(u64::from(n)));
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
    let table = Table::new(&shown, sheet.width());
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

/// The widths of the columns: name, username, billing, next step; a deadline ends the line.
struct Table {
    widths: [usize; 4],
    /// Too wide for the screen: the name has a line of its own.
    stacked: bool,
}

impl Table {
    fn new(users: &[&User], width: usize) -> Table {
        let mut widths = [0; 4];
        for user in users {
            for (widest, cell) in widths.iter_mut().zip(cells(user)) {
                *widest = columns(cell).max(*widest);
            }
        }
        widths[0] = widths[0].min(NAME_AT_MOST);
        let deadline =
            if users.iter().any(|it| it.action.deadline.is_some()) { "2026-07-20".len() + 8 } else { 0 };
        let whole = 2 + widths.iter().map(|it| it + 2).sum::<usize>() + deadline;
        Table { widths, stacked: whole > width }
    }

    fn row(&self, sheet: &mut Sheet<'_>, user: &User) -> io::Result<()> {
        let [name, username, billing, next_step] = cells(user);
        let until = user.action.deadline.map(|it| format!("  until {}", it.day())).unwrap_or_default();
        let [name_width, username_width, billing_width, step_width] = self.widths;
        // Blanks at a line's end are nobody's: the last cell is as long as it is.
        let next_step = if until.is_empty() { next_step.to_string() } else { padded(next_step, step_width) };
        let verdicts = format!(
            "{}  {}  {next_step}{until}",
            padded(username, username_width),
            padded(billing, billing_width)
        );
        match self.stacked {
            true => {
                sheet.line(2, &[(BOLD, name)])?;
                sheet.line(4, &[(PLAIN, &verdicts)])
            }
            false => sheet.line(2, &[(BOLD, &padded(name, name_width)), (PLAIN, "  "), (PLAIN, &verdicts)]),
        }
    }
}

fn cells(user: &User) -> [&str; 4] {
    [&user.name, user.corruption.status.label(), user.billing.status.label(), user.action.kind.label()]
}

fn n_users(n: usize) -> String {
    match n {
        1 => "1 user".to_string(),
        _ => format!("{} users", count(n as u64)),
    }
}
