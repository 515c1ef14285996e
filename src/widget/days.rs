//! The 30 days in which a deleted account can still be restored.

use scim_checkup_rules::{Span, Time};
use yew::prelude::*;

use crate::number;

/// How long Entra keeps a deleted account, in days.
const KEPT: usize = 30;

#[derive(PartialEq, Properties)]
pub struct DaysProps {
    pub deadline: Time,
    pub as_of: Time,
}

/// One cell a day; nothing where the days are over.
#[component]
pub fn Days(props: &DaysProps) -> Html {
    let Some(left) = days_left(props.deadline, props.as_of) else { return Html::default() };
    let gone = KEPT - left;
    let deleted = props.deadline.before(Span::days(KEPT as i64));
    let left = number::counted(left as u32, "day left", "days left");
    let gone_words = number::counted(gone as u32, "day gone", "days gone");
    html! {
        <figure class="days" part="days">
            <div class="above" aria-hidden="true">
                if (10..=20).contains(&gone) { <span class="soft">{ &gone_words }</span> }
            </div>
            <Cells {gone} label={left.clone()} />
            <figcaption>
                <span class="hidden">{ [&gone_words, ", ", &left, ". "].concat() }</span>
                <span>{ "Deleted " }<b>{ deleted.in_words() }</b></span>
                <span>{ "Removed for good " }<Deadline time={props.deadline} /></span>
            </figcaption>
        </figure>
    }
}

/// Days until a deadline, the one under way included; nothing outside the 30.
fn days_left(deadline: Time, as_of: Time) -> Option<usize> {
    let left = deadline.since(as_of);
    if left <= Span::days(0) || left > Span::days(KEPT as i64) {
        return None;
    }
    let whole = left.whole_days();
    let begun = i64::from(left > Span::days(whole));
    usize::try_from(whole + begun).ok()
}

#[derive(PartialEq, Properties)]
pub struct DeadlineProps {
    pub time: Time,
}

/// A point in time in UTC, and by the reader's own clock.
#[component]
pub fn Deadline(props: &DeadlineProps) -> Html {
    let local = number::local(props.time, number::minutes_from_utc(props.time));
    html! {
        <>
            <b>{ props.time.in_words_to_minute() }</b>
            if let Some(local) = local { { " (" }{ local }{ " your time)" } }
        </>
    }
}

#[derive(PartialEq, Properties)]
pub struct CellsProps {
    pub gone: usize,
    #[prop_or_default]
    pub small: bool,
    /// What stands above the day of today.
    #[prop_or_default]
    pub label: AttrValue,
}

/// The bar alone.
#[component]
pub fn Cells(props: &CellsProps) -> Html {
    let cells = (0..KEPT).map(|day| {
        let class = match day {
            it if it < props.gone => "spent",
            it if it == props.gone => "today",
            it if it == KEPT - 1 => "last",
            _ => "left",
        };
        // The label grows towards the side with more room.
        let side = if props.gone < KEPT / 2 + 5 { "start" } else { "end" };
        html! {
            <i {class}>
                if day == props.gone && !props.label.is_empty() { <span class={side}>{ &props.label }</span> }
            </i>
        }
    });
    html! { <div class={classes!("cells", props.small.then_some("small"))} aria-hidden="true">{ for cells }</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_day_under_way() {
        let deadline = Time::parse_rfc3339("2026-07-12T14:02:45Z").unwrap();
        let left = |it: &str| days_left(deadline, Time::parse_rfc3339(it).unwrap());
        assert_eq!(left("2026-06-30T15:00:00Z"), Some(12));
        assert_eq!(left("2026-06-30T14:02:45Z"), Some(12));
        assert_eq!(left("2026-06-30T14:02:44Z"), Some(13));
        assert_eq!(left("2026-06-12T14:02:45Z"), Some(30));
        assert_eq!(left("2026-07-12T14:02:44Z"), Some(1));
        assert_eq!(left("2026-07-12T14:02:45Z"), None);
        assert_eq!(left("2026-06-01T00:00:00Z"), None);
    }
}
