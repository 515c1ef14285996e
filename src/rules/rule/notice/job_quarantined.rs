use crate::{
    code::Code,
    command,
    proof::Proof,
    record::{Job, Seen, Text},
    report::Step,
    rule::notice::{Finding, Material},
    step::act,
    time::{Span, Time},
};

notice! {
    /// Cycles thin out to one a day; when the errors are gone the next cycle ends the quarantine; after four weeks the job is switched off.
    ///
    /// Sources: Microsoft Entra, *Application provisioning in quarantine status*; Microsoft Graph, *synchronizationQuarantine*
    /// (`error.code`, and `tenantActionable` for what the customer can mend).
    "N408",
    name: "job-quarantined",
    summary: "The provisioning job is in quarantine",
    title: "Provisioning to Maptician is in quarantine",
    explanation: "The job has been in quarantine[ since {since}][, for the reason {reason}][, with the error {error}]. It tries again less and less often, down to once a day[, next after {next}], and is switched off after four weeks[, on {off}][: they have passed since {over}, so it may be off by now].",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let quarantined =
        |it: &Job| it.code.as_ref().is_some_and(|it| it.value.eq_ignore_ascii_case("Quarantine"));
    let minute =
        |it: &Option<Seen<Time>>| it.as_ref().map(|it| it.value.in_words_to_minute()).unwrap_or_default();
    let ahead = |it: &Option<Seen<Time>>| it.clone().filter(|it| it.value > material.as_of);
    let jobs = material.store.jobs.values().filter(|it| quarantined(it));
    jobs.map(|job| {
        let off = job.quarantined_since.clone().map(|it| Seen::new(it.value.after(Span::days(28)), it.mark));
        Finding {
            values: vec![
                ("since", minute(&job.quarantined_since)),
                ("next", minute(&ahead(&job.next_attempt))),
                ("off", minute(&off.clone().filter(|it| it.value > material.as_of))),
                ("over", minute(&off.filter(|it| it.value <= material.as_of))),
                ("error", job.error.as_ref().map(|it| it.value.to_string()).unwrap_or_default()),
                ("reason", job.quarantine_reason.as_ref().map(|it| it.value.to_string()).unwrap_or_default()),
            ],
            steps: steps(job),
            proofs: job.code.iter().chain(&job.quarantine_reason).chain(&job.error).map(Proof::from).collect(),
        }
    })
    .collect()
}

/// What helps depends on the error, else on the reason; of what is not documented the banner says more.
fn steps(job: &Job) -> Vec<Step> {
    let known = |it: &Option<Seen<Text>>| it.as_ref().and_then(|it| Code::known(&it.value));
    let remedy = |it| known(it).and_then(|it| it.remedy);
    let mut steps = Vec::from_iter(remedy(&job.error).or_else(|| remedy(&job.quarantine_reason)).map(act));
    if let Some(error) = job.error.as_ref().filter(|_| known(&job.error).is_none()) {
        steps.push(act(format!("{} is none of the codes that are documented.{}", error.value, match job.actionable {
            Some(true) => " By the job’s own word you can mend it.",
            Some(false) => " By the job’s own word you cannot mend it: send it to Maptician support.",
            None => "",
        })));
    }
    steps.push(act("Entra ID > Enterprise apps > Maptician > Provisioning: the banner names the reason. Mend that first; do not restart the job before, or changes that were not sent are lost.").with(command::job_state()));
    steps
}
