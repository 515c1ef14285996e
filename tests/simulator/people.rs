//! People of a tenant: invented names, some of which begin like a hex number.

use super::chance::Chance;

const GIVEN: &[&str] = &[
    "Ada", "Abe", "Beth", "Cade", "Dee", "Ed", "Fae", "Faye", "Grady", "Hana", "Ines", "Jörg", "Kofi",
    "Lidia", "Mona", "Noor", "Olaf", "Priya", "Quinn", "Rosa", "Sean", "Tess", "Uma", "Vera", "Wim", "Yara",
    "Zoë",
];

const FAMILY: &[&str] = &[
    "Marsh", "O'Brien", "Bead", "Cortez", "Dennis", "Ebner", "Fade", "Müller", "Haddad", "Ito", "Jansen",
    "Kim", "Lewis", "Novak", "Ortiz", "Peters", "Rossi", "Sato", "Tran", "Ueda", "Vega", "Weiss", "Young",
    "Zhao",
];

#[derive(Clone)]
pub struct Person {
    pub given: String,
    /// May be empty: then no record can be created (see `service.rs`).
    pub family: String,
    /// The local part of the name, without an address.
    pub alias: String,
    pub guest: bool,
    /// Synchronised from on-premises Active Directory.
    pub synced: bool,
    /// The mail address differs from the user principal name.
    pub other_mail: bool,
}

impl Person {
    pub fn display(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_string()
    }
}

/// So many people, no two of one name.
pub fn people(n: usize, chance: &mut Chance) -> Vec<Person> {
    let style = chance.below(3);
    let mut people: Vec<Person> = Vec::new();
    while people.len() < n {
        let (given, family) = (chance.pick(GIVEN), chance.pick(FAMILY));
        let plain = |it: &str| -> String {
            it.chars().map(|it| if it.is_ascii() { it } else { 'o' }).filter(|it| *it != '\'').collect()
        };
        let initial = &plain(given)[..1];
        let alias = match style {
            0 => format!("{}.{}", plain(given), plain(family)).to_lowercase(),
            1 => format!("{initial}{}", plain(family)),
            _ => format!("{}{initial}", plain(family)).to_lowercase(),
        };
        if people
            .iter()
            .any(|it| it.alias.eq_ignore_ascii_case(&alias) || it.display() == format!("{given} {family}"))
        {
            continue;
        }
        people.push(Person {
            given: given.to_string(),
            family: if chance.percent(3) { String::new() } else { family.to_string() },
            alias,
            guest: chance.percent(8),
            synced: chance.percent(10),
            other_mail: chance.percent(15),
        });
    }
    people
}
