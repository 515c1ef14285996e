//! A user's answers in short: which rules give them, and what the report is ordered and counted by.
//!
//! Their sentences are made when the user is handed over, so that those of all users need not be there at once.

use crate::{
    case::{Attempts, Case, attempts},
    letters::fold,
    report::{ActionKind, BillingStatus, CorruptionStatus, Urgency},
    rule::{Answer, Rule, action, billing, corruption},
    time::Time,
};

/// The answers to one user, without their words.
pub struct Outline<'a> {
    /// Which of the joined users it is.
    pub user: usize,
    /// The name as names are compared.
    pub folded: String,
    pub answered_by: AnsweredBy,
    pub corruption: CorruptionStatus,
    pub billing: BillingStatus,
    /// The next cycle changes the second answer.
    pub changes: bool,
    pub urgency: Urgency,
    /// When the choice ends, where one is left.
    pub deadline: Option<Time>,
    pub attempts: Attempts<'a>,
}

/// The rules that answer, as places in their lists.
#[derive(Clone, Copy)]
pub struct AnsweredBy {
    pub corruption: usize,
    pub billing: usize,
    pub action: usize,
}

impl Outline<'_> {
    /// The code of the action that is the answer.
    pub fn action_code(&self) -> &'static str {
        action::RULES[self.answered_by.action].entry.code
    }
}

/// Asks the rules, up to the first of each list that holds.
pub fn outline<'a>(user: usize, case: &mut Case<'a>) -> Outline<'a> {
    let corruption = first_that_holds(corruption::RULES, case);
    let billing = first_that_holds(billing::RULES, case);
    let (status, changes) = match billing::RULES[billing].answer {
        Answer::Billing { status, next, .. } => (status, next.is_some()),
        _ => (BillingStatus::Unknown, false),
    };
    case.billing = status;
    let action = first_that_holds(action::RULES, case);
    let (kind, urgency) = match action::RULES[action].answer {
        Answer::Action { kind, urgency, .. } => (kind, urgency),
        _ => (ActionKind::None, Urgency::None),
    };
    Outline {
        user,
        folded: fold(&case.name()),
        answered_by: AnsweredBy { corruption, billing, action },
        corruption: match corruption::RULES[corruption].answer {
            Answer::Corruption { status } => status,
            _ => CorruptionStatus::Unknown,
        },
        billing: status,
        changes,
        urgency,
        deadline: case.deadline().filter(|_| case.keeps_the_question(kind)),
        attempts: attempts(case.user),
    }
}

/// The last rule of a list always holds.
fn first_that_holds(rules: &[&Rule], case: &Case<'_>) -> usize {
    rules.iter().position(|it| (it.check)(case).is_some()).unwrap_or(rules.len() - 1)
}
