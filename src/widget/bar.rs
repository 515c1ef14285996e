//! The top bar: what this is, and that nothing leaves the page.

use crate::ui::Ui;

pub fn bar(ui: &mut Ui) {
    ui.with("header", &[("class", "bar"), ("part", "bar")], |ui| {
        ui.say("strong", "", "SCIM Checkup");
        ui.fold("privacy", "What you paste stays in this page. ", "How to check that", |ui| {
            ui.say(
                "p",
                "",
                "Your text is read by this browser, in this tab. It is not sent and not stored. Closing the page forgets \
                 everything, and so does Clear.",
            );
            ui.say(
                "p",
                "",
                "To check: open the browser’s network tools (F12, then Network), empty the list, and paste. No request \
                 follows, of the page or of its worker. Or cut the connection first; it works the same.",
            );
            ui.say(
                "p",
                "",
                "What this cannot know: it sees only what you give it, neither Entra nor Maptician, nothing from before \
                 the material begins or after it ends, and not who will return. Where an answer depends on that, it \
                 says so.",
            );
        });
        // What the page around has to say to it.
        ui.with("slot", &[("name", "beside-promise")], |_| ());
    });
}
