//! Acts as they are written on the command line: `disable`, `enable+90d`, `restore@2026-07-20T09:00:00Z`.

use scim_checkup_rules::{
    Span, Time,
    foresight::{Account, Act, Foresight, Held, Planned, Situation, State, foresee},
};

/// How long is looked ahead after the last act: a deletion ends after 30 days, and a cycle follows it.
const AHEAD: Span = Span::days(31);

/// An act and when: so long after the beginning, or at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    act: Act,
    when: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    After(Span),
    At(Time),
}

/// Reads a step; the words of the error are for the terminal.
pub fn step(text: &str) -> Result<Step, String> {
    let (act, when) = if let Some((act, span)) = text.split_once('+') {
        (
            act,
            When::After(
                span_of(span).ok_or_else(|| format!("\"+{span}\" is neither days (+20d) nor hours (+6h)"))?,
            ),
        )
    } else if let Some((act, time)) = text.split_once('@') {
        let time = Time::parse_rfc3339(time);
        (act, When::At(time.ok_or("not an RFC 3339 time with its zone, such as @2026-06-30T12:00:00Z")?))
    } else {
        (text, When::After(Span::seconds(0)))
    };
    let act = Act::parse(act).ok_or_else(|| {
        let acts: Vec<&str> = Act::ALL.iter().map(|it| it.1).collect();
        format!("no such act; the acts are {}", acts.join(", "))
    })?;
    Ok(Step { act, when })
}

fn span_of(text: &str) -> Option<Span> {
    let number: i64 =
        text.get(..text.len().checked_sub(1)?)?.parse().ok().filter(|it| (0..=3650).contains(it))?;
    match text.as_bytes().last()? {
        b'd' => Some(Span::days(number)),
        b'h' => Some(Span::minutes(60 * number)),
        _ => None,
    }
}

/// Where somebody stands at the beginning, as a word.
pub const STARTS: &[&str] = &["in-order", "disabled", "deleted", "unassigned", "corrupted"];

/// The state of a word; a deleted user was deleted just now.
pub fn start(word: &str, now: Time) -> State {
    let inactive = |prefixed| Some(Held { active: false, prefixed });
    let order = State::IN_ORDER;
    match word {
        "disabled" => State { enabled: false, record: inactive(false), ..order },
        "deleted" => State { account: Account::Deleted(now), record: inactive(true), ..order },
        "unassigned" => State { assigned: false, linked: false, record: inactive(false), ..order },
        // The old account is gone, and the new one is refused.
        "corrupted" => State { linked: false, record: inactive(true), ..order },
        _ => order,
    }
}

/// What follows from the steps.
pub fn foreseen(from: State, now: Time, steps: &[Step]) -> Foresight {
    let at = |it: &Step| match it.when {
        When::After(span) => now.after(span),
        When::At(time) => time,
    };
    let acts: Vec<Planned> = steps.iter().map(|it| Planned { act: it.act, at: at(it) }).collect();
    let last = acts.iter().map(|it| it.at).max().unwrap_or(now);
    foresee(from, now, &acts, last.after(AHEAD))
}

/// What follows in a situation of the guide, from a user in order.
pub fn situation(it: &Situation, now: Time) -> Foresight {
    let step = |(act, days): &(Act, i64)| Step { act: *act, when: When::After(Span::days(*days)) };
    foreseen(State::IN_ORDER, now, &it.acts.iter().map(step).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_acts_with_and_without_a_time() {
        let now = Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap();
        assert_eq!(step("disable"), Ok(Step { act: Act::Disable, when: When::After(Span::seconds(0)) }));
        assert_eq!(
            step("create-anew+20d"),
            Ok(Step { act: Act::CreateAnew, when: When::After(Span::days(20)) })
        );
        assert_eq!(step("Wait+6h"), Ok(Step { act: Act::Wait, when: When::After(Span::minutes(360)) }));
        assert_eq!(step("restore@2026-06-30T12:00:00Z"), Ok(Step { act: Act::Restore, when: When::At(now) }));
    }

    #[test]
    fn says_what_it_cannot_read() {
        assert!(step("remove").unwrap_err().contains("the acts are disable, enable, delete"));
        assert!(step("disable+3w").unwrap_err().contains("\"+3w\" is neither days"));
        assert!(step("disable+").unwrap_err().contains("neither days"));
        assert!(step("disable@tomorrow").unwrap_err().contains("RFC 3339"));
    }
}
