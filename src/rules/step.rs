//! Steps that several actions share: one act each, the admin centre's path first, its labels exact.
//!
//! Sources of the labels: Microsoft Entra documentation, *Manage user profile info*, *Restore or remove a recently
//! deleted user*, *Provision on demand*, *Assign users and groups to an application*; help.maptician.com.

use crate::{
    case::{Case, LastDay},
    command,
    report::{Command, Maptician, Step},
    standing::{KeptOut, Stored},
};

/// One act in words.
pub fn act(text: impl Into<String>) -> Step {
    Step { text: text.into(), heading: None, commands: Vec::new() }
}

/// One act in words that name values of the user, as a rule's sentences do.
pub fn tell(case: &Case<'_>, template: &str) -> Step {
    act(case.fill(template))
}

impl Step {
    /// The same act as commands.
    pub fn with(mut self, commands: Vec<Command>) -> Step {
        self.commands = commands;
        self
    }

    /// The condition that this step and those after it stand under.
    pub fn under(mut self, heading: impl Into<String>) -> Step {
        self.heading = Some(heading.into());
        self
    }
}

/// The question of a deleted user, with its date: first what holds if nobody returns, then the restore.
pub fn may_return(case: &Case<'_>) -> Vec<Step> {
    let standing = case.standing;
    let gone = match (standing.left_before_deletion, standing.assignment_ended, standing.maptician) {
        // Source: Microsoft Entra, *How provisioning works*: who is out of scope is no longer managed, also when deleted.
        (true, _, Maptician::Inactive) => {
            "The account goes {end}. The record in Maptician stays, inactive and not counted: the user was out of scope before the deletion, so nothing tells Maptician to delete it."
        }
        (_, true, _) => "The account goes {end}.",
        _ => "Account and record go {end}.",
    };
    let gone = format!("Leave the account deleted: that is how somebody leaves for good. {gone}");
    let mut steps = vec![tell(case, &gone).under(case.fill("If {person} does not return"))];
    steps.push(
        restore(case).under(
            case.fill("If {person} may return, and no new account has the name: restore {restore_by}"),
        ),
    );
    if standing.assignment_ended {
        let found = standing.stored.as_ref().is_none_or(Stored::has_clean_name);
        if !found {
            steps.push(act("Write to Maptician support before the user is assigned again: the stored username is corrupted."));
        }
        steps.push(act("The assignment to Maptician has ended, too: a restore alone changes nothing there. Assign the user again only when Maptician is needed: Entra ID > Enterprise apps > Maptician > Users and groups > Add user/group."));
    } else {
        steps.push(disable_at_once(case));
        let name = if takes_a_new_name(case) { "the new name" } else { "{name}" };
        steps.push(tell(case, &format!("After the next sync cycle, about 40 minutes, the provisioning log shows Update, Success for {name}, and the stored name is clean. If nothing has changed after two cycles, paste the newest log entry here.")));
    }
    steps.push(seats());
    steps
}

/// Who or what deleted the user, and how to keep it from happening to people who may return.
///
/// Sources: Microsoft Entra, *Recover from deletions* (what deletes), *Prevent accidental deletions*.
pub fn not_again(case: &Case<'_>) -> Option<Step> {
    let text = match case.deleted_by() {
        // Accounts of the sync begin so; source: Microsoft Entra Connect, *Accounts and permissions*.
        Some(by) if by.name.starts_with("Sync_") || (by.application && case.standing.on_premises) => {
            "Directory sync deleted the account ({deleted_by}): the user was deleted in Active Directory, or left the scope of the sync. Disable people on leave there, and keep them in the scope. {prevention}"
        }
        Some(by) if by.application => {
            "{deleted_by} deleted the account by itself. Set it up to disable people who may return, and to delete only who leaves for good. {prevention}"
        }
        Some(_) => {
            "{deleted_by} deleted the account. Agree that people who may return are disabled{in_directory}, not deleted."
        }
        // Where the question of a return is asked, it says as much.
        None if case.restorable() || case.prefixed().is_none() => return None,
        None => {
            "The ID came before the name because the account was deleted. People who may return are disabled{in_directory}, not deleted."
        }
    };
    Some(tell(case, text).under("So that it does not happen again"))
}

/// Somebody else has the name by now, so the account comes back under another one.
fn takes_a_new_name(case: &Case<'_>) -> bool {
    !case.standing.on_premises && !case.rivals.is_empty() && case.object_id().is_some()
}

/// Restores the account, where the customer's accounts are kept.
fn restore(case: &Case<'_>) -> Step {
    if case.standing.on_premises {
        return act(
            "Bring the account back in Active Directory, from its recycle bin or back into the scope of the sync. The next sync restores the account in Entra; do not restore it in Entra alone.",
        );
    }
    let taken = case.rivals.first().filter(|_| takes_a_new_name(case));
    let Some(id) = case.object_id() else {
        return act("Entra ID > Users > Deleted users: select the user, then Restore user.");
    };
    match taken {
        Some((_, rival)) => act(format!(
            "Another user has this name now ({rival}). Restore under a new user principal name, with Graph or PowerShell, and replace the name in the command with the one you choose. Sign-in and licences come back.",
        ))
        .with(command::restore_as(id, &format!("new.name@{}", domain(&case.name())))),
        None => act(format!(
            "Has a new account the name? See All users; if so, add it here. Else Entra ID > Users > Deleted users: select the user, then Restore user. Sign-in{} come back. The Microsoft 365 admin centre asks for a new password.",
            if case.standing.assignment_ended { " and licences" } else { ", licences and the assignment to Maptician" }
        ))
        .with(command::restore(id)),
    }
}

