//! Steps that several actions share: one act each, the admin centre's path first, its labels exact.
//!
//! Sources of the labels: Microsoft Entra documentation, *Manage user profile info*, *Restore or remove a recently
//! deleted user*, *Provision on demand*, *Assign users and groups to an application*; help.maptician.com.

use crate::{
    case::Case,
    command,
    report::{Command, Step},
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
    let person = case.person();
    let gone = match case.deadline() {
        Some(it) => format!(
            "Leave the account deleted: that is how somebody leaves for good. Account and record go after {}.",
            it.in_words()
        ),
        None => "Leave the account deleted: that is how somebody leaves for good. Account and record go 30 days after the deletion."
            .to_string(),
    };
    let mut steps = vec![act(gone).under(format!("If {person} does not return"))];
    let when = match case.deadline() {
        Some(_) => format!("restore by {}", case.value("decide_by")),
        None => "restore within 30 days of the deletion".to_string(),
    };
    steps.push(restore(case).under(format!("If {person} may return: {when}")));
    steps.push(disable_at_once(case));
    steps.push(tell(case, "After the next sync cycle, about 40 minutes, the provisioning log shows Update, Success for {name}, and the stored name is clean. If nothing has changed after two cycles, paste the newest log entry here."));
    steps.extend(not_again(case));
    steps
}

/// Who or what deleted the user, and how to keep it from happening to people who may return.
fn not_again(case: &Case<'_>) -> Option<Step> {
    let by = case.user.current()?.state.deleted_by.as_ref()?;
    let name = &by.name;
    // Accounts of the sync begin so; source: Microsoft Entra Connect, *Accounts and permissions*.
    let text = if name.starts_with("Sync_") || case.standing.on_premises {
        format!(
            "Directory sync deleted the account ({name}): the user was deleted in Active Directory, or left the scope of the sync. Disable people on leave there, and keep them in the scope."
        )
    } else if by.application {
        format!(
            "{name} deleted the account by itself. Set it up to disable people who may return, and to delete only who leaves for good."
        )
    } else {
        format!("{name} deleted the account. Agree that people who may return are disabled, not deleted.")
    };
    Some(act(text).under("So that it does not happen again"))
}

/// Restores the account, where the customer's accounts are kept.
fn restore(case: &Case<'_>) -> Step {
    if case.standing.on_premises {
        return act(
            "Bring the account back in Active Directory, from its recycle bin or back into the scope of the sync. The next sync restores the account in Entra; do not restore it in Entra alone.",
        );
    }
    let taken = case.rivals.first();
    let Some(id) = case.object_id() else {
        return act("Entra ID > Users > Deleted users: select the user, then Restore user.");
    };
    match taken {
        Some((_, rival)) => act(format!(
            "Another user has this name now ({rival}). Restore under a new user principal name, with Graph or PowerShell, and replace the name in the command with the one you choose. Sign-in and licences come back.",
        ))
        .with(command::restore_as(id, &format!("new.name@{}", domain(&case.name())))),
        None => act(
            "Entra ID > Users > Deleted users: select the user, then Restore user. Sign-in, licences and the assignment to Maptician come back. The Microsoft 365 admin centre asks for a new password.",
        )
        .with(command::restore(id)),
    }
}

/// Unless the person is back today, a restored account would count again within a cycle.
fn disable_at_once(case: &Case<'_>) -> Step {
    let text = "Not back at work today? Disable the account at once, or the user counts for billing again within about 40 minutes.";
    if case.standing.on_premises {
        return act(format!("{text} Disable it in Active Directory: Disable-ADAccount."));
    }
    let step = act(format!(
        "{text} Entra ID > Users: open the user, Edit properties > Settings, clear Account enabled, Save."
    ));
    match case.object_id() {
        Some(id) => step.with(command::disable(id)),
        None => step,
    }
}

/// Settles one enabled user in under a minute; it serves neither disabled nor deleted ones.
pub fn provision_on_demand(case: &Case<'_>) -> Step {
    tell(
        case,
        "Entra ID > Enterprise apps > Maptician > Provisioning > Provision on demand: search for {name}, then Provision. It takes under a minute.",
    )
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

/// The last step of whatever support mends: how to see that it worked.
pub fn healed(case: &Case<'_>) -> Step {
    tell(
        case,
        "It is healed when the provisioning log shows Update, Success or Create, Success for {name}. For an enabled user, Provision on demand shows it in under a minute.",
    )
}

/// Send the message below.
pub fn write_to_support() -> Step {
    act(
        "Send the message below to Maptician support or your technical contact. It says which record and which account are meant.",
    )
}

/// Nothing that would break another link while one waits.
pub fn change_nothing() -> Step {
    act(
        "Until they answer, change nothing about this user: deleting, unassigning or editing the record by hand in Maptician would break more.",
    )
}

/// What a changed account may have to wait for.
pub fn wait_first(case: &Case<'_>) -> Option<Step> {
    let undated = case.standing.entra_since.is_none();
    undated.then(|| act("Was the account changed in Entra less than 80 minutes ago? Then wait: the change may still be on its way."))
}

fn domain(name: &str) -> &str {
    name.rsplit_once('@').map_or("contoso.com", |(_, domain)| domain)
}
