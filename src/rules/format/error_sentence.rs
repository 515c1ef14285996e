//! The long sentence in which the provisioning service wraps an application's refusal.
//!
//! ```text
//! [preamble] StatusCode: WORD Message: … Web Response: BODY
//! . This operation was retried N times. It will be retried again after this date: DATE UTC
//! ```
//! Every part may be missing, lines break anywhere, and BODY is JSON, escaped up to three times over, or plain text.

use std::borrow::Cow;

use scim_checkup_ground::{
    find::Words,
    text::{WIDEST, is_narrow},
};

use crate::{
    code::Code,
    record::{Failure, Mark, Seen, Text},
    time::{DayOrder, Stamp, Time},
};

use super::pattern::{Pattern, pattern};

/// What the sentence says.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    pub http_status: Option<u16>,
    pub scim_type: Option<String>,
    pub detail: Option<String>,
    /// The answer begins and does not end.
    pub cut: bool,
    pub retried: Option<u32>,
    pub next_attempt: Option<Time>,
}

/// Makes a failure of the sentence and the code beside it.
pub fn failure(mark: Mark, code: Option<Seen<Text>>, reason: Option<&str>) -> Failure {
    let is_torn = reason.is_some_and(breaks_a_text);
    let reason = reason.map(one_line);
    let mut said = reason.as_deref().map(parse).unwrap_or_default();
    said.cut |= is_torn;
    // A code is one word; where it has no place of its own it may stand in the sentence.
    let code = code.filter(|it| !it.value.contains([' ', '…']));
    let code = code.or_else(|| Some(Seen::new(code_in(reason.as_deref()?)?.into(), mark)));
    let status = said.http_status.or_else(|| http_status(&code.as_ref()?.value));
    Failure {
        mark,
        code,
        reason: reason.map(Into::into),
        http_status: status,
        scim_type: said.scim_type.map(Into::into),
        detail: said.detail.map(|it| Seen::new(it.into(), mark)),
        cut: said.cut,
        retried: said.retried,
        next_attempt: said.next_attempt,
    }
}

/// A documented code among the words: of several capitals, so that no word of a sentence is taken for one.
fn code_in(sentence: &str) -> Option<&str> {
    let mut words = sentence.split(|it: char| !it.is_ascii_alphanumeric());
    let capitals = |it: &str| it.bytes().filter(u8::is_ascii_uppercase).count();
    // The status is read as a number.
    let is_code = |it: &str| Code::known(it).is_some() && http_status(it).is_none();
    words.find(|it| it.len() > 8 && capitals(it) > 1 && capitals(it) < it.len() && is_code(it))
}

/// What stands before the answer of the application.
static BODY: Pattern = pattern!(r"Web Response *[:|]");
/// What stands before a status, as the service and its connectors word it, then as .NET's *HttpClient* and *WebException*
/// and RFC 9112 do.
const BEFORE_STATUS: [&str; 5] =
    ["StatusCode:", "HTTP status code ", "indicate success: ", "an error: (", "HTTP/1.1 "];
const RETRIED: &str = "This operation was retried ";
const DATE: &str = "this date:";
/// `2026-09-14T13:23:44.9198514Z UTC`, perhaps with more text behind it.
static NEXT: Pattern = pattern!(r"retried again after this date: *[0-9T:.+-]+[0-9]Z?");
/// A member of an answer that need not parse (Markdown, cut off): a text, the begin of a list or an object, a word.
static MEMBER: Pattern = pattern!(
    r#""(?:status|scimType|detail)" *: *"(?:[^"\\]|\\.)*"#,
    r#""(?:status|scimType|detail)" *: *[\[{]"#,
    r#""(?:status|scimType|detail)" *: *[^" ,}\]\[{][^" ,}\]]*"#,
);

