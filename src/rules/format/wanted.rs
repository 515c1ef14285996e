//! Which members any format looks at. Asked for every key of the material, so it costs little.

use std::sync::OnceLock;

use scim_checkup_ground::{names::Names, row::Value};

use crate::read::nested;

use super::{FORMATS, recording};

/// What envelopes say of themselves and what stands around entries, whatever the format.
const OF_PAGES: &[&str] = &[
    "@odata.context",
    "@odata.nextLink",
    "@odata.deltaLink",
    "@odata.count",
    "totalResults",
    "startIndex",
    "itemsPerPage",
    "totalCount",
    "value",
    "Resources",
    "records",
    "responses",
    "body",
    "kind",
    "users",
    "results",
    "DateTime",
];

/// What the reader looks for around entries: envelopes and recordings.
const AROUND: [&[&str]; 2] = [OF_PAGES, recording::WANTED];

/// The set of all members and columns that any format wants, built once.
fn of_all_formats() -> &'static Names {
    static ALL: OnceLock<Names> = OnceLock::new();
    ALL.get_or_init(|| {
        let members = FORMATS.iter().flat_map(|it| it.wanted.iter().chain(it.columns));
        Names::new(&mut members.flat_map(|it| it.iter()).chain(AROUND.into_iter().flatten()).copied())
    })
}

/// JSON that stands inside a text, read with what the formats want of it; and whether it is cut off.
pub fn open(text: &str, line: u32) -> Option<(Value<'_>, bool)> {
    nested(text, line, &is_wanted)
}

/// Whether a member or column is wanted.
pub fn is_wanted(name: &str) -> bool {
    of_all_formats().has(name)
        // Entra's export details carry the kind of the address in the key: `emails[type eq "work"]value`.
        || name.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("emails["))
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn wants_what_formats_read_and_nothing_else() {
        for name in
            ["userPrincipalName", "USERPRINCIPALNAME", "Active in the source system", "@odata.nextLink"]
        {
            assert!(is_wanted(name), "{name}");
        }
        assert!(is_wanted("emails[type eq \"home\"]value"));
        for name in ["", "businessPhones", "é", "urnietfparams", "userPrincipalNam"] {
            assert!(!is_wanted(name), "{name}");
        }
    }
}
