//! Explains from pasted records whether a username is corrupted, whether the user counts for billing, and what to do.
//!
//! Pure: no I/O, no clock, no threads, no browser. Bytes go in, a [`Report`] comes out.
//!
//! ```
//! use scim_checkup_rules::{Given, Time, checkup};
//!
//! let as_of = Time::parse_rfc3339("2026-06-30T12:00:00Z").unwrap();
//! let given = Given { name: "Pasted text".to_string(), ..Given::default() };
//! let report = checkup(&[(given, b"195f30d516514ba38b1c0b993fb809d7JSmith@company.com")], as_of);
//! assert_eq!(report.schema, 1);
//! ```

mod account;
mod assemble;
mod case;
mod cite;
mod code;
mod command;
mod cycle;
mod document;
mod export;
mod failure;
mod few;
pub mod foresight;
mod format;
mod history;
mod job;
mod jobs;
mod join;
mod known;
mod letters;
mod listing;
pub mod many;
mod map;
mod message;
mod moments;
mod name;
mod opinion;
mod outline;
mod proof;
mod read;
mod record;
mod redact;
mod report;
mod retries;
mod rule;
mod session;
mod sort;
mod standing;
mod step;
mod store;
mod time;
mod user;
mod verdict;
mod words;

pub use code::{CODES, Code};
pub use document::Given;
pub use export::{Form, Writer};
pub use name::{ObjectId, take_off_prefix};
pub use redact::Redactor;
pub use report::*;
pub use rule::{Entry, Question, catalogue, explain};
pub use session::{Checkup, Session, checkup};
pub use time::{Span, Time};
pub use words::group_digits;
