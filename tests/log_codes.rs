//! Every code of the provisioning log, bare and behind an application's name: what it leads to, and that its remedy is said.

use scim_checkup_rules::{CODES, Code, Given, Report, Session, Time};

/// What may stand before a code: a connector, an application as the customer named it, SCIM's own name.
const APPLICATIONS: &[&str] = &[
    "Contoso",
    "Maptician",
    "ServiceNow",
    "customappsso",
    "3",
    "AzureFloorPlan",
    "SystemForCrossDomainIdentityManagement",
];

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
    if skipped {
        return read(&entry("update", "skipped", "null", &format!(r#"{{"SkipReason": "{code}"}}"#)));
    }
    let error = format!(r#"{{"errorCode": "{code}", "reason": "It did not work out."}}"#);
    read(&entry("update", "failure", &error, "{}"))
}

fn entry(action: &str, status: &str, error: &str, details: &str) -> String {
    format!(
        r#"{{"id": "4f2c7a10-0000-4000-8000-000000000001", "activityDateTime": "2026-06-29T10:00:00Z",
        "provisioningAction": "{action}", "sourceIdentity": {{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a",
        "identityType": "User", "details": {{"UserPrincipalName": "fay@contoso.com"}}}},
        "targetIdentity": {{"id": "71", "identityType": "User"}},
        "provisioningStatusInfo": {{"status": "{status}", "errorInformation": {error}}},
        "provisioningSteps": [{{"name": "EntryExport", "provisioningStepType": "export", "status": "{status}",
        "description": "", "details": {details}}}], "modifiedProperties": []}}"#
    )
}

fn read(entry: &str) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    session.open(Given { name: "log.json".to_string(), ..Given::default() });
    session.push(entry.as_bytes());
    session.finish()
}

/// A code as it stands in a log: of other jobs only the beginning is known.
fn spelled(code: &Code) -> String {
    code.name.replace('…', "SomethingElse")
}

#[test]
fn every_code_leads_to_the_answer_that_is_written_down() {
    let written = include_str!("log_codes.txt");
    let lines: Vec<String> = CODES
        .iter()
        .map(|it| {
            let report = report(&spelled(it));
            let answer = match (&*report.users, &*report.notices) {
                ([user], _) => &user.action.code,
                ([], [notice, ..]) => &notice.code,
                other => panic!("{}: {other:?}", it.name),
            };
            format!("{} {answer}\n", it.name)
        })
        .collect();
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/log_codes.txt"), lines.concat())
            .expect("it can be written");
    }
    assert_eq!(lines.concat(), written, "tests/log_codes.txt lists every code with its answer");
}

#[test]
fn every_documented_code_has_its_row_and_no_row_is_made_up() {
    let mut used = Vec::new();
    for line in include_str!("documented_codes.txt").lines().filter(|it| !it.starts_with('#')) {
        let mut words = line.split(' ');
        let (name, who, heals) = (words.next().unwrap(), words.next(), words.next().is_some());
        let code = Code::known(name).unwrap_or_else(|| panic!("{name} is not known"));
        assert_eq!(Some(&*format!("{:?}", code.owner).to_lowercase()), who, "{name}");
        assert_eq!(code.outlook().contains("heals by itself"), heals, "{name}: {}", code.outlook());
        assert!(!code.means.is_empty(), "{name} has no words");
        used.push(code.name);
    }
    let made_up: Vec<&str> = CODES.iter().map(|it| it.name).filter(|it| !used.contains(it)).collect();
    assert!(made_up.is_empty(), "{made_up:?}");
}

#[test]
fn an_application_before_a_code_changes_nothing() {
    // Reasons of skips and other jobs' codes have no application before them.
    for code in CODES.iter().filter(|it| !SKIPS.contains(&it.name) && !it.is_of_another_job()) {
        let answer =
            |it: &str| report(it).users.into_iter().map(|it| (it.action.code, it.action.steps)).next();
        for application in APPLICATIONS {
            assert_eq!(answer(code.name), answer(&format!("{application}{}", code.name)), "{}", code.name);
        }
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
    assert!(action.steps[0].text.starts_with("FrobnicationDenied is none of"), "{:?}", action.steps);
}

/// What happened, the status, the words, and what a step says then.
const STATUSES: &[(&str, &str, &str, &str, &str)] = &[
    ("update", "400", "The title is too long", "A330", "The words of the refusal name the value"),
    ("update", "401", "", "A330", "secret token"),
    ("update", "403", "", "A330", "secret token"),
    ("update", "404", "", "A330", "no record under the ID"),
    ("create", "404", "", "A330", "tenant URL"),
    ("update", "405", "", "A330", "secret token"),
    ("update", "408", "", "A373", "Wait for the next attempts"),
    ("create", "409", "The e-mail exists", "A311", "Send the message below"),
    ("update", "409", "The e-mail exists", "A312", "Send the message below"),
    ("create", "409", "The field department is missing", "A330", "The words of the refusal name the value"),
    ("disable", "409", "User must be active", "A330", "does not let this user become inactive"),
    ("update", "413", "", "A330", "too large"),
    ("update", "422", "The title is too long", "A330", "The words of the refusal name the value"),
    ("update", "429", "", "A373", "Wait for the next attempts"),
    ("update", "500", "", "A373", "Wait for the next attempts"),
    ("update", "501", "", "A330", "not one that Entra expects"),
    ("update", "503", "The service is in use elsewhere", "A373", "Wait for the next attempts"),
];

#[test]
fn a_status_and_the_words_lead_to_what_helps() {
    for (action, status, words, answer, step) in STATUSES {
        let body = format!(r#"{{\"detail\": \"{words}\", \"status\": \"{status}\"}}"#);
        let error = format!(r#"{{"errorCode": "FrobnicationDenied", "reason": "Web Response: {body}"}}"#);
        let user = read(&entry(action, "failure", &error, "{}")).users.remove(0);
        assert_eq!(user.action.code, *answer, "{action} {status} {words}");
        let steps: Vec<String> = user.action.steps.into_iter().map(|it| it.text).collect();
        assert!(steps.iter().any(|it| it.contains(step)), "{action} {status} {words}: {steps:?}");
        // The code is shown as it stands, and said to be unknown where something has to be done about it.
        let unknown =
            steps.iter().any(|it| it.starts_with("FrobnicationDenied is none of") && it.contains(status));
        assert_eq!(unknown, *answer == "A330", "{action} {status} {words}: {steps:?}");
        assert_eq!(user.activity.unwrap().last_error_code.as_deref(), Some("FrobnicationDenied"));
    }
}
