//! The report: users joined and judged, documents and notices beside them, counted and put in order.

use crate::{
    case::{self, Attempts, Case},
    cite::{Citer, Order},
    document::{Document, coverage},
    join::join,
    known::Known,
    listing::Wholes,
    opinion,
    outline::{Outline, outline},
    record::RemarkKind,
    report::{BillingStatus, CorruptionStatus, Notice, Report, Totals, Urgency, User as Answered},
    rule::notice::{Material, notices},
    sort::sort,
    standing::{Frame, Standing, stand},
    store::Store,
    time::Time,
    user::User,
    verdict::{is_somebody, judge, object_ids},
    words::{group_digits, sentence},
};

/// How many users of a report are wanted.
#[derive(Clone, Copy)]
pub struct Portion {
    pub most: usize,
    /// How many at a time.
    pub at_once: usize,
}

/// Everything understood becomes one report. Its users are handed over in its order, some at a time: their sentences
/// take more memory than all that is known of them.
pub fn assemble(
    store: &Store,
    documents: &[&Document],
    order: &Order<'_>,
    as_of: Time,
    portion: Portion,
    take: &mut dyn FnMut(Vec<Answered>),
) -> Report {
    let snapshots: Vec<Time> = documents.iter().map(|it| it.snapshot).collect();
    let citer = Citer::new(order);
    let known = Known::of(store);
    let joined = join(store, &known, &snapshots, as_of);
    let wholes = Wholes::of(store, &joined, documents);
    let frame = Frame {
        store,
        wholes: &wholes,
        snapshots: &snapshots,
        order,
        as_of,
        cycle: store.cycles.interval(),
        known: &known,
    };

    let standings: Vec<Standing<'_>> = joined.iter().map(|it| stand(it, &frame)).collect();
    let name = |at: usize| case::best_name(&joined[at], &standings[at]);
    let rivals = |of: &User<'_>| of.rivals.iter().map(|it| (it.why, name(it.user))).collect();
    let rivals: Vec<Vec<_>> = joined.iter().map(rivals).collect();
    let case = |at: usize| Case {
        user: &joined[at],
        standing: &standings[at],
        frame: &frame,
        rivals: &rivals[at],
        billing: BillingStatus::Unknown,
        failures: 0,
        foreign: foreign(&joined[at], store),
    };
    let cases = (0..joined.len()).map(|at| (at, case(at))).filter(|(_, it)| is_somebody(it));
    let mut outlines: Vec<Outline<'_>> = cases.map(|(at, mut it)| outline(at, &mut it)).collect();
    let spelling = |it: &Outline<'_>| (name(it.user), object_ids(&case(it.user)));
    sort(&mut outlines, &|a, b| {
        by_urgency(a).cmp(&by_urgency(b)).then_with(|| spelling(a).cmp(&spelling(b)))
    });

    let asks = worth_asking(&joined, documents.len());
    let reported: Vec<crate::report::Document> = (0u32..)
        .zip(documents)
        .map(|(at, document)| document.report(citer.name(at), wholes.in_document(at), asks[at as usize]))
        .collect();
    let attempts: Vec<&Attempts<'_>> =
        outlines.iter().map(|it| &it.attempts).filter(|it| it.count() > 0).collect();
    let material = Material {
        store,
        wholes: &wholes,
        users: outlines.len(),
        attempts: &attempts,
        rests_on_log: joined.iter().any(rests_on_log),
        as_of,
        documents: documents.len(),
    };
    let notices = notices(&material, &citer);
    let totals = totals(&outlines);
    let (mut headline, mut lede) = headline(&totals, &notices, documents.is_empty());
    let opinions = opinion::beside(&|code| outlines.iter().any(|it| it.action_code() == code));
    let most = portion.most.min(outlines.len());
    for some in outlines[..most].chunks(portion.at_once) {
        let users: Vec<Answered> = some
            .iter()
            .map(|it| judge(&mut Case { failures: totals.failed_attempts, ..case(it.user) }, it, &citer))
            .collect();
        if let ([user], 1) = (&*users, totals.users) {
            (headline, lede) = (user.headline.clone(), user.lede.clone());
        }
        take(users);
    }
    Report {
        schema: 1,
        as_of,
        headline,
        lede,
        coverage: coverage(&reported),
        documents: reported,
        notices,
        totals,
        opinions,
        users: Vec::new(),
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

fn by_urgency<'a>(it: &'a Outline<'_>) -> (Urgency, Option<Time>, &'a str) {
    // Undated decisions come after the dated ones.
    let last = Time::from_millis(253_402_300_799_000);
    let deadline = if it.urgency == Urgency::ByDeadline { it.deadline.or(last) } else { None };
    (it.urgency, deadline, &it.folded)
}

fn totals(users: &[Outline<'_>]) -> Totals {
    let count = |of: &dyn Fn(&Outline<'_>) -> bool| users.iter().filter(|it| of(it)).count() as u32;
    Totals {
        users: users.len() as u32,
        corrupted: count(&|it| it.corruption == CorruptionStatus::Prefixed),
        suspected: count(&|it| it.corruption == CorruptionStatus::Suspected),
        counted: count(&|it| it.billing == BillingStatus::Counted),
        not_counted: count(&|it| it.billing == BillingStatus::NotCounted),
        billing_unknown: count(&|it| it.billing == BillingStatus::Unknown),
        changing: count(&|it| it.changes),
        need_action: count(&|it| it.urgency == Urgency::Now),
        decisions: count(&|it| matches!(it.urgency, Urgency::ByDeadline | Urgency::WhenReturning)),
        failed_attempts: users.iter().map(|it| it.attempts.failures).sum(),
    }
}

/// How it stands and who acts; of a single user this is what is said of the user.
fn headline(totals: &Totals, notices: &[Notice], empty: bool) -> (String, String) {
    if totals.users == 0 { nobody(notices, empty) } else { (many(totals), billing_of(totals)) }
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
        (0, 0) => format!("None of {} users needs action.", n(totals.users)),
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
