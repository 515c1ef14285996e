//! What provisioning tried for a user, in a sentence, as bars and as a table.

use scim_checkup_rules::{Activity, Day};
use yew::prelude::*;

use crate::{documents::table, fold::Fold, number};

/// How many days fit beside each other; the newest are shown.
const DAYS: usize = 30;

pub fn activity(activity: &Activity) -> Html {
    html! {
        <div class="activity" part="activity">
            <h3>{ "Attempts to provision" }</h3>
            <p>{ sentence(activity) }</p>
            if activity.per_day.len() > 1 { { bars(&activity.per_day) } }
            if let Some(code) = &activity.last_error_code {
                <p>{ "The last error was " }<code>{ code }</code>{ "." }</p>
            }
            if let Some(text) = &activity.last_error_text { <p class="quoted">{ text }</p> }
            if !activity.per_day.is_empty() {
                <Fold label={html! { "The same as a table" }}>
                    { table(&["Day (UTC)", "Failed", "Succeeded"], activity.per_day.iter().map(row).collect()) }
                </Fold>
            }
        </div>
    }
}

fn row(it: &Day) -> Html {
    html! {
        <tr>
            <th scope="row">{ &it.day }</th>
            <td>{ number::grouped(it.failures) }</td>
            <td>{ number::grouped(it.successes) }</td>
        </tr>
    }
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
    let end = |it: Option<&Day>| html! { <span>{ it.map(|it| it.day.clone()) }</span> };
    html! {
        <figure class="bars" aria-hidden="true">
            <svg viewBox="-1 -1 362 51">
                <path class="failed" d={failed} /><path class="good" d={good} /><path class="base" d="M0 48.5H360" />
            </svg>
            <figcaption>{ end(days.first()) }{ end(days.last()) }</figcaption>
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
