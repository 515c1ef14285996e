//! The names in a list that somebody wrote: one a line, or a table.

use scim_checkup_ground::text::Text;

use crate::{document::Given, session::checkup, time::Time};

/// What a list asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// In the order of the list, each once.
    pub names: Vec<String>,
    /// Rows of a table that name nobody by an address or an ID.
    pub not_read: u32,
}

/// Reads a list. A line without commas, semicolons and tabs is a name as it stands; a table is read as every other
/// document is, by its columns, so that a manager's address beside a user's is not taken for another user.
pub fn names(bytes: &[u8], as_of: Time) -> Names {
    let mut text = Text::default();
    text.push(bytes);
    text.finish();
    let lines = || text.buffer.lines().map(str::trim).filter(|it| !it.is_empty());
    if lines().any(|it| it.contains([',', ';', '\t'])) {
        let report = checkup(&[(Given::default(), bytes)], as_of);
        let rows = report.documents.iter().map(|it| it.ignored + it.problem_count).sum();
        let name = |it: &crate::report::User| it.object_ids.first().unwrap_or(&it.name).clone();
        let names: Vec<String> = report.users.iter().map(name).collect();
        if !names.is_empty() {
            return Names { names, not_read: rows };
        }
    }
    let mut names: Vec<String> = Vec::new();
    for line in lines() {
        if !names.iter().any(|it| it == line) {
            names.push(line.to_string());
        }
    }
    Names { names, not_read: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Vec<String>, u32) {
        let it = names(bytes, Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap());
        (it.names, it.not_read)
    }

    #[test]
    fn every_line_is_a_name() {
        let list =
            b"fay@contoso.com\r\n  Gus O'Hale \n\nfay@contoso.com\n7c9e6679-f401-4c2b-a1d3-e5f60718293a\n";
        let expected = ["fay@contoso.com", "Gus O'Hale", "7c9e6679-f401-4c2b-a1d3-e5f60718293a"];
        assert_eq!(read(list), (expected.map(str::to_string).to_vec(), 0));
    }

    #[test]
    fn a_table_is_read_by_its_columns() {
        let list = b"Name;Manager email;Email\nFay Adler;boss@contoso.com;fay@contoso.com\nGus Hale;boss@contoso.com;\n";
        assert_eq!(read(list), (vec!["fay@contoso.com".to_string()], 1));
    }

    #[test]
    fn names_with_a_comma_are_lines_where_no_table_is() {
        assert_eq!(read(b"Adler, Fay\nHale, Gus\n"), (vec!["Adler, Fay".into(), "Hale, Gus".into()], 0));
    }

    #[test]
    fn what_windows_powershell_writes_is_read() {
        let utf_16: Vec<u8> =
            "\u{feff}zoë@contoso.com\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf_16), (vec!["zoë@contoso.com".to_string()], 0));
    }
}
