//! The 30 days in which a deleted account can still be restored.

use scim_checkup_rules::{Span, Time};
use yew::prelude::*;

use crate::{
    number,
    tag::{beside, tag},
    ui::unseen,
};

/// How long Entra keeps a deleted account, in days.
const KEPT: usize = 30;

/// One cell a day; nothing where the days are over.
pub fn days(deadline: Time, as_of: Time) -> Html {
    let Some(left) = days_left(deadline, as_of) else { return Html::default() };
    let gone = KEPT - left.max(1);
    let left = match left {
        0 => "the last day".to_string(),
        it => number::counted(it as u32, "day left", "days left"),
    };
    let gone_words = number::counted(gone as u32, "day gone", "days gone");
    // Above a short stretch there is room for one of the two only.
    let above = if (10..=20).contains(&gone) { gone_words.as_str() } else { "" };
    let deleted = tag("b", "", deadline.before(Span::days(KEPT as i64)).in_words());
    let ends = (
        unseen(&[&gone_words, ", ", &left, ". "].concat()),
        tag("span", "", ("Deleted ", deleted)),
        tag("span", "", ("Removed for good ", moment(deadline))),
    );
    html! {
        <figure class="days" part="days">
            <div class="above" aria-hidden="true">{ above }</div>
            { cells("cells", gone, &left) }
            { tag("figcaption", "", ends) }
        </figure>
    }
}

/// The bar alone, with words above the day of today.
pub fn cells(class: &'static str, gone: usize, label: &str) -> Html {
    // The words grow towards the side with more room.
    let side = if gone < KEPT / 2 + 5 { "start" } else { "end" };
    let cells = (0..KEPT).map(|day| match day {
        it if it == gone => tag("i", "today", tag("span", side, label)),
        it if it < gone => tag("i", "spent", ()),
        it if it == KEPT - 1 => tag("i", "last", ()),
        _ => tag("i", "", ()),
    });
    html! { <div {class} aria-hidden="true">{ for cells }</div> }
}

/// A point in time in UTC, and by the reader's own clock.
pub fn moment(time: Time) -> Html {
    let local = number::local(time, number::minutes_from_utc(time));
    beside((tag("b", "", time.in_words_to_minute()), local.map(|it| [" (", &it, " your time)"].concat())))
}

/// Whole days until a deadline; nothing outside the 30.
fn days_left(deadline: Time, as_of: Time) -> Option<usize> {
    let left = deadline.since(as_of);
    let within = left > Span::days(0) && left <= Span::days(KEPT as i64);
    within.then(|| left.whole_days() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_whole_days() {
        let deadline = Time::parse_rfc3339("2026-07-12T14:02:45Z").unwrap();
        let left = |it: &str| days_left(deadline, Time::parse_rfc3339(it).unwrap());
        assert_eq!(left("2026-06-30T12:00:00Z"), Some(12));
        assert_eq!(left("2026-06-30T14:02:46Z"), Some(11));
        assert_eq!(left("2026-06-12T14:02:45Z"), Some(30));
        assert_eq!(left("2026-07-12T14:02:44Z"), Some(0));
        assert_eq!(left("2026-07-12T14:02:45Z"), None);
        assert_eq!(left("2026-06-01T00:00:00Z"), None);
    }
}
