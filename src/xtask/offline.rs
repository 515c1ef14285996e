//! The checkup in one file: to be opened from a disk, where nothing can be fetched, or put where only one file fits.

use std::io::Write;

use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{Failure, Shipped};

/// What the embed page takes from beside it, a line each.
const ICON: &str = r#"<link rel="icon" href="favicon.svg" type="image/svg+xml">"#;
const STYLE: &str = r#"<link rel="stylesheet" href="embed.css">"#;
const SCRIPT: &str = r#"<script type="module" src="scim-checkup.js"></script>"#;
const COUNTING: &str = r#"<script type="module" src="embed.js"></script>"#;

/// The first line of its head. The policy follows it, since it holds only for what comes after.
const FIRST: &str = r#"<meta charset="utf-8">"#;

/// The embed page with everything in it, under a policy that lets nothing else run and nothing out.
pub fn page(shipped: &Shipped, script: &str) -> Result<String, Failure> {
    let text = |name: &str| String::from_utf8_lossy(&shipped[name]).into_owned();
    let style = text("embed.css");
    let counting = text("embed.js");
    // In a script these would end it, or begin what does not end.
    for sign in ["</script", "<script", "<!--"] {
        if [script, &counting].iter().any(|it| it.to_ascii_lowercase().contains(sign)) {
            return Err(format!("the offline page: a script of it holds `{sign}`").into());
        }
    }
    let icon = BASE64_STANDARD.encode(&shipped["favicon.svg"]);
    let parts = [
        (FIRST, format!("{FIRST}\n{}", policy(&[script, &counting], &style))),
        (ICON, format!(r#"<link rel="icon" href="data:image/svg+xml;base64,{icon}">"#)),
        (STYLE, format!("<style>{style}</style>")),
        (SCRIPT, format!(r#"<script type="module">{script}</script>"#)),
        (COUNTING, format!(r#"<script type="module">{counting}</script>"#)),
    ];
    let mut page = text("embed.html");
    for (place, part) in parts {
        if page.matches(place).count() != 1 {
            return Err(format!("www/embed.html: `{place}` must stand once").into());
        }
        page = page.replace(place, &part);
    }
    Ok(page)
}

/// A file as a text: compressed, for all of it is read before anything shows.
pub fn packed(bytes: &[u8]) -> Result<String, Failure> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(BASE64_STANDARD.encode(encoder.finish()?))
}

/// The least that the page needs; its worker, from a blob, inherits it. Scripts and style are named by what is in them.
fn policy(scripts: &[&str], style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let directives = [
        "default-src 'none'".to_string(),
        format!(
            "script-src {} 'wasm-unsafe-eval'",
            scripts.iter().map(|it| hash(it)).collect::<Vec<_>>().join(" ")
        ),
        "worker-src blob:".to_string(),
        "connect-src 'none'".to_string(),
        format!("style-src {}", hash(style)),
        "img-src data:".to_string(),
        "base-uri 'none'".to_string(),
        "form-action 'none'".to_string(),
        "require-trusted-types-for 'script'".to_string(),
        "trusted-types scim-checkup".to_string(),
    ];
    format!(r#"<meta http-equiv="Content-Security-Policy" content="{}">"#, directives.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Shipped {
        let page = [FIRST, ICON, STYLE, SCRIPT, COUNTING].join("\n");
        let files = [
            ("embed.html", page.as_str()),
            ("embed.css", "a {}"),
            ("embed.js", "count()"),
            ("favicon.svg", "<svg/>"),
        ];
        files.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).into()
    }

    #[test]
    fn everything_is_in_the_page_under_a_policy_that_names_it() {
        let page = page(&shipped(), "go()").unwrap();
        for part in [
            "<script type=\"module\">go()</script>",
            "<script type=\"module\">count()</script>",
            "<style>a {}</style>",
            "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='",
            "connect-src 'none'",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("src=\"") && !page.contains(".css"), "{page}");
    }

    #[test]
    fn what_would_not_run_is_refused() {
        assert!(page(&shipped(), "say(\"</SCRIPT>\")").is_err());
        let mut without = shipped();
        without.insert("embed.html".to_string(), SCRIPT.into());
        assert!(page(&without, "go()").is_err());
    }
}
