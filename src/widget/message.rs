//! What support has to know, ready to send.

use scim_checkup_rules::MessageLine;

use crate::{
    copy::copy,
    number::joined,
    ui::{Ui, address},
};

/// The message about a user.
pub fn message(ui: &mut Ui, lines: &[MessageLine], about: &str) {
    if lines.is_empty() {
        return;
    }
    let text = as_text(lines);
    ui.with("div", &[("class", "message"), ("part", "message")], |ui| {
        ui.tag("p", "to", |ui| {
            ui.text("To ");
            ui.contact();
        });
        ui.tag("dl", "", |ui| {
            for line in lines {
                ui.tag("div", "", |ui| {
                    ui.say("dt", "", &line.label);
                    ui.say("dd", "", &line.value);
                });
            }
        });
        ui.tag("div", "acts", |ui| {
            copy(ui, "button main", "Copy message", &text, "");
            if let Some(address) = address(&ui.contact_text()) {
                let part = |it: &str| String::from(js_sys::encode_uri_component(it));
                let subject = part(&joined(&["Provisioning of ", about]));
                let href = joined(&["mailto:", address, "?subject=", &subject, "&body=", &part(&text)]);
                ui.with("a", &[("class", "button"), ("href", &href)], |ui| ui.text("Open in e-mail"));
            }
        });
    });
}

/// Labels over values, with lines as mail wants them.
fn as_text(lines: &[MessageLine]) -> String {
    let lines: Vec<_> = lines.iter().map(|it| joined(&[&it.label, ":\r\n", &it.value, "\r\n"])).collect();
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
