//! What a failed event means: the kind of event and the detail text decide, never the status number alone.
//!
//! Source of the codes: Microsoft Entra, *Analyze provisioning logs*; that `…ServiceIncompatibleFiltering` is the
//! code a SCIM 409 comes under today was seen in forwarded logs, and so was a 409 that refuses a deactivation.

use scim_checkup_ground::find::Words;

use crate::{
    code::{Cause, Code, Held},
    record::{Event, EventAction, EventStatus, Failure},
};

/// Why an event failed; `None` where it did not fail.
pub fn cause(event: &Event) -> Option<Cause> {
    if event.status.as_ref()?.value != EventStatus::Failure {
        return None;
    }
    let Some(failure) = &event.error else { return Some(Cause::NotShown) };
    Some(cause_of(failure, event))
}

fn cause_of(failure: &Failure, event: &Event) -> Cause {
    let code = failure.code.as_ref().map_or("", |it| &it.value);
    let status = failure.http_status;
    let known = Code::known(code);
    let by_status = match status {
        Some(408 | 429 | 500..=599) => Some(Cause::Transient),
        Some(401 | 403) => Some(Cause::Credentials),
        _ => None,
    };
    if let Some(cause) = known.and_then(|it| it.cause).or(by_status) {
        return cause;
    }
    let detail = failure.detail.as_ref().map_or("", |it| &it.value).to_ascii_lowercase();
    let unique = failure.scim_type.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("uniqueness"));
    let absent = ["not exist", "n't exist", "not found"].iter().any(|it| detail.has(it));
    let says_existing = unique
        || !absent
            && ["exist", "already", "duplicate", "taken", "unique", "in use"].iter().any(|it| detail.has(it));
    let is = |names: &[&str]| known.is_some_and(|it| names.contains(&it.name));
    let conflict = status == Some(409) || is(&["EntryConflict", "Conflict", "DuplicateTargetEntries"]);
    // A word explains nothing, nor does what was cut or shortened.
    let unexplained = !detail.has_byte(b' ') || detail.has("…") || failure.cut;
    if says_existing || (conflict && unexplained && !deactivates(event)) {
        return Cause::Existing(held(&detail));
    }
    if deactivates(event) && matches!(status, Some(400..=499)) && status != Some(404) {
        return Cause::DeactivationRefused;
    }
    // The codes of SCIM's refusals are the same for many reasons.
    let says_nothing = code.starts_with("System") || "System".starts_with(code);
    let is_bare = status.is_none() && failure.detail.is_none() && failure.reason.is_none();
    if says_nothing && (failure.cut || is_bare) {
        return Cause::NotShown;
    }
    Cause::Other
}

/// Whether an event would have made the user inactive.
pub fn deactivates(event: &Event) -> bool {
    match &event.sent.active {
        Some(active) => !active.value,
        None => event.action.as_ref().is_some_and(|it| it.value == EventAction::Disable),
    }
}

fn held(detail: &str) -> Held {
    let any = |words: &[&str]| words.iter().any(|it| detail.has(it));
    if any(&["username", "user name", "user_name"]) {
        Held::UserName
    } else if any(&["email", "e-mail", "mail address"]) {
        Held::Email
    } else {
        Held::NotSaid
    }
}
