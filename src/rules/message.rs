//! What support has to know of one user, as labels and values.

use crate::{
    case::Case,
    report::{Entra, Maptician, MessageLine},
    standing::time_of,
};

/// The message that goes with every *contact support*.
pub fn lines(case: &Case<'_>) -> Vec<MessageLine> {
    let mut lines = Vec::new();
    let mut say = |label: &str, value: String| {
        if !value.is_empty() {
            lines.push(MessageLine { label: label.to_string(), value });
        }
    };
    say("User", case.name());
    say("Display name", case.display_name().unwrap_or_default().to_string());
    if let Some(stored) = &case.standing.stored {
        let id = stored.record.and_then(|it| it.id.as_ref()).map(|it| it.value.to_string());
        say("Record in Maptician", id.unwrap_or_default());
        say("Its username", stored.name.value.to_string());
        let own = |active| if active { Maptician::Active } else { Maptician::Inactive };
        // The user is active if any record is; the message speaks of this one.
        let state = match stored.active.filter(|_| !case.standing.stored_besides.is_empty()) {
            Some(active) => own(active),
            None => case.standing.maptician,
        };
        say("Its state", state.label().to_string());
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
    let current = case.user.current().and_then(|it| it.object_id);
    let state = case.standing.entra;
    if let Some(id) = current {
        let label = if state == Entra::Unknown { "Entra account" } else { "Entra account, current" };
        say(label, format!("{id}, {}", state.label()));
    }
    let older = case.user.accounts.iter().filter_map(|it| it.object_id).chain(case.prefix_id());
    let mut told = vec![current];
    for id in older {
        if !told.contains(&Some(id)) {
            told.push(Some(id));
            say("Entra account, older", id.to_string());
        }
    }
    if let Some((event, words)) = case.last_error(true) {
        say("Refused with", words);
        let code = event.error.as_ref().and_then(|it| it.code.as_ref()).map(|it| it.value.to_string());
        say("Error code", code.unwrap_or_default());
        say("Last refused", time_of(event).map(|it| it.in_words_to_minute()).unwrap_or_default());
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
