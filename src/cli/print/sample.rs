//! A report to print in tests, with something of everything.

use scim_checkup_rules::Report;

pub fn report() -> Report {
    serde_json::from_str(include_str!("sample.json")).expect("the sample has the report's shape")
}
