//! What support has to know, ready to send.

use scim_checkup_rules::MessageLine;
use yew::prelude::*;

use crate::{
    copy::Copy,
    tag::tag,
    ui::{Ui, address},
};

/// The message about a user.
pub fn message(ui: &Ui, lines: &[MessageLine], about: &str) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let text = as_text(lines);
    let contact = ui.contact();
    let mail = address(&contact).map(|address| {
        let part = |it: &str| String::from(js_sys::encode_uri_component(it));
        let subject = ["Provisioning of ", about].concat();
        ["mailto:", address, "?subject=", &part(&subject), "&body=", &part(&text)].concat()
    });
    let line = |it: &MessageLine| tag("div", "", (tag("dt", "", &it.label), tag("dd", "", &it.value)));
    let mail = mail.map(|it| html! { <a class="button" href={it}>{ "Open in e-mail" }</a> });
    html! {
        <div class="message" part="message" data-copy="">
            { tag("p", "to", ("To ", ui.contact_link())) }
            <dl data-text="">{ for lines.iter().map(line) }</dl>
            { tag("div", "acts", (html! { <Copy {text} label="Copy message" class="button main" /> }, mail)) }
        </div>
    }
}

/// Labels over values, with lines as mail wants them.
fn as_text(lines: &[MessageLine]) -> String {
    let lines: Vec<_> = lines.iter().map(|it| [&it.label, ":\r\n", &it.value, "\r\n"].concat()).collect();
    lines.join("\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_labels_over_values() {
        let line =
            |label: &str, value: &str| MessageLine { label: label.to_string(), value: value.to_string() };
        let lines = [line("Username", "ada@contoso.com"), line("Object ID", "5d2c")];
        assert_eq!(as_text(&lines), "Username:\r\nada@contoso.com\r\n\r\nObject ID:\r\n5d2c\r\n");
    }
}
