//! What the shipped files weigh, and what they may.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::{Failure, dist::Shipped, stamp};

/// What a page fetches until the widget shows.
const FIRST_PAINT: &[&str] = &["scim-checkup.js", "scim-checkup-view.js", "scim-checkup-view.wasm"];

/// What it may take in bytes after brotli: the goal, and until that is met the size it must not grow beyond.
const FIRST_PAINT_BUDGET: Budget = Budget { goal: 95_000, ceiling: 95_000 };

/// The same for all the files that one load of the support page fetches, the page itself included.
const PAGE_LOAD_BUDGET: Budget = Budget { goal: 290_000, ceiling: 320_000 };

struct Budget {
    goal: usize,
    ceiling: usize,
}

/// What is shipped and fetched by no load of the support page.
const APART: &[&str] = &[
    "catalogue.css",
    "catalogue.html",
    "catalogue.js",
    "embed.css",
    "embed.html",
    "embed.js",
    "scim-checkup-offline.html",
    "scim-checkup.d.ts",
];

/// Texts that only the engine's dependencies and its rules hold: in the view they show that the linker kept them.
const NOT_IN_THE_VIEW: &[&str] =
    &["regex-automata", "regex_automata", "regex-syntax", "aho-corasick", "serde_json"];

/// Prints each file's size as it is, after gzip and after brotli; fails over budget.
pub fn report(shipped: &Shipped) -> Result<(), Failure> {
    println!("{:<28}{:>10}{:>10}{:>10}", "dist/", "raw", "gzip", "brotli");
    let mut brotli = std::collections::BTreeMap::new();
    for (name, bytes) in shipped {
        let weight = weigh(bytes)?;
        println!("{name:<28}{:>10}{:>10}{:>10}", weight.raw, weight.gzip, weight.brotli);
        brotli.insert(name.as_str(), weight.brotli);
    }

    println!("version {}, build {}", stamp::VERSION, stamp::build(shipped));

    let mut faults = Vec::new();
    let page: Vec<&str> = brotli.keys().copied().filter(|it| !APART.contains(it)).collect();
    let budgets = [
        ("first paint of the widget", FIRST_PAINT, FIRST_PAINT_BUDGET),
        ("one page load", &page, PAGE_LOAD_BUDGET),
    ];
    for (what, names, budget) in budgets {
        let size: usize = names.iter().filter_map(|it| brotli.get(it)).sum();
        let (goal, over) = (budget.goal, size.saturating_sub(budget.goal));
        let verdict = if over == 0 { String::new() } else { format!(", {:.1} KB over", kilobytes(over)) };
        println!("{what}: {:.1} KB; the goal is {:.1}{verdict}", kilobytes(size), kilobytes(goal));
        if size > budget.ceiling {
            faults.push(format!("{what} takes {size} bytes after brotli; {} are allowed", budget.ceiling));
        }
    }
    let view = shipped.get("scim-checkup-view.wasm").map(Vec::as_slice).unwrap_or_default();
    for text in NOT_IN_THE_VIEW.iter().filter(|it| contains(view, it.as_bytes())) {
        faults.push(format!("the view holds \"{text}\": it must do without the engine's parsers"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n       ").into()) }
}

/// Each file's size as it is, after gzip and after brotli, for another program.
pub fn as_json(shipped: &Shipped) -> Result<String, Failure> {
    let mut files = Vec::new();
    for (name, bytes) in shipped {
        let Weight { raw, gzip, brotli } = weigh(bytes)?;
        files.push(json!({ "name": name, "raw": raw, "gzip": gzip, "brotli": brotli }));
    }
    Ok(Value::from(files).to_string())
}

/// A file's size in bytes: as it is, and compressed as hosts do it.
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

fn weigh(bytes: &[u8]) -> Result<Weight, Failure> {
    Ok(Weight { raw: bytes.len(), gzip: gzip_size(bytes)?, brotli: brotli_size(bytes)? })
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

fn gzip_size(bytes: &[u8]) -> Result<usize, Failure> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli_size(mut bytes: &[u8]) -> Result<usize, Failure> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|it| it == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_with_a_parser_fails() {
        let view = |bytes: &[u8]| Shipped::from([("scim-checkup-view.wasm".to_string(), bytes.to_vec())]);
        assert!(report(&view(b"yew and no more")).is_ok());
        assert!(report(&view(b"crates/regex-automata-0.4/src/lib.rs")).is_err());
    }

    #[test]
    fn a_page_over_budget_fails() {
        // Bytes that do not compress.
        let mut state = 1_u32;
        let mut noise = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as u8
        };
        let bytes: Vec<u8> = (0..FIRST_PAINT_BUDGET.ceiling + 1_000).map(|_| noise()).collect();
        assert!(report(&Shipped::from([("scim-checkup.js".to_string(), bytes)])).is_err());
    }
}
