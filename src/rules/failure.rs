//! What a failed event means: the kind of event and the detail text decide, never the status number alone.
//!
//! Source of the codes: Microsoft Entra, *Analyze provisioning logs*; that `…ServiceIncompatibleFiltering` is the
//! code a SCIM 409 comes under today was seen in forwarded logs, and so was a 409 that refuses a deactivation.

use scim_checkup_ground::find::Words;

use crate::{
    code::{ANSWER, Cause, Code, Held, RECORD_GONE, TOKEN, UNREACHABLE},
    record::{Event, EventAction, EventStatus, Failure},
};

/// Why an event failed; `None` where it did not fail.
pub fn cause(event: &Event) -> Option<Cause> {
    match event.status.as_ref()?.value {
        EventStatus::Failure => Some(match &event.error {
            Some(failure) => cause_of(failure, event),
            None => Cause::NotShown,
        }),
        // Some failures come as a skip with the failure's code. What is missing is a skip of its own.
        EventStatus::Skipped => {
            let code = Code::known(&event.skip_reason.as_ref()?.value)?;
            let existing = CONFLICTS.contains(&code.name).then_some(Cause::Existing(Held::NotSaid));
            let cause = code.cause.or(existing).or(code.remedy.map(|_| Cause::Other));
            cause.filter(|it| *it != Cause::MissingValue)
        }
        EventStatus::Success | EventStatus::Warning => None,
    }
}

/// The codes of a value that another record holds.
const CONFLICTS: &[&str] = &["EntryConflict", "Conflict", "uniqueness"];

fn cause_of(failure: &Failure, event: &Event) -> Cause {
    let status = failure.http_status;
    let known = known(event);
    let detail = failure.detail.as_ref().map_or("", |it| &it.value).to_ascii_lowercase();
    let unique = failure.scim_type.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("uniqueness"));
    let cause = known.and_then(|it| it.cause).or(match status {
        // What is not implemented now is not in an hour.
        Some(408 | 429 | 500 | 502..=599) => Some(Cause::Transient),
        Some(401 | 403 | 405) => Some(Cause::Credentials),
        _ => None,
    });
    let any = |words: &[&str]| words.iter().any(|it| detail.has(it));
    match cause {
        // Words that name an existing record outweigh a status that such a refusal should not have.
        Some(Cause::Transient | Cause::Credentials)
            if unique || any(&["already exist", "duplicate key", "duplicate entry"]) =>
        {
            return Cause::Existing(held(&detail));
        }
        Some(Cause::Credentials)
            if status != Some(401) && deactivates(event) && speaks_of_a_user(&detail) =>
        {
            return Cause::DeactivationRefused;
        }
        Some(cause) => return cause,
        None => {}
    }
    if any(&["must be active"]) && may_deactivate(event) {
        return Cause::DeactivationRefused;
    }
    let conflict = status == Some(409) || known.is_some_and(|it| CONFLICTS.contains(&it.name));
    // A word explains nothing, nor does what was cut or shortened.
    let unexplained = !detail.has_byte(b' ') || detail.has("…") || failure.cut;
    if unique || says_existing(&detail) || (conflict && unexplained && !deactivates(event)) {
        return Cause::Existing(held(&detail));
    }
    let gone = status == Some(404) || known.is_some_and(|it| it.name == "InvalidAnchor");
    if deactivates(event) && matches!(status, Some(400..=499)) && !gone {
        return Cause::DeactivationRefused;
    }
    // The codes of SCIM's refusals are the same for many reasons.
    let code = failure.code.as_ref().map_or("", |it| &it.value);
    let says_nothing = code.starts_with("System") || "System".starts_with(code);
    let is_bare = status.is_none() && failure.detail.is_none();
    if says_nothing && (failure.cut || is_bare) {
        return Cause::NotShown;
    }
    Cause::Other
}

