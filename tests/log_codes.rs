//! Every code of the provisioning log, bare and behind an application's name: what it leads to, and that its remedy is said.

use scim_checkup_rules::{CODES, Given, Report, Session, Time};

/// Reasons of skips: their entries have another status, and the reason stands in a step.
const SKIPS: &[&str] = &[
    "AttributeValidationFailed",
    "EntrySynchronizationSkipped",
    "NotEffectivelyEntitled",
    "RedundantExport",
    "UnableToResolveReferenceAttributeValue",
];

/// An update of a user whom Maptician knows, which ended with a code.
fn report(code: &str) -> Report {
    let skipped = SKIPS.iter().any(|it| code.ends_with(it));
    let (status, error, details) = if skipped {
        ("skipped", "null".to_string(), format!(r#"{{"SkipReason": "{code}"}}"#))
    } else {
        (
            "failure",
            format!(r#"{{"errorCode": "{code}", "reason": "It did not work out."}}"#),
            "{}".to_string(),
        )
    };
    let entry = format!(
        r#"{{"id": "4f2c7a10-0000-4000-8000-000000000001", "activityDateTime": "2026-06-29T10:00:00Z",
        "provisioningAction": "update", "sourceIdentity": {{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a",
        "identityType": "User", "details": {{"UserPrincipalName": "fay@contoso.com"}}}},
        "targetIdentity": {{"id": "71", "identityType": "User"}},
        "provisioningStatusInfo": {{"status": "{status}", "errorInformation": {error}}},
        "provisioningSteps": [{{"name": "EntryExport", "provisioningStepType": "export", "status": "{status}",
        "description": "", "details": {details}}}], "modifiedProperties": []}}"#
    );
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    session.open(Given { name: "log.json".to_string(), ..Given::default() });
    session.push(entry.as_bytes());
    session.finish()
}

#[test]
fn every_code_leads_to_the_answer_that_is_written_down() {
    let written = include_str!("log_codes.txt");
    let lines: Vec<String> = CODES
        .iter()
        .map(|it| {
            let report = report(it.name);
            let [user] = &*report.users else { panic!("{}: {} users", it.name, report.users.len()) };
            format!("{} {}\n", it.name, user.action.code)
        })
        .collect();
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/log_codes.txt"), lines.concat())
            .expect("it can be written");
    }
    assert_eq!(lines.concat(), written, "tests/log_codes.txt lists every code with its answer");
}

#[test]
fn an_application_before_a_code_changes_nothing() {
    for code in CODES.iter().filter(|it| !SKIPS.contains(&it.name)) {
        let answer =
            |it: &str| report(it).users.into_iter().map(|it| (it.action.code, it.action.steps)).next();
        assert_eq!(answer(code.name), answer(&format!("Contoso{}", code.name)), "{}", code.name);
    }
}

#[test]
fn a_remedy_is_a_step() {
    let mut remedies = 0;
    for (code, remedy) in CODES.iter().filter_map(|it| Some((it.name, it.remedy?))) {
        let report = report(code);
        let steps: Vec<&str> = report.users[0].action.steps.iter().map(|it| it.text.as_str()).collect();
        assert!(steps.contains(&remedy), "{code}: {steps:?}");
        remedies += 1;
    }
    assert!(remedies > 15, "{remedies}");
}

#[test]
fn a_code_that_nobody_knows_is_shown_as_it_stands() {
    let report = report("FrobnicationDenied");
    let action = &report.users[0].action;
    assert!(action.explanation.contains("FrobnicationDenied"), "{}", action.explanation);
    assert!(action.steps[0].text.contains("Provisioning logs"), "{:?}", action.steps);
}
