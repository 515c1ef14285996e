//! The report for people, and as JSON.

mod document;
mod foresight;
mod json;
mod list;
mod many;
mod notice;
mod plain;
mod rules;
#[cfg(test)]
pub mod sample;
mod sheet;
mod user;

use std::io;

use scim_checkup_rules::{Report, group_digits};

pub use foresight::{foresight, guide};
pub use json::{json, json_text};
pub use list::n_users;
pub use many::{comparison, leavers, reconciliation};
pub use plain::plain;
pub use rules::{code, explanation, rules};
pub use sheet::Sheet;

use sheet::{BOLD, DIM, PLAIN};

/// The whole report: how it stands, the users, what was read, what belongs to nobody.
pub fn report(sheet: &mut Sheet<'_>, report: &Report, filtered: bool, as_list: bool) -> io::Result<()> {
    sheet.text(0, BOLD, &report.headline)?;
    sheet.text(0, PLAIN, &report.lede)?;
    if as_list {
        sheet.gap();
        list::figures(sheet, &report.totals)?;
    }
    if filtered {
        sheet.gap();
        sheet.text(0, DIM, &shown(report))?;
    }
    match as_list {
        true => list::list(sheet, &report.users, filtered)?,
        false => {
            for it in &report.users {
                user::user(sheet, it, report)?;
            }
        }
    }
    document::documents(sheet, report)?;
    for it in &report.notices {
        notice::notice(sheet, it, report)?;
    }
    Ok(())
}

/// What the filters left: the headline speaks of everybody.
fn shown(report: &Report) -> String {
    let all = group_digits(u64::from(report.totals.users));
    match report.users.len() as u64 {
        0 => format!("None of {all} users is what --user and --only ask for."),
        n => format!("Showing {} of {all} users.", group_digits(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The report as it stands in a file without colour, 80 columns wide.
    fn printed(given: &Report, filtered: bool, as_list: bool) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        report(&mut Sheet::new(&mut out, None), given, filtered, as_list).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    /// Compares with a file beside this one; with `UPDATE_EXPECT` set, writes it instead.
    fn expect(file: &str, actual: &str) {
        let path = format!("{}/print/{file}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, actual).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(expected == actual, "{file} differs; look at this and run with UPDATE_EXPECT=1:\n{actual}");
    }

    #[test]
    fn blocks() {
        expect("sample-blocks.txt", &printed(&sample::report(), false, false));
    }

    #[test]
    fn a_list() {
        expect("sample-list.txt", &printed(&sample::report(), false, true));
    }

    #[test]
    fn a_narrow_screen_gives_each_name_a_line_of_its_own() {
        let on_screen = |columns| {
            let mut out = anstream::StripStream::new(Vec::new());
            report(&mut Sheet::new(&mut out, Some(columns)), &sample::report(), false, true).unwrap();
            String::from_utf8(out.into_inner()).unwrap()
        };
        assert!(
            on_screen(60)
                .contains("\n  ada@contoso.com\n    Corrupted           Not counted  Contact support\n")
        );
        assert!(
            on_screen(200)
                .contains("  ada@contoso.com                Corrupted           Not counted  Contact")
        );
    }

    #[test]
    fn a_filter_is_named() {
        let mut report = sample::report();
        report.users.truncate(1);
        assert!(printed(&report, true, false).contains("Showing 1 of 4 users."));
        report.users.clear();
        assert!(printed(&report, true, false).contains("None of 4 users is what --user and --only ask for."));
    }

    #[test]
    fn with_a_filter_nobody_is_left_out_of_the_list() {
        assert!(!printed(&sample::report(), false, true).contains("cy@contoso.com"));
        assert!(printed(&sample::report(), true, true).contains("cy@contoso.com"));
    }

    #[test]
    fn nothing_from_the_material_drives_the_terminal() {
        // Every text of the report that can hold something of the material, hostile at once.
        let hostile = "\u{1b}[2J\u{9b}31m\u{202e}\r\u{7}";
        let json = serde_json::to_string(&sample::report()).unwrap();
        let escaped = serde_json::to_string(hostile).unwrap();
        let json = json.replace("contoso", escaped.trim_matches('"'));
        let report = serde_json::from_str(&json).unwrap();
        for as_list in [false, true] {
            let text = printed(&report, true, as_list);
            assert!(text.contains("\\u{1b}[2J\\u{9b}31m\\u{202e}\\r\\u{7}"));
            let driving = text.chars().find(|it| *it != '\n' && plain(&it.to_string()) != it.to_string());
            assert_eq!(driving, None);
        }
    }

    #[test]
    fn an_empty_report_prints_nothing_odd() {
        let mut report = sample::report();
        (report.users, report.documents, report.notices) = Default::default();
        (report.headline, report.lede, report.coverage) = Default::default();
        assert_eq!(printed(&report, false, false), "");
    }
}