/// Reads the sentence.
pub fn parse(sentence: &str) -> Said {
    let text = one_line(sentence);
    let found = |pattern: &Pattern| pattern.find(&text).map(|it| &text[it.range]);
    let mut cut = false;
    let (head, body) = match BODY.find(&text) {
        Some(it) => (&text[..it.range.start], up_to_retries(&text[it.range.end..])),
        // An answer without the sentence around it is its own body.
        None if text.has("urn:ietf:params:scim:api:messages") => (&*text, &*text),
        None => {
            // It announces an answer.
            cut = text.has("StatusCode:") || text.has(RETRIED) || text.has(DATE);
            (&*text, "")
        }
    };
    let body = unescaped(body);
    let is_json = body.has_byte(b'{');
    // The service's own words are left without their begin.
    let times = body.strip_suffix(" times").is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()));
    let mut said = Said {
        http_status: BEFORE_STATUS.iter().find_map(|it| http_status(first_word(head.cut_at(it)?.1))),
        retried: text.cut_at(RETRIED).and_then(|(_, it)| it.split(' ').next()?.parse().ok()),
        next_attempt: found(&NEXT)
            .and_then(|it| Stamp::parse(it.cut_at(": ")?.1, DayOrder::Unknown).ok())
            .map(|it| it.time),
        // Behind an answer that ends the service's own words were taken off.
        cut: cut
            || times
            || body.ends_with("Z UTC")
            || body.has(DATE)
            || is_json && !body.trim_end_matches(['"', '.', ' ']).ends_with('}'),
        ..Said::default()
    };
    let mut from = 0;
    while let Some(hit) = MEMBER.find_at(&body, from) {
        from = hit.range.end;
        let Some((key, value)) = body[hit.range.clone()].split_once(':') else { continue };
        let value = match hit.which {
            0 => {
                // A text without its end, or with anything behind it but the next member, is cut or of two halves.
                let rest = body[hit.range.end..].strip_prefix('"').map(str::trim_start);
                said.cut |= rest.is_none_or(|it| !it.is_empty() && !it.starts_with([',', '}', ']']));
                unescape(value.trim_start().trim_start_matches('"'))
            }
            1 => {
                let value = whole(&body[hit.range.end - 1..]);
                from = hit.range.end - 1 + value.len();
                value.to_string()
            }
            _ => value.trim_start().to_string(),
        };
        match key.trim_end().trim_matches('"') {
            _ if value == "null" => {}
            "status" => said.http_status = said.http_status.or_else(|| http_status(&value)),
            "scimType" => said.scim_type = said.scim_type.or(Some(value)),
            _ => said.detail = said.detail.or(Some(value)),
        }
    }
    if !is_json {
        said.detail = Some(body);
    }
    said.scim_type = said.scim_type.filter(|it| !it.is_empty());
    said.detail = said.detail.filter(|it| !it.trim().is_empty());
    said
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or(text)
}

/// Whether a line of an answer ends within a text, and is not as wide as a mail program makes it: there halves of two meet.
fn breaks_a_text(reason: &str) -> bool {
    let Some(body) = reason.find('{') else { return false };
    let begin = reason[..body].rfind('\n').map_or(0, |it| it + 1);
    let mut before = body - begin;
    let mut in_text = false;
    reason[begin..].lines().any(|line| {
        let answer = &line[std::mem::take(&mut before)..];
        in_text ^= answer.matches('"').count() % 2 == 1;
        in_text && (answer.len() < WIDEST / 2 || !is_narrow(line.as_bytes()))
    })
}

/// The answer without the words that follow it.
fn up_to_retries(answer: &str) -> &str {
    answer.cut_at(RETRIED.trim_end()).map_or(answer, |it| it.0).trim_end_matches(['.', ' '])
}

/// Runs of blanks and line breaks become one blank: the sentence is wrapped by logs, portals and mails alike.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_plain = text.bytes().all(|it| it == b' ' || it.is_ascii_graphic())
        && !text.as_bytes().windows(2).any(|it| it == b"  ");
    // Most sentences of a log stand on one line: nothing is copied for them.
    if is_plain {
        return text.into();
    }
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_whitespace() {
            line.push(letter);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.into()
}

