//! What the answers say will happen is what is foreseen, and the guide's situations end where they should.

use std::collections::BTreeSet;

use scim_checkup_rules::{
    Next, Span, Time, User,
    foresight::{Account, Act, Held, Place, Planned, SITUATIONS, Situation, State, TO_AVOID, foresee},
};
use scim_checkup_tests::cases;

const CYCLE: Span = Span::minutes(40);

fn now() -> Time {
    Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time")
}

/// From a user in order.
fn end_of(situation: &Situation, days: i64) -> State {
    let acts =
        situation.acts.iter().map(|(act, after)| Planned { act: *act, at: now().after(Span::days(*after)) });
    foresee(State::IN_ORDER, now(), &acts.collect::<Vec<_>>(), now().after(Span::days(days))).end
}

fn titled<'a>(list: &'a [Situation], title: &str) -> &'a Situation {
    list.iter().find(|it| it.title == title).expect("the guide has it")
}

fn users(mut check: impl FnMut(&str, Time, &User)) {
    for (file, case) in cases() {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        case.run(usize::MAX).users.iter().for_each(|it| check(&name, case.as_of, it));
    }
}

#[test]
fn what_comes_next_is_foreseen() {
    let mut rules = BTreeSet::new();
    users(|name, as_of, user| {
        let (Some(next), Some(state)) = (user.billing.next, State::of(user)) else { return };
        let end = foresee(state, as_of, &[], as_of.after(CYCLE)).end;
        assert_eq!(end.counts(), next == Next::Starts, "{name}: {} by {}", user.name, user.billing.code);
        assert_ne!(state.counts(), end.counts(), "{name}: {} changes nothing", user.name);
        rules.insert(user.billing.code.clone());
    });
    assert_eq!(rules.into_iter().collect::<Vec<_>>(), ["B201", "B203", "B205"]);
}

#[test]
fn a_deadline_is_the_moment_of_the_purge() {
    let mut deadlines = 0;
    users(|name, as_of, user| {
        let (Some(deadline), Some(state)) = (user.action.deadline, State::of(user)) else { return };
        let until = |it: Time| foresee(state, as_of, &[], it).end.account;
        assert!(
            matches!(until(deadline.before(Span::seconds(1))), Account::Deleted(_)),
            "{name}: {}",
            user.name
        );
        assert_eq!(until(deadline), Account::Gone, "{name}: {}", user.name);
        deadlines += 1;
    });
    assert!(deadlines > 10, "{deadlines} deadlines in the cases");
}

#[test]
fn the_four_situations_end_well() {
    let disabled = end_of(titled(SITUATIONS, "The season ends"), 400);
    assert!(disabled.linked && !disabled.counts());
    for title in ["The next season begins", "A long leave"] {
        assert_eq!(end_of(titled(SITUATIONS, title), 400), State::IN_ORDER, "{title}");
    }
    let gone = end_of(titled(SITUATIONS, "Gone for good"), 31);
    assert_eq!((gone.account, gone.record), (Account::Gone, None));
}

#[test]
fn what_to_avoid_breaks_the_link_or_is_not_seen() {
    for situation in TO_AVOID.iter().filter(|it| it.acts[0].0 != Act::DeactivateInMaptician) {
        assert!(!end_of(situation, 31).linked, "{}", situation.title);
    }
    let by_hand = end_of(titled(TO_AVOID, "Deactivating by hand in Maptician"), 0);
    assert!(by_hand.enabled && !by_hand.counts(), "Entra still has the user enabled");
    let refused = end_of(titled(TO_AVOID, "Deleting somebody who comes back"), 25);
    assert_eq!(refused.record, Some(Held { active: false, prefixed: true }));
}

#[test]
fn a_restore_in_time_mends_everything_and_one_second_late_nothing() {
    let delete = Planned { act: Act::Delete, at: now() };
    let end = |span: Span| {
        let restore = Planned { act: Act::Restore, at: now().after(span) };
        foresee(State::IN_ORDER, now(), &[delete, restore], now().after(Span::days(40))).end
    };
    assert_eq!(end(Span::seconds(30 * 86_400 - 1)), State::IN_ORDER);
    assert_eq!(end(Span::days(30)).account, Account::Gone);
}

#[test]
fn what_is_taken_back_within_a_cycle_is_never_sent() {
    let acts = [
        Planned { act: Act::Disable, at: now() },
        Planned { act: Act::Enable, at: now().after(Span::minutes(10)) },
    ];
    let foresight = foresee(State::IN_ORDER, now(), &acts, now().after(Span::days(1)));
    assert_eq!(foresight.end, State::IN_ORDER);
    assert!(foresight.happenings.iter().all(|it| it.place == Place::Entra), "{:?}", foresight.happenings);
}

#[test]
fn a_clean_record_is_found_again() {
    // Out of the assignment the name stays clean, so a later assignment finds it.
    let acts = [
        Planned { act: Act::Unassign, at: now() },
        Planned { act: Act::Assign, at: now().after(Span::days(90)) },
    ];
    assert_eq!(foresee(State::IN_ORDER, now(), &acts, now().after(Span::days(100))).end, State::IN_ORDER);
}
