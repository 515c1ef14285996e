//! What the ID of a provisioning job and the name of its application tell.
//!
//! Source: Microsoft Entra, *SCIM compatibility of the provisioning service* (job IDs).

use scim_checkup_ground::find::Words;

use crate::{
    letters::{fold, is_letter_or_digit},
    name::ObjectId,
    record::{Event, Text},
};

/// Whose log an entry is in: the job's ID where it is whole, else the application's name.
pub fn log_of(event: &Event) -> Option<String> {
    let job = event.job_id.as_deref().filter(|it| is_whole(it));
    job.map(str::to_ascii_lowercase).or_else(|| log_of_application(&event.application))
}

/// An application's name; some exports have its ID in that place.
pub fn log_of_application(application: &Option<Text>) -> Option<String> {
    application.as_deref().filter(|it| ObjectId::parse(it).is_none()).map(fold)
}

/// Whether all three parts of a job's ID are there.
pub fn is_whole(job: &str) -> bool {
    let last = job.rsplit('.').next();
    tenant_of_job(job).is_some() && last.is_some_and(|it| ObjectId::parse(it).is_some())
}

/// The tenant in a job's ID: `template.<32 hex digits>.<GUID>`.
pub fn tenant_of_job(job: &str) -> Option<String> {
    let tenant = job.split('.').nth(1)?;
    (tenant.len() == 32 && tenant.bytes().all(|it| it.is_ascii_hexdigit()))
        .then(|| tenant.to_ascii_lowercase())
}

/// Named after Maptician, named after it and called a test, or neither.
pub fn rank(application: &str) -> u8 {
    let name = fold(application);
    let mut words = name.split(|it| !is_letter_or_digit(it));
    let mut is_test = || words.any(|it| TESTS.contains(&it));
    if !name.has("maptician") { 0 } else { 2 - u8::from(is_test()) }
}

const TESTS: [&str; 6] = ["test", "sandbox", "staging", "demo", "dev", "uat"];