/// A status as a number or as .NET names it.
///
/// Source: .NET, *HttpStatusCode*; `Conflict` and `BadRequest` are seen in logs, the others follow by analogy.
fn http_status(word: &str) -> Option<u16> {
    const WORDS: &[(&str, u16)] = &[
        ("BadRequest", 400),
        ("Unauthorized", 401),
        ("PaymentRequired", 402),
        ("Forbidden", 403),
        ("NotFound", 404),
        ("MethodNotAllowed", 405),
        ("NotAcceptable", 406),
        ("RequestTimeout", 408),
        ("Conflict", 409),
        ("Gone", 410),
        ("PreconditionFailed", 412),
        ("RequestEntityTooLarge", 413),
        ("UnsupportedMediaType", 415),
        ("UnprocessableEntity", 422),
        ("UnprocessableContent", 422),
        ("Locked", 423),
        ("TooManyRequests", 429),
        ("InternalServerError", 500),
        ("NotImplemented", 501),
        ("BadGateway", 502),
        ("ServiceUnavailable", 503),
        ("GatewayTimeout", 504),
    ];
    let named = WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|it| it.1);
    named.or_else(|| word.parse().ok().filter(|it| (100..600).contains(it)))
}

/// Takes off JSON's escapes as often as the body as a whole was put into a string.
fn unescaped(body: &str) -> String {
    let mut body = body.trim().to_string();
    for _ in 0..3 {
        let quote = body.find('"');
        let inside_string = quote.is_some_and(|at| at > 0 && body.as_bytes()[at - 1] == b'\\');
        let quoted = body.starts_with("\"{");
        if quoted {
            body = body[1..].trim_end_matches('"').to_string();
        } else if inside_string {
            body = unescape(&body);
        } else {
            break;
        }
    }
    body
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(it) = chars.next() {
        match (it, it == '\\') {
            (_, false) => plain.push(it),
            _ => match chars.next() {
                Some('n' | 'r' | 't') => plain.push(' '),
                Some('u') => {
                    let digits: String = chars.clone().take(4).collect();
                    let letter = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    if let Some(letter) = letter.filter(|_| digits.len() == 4) {
                        plain.push(letter);
                        chars = chars.as_str()[4..].chars();
                    } else {
                        plain.push_str("\\u");
                    }
                }
                Some(other) => plain.push(other),
                None => {}
            },
        }
    }
    plain
}

