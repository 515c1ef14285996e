//! What follows from acts, by time; and the guide, which is made of it.

use std::io;

use scim_checkup_rules::{
    Time,
    foresight::{Foresight, Situation, Trigger},
};

use super::sheet::{BOLD, DIM, PLAIN, Sheet};

/// The column in which what happens begins.
const TEXT: usize = 14;

/// Everything that happens, in the order it does.
pub fn foresight(sheet: &mut Sheet<'_>, foresight: &Foresight) -> io::Result<()> {
    let mut last = None;
    for it in &foresight.happenings {
        if last != Some((it.at, it.trigger)) {
            sheet.gap();
            let (by, what) = words(it.trigger);
            let time = [by, &it.at.in_words_to_minute(), "  "].concat();
            sheet.line(0, &[(DIM, &time), (BOLD, &what)])?;
            last = Some((it.at, it.trigger));
        }
        sheet.hanging(2, (DIM, it.place.label()), TEXT, PLAIN, it.text)?;
    }
    if foresight.happenings.is_empty() {
        sheet.text(0, PLAIN, "Nothing happens.")?;
    }
    sheet.gap();
    let counts = if foresight.end.counts() { "counts for billing" } else { "does not count for billing" };
    sheet.text(0, PLAIN, &format!("In the end the user {counts}."))
}

/// When, and what makes it happen.
fn words(trigger: Trigger) -> (&'static str, String) {
    match trigger {
        Trigger::Act(act) => ("", format!("You {}", act.words())),
        Trigger::Cycle => ("by ", "The next sync cycle".to_string()),
        Trigger::Purge => ("", "The 30 days are over".to_string()),
    }
}

/// What to do and what to avoid, each with what follows from it when it is done now.
pub fn guide(
    sheet: &mut Sheet<'_>,
    parts: &[(&str, &[Situation])],
    now: Time,
    foresee: impl Fn(&Situation, Time) -> Foresight,
) -> io::Result<()> {
    for (title, situations) in parts {
        sheet.gap();
        sheet.text(0, BOLD, title)?;
        for it in *situations {
            sheet.gap();
            sheet.hairline()?;
            sheet.text(0, BOLD, it.title)?;
            sheet.text(0, PLAIN, it.advice)?;
            foresight(sheet, &foresee(it, now))?;
        }
    }
    Ok(())
}
