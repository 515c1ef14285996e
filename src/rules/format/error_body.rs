//! Error bodies of SCIM and of Graph: they name no user, and say why somebody's request was refused.
//!
//! Source: RFC 7644 section 3.12; Microsoft Graph, *Error responses*.

use scim_checkup_ground::row::{Node, Object, Page, Row, Value};

use crate::{
    read::Prose,
    record::{Event, EventAction, EventStatus, Failure, Record, RemarkKind, Seen},
};

use super::{Format, Found, error_sentence, mention, scim_user::has_schema};

/// How much of the words is shown.
const SHOWN: usize = 120;

pub const FORMAT: Format = Format {
    name: "error-body",
    entry: "error answer",
    entries: "error answers",
    listing: None,
    wanted: &[&["schemas", "error", "code", "message", "status", "scimType", "detail"]],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": "exists", "status": 409}"#,
};

fn marks(object: &Object<'_>, _: &Page) -> bool {
    let error = object.get("error").and_then(Node::object);
    has_schema(object, "messages:2.0:Error") || error.is_some_and(|it| it.has("code") && it.has("message"))
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = &row.fields;
    let (mut what, codes, words) = match object.get("error").and_then(Node::object) {
        Some(error) => {
            ("an error answer of Microsoft Graph", [error.text("code"), None], error.get("message"))
        }
        None => {
            ("a SCIM error answer", [object.text("status"), object.text("scimType")], object.get("detail"))
        }
    };
    // After a request to create somebody it is the answer to it.
    if codes[0] == Some("409")
        && let Some(name) = found.refused.take()
    {
        let mark = found.mark(row.place, "detail");
        let detail = found.text(words, "detail");
        let error = Failure {
            http_status: Some(409),
            scim_type: codes[1].map(Into::into),
            detail,
            ..error_sentence::failure(mark, None, None)
        };
        let mut event = Event::new(mark);
        event.action = Some(Seen::new(EventAction::Create, mark));
        event.status = Some(Seen::new(EventStatus::Failure, mark));
        event.source.user_principal_name = Some(name);
        event.error = Some(Box::new(error));
        found.push(Record::Event(event));
        return;
    }
    // Some say who it is that exists already, or does not.
    if let Some(Node { value: Value::Text(text), place }) = words {
        for mention in mention::all(&Prose { text, lines: &[(0, *place)] }, found, &[], false) {
            found.push(Record::Mention(mention));
        }
    }
    if !found.nothing() {
        return;
    }
    let words = words.and_then(Node::text);
    let mut said = String::new();
    for (separator, part) in codes.iter().map(|it| (" ", *it)).chain([(": ", words)]) {
        if let Some(part) = part {
            said.push_str(if said.is_empty() { "" } else { separator });
            said.extend(part.chars().take(SHOWN));
        }
    }
    if !said.is_empty() {
        said = format!("{what} ({said})");
        what = &said;
    }
    found.remark(row.place, RemarkKind::NamesNobody, what);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rows_for_tests::{records, remarks};

    #[test]
    fn says_what_it_says() {
        assert_eq!(remarks(FORMAT.sample), ["a SCIM error answer (409: exists)"]);
        let uniqueness = FORMAT.sample.replace("409", "\"409\", \"scimType\": \"uniqueness\"");
        assert_eq!(remarks(&uniqueness), ["a SCIM error answer (409 uniqueness: exists)"]);
        let named = FORMAT.sample.replace("exists", "mira@contoso.com exists");
        assert_eq!((records(&named).len(), remarks(&named).len()), (1, 0));
        let bare =
            r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": {"op": ["no"]}}"#;
        assert_eq!(remarks(bare), ["a SCIM error answer"]);
        assert_eq!(
            remarks(r#"{"error": {"code": "Request_SomethingNew", "message": "gone"}}"#),
            ["an error answer of Microsoft Graph (Request_SomethingNew: gone)"]
        );
    }
}
