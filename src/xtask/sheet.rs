//! A style sheet or a page without what is there for readers.

/// A style sheet's comments; what goes on over a line ends with a sign.
pub const CSS: Marks = Marks { begin: "/*", end: "*/", line: "" };

/// A page's comments: the sources of what it says. None of our pages has text whose indentation is shown.
pub const HTML: Marks = Marks { begin: "<!--", end: "-->", line: "\n" };

/// How a comment begins and ends, and what is kept of the end of a line.
pub struct Marks {
    begin: &'static str,
    end: &'static str,
    line: &'static str,
}

/// Leaves out lines that are all comment, blank lines and indentation. A comment beside something stays.
pub fn without_comments(text: &str, Marks { begin, end, line: line_end }: Marks) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let starts = line.starts_with(begin);
        if !inside && !starts && !line.is_empty() {
            kept += line;
            // A value that goes on without a sign needs the blank.
            let goes_on = line_end.is_empty() && !line.ends_with(['{', '}', ';', ',', '(', ')', ':', '/']);
            kept += if goes_on { "\n" } else { line_end };
        }
        if starts || inside {
            inside = !line.ends_with(end);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_as_they_are() {
        let text = "/* One. */\n\na {\n  /* Two,\n     and three. */\n  color: red; /* four */\n}\n";
        assert_eq!(without_comments(text, CSS), "a {color: red; /* four */}");
        let text = "<main>\n<!-- One,\n     two. -->\n  <p>Three</p>\n</main>\n";
        assert_eq!(without_comments(text, HTML), "<main>\n<p>Three</p>\n</main>\n");
    }
}
