//! "Where do I get that?", by the question one has.

use crate::{copy::copy_line, state::Action, ui::Ui};

// Paths and names as the Entra admin centre and Maptician's provisioning article have them.
pub fn sources(ui: &mut Ui) {
    ui.with("aside", &[("class", "sources"), ("aria-labelledby", "sources")], |ui| {
        ui.with("h2", &[("id", "sources")], |ui| ui.text("Where do I get that?"));
        ui.say("p", "note", "Begin with your question.");
        ui.fold("row", "Which users are affected?", "2 exports", |ui| {
            ui.say("h4", "", "From Entra");
            ui.say(
                "p",
                "",
                "Users > All users > Download users > Start. Clear the filters first: the file holds only what the list \
                 shows.",
            );
            ui.say("h4", "", "From Maptician");
            ui.say("p", "", "The SCIM listing, with the address and token of your setup:");
            copy_line(ui, "GET /scim/v2/Users", "the request");
        });
        ui.fold("row", "Why does this one fail?", "1 log", |ui| {
            ui.say(
                "p",
                "",
                "Entra ID > Enterprise apps > Maptician > Provisioning logs. Find the user, open the newest entry and \
                 copy what it shows, or choose Download > JSON for the whole log.",
            );
        });
        ui.fold("row", "Whom do we pay for?", "1 list", |ui| {
            ui.say("p", "", "Active users count. Maptician’s own list shows who is, so take its SCIM listing:");
            copy_line(ui, "GET /scim/v2/Users", "the request");
            ui.say("p", "", "A table with an e-mail and an active column will do as well.");
        });
        ui.fold("row", "Can a deleted user come back?", "1 page", |ui| {
            ui.say(
                "p",
                "",
                "Users > Deleted users shows everybody deleted in the last 30 days. Choose the user and copy what it \
                 shows, the object ID and the deletion date above all.",
            );
        });
        ui.say("h3", "", "No paste, only a question?");
        ui.button("link", "What would happen if…", Action::AskGuide("season".into()));
        ui.tag("p", "note", |ui| {
            ui.text("On another identity provider, or stuck? Ask ");
            ui.contact();
            ui.text(".");
        });
    });
}
