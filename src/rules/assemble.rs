//! The report: users joined and judged, documents and notices beside them, counted and put in order.

use crate::{
    case::{self, Case},
    cite::{Citer, Order},
    document::{Document, coverage},
    join::join,
    known::Known,
    letters::fold,
    listing::Wholes,
    record::RemarkKind,
    report::{BillingStatus, CorruptionStatus, Notice, Report, Totals, Urgency, User as Answered},
    rule::notice::{Material, notices},
    sort::sort,
    standing::{Frame, Standing, stand},
    store::Store,
    time::Time,
    user::User,
    verdict::{is_somebody, judge},
    words::{group_digits, sentence},
};

/// Everything understood becomes one report.
pub fn assemble(store: &Store, documents: &[&Document], order: &Order<'_>, as_of: Time) -> Report {
    let snapshots: Vec<Time> = documents.iter().map(|it| it.snapshot).collect();
    let citer = Citer::new(order);
    let wholes = Wholes::of(store, documents);
    let known = Known::of(store);
    let frame = Frame { store, wholes: &wholes, snapshots: &snapshots, order, as_of, known: &known };

    let joined = join(store, &known, &snapshots, as_of);
    let standings: Vec<Standing<'_>> = joined.iter().map(|it| stand(it, &frame)).collect();
    // Each with its name as names are compared.
    let mut users: Vec<(String, Answered)> = Vec::with_capacity(joined.len());
    for (user, standing) in joined.iter().zip(&standings) {
        let rivals: Vec<_> = user
            .rivals
            .iter()
            .map(|it| (it.why, case::best_name(&joined[it.user], &standings[it.user])))
            .collect();
        let mut case = Case {
            user,
            standing,
            frame: &frame,
            rivals: &rivals,
            billing: BillingStatus::Unknown,
            foreign: foreign(user, store),
        };
        if is_somebody(&case) {
            let user = judge(&mut case, &citer);
            users.push((fold(&user.name), user));
        }
    }
    sort(&mut users, &|a, b| by_urgency(a).cmp(&by_urgency(b)));
    let users: Vec<Answered> = users.into_iter().map(|it| it.1).collect();

    let asks = worth_asking(&joined, documents.len());
    let reported: Vec<crate::report::Document> = (0u32..)
        .zip(documents)
        .map(|(at, document)| document.report(citer.name(at), wholes.in_document(at), asks[at as usize]))
        .collect();
    let rests_on_log = joined.iter().any(rests_on_log);
    let material =
        Material { store, wholes: &wholes, users: &users, rests_on_log, documents: documents.len() };
    let notices = notices(&material, &citer);
    let totals = totals(&users);
    let (headline, lede) = headline(&users, &totals, &notices, documents.is_empty());
    Report {
        schema: 1,
        as_of,
        headline,
        lede,
        coverage: coverage(&reported),
        documents: reported,
        notices,
        totals,
        users,
    }
}

/// A log shows this user, and a record of one of the two sides is missing.
fn rests_on_log(user: &User<'_>) -> bool {
    let logged = !user.histories.is_empty();
    let directory = user.accounts.iter().any(|it| !it.records.is_empty());
    let held = user.holdings.iter().any(|it| !it.records.is_empty());
    logged && !(directory && held)
}

