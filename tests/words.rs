//! What the sentences of some cases must say, and what they must not: a case itself holds codes and no words.

use scim_checkup_rules::User;
use scim_checkup_tests::cases;

/// Everything that is said of a user, in one text.
fn words(user: &User) -> String {
    let steps = user.action.steps.iter().flat_map(|it| it.heading.iter().chain([&it.text]));
    let message = user.action.message.iter().map(|it| format!("{}: {}", it.label, it.value));
    let answers = [&user.headline, &user.lede, &user.corruption.explanation, &user.billing.explanation];
    let notes = user.notes.iter().map(|it| &it.explanation);
    let said = answers.into_iter().chain([&user.action.explanation]).chain(steps).chain(notes);
    said.cloned().chain(message).collect::<Vec<_>>().join("\n")
}

/// A case, the beginning of a user's name, what is said and what is not.
type Said = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const SAID: &[Said] = &[
    (
        "a-record-that-no-account-was-behind",
        "frode",
        &["Entra has no such account, neither live nor deleted, and may never have had one, but"],
        &["gone from Entra for good"],
    ),
    (
        "only-the-address-is-corrupted",
        "fay",
        &["username is clean, but the e-mail address is corrupted", "stands before the e-mail address"],
        &["username is corrupted", "would be refused"],
    ),
    (
        "a-refusal-that-names-the-stored-spelling",
        "mona",
        &[
            "Please change the username of the record from",
            "to mona@fjordline.example, so that it belongs to",
        ],
        &[],
    ),
    (
        "a-refusal-that-names-the-stored-spelling",
        "dagny",
        &["Please find the record that has this user’s address under another username"],
        &["Please change"],
    ),
    (
        "a-ticket-with-a-name-and-a-sentence",
        "ida",
        &[
            "was retried 4 times",
            "Entra account, older: 48b0083a-3c39-4aba-9b9f-3e14c7608387",
            "Retried: 4 times",
        ],
        &["so that it belongs to", "no longer to", "Entra account: 48b0083a"],
    ),
    (
        "cycles-an-hour-apart",
        "gro",
        &["a cycle comes about every 60 minutes", "two cycles, 120 minutes"],
        &["40 minutes", "80 minutes"],
    ),
    (
        "assigned-again-minutes-ago",
        "odd",
        &["was assigned to Maptician in Entra on 20 November 2026, 11:31 UTC; the next"],
        &["was enabled"],
    ),
    ("a-record-that-no-account-was-behind", "kaia", &["gone from Entra for good"], &["may never have had"]),
    ("a-record-that-no-account-was-behind", "alva", &["has no account in Entra"], &["gone for good"]),
    (
        "kept-out-by-a-filter-or-the-role",
        "bo",
        &["a scoping filter keeps the user out", "Compare the user’s properties"],
        &["Add user/group"],
    ),
    (
        "kept-out-by-a-filter-or-the-role",
        "eva",
        &["see with which role"],
        &["scoping filter", "Add user/group"],
    ),
    ("kept-out-by-a-filter-or-the-role", "siv", &["Add user/group"], &["scoping filter"]),
    ("kept-out-by-a-filter-or-the-role", "ulf", &["Compare the user’s properties"], &["Add user/group"]),
    (
        "awkward-two-hours-until-the-purge",
        "rasmus",
        &["Less than a day is left", "restore now, until 15 October 2026, 14:00 UTC"],
        &["14 October"],
    ),
    (
        "awkward-unassigned-first-deleted-later",
        "oskar",
        &[
            "The record in Maptician stays, inactive",
            "Assign the user again only when",
            "h.voss@quarrybank.example",
        ],
        &["Account and record go", "the assignment to Maptician come back", "counts for billing again"],
    ),
    (
        "awkward-on-premises-account-restored",
        "ines",
        &["Directory sync deleted the account", "Disable people on leave there", "was restored in Entra on"],
        &["Edit properties", "was enabled in Entra on"],
    ),
    (
        "awkward-leaver-left-with-a-corrupted-name",
        "gesa",
        &["There is nothing to do", "Should gesa.holm@quarrybank.example return one day"],
        &["estore", "Agree that", "Send the message"],
    ),
    (
        "awkward-conflict-that-is-no-duplicate",
        "otto",
        &["Occupant holds a locked reservation"],
        &["because such a user exists", "duplicate", "object ID in front of the name"],
    ),
    (
        "awkward-two-records-of-one-person",
        "jo.falk",
        &["Its state: inactive", "deleting either one would lose", "presence", "Please join the two records"],
        &[],
    ),
    (
        "awkward-two-layers",
        "e.nord",
        &["35b48ae6-2a16-4769-ae70-cb693d776476", "Look for 8efd0f56-289d-4082-97d4-cac3665c7567, too"],
        &["Agree that", "are disabled, not deleted"],
    ),
    (
        "awkward-restored-under-a-new-name",
        "j.roth2",
        &["newest log entry for j.roth2@tidewater.example", "admin@tidewater.example deleted the account"],
        &["newest log entry for j.roth@"],
    ),
    ("awkward-only-looks-corrupted", "abad1dea", &["may be corrupted"], &["is in order"]),
    (
        "awkward-healed-with-old-failures",
        "teo",
        &["on 5 September 2026, 10:22 UTC", "taken off again on 15 September 2026, 04:40 UTC"],
        &["support"],
    ),
    (
        "awkward-log-cut-before-the-damage",
        "ulla",
        &["begins on 9 October 2026, 06:11 UTC", "silence before that proves nothing"],
        &[],
    ),
    (
        "awkward-corrupted-only-beside-the-name",
        "mira",
        &["username is clean", "the e-mail address", "Provision on demand", "presence"],
        &["is in order"],
    ),
    (
        "damage-dated-with-the-deletion-behind-it",
        "ida",
        &[
            "got through on 20 September 2026, 09:31 UTC, change ID",
            "on 20 September 2026, 09:02 UTC by Sync_DC02",
            "the last on 14 October 2026, 07:01 UTC",
            "Its username since: 20 September 2026, 09:31 UTC",
            "left the scope of the sync",
            "Prevent accidental deletions",
            "Notification Email",
        ],
        &[],
    ),
    (
        "damage-not-dated-by-what-failed",
        "liv",
        &["last changed on 2 July 2026, 09:40 UTC, so the name is at least as old"],
        &["got through on"],
    ),
    ("deleted-again-by-nobody-shown", "nils", &["9 October 2026, 10:00 UTC"], &["Workday"]),
    (
        "unassigned-after-the-deletion",
        "pia",
        &["The account goes", "Assign the user again only when"],
        &["removed by", "record go", "The record in Maptician stays", "counts for billing again"],
    ),
    (
        "a-ticket-with-a-name-and-a-sentence",
        "ida",
        &["presence", "are disabled, not deleted", "Only Maptician support", "not in the material"],
        &[],
    ),
    (
        "a-name-held-by-another-record",
        "rolf",
        &["this very username"],
        &["another username", "clean username back"],
    ),
    (
        "an-id-before-an-address-in-entra",
        "fay",
        &["Provisioning sends mail to Maptician as the e-mail address", "Correct it in Entra; on a deleted"],
        &["does not send"],
    ),
    (
        "an-id-before-an-address-in-entra",
        "ida",
        &["does not send further addresses"],
        &["Provisioning sends mail"],
    ),
    (
        "a-failure-with-its-words",
        "ada",
        &["The words of the refusal name the value", "Value not supported for attribute department"],
        &["Provisioning logs: search"],
    ),
    ("a-failure-with-its-words", "ben", &["Provisioning logs: search for ben@quay.example"], &[]),
    (
        "deleted-and-the-name-is-taken",
        "moe@",
        &[
            "Restore under a new user principal name",
            "Update, Success for the new name, and the stored name is clean",
        ],
        &["Success for moe@quay.example"],
    ),
    (
        "two-clean-records-of-one-person",
        "fay",
        &[
            "twice, as fay@quay.example and as fay.lund@quay.example",
            "Both are active, so both may count",
            "Please join",
        ],
        &["one record with an object ID"],
    ),
    ("two-clean-records-of-one-person", "gus", &["twice, as gus@quay.example and as"], &["both may count"]),
    (
        "renames-refused-again-and-again",
        "liv",
        &[
            "refused 5 times to change liv@quay.example",
            "lately about once a day",
            "to 30 June 2026, 10:00 UTC",
        ],
        &["to create"],
    ),
    ("renames-refused-again-and-again", "mia", &[], &["times to change"]),
    ("renames-refused-again-and-again", "nia", &[], &["times to change"]),
    ("renames-refused-again-and-again", "odd", &[], &["times to change"]),
    ("a-name-held-by-another-record", "tor", &["another username"], &["this very username"]),
];

