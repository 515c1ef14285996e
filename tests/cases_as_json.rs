//! Prints every case for another program, one a line: its documents, and the report that the rules give natively.

use std::io::{Write, stdout};

use base64::{Engine, prelude::BASE64_STANDARD};
use scim_checkup_tests::cases;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    for (file, case) in cases() {
        let documents: Vec<Value> = (case.documents.iter())
            .map(|it| {
                let bytes = BASE64_STANDARD.encode(&it.bytes);
                json!({ "name": it.given.name, "whole": it.given.whole, "from": it.given.from, "bytes": bytes })
            })
            .collect();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let report = case.run(usize::MAX);
        writeln!(
            out,
            "{}",
            json!({ "name": name, "asOf": case.as_of, "documents": documents, "report": report })
        )?;
    }
    Ok(())
}
