//! What provisioning tried for a user, in a sentence, as bars and as a table.

use scim_checkup_rules::{Activity, Day, Time};
use yew::prelude::*;

use crate::{documents::table, fold::fold, number, tag::tag};

/// How many days fit beside each other; the newest are shown.
const DAYS: usize = 30;

pub fn activity(activity: &Activity) -> Html {
    let days = &activity.per_day;
    let code = activity.last_error_code.as_ref();
    let code = code.map(|it| tag("p", "", ("The last error was ", tag("code", "", it), ".")));
    let text = activity.last_error_text.as_ref().map(|it| tag("p", "quoted", it));
    let rows = || days.iter().map(row).collect::<Vec<_>>();
    let table = (!days.is_empty())
        .then(|| fold("link", "The same as a table", table(&["Day (UTC)", "Failed", "Succeeded"], rows())));
    html! {
        <div class="activity" part="activity">
            { tag("h3", "", "Attempts to provision") }
            { tag("p", "", sentence(activity)) }
            { (days.len() > 1).then(|| bars(days)) }
            { code }{ text }{ table }
        </div>
    }
}

fn row(it: &Day) -> Html {
    let number = |it: u32| tag("td", "", number::grouped(it));
    tag("tr", "", (tag("th", "", in_words(it)), number(it.failures), number(it.successes)))
}

/// The day as sentences have it.
fn in_words(day: &Day) -> String {
    let noon = Time::parse_rfc3339(&[&day.day, "T12:00:00Z"].concat());
    noon.map_or_else(|| day.day.clone(), Time::in_words)
}

/// `24 between 9 June 2026 and 29 June 2026: 24 failed, none succeeded.`
fn sentence(activity: &Activity) -> String {
    let number = |it: u32| if it == 0 { "none".to_string() } else { number::grouped(it) };
    let when = match (activity.first, activity.last) {
        (Some(first), Some(last)) if first.day() != last.day() => {
            [" between ", &first.in_words(), " and ", &last.in_words()].concat()
        }
        (Some(time), _) | (_, Some(time)) => [" on ", &time.in_words()].concat(),
        _ => String::new(),
    };
    let failed = number(activity.failures);
    let succeeded = number(activity.successes);
    [&number::grouped(activity.attempts), &when, ": ", &failed, " failed, ", &succeeded, " succeeded."]
        .concat()
}

/// Failures hatched, successes plain on top of them, one bar a day.
fn bars(days: &[Day]) -> Html {
    let days = &days[days.len().saturating_sub(DAYS)..];
    let most = days.iter().map(|it| it.failures + it.successes).max().unwrap_or(1).max(1);
    let height = |it: u32| (it * 44).div_ceil(most);
    let (mut failed, mut good) = (String::new(), String::new());
    for (place, day) in days.iter().enumerate() {
        let below = height(day.failures);
        bar(&mut failed, place, 0, below);
        bar(&mut good, place, below, height(day.successes));
    }
    let width = (days.len() * 12 - 1).to_string();
    let end = |it: Option<&Day>| tag("span", "", it.map(in_words));
    html! {
        <figure class="bars" aria-hidden="true">
            <svg viewBox={["-1 -1 ", &width, " 51"].concat()}>
                <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path d="M0 0V4" />
                </pattern>
                <path fill="url(#hatch)" class="failed" d={failed} />
                <path class="good" d={good} />
                <path class="base" d={["M0 48.5H", &width].concat()} />
            </svg>
            { tag("figcaption", "", (end(days.first()), end(days.last()))) }
        </figure>
    }
}

/// Draws a bar that stands so high above the ground.
fn bar(path: &mut String, place: usize, above: u32, height: u32) {
    if height == 0 {
        return;
    }
    for part in ["M", &(place * 12).to_string(), " ", &(48u32.saturating_sub(above)).to_string(), "h9v-"] {
        path.push_str(part);
    }
    path.push_str(&height.to_string());
    path.push_str("h-9Z");
}
