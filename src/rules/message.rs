//! What support has to know of one user, as labels and values.

use crate::{
    account::{AccountState, Existence, RESTORABLE},
    case::{Case, LastDay},
    report::{Entra, Maptician, MessageLine},
    standing::time_of,
};

/// The message that goes with every *contact support*.
pub fn lines(case: &Case<'_>, code: &str) -> Vec<MessageLine> {
    let mut lines = Vec::new();
    let mut say = |label: &str, value: String| {
        if !value.is_empty() {
            lines.push(MessageLine { label: label.to_string(), value });
        }
    };
    say("User", case.name());
    let mut what = case.fill(asked(case, code));
    if case.last_day() == Some(LastDay::NotShown) {
        what += " If an older account was deleted, 30 days later the record may be gone.";
    }
    what += &case.fill("[ Please do so before {last_day}: then Entra removes the old account for good, and may delete Maptician’s record and its history with it.]");
    if case.standing.maptician == Maptician::Unknown {
        what += " And please tell us whether the record is active.";
    }
    say("What to do", what);
    say("Display name", case.display_name().unwrap_or_default().to_string());
    if let Some(stored) = case.shown() {
        let id = stored.record.and_then(|it| it.id.as_ref()).map(|it| it.value.to_string());
        say("Record in Maptician", id.unwrap_or_default());
        say("Its username", stored.name.value.to_string());
        let own = |active| if active { Maptician::Active } else { Maptician::Inactive };
        // The user is active if any record is; the message speaks of this one.
        let state = match stored.active.filter(|_| !case.standing.stored_besides.is_empty()) {
            Some(active) => own(active),
            None => case.standing.maptician,
        };
        say("Its state", if state == Maptician::Unknown { String::new() } else { state.label().to_string() });
    }
    for other in &case.standing.stored_besides {
        let id = other
            .record
            .and_then(|it| it.id.as_ref())
            .map(|it| format!(" ({})", it.value))
            .unwrap_or_default();
        say("Another record of the same person", format!("{}{id}", other.name.value));
    }
    if case.damage().is_some() {
        say("Its username since", case.value("damaged"));
        say("Change ID of that", case.value("damage_change"));
        say("Cycle ID of that", case.value("damage_cycle"));
    }
    let current = case.current_id();
    let state = case.standing.entra;
    if let (None, Entra::Enabled | Entra::Live) = (current, state) {
        say("Entra account, current", format!("ID not shown, {}", state.label()));
    }
    if let Some(id) = current {
        let label = if state == Entra::Unknown { "Entra account" } else { "Entra account, current" };
        say(label, format!("{id}, {}", state.label()));
    }
    let older = case.user.accounts.iter().map(|it| (it.object_id, Some(&it.state)));
    let mut told = vec![current];
    for (id, state) in older.chain([(case.prefix_id(), None)]) {
        if let Some(id) = id.filter(|it| !told.contains(&Some(*it))) {
            told.push(Some(id));
            say("Entra account, older", format!("{id}{}", state.map(fate).unwrap_or_default()));
        }
    }
    if let Some((event, words)) = case.last_error(true) {
        let code = event.error.as_ref().and_then(|it| it.code.as_ref()).map(|it| it.value.to_string());
        let code = code.filter(|it| *it != words);
        say("Refused with", words);
        say("Error code", code.unwrap_or_default());
        say("Last refused", time_of(event).map(|it| it.in_words_to_minute()).unwrap_or_default());
        say("Retried", case.value("retried"));
        say("Next attempt", case.value("next_attempt"));
        say("Change ID", event.change_id.as_deref().unwrap_or_default().to_string());
        say("Cycle ID", event.cycle_id.as_deref().unwrap_or_default().to_string());
    }
    let failures: u32 = case.user.histories.iter().map(|it| it.failures).sum();
    if failures > 1 {
        say("Failed attempts seen", failures.to_string());
    }
    lines
}

/// By which answers it came about, and of which version: support may hold them against its own.
pub fn made_by(codes: [&String; 3]) -> MessageLine {
    let value =
        format!("SCIM Checkup {}: {}, {}, {}", env!("CARGO_PKG_VERSION"), codes[0], codes[1], codes[2]);
    MessageLine { label: "Made by".to_string(), value }
}

/// What the answer asks of support, from the record and the accounts that are shown.
fn asked(case: &Case<'_>, code: &str) -> &'static str {
    match code {
        "A316" | "A319" => {
            "Please join the two records and keep the history of both. The one that stays has the username {name}[ and belongs to the Entra account {current}][, no longer to {older}]."
        }
        "A317" => "Please set the record to inactive: no Entra account is behind it.",
        "A314" => "Please set the record to inactive, and say why the deactivation was refused.",
        "A312" => "Please find the other record with this name or address, and settle whose it is.",
        "A318" => "Please find the record with this username, and settle whose it is.",
        _ if case.prefixed().is_some() => {
            "Please change the username of the record[ {record}] from {stored_as} to {name}[, so that it belongs to the Entra account {current}][, no longer to {older}]. Keep its history."
        }
        _ => {
            "Please find the record that has this user’s address under another username, and change its username to {name}[, so that it belongs to the Entra account {current}]. Keep its history."
        }
    }
}

/// What became of an older account.
fn fate(state: &AccountState) -> String {
    match (state.existence, state.deleted_at) {
        (Some(Existence::Live), _) => ", live".to_string(),
        (Some(Existence::SoftDeleted), Some(at)) => {
            format!(", deleted, restorable until {}", at.after(RESTORABLE).in_words_to_minute())
        }
        (Some(Existence::SoftDeleted), None) => ", deleted".to_string(),
        (Some(Existence::Removed), _) => ", removed for good".to_string(),
        (None, _) => String::new(),
    }
}
