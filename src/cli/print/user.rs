//! One user as a block: how it stands, the three answers, and what they stand on.

use std::io;

use anstyle::Style;
use scim_checkup_rules::{
    Action, Activity, Basis, Billing, Corruption, CorruptionStatus, Owner, RefusedCreates, Report, Urgency,
    User, group_digits,
};

use super::{
    notice::{evidence, steps},
    sheet::{BOLD, DATE, DIM, NOW, PLAIN, STRUCK, Sheet, columns},
};

/// The column the answers begin in, right of their names.
const BODY: usize = 11;

pub fn user(sheet: &mut Sheet<'_>, user: &User, report: &Report) -> io::Result<()> {
    sheet.gap();
    sheet.hairline()?;
    let other_name = user.display_name.as_deref().filter(|it| *it != user.name).unwrap_or_default();
    sheet.ending(0, (PLAIN, ""), 0, (BOLD, &user.name), (PLAIN, other_name))?;
    let (entra, maptician, link) = (user.entra.label(), user.maptician.label(), user.link.label());
    sheet.text(0, PLAIN, &format!("Entra: {entra} · Maptician: {maptician} · link: {link}"))?;
    if !user.object_ids.is_empty() {
        sheet.hanging(0, (DIM, "Object ID"), BODY, DIM, &user.object_ids.join(" "))?;
    }
    if !user.aliases.is_empty() {
        sheet.hanging(0, (DIM, "Also as"), BODY, DIM, &user.aliases.join(" "))?;
    }
    // About one user the report's own headline says it already.
    if user.headline != report.headline {
        sheet.gap();
        sheet.text(0, BOLD, &user.headline)?;
        sheet.text(0, PLAIN, &user.lede)?;
    }

    corruption(sheet, &user.corruption)?;
    billing(sheet, &user.billing)?;
    action(sheet, &user.action)?;
    opinions(sheet, user, report)?;

    for (n, note) in user.notes.iter().enumerate() {
        let label = if n == 0 { "Also" } else { "" };
        sheet.gap();
        sheet.ending(0, (PLAIN, label), BODY, (BOLD, &note.title), (DIM, &note.code))?;
        sheet.text(BODY, PLAIN, &note.explanation)?;
    }
    if !user.moments.is_empty() {
        sheet.gap();
    }
    for (n, it) in user.moments.iter().enumerate() {
        let label = if n == 0 { "Dated" } else { "" };
        let at = it.at.in_words_to_minute();
        sheet.ending(0, (PLAIN, label), BODY, (PLAIN, it.what.label()), (DIM, &at))?;
    }
    if let Some(it) = &user.activity {
        activity(sheet, it)?;
    }
    if !user.joined_by.is_empty() {
        sheet.gap();
        sheet.line(0, &[(PLAIN, "Joined by")])?;
        evidence(sheet, BODY, &user.joined_by, 0)?;
    }
    Ok(())
}

/// Colour only where somebody has something to do.
pub fn style_of(urgency: Urgency) -> Style {
    match urgency {
        Urgency::Now => NOW,
        Urgency::ByDeadline => DATE,
        Urgency::WhenReturning | Urgency::None => BOLD,
    }
}

fn corruption(sheet: &mut Sheet<'_>, it: &Corruption) -> io::Result<()> {
    sheet.gap();
    sheet.ending(0, (PLAIN, "Username"), BODY, (BOLD, &it.title), (DIM, &it.code))?;
    sheet.text(BODY, PLAIN, &it.explanation)?;
    taken_apart(sheet, it)?;
    evidence(sheet, BODY, &it.evidence, it.evidence_count)
}

/// The stored name with a mark under what does not belong to it.
fn taken_apart(sheet: &mut Sheet<'_>, it: &Corruption) -> io::Result<()> {
    let (Some(stored), Some(name)) = (&it.stored_as, &it.user_name) else { return Ok(()) };
    let Some(prefix) = stored.strip_suffix(name.as_str()).filter(|it| !it.is_empty()) else { return Ok(()) };
    let is_certain = it.status == CorruptionStatus::Prefixed;
    let style = if is_certain { STRUCK } else { PLAIN };
    sheet.line(BODY, &[(style, prefix), (PLAIN, name)])?;
    let marks = (if is_certain { "^" } else { "~" }).repeat(columns(prefix));
    let meaning = match (it.layers, &it.object_id) {
        (0 | 1, Some(id)) => format!("object ID {id}"),
        (n, Some(id)) => format!("{n} object IDs, the first is {id}"),
        (_, None) => "not part of the name".to_string(),
    };
    // Beside the marks where there is room, else below: the ID is there to be copied.
    match BODY + marks.len() + 1 + columns(&meaning) <= sheet.width() {
        true => sheet.line(BODY, &[(PLAIN, &marks), (PLAIN, " "), (PLAIN, &meaning)]),
        false => {
            sheet.line(BODY, &[(PLAIN, &marks)])?;
            sheet.text(BODY, PLAIN, &meaning)
        }
    }
}

