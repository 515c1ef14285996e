//! Whose log answers, where a paste has the logs of several jobs or applications.
//!
//! An application has one job in a tenant, so what one job says of records, attempts and scope is of its application
//! alone; what it says of Entra's accounts holds whichever job says it.
//!
//! Source: Microsoft Entra, *How provisioning works*.

use crate::{
    cite::Order,
    format::connector::is_well_known,
    job::{is_whole, tenant_of_job},
    map::Map,
    record::{Listing, ListingKind},
    store::{Key, Log, Role, Store},
};

/// Takes in the logs that answer, and of the others what they say of Entra's accounts.
pub fn choose(store: &mut Store, order: &Order<'_>) {
    let mut logs = std::mem::take(&mut store.logs);
    give_roles(&mut logs, order);
    for at in 0..logs.len() {
        let log = std::mem::take(&mut logs.at(at).store);
        let role = logs.at(at).role;
        if role == Role::Answers {
            store.absorb(log, order);
        } else {
            set_aside(store, log, role, order);
            // Of such a job the state is not Maptician's either.
            store.jobs.retain(|id| !id.eq_ignore_ascii_case(logs.key(at)));
        }
    }
    store.logs = logs;
}

/// A record's own ID is that of the application's, and says nothing of an account; nor does an assignment to it, or a
/// listing of those.
fn set_aside(store: &mut Store, log: Store, role: Role, order: &Order<'_>) {
    let is_aside = |it: &Listing| {
        it.kind == ListingKind::Assignments
            && log.assignments.iter().any(|one| one.mark.document == it.mark.document)
    };
    store.listings.retain(|it| !is_aside(it));
    for (key, history) in log.histories.into_items() {
        if !matches!(key, Key::Scim(_)) && !history.events.is_empty() {
            store.history(key).set_aside(history, role == Role::Untold, order);
        }
    }
}

/// Gives every log its role.
///
/// The one that is named after Maptician answers. Of several of one name the last answers if it began when the others had
/// ended: an application set up anew. Where neither tells, none does. Of assignments only those to another application than
/// the one that is named so are left aside.
fn give_roles(logs: &mut Map<String, Log>, order: &Order<'_>) {
    logs.sort();
    // Entries that name no job are of the one job of their application, if there is one.
    for at in 0..logs.len() {
        let called = logs.at(at).called();
        let of_its_name = |it: &&(String, Log)| is_whole(&it.0) && it.1.called() == called;
        let n_jobs = logs.iter().filter(of_its_name).count();
        let job = logs.iter().position(|it| of_its_name(&it));
        if let Some(job) = job.filter(|_| n_jobs == 1 && !is_whole(logs.key(at))) {
            let store = std::mem::take(&mut logs.at(at).store);
            logs.at(job).store.absorb(store, order);
            logs.at(at).role = Role::TakenIn;
        }
    }
    for at in 0..logs.len() {
        let role = role(logs, logs.key(at));
        logs.at(at).role = role;
    }
}

/// What becomes of the log of a key, beside the others.
fn role(logs: &Map<String, Log>, key: &str) -> Role {
    let Some(log) = logs.get(key).filter(|it| it.role != Role::TakenIn) else { return Role::TakenIn };
    let (rank, whole, only_assignments) = (log.rank(key), is_whole(key), log.is_of_assignments());
    let mut role = Role::Answers;
    for (other_key, other) in logs.iter().filter(|it| it.0 != key && it.1.role != Role::TakenIn) {
        let other_rank = other.rank(other_key);
        let above = other_rank > rank;
        if only_assignments {
            // Who is assigned to an application is so whichever of its jobs answers.
            role = role.max(if above { Role::Another } else { Role::Answers });
        } else if !other.is_of_assignments() && may_be_of_one_tenant(key, other_key) {
            // One without a name may be the one that the test is beside.
            let equal = other_rank == rank || (rank == 1 && other.application.is_none());
            let equal = equal && !replaces(log, other);
            // Of its own name and no job, it may be any job's.
            let beside = !is_whole(other_key) && whole && other.called() == log.called();
            role = role.max(match () {
                // Without a name of its own it may be anybody's.
                () if above && rank == 0 && log.application.is_some() => Role::Another,
                () if above || (equal && !beside) => Role::Untold,
                () => Role::Answers,
            });
        }
    }
    if only_assignments && is_well_known(key) { Role::Another } else { role }
}

/// What names no job may be of any tenant.
fn may_be_of_one_tenant(a: &str, b: &str) -> bool {
    tenant_of_job(a).zip(tenant_of_job(b)).is_none_or(|it| it.0 == it.1)
}

/// Whether one is the job of the same application as another, set up anew.
fn replaces(log: &Log, older: &Log) -> bool {
    let (began, ended) = (log.store.log.first, older.store.log.last);
    log.called().is_some() && log.called() == older.called() && ended.is_some() && ended < began
}
