//! The script that bindgen writes, without the ways to load that nothing here goes.
//!
//! It fetches, streams, compiles while the page waits, and warns of what it was called with before. The page hands it the bytes,
//! or a module, and once: the rest is 1.3 KB of what one load fetches.

use crate::Failure;

/// Where the ways to load begin; they go on to the script's last statement.
const LOADS: &str = "async function __wbg_load(";

/// Where they end: what a module gives, and what a classic script does.
const GIVES: [(&str, &str); 2] = [
    ("export { initSync, __wbg_init as default };", "export { __wbg_init as default };"),
    (
        "return Object.assign(__wbg_init, { initSync }, exports);",
        "return Object.assign(__wbg_init, exports);",
    ),
];

/// The one way: bytes give an instance with its module, a module gives the instance.
const LOAD: &str = "async function __wbg_init(wasm) {
const made = await WebAssembly.instantiate(wasm, __wbg_get_imports());
return __wbg_finalize_init(made.instance ?? made);
}
";

/// No `using` ends what lives as long as the page.
const DISPOSE: &str = "if (Symbol.dispose) ";

/// Every browser that runs the engine's vector instructions has a registry.
const REGISTRY: [(&str, &str); 3] = [
    ("(typeof FinalizationRegistry === 'undefined')", ""),
    ("? { register: () => {}, unregister: () => {} }", ""),
    (": new FinalizationRegistry", "new FinalizationRegistry"),
];

/// From where to before what nobody reads: nothing asks for the script's own address, and every such browser encodes in place.
const PARTS: [(&str, &str); 2] =
    [("let script_src;", "/**"), ("if (!('encodeInto' in cachedTextEncoder))", "let WASM_VECTOR_LEN")];

/// The script with the one way to load.
pub fn lean(script: &str) -> Result<String, Failure> {
    let unknown = || Failure::from("bindgen's script has another form than is known here");
    let (kept, loads) = script.split_once(LOADS).ok_or_else(unknown)?;
    let ends = |it: &&(&str, &str)| loads.contains(it.0);
    let (given, gives) = GIVES.iter().find(ends).ok_or_else(unknown)?;
    let (_, end) = loads.split_once(given).ok_or_else(unknown)?;
    let kept: Vec<&str> = kept.lines().filter(|it| !it.starts_with(DISPOSE)).collect();
    let mut kept = kept.join("\n");
    for (one, other) in REGISTRY {
        kept = kept.replace(one, other);
    }
    for (begin, behind) in PARTS {
        if let Some(at) = kept.find(begin) {
            let length = kept[at..].find(behind).ok_or_else(unknown)?;
            kept.replace_range(at..at + length, "");
        }
    }
    Ok(format!("{kept}\n{LOAD}{gives}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_to_load_is_left() {
        let module = "const R = (typeof FinalizationRegistry === 'undefined')\n? { register: () => {}, unregister: () => {} }\n\
            : new FinalizationRegistry(f);\nif (!('encodeInto' in cachedTextEncoder)) {}\nlet WASM_VECTOR_LEN;\nif (Symbol.dispose) App.prototype[Symbol.dispose] = f;\nasync function __wbg_load(a) {}\n\
            function initSync() {}\nexport { initSync, __wbg_init as default };\n";
        assert_eq!(
            lean(module).unwrap(),
            format!(
                "const R = \n\nnew FinalizationRegistry(f);\nlet WASM_VECTOR_LEN;\n{LOAD}export {{ __wbg_init as default }};\n"
            )
        );
        let classic = "let engine = (function(exports) {\nlet script_src;\nif (document) {\nscript_src = 1;\n}\n/** A. */\nlet wasm;\n\
            async function __wbg_load(a) {}\nreturn Object.assign(__wbg_init, { initSync }, exports);\n})({});";
        assert_eq!(
            lean(classic).unwrap(),
            format!(
                "let engine = (function(exports) {{\n/** A. */\nlet wasm;\n{LOAD}return Object.assign(__wbg_init, exports);\n}})({{}});"
            )
        );
        assert!(lean("export default function load() {}").is_err());
    }
}
