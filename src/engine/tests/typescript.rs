//! The types that `www/scim-checkup.d.ts` promises are the Rust types.

use std::{any::TypeId, collections::BTreeMap, env, fs, path::Path};

use scim_checkup_rules::Report;
use ts_rs::{Config, TS, TypeVisitor};

/// The line above it is written by hand, what follows is made here.
const MARK: &str = "writes it.\n";

#[test]
fn declared_types_are_the_rust_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/scim-checkup.d.ts");
    let declared = fs::read_to_string(&path).unwrap();
    let (by_hand, _) = declared.split_once(MARK).expect("the file says where the made part begins");

    let mut types = Types { config: Config::new(), seen: Vec::new(), declared: BTreeMap::new() };
    types.visit::<Report>();
    let expected = format!("{by_hand}{MARK}{}", types.declared.into_values().collect::<String>());

    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert!(
            declared == expected,
            "www/scim-checkup.d.ts and the Rust types have parted; make it anew with UPDATE=1 and read the difference"
        );
    }
}

/// Declares every type that the report is made of, each once, by name: the order they are met in differs from one
/// compilation to the next.
struct Types {
    config: Config,
    seen: Vec<TypeId>,
    declared: BTreeMap<String, String>,
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        // Only our own types have a file of their own; numbers, lists and the like have none.
        if T::output_path().is_some() {
            let declaration = format!("{}export {}", T::docs().unwrap_or_default(), T::decl(&self.config));
            self.declared.insert(T::name(&self.config), format!("\n{}", tidy(&declaration)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// One field a line, and a comment of one line on one line: the file is read by people.
fn tidy(declaration: &str) -> String {
    let broken: String = declaration
        .lines()
        .map(|line| match line.trim_start() {
            it if it.starts_with("/*") || it.starts_with('*') => format!("{line}\n"),
            it => it.replace("{ ", "{\n").replace(", ", ";\n") + "\n",
        })
        .collect();
    let mut tidy = String::new();
    let mut indent = "";
    for line in broken.lines().filter(|it| !it.trim().is_empty()) {
        if line.starts_with('}') {
            indent = "";
        }
        tidy += &format!("{indent}{}\n", line.trim_end());
        if line.ends_with('{') {
            indent = "  ";
        }
    }
    one_line_comments(&one_line_comments(&tidy, ""), "  ")
}

fn one_line_comments(text: &str, indent: &str) -> String {
    let (open, close) = (format!("{indent}/**\n{indent} * "), format!("\n{indent} */\n"));
    let mut parts = text.split(&open);
    let mut joined = parts.next().unwrap_or_default().to_string();
    for part in parts {
        match part.split_once(&close) {
            Some((comment, rest)) if !comment.contains('\n') => {
                joined += &format!("{indent}/** {comment} */\n{rest}");
            }
            _ => joined += &format!("{open}{part}"),
        }
    }
    joined
}
