//! A line for each user: what a table shows, finds, sorts and counts by, so that nobody reads ten thousand users for it.
//!
//! A digit for the place of each answer among its values (Entra, Maptician, username, billing, next step, urgency), one for
//! what the next cycle changes (0 for nothing), one for the link and one for which acts fit (1 restores, 2 disables). Behind
//! them, where attempts failed, how many and on which day the last. Then, with a tab before each: what tells the user's next
//! step from others of its kind, the name, the display name (or nothing), and every other spelling and ID.
//! `src/widget/lines.rs` reads it, and for a saved report `www/saved.js` writes it.

use scim_checkup_rules::{
    Link, User, group_digits,
    many::{Answers, DISABLE, RESTORE, Seen, at_place, failed_on},
};

/// The lines of some users, each ended.
pub fn of_each(users: &[User]) -> String {
    let mut lines = String::new();
    for user in users {
        let next = user.billing.next.map_or(0, |it| 1 + it as u8);
        let acts = RESTORE.fits(user) as u8 + 2 * DISABLE.fits(user) as u8;
        let more = [next, user.link as u8, acts].map(|it| b'0' + it);
        lines.extend(Answers::of(user).digits().into_iter().chain(more).map(char::from));
        if let Some(it) = user.activity.as_ref().filter(|it| it.failures > 0) {
            lines.push_str(&it.failures.to_string());
            lines.push(' ');
            lines.push_str(failed_on(user));
        }
        let display_name = user.display_name.as_deref().unwrap_or_default();
        let other = user.aliases.iter().chain(&user.object_ids).map(String::as_str);
        for value in [&*reason(user), &user.name, display_name].into_iter().chain(other) {
            lines.push('\t');
            // What ends a line or a value stands for itself nowhere.
            lines.extend(value.chars().map(|it| if it.is_ascii_control() { ' ' } else { it }));
        }
        lines.push('\n');
    }
    lines
}

/// Its date, its refusals, else the step itself in more words.
fn reason(user: &User) -> String {
    let refused = user.activity.as_ref().and_then(|it| it.refused_creates.as_ref()).map_or(0, |it| it.count);
    match (user.action.deadline, refused) {
        (Some(date), _) => format!("by {}", date.in_words()),
        (None, 0) => user.action.title.clone(),
        (None, 1) => "1 create refused".to_string(),
        (None, many) => format!("{} creates refused", group_digits(many.into())),
    }
}

/// What comparing asks of a user, as the first value of a line says it; nothing where it has another shape.
pub fn seen(value: &str) -> Option<Seen> {
    let digits = value.as_bytes().first_chunk::<9>()?;
    let (failures, failed_on) = value[9..].split_once(' ').unwrap_or_default();
    Some(Seen {
        answers: Answers::read(*digits.first_chunk()?)?,
        link: at_place(Link::ALL, digits[7])?,
        failures: failures.parse().unwrap_or_default(),
        failed_on: failed_on.to_string(),
    })
}
