//! Reads the report's types from JavaScript values, for a sixth of what a general reader costs.
//!
//! The report comes from our own engine, of the same version, or was saved by one: what is read is known, so none of the code
//! is needed that finds a field by its name, minds doubles, or goes back from the middle of a record. What a file has
//! otherwise that somebody wrote in is empty here, or the last word of its kind, which claims nothing.

use std::fmt::Debug;

use js_sys::{Array, Date, Reflect};
use scim_checkup_rules::*;
use wasm_bindgen::{JsCast, JsValue};

/// Read from a JavaScript value.
pub trait FromJs {
    fn from_js(value: JsValue) -> Self;
}

/// Names each field of a struct once; the compiler sees to it that none is left out.
macro_rules! structs {
    ($($name:ident { $($field:ident)+ })+) => {$(
        impl FromJs for $name {
            fn from_js(value: JsValue) -> $name {
                $name { $($field: FromJs::from_js(member(&value, stringify!($field))),)+ }
            }
        }
    )+};
}

structs! {
    Report { schema as_of headline lede coverage documents notices totals opinions users }
    Document {
        name format contents application encoding bytes lines whole from may_be_whole may_be_maptician records ignored
        problems problem_count coverage
    }
    Problem { line message }
    Notice { code name title explanation steps evidence evidence_count }
    Totals {
        users corrupted suspected counted not_counted billing_unknown changing need_action decisions failed_attempts
    }
    User {
        name display_name object_ids on_premises guest aliases entra maptician link headline lede corruption billing action notes activity
        moments joined_by
    }
    Corruption {
        status code name title explanation stored_as user_name object_id layers fields evidence evidence_count
    }
    Billing { status basis next code name title explanation since evidence evidence_count }
    Action {
        kind owner urgency deadline last_day code name title explanation steps message evidence evidence_count
    }
    Opinion { beside advice why_not source }
    Step { text heading commands }
    Command { shell text permission }
    MessageLine { label value }
    Note { code name title explanation }
    Evidence { document line offset length field value time }
    Moment { at what }
    Activity { attempts failures successes first last last_error_code last_error_text refused_creates per_day }
    RefusedCreates { count first last rhythm share state over_since next }
    Day { day failures successes }
}

macro_rules! words {
    ($($name:ident)+) => {$(
        impl FromJs for $name {
            fn from_js(value: JsValue) -> $name {
                word(&value, $name::ALL)
            }
        }
    )+};
}

words! {
    Entra Maptician Link MomentKind CorruptionStatus BillingStatus Basis Next ActionKind Owner Urgency Rhythm Retrying Shell Side
}

impl FromJs for String {
    fn from_js(value: JsValue) -> String {
        text(&value)
    }
}

impl FromJs for bool {
    fn from_js(value: JsValue) -> bool {
        value.as_bool().unwrap_or_default()
    }
}

impl FromJs for u32 {
    fn from_js(value: JsValue) -> u32 {
        number(&value) as u32
    }
}

impl FromJs for u64 {
    fn from_js(value: JsValue) -> u64 {
        number(&value) as u64
    }
}

impl FromJs for Time {
    fn from_js(value: JsValue) -> Time {
        // A time that nobody can read is none that lies ahead.
        time(&text(&value)).or(Time::from_millis(0)).unwrap_or_else(|| other_shape())
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: JsValue) -> Option<T> {
        if value.is_null() || value.is_undefined() { None } else { Some(T::from_js(value)) }
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: JsValue) -> Vec<T> {
        let items: Array = value.dyn_into().unwrap_or_default();
        (0..items.length()).map(|it| T::from_js(items.get(it))).collect()
    }
}

/// A member by its Rust name.
#[inline(never)]
fn member(object: &JsValue, field: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(&in_camel_case(field))).unwrap_or_default()
}

/// `as_of` is `asOf` in JavaScript.
fn in_camel_case(field: &str) -> String {
    let mut name = String::new();
    let mut begins = false;
    for letter in field.chars() {
        match letter {
            '_' => begins = true,
            it if begins => {
                name.push(it.to_ascii_uppercase());
                begins = false;
            }
            it => name.push(it),
        }
    }
    name
}

/// One of an enum's values by its name: `NotCounted` is `notCounted` in JavaScript.
fn word<T: Debug + Copy>(value: &JsValue, all: &[T]) -> T {
    let text = text(value);
    let found = all.iter().find(|it| is_named(*it, &text)).or(all.last());
    found.copied().unwrap_or_else(|| other_shape())
}

/// For an enum of any type, so that the words are written and compared by one piece of code.
#[inline(never)]
fn is_named(value: &dyn Debug, name: &str) -> bool {
    format!("{value:?}").eq_ignore_ascii_case(name)
}

/// A time or a day as the report writes it. The browser reads both, so the engine's reader of times need not come along.
pub fn time(text: &str) -> Option<Time> {
    let millis = Date::parse(text);
    if millis.is_nan() { None } else { Time::from_millis(millis as i64) }
}

#[inline(never)]
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

#[inline(never)]
fn number(value: &JsValue) -> f64 {
    value.as_f64().unwrap_or_default()
}

fn other_shape() -> ! {
    wasm_bindgen::throw_str("The report has another shape")
}

#[cfg(test)]
mod tests {
    use super::in_camel_case;

    #[test]
    fn names_fields_as_javascript_does() {
        assert_eq!(in_camel_case("as_of"), "asOf");
        assert_eq!(in_camel_case("last_error_code"), "lastErrorCode");
        assert_eq!(in_camel_case("users"), "users");
    }
}
