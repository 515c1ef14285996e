//! Error bodies of SCIM and of Graph: they name no user.

use crate::row::{Node, Object, Page};

use super::{Format, scim_user::has_schema};

pub const FORMAT: Format = Format {
    name: "error-body",
    entry: "error answer",
    entries: "error answers",
    listing: None,
    wanted: &[&["schemas", "error", "code", "message"]],
    columns: &[],
    marks,
    read: |_, _| {},
    #[cfg(test)]
    sample: r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": "exists", "status": 409}"#,
};

fn marks(object: &Object<'_>, _: &Page) -> bool {
    let error = object.get("error").and_then(Node::object);
    has_schema(object, "messages:2.0:Error") || error.is_some_and(|it| it.has("code") && it.has("message"))
}
