//! Recordings of a browser (HAR): what was asked and answered, each body a document of its own.
//!
//! The bodies are read as if they were pasted. Of everything around them only the addresses are looked at, for what they
//! say of the answer; headers, cookies and tokens are passed over, so that nothing of them can be kept or shown.
//! Source: HAR 1.2 specification; the names that Chrome and Firefox add begin with `_`.

use scim_checkup_ground::row::{Node, Object};

/// What is looked at to tell a recording; the bodies themselves are not among it.
pub const WANTED: &[&str] = &["creator", "version", "request", "method", "url", "httpVersion", "mimeType"];

/// A recording, one exchange of it, what was asked or answered in it, or a body with its kind.
pub fn is_recording(object: &Object<'_>) -> bool {
    let has = |name, parts: &[&str]| {
        object.get(name).and_then(Node::object).is_some_and(|it| parts.iter().all(|part| it.has(part)))
    };
    object.has("version") && has("creator", &["name"])
        || has("request", &["method", "url"])
        || object.has("httpVersion")
        || object.has("mimeType")
}
