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
    map::Set,
    name::ObjectId,
    record::{Event, Mark, Text},
    sort::sort,
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

/// A log under the ID of its job, or the name of its application.
pub type Keyed = (String, Log);

/// What becomes of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Answers,
    /// Another application's.
    Another,
    /// It may be Maptician's: that of an application before the present one, or nothing shows which of them is.
    Untold,
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

const TESTS: [&str; 8] = ["test", "testing", "sandbox", "staging", "demo", "dev", "uat", "qa"];

/// Gives every log its role.
///
/// The one that is named after Maptician answers. Of several of one name the last answers if it began when the others had
/// ended: an application set up anew. Where neither tells, none does. Of assignments only those to another application than
/// the one that is named so are left aside.
pub fn choose(logs: Vec<Keyed>, order: &Order<'_>) -> Vec<Keyed> {
    let (mut logs, unplaced) = by_application(logs, order);
    let mut tenants: Set<String> = Set::default();
    for it in logs.iter().filter_map(|it| tenant_of_job(&it.0)) {
        tenants.or_insert(it, ());
    }
    let provisioning: Vec<_> = logs.iter().filter(|it| !it.1.is_of_assignments()).collect();
    // What names no job is of the only tenant, or of any.
    let of_one_tenant = |a: &str, b: &str| match (tenant_of_job(a), tenant_of_job(b)) {
        (Some(a), Some(b)) => a == b,
        (Some(_), None) => tenants.len() == 1,
        (None, _) => true,
    };
    let role = |(key, log): &Keyed| {
        let rank = log.rank(key);
        if log.is_of_assignments() {
            let another = is_well_known(key) || logs.iter().any(|it| it.1.rank(&it.0) > rank);
            return if another { Role::Another } else { Role::Answers };
        }
        let others = || provisioning.iter().filter(|it| it.0 != *key && of_one_tenant(key, &it.0));
        if others().any(|it| it.1.rank(&it.0) > rank) {
            // Without a name of its own it may be anybody's.
            return if rank == 0 && log.application.is_some() { Role::Another } else { Role::Untold };
        }
        let mut equal = others().filter(|it| it.1.rank(&it.0) == rank);
        if equal.all(|it| log.replaces(&it.1)) { Role::Answers } else { Role::Untold }
    };
    let roles: Vec<Role> = logs.iter().map(role).collect();
    for ((_, log), role) in logs.iter_mut().zip(roles) {
        log.role = role;
    }
    for (key, mut log) in unplaced {
        let roles = logs.iter().filter(|it| it.1.called() == log.called()).map(|it| it.1.role);
        // Who is assigned to the application is so whichever of its jobs answers.
        let role = if log.is_of_assignments() { roles.min() } else { roles.max() };
        log.role = role.unwrap_or(Role::Untold);
        logs.push((key, log));
    }
    logs
}

impl Log {
    /// Whether this is the job of the same application, set up anew.
    fn replaces(&self, older: &Log) -> bool {
        let (began, ended) = (self.store.log.first, older.store.log.last);
        self.called().is_some() && self.called() == older.called() && ended.is_some() && ended < began
    }
}

/// Entries that name no job are of the one job of their application, if there is one; of several jobs they may be any's.
fn by_application(mut logs: Vec<Keyed>, order: &Order<'_>) -> (Vec<Keyed>, Vec<Keyed>) {
    sort(&mut logs, &|a, b| a.0.cmp(&b.0));
    let (mut jobs, named): (Vec<_>, Vec<_>) = logs.into_iter().partition(|it| is_whole(&it.0));
    let n_jobs = jobs.len();
    let mut unplaced = Vec::new();
    for (key, log) in named {
        let places: Vec<usize> = (0..n_jobs).filter(|at| jobs[*at].1.called() == log.called()).collect();
        match places[..] {
            [] => jobs.push((key, log)),
            [only] => jobs[only].1.absorb(log, order),
            _ => unplaced.push((key, log)),
        }
    }
    (jobs, unplaced)
}
