//! The verdict on one user: the three lists applied, in order of precedence.

use crate::{
    account,
    case::{self, Attempts, Case, LastDay},
    cite::Citer,
    code::Cause,
    few::Few,
    message,
    moments::moments,
    name::{guest_address, take_off_prefix},
    outline::Outline,
    proof::Proof,
    record::Failure,
    report::{
        self, Action, ActionKind, Billing, BillingStatus, Corruption, CorruptionStatus, Entra, Evidence,
        Note, Step,
    },
    rule::{Answer, Rule, action, billing, corruption, note},
    standing::Stored,
    step,
    time::Time,
    words::plural,
};

/// Answers the three questions for one user, by the rules that were found to hold.
pub fn judge(case: &mut Case<'_>, outline: &Outline<'_>, citer: &Citer) -> report::User {
    let mut notes = Vec::new();
    let corruption = corruption(case, outline, citer, &mut notes);
    let billing = billing(case, outline, citer, &mut notes);
    case.billing = billing.status;
    let mut action = action(case, outline, citer, &mut notes);
    if !action.message.is_empty() {
        action.message.push(message::made_by([&corruption.code, &billing.code, &action.code]));
    }
    for rule in note::RULES {
        if (rule.check)(case).is_some() {
            notes.push(note(rule, case));
        }
    }
    let name = case.name();
    let (headline, lede) = headline(case, &corruption, &billing, &action);
    let joined = case.user.joined.iter().map(|it| Proof::from(*it)).collect();
    report::User {
        aliases: case::aliases(case.user, &name),
        name,
        display_name: case.display_name().map(str::to_string),
        object_ids: object_ids(case),
        on_premises: case.standing.on_premises,
        guest: case.user.current().is_some_and(|it| is_guest(&it.state)),
        entra: case.standing.entra,
        maptician: case.standing.maptician,
        link: case.standing.link,
        headline,
        lede,
        corruption,
        billing,
        action,
        notes,
        activity: activity(case, &outline.attempts),
        moments: moments(case),
        joined_by: citer.cite(joined).0,
    }
}

/// As a record says, else by the form of the name.
fn is_guest(state: &account::AccountState) -> bool {
    let by_name = || state.user_principal_name.as_deref().is_some_and(|it| guest_address(it).is_some());
    state.guest.unwrap_or_else(by_name)
}

