//! Whose log answers, where a paste has the logs of several jobs or applications.
//!
//! An application has one job in a tenant, so what one job says of records, attempts and scope is of its application
//! alone; what it says of Entra's accounts holds whichever job says it.
//!
//! Source: Microsoft Entra, *How provisioning works*; *SCIM compatibility of the provisioning service* (job IDs).

use scim_checkup_ground::find::Words;

use crate::{
    cite::Order,
    format::connector::is_well_known,
    letters::{fold, is_letter_or_digit},
    map::Map,
    name::ObjectId,
    record::{Event, Mark, Text},
    store::{Store, tenant_of_job},
};

/// The log of one job, or of one application where entries name no job, and who was assigned to that.
#[derive(Clone)]
pub struct Log {
    pub mark: Mark,
    /// As the tenant calls it.
    pub application: Option<Text>,
    pub role: Role,
    pub store: Store,
}

/// What becomes of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Answers,
    /// Another application's.
    Another,
    /// It may be Maptician's: that of an application before the present one, or nothing shows which of them is.
    Untold,
    /// It is a part of its job's log.
    TakenIn,
}

/// The job's ID where it is whole, else the application's name.
pub fn key_of(event: &Event) -> Option<String> {
    let job = event.job_id.as_deref().filter(|it| is_whole(it));
    job.map(str::to_ascii_lowercase).or_else(|| name_key(&event.application))
}

/// An application's name; some exports have its ID in that place.
pub fn name_key(application: &Option<Text>) -> Option<String> {
    application.as_deref().filter(|it| ObjectId::parse(it).is_none()).map(fold)
}

fn is_whole(job: &str) -> bool {
    let last = job.rsplit('.').next();
    tenant_of_job(job).is_some() && last.is_some_and(|it| ObjectId::parse(it).is_some())
}

impl Log {
    pub fn new(mark: Mark) -> Log {
        Log { mark, application: None, role: Role::Answers, store: Store::default() }
    }

    /// Of several names the one that tells most, then the first by spelling.
    pub fn is_of(&mut self, application: &Option<Text>) {
        let kept = self.application.as_deref();
        let Some(new) = application.as_deref().filter(|it| kept != Some(it)) else { return };
        if kept.is_none_or(|kept| (rank(kept), kept) < (rank(new), new)) {
            self.application = Some(new.into());
        }
    }

    pub fn absorb(&mut self, other: Log, order: &Order<'_>) {
        if order.before(other.mark, self.mark) {
            self.mark = other.mark;
        }
        self.is_of(&other.application);
        self.store.absorb(other.store, order);
    }

    /// It holds no entry of provisioning: who was assigned alone tells no job from another.
    fn is_of_assignments(&self) -> bool {
        self.store.histories.values().all(|it| it.events.is_empty())
    }

    /// How surely it is Maptician's: by the application's name, else by the template in the job's ID.
    pub fn rank(&self, key: &str) -> u8 {
        rank(self.application.as_deref().unwrap_or(key.split('.').next().unwrap_or_default()))
    }

    fn called(&self) -> Option<String> {
        self.application.as_deref().map(fold)
    }
}

/// Named after Maptician, named after it and called a test, or neither.
fn rank(application: &str) -> u8 {
    let name = fold(application);
    let mut words = name.split(|it| !is_letter_or_digit(it));
    let mut is_test = || words.any(|it| TESTS.contains(&it));
    if !name.has("maptician") { 0 } else { 2 - u8::from(is_test()) }
}

const TESTS: [&str; 6] = ["test", "sandbox", "staging", "demo", "dev", "uat"];

/// Gives every log its role.
///
/// The one that is named after Maptician answers. Of several of one name the last answers if it began when the others had
/// ended: an application set up anew. Where neither tells, none does. Of assignments only those to another application than
/// the one that is named so are left aside.
pub fn choose(logs: &mut Map<String, Log>, order: &Order<'_>) {
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
        let above = other.rank(other_key) > rank;
        if only_assignments {
            // Who is assigned to an application is so whichever of its jobs answers.
            role = role.max(if above { Role::Another } else { Role::Answers });
        } else if !other.is_of_assignments() && may_be_of_one_tenant(key, other_key) {
            let equal = other.rank(other_key) == rank && !log.replaces(other);
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

impl Log {
    /// Whether this is the job of the same application, set up anew.
    fn replaces(&self, older: &Log) -> bool {
        let (began, ended) = (self.store.log.first, older.store.log.last);
        self.called().is_some() && self.called() == older.called() && ended.is_some() && ended < began
    }
}
