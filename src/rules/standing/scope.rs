//! In scope as far as shown, or out of it while neither deleted nor disabled.

use crate::{
    account::activity_label,
    history::{Kind, out_of_scope},
    listing::WholeKind,
    proof::Proof,
    record::{Activity, Event, Seen},
    report::{Entra, Maptician},
    sort::sort,
    time::Time,
    user::User,
};

use super::{Frame, KeptOut, Standing, event_proof, time_of};

/// In scope as far as shown, or out of it while neither deleted nor disabled.
pub(super) fn scope<'a>(
    it: &mut Standing<'a>,
    user: &User<'a>,
    events: &[(Kind, &'a Event)],
    frame: &Frame<'_>,
) {
    let skipped = || events.iter().filter(|it| it.0 == Kind::LeftOut).map(|it| it.1);
    let Some(account) = user.current() else {
        it.in_scope = it.maptician_proofs.first().cloned().filter(|_| it.maptician == Maptician::Active);
        it.was_in_scope = it.sides_known.1;
        it.left_out = skipped().max_by_key(|it| time_of(it));
        return;
    };
    let mut inside: Vec<(Option<Time>, Proof)> = Vec::new();
    let mut outside: Vec<(Option<Time>, Proof)> = Vec::new();
    for assignment in &account.assignments {
        let at = frame.snapshots.get(assignment.mark.document as usize).copied();
        let proof = match &assignment.object_id {
            Some(id) => Proof::of(id.mark, id.value),
            None => Proof::absence(assignment.mark),
        };
        inside.push((at, proof));
        it.assigned_at = it.assigned_at.max(assignment.created_at.as_ref().map(|it| it.value));
    }
    let mut unassigned: Option<(Option<Time>, Proof)> = None;
    if let Some(history) = account.history {
        for (activity, entry) in history.audits.iter().filter(|it| it.1.success) {
            let at = entry.at.as_ref().map(|it| it.value);
            match activity {
                Activity::Assign => {
                    it.assigned_at = it.assigned_at.max(at);
                    inside.push((at, Proof::of(entry.activity.mark, activity_label(*activity)).at(at)))
                }
                Activity::Unassign => {
                    unassigned = Some((at, Proof::of(entry.activity.mark, activity_label(*activity)).at(at)));
                }
                _ => {}
            }
        }
    }
    // Who was unassigned after the restore is looked up by name again: a corrupted one is not found.
    let out_since = |at: Time| unassigned.as_ref().is_some_and(|it| it.0 > Some(at));
    it.restored_at = it.restored_at.filter(|at| !out_since(*at));
    // Whether an older account was in scope says nothing of the newer one.
    let id = account.object_id;
    let mut logged_outside = None;
    let says = |it: &Option<Seen<bool>>| it.as_ref().map(|it| it.value);
    let of_another = |it: &Event| it.source.object_id.as_ref().is_some_and(|it| Some(it.value) != id);
    for (kind, event) in events.iter().filter(|it| !of_another(it.1)) {
        let at = time_of(event);
        let scope = &event.scope;
        let own_state = says(&scope.active) == Some(false) && says(&scope.assigned) != Some(false);
        match kind {
            Kind::OutOfScope | Kind::Deactivated if out_of_scope(event) && !own_state => {
                logged_outside = logged_outside.max(Some(at));
                outside.push((at, scope_proof(event)));
            }
            // Disabled or deleted, and assigned all the same.
            Kind::OutOfScope | Kind::Deactivated if own_state && is_assigned(event) => {
                inside.push((at, scope_proof(event)));
            }
            Kind::OutOfScope | Kind::Deactivated | Kind::Unknown | Kind::LeftOut | Kind::SkippedOther => {}
            _ => inside.push((at, event_proof(event))),
        }
    }
    // Where the entry does not say why, the rest decides: an account that was enabled by then and lives, or that was
    // unassigned before, is not left out for its own state.
    let left_out = skipped().filter(|it| !of_another(it)).max_by_key(|it| time_of(it));
    // Who was enabled or restored since was left out for that.
    let since = it.entra_since.filter(|_| it.entra == Entra::Enabled).max(it.restored_at);
    let left_out = left_out.filter(|it| since.is_none() || time_of(it) >= since);
    if let Some(event) = left_out
        && let Some(at) = time_of(event)
        && matches!(it.entra, Entra::Enabled | Entra::Live)
    {
        let enabled = it.entra == Entra::Enabled && it.entra_since.is_some()
            || says(&event.source.account_enabled) == Some(true);
        if enabled || unassigned.as_ref().is_some_and(|it| it.0.is_some_and(|it| it <= at)) {
            outside.push((Some(at), event_proof(event)));
        }
    }
    let latest_outside = outside.iter().map(|it| it.0).max();
    let groups = frame.store.assignments.iter().any(|it| it.group);
    // One removed assignment says it only where no group is assigned, or with an out-of-scope event after it.
    if let Some((at, proof)) = unassigned.clone() {
        let no_group = !frame.store.assignments.is_empty() && !groups;
        if no_group || latest_outside.is_some_and(|it| it >= at) {
            outside.push((at, proof));
        }
    }
    let by_id = account.object_id.is_some();
    if let Some(whole) = frame.wholes.latest(WholeKind::Assignments, user, by_id)
        && !groups
        && by_id
        && account.assignments.is_empty()
    {
        outside.push((Some(whole.at), Proof::absence(whole.mark())));
    }
    sort(&mut outside, &|a, b| a.0.cmp(&b.0));
    sort(&mut inside, &|a, b| a.0.cmp(&b.0));
    it.was_in_scope = it.sides_known.1 || unassigned.is_some() || !inside.is_empty();
    let last_sign = inside.iter().chain(&outside).map(|it| it.0).max().flatten();
    it.let_go = logged_outside.is_some_and(|out| inside.last().is_none_or(|inside| inside.0 < out));
    let out = outside.last().filter(|out| inside.last().is_none_or(|inside| inside.0 < out.0));
    match out {
        Some((_, proof)) if matches!(it.entra, Entra::Enabled | Entra::Live) => {
            it.entra = Entra::NotAssigned;
            it.kept_out = events
                .iter()
                .find(|one| time_of(one.1) == out.and_then(|it| it.0))
                .and_then(|it| kept_out(it.1));
            // It began with the first sign since the user was last in scope; a listing does not say since when it lacks her.
            let last_inside = inside.last().and_then(|it| it.0);
            let signs = outside.iter().filter(|it| it.1.value.is_some()).filter_map(|it| it.0);
            it.entra_since = signs.into_iter().find(|at| last_inside.is_none_or(|it| it < *at));
            it.entra_proofs = vec![proof.clone()];
        }
        Some(_) => {
            // Whether a listing has the assignments of deleted users is not documented: its silence says nothing of them.
            let last_inside = inside.last().map(|it| it.0);
            let first = outside.iter().find(|it| it.1.value.is_some() && Some(it.0) > last_inside);
            it.assignment_ended = first.is_some();
            it.left_before_deletion = first.is_some_and(|out| out.0.is_some() && out.0 < it.deleted_at);
        }
        None => {
            let active = it.maptician_proofs.first().cloned().filter(|_| it.maptician == Maptician::Active);
            // After a removed assignment nothing before it says that she is still in scope.
            let still = inside.last().filter(|it| unassigned.as_ref().is_none_or(|out| out.0 <= it.0));
            it.in_scope = still.map(|it| it.1.clone()).or(active);
        }
    }
    // Disabled or deleted is reason enough.
    if !it.out_of_use() {
        it.left_out = left_out.filter(|it| last_sign.is_none() || time_of(it) > last_sign);
    }
    if it.left_out.is_some() {
        it.in_scope = None;
    }
}

/// Whether the scoping step says that nothing but her own state keeps the user out of scope.
fn is_assigned(event: &Event) -> bool {
    let scope = &event.scope;
    let no = |it: &Option<Seen<bool>>| it.as_ref().is_some_and(|it| !it.value);
    scope.assigned.as_ref().is_some_and(|it| it.value) && !no(&scope.role) && !no(&scope.filter)
}

/// What the scoping step names where the assignment is there.
fn kept_out(event: &Event) -> Option<KeptOut> {
    let says = |it: &Option<Seen<bool>>, value| it.as_ref().is_some_and(|it| it.value == value);
    let scope = &event.scope;
    let assigned = says(&scope.assigned, true);
    let by = if says(&scope.filter, false) { KeptOut::Filter } else { KeptOut::Role };
    (assigned && (by == KeptOut::Filter || says(&scope.role, false))).then_some(by)
}

/// What of the scoping step says that the user is out of scope.
pub fn scope_proof(event: &Event) -> Proof {
    let scope = &event.scope;
    let no = [&scope.active, &scope.assigned, &scope.filter, &scope.role]
        .into_iter()
        .flatten()
        .find(|it| !it.value);
    no.map_or_else(|| event_proof(event), Proof::from).at(time_of(event))
}
