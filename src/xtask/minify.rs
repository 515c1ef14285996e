//! A script with short names for what only it sees, and without everything that is there for readers.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{
    CompressOptions, CompressOptionsKeepNames, MangleOptions, MangleOptionsKeepNames, Minifier,
    MinifierOptions,
};
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::Failure;

/// An ES module; what it exports keeps its names.
pub fn module(script: &str) -> Result<String, Failure> {
    minify(script, SourceType::mjs(), true)
}

/// A classic script; what stands in it at the top keeps its name, since other scripts see it.
pub fn classic(script: &str) -> Result<String, Failure> {
    minify(script, SourceType::cjs(), false)
}

fn minify(script: &str, kind: SourceType, top_level: bool) -> Result<String, Failure> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, kind).parse();
    if let Some(error) = parsed.errors.first() {
        return Err(format!("a script cannot be read: {error}").into());
    }
    let mut program = parsed.program;
    // A class tells its name to whoever meets its objects: in an error, and in the browser's tools.
    let options = MinifierOptions {
        mangle: Some(MangleOptions {
            top_level,
            keep_names: MangleOptionsKeepNames { function: false, class: true },
            ..MangleOptions::default()
        }),
        compress: Some(CompressOptions {
            keep_names: CompressOptionsKeepNames { function: false, class: true },
            ..CompressOptions::smallest()
        }),
    };
    let scoping = Minifier::new(options).minify(&allocator, &mut program).scoping;
    let printer = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(scoping);
    Ok(printer.build(&program).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_see_keeps_its_name() {
        let script = "/** Why. */\nexport class Element {\n  #root = null;\n  show(options) { this.#root = options.base; }\n}\n\
                      const inner = new Element();\nexport function update(options) { inner.show(options); }\n";
        let small = module(script).unwrap();
        for kept in ["Element", "update", ".show(", ".base"] {
            assert!(small.contains(kept), "{kept} in {small}");
        }
        for gone in ["Why", "inner", "options"] {
            assert!(!small.contains(gone), "{gone} in {small}");
        }
        assert!(classic("function loadEngine() { return 1 }").unwrap().contains("loadEngine"));
    }

    #[test]
    fn a_script_that_cannot_be_read_is_refused() {
        assert!(module("const = 1;").is_err());
        assert!(classic("function () {").is_err());
    }
}
