//! What provisioning tried for a user, in a sentence, as bars and as a table.

use scim_checkup_rules::{Activity, Day};
use yew::prelude::*;

use crate::number;

/// How many days fit beside each other; the newest are shown.
const DAYS: usize = 30;

#[derive(PartialEq, Properties)]
pub struct ActivityProps {
    pub activity: Activity,
}

#[component]
pub fn ActivityBlock(props: &ActivityProps) -> Html {
    let open = use_state(|| false);
    let activity = &props.activity;
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
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
                <button type="button" class="link" aria-expanded={open.to_string()} {onclick}>
                    { "The same as a table" }
                </button>
                if *open { { table(&activity.per_day) } }
            }
        </div>
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

/// Failures hatched, successes plain, one bar a day.
fn bars(days: &[Day]) -> Html {
    let days = &days[days.len().saturating_sub(DAYS)..];
    let most = days.iter().map(|it| it.failures + it.successes).max().unwrap_or(1).max(1);
    let height = |it: u32| (it * 48).div_ceil(most);
    let bar = |(place, day): (usize, &Day)| {
        let (failed, good) = (height(day.failures), height(day.successes));
        let x = (place * 12).to_string();
        html! {
            <>
                if failed > 0 {
                    <rect class="failed" x={x.clone()} y={(48 - failed).to_string()} width="9"
                        height={failed.to_string()} />
                }
                if good > 0 {
                    <rect class="good" {x} y={(48u32.saturating_sub(failed + good)).to_string()} width="9"
                        height={good.to_string()} />
                }
            </>
        }
    };
    let (first, last) = (days.first().map(|it| it.day.clone()), days.last().map(|it| it.day.clone()));
    html! {
        <figure class="bars" aria-hidden="true">
            <svg viewBox="-1 -1 362 51" preserveAspectRatio="xMinYMid meet">
                { for days.iter().enumerate().map(bar) }
                <path class="base" d="M0 48.5H360" />
            </svg>
            <figcaption><span>{ first }</span><span>{ last }</span></figcaption>
        </figure>
    }
}

fn table(days: &[Day]) -> Html {
    let row = |it: &Day| {
        html! {
            <tr>
                <th scope="row">{ &it.day }</th>
                <td>{ number::grouped(it.failures) }</td>
                <td>{ number::grouped(it.successes) }</td>
            </tr>
        }
    };
    html! {
        <table class="coverage">
            <thead>
                <tr>
                    <th scope="col">{ "Day (UTC)" }</th>
                    <th scope="col">{ "Failed" }</th>
                    <th scope="col">{ "Succeeded" }</th>
                </tr>
            </thead>
            <tbody>{ for days.iter().map(row) }</tbody>
        </table>
    }
}
