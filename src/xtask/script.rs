//! The scripts as they are shipped: parts in one file.
//!
//! Not a bundler: it knows the few forms that the sources in `www/` use, and fails on any other.

use crate::Failure;

/// Where the page's module takes in the widget's style.
const STYLE: &str = "\"scim-checkup.css\"";

/// The parts of the page's module in one module. Imports of one another fall away; only the last part exports.
pub fn page(parts: &[(&str, String)], style: &str) -> Result<String, Failure> {
    let mut module = String::new();
    for (at, (name, text)) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        for line in text.lines() {
            if line.starts_with("import ") {
                let known =
                    parts[..at].iter().any(|(part, _)| line.ends_with(&format!(" from \"./{part}\";")));
                if !known {
                    return Err(
                        format!("www/{name}: `{line}` is no import of an earlier part on one line").into()
                    );
                }
                continue;
            }
            module += if last { line } else { line.strip_prefix("export ").unwrap_or(line) };
            module.push('\n');
        }
    }
    if module.matches(STYLE).count() != 1 {
        return Err(format!("www: {STYLE} must stand once, where the style goes in").into());
    }
    Ok(module.replace(STYLE, &literal(style)))
}

/// The engine's script, the parts that the worker's uses, and the worker's in one classic script that leaves nothing behind
/// in the global scope.
///
/// The engine's script keeps its one instance to itself, so it stands in a function: each call gives a new one.
pub fn worker(engine: &str, parts: &[String], worker: &str) -> String {
    let parts = parts.concat().replace("\nexport ", "\n");
    format!("(() => {{\nfunction loadEngine() {{\n{engine}\nreturn engine;\n}}\n{parts}{worker}\n}})();\n")
}

/// The part of the page's module that has all files in itself, in the place of the one that fetches them.
///
/// Each file goes in where its name stands alone: a wasm file as a string, made by `packed`, a script as the statements of a
/// function. That of the view gives what the module would export.
pub fn within(
    frame: &str,
    view: &str,
    worker: &str,
    packed: impl Fn(&str) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let mut names = Vec::new();
    let mut statements = String::new();
    for line in view.lines() {
        let Some(exported) = line.strip_prefix("export ") else {
            statements += line;
            statements.push('\n');
            continue;
        };
        if let Some(list) = exported.strip_prefix("{ ").and_then(|it| it.strip_suffix(" };")) {
            names.extend(list.split(", ").map(|it| match it.split_once(" as ") {
                Some((own, name)) => format!("{name}: {own}"),
                None => it.to_string(),
            }));
            continue;
        }
        let mut words = exported.split([' ', '(']).filter(|it| *it != "async");
        match (words.next(), words.next()) {
            (Some("class" | "function"), Some(name)) => names.push(name.to_string()),
            _ => return Err(format!("the view's script: `{line}` is an export of an unknown form").into()),
        }
        statements += exported;
        statements.push('\n');
    }
    statements += &format!("return {{ {} }};", names.join(", "));

    let mut part = frame.to_string();
    let files = [
        ("\"scim-checkup-view.js\";", statements),
        ("\"scim-checkup-worker.js\";", worker.to_string()),
        ("\"scim-checkup-view.wasm\"", literal(&packed("scim-checkup-view.wasm")?)),
        ("\"scim-checkup-engine.wasm\"", literal(&packed("scim-checkup-engine.wasm")?)),
    ];
    for (place, text) in files {
        if frame.matches(place).count() != 1 {
            return Err(format!("www/within.js: {place} must stand once, where the file goes in").into());
        }
        part = part.replace(place, &text);
    }
    Ok(part)
}

/// A JavaScript string.
fn literal(text: &str) -> String {
    let mut literal = String::from("`");
    for letter in text.chars() {
        if matches!(letter, '`' | '\\' | '$') {
            literal.push('\\');
        }
        literal.push(letter);
    }
    literal + "`"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_one_module_that_only_the_last_exports_from() {
        let parts = [
            ("a.js", "export const one = 1;\nexport function two() {\n  return 2;\n}\n".to_string()),
            (
                "b.js",
                "import { one, two } from \"./a.js\";\nconst style = \"scim-checkup.css\";\nexport { two };\n".to_string(),
            ),
        ];
        let module = page(&parts, "a::before { content: \"\\201c`\" }").unwrap();
        assert_eq!(
            module,
            "const one = 1;\nfunction two() {\n  return 2;\n}\nconst style = `a::before { content: \"\\\\201c\\`\" }`;\nexport { two };\n"
        );
    }

    #[test]
    fn an_import_of_anything_else_is_refused() {
        for import in
            ["import x from \"far\";", "import {\n  x,\n} from \"./a.js\";", "import { b } from \"./b.js\";"]
        {
            let parts = [("a.js", String::new()), ("b.js", format!("{import}\n\"scim-checkup.css\""))];
            assert!(page(&parts, "").is_err(), "{import}");
        }
    }

    #[test]
    fn a_page_that_has_its_files_in_itself_asks_for_none() {
        let frame = "const a = \"scim-checkup-view.wasm\", b = \"scim-checkup-engine.wasm\";\n\
                     async function view() {\n\"scim-checkup-view.js\";\n}\nfunction work() {\n\"scim-checkup-worker.js\";\n}\n";
        let view = "export class App {}\nlet n = 1;\nexport function mount(root) {}\nexport { init, start as default };";
        let part = within(frame, view, "go();", |name| Ok(name[13..17].to_string())).unwrap();
        assert_eq!(
            part,
            "const a = `view`, b = `engi`;\nasync function view() {\nclass App {}\nlet n = 1;\nfunction mount(root) {}\n\
             return { App, mount, init, default: start };\n}\nfunction work() {\ngo();\n}\n"
        );
        assert!(within("", view, "", |_| Ok(String::new())).is_err());
        assert!(within(frame, "export const one = 1;", "", |_| Ok(String::new())).is_err());
    }

    #[test]
    fn the_worker_keeps_its_names_to_itself() {
        assert_eq!(
            worker(
                "let engine = 1;",
                &["// Whole.\nexport function whole() {}\n".to_string()],
                "whole(loadEngine());"
            ),
            "(() => {\nfunction loadEngine() {\nlet engine = 1;\nreturn engine;\n}\n// Whole.\nfunction whole() {}\nwhole(loadEngine());\n})();\n"
        );
    }
}
