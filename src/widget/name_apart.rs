//! A name taken apart: what stands in front, whose it is, and the name without it.

use scim_checkup_rules::{Corruption, CorruptionStatus};

use crate::{copy::copy, number, ui::Ui};

pub fn name_apart(ui: &mut Ui, corruption: &Corruption) {
    let Some((prefixes, name, object_id)) = apart(corruption) else { return };
    let class =
        if corruption.status == CorruptionStatus::Suspected { "part prefix" } else { "part prefix sure" };
    ui.with(
        "section",
        &[("class", "apart"), ("part", "name"), ("aria-label", "The name taken apart")],
        |ui| {
            for (place, prefix) in prefixes.iter().enumerate() {
                part(ui, class, prefix, |ui| {
                    if place > 0 {
                        ui.say("span", "", "One more ID, from an earlier time.");
                        return;
                    }
                    ui.tag("span", "", |ui| {
                        let length = prefix.chars().count() as u32;
                        ui.say(
                            "b",
                            "",
                            &number::counted(length, "character in front.", "characters in front."),
                        );
                        ui.text(" The ID of an Entra account:");
                    });
                    ui.tag("span", "id", |ui| {
                        ui.say("code", "", object_id);
                        ui.text(" ");
                        copy(ui, "link", "Copy", object_id, "the object ID");
                    });
                });
            }
            part(ui, "part", name, |ui| {
                ui.tag("span", "", |ui| {
                    ui.say("b", "", "The username");
                    ui.text(" without it.");
                });
                copy(ui, "link", "Copy", name, "the username");
            });
        },
    );
}

/// A part of the name over its bracket, and what is to be said of it.
fn part(ui: &mut Ui, class: &'static str, spelled: &str, below: impl FnOnce(&mut Ui)) {
    ui.tag("div", class, |ui| {
        ui.say("code", "spelled", spelled);
        ui.tag("div", "below", below);
    });
}

/// The IDs in front, the name, and the outermost ID with dashes.
fn apart(corruption: &Corruption) -> Option<(Vec<String>, &str, &str)> {
    let object_id = corruption.object_id.as_deref()?;
    let name = corruption.user_name.as_deref()?;
    let stored =
        corruption.stored_as.as_deref().and_then(|it| it.strip_suffix(name)).filter(|it| !it.is_empty());
    // Maptician's spelling may be clean or not known: the prefix was then seen elsewhere, and reads like this.
    let front = stored.map_or_else(|| object_id.replace('-', ""), str::to_string);
    let layers = corruption.layers.max(1) as usize;
    let length = front.len() / layers;
    let even = front.is_ascii() && length * layers == front.len();
    let prefixes = if even {
        (0..layers).map(|it| front[it * length..(it + 1) * length].to_string()).collect()
    } else {
        vec![front]
    };
    Some((prefixes, name, object_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corruption(stored_as: Option<&str>, layers: u32) -> Corruption {
        Corruption {
            status: CorruptionStatus::Prefixed,
            code: String::new(),
            name: String::new(),
            title: String::new(),
            explanation: String::new(),
            stored_as: stored_as.map(str::to_string),
            user_name: Some("ada@contoso.com".to_string()),
            object_id: Some("5d2c0e8a-3b1f-4c6d-9e7a-1f2b3c4d5e6f".to_string()),
            layers,
            fields: Vec::new(),
            evidence: Vec::new(),
            evidence_count: 0,
        }
    }

    #[test]
    fn takes_one_layer_or_more_apart() {
        let one = "5d2c0e8a3b1f4c6d9e7a1f2b3c4d5e6f";
        let two = "00000000111142228333444444444444";
        let stored = [one, "ada@contoso.com"].concat();
        assert_eq!(apart(&corruption(Some(&stored), 1)).unwrap().0, [one]);
        let stored = [one, two, "ada@contoso.com"].concat();
        assert_eq!(apart(&corruption(Some(&stored), 2)).unwrap().0, [one, two]);
    }

    #[test]
    fn shows_the_prefix_where_maptician_s_spelling_lacks_it() {
        let one = "5d2c0e8a3b1f4c6d9e7a1f2b3c4d5e6f";
        assert_eq!(apart(&corruption(None, 1)).unwrap().0, [one]);
        assert_eq!(apart(&corruption(Some("ada@contoso.com"), 0)).unwrap().0, [one]);
        assert_eq!(apart(&corruption(Some("něco jinéhoada@contoso.com"), 2)).unwrap().0, ["něco jiného"]);
    }
}