/// Every object ID of the user, the current account's first.
pub fn object_ids(case: &Case<'_>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let accounts = case.user.accounts.iter().filter_map(|it| it.object_id);
    for id in accounts.chain(case.prefix_id()) {
        let id = id.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The rule that answers and what it rests on; those after it that hold as well become notes, unless they would
/// contradict it. The last rule, which always holds, never says more than the others.
fn answer(
    rules: &'static [&'static Rule],
    first: usize,
    case: &Case<'_>,
    citer: &Citer,
    notes: &mut Vec<Note>,
) -> (&'static Rule, Vec<Evidence>, u32) {
    let rule = rules[first];
    for other in rules.iter().take(rules.len() - 1).skip(first + 1) {
        if goes_with(other, rule) && (other.check)(case).is_some() {
            notes.push(note(other, case));
        }
    }
    let (evidence, count) = citer.cite((rule.check)(case).unwrap_or_default());
    (rule, evidence, count)
}

/// Whether a rule's words can stand beside an answer: another status cannot, nor "nothing to do" beside an act.
fn goes_with(rule: &Rule, answer: &Rule) -> bool {
    match (rule.answer, answer.answer) {
        (Answer::Corruption { status }, Answer::Corruption { status: answered }) => status == answered,
        (
            Answer::Billing { status, basis, next },
            Answer::Billing { status: answered, basis: rests_on, next: changes },
        ) => (status, basis, next) == (answered, rests_on, changes),
        (Answer::Action { kind, .. }, Answer::Action { .. }) => kind != ActionKind::None,
        _ => true,
    }
}

fn note(rule: &Rule, case: &Case<'_>) -> Note {
    Note {
        code: rule.entry.code.to_string(),
        name: rule.entry.name.to_string(),
        title: rule.entry.summary.to_string(),
        explanation: say(rule, case),
    }
}

fn say(rule: &Rule, case: &Case<'_>) -> String {
    case.fill(rule.explanation)
}

fn corruption(case: &Case<'_>, outline: &Outline<'_>, citer: &Citer, notes: &mut Vec<Note>) -> Corruption {
    let (rule, evidence, evidence_count) =
        answer(corruption::RULES, outline.answered_by.corruption, case, citer, notes);
    let Answer::Corruption { status } = rule.answer else {
        unreachable!("the list holds rules on corruption only")
    };
    let shown = case.shown();
    let in_entra = case.standing.entra_prefixed.as_ref().and_then(|it| take_off_prefix(&it.value));
    let (user_name, object_id, layers) = match (status, shown.and_then(|it| it.parts.as_ref())) {
        (CorruptionStatus::EntraOnly, _) => {
            let it = in_entra.as_ref();
            (
                it.map(|it| it.rest.to_string()),
                it.map(|it| it.layers[0].to_string()),
                it.map_or(0, |it| it.layers.len()),
            )
        }
        (_, Some(parts)) => {
            (Some(parts.rest.clone()), Some(parts.object_id.to_string()), parts.layers as usize)
        }
        (_, None) => (shown.map(|it| it.name.value.to_string()), None, 0),
    };
    // A name of unknown origin is shown as stored where it is the one that is judged.
    let stored_as = shown
        .filter(|it| match status {
            CorruptionStatus::Clean => true,
            CorruptionStatus::Prefixed | CorruptionStatus::Suspected => it.parts.is_some(),
            CorruptionStatus::EntraOnly | CorruptionStatus::Unknown => false,
        })
        .map(|it| it.name.value.to_string());
    Corruption {
        status,
        code: rule.entry.code.to_string(),
        name: rule.entry.name.to_string(),
        title: status.label().to_string(),
        explanation: say(rule, case),
        stored_as,
        user_name,
        object_id,
        layers: layers as u32,
        fields: shown
            .filter(|_| matches!(status, CorruptionStatus::Prefixed | CorruptionStatus::Suspected))
            .map(|it| it.fields.iter().map(|it| it.to_string()).collect())
            .unwrap_or_default(),
        evidence,
        evidence_count,
    }
}

fn billing(case: &Case<'_>, outline: &Outline<'_>, citer: &Citer, notes: &mut Vec<Note>) -> Billing {
    let (rule, evidence, evidence_count) =
        answer(billing::RULES, outline.answered_by.billing, case, citer, notes);
    let Answer::Billing { status, basis, next } = rule.answer else {
        unreachable!("the list holds rules on billing only")
    };
    let observed = basis == report::Basis::Observed;
    Billing {
        status,
        basis,
        next,
        code: rule.entry.code.to_string(),
        name: rule.entry.name.to_string(),
        title: match (status, next) {
            (BillingStatus::Counted, Some(_)) => "Counted, about to stop".to_string(),
            (BillingStatus::NotCounted, Some(_)) => "Not counted, about to start".to_string(),
            _ => status.label().to_string(),
        },
        explanation: say(rule, case),
        since: case.standing.maptician_since.filter(|_| observed),
        evidence,
        evidence_count,
    }
}

fn action(case: &Case<'_>, outline: &Outline<'_>, citer: &Citer, notes: &mut Vec<Note>) -> Action {
    let (rule, evidence, evidence_count) =
        answer(action::RULES, outline.answered_by.action, case, citer, notes);
    let Answer::Action { kind, owner, urgency, title, steps } = rule.answer else {
        unreachable!("the list holds rules on actions only")
    };
    let mut steps: Vec<Step> = steps(case);
    if case.keeps_the_question(kind) && kind != ActionKind::DecideReturn {
        steps.extend(step::may_return(case));
    }
    // Who is gone for good was meant to go; of who is back, or may come back, the deletion was the harm.
    let harmed = case.restorable() || case.prefixed().is_some();
    if harmed && !matches!(kind, ActionKind::None | ActionKind::LookUpInEntra) {
        steps.extend(step::not_again(case));
    }
    Action {
        kind,
        owner,
        urgency,
        deadline: outline.deadline,
        last_day: case.last_day().and_then(LastDay::time).filter(|_| kind == ActionKind::ContactSupport),
        code: rule.entry.code.to_string(),
        name: rule.entry.name.to_string(),
        title: case.fill(title),
        explanation: say(rule, case),
        steps,
        message: if kind == ActionKind::ContactSupport {
            message::lines(case, rule.entry.code)
        } else {
            Vec::new()
        },
        evidence,
        evidence_count,
    }
}

/// How it stands and who acts; then what that leaves out.
fn headline(
    case: &Case<'_>,
    corruption: &Corruption,
    billing: &Billing,
    action: &Action,
) -> (String, String) {
    let corrupted = corruption.status == CorruptionStatus::Prefixed;
    let headline = case.fill(match action.kind {
        ActionKind::NotCovered => {
            "{person} is not provisioned from Entra, as it seems. Maptician support can help."
        }
        ActionKind::ContactSupport if corrupted => {
            "{person}’s {corrupted} is corrupted. Only Maptician support can mend it."
        }
        ActionKind::ContactSupport => "{person} needs Maptician support. No step of yours mends this.",
        ActionKind::ResolveDuplicate => {
            "Two users claim one name, and {person} is one of them. You can settle it."
        }
        ActionKind::CheckProvisioning if corrupted && case.shown().is_some_and(Stored::has_clean_name) => {
            "{person}’s username is clean, but the record is corrupted beside it. You can look after it."
        }
        ActionKind::CheckProvisioning => match billing.status {
            BillingStatus::Counted => "{person} counts, and a change did not arrive. You can look after it.",
            _ => "{person} does not get through to Maptician. You can look after it.",
        },
        ActionKind::LookUpInEntra if corrupted && case.shown().is_some_and(Stored::has_clean_name) => {
            "{person}’s username is clean, but {field} is corrupted. Look the account up in Entra."
        }
        ActionKind::LookUpInEntra if corrupted => {
            "{person}’s {corrupted} is corrupted. Look the account up in Entra."
        }
        ActionKind::LookUpInEntra => {
            "{person} is active in Maptician, and nobody is behind the record. Look the user up in Entra."
        }
        ActionKind::DecideReturn => match case.deadline() {
            Some(_) if case.days_left() == Some(0) => {
                "May {person} come back? Less than a day is left to decide."
            }
            Some(_) => "May {person} come back? Decide by {decide_by}.",
            None => "May {person} come back? Find out when the account was deleted.",
        },
        ActionKind::ReassignInEntra if case.standing.entra != Entra::NotAssigned => {
            "{person} is inactive in Maptician. See whether the user is still assigned."
        }
        ActionKind::ReassignInEntra => {
            "{person} is out of the scope of provisioning. Nothing to do until the user needs Maptician again."
        }
        ActionKind::WaitForSync if !case.pending() => {
            "The last attempt for {person} failed. The service tries again by itself."
        }
        ActionKind::WaitForSync => "{person} is on the way. Wait for the next cycle.",
        ActionKind::ProvideMore => match corruption.status {
            CorruptionStatus::Clean => "{person}’s username is clean. Whether the user counts is not shown.",
            CorruptionStatus::Suspected => {
                "{person}’s username may be corrupted. One more record settles it."
            }
            _ => "{person}: one more record is needed for an answer.",
        },
        ActionKind::None if case.was_never_seen() => {
            "{person} has no account in Entra. There is nothing to do."
        }
        ActionKind::None if case.standing.entra == Entra::Removed => {
            "{person} is gone for good. There is nothing to do."
        }
        ActionKind::None if corruption.status == CorruptionStatus::Suspected => {
            "{person}’s username may be corrupted. Nothing else needs action."
        }
        ActionKind::None => "{person} is in order. There is nothing to do.",
    });
    let counts = match billing.status {
        BillingStatus::Counted => "The user counts for billing.",
        BillingStatus::NotCounted if billing.basis == report::Basis::Inferred => {
            "By Entra’s side the user does not count for billing."
        }
        BillingStatus::NotCounted => "The user does not count for billing.",
        BillingStatus::Unknown => "Whether the user counts for billing is not shown.",
    };
    let lede = match case.standing.open_failure {
        Some((_, Cause::Existing(_))) if !case.standing.out_of_use() => {
            let failures: u32 = case.user.histories.iter().map(|it| it.failures).sum();
            let times = plural(i64::from(failures), "failed attempt is", "failed attempts are");
            format!("{counts} {times} shown; Entra goes on trying, and that does no further harm.")
        }
        _ if action.kind != ActionKind::DecideReturn && action.deadline.is_some() => {
            case.fill(&format!("{counts} The account is deleted; until {{decide_by}} it can be restored."))
        }
        _ => counts.to_string(),
    };
    let until = match case.last_day() {
        _ if corrupted && action.kind == ActionKind::DecideReturn => {
            " The username is corrupted; the restore heals it.".to_string()
        }
        _ if action.urgency != report::Urgency::Now => String::new(),
        Some(LastDay::On(day)) if action.kind == ActionKind::ContactSupport => {
            format!(" Support should mend it before {}.", day.in_words())
        }
        Some(LastDay::NotShown)
            if matches!(action.kind, ActionKind::ContactSupport | ActionKind::LookUpInEntra) =>
        {
            " The last day to act is not shown; the steps below find it.".to_string()
        }
        _ => String::new(),
    };
    (headline, lede + &until)
}

/// Attempts to provision this user; `None` where none was seen.
fn activity(case: &Case<'_>, attempts: &Attempts<'_>) -> Option<report::Activity> {
    if attempts.count() == 0 {
        return None;
    }
    let (mut first, mut last) = (None, None);
    let mut days: Few<Time, (u32, u32)> = Few::default();
    for history in &case.user.histories {
        first = first.into_iter().chain(history.first).min();
        last = last.max(history.last);
        for (day, (failures, successes)) in history.per_day.iter() {
            let counts = days.or_default(*day);
            counts.0 += failures;
            counts.1 += successes;
        }
    }
    let day = |(day, (failures, successes)): &(Time, (u32, u32))| report::Day {
        day: day.day(),
        failures: *failures,
        successes: *successes,
    };
    let words =
        |it: &Failure| it.detail.as_ref().map(|it| &it.value).or(it.reason.as_ref()).map(ToString::to_string);
    let refused_creates = case.standing.retries.filter(|it| it.creates).map(|it| report::RefusedCreates {
        count: it.refused.count,
        first: it.refused.first,
        last: it.refused.last(),
        rhythm: it.refused.rhythm(),
        share: case.share(),
        state: it.state,
        over_since: it.over_since,
        next: it.next.map(|it| it.0),
    });
    Some(report::Activity {
        attempts: attempts.count(),
        failures: attempts.failures,
        successes: attempts.successes,
        first,
        last,
        last_error_code: attempts.last_error_code().map(ToString::to_string),
        last_error_text: attempts.last_failure.and_then(words),
        refused_creates,
        per_day: days.iter().map(day).collect(),
    })
}

/// Whether this is somebody: an ID known only from a purge names nobody, and who is known from another application's log
/// alone is none of Maptician's.
pub fn is_somebody(case: &Case<'_>) -> bool {
    let named = case.name() != case.object_id().map(|it| it.to_string()).unwrap_or_default();
    let gone = case.user.accounts.iter().all(|it| it.state.existence == Some(account::Existence::Removed));
    let only_purged =
        gone && case.user.mentions.is_empty() && case.user.holdings.is_empty() && case.user.lists.is_empty();
    !case.name().is_empty() && (named || !only_purged) && !case.user.is_of_another()
}
