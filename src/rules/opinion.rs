//! Second opinions: what the web and Microsoft's pages usually advise in such a case, and why it is not a step here.
//!
//! Whoever looks further finds this advice; each is right somewhere, and would break or lose something for this user.

use crate::report;

/// One usual advice, and the answers beside which it is met.
pub struct Opinion {
    /// The codes of the actions.
    pub beside: &'static [&'static str],
    /// What is advised.
    pub advice: &'static str,
    pub why_not: &'static str,
    /// Where the advice and the reason come from.
    pub source: &'static str,
}

/// In the order in which people try them.
pub static OPINIONS: &[Opinion] = &[
    Opinion {
        beside: &["A311", "A312", "A313", "A315", "A316", "A341", "A342"],
        advice: "Take the user out of the assignment and assign again.",
        why_not: "Entra then looks the record up by its clean username once more, does not find it, and is refused as before. A link that still holds is cut.",
        source: "Microsoft Entra, No users are being provisioned; How provisioning works; Maptician provisioning tutorial.",
    },
    Opinion {
        beside: &["A311", "A312", "A313", "A315", "A321", "A322", "A323", "A324", "A325", "A317", "A330"],
        advice: "Restart provisioning, or reset it.",
        why_not: "A restart changes no stored username, and a deactivation that was not sent yet is lost: the user stays counted. A full reset breaks the links of all users.",
        source: "Microsoft Graph, synchronizationJobRestartCriteria; Microsoft Entra, How provisioning works, known limitations.",
    },
    Opinion {
        beside: &["A311", "A312", "A315"],
        advice: "Match on the object ID instead of the username.",
        why_not: "Maptician can be searched by the username alone. Another matching attribute finds nobody, and editing the mapping starts a new initial cycle for all users.",
        source: "Microsoft Entra, Maptician provisioning tutorial; How provisioning works.",
    },
    Opinion {
        beside: &["A311", "A312", "A315", "A316", "A318", "A319"],
        advice: "Delete the record that is in the way, or one of two, in Maptician.",
        why_not: "With a record goes its history for good, and which one Entra is linked to is not seen from outside. Support keeps the right one.",
        source: "Microsoft Entra, Analyze provisioning logs (DuplicateTargetEntries); help.maptician.com, What is the difference between deleting and deactivating an occupant?",
    },
    Opinion {
        beside: &["A311", "A312", "A315", "A351"],
        advice: "Delete the old account for good, to free the name.",
        why_not: "The name in Entra is free already. Maptician’s record does not change by it, and nobody can restore the account afterwards.",
        source: "Microsoft Entra, Restore or remove a recently deleted user.",
    },
    Opinion {
        beside: &["A351"],
        advice: "Create the account anew when the person returns.",
        why_not: "As a rule the deletion writes the old object ID before the stored username. Then Entra does not find the record for a new account, and Maptician refuses a second one.",
        source: "Microsoft Entra, How provisioning works; Maptician provisioning tutorial.",
    },
    Opinion {
        beside: &["A324", "A325", "A326", "A331"],
        advice: "Change the record by hand in Maptician.",
        why_not: "Entra neither sees nor undoes it, and what kept the change back stays: the next one may not arrive, either.",
        source: "Microsoft Entra, Known issues with provisioning.",
    },
];

/// What is met beside the actions that are there.
pub fn beside(is_there: &dyn Fn(&str) -> bool) -> Vec<report::Opinion> {
    let met = OPINIONS.iter().filter(|it| it.beside.iter().any(|code| is_there(code)));
    let written = |it: &Opinion| report::Opinion {
        beside: it.beside.iter().map(ToString::to_string).collect(),
        advice: it.advice.to_string(),
        why_not: it.why_not.to_string(),
        source: it.source.to_string(),
    };
    met.map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Question, explain};

    #[test]
    fn each_stands_beside_actions_that_exist() {
        for code in OPINIONS.iter().flat_map(|it| it.beside) {
            assert_eq!(explain(code).map(|it| it.question), Some(Question::Action), "{code}");
        }
    }
}
