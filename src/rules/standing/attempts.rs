//! What of the log is still open, and whether the job that should go on stands still.

use crate::{
    code::Cause,
    failure::cause,
    history::Kind,
    letters::fold,
    name::take_off_prefix,
    proof::Proof,
    record::{Event, EventAction, Seen, Text},
    report::{Entra, Retrying},
    retries::{Refused, Retries},
    time::Time,
    user::{Directory, User},
};

use super::{Frame, JobTrouble, Refusal, Standing, time_of};

/// What of the log is still open: failures and skips that no success came after.
pub(super) fn attempts<'a>(it: &mut Standing<'a>, user: &User<'a>) {
    let events = &user.events;
    let is_open = |at: Option<Time>, ended: Option<Time>| at.is_none() || at > ended;
    // A sentence by itself is dated by the attempt that it announces.
    let dated = |it: &Event| time_of(it).or(it.error.as_ref().and_then(|it| it.next_attempt));
    let latest = |kinds: &[Kind]| {
        events
            .iter()
            .filter(|it| kinds.contains(&it.0) && is_open(dated(it.1), ended(it, user)))
            .max_by_key(|it| time_of(it.1))
    };
    let failed = [
        Kind::CreateRefused,
        Kind::UpdateRefused,
        Kind::DeactivationRefused,
        Kind::Transient,
        Kind::FailedOther,
    ];
    let failure = latest(&failed);
    it.open_failure = failure.and_then(|it| Some((it.1, cause(it.1)?)));
    let mut refused = latest(&[Kind::CreateRefused, Kind::UpdateRefused]);
    it.refusal = refused.map(|(_, event)| {
        let several = cause(event) == Some(Cause::DuplicateTarget);
        let created = !several && event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
        if created { Refusal::Create } else { Refusal::Update }
    });
    // The restored user's own name, refused: for whatever reason that does not heal by itself.
    if let Some((event, cause)) = it.open_failure
        && !cause.heals_by_itself()
        && renames_back(event)
    {
        refused = failure;
        it.refusal = Some(Refusal::RenameBack);
    }
    it.refused = refused.map(|it| it.1);
    let ended = refused.map_or_else(|| last_success(events), |it| ended(it, user));
    let lookups = user.histories.iter().filter_map(|it| it.lookup).filter(|it| is_open(it.0, ended));
    it.lookup = lookups.max_by_key(|it| it.0).map(|(at, mark)| Proof::absence(mark).at(at));
    it.was_created = events.iter().any(|it| succeeded(it.0));
    it.staged = latest(&[Kind::Staged]).map(|it| it.1);
    it.skipped_for_missing_value = latest(&[Kind::MissingValue]).map(|it| it.1);
}

fn succeeded(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Created
            | Kind::Activated
            | Kind::Deactivated
            | Kind::Corrupted
            | Kind::Renamed
            | Kind::Deleted
            | Kind::OtherSuccess
            | Kind::Redundant
    )
}

/// When a success ended what an event left open. A create that is refused ends with a success of the same account or of the
/// one that lives now, or when the record in its way is deleted; what else becomes of an older account does not help it.
/// A refused deactivation stays open while its record is listed as active and only another one is changed.
fn ended((kind, event): &(Kind, &Event), user: &User<'_>) -> Option<Time> {
    let events = &user.events;
    let create = *kind == Kind::CreateRefused;
    let stays_active = *kind == Kind::DeactivationRefused && is_listed_active(event, user);
    if !create && !stays_active {
        return last_success(events);
    }
    let id = |it: &Event| it.source.object_id.as_ref().map(|it| it.value);
    let current = user.current().filter(|it| it.state.lives()).and_then(|it| it.object_id);
    let own = [id(event), current.filter(|_| create)];
    let same_record = |it: &Event| it.record_id().is_some() && it.record_id() == event.record_id();
    let of_another =
        |it: &Event| id(it).is_some() && id(event).is_some() && !own.contains(&id(it)) && !same_record(it);
    let ends = events
        .iter()
        .filter(|it| succeeded(it.0) && ((create && it.0 == Kind::Deleted) || !of_another(it.1)));
    ends.map(|it| time_of(it.1)).max().flatten()
}

/// Whether a list has the record of an event, and as active.
fn is_listed_active(event: &Event, user: &User<'_>) -> bool {
    let before = event.before.as_ref().and_then(|it| it.user_name.as_ref()).map(|it| fold(&it.value));
    let mut listed = user.holdings.iter().flat_map(|it| it.records.iter().map(|record| (it.id, *record)));
    listed.any(|(id, it)| {
        it.active.as_ref().is_some_and(|it| it.value)
            && ((id.is_some() && id == event.record_id())
                || (before.is_some() && before == it.user_name.as_ref().map(|it| fold(&it.value))))
    })
}

