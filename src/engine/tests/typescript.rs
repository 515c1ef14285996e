//! The types that `www/scim-checkup.d.ts` promises are the Rust types.

use std::{any::TypeId, env, fs, path::Path};

use scim_checkup_rules::Report;
use ts_rs::{Config, TS, TypeVisitor};

/// The line above it is written by hand, what follows is made here.
const MARK: &str = "writes it.\n";

#[test]
fn declared_types_are_the_rust_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/scim-checkup.d.ts");
    let declared = fs::read_to_string(&path).unwrap();
    let (by_hand, _) = declared.split_once(MARK).expect("the file says where the made part begins");

    let mut types = Types { config: Config::new(), seen: Vec::new(), text: String::new() };
    types.visit::<Report>();
    let expected = format!("{by_hand}{MARK}{}", types.text);

    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert!(
            declared == expected,
            "www/scim-checkup.d.ts and the Rust types have parted; make it anew with UPDATE=1 and read the difference"
        );
    }
}

/// Declares a type after what it is made of was asked for, each once.
struct Types {
    config: Config,
    seen: Vec<TypeId>,
    text: String,
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        // Only our own types have a file of their own; numbers, lists and the like have none.
        if T::output_path().is_some() {
            self.text += &format!("\n{}export {}\n", T::docs().unwrap_or_default(), T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
