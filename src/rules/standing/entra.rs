//! Entra's side: the state of the current account, and what whole listings say by their silence.

use crate::{
    account::{Existence, RESTORABLE},
    failure::cause,
    listing::{Whole, WholeKind},
    name::take_off_prefix,
    proof::Proof,
    record::Activity,
    report::Entra,
    time::Time,
    user::User,
};

use super::{Frame, Standing};

/// Entra's side: the state of the current account.
pub(super) fn directory(it: &mut Standing<'_>, user: &User<'_>, frame: &Frame<'_>) {
    let id = user.current().and_then(|it| it.object_id);
    // Who is assigned lives: a list without the ID is of another tenant.
    let by_id = id.is_some() && user.current().is_some_and(|it| it.assignments.is_empty());
    let missing_live = frame.wholes.latest(WholeKind::Live, user, by_id);
    let missing_deleted = frame.wholes.latest(WholeKind::Deleted, user, by_id);
    let state = user.current().map(|it| &it.state);
    let existence = state.and_then(|it| it.existence);
    let seen_at = state.and_then(|it| it.seen_at);
    // A record that names an account outranks a listing that lacks it, unless the listing is later. That an older account
    // stands in it says nothing of this one.
    let stands_in = |whole: &Whole| {
        let own =
            user.accounts.iter().filter(|it| it.object_id.is_none_or(|own| id.is_none_or(|id| own == id)));
        let mut records = own.flat_map(|it| &it.records).filter(|it| !it.request);
        records.any(|it| whole.stands_in(it.mark.document))
    };
    let lacks = |whole: Option<&Whole>| {
        whole
            .filter(|it| !stands_in(it) && (existence.is_none() || seen_at.is_none_or(|at| at < it.at)))
            .map(Whole::mark)
    };
    let (live, deleted) = (lacks(missing_live), lacks(missing_deleted));
    it.deleted_at = state.and_then(|it| it.deleted_at);
    match existence {
        Some(Existence::Removed) => {
            it.entra = Entra::Removed;
            it.removal_dated = true;
            it.entra_since = it.deleted_at.map(|at| at.after(RESTORABLE)).filter(|at| *at <= frame.as_of);
            if let Some(purged) = purge(user) {
                it.entra_since = Some(purged);
            }
        }
        _ if let (Some(live), Some(deleted)) = (&live, &deleted) => {
            it.entra = Entra::Removed;
            it.entra_proofs = vec![Proof::absence(*live), Proof::absence(*deleted)];
        }
        Some(Existence::SoftDeleted) => {
            it.entra = Entra::SoftDeleted;
            it.entra_since = it.deleted_at;
            it.deadline = it.deleted_at.map(|at| at.after(RESTORABLE).to_second());
        }
        Some(Existence::Live) if live.is_none() => {
            let state = state.expect("an existence belongs to an account");
            it.entra = match state.enabled {
                Some(true) => Entra::Enabled,
                Some(false) => Entra::Disabled,
                None => Entra::Live,
            };
            it.entra_since = state.enabled_since;
            if it.entra == Entra::Enabled {
                // A new or restored account is enabled since then.
                it.entra_since = it.entra_since.max(state.restored_at).max(state.created_at);
            }
            it.entra_proofs.extend(state.enabled_proof.clone());
        }
        _ => {
            it.entra = Entra::Unknown;
            it.entra_proofs.extend(live.map(Proof::absence));
        }
    }
    if it.entra_proofs.is_empty() {
        it.entra_proofs.extend(state.and_then(|it| it.existence_proof.clone()));
    }
    it.sides_known.0 = it.entra != Entra::Unknown;
    // Only Entra's own names: of a name that Maptician stores the rules on corruption speak.
    it.entra_prefixed = user
        .current()
        .filter(|_| matches!(it.entra, Entra::SoftDeleted | Entra::Removed))
        .and_then(|account| {
            let records = account.records.iter().filter_map(|it| it.user_principal_name.as_ref());
            let entries = account
                .history
                .into_iter()
                .flat_map(|it| it.audits.values())
                .filter_map(|it| it.user_principal_name.as_ref());
            // A sentence of the log names no account but by the prefix itself.
            let own = |name: &str| {
                take_off_prefix(name).is_some_and(|it| account.object_id.is_none_or(|id| it.layers[0] == id))
            };
            let events = user
                .events
                .iter()
                .map(|it| it.1)
                // What a failed event sent was never stored: it is Entra's.
                .flat_map(|it| {
                    let sent = it.sent.user_name.iter().chain(&it.target.display_name);
                    let sent = sent.filter(|_| cause(it).is_some());
                    it.source.user_principal_name.iter().chain(sent)
                })
                .filter(|it| own(&it.value));
            // What another job shows of Entra's side is Entra's, too.
            let elsewhere = user.histories.iter().flat_map(|it| it.elsewhere.values());
            let elsewhere = elsewhere.filter_map(|it| it.source.user_principal_name.as_ref());
            let elsewhere = elsewhere.filter(|it| own(&it.value));
            records
                .chain(entries)
                .chain(events)
                .chain(elsewhere)
                .find(|it| take_off_prefix(&it.value).is_some())
                .cloned()
        });
}

fn purge(user: &User<'_>) -> Option<Time> {
    let history = user.current()?.history?;
    history.audits.get(&Activity::HardDelete).filter(|it| it.success)?.at.as_ref().map(|it| it.value)
}
