//! What is said and written for many users at once: cases as data, and what must hold over all reports.
//!
//! A case is written as those of `tests/cases` (`tests/case.rs`), with a document `ask`, a question a line:
//!
//! ```text
//! script restore: fay@contoso.com, gus@contoso.com
//! bulk-restore: fay@contoso.com
//! leavers 500: fay@contoso.com, gus@contoso.com
//! reconcile
//! compare 2026-06-01T12:00:00Z
//! ```
//!
//! The last holds the documents called `old/…`, at that time, against the others. `UPDATE_CASES=1 cargo test -p
//! scim-checkup-tests --test many` writes the answers anew.

use std::{collections::BTreeSet, fmt::Write, fs};

use scim_checkup_rules::{
    BillingStatus, Report, Span, Time, User, catalogue,
    many::{self, Act, Change, GroupKind, Meant},
};
use scim_checkup_tests::{Case, cases, cases_in, difference};

#[test]
fn every_case_gives_its_answers() {
    let mut wrong = Vec::new();
    let cases = cases_in("many");
    assert!(!cases.is_empty());
    for (file, case) in &cases {
        let answers = answers(case);
        if answers == case.expected {
            continue;
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(file, case.with_report(&answers)).expect("a case can be written");
        } else {
            wrong.push(format!("{}\n{}", file.display(), difference(&case.expected, &answers)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn answers(case: &Case) -> String {
    let is_old = |name: &str| name.starts_with("old/");
    let report = case.run_on(&|name| name != "ask" && !is_old(name), case.as_of);
    let mut out = String::new();
    for question in case.text("ask").lines() {
        let (words, names) = question.split_once(": ").unwrap_or((question, ""));
        let names: Vec<String> =
            names.split(',').map(|it| it.trim().to_string()).filter(|it| !it.is_empty()).collect();
        let _ = writeln!(out, "> {question}");
        match words.split_once(' ').unwrap_or((words, "")) {
            ("script", act) => script(&mut out, act, &report, &names),
            ("bulk-restore", _) => {
                let file = many::bulk_restore(&meant(&report, &names));
                out.push_str(&file.file.replace("\r\n", "\\r\\n\n"));
                left_out(&mut out, &file.left_out);
            }
            ("leavers", threshold) => {
                leavers(&mut out, &report, &names, threshold.parse().expect("a threshold"))
            }
            ("reconcile", _) => reconcile(&mut out, &report),
            ("compare", time) => {
                let time = Time::parse_rfc3339(time).expect("a time");
                compare(&mut out, &case.run_on(&is_old, time), &report);
            }
            _ => panic!("nobody can answer {question}"),
        }
        out.push('\n');
    }
    out.trim_end().to_string()
}

fn meant<'a>(report: &'a Report, names: &[String]) -> Vec<&'a User> {
    let found = many::find(&report.users, names);
    found.into_iter().filter_map(|it| if let Meant::One(user) = it { Some(user) } else { None }).collect()
}

fn act(word: &str) -> Act {
    match word {
        "restore" => Act::Restore { disable: false },
        "restore and disable" => Act::Restore { disable: true },
        "disable" => Act::Disable,
        "enable" => Act::Enable,
        "look-up" => Act::LookUp,
        "on-demand" => Act::ProvisionOnDemand,
        _ => panic!("no act is called {word}"),
    }
}

fn script(out: &mut String, word: &str, report: &Report, names: &[String]) {
    let script = many::script(act(word), report, &meant(report, names));
    match script.text.as_str() {
        "" => left_out(out, &script.left_out),
        text => out.push_str(text),
    }
}

fn left_out(out: &mut String, left_out: &[many::LeftOut]) {
    for it in left_out {
        let _ = writeln!(out, "left out {}: {}", it.name, it.reason);
    }
}

fn leavers(out: &mut String, report: &Report, names: &[String], threshold: u32) {
    let leavers = many::leavers(report, names, threshold);
    let _ = writeln!(out, "{}", leavers.batch.text);
    for it in &leavers.leavers {
        let part = it.part.map(|it| format!(", part {it}")).unwrap_or_default();
        let guest = if it.guest { ", guest" } else { "" };
        let _ = writeln!(out, "{}  {}{part}{guest}\n  {}", it.asked, it.step.label(), it.text);
    }
}

fn reconcile(out: &mut String, report: &Report) {
    let it = many::reconcile(report);
    let _ = writeln!(out, "{}\nboth sides of {}", it.headline, it.both_shown);
    it.missing.iter().for_each(|it| {
        let _ = writeln!(out, "missing: {it}");
    });
    for group in &it.groups {
        let _ = writeln!(out, "{}", group.title);
        for user in &group.users {
            let _ = writeln!(out, "  {}  {} {} ({})", user.name, user.sides, user.next, user.code);
        }
    }
}

fn compare(out: &mut String, old: &Report, new: &Report) {
    let comparison = many::compare(old, new);
    let _ = writeln!(out, "unchanged: {}", comparison.unchanged);
    for it in &comparison.rows {
        let _ = writeln!(out, "{}  {}\n  {}", it.name, it.change.label(), it.text);
    }
}

/// Every report that the engine's own cases give.
fn reports() -> Vec<Report> {
    cases().iter().map(|(_, case)| case.run(usize::MAX)).collect()
}

#[test]
fn a_report_held_against_itself_has_nothing_new() {
    let mut seen = BTreeSet::new();
    for report in reports() {
        let it = many::compare(&report, &report);
        seen.extend(it.rows.iter().map(|it| it.change));
        assert_eq!(it.rows.len() + it.unchanged as usize, report.users.len());
    }
    assert_eq!(Vec::from_iter(seen), [Change::StillOpen]);
}

#[test]
fn a_report_that_was_written_is_the_same_report() {
    for report in reports() {
        let json = serde_json::to_string(&report).expect("a report is plain data");
        let read: Report = serde_json::from_str(&json).expect("and is read again");
        // Times are written to the second.
        assert!(serde_json::to_string(&read).is_ok_and(|it| it == json), "{}", report.headline);
        assert!(!many::is_part(&read));
    }
}

#[test]
fn seats_say_no_more_than_the_answers() {
    let mut kinds = BTreeSet::new();
    for report in reports() {
        let it = many::reconcile(&report);
        kinds.extend(it.groups.iter().map(|it| it.kind));
        let totals = &report.totals;
        assert_eq!((it.seats.now.counted, it.seats.now.not_known), (totals.counted, totals.billing_unknown));
        let [stops, starts] = [BillingStatus::Counted, BillingStatus::NotCounted].map(|status| {
            report.users.iter().filter(|it| it.billing.next.is_some() && it.billing.status == status).count()
                as u32
        });
        assert_eq!(it.seats.after_next_cycle.counted, totals.counted - stops + starts);
        // Nobody counts in 30 days who does not count after the next cycle: nothing by itself makes somebody count.
        assert!(it.seats.in_30_days.counted <= it.seats.after_next_cycle.counted);
        let acts: BTreeSet<&str> =
            it.groups.iter().flat_map(|it| &it.users).map(|it| it.name.as_str()).collect();
        for user in report.users.iter().filter(|it| it.action.urgency == scim_checkup_rules::Urgency::Now) {
            assert!(acts.contains(user.name.as_str()), "{} needs an act and is in no group", user.name);
        }
    }
    assert_eq!(Vec::from_iter(kinds), GroupKind::ALL);
}

#[test]
fn a_script_is_only_for_whom_the_act_fits() {
    let mut n = 0;
    for report in reports() {
        let all: Vec<&User> = report.users.iter().collect();
        for act in [Act::Restore { disable: true }, Act::Disable, Act::Enable, Act::ProvisionOnDemand] {
            let script = many::script(act, &report, &all);
            n += script.users;
            let listed = |it: &&&User| {
                it.object_ids.first().is_some_and(|id| script.text.contains(&format!("@{{ Id = '{id}'")))
            };
            for user in all.iter().filter(listed) {
                let cloud = !user.on_premises || act == Act::ProvisionOnDemand;
                assert!(cloud, "{} is kept in Active Directory", user.name);
                let text = format!("{:?} {act:?}", user.entra);
                assert!(
                    [
                        "SoftDeleted Restore { disable: true }",
                        "Enabled Disable",
                        "Live Disable",
                        "NotAssigned Disable",
                        "Disabled Enable",
                        "Live Enable",
                        "Enabled ProvisionOnDemand",
                        "NotAssigned ProvisionOnDemand",
                    ]
                    .contains(&text.as_str()),
                    "{}: {text}",
                    user.name
                );
            }
        }
    }
    assert!(n > 100, "only {n} users were in a script");
}

#[test]
fn rules_that_are_asked_for_by_name_exist() {
    let source =
        [include_str!("../src/rules/many/reconcile.rs"), include_str!("../src/rules/many/script.rs")]
            .concat();
    let asked = source.split("says(user, \"").skip(1).chain(source.split("action.name == \"").skip(1));
    let names: Vec<&str> = asked.filter_map(|it| it.split('"').next()).collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names {
        assert!(catalogue().iter().any(|it| it.name == name), "no rule is called {name}");
    }
}

#[test]
fn the_same_material_a_day_on_has_the_same_users() {
    for (_, case) in cases() {
        let later = case.run_on(&|_| true, case.as_of.after(Span::days(1)));
        let it = many::compare(&case.run(usize::MAX), &later);
        let gone_or_new = it.rows.iter().filter(|it| matches!(it.change, Change::Gone | Change::New)).count();
        assert_eq!(gone_or_new, 0);
    }
}