fn billing(sheet: &mut Sheet<'_>, it: &Billing) -> io::Result<()> {
    sheet.gap();
    sheet.ending(0, (PLAIN, "Billing"), BODY, (BOLD, &it.title), (DIM, &it.code))?;
    let mut facts = Vec::new();
    facts.extend((it.basis != Basis::None).then(|| it.basis.label().to_string()));
    facts.extend(it.next.map(|it| it.label().to_string()));
    facts.extend(it.since.map(|it| format!("since {}", it.in_words())));
    sheet.text(BODY, PLAIN, &facts.join(" · "))?;
    sheet.text(BODY, PLAIN, &it.explanation)?;
    evidence(sheet, BODY, &it.evidence, it.evidence_count)
}

fn action(sheet: &mut Sheet<'_>, it: &Action) -> io::Result<()> {
    sheet.gap();
    sheet.ending(0, (PLAIN, "Next step"), BODY, (style_of(it.urgency), &it.title), (DIM, &it.code))?;
    let mut facts = Vec::new();
    facts.extend((it.owner != Owner::Nobody).then(|| format!("Who: {}", it.owner.label())));
    facts.extend(
        (it.urgency != Urgency::None).then(|| format!("when: {}", it.urgency.label().to_lowercase())),
    );
    facts.extend(it.deadline.map(|it| format!("the choice ends {}", it.in_words_to_minute())));
    facts.extend(it.last_day.map(|it| format!("at the latest {}", it.in_words_to_minute())));
    sheet.text(BODY, PLAIN, &facts.join(" · "))?;
    sheet.text(BODY, PLAIN, &it.explanation)?;
    steps(sheet, BODY, &it.steps)?;
    if !it.message.is_empty() {
        sheet.gap();
        sheet.text(BODY, BOLD, "Message for support")?;
        for line in &it.message {
            sheet.text(BODY, DIM, &line.label)?;
            sheet.line(BODY + 2, &[(PLAIN, &line.value)])?;
        }
        sheet.gap();
    }
    evidence(sheet, BODY, &it.evidence, it.evidence_count)
}

/// What is advised elsewhere, and why it is no step here.
fn opinions(sheet: &mut Sheet<'_>, user: &User, report: &Report) -> io::Result<()> {
    let met = report.opinions.iter().filter(|it| it.beside.contains(&user.action.code));
    for (n, it) in met.enumerate() {
        let label = if n == 0 { "Elsewhere" } else { "" };
        sheet.gap();
        sheet.hanging(0, (PLAIN, label), BODY, BOLD, &format!("“{}”", it.advice))?;
        sheet.text(BODY, PLAIN, &format!("Not here: {}", it.why_not))?;
        sheet.text(BODY, DIM, &it.source)?;
    }
    Ok(())
}

/// `Creates refused as existing: 24, about once a day, 87 % of all failures; goes on, next 1 July 2026, 10:00 UTC`.
fn refused(it: &RefusedCreates) -> String {
    let mut facts = vec![group_digits(u64::from(it.count))];
    facts.extend(it.rhythm.map(|it| it.label().to_string()));
    facts.push(format!("{} % of all failures", it.share));
    let mut text = format!("Creates refused as existing: {}; {}", facts.join(", "), it.state.label());
    for (label, time) in [(" since", it.over_since), (", next", it.next)] {
        if let Some(time) = time {
            text.push_str(&format!("{label} {}", time.in_words_to_minute()));
        }
    }
    text
}

fn activity(sheet: &mut Sheet<'_>, it: &Activity) -> io::Result<()> {
    let (failures, successes) = (group_digits(u64::from(it.failures)), group_digits(u64::from(it.successes)));
    let mut text = format!("{failures} failed, {successes} succeeded");
    match (it.first, it.last) {
        (Some(first), Some(last)) if first.day() != last.day() => {
            text.push_str(&format!(", {} to {}", first.in_words(), last.in_words()));
        }
        (Some(time), _) | (_, Some(time)) => text.push_str(&format!(", {}", time.in_words())),
        (None, None) => {}
    }
    sheet.gap();
    sheet.hanging(0, (PLAIN, "Attempts"), BODY, PLAIN, &text)?;
    if let Some(it) = &it.refused_creates {
        sheet.text(BODY, PLAIN, &refused(it))?;
    }
    let error: Vec<&str> =
        [&it.last_error_code, &it.last_error_text].into_iter().flatten().map(|it| it.as_str()).collect();
    match error.is_empty() {
        true => Ok(()),
        false => sheet.text(BODY, DIM, &format!("Last error: {}", error.join(", "))),
    }
}
