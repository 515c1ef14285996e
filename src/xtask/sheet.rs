//! A style sheet without what is there for readers.

/// Leaves out lines that are all comment, blank lines and indentation. A comment beside a rule stays.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let starts = line.starts_with("/*");
        if !inside && !starts && !line.is_empty() {
            kept += line;
            kept.push('\n');
        }
        if starts || inside {
            inside = !line.ends_with("*/");
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
        assert_eq!(without_comments(text), "a {\ncolor: red; /* four */\n}\n");
    }
}
