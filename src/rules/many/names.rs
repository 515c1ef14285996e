//! The names in a list that somebody wrote: one a line, or a table.

use std::collections::BTreeSet;

use scim_checkup_ground::text::Text;

use crate::{
    document::Given,
    name::{ObjectId, bare_address},
    report::User,
    session::checkup,
    time::Time,
};

/// What a list asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// In the order of the list, each once.
    pub names: Vec<String>,
    /// Rows that do not name one user by an address or an ID.
    pub not_read: u32,
}

/// Reads a list. A line is a name as it stands, unless lines have cells: of these a table whose columns are known is read
/// by them, and elsewhere the one cell counts that is an address or an ID. Two of them in a row name nobody: one may be a
/// manager's.
pub fn names(bytes: &[u8], as_of: Time) -> Names {
    let mut text = Text::default();
    text.push(bytes);
    text.finish();
    let lines: Vec<&str> = text.buffer.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    let has_cells = lines.iter().any(|it| it.contains(SEPARATORS));
    if has_cells && let Some(names) = by_columns(bytes, as_of) {
        return names;
    }
    let identities = |line: &str| -> Vec<String> {
        let cells = line.split(SEPARATORS).map(|it| bare_address(it.trim_matches(['"', ' '])));
        cells.filter(|it| it.contains('@') || ObjectId::parse(it).is_some()).map(str::to_string).collect()
    };
    // Where no cell is an address or an ID, a comma stands within names: `Adler, Fay`.
    let has_cells = has_cells && lines.iter().any(|it| !identities(it).is_empty());
    let (mut read, mut met) = (Names::default(), BTreeSet::new());
    for (n, line) in lines.into_iter().enumerate() {
        let name = match (has_cells, &*identities(line)) {
            (true, [only]) => only.clone(),
            // The headings.
            (true, []) if n == 0 => continue,
            (true, _) => {
                read.not_read += 1;
                continue;
            }
            (false, _) => line.to_string(),
        };
        if met.insert(name.clone()) {
            read.names.push(name);
        }
    }
    read
}

const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// A table that the engine reads by its columns.
fn by_columns(bytes: &[u8], as_of: Time) -> Option<Names> {
    let report = checkup(&[(Given::default(), bytes)], as_of);
    let document = report.documents.first().filter(|it| it.format.as_ref().is_some_and(|it| it != "text"))?;
    let name = |it: &User| it.object_ids.first().unwrap_or(&it.name).clone();
    let names: Vec<String> = report.users.iter().map(name).collect();
    (!names.is_empty()).then(|| Names { names, not_read: document.ignored + document.problem_count })
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
    fn of_unknown_columns_the_only_address_counts() {
        let list = b"Person,Work contact,Last day\nHal Moss,hal@contoso.com,2026-12-01\nZoe,,\nKim,\"kim@contoso.com\",x\n";
        assert_eq!(read(list), (vec!["hal@contoso.com".to_string(), "kim@contoso.com".to_string()], 1));
        let with_manager = b"Boss,Leaver\nboss@contoso.com,hal@contoso.com\n";
        assert_eq!(read(with_manager), (vec![], 1));
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
