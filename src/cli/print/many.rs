//! What is said of many users: leavers, two sides, two dates.

use std::io;

use scim_checkup_rules::{
    ActionKind,
    many::{Change, Comparison, DISABLING, Leaver, Leavers, Next, Reconciliation},
};

use super::{
    list::n_users,
    sheet::{BOLD, DIM, NOW, PLAIN, Sheet},
};

/// By step, the text once where it is everybody's.
pub fn leavers(sheet: &mut Sheet<'_>, leavers: &Leavers) -> io::Result<()> {
    sheet.text(0, BOLD, &leavers.batch.text)?;
    sheet.text(0, PLAIN, DISABLING)?;
    if leavers.batch.trips != Some(false) {
        sheet.text(
            0,
            DIM,
            "The setting: Entra ID > Enterprise apps > Maptician > Provisioning > Edit provisioning > Settings > Prevent accidental deletions.",
        )?;
    }
    for step in Next::ALL {
        let group: Vec<&Leaver> = leavers.leavers.iter().filter(|it| it.step == *step).collect();
        let Some(first) = group.first() else { continue };
        sheet.gap();
        heading(sheet, step.label(), group.len())?;
        let common = group.iter().all(|it| it.text == first.text);
        if common {
            sheet.text(2, PLAIN, &first.text)?;
        }
        for it in &group {
            let part = match it.part {
                Some(part) if leavers.batch.parts > 1 => format!("  part {part}"),
                _ => String::new(),
            };
            let as_found = it.name.as_ref().filter(|name| **name != it.asked);
            let as_found = as_found.map(|it| format!("  {it}")).unwrap_or_default();
            sheet.line(4, &[(BOLD, &it.asked), (PLAIN, &as_found), (DIM, &part)])?;
            if !common {
                sheet.text(6, PLAIN, &it.text)?;
            }
        }
    }
    Ok(())
}

/// The seats, what is not given, and the groups.
pub fn reconciliation(sheet: &mut Sheet<'_>, it: &Reconciliation) -> io::Result<()> {
    sheet.text(0, BOLD, &it.headline)?;
    sheet.text(0, PLAIN, &format!("Both sides are shown of {}.", n_users(it.both_shown as usize)))?;
    for text in &it.missing {
        sheet.text(0, DIM, text)?;
    }
    for group in &it.groups {
        sheet.gap();
        heading(sheet, group.title, group.users.len())?;
        let idle = group.users.iter().filter(|it| it.action == ActionKind::None).count();
        for user in group.users.iter().filter(|it| it.action != ActionKind::None) {
            person(sheet, &user.name, user.object_id.as_deref())?;
            sheet.ending(
                4,
                (PLAIN, ""),
                4,
                (PLAIN, &format!("{} {}.", user.sides, user.next)),
                (DIM, &user.code),
            )?;
        }
        if idle > 0 {
            sheet.text(2, DIM, &format!("Nothing to do: {}. --json lists them.", n_users(idle)))?;
        }
    }
    Ok(())
}

/// By change, the most urgent first.
pub fn comparison(sheet: &mut Sheet<'_>, comparison: &Comparison) -> io::Result<()> {
    let dates = [comparison.before, comparison.after].map(|it| it.in_words_to_minute());
    sheet.text(0, BOLD, &format!("From {} to {}.", dates[0], dates[1]))?;
    sheet.text(
        0,
        PLAIN,
        &format!("Unchanged, with nothing to do now: {}.", n_users(comparison.unchanged as usize)),
    )?;
    for change in Change::ALL {
        let rows: Vec<_> = comparison.rows.iter().filter(|it| it.change == *change).collect();
        if rows.is_empty() {
            continue;
        }
        sheet.gap();
        let style = if matches!(change, Change::Worse | Change::StillLooping) { NOW } else { BOLD };
        sheet.line(0, &[(style, &format!("{}: {}", change.label(), n_users(rows.len())))])?;
        for it in rows {
            person(sheet, &it.name, it.object_id.as_deref())?;
            sheet.text(4, PLAIN, &it.text)?;
        }
    }
    Ok(())
}

fn heading(sheet: &mut Sheet<'_>, title: &str, n: usize) -> io::Result<()> {
    sheet.line(0, &[(BOLD, &format!("{title}: {}", n_users(n)))])
}

fn person(sheet: &mut Sheet<'_>, name: &str, object_id: Option<&str>) -> io::Result<()> {
    let id = object_id.map(|it| format!("  {it}")).unwrap_or_default();
    sheet.line(2, &[(BOLD, name), (DIM, &id)])
}