/// What is known of the code, wherever it stands: a code that says nothing by itself leaves it to the answer's own.
fn known(event: &Event) -> Option<&'static Code> {
    let failure = event.error.as_ref();
    let places = [
        failure.and_then(|it| it.code.as_ref()).map(|it| &*it.value),
        failure.and_then(|it| it.scim_type.as_deref()),
        failure.and_then(|it| it.detail.as_ref()).map(|it| &*it.value),
        event.skip_reason.as_ref().map(|it| &*it.value),
    ];
    let mut first = None;
    for word in places.into_iter().flatten() {
        // A code is one word.
        let Some(code) = Code::known(word).filter(|_| !word.has_byte(b' ')) else { continue };
        if code.cause.is_some() || code.remedy.is_some() {
            return Some(code);
        }
        first = first.or(Some(code));
    }
    first
}

/// Whether the words say that a record exists already.
fn says_existing(detail: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|it| detail.has(it));
    let absent = any(&[
        "not exist",
        "n't exist",
        "longer exist",
        "must exist",
        "not found",
        "already activ",
        "already inactiv",
        "already d",
    ]);
    // Words that a rule about a missing value may have as well.
    let loosely = any(&["exist", "unique", "taken", "in use"]) && !any(&["missing", "required"]);
    !absent && (loosely || any(&["exists", "already", "duplicate"]))
}

/// About the user, not about the token.
fn speaks_of_a_user(detail: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|it| detail.has(it));
    any(&["user", "active", "activat", "disabl", "owner"])
        && !any(&["token", "credential", "authori", "authenti", "permission", "scope"])
}

/// Whether an event would have made the user inactive.
pub fn deactivates(event: &Event) -> bool {
    match &event.sent.active {
        Some(active) => !active.value,
        None => event.action.as_ref().is_some_and(|it| it.value == EventAction::Disable),
    }
}

/// Whether nothing shows that it would not have.
fn may_deactivate(event: &Event) -> bool {
    let another =
        |it: EventAction| matches!(it, EventAction::Create | EventAction::Delete | EventAction::Staged);
    let is_another = event.action.as_ref().is_some_and(|it| another(it.value));
    deactivates(event) || !is_another && !event.sent.shown && event.sent.active.is_none()
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

const REFUSED: &str = "Maptician does not let this user become inactive, and only its support sees why. Send the entry to Maptician support.";
const HELD: &str = "Another record in Maptician holds the name or an address. Before the user is enabled or assigned again, send the entry to Maptician support.";
const TOO_LARGE: &str = "What Entra sent was too large for Maptician. Look under Provisioning > Attribute mapping for a value that is very long; if there is none, send the entry to Maptician support.";
const OTHER: &str = "The words of the refusal name the value that Maptician does not take: correct it in Entra, or the mapping that feeds it under Provisioning > Attribute mapping. If they name none, send the entry to Maptician support.";

/// What helps against a failure: a documented code says it, else the answer's status.
pub fn remedy(event: &Event, cause: Cause) -> &'static str {
    match cause {
        Cause::DeactivationRefused => return REFUSED,
        Cause::Existing(_) | Cause::DuplicateTarget => return HELD,
        _ => {}
    }
    let created = event.action.as_ref().is_some_and(|it| it.value == EventAction::Create);
    let by_code = known(event).and_then(|it| it.remedy);
    by_code.unwrap_or(match event.error.as_ref().and_then(|it| it.http_status) {
        Some(401 | 403 | 405) => TOKEN,
        // A create names no record that could be gone.
        Some(404) if created => UNREACHABLE,
        Some(404) => RECORD_GONE,
        Some(300..=399) => UNREACHABLE,
        Some(413) => TOO_LARGE,
        Some(501) => ANSWER,
        _ => OTHER,
    })
}

/// Whether the entry says why it failed, in words or by a code or status that has a remedy of its own.
pub fn is_explained(event: &Event, cause: Cause) -> bool {
    let in_words = |it: &Failure| !it.cut && (it.detail.is_some() || it.reason.is_some());
    event.error.as_ref().is_some_and(|it| in_words(it)) || remedy(event, cause) != OTHER
}

/// What can be said of a code that nobody documents, from the status beside it.
pub fn unknown_code(event: &Event) -> Option<String> {
    let failure = event.error.as_ref()?;
    let code = &failure.code.as_ref()?.value;
    if Code::known(code).is_some() {
        return None;
    }
    let status = failure.http_status.map_or_else(|| "not shown".to_string(), |it| it.to_string());
    Some(format!(
        "{code} is none of the codes that are documented; the status is {status}. The details of the entry say more."
    ))
}
