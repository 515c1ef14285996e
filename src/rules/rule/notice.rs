//! What belongs to no single user. Codes `N4xx`.

use crate::{
    case::Attempts,
    cite::Citer,
    listing::Wholes,
    proof::Proof,
    report::{Notice, Step},
    rule::Entry,
    store::Store,
    time::Time,
    words::fill,
};

/// What a notice may look at: all of the material, and how many users there are.
pub struct Material<'a> {
    pub store: &'a Store,
    pub wholes: &'a Wholes,
    pub users: usize,
    /// Of the users for whom there were any.
    pub attempts: &'a [&'a Attempts<'a>],
    /// Some user is known from a log alone.
    pub rests_on_log: bool,
    pub as_of: Time,
    /// How many documents were given.
    pub documents: usize,
}

/// A notice: when it stands and what it says.
pub struct NoticeRule {
    pub entry: Entry,
    /// Sentences with named values, as in a rule.
    pub explanation: &'static str,
    pub title: &'static str,
    pub check: fn(&Material<'_>) -> Vec<Finding>,
}

/// One standing of a notice.
#[derive(Default)]
pub struct Finding {
    /// The values that its sentences name.
    pub values: Vec<(&'static str, String)>,
    pub steps: Vec<Step>,
    pub proofs: Vec<Proof>,
}

/// Declares the notice of a file; `check` stands beside it.
macro_rules! notice {
    (
        $(#[doc = $doc:literal])*
        $code:literal,
        name: $name:literal,
        summary: $summary:literal,
        title: $title:literal,
        explanation: $explanation:literal $(,)?
    ) => {
        pub static NOTICE: crate::rule::notice::NoticeRule = crate::rule::notice::NoticeRule {
            entry: crate::rule::Entry {
                code: $code,
                name: $name,
                question: crate::rule::Question::Notice,
                // No answer shows it: only the catalogue does.
                summary: if cfg!(feature = "docs") { $summary } else { "" },
                docs: if cfg!(feature = "docs") { concat!($($doc, "\n"),*) } else { "" },
            },
            title: $title,
            explanation: $explanation,
            check,
        };
    };
}
/// Declares the list: the modules in the order they are shown in.
macro_rules! notice_list {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// In the order they are shown in.
        pub static NOTICES: &[&NoticeRule] = &[$(&$module::NOTICE),*];
    };
}

notice_list![
    other_identity_provider,
    wrong_material,
    nothing_understood,
    material_part_missing,
    one_side_only,
    log_reach,
    several_tenants,
    several_jobs,
    job_quarantined,
    provisioning_off,
    initial_cycle_running,
    changes_staged,
    few_users_most_failures,
    every_user_fails,
    not_read_yet,
    names_nobody,
    dated_ahead,
];

/// Every notice that stands.
pub fn notices(material: &Material<'_>, citer: &Citer) -> Vec<Notice> {
    let mut notices = Vec::new();
    for rule in NOTICES {
        for finding in (rule.check)(material) {
            let value = |key: &str| {
                let found = finding.values.iter().find(|it| it.0 == key);
                found.map(|it| it.1.clone()).unwrap_or_default()
            };
            let (evidence, evidence_count) = citer.cite(finding.proofs.clone());
            notices.push(Notice {
                code: rule.entry.code.to_string(),
                name: rule.entry.name.to_string(),
                title: fill(rule.title, &value),
                explanation: fill(rule.explanation, &value),
                steps: finding.steps.clone(),
                evidence,
                evidence_count,
            });
        }
    }
    notices
}
