//! What support has to know, ready to send.

use scim_checkup_rules::MessageLine;
use yew::prelude::*;

use crate::{
    copy::Copy,
    sources::{address, contact},
    view::SUPPORT,
};

#[derive(PartialEq, Properties)]
pub struct MessageProps {
    pub lines: Vec<MessageLine>,
    /// The user it is about.
    pub about: String,
    pub contact: Option<AttrValue>,
}

#[component]
pub fn Message(props: &MessageProps) -> Html {
    if props.lines.is_empty() {
        return Html::default();
    }
    let to = props.contact.clone().unwrap_or(SUPPORT.into());
    let text = as_text(&props.lines);
    let mail = address(&to).map(|address| {
        let part = |it: &str| String::from(js_sys::encode_uri_component(it));
        let subject = ["Provisioning of ", &props.about].concat();
        ["mailto:", address, "?subject=", &part(&subject), "&body=", &part(&text)].concat()
    });
    html! {
        <div class="message" part="message" data-copy="">
            <p class="to">{ "To " }{ contact(&to) }</p>
            <dl data-text="">
                { for props.lines.iter().map(|it| html! { <div><dt>{ &it.label }</dt><dd>{ &it.value }</dd></div> }) }
            </dl>
            <div class="acts">
                <Copy {text} label="Copy message" class="button main" />
                if let Some(mail) = mail { <a class="button" href={mail}>{ "Open in e-mail" }</a> }
            </div>
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
