//! Which users to show, and which rule somebody may have meant.

use clap::ValueEnum;
use scim_checkup_rules::{ActionKind, BillingStatus, CorruptionStatus, Entry, Report, Urgency, User, many};

/// A kind of user to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// The username is corrupted
    Corrupted,
    /// The username may be corrupted
    Suspected,
    /// Counts for billing
    Counted,
    /// Does not count for billing
    NotCounted,
    /// Whether the user counts is not known from what was given
    BillingUnknown,
    /// The next cycle changes whether the user counts
    Changing,
    /// Somebody has to act now
    Action,
    /// A decision is due, by a date or when the user returns
    Decision,
    /// An attempt to provision the user failed
    Failed,
    /// There is nothing to do
    Nothing,
}

impl Only {
    fn holds(self, user: &User) -> bool {
        match self {
            Only::Corrupted => user.corruption.status == CorruptionStatus::Prefixed,
            Only::Suspected => user.corruption.status == CorruptionStatus::Suspected,
            Only::Counted => user.billing.status == BillingStatus::Counted,
            Only::NotCounted => user.billing.status == BillingStatus::NotCounted,
            Only::BillingUnknown => user.billing.status == BillingStatus::Unknown,
            Only::Changing => user.billing.next.is_some(),
            Only::Action => user.action.urgency == Urgency::Now,
            Only::Decision => matches!(user.action.urgency, Urgency::ByDeadline | Urgency::WhenReturning),
            Only::Failed => user.activity.as_ref().is_some_and(|it| it.failures > 0),
            Only::Nothing => user.action.kind == ActionKind::None,
        }
    }
}

/// Leaves in the report the users that are asked for; everything else stays as it is.
pub fn pick(report: &mut Report, names: &[String], only: &[Only]) {
    // Names first: that somebody of exactly this name exists must not depend on the other filter.
    if !names.is_empty() {
        let mut wanted = named(&report.users, names).into_iter();
        report.users.retain(|_| wanted.next().unwrap_or_default());
    }
    if !only.is_empty() {
        report.users.retain(|user| only.iter().any(|it| it.holds(user)));
    }
}

/// For each user whether one of the names asks for her: by a whole spelling, or where nobody has that, by a part.
fn named(users: &[User], names: &[String]) -> Vec<bool> {
    let spellings: Vec<Vec<String>> = users.iter().map(spellings).collect();
    let mut wanted = vec![false; users.len()];
    for name in names.iter().map(|it| fold(it)) {
        let has_whole = |user: &[String]| user.contains(&name);
        let any_whole = spellings.iter().any(|it| has_whole(it));
        for (wanted, user) in wanted.iter_mut().zip(&spellings) {
            *wanted |= match any_whole {
                true => has_whole(user),
                false => user.iter().any(|it| it.contains(&name)),
            };
        }
    }
    wanted
}

/// Every spelling by which somebody may ask for a user, folded.
fn spellings(user: &User) -> Vec<String> {
    let mut all = many::spellings(user);
    all.extend(user.display_name.as_deref().map(fold));
    all
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The rule whose code or name is closest to a misspelled one, if any is close.
pub fn nearest<'a>(text: &str, entries: &[&'a Entry]) -> Option<&'a Entry> {
    let text = fold(text);
    let distance = |name: &str| (edits(&text, &fold(name)), name.len());
    entries
        .iter()
        .flat_map(|entry| [(distance(entry.code), *entry), (distance(entry.name), *entry)])
        // A third of the letters wrong is no misspelling any more; a code has only four.
        .filter(|((edits, length), _)| *edits <= (length / 3).max(1))
        .min_by_key(|((edits, _), _)| *edits)
        .map(|(_, entry)| entry)
}

/// How many letters have to be put in, taken out or changed to make one text of the other.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, from_char) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to_char) in to.iter().enumerate() {
            let changed = diagonal + usize::from(from_char != *to_char);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use scim_checkup_rules::Question;

    use super::*;
    use crate::print::sample;

    fn names(report: &Report) -> Vec<&str> {
        report.users.iter().map(|it| it.name.as_str()).collect()
    }

    fn picked(users: &[&str], only: &[Only]) -> Vec<String> {
        let mut report = sample::report();
        let users: Vec<String> = users.iter().map(|it| it.to_string()).collect();
        pick(&mut report, &users, only);
        names(&report).into_iter().map(str::to_string).collect()
    }

    #[test]
    fn finds_by_name_alias_and_id_whatever_the_case() {
        for name in [
            "ADA@contoso.com",
            " ada@contoso.com ",
            "6C0E4F1B92D74A58B3E608F7C15A2D94ada@contoso.com",
            "6c0e4f1b-92d7-4a58-b3e6-08f7c15a2d94",
            "6c0e4f1b92d74a58b3e608f7c15a2d94",
            "ada oyelaran",
        ] {
            assert_eq!(picked(&[name], &[]), ["ada@contoso.com"], "{name}");
        }
    }

    #[test]
    fn a_part_counts_only_where_nothing_is_called_so() {
        assert_eq!(picked(&["contoso"], &[]).len(), sample::report().users.len());
        assert_eq!(picked(&["ada@contoso.com"], &[]), ["ada@contoso.com"]);
        assert_eq!(picked(&["nobody"], &[]), [""; 0]);
    }

    #[test]
    fn several_names_and_kinds_add_up() {
        assert_eq!(picked(&["ada@contoso.com", "bo@contoso.com"], &[]).len(), 2);
        assert_eq!(picked(&[], &[Only::Corrupted]), ["ada@contoso.com"]);
        assert_eq!(picked(&[], &[Only::Decision]), ["bo@contoso.com"]);
        assert_eq!(picked(&[], &[Only::Corrupted, Only::Decision]), ["ada@contoso.com", "bo@contoso.com"]);
        assert_eq!(picked(&["bo"], &[Only::Corrupted]), [""; 0]);
    }

    #[test]
    fn totals_stay_those_of_everybody() {
        let mut report = sample::report();
        pick(&mut report, &["ada".to_string()], &[]);
        assert_eq!(report.totals, sample::report().totals);
    }

    #[test]
    fn suggests_only_what_is_close() {
        let entry = |code, name| Entry { code, name, question: Question::Billing, summary: "", docs: "" };
        let entries = [entry("B201", "still-active"), entry("C101", "prefixed")];
        let entries: Vec<&Entry> = entries.iter().collect();
        let code = |text| nearest(text, &entries).map(|it| it.code);
        assert_eq!(code("C1O1"), Some("C101"));
        assert_eq!(code("still-actve"), Some("B201"));
        assert_eq!(code("Prefix"), Some("C101"));
        assert_eq!(code("something-else"), None);
    }
}
