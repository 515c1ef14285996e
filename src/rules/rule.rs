//! The rules: what each is called, says and stands on.

/// One rule or notice, as the catalogue shows it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// `C101`, `B201`, `A301` or `N401`: stable once released.
    pub code: &'static str,
    /// Reads as a condition: `soft-deleted-still-active`.
    pub name: &'static str,
    pub question: Question,
    /// What is seen, at most 70 characters, no full stop.
    pub summary: &'static str,
    /// Markdown: one line that stands alone, then more, with the example, the near miss and the sources.
    pub docs: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is the username corrupted?
    Corruption,
    /// Does this user count for billing?
    Billing,
    /// What should I do next?
    Action,
    /// What belongs to no single user.
    Notice,
}

/// Every rule and notice, in the order of precedence within each question.
pub fn catalogue() -> Vec<&'static Entry> {
    Vec::new()
}

/// One entry by its code or its name, whatever the case.
pub fn explain(code_or_name: &str) -> Option<&'static Entry> {
    catalogue().into_iter().find(|it| {
        it.code.eq_ignore_ascii_case(code_or_name.trim()) || it.name.eq_ignore_ascii_case(code_or_name.trim())
    })
}