#[test]
fn sentences_say_what_they_must() {
    let reports: Vec<_> = cases().into_iter().map(|(path, case)| (path, case.run(usize::MAX))).collect();
    let mut wrong = Vec::new();
    for (case, name, says, never) in SAID {
        let report = reports.iter().find(|it| it.0.file_stem().is_some_and(|it| it.to_str() == Some(case)));
        let users = report.map_or(&[][..], |it| &it.1.users);
        let user = users.iter().find(|it| it.name.to_lowercase().starts_with(name));
        let said = user.map(words).unwrap_or_else(|| panic!("{case} has no {name}"));
        wrong.extend(
            says.iter().filter(|it| !said.contains(**it)).map(|it| format!("{case}: not said: {it}")),
        );
        wrong.extend(never.iter().filter(|it| said.contains(**it)).map(|it| format!("{case}: said: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_deleted_is_nobody_in_the_report() {
    let (_, case) = cases()
        .into_iter()
        .find(|it| it.0.ends_with("damage-dated-with-the-deletion-behind-it.txt"))
        .expect("the case is there");
    assert_eq!(case.run(usize::MAX).totals.users, 1);
}

#[test]
fn a_quarantine_says_when_it_ends_in_being_switched_off() {
    let (_, case) = cases()
        .into_iter()
        .find(|it| it.0.ends_with("quarantine-and-the-day-it-ends-in.txt"))
        .expect("the case is there");
    let report = case.run(usize::MAX);
    let said: Vec<_> = report.notices.iter().map(|it| it.explanation.as_str()).collect();
    // From the series on, not from the latest beginning.
    assert!(said[0].contains("off after four weeks, on 29 November 2026, 10:00 UTC."), "{}", said[0]);
    assert!(
        said[1].contains("passed since 12 November 2026, 10:00 UTC, so it may be off by now"),
        "{}",
        said[1]
    );
    assert!(said[0].contains("next after 20 November 2026, 22:00 UTC") && !said[1].contains("next after"));
}

/// The explanations of a case's notices of one code.
fn noticed(stem: &str, code: &str) -> Vec<String> {
    let case = cases().into_iter().find(|it| it.0.file_stem().is_some_and(|it| it.to_str() == Some(stem)));
    let report = case.unwrap_or_else(|| panic!("the case {stem} is there")).1.run(usize::MAX);
    report.notices.into_iter().filter(|it| it.code == code).map(|it| it.explanation).collect()
}

#[test]
fn of_several_jobs_it_is_said_which_answers() {
    let said = |stem: &str| noticed(stem, "N417").join("\n");
    let two = said("jobs-of-two-applications");
    assert!(two.contains("by the last: Maptician. Of the others (Badge Doors) only"), "{two}");
    let anew = said("job-set-up-anew");
    assert!(
        anew.contains("7d3e9505f26. Of the others (maptician.") && anew.contains("7d3e9505f11)"),
        "{anew}"
    );
    let untold = said("jobs-that-nothing-tells-apart");
    assert!(untold.contains("so they go by none. Of the others (Floor plan, Desk list)"), "{untold}");
    let assigned = said("assignments-to-several-applications");
    assert!(
        assigned.contains("by the last: Maptician. Of the others (Badge Doors, Time Sheets)"),
        "{assigned}"
    );
    assert_eq!(said("two-tenants-with-equal-record-ids"), "");
}

#[test]
fn the_error_behind_a_quarantine_stands_as_it_is() {
    let job = noticed("the-error-behind-a-quarantine", "N408");
    assert!(job[0].contains("with the error SystemForCrossDomainIdentityManagementCredentialV"), "{job:?}");
    assert!(job[1].contains("with the error FrobnicationDenied"), "{job:?}");
}