fn last_success(events: &[(Kind, &Event)]) -> Option<Time> {
    events.iter().filter(|it| succeeded(it.0)).map(|it| time_of(it.1)).max().flatten()
}

/// The creates that were refused because the user exists, else the updates because another record has the value, and how it
/// goes on.
///
/// Source: Microsoft Entra, *How provisioning works*: whatever operation failed is tried again.
pub(super) fn retries(it: &Standing<'_>, user: &User<'_>, as_of: Time) -> Option<Retries> {
    retries_of(Kind::CreateRefused, it, user, as_of)
        .or_else(|| retries_of(Kind::UpdateRefused, it, user, as_of))
}

fn retries_of(kind: Kind, it: &Standing<'_>, user: &User<'_>, as_of: Time) -> Option<Retries> {
    let creates = kind == Kind::CreateRefused;
    let mut refused = Refused::default();
    for history in &user.histories {
        refused.absorb(if creates { &history.refused } else { &history.refused_updates });
    }
    if refused.count == 0 {
        return None;
    }
    let last = refused.last();
    let latest = user.events.iter().filter(|it| it.0 == kind).max_by_key(|it| time_of(it.1))?;
    let over_since = ended(latest, user).filter(|at| last.is_some_and(|it| it <= *at));
    let id = latest.1.source.object_id.as_ref().map(|it| it.value);
    let gone = |it: &Directory<'_>| {
        id.is_some() && it.object_id == id && it.state.existence.is_some() && !it.state.lives()
    };
    // No create is sent for who is disabled, deleted or out of scope, and whether an update is, is not documented; nor is one
    // for an account that another one came after.
    let skipped = |it: &(Kind, &Event)| {
        it.0 == Kind::OutOfScope
            && time_of(it.1) > last
            && it.1.source.object_id.as_ref().map(|it| it.value) == id
    };
    let skipped = it.entra != Entra::Enabled && user.events.iter().any(skipped);
    let rests = it.out_of_use() || it.left_out.is_some() || skipped || user.accounts.iter().any(gone);
    let state = match over_since {
        Some(_) => Retrying::Over,
        None if rests => Retrying::Rests,
        None => Retrying::GoesOn,
    };
    let said = it.open_failure.and_then(|it| it.0.error.as_ref()?.next_attempt);
    // Where the service's own date has just passed, the attempt is due with the cycle that comes.
    let passed = said.is_some_and(|at| at <= as_of && as_of.since(at) < it.cycle.times(2));
    let due = || refused.due(as_of).filter(|_| it.job.is_none() && !passed);
    let next = said.filter(|it| *it > as_of).map(|it| (it, true)).or_else(|| Some((due()?, false)));
    Some(Retries { creates, refused, state, over_since, next: next.filter(|_| state == Retrying::GoesOn) })
}

fn renames_back(event: &Event) -> bool {
    let before =
        event.before.as_ref().and_then(|it| it.user_name.as_ref()).or(event.sent.old_user_name.as_ref());
    let prefixed = |it: &Seen<Text>| take_off_prefix(&it.value).is_some();
    before.is_some_and(prefixed) && event.sent.user_name.as_ref().is_some_and(|it| !prefixed(it))
}

/// The job that the user's events name, where it stands still; the only job of the material where they name none.
pub(super) fn job(it: &mut Standing<'_>, events: &[(Kind, &Event)], frame: &Frame<'_>) {
    let jobs = &frame.store.jobs;
    let named = events.iter().filter_map(|it| it.1.job_id.as_deref()).find_map(|id| jobs.get(id));
    let none_named = events.iter().all(|it| it.1.job_id.is_none());
    let Some(job) = named.or_else(|| jobs.values().next().filter(|_| jobs.len() == 1 && none_named)) else {
        return;
    };
    let code = |it: &Option<Seen<Text>>, word: &str| {
        it.as_ref().is_some_and(|it| it.value.eq_ignore_ascii_case(word))
    };
    let time = |it: &Option<Seen<Time>>| it.as_ref().map(|it| it.value);
    it.job = if code(&job.code, "Quarantine") {
        Some(JobTrouble::Quarantined(job.mark, time(&job.quarantined_since)))
    } else if code(&job.code, "Paused")
        || code(&job.code, "NotRun")
        || code(&job.schedule, "Disabled")
        || code(&job.schedule, "Paused")
    {
        Some(JobTrouble::Off(job.mark, time(&job.last_execution)))
    } else {
        None
    };
}