/// Unless the person is back today, a restored account would count again within a cycle.
fn disable_at_once(case: &Case<'_>) -> Step {
    switch(
        case,
        "Not back at work today? Disable the account at once, or the user counts for billing again within about 40 minutes.",
        false,
    )
}

/// How somebody who was disabled comes back.
pub fn enable_on_return(case: &Case<'_>) -> Step {
    switch(
        case,
        "When the person returns, enable the account again: a later cycle brings the user back.",
        true,
    )
}

/// Blocks or allows sign-in, where the customer's accounts are kept.
fn switch(case: &Case<'_>, text: &str, enabled: bool) -> Step {
    let (verb, box_) = if enabled { ("Enable", "select") } else { ("Disable", "clear") };
    if case.standing.on_premises {
        return act(format!("{text} {verb} it in Active Directory: {verb}-ADAccount."));
    }
    let step = act(format!(
        "{text} Entra ID > Users: open the user, Edit properties > Settings, {box_} Account enabled, Save."
    ));
    match case.object_id() {
        Some(id) => step.with(command::switch(id, enabled)),
        None => step,
    }
}

/// What deactivating took away. Source: help.maptician.com, *How do I transfer or restore upcoming reservations for a user?*
pub fn seats() -> Step {
    act(
        "Cancelled seats and reservations do not come back by themselves: in Maptician, Occupants > Reservation Management restores or transfers them.",
    )
}

/// Settles one enabled user in under a minute; it serves neither disabled nor deleted ones.
pub fn provision_on_demand(case: &Case<'_>) -> Step {
    tell(
        case,
        "Entra ID > Enterprise apps > Maptician > Provisioning > Provision on demand: search for {name}, then Provision. It takes under a minute.",
    )
}

/// What brings a user into scope whose account lives: the assignment, unless the scoping step says that it is there.
///
/// Source: Microsoft Entra, *How provisioning works*; *No users are being provisioned*.
pub fn back_in_scope(case: &Case<'_>) -> Step {
    match case.standing.kept_out {
        Some(KeptOut::Filter) => act(
            "Compare the user’s properties in Entra with the scoping filter of provisioning; whoever set it up knows what it asks for. Editing the filter starts a full cycle for all users.",
        ),
        Some(KeptOut::Role) => act(
            "Entra ID > Enterprise apps > Maptician > Users and groups: see with which role the user is assigned. In jobs made before April 2020 Default Access does not count.",
        )
        .with(command::assignments()),
        None => act(
            "Entra ID > Enterprise apps > Maptician > Users and groups > Add user/group > None Selected > Select > Assign.",
        )
        .with(command::assignments()),
    }
}

/// How to see the newest entries for one user.
pub fn open_the_log(case: &Case<'_>) -> Step {
    let step = tell(
        case,
        "Entra ID > Enterprise apps > Maptician > Provisioning logs: search for {name}, open the newest entry and paste all of it here, or use Download > JSON.",
    );
    match case.object_id() {
        Some(id) => step.with(command::provisioning_log(id)),
        None => step,
    }
}

/// Why Entra may have left the user out, in the order worth checking: the account's own state first.
pub fn why_left_out(case: &Case<'_>) -> Vec<Step> {
    let own = act(
        "Entra leaves the user out as not effectively entitled. Look first whether the account is disabled or among the deleted users: Entra ID > Users, and Deleted users.",
    );
    let own = match case.object_id() {
        Some(id) => own.with(command::look_up_live(id)),
        None => own,
    };
    let assigned = "Then whether the user is assigned, directly or as a direct member of an assigned group, and with which role: Entra ID > Enterprise apps > Maptician > Users and groups.";
    vec![
        own,
        act(assigned).with(command::assignments()),
        act(
            "Last, whether a scoping filter leaves the user out. The scoping step of the newest entry says which of them it is.",
        ),
        open_the_log(case),
    ]
}

/// What support mends: until when, the message, and how to see that it worked.
pub fn by_support(case: &Case<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    if case.last_day() == Some(LastDay::NotShown) {
        // Source: Microsoft Entra, *How provisioning works* (what a deletion sends), *Restore or remove a recently deleted user*.
        let look = "Entra ID > Users > Deleted users: look for {name}, with an ID in front. Listed? Add its entry here, so that the message has the last day: 30 days after the deletion Entra removes the old account for good, and may delete Maptician’s record and its history with it. Not listed? Then there is no last day.";
        steps.push(tell(case, look).with(case.prefix_id().map(command::look_up_deleted).unwrap_or_default()));
    }
    steps.extend([write_to_support(), change_nothing(), healed(case)]);
    steps
}

/// The last step of whatever is mended: how to see that it worked.
pub fn healed(case: &Case<'_>) -> Step {
    tell(case, "It is healed when the provisioning log shows Success for {name}.")
}

/// Send the message below.
pub fn write_to_support() -> Step {
    act("Send the message below to Maptician support or your technical contact.")
}

/// Nothing that would break another link while one waits.
pub fn change_nothing() -> Step {
    act(
        "Until they answer, change nothing about this user: restoring, deleting, unassigning or editing the record by hand in Maptician would break more.",
    )
}

/// What a changed account may have to wait for.
pub fn wait_first(case: &Case<'_>) -> Option<Step> {
    let undated = case.standing.entra_since.is_none();
    undated.then(|| tell(case, "Was the account changed in Entra less than {two_cycles} minutes ago? Then wait: the change may still be on its way."))
}

fn domain(name: &str) -> &str {
    name.rsplit_once('@').map_or("contoso.com", |(_, domain)| domain)
}
