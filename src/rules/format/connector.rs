//! Other applications and other jobs: logs that are not about Maptician's users.

use scim_checkup_ground::find::Words;

use crate::record::RemarkKind;

use super::column::letters;

/// What another kind of job is called in a sentence.
pub const ANOTHER_JOB: &str = "another provisioning job";

/// Connectors of Entra's application gallery whose name in a job ID or as the target system tells whose log it is.
/// A name of the customer's own may stand for Maptician, so only well-known ones count.
///
/// Source: Microsoft Entra, *Tutorials for integrating SaaS applications*, those with automatic provisioning.
const WELL_KNOWN: &[&str] = &[
    "adobe",
    "airtable",
    "asana",
    "atlassian",
    "atlassiancloud",
    "aws",
    "awssinglesignon",
    "bluejeans",
    "box",
    "cerner",
    "ciscowebex",
    "concur",
    "confluence",
    "cornerstoneondemand",
    "databricks",
    "docusign",
    "dropbox",
    "dropboxforbusiness",
    "dynamics",
    "egnyte",
    "facebookworkplace",
    "figma",
    "freshservice",
    "github",
    "gitlab",
    "googleapps",
    "googlecloud",
    "gotomeeting",
    "grammarly",
    "gsuite",
    "jira",
    "jivesoftware",
    "keeper",
    "lastpass",
    "linkedin",
    "lucidchart",
    "lucid",
    "miro",
    "monday",
    "netsuite",
    "notion",
    "pagerduty",
    "ringcentral",
    "salesforce",
    "salesforcesandbox",
    "sap",
    "sapcloudplatform",
    "sapconcur",
    "servicenow",
    "slack",
    "smartsheet",
    "snowflake",
    "splunk",
    "tableau",
    "tableauonline",
    "trello",
    "webex",
    "workplace",
    "workplacebyfacebook",
    "zendesk",
    "zoom",
    "zscaler",
];

/// Whose log or job this is, where it is not Maptician's.
pub fn of_another<'a>(
    job_id: Option<&'a str>,
    source_system: Option<&str>,
    target_system: Option<&'a str>,
) -> Option<(RemarkKind, &'a str)> {
    let from_elsewhere = source_system.is_some_and(|it| {
        let it = it.to_ascii_lowercase();
        !it.has("entra") && !it.has("azure")
    });
    if from_elsewhere || job_id.is_some_and(is_another_job) {
        return Some((RemarkKind::OtherApplication, ANOTHER_JOB));
    }
    let template = job_id.and_then(|it| it.split_once('.')).map(|it| it.0);
    let known = [target_system, template].into_iter().flatten().find(|it| is_well_known(it))?;
    Some((RemarkKind::OtherApplication, known))
}

/// Whether an application is a well-known one that is not Maptician.
pub fn is_well_known(application: &str) -> bool {
    let letters = letters(application).collect::<Vec<_>>();
    WELL_KNOWN.iter().any(|it| it.as_bytes() == letters)
}

/// Jobs of other kinds: between tenants, from HR systems, from Active Directory (`Azure2Azure.…`, `Workday2AAD.…`).
pub fn is_another_job(job_id: &str) -> bool {
    let template = job_id.split('.').next().unwrap_or_default().to_ascii_lowercase();
    ["azure2azure", "2aad", "2ad", "workday", "successfactors", "api2"].iter().any(|it| template.has(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_maptician_from_others() {
        let of = |job, target| of_another(Some(job), Some("Microsoft Entra ID"), target).map(|it| it.1);
        assert_eq!(of("maptician.11111111222243338444555555555555.6", Some("Maptician")), None);
        assert_eq!(of("scim.1.2", Some("Floor plan")), None);
        assert_eq!(of("customappsso.1.2", Some("customappsso")), None);
        assert_eq!(of("servicenow.1.2", None), Some("servicenow"));
        assert_eq!(of("scim.1.2", Some("ServiceNow")), Some("ServiceNow"));
        assert_eq!(of("Azure2Azure.1.2", None), Some(ANOTHER_JOB));
        assert_eq!(of_another(None, Some("Workday"), None).map(|it| it.1), Some(ANOTHER_JOB));
    }
}
