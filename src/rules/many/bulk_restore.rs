//! The admin centre's own file for many restores, for whoever never opens PowerShell.
//!
//! Only restoring has one here: of the other templates one deletes and one creates, and neither is ever advised.
//!
//! Source: Microsoft Entra, *Bulk restore deleted users*: the version line and the headings stay as they are, below them
//! stands one object ID a line. Newer texts call the version line optional; with it both read the file.

use crate::{
    many::script::{LeftOut, RESTORE},
    report::User,
};

/// The file, and who is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkRestore {
    /// Empty where nobody can be restored by it.
    pub file: String,
    /// How many users it restores.
    pub users: usize,
    pub left_out: Vec<LeftOut>,
}

/// Makes the file for the users who shall come back. Object IDs alone stand in it, so there is nothing to quote.
pub fn bulk_restore(users: &[&User]) -> BulkRestore {
    let (chosen, left_out) = RESTORE.choose(users);
    let mut file = String::new();
    if !chosen.is_empty() {
        file.push_str("version:v1.0\r\nObject ID [objectId] Required\r\n");
    }
    for (id, _) in &chosen {
        file.push_str(&id.to_string());
        file.push_str("\r\n");
    }
    BulkRestore { file, users: chosen.len(), left_out }
}
