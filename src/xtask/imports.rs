//! Short names for what a wasm file imports from its script, and for the closures it hands out.
//!
//! Bindgen ends each name with 16 digits, so that two crates never mean the same one. Digits like these do not compress,
//! and they stand in both files: a letter or two serve as well once everything is linked.

use std::collections::HashMap;

use walrus::Module;

use crate::Failure;

/// What the name of a function begins with through which the script calls a closure; 16 digits end it.
const CLOSURE: &str = "wasm_bindgen__convert__closures";

/// Renames the imports in the module and in its script, where each is a key of the object that holds them; and closures
/// wherever the script calls them.
pub fn shorten(module: &mut Module, script: &mut String) -> Result<(), Failure> {
    let closures = module.exports.iter_mut().filter(|it| it.name.starts_with(CLOSURE));
    for (number, export) in closures.enumerate() {
        let short = format!("c{number}");
        *script = script.replace(&export.name, &short);
        export.name = short;
    }
    let mut renamed: HashMap<String, (String, usize)> = HashMap::new();
    for import in module.imports.iter_mut() {
        let short = short_name(renamed.len());
        let long = std::mem::replace(&mut import.name, short.clone());
        if renamed.insert(long.clone(), (short, 0)).is_some() {
            return Err(format!("the wasm imports {long} twice").into());
        }
    }
    let mut shortened = String::with_capacity(script.len());
    for word in words(script) {
        match renamed.get_mut(word) {
            Some((short, found)) => {
                shortened += short;
                *found += 1;
            }
            None => shortened += word,
        }
    }
    if let Some((long, (_, found))) = renamed.iter().find(|(_, (_, found))| *found != 1) {
        return Err(format!("the script holds {long} {found} times and not once, as its key").into());
    }
    *script = shortened;
    Ok(())
}

/// `a` to `z`, `aa`, `ba` and so on.
fn short_name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + (number % 26) as u8));
        if number < 26 {
            return name;
        }
        number = number / 26 - 1;
    }
}

/// A script's names and what stands between them, in order.
fn words(script: &str) -> impl Iterator<Item = &str> {
    let of_name = |it: char| it.is_alphanumeric() || it == '_' || it == '$';
    let mut rest = script;
    std::iter::from_fn(move || {
        let is_name = of_name(rest.chars().next()?);
        let end = rest.find(|it| of_name(it) != is_name).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use walrus::{ExportItem, FunctionBuilder, ModuleConfig};

    use super::*;

    fn module(imports: &[&str]) -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        let without = module.types.add(&[], &[]);
        for name in imports {
            module.add_import_func("./view_bg.js", name, without);
        }
        let own = FunctionBuilder::new(&mut module.types, &[], &[]).finish(Vec::new(), &mut module.funcs);
        module.exports.add("run", own);
        module
    }

    #[test]
    fn both_sides_are_renamed_alike() {
        let mut module = module(&["__wbg_get_00ff", "__wbg_get_00ff2"]);
        let mut script = "const import0 = { __wbg_get_00ff: f, __wbg_get_00ff2: g };".to_string();
        shorten(&mut module, &mut script).unwrap();
        assert_eq!(script, "const import0 = { a: f, b: g };");
        let names: Vec<&str> = module.imports.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn closures_are_called_by_their_short_names() {
        let mut module = module(&[]);
        let own = module.exports.iter().next().unwrap().item;
        let ExportItem::Function(own) = own else { panic!("it exports a function") };
        let long = "wasm_bindgen__convert__closures_____invoke__h9e6f30bb6e645bd3";
        module.exports.add(long, own);
        let mut script = format!("wasm.run(); wasm.{long}(a, b); wasm.{long}(c, d);");
        shorten(&mut module, &mut script).unwrap();
        assert_eq!(script, "wasm.run(); wasm.c0(a, b); wasm.c0(c, d);");
        let names: Vec<&str> = module.exports.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["run", "c0"]);
    }

    #[test]
    fn a_script_that_uses_a_name_otherwise_is_refused() {
        for script in ["", "const import0 = { __wbg_get_00ff: f }; import0.__wbg_get_00ff();"] {
            assert!(shorten(&mut module(&["__wbg_get_00ff"]), &mut script.to_string()).is_err(), "{script}");
        }
    }

    #[test]
    fn no_two_short_names_are_the_same() {
        assert_eq!([0, 25, 26, 27, 52].map(short_name), ["a", "z", "aa", "ba", "ab"]);
        let names: std::collections::HashSet<String> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
    }
}
