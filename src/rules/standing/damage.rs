//! The change that wrote the prefix: it got through, and what it wrote is the prefixed name.

use crate::{history::Kind, letters::fold, name::take_off_prefix, record::Event};

use super::{
    Damage, Standing,
    maptician::{left_its_values, name_after},
    time_of,
};

/// Dates the damage to the stored name, and its end where the name is clean by now.
pub(super) fn damage<'a>(it: &mut Standing<'a>, events: &[(Kind, &'a Event)]) {
    let Some(stored) = &it.stored else { return };
    let wrote = || {
        let through = events.iter().filter(|it| left_its_values(it.0, it.1)).map(|it| it.1);
        through.filter_map(|it| Some((time_of(it), it, name_after(it)?)))
    };
    if !stored.has_clean_name() {
        let same = wrote().filter(|it| stored.certain && fold(&it.2.value) == fold(&stored.name.value));
        it.damage =
            same.min_by_key(|it| it.0).map(|it| Damage { event: it.1, healed: false, healed_at: None });
        return;
    }
    let Some((at, event, _)) =
        wrote().filter(|it| take_off_prefix(&it.2.value).is_some()).max_by_key(|it| it.0)
    else {
        return;
    };
    // Another record that is clean says nothing of this one.
    let id = event.record_id();
    let same = |other: Option<&str>| id.is_none() || other.is_none() || other == id;
    let record_id = stored.record.and_then(|it| it.id.as_ref()).map(|it| &*it.value);
    let gone = events.iter().any(|it| it.0 == Kind::Deleted && time_of(it.1) > at);
    if stored.at > at && same(record_id) && !gone {
        let after = wrote().filter(|it| it.0 > at && same(it.1.record_id()));
        let healed_at = after.filter(|it| take_off_prefix(&it.2.value).is_none()).filter_map(|it| it.0).min();
        it.damage = Some(Damage { event, healed: true, healed_at });
    }
}
