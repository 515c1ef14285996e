use scim_checkup_ground::signature::NoText;

use crate::{proof::Proof, record::RemarkKind, rule::notice::{Finding, Material}, step::act};

notice! {
    /// The material is recognised and left alone, so that it is never taken for something else: a form that is not read in this version, or a file that holds no text.
    "N414",
    name: "format-not-read-yet",
    summary: "Recognised, but not read in this version",
    title: "This is {what}, which {is_not_read}",
    explanation: "It was recognised and left alone. {why}",
}

const FORM: &str = "The same in another form is read: the provisioning log as JSON, a list of users as JSON or CSV.";
const FILE: &str = "Only text is read here: names, exports, log entries.";

fn check(material: &Material<'_>) -> Vec<Finding> {
    let remarks = material.store.remarks.iter().filter_map(|it| {
        let (is_not_read, why, step) = match it.kind {
            RemarkKind::NotReadYet => ("is not read yet", FORM, "Entra ID > Enterprise apps > Maptician > Provisioning logs > Download > JSON gives the log in a form that is read."),
            RemarkKind::NoText(file) => ("cannot be read here", FILE, instead(file)),
            _ => return None,
        };
        Some(Finding {
            values: vec![("what", it.what.to_string()), ("is_not_read", is_not_read.to_string()), ("why", why.to_string())],
            steps: vec![act(step)],
            proofs: vec![Proof::of(it.mark, &it.what)],
        })
    });
    remarks.collect()
}

/// What to give in place of a file.
fn instead(file: NoText) -> &'static str {
    match file {
        NoText::Picture => "Copy the words instead of taking a picture of them: select them in the page that shows them, copy and paste them here. One username is enough to begin.",
        NoText::Pdf => "Open the PDF, select its text, copy and paste it here.",
        NoText::Office => "Open the file, select the cells with their header, copy and paste them here; or save the sheet as CSV UTF-8 and drop that file.",
        NoText::Archive => "Unpack the archive and drop the files that were in it.",
    }
}
