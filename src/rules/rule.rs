//! The rules: a list for each of the three questions, in order of precedence; one of notes on a user; one of notices.
//!
//! In a question's list the first rule that holds gives the answer, the last always holds, and later ones that also
//! hold are kept as notes. Of the notes every one that holds is shown. A rule is one file; its name in its list is the
//! only other place that knows it.

pub mod action;
pub mod billing;
pub mod corruption;
pub mod note;
pub mod notice;

use crate::{
    case::Case,
    proof::Proof,
    report::{ActionKind, Basis, BillingStatus, CorruptionStatus, Next, Owner, Step, Urgency},
};

/// One rule or notice, as the catalogue shows it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// `C101`, `B201`, `A301` or `N401`: stable once released.
    pub code: &'static str,
    /// Reads as a condition: `soft-deleted-still-active`.
    pub name: &'static str,
    pub question: Question,
    /// What is seen, at most 70 characters, no full stop.
    pub summary: &'static str,
    /// Markdown: one line that stands alone, then more, with the example, the near miss and the sources. Empty where
    /// the crate is built without its documentation.
    pub docs: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is the username corrupted?
    Corruption,
    /// Does this user count for billing?
    Billing,
    /// What should I do next?
    Action,
    /// What else holds of a user?
    Note,
    /// What belongs to no single user.
    Notice,
}

/// A rule: when it holds, what it answers, and what it says.
pub struct Rule {
    pub entry: Entry,
    /// Sentences with named values: `{person} was deleted on {deleted}.` A part in square brackets is left out when a
    /// value in it is not shown.
    pub explanation: &'static str,
    pub answer: Answer,
    /// What it rests on, or `None` where it does not hold.
    pub check: fn(&Case<'_>) -> Option<Vec<Proof>>,
}

#[derive(Clone, Copy)]
pub enum Answer {
    Corruption {
        status: CorruptionStatus,
    },
    Billing {
        status: BillingStatus,
        basis: Basis,
        next: Option<Next>,
    },
    Action {
        kind: ActionKind,
        owner: Owner,
        urgency: Urgency,
        title: &'static str,
        steps: fn(&Case<'_>) -> Vec<Step>,
    },
    /// It only stands beside the answers.
    Note {},
}

/// Declares the rule of a file: its documentation, code, name, words and answer; `check` stands beside it.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])*
        $code:literal,
        name: $name:literal,
        summary: $summary:literal,
        explanation: $explanation:literal,
        answer: $answer:ident { $($body:tt)* } $(,)?
    ) => {
        pub static RULE: crate::rule::Rule = crate::rule::Rule {
            entry: crate::rule::Entry {
                code: $code,
                name: $name,
                question: crate::rule::Question::$answer,
                summary: $summary,
                // Where it is brief it is for answers, and a note is none.
                docs: if cfg!(not(feature = "docs")) && matches!(crate::rule::Question::$answer, crate::rule::Question::Note) {
                    ""
                } else {
                    crate::words::documentation!($($doc),*)
                },
            },
            explanation: $explanation,
            answer: crate::rule::Answer::$answer { $($body)* },
            check,
        };
    };
}
pub(crate) use rule;

/// Declares a question's list: the modules in order of precedence, each of which holds one rule.
macro_rules! list {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// In order of precedence; the last always holds.
        pub static RULES: &[&crate::rule::Rule] = &[$(&$module::RULE),*];
    };
}
pub(crate) use list;

/// Every rule and notice, in the order of precedence within each question.
pub fn catalogue() -> Vec<&'static Entry> {
    let rules = [corruption::RULES, billing::RULES, action::RULES, note::RULES]
        .into_iter()
        .flatten()
        .map(|it| &it.entry);
    rules.chain(notice::NOTICES.iter().map(|it| &it.entry)).collect()
}

/// One entry by its code or its name, whatever the case.
pub fn explain(code_or_name: &str) -> Option<&'static Entry> {
    let wanted = code_or_name.trim();
    catalogue()
        .into_iter()
        .find(|it| it.code.eq_ignore_ascii_case(wanted) || it.name.eq_ignore_ascii_case(wanted))
}
