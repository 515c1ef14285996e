//! The forms in which answers are taken along.

use yew::AttrValue;

use crate::findings::Findings;

/// A form a report can be taken along in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    Markdown,
    Text,
    Csv,
    Json,
    /// What is done for the users that the table shows.
    BulkRestore,
    Restore,
    Disable,
}

impl Form {
    pub const ALL: [Form; 7] =
        [Form::Text, Form::Markdown, Form::Csv, Form::Json, Form::BulkRestore, Form::Restore, Form::Disable];

    /// The act that it does, as the lines number them; 0 where it does nothing.
    pub fn act(self) -> u8 {
        match self {
            Form::BulkRestore | Form::Restore => 1,
            Form::Disable => 2,
            _ => 0,
        }
    }

    /// Whether there is this form of these answers.
    pub fn serves(self, taking: &Taking, findings: &Findings) -> bool {
        let act = self.act();
        let users = findings.n_users();
        if act == 0 {
            return self == Form::Json || !findings.is_saved();
        }
        taking.only.is_none() && users > 1 && (0..users).any(|it| findings.lines.fits(it, act))
    }

    /// What to know before it is used.
    pub fn about(self) -> &'static str {
        match self {
            Form::BulkRestore => {
                "For those who shall come back: a restored user counts for billing again within about 40 minutes. Whoever left for good stays deleted, so show only the others. The file is uploaded at Entra ID > Users > Deleted users > Bulk restore."
            }
            Form::Restore => {
                "For those who shall come back; whoever left for good stays deleted. The script lists what it would do, then asks for each user."
            }
            _ => {
                "Sign-in is blocked, and within about 40 minutes they no longer count for billing. The script lists what it would do, then asks for each user."
            }
        }
    }

    /// As the engine knows it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Text => "text",
            Form::Csv => "csv",
            Form::Json => "json",
            Form::BulkRestore => "bulk-restore",
            Form::Restore => "restore",
            Form::Disable => "disable",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Form::Markdown => "Markdown, for a ticket",
            Form::Text => "Text, for an e-mail",
            Form::Csv => "CSV, for a spreadsheet",
            Form::Json => "JSON, to compare later",
            Form::BulkRestore => "Restore file, for the admin centre",
            Form::Restore => "Restore script, PowerShell",
            Form::Disable => "Disable script, PowerShell",
        }
    }

    pub fn file(self) -> &'static str {
        match self {
            Form::Markdown => "scim-checkup.md",
            Form::Text => "scim-checkup.txt",
            Form::Csv => "scim-checkup.csv",
            Form::Json => "scim-checkup.json",
            Form::BulkRestore => "scim-checkup-restore.csv",
            Form::Restore => "scim-checkup-restore.ps1",
            Form::Disable => "scim-checkup-disable.ps1",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Form::Markdown => "text/markdown",
            Form::Text | Form::Restore | Form::Disable => "text/plain",
            Form::Csv | Form::BulkRestore => "text/csv",
            Form::Json => "application/json",
        }
    }
}

/// Something is being taken along.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    pub form: Form,
    pub hide_names: bool,
    /// The one user it is about, by place in the report; everybody where there is none.
    pub only: Option<usize>,
    /// Once it is there.
    pub preview: Option<Taken>,
}

/// How it begins, how long it is in letters, and who is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    pub text: AttrValue,
    pub length: f64,
    pub said: AttrValue,
}