/// A list or object as it stands, up to its end: where that is, no pattern can say.
fn whole(value: &str) -> &str {
    let mut depth = 0u32;
    let end = value.bytes().position(|it| {
        match it {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    end.map_or(value, |at| &value[..=at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use scim_checkup_ground::row::Place;

    const PREAMBLE: &str = "StatusCode: Conflict\r\nMessage: Processing of the HTTP request resulted in an \
        exception. Please see the HTTP response returned by the 'Response' property of this exception for details.\
        \r\nWeb Response: \r\n";

    fn check(sentence: &str, status: u16, scim_type: &str, detail: &str, retried: Option<u32>) {
        let said = parse(sentence);
        assert_eq!(said.http_status, Some(status).filter(|it| *it > 0), "{sentence}");
        assert_eq!(said.scim_type.as_deref().unwrap_or(""), scim_type, "{sentence}");
        assert_eq!(said.detail.as_deref().unwrap_or(""), detail, "{sentence}");
        assert_eq!(said.retried, retried, "{sentence}");
    }

    #[test]
    fn reads_every_body() {
        let tail = ". This operation was retried 7 times. It will be retried again after this date: \
            2026-03-02T13:23:44.9198514Z UTC";
        let json = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"The address \"m@x\" exists","status":409,"scimType":"uniqueness"}"#;
        let detail = "The address \"m@x\" exists";
        let once = json.replace('\\', "\\\\").replace('"', "\\\"");
        let twice = once.replace('\\', "\\\\").replace('"', "\\\"");
        for body in [
            json.to_string(),
            once,
            twice,
            format!("\"{}\"", json.replace('\\', "\\\\").replace('"', "\\\"")),
        ] {
            check(&format!("{PREAMBLE}{body}{tail}"), 409, "uniqueness", detail, Some(7));
        }
        check(&format!("{PREAMBLE}{}", json.replace(',', ",\n  ")), 409, "uniqueness", detail, None);
        check(&format!("{PREAMBLE}Seats are full{tail}"), 409, "", "Seats are full", Some(7));
        check(
            r#"StatusCode: BadRequest Web Response: { "schemas" : \[ "x" ], "status" : "400", "detail" : "Bad [m@x.com]" }"#,
            400,
            "",
            "Bad [m@x.com]",
            None,
        );
        check(
            r#"Web Response: {"detail": {"op": ["no choice"]}, "status": "422"}"#,
            422,
            "",
            r#"{"op": ["no choice"]}"#,
            None,
        );
        check(
            "Message: Contoso returned an error response with the HTTP status code 409, name taken.",
            409,
            "",
            "",
            None,
        );
        check("StatusCode: TooManyRequests", 429, "", "", None);
        check("The remote server returned an error: (409) Conflict.", 409, "", "", None);
        check(
            "Response status code does not indicate success: 503 (Service Unavailable).",
            503,
            "",
            "",
            None,
        );
        check("HTTP/1.1 404 Not Found", 404, "", "", None);
        check("", 0, "", "", None);
        check(r#"Web Response: {"detail":"#, 0, "", "", None);
        check(r#"Web Response: {"detail":"\u00fcber\"#, 0, "", "über", None);
    }

    #[test]
    fn what_is_left_of_the_services_own_words_is_no_answer() {
        let is_cut = |rest: &str| parse(&format!("{PREAMBLE}{rest}")).cut;
        assert!(is_cut("1 times."));
        assert!(is_cut("was retried 12 times"));
        assert!(is_cut("date: 2026-03-02T13:23:44.9198514Z UTC"));
        assert!(!is_cut("Seats are full. This operation was retried 1 times."));
        assert!(!is_cut("It was asked for too many times."));
    }

    #[test]
    fn a_code_may_stand_in_the_sentence_and_a_status_in_the_code() {
        let mark = Mark { document: 0, place: Place::default(), field: "" };
        let of = |code: Option<&str>, reason: &str| {
            let it = failure(mark, code.map(|it| Seen::new(it.into(), mark)), Some(reason));
            (it.code.map(|it| it.value.to_string()).unwrap_or_default(), it.http_status)
        };
        assert_eq!(of(None, "It ended with ContosoLicenseLimitExceeded.").0, "ContosoLicenseLimitExceeded");
        assert_eq!(of(None, "StatusCode: BadRequest"), (String::new(), Some(400)));
        assert_eq!(of(None, "A Conflict in the EntryPoint"), (String::new(), None));
        assert_eq!(of(Some("409"), "It did not work out."), ("409".to_string(), Some(409)));
        assert_eq!(of(Some("EntryConflict"), "InvalidDomain is another code").0, "EntryConflict");
    }

    #[test]
    fn reads_the_next_attempt() {
        let next = |text| parse(text).next_attempt.map(|it| it.to_string());
        let sentence = "This operation was\nretried 1 times. It will be retried\nagain after this date: \
            2026-09-14T13:23:44.9198514Z UTC";
        assert_eq!(next(sentence).as_deref(), Some("2026-09-14T13:23:44Z"));
        assert_eq!(parse(sentence).retried, Some(1));
        assert_eq!(next("It will be retried again after this date: soon"), None);
    }
}
