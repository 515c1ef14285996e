//! The page of every rule, made of the rules' own documentation.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};
use scim_checkup_rules::{CODES, Code, Entry, Question, catalogue};

/// The questions in the order they are answered in, with their anchors.
const QUESTIONS: &[(Question, &str, &str)] = &[
    (Question::Corruption, "corruption", "Is the username corrupted?"),
    (Question::Billing, "billing", "Does this user count for billing?"),
    (Question::Action, "action", "What should I do next?"),
    (Question::Note, "notes", "What else holds of a user"),
    (Question::Notice, "notices", "What belongs to no single user"),
];

/// The page, of what stands around the entries.
pub fn page(frame: &str) -> String {
    let (mut links, mut sections) = (String::new(), String::new());
    let mut add = |anchor: &str, title: &str, entries: String| {
        let _ = writeln!(links, r##"    <li><a href="#{anchor}">{title}</a></li>"##);
        let _ = write!(
            sections,
            "<section id=\"{anchor}\" aria-labelledby=\"{anchor}-title\">\n<h2 id=\"{anchor}-title\">{title}</h2>\n{entries}</section>\n\n"
        );
    };
    for (question, anchor, title) in QUESTIONS {
        let entries = catalogue().into_iter().filter(|it| it.question == *question);
        add(anchor, title, entries.map(article).collect());
    }
    add("codes", "Codes of the provisioning log", CODES.iter().map(code).collect());
    frame.replace("<!-- questions -->\n", &links).replace("<!-- entries -->\n", &sections)
}

fn article(entry: &Entry) -> String {
    let Entry { code, name, .. } = entry;
    let summary = escaped(entry.summary);
    let docs = marked_up(entry.docs);
    format!(
        "<article id=\"{code}\" aria-labelledby=\"{code}-title\">\n<h3 id=\"{code}-title\"><a href=\"#{code}\">{code}</a>{summary}</h3>\n<p class=\"name\" id=\"{name}\">{name}</p>\n{docs}</article>\n"
    )
}

fn code(it: &Code) -> String {
    let name = it.name;
    let remedy = it.remedy.map(|text| format!("<p>{}</p>\n", escaped(text))).unwrap_or_default();
    format!(
        "<article id=\"{name}\" aria-labelledby=\"{name}-title\">\n<h3 id=\"{name}-title\"><a href=\"#{name}\">{name}</a></h3>\n{}<p>{}</p>\n{remedy}</article>\n",
        marked_up(it.means),
        escaped(it.outlook()),
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, [Event::Text(text.into())].into_iter());
    out
}

/// The Markdown of the documentation, its headings below those of the page, its documents with their names.
fn marked_up(docs: &str) -> String {
    // The blank after `///`.
    let text: String = docs.lines().map(|it| it.strip_prefix(' ').unwrap_or(it).to_string() + "\n").collect();
    let events = Parser::new(&text).flat_map(|event| match event {
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            vec![Event::Start(Tag::Heading { level: HeadingLevel::H4, id, classes, attrs })]
        }
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Heading(HeadingLevel::H4))],
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(heading))) => {
            let file = heading.split_once(' ').map_or("", |it| it.1);
            let name = format!("<p class=\"file\">{}</p>\n", escaped(file));
            vec![Event::Html(CowStr::from(name)), Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))]
        }
        it => vec![it],
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_its_place() {
        let page = page("<ul>\n<!-- questions -->\n</ul>\n<!-- entries -->\n");
        for entry in catalogue() {
            for anchor in [entry.code, entry.name] {
                assert_eq!(page.matches(&format!(" id=\"{anchor}\"")).count(), 1, "{anchor}");
            }
        }
        for code in CODES {
            assert_eq!(page.matches(&format!(" id=\"{}\"", code.name)).count(), 1, "{}", code.name);
        }
        assert!(!page.contains("<!--"), "everything is filled in");
    }

    #[test]
    fn documentation_becomes_markup_and_never_more() {
        let docs =
            " First `<b>`.\n\n ## Example\n\n ```json users.json whole\n {\"a\": \"<script>\"}\n ```\n";
        let expected = "<p>First <code>&lt;b&gt;</code>.</p>\n<h4>Example</h4>\n<p class=\"file\">users.json whole</p>\n<pre><code>{\"a\": \"&lt;script&gt;\"}\n</code></pre>\n";
        assert_eq!(marked_up(docs), expected);
    }
}
