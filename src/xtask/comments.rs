//! Style sheets and pages without what is there for readers: comments and indentation.

/// A style sheet's. Its lines are put together, but for a value that goes on without a sign at the end of a line.
pub const CSS: Marks = Marks { begin: "/*", end: "*/", line: "" };

/// A page's: the sources of what it says. None of our pages has text whose indentation is shown.
pub const HTML: Marks = Marks { begin: "<!--", end: "-->", line: "\n" };

/// How a comment begins and ends, and what is kept of the end of a line.
pub struct Marks {
    begin: &'static str,
    end: &'static str,
    line: &'static str,
}

/// Leaves out lines that are all comment, blank lines and indentation. A comment beside something stays.
pub fn left_out(text: &str, Marks { begin, end, line: line_end }: Marks) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let starts = line.starts_with(begin);
        if !inside && !starts && !line.is_empty() {
            kept += line;
            let has_sign = line.ends_with(['{', '}', ';', ',', '(', ':', '/']);
            kept += if has_sign { line_end } else { "\n" };
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
    fn what_they_say_stays() {
        let text = "/* One. */\n\na {\n  /* Two,\n     and three. */\n  color: red; /* four */\n}\n";
        assert_eq!(left_out(text, CSS), "a {color: red; /* four */}");
        let text = "<main>\n<!-- One,\n     two. -->\n  <p>Three</p>\n</main>\n";
        assert_eq!(left_out(text, HTML), "<main>\n<p>Three</p>\n</main>\n");
    }
}