/// Of which documents it matters whether they are everybody: those that list several people of one side, and not
/// everyone whom the material shows.
fn worth_asking(users: &[User<'_>], documents: usize) -> Vec<bool> {
    let mut listed = vec![0usize; documents];
    for user in users {
        let records = user.accounts.iter().flat_map(|it| &it.records).filter(|it| !it.request);
        let held = user.holdings.iter().flat_map(|it| &it.records).chain(&user.lists);
        let mut marks: Vec<u32> =
            records.map(|it| it.mark.document).chain(held.map(|it| it.mark.document)).collect();
        sort(&mut marks, &|a, b| a.cmp(b));
        marks.dedup();
        marks.into_iter().for_each(|it| listed[it as usize] += 1);
    }
    listed.into_iter().map(|n| n > 1 && n < users.len()).collect()
}

/// The other identity provider that every record of a user comes from, if it does.
fn foreign<'a>(user: &User<'_>, store: &'a Store) -> Option<&'a str> {
    let remark = |document: u32| {
        store.remarks.iter().find(|it| it.kind == RemarkKind::OtherProvider && it.mark.document == document)
    };
    let marks = user.accounts.iter().flat_map(|it| &it.records).map(|it| it.mark.document);
    let marks = marks.chain(user.holdings.iter().flat_map(|it| &it.records).map(|it| it.mark.document));
    let marks = marks.chain(user.lists.iter().chain(&user.requests).map(|it| it.mark.document));
    let marks = marks.chain(user.mentions.iter().map(|it| it.name.mark.document));
    let events = user.events.iter().map(|it| it.1).map(|it| it.mark.document);
    let mut found = None;
    for document in marks.chain(events) {
        found = Some(remark(document)?);
    }
    found.map(|it| &*it.what)
}

fn by_urgency((folded, user): &(String, Answered)) -> (Urgency, Option<Time>, &str, &str, &[String]) {
    let by_deadline = user.action.urgency == Urgency::ByDeadline;
    // Undated decisions come after the dated ones.
    let last = Time::from_millis(253_402_300_799_000);
    let deadline = if by_deadline { user.action.deadline.or(last) } else { None };
    (user.action.urgency, deadline, folded, &user.name, &user.object_ids)
}

fn totals(users: &[Answered]) -> Totals {
    let count = |of: &dyn Fn(&Answered) -> bool| users.iter().filter(|it| of(it)).count() as u32;
    Totals {
        users: users.len() as u32,
        corrupted: count(&|it| it.corruption.status == CorruptionStatus::Prefixed),
        suspected: count(&|it| it.corruption.status == CorruptionStatus::Suspected),
        counted: count(&|it| it.billing.status == BillingStatus::Counted),
        not_counted: count(&|it| it.billing.status == BillingStatus::NotCounted),
        billing_unknown: count(&|it| it.billing.status == BillingStatus::Unknown),
        changing: count(&|it| it.billing.next.is_some()),
        need_action: count(&|it| it.action.urgency == Urgency::Now),
        decisions: count(&|it| matches!(it.action.urgency, Urgency::ByDeadline | Urgency::WhenReturning)),
        failed_attempts: users.iter().filter_map(|it| it.activity.as_ref()).map(|it| it.failures).sum(),
    }
}

/// How it stands and who acts.
fn headline(users: &[Answered], totals: &Totals, notices: &[Notice], empty: bool) -> (String, String) {
    let [user] = users else {
        return if users.is_empty() { nobody(notices, empty) } else { (many(totals), billing_of(totals)) };
    };
    (user.headline.clone(), user.lede.clone())
}

fn nobody(notices: &[Notice], empty: bool) -> (String, String) {
    match notices.first() {
        Some(notice) => {
            (sentence(format!("{}.", notice.title.trim_end_matches('.'))), notice.explanation.clone())
        }
        None if empty => ("Nothing was given to read.".to_string(), String::new()),
        None => (
            "No user was found in it.".to_string(),
            "One name is enough; a record of the user, or an entry of the provisioning log, says more."
                .to_string(),
        ),
    }
}

/// `9 of 500 users need action now, and 14 wait for a decision from you.`
fn many(totals: &Totals) -> String {
    let n = |it: u32| group_digits(u64::from(it));
    let corrupted = match totals.corrupted {
        0 => String::new(),
        1 => " 1 username is corrupted.".to_string(),
        it => format!(" {} usernames are corrupted.", n(it)),
    };
    let need = if totals.need_action == 1 { "needs" } else { "need" };
    let wait = if totals.decisions == 1 { "waits" } else { "wait" };
    let acts = match (totals.need_action, totals.decisions) {
        (0, 0) => format!("None of {} users needs an act.", n(totals.users)),
        (now, 0) => format!("{} of {} users {need} action now.", n(now), n(totals.users)),
        (0, later) => format!("{} of {} users {wait} for a decision from you.", n(later), n(totals.users)),
        (now, later) => {
            format!(
                "{} of {} users {need} action now, and {} {wait} for a decision from you.",
                n(now),
                n(totals.users),
                n(later)
            )
        }
    };
    format!("{acts}{corrupted}")
}

fn billing_of(totals: &Totals) -> String {
    let n = |it: u32| group_digits(u64::from(it));
    let verb = |it: u32| if it == 1 { "counts" } else { "count" };
    let mut text =
        format!("{} {} for billing, {} not", n(totals.counted), verb(totals.counted), n(totals.not_counted));
    if totals.billing_unknown > 0 {
        text.push_str(&format!("; of {} it is not shown", n(totals.billing_unknown)));
    }
    text.push('.');
    text
}
