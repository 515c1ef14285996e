//! What stands around the list in each script. None of it comes from the material.

use super::add;

/// One kind of script.
pub struct Template {
    /// What the list is of, after the name of the product.
    pub title: &'static str,
    /// What to know before it is run, a line each.
    pub notes: &'static [&'static str],
    pub scopes: &'static [&'static str],
    pub role: &'static str,
    pub functions: &'static [&'static Function],
    /// The end of the script. Its last line alone asks: what is pasted behind a question would answer it.
    pub calls: &'static str,
}

/// A function over the list, as pieces of PowerShell that stand at their places in [`Function::write`].
pub struct Function {
    name: &'static str,
    /// What it finds out once.
    before: &'static str,
    /// What it finds out of each user now, for an export is of another day. Whoever the act does not fit is left alone.
    look: &'static str,
    /// Asked for, done, and what is said of it then; a function without it changes nothing and does not ask.
    act: Option<(&'static str, &'static str, &'static str)>,
}

impl Function {
    pub fn write(&self, text: &mut String) {
        let asks = if self.act.is_some() { "SupportsShouldProcess, ConfirmImpact = 'High'" } else { "" };
        add(
            text,
            &[
                "function ",
                self.name,
                " {\n    [CmdletBinding(",
                asks,
                ")]\n    param($Users)\n    if (-not (Get-MgContext)) { Write-Warning 'Not signed in to Microsoft Graph: nothing is done.'; return }\n",
                self.before,
                "    foreach ($user in $Users) {\n        $who = \"$($user.Name) ($($user.Id))\"\n        try {\n",
                self.look,
            ],
        );
        if let Some((verb, act, done)) = self.act {
            add(
                text,
                &[
                    "            if (-not $PSCmdlet.ShouldProcess($who, '",
                    verb,
                    "')) { continue }\n",
                    act,
                    "            \"",
                    done,
                    ": $who\"\n",
                ],
            );
        }
        add(
            text,
            &[
                "        }\n        catch { Write-Warning \"Failed: $who. $($_.Exception.Message)\" }\n    }\n}\n",
            ],
        );
    }
}

const ASKS: &str = "It first lists what it would do, then asks for each user: Y does it, N leaves the user out, A does it for all that follow.";

pub static RESTORE: Template = Template {
    title: "restore the deleted users who shall come back",
    notes: &[
        "Read the list: everybody in it shall come back. Whoever left for good stays deleted; take that line out.",
        ASKS,
        "A restored user counts for billing again within about 40 minutes, unless the account is disabled.",
    ],
    scopes: &["User.DeleteRestore.All", "User.Read.All"],
    role: "User Administrator",
    functions: &[&RESTORE_LISTED],
    calls: "Restore-Listed -Users $listed -WhatIf\nRestore-Listed -Users $listed\n",
};

pub static RESTORE_AND_DISABLE: Template = Template {
    title: "restore the deleted users who shall come back, and disable them until then",
    notes: &[
        "Read the list: everybody in it shall come back, and nobody in it is back at work today.",
        "Whoever left for good stays deleted; take that line out.",
        ASKS,
        "Between the two it waits a minute: so long a restored account may take to show.",
    ],
    scopes: &["User.DeleteRestore.All", "User.EnableDisableAccount.All", "User.Read.All"],
    role: "User Administrator",
    functions: &[&RESTORE_LISTED, &DISABLE_LISTED],
    calls: "Restore-Listed -Users $listed -WhatIf\nRestore-Listed -Users $listed; Start-Sleep -Seconds 60; Disable-Listed -Users $listed\n",
};

pub static DISABLE: Template = Template {
    title: "disable users",
    notes: &[
        "Sign-in is blocked. Within about 40 minutes Maptician sets them inactive, and they no longer count for billing.",
        "Their seat assignments and future reservations in Maptician are cancelled; the history stays.",
        ASKS,
    ],
    scopes: &["User.EnableDisableAccount.All", "User.Read.All"],
    role: "User Administrator (for administrators: Privileged Authentication Administrator)",
    functions: &[&DISABLE_LISTED],
    calls: "Disable-Listed -Users $listed -WhatIf\nDisable-Listed -Users $listed\n",
};

pub static ENABLE: Template = Template {
    title: "enable users who are back",
    notes: &[
        "They may sign in again. With a later cycle, in about 40 minutes, Maptician sets them active, and they count for billing.",
        ASKS,
        "Faster: after this, scim-checkup script on-demand, with an export that shows them enabled.",
    ],
    scopes: &["User.EnableDisableAccount.All", "User.Read.All"],
    role: "User Administrator (for administrators: Privileged Authentication Administrator)",
    functions: &[&Function {
        name: "Enable-Listed",
        before: "",
        look: concat!(
            "            $now = Get-MgUser -Filter \"id eq '$($user.Id)'\" -Property Id,AccountEnabled,OnPremisesSyncEnabled -ErrorAction Stop\n",
            "            if (-not $now) { \"Left alone, not among the live users: $who\"; continue }\n",
            "            if ($now.OnPremisesSyncEnabled) { \"Left alone, enabled in Active Directory: $who\"; continue }\n",
            "            if ($now.AccountEnabled -eq $true) { \"Left alone, enabled already: $who\"; continue }\n",
        ),
        act: Some((
            "Enable",
            "            Update-MgUser -UserId $user.Id -AccountEnabled:$true -ErrorAction Stop\n",
            "Enabled",
        )),
    }],
    calls: "Enable-Listed -Users $listed -WhatIf\nEnable-Listed -Users $listed\n",
};

pub static LOOK_UP: Template = Template {
    title: "find accounts among the live and the deleted users",
    notes: &[
        "It changes nothing. Paste what it prints into SCIM Checkup, beside what you have.",
        "Whoever it prints nothing for is in neither list: the account is gone for good, or of another tenant.",
    ],
    scopes: &["User.Read.All"],
    role: "User Administrator",
    functions: &[&Function {
        name: "Find-Listed",
        before: "",
        look: concat!(
            "            $live = Get-MgUser -Filter \"id eq '$($user.Id)'\" -Property Id,DisplayName,UserPrincipalName,Mail,AccountEnabled,OnPremisesSyncEnabled -ErrorAction Stop\n",
            "            if ($live) { $live | Select-Object Id,DisplayName,UserPrincipalName,Mail,AccountEnabled,OnPremisesSyncEnabled; continue }\n",
            "            Get-MgDirectoryDeletedItemAsUser -DirectoryObjectId $user.Id -Property Id,DisplayName,UserPrincipalName,DeletedDateTime,OnPremisesSyncEnabled -ErrorAction Stop |\n",
            "                Select-Object Id,DisplayName,UserPrincipalName,DeletedDateTime,OnPremisesSyncEnabled\n",
        ),
        act: None,
    }],
    calls: "Find-Listed -Users $listed | ConvertTo-Json\n",
};

pub static PROVISION: Template = Template {
    title: "provision users on demand, instead of waiting for the next cycle",
    notes: &[
        "It serves users who are enabled and assigned, or who were unassigned; neither disabled nor deleted users, and nobody restored just now.",
        "An assignment takes some minutes to be seen. The application is looked for by the name Maptician.",
        ASKS,
        "What became of it stands in the provisioning log.",
    ],
    scopes: &["Synchronization.ReadWrite.All", "Application.Read.All", "User.Read.All"],
    role: "Application Administrator",
    functions: &[&Function {
        name: "Sync-Listed",
        before: concat!(
            "    $app = @(Get-MgServicePrincipal -Filter \"displayName eq 'Maptician'\")\n",
            "    if ($app.Count -ne 1) { Write-Warning \"There are $($app.Count) applications of the name Maptician: nothing is done.\"; return }\n",
            "    $jobs = @(Get-MgServicePrincipalSynchronizationJob -ServicePrincipalId $app[0].Id)\n",
            "    if ($jobs.Count -ne 1) { Write-Warning \"The application has $($jobs.Count) provisioning jobs: nothing is done.\"; return }\n",
            "    $job = \"/v1.0/servicePrincipals/$($app[0].Id)/synchronization/jobs/$($jobs[0].Id)\"\n",
            "    $rules = @((Invoke-MgGraphRequest -Method GET -Uri \"$job/schema\").synchronizationRules)\n",
            "    if ($rules.Count -ne 1) { Write-Warning \"The job has $($rules.Count) rules: nothing is done.\"; return }\n",
        ),
        look: concat!(
            "            $now = Get-MgUser -Filter \"id eq '$($user.Id)'\" -Property Id,AccountEnabled -ErrorAction Stop\n",
            "            if (-not $now) { \"Left alone, not among the live users: $who\"; continue }\n",
            "            if ($now.AccountEnabled -ne $true) { \"Left alone, not enabled: $who\"; continue }\n",
        ),
        act: Some((
            "Provision on demand",
            concat!(
                "            $body = @{ parameters = @(@{ ruleId = $rules[0].id; subjects = @(@{ objectId = $user.Id; objectTypeName = 'User' }) }) }\n",
                "            Invoke-MgGraphRequest -Method POST -Uri \"$job/provisionOnDemand\" -Body ($body | ConvertTo-Json -Depth 5) -ContentType 'application/json' | Out-Null\n",
                "            Start-Sleep -Seconds 3\n",
            ),
            "Asked for",
        )),
    }],
    calls: "Sync-Listed -Users $listed -WhatIf\nSync-Listed -Users $listed\n",
};

static RESTORE_LISTED: Function = Function {
    name: "Restore-Listed",
    before: "",
    look: concat!(
        "            $now = Get-MgDirectoryDeletedItemAsUser -DirectoryObjectId $user.Id -Property Id,UserPrincipalName,DeletedDateTime,OnPremisesSyncEnabled -ErrorAction Stop\n",
        "            if ($now.OnPremisesSyncEnabled) { \"Left alone, brought back in Active Directory: $who\"; continue }\n",
    ),
    act: Some((
        "Restore",
        "            Restore-MgDirectoryDeletedItem -DirectoryObjectId $user.Id -ErrorAction Stop | Out-Null\n",
        "Restored",
    )),
};

static DISABLE_LISTED: Function = Function {
    name: "Disable-Listed",
    before: "",
    look: concat!(
        "            $now = Get-MgUser -Filter \"id eq '$($user.Id)'\" -Property Id,AccountEnabled,OnPremisesSyncEnabled -ErrorAction Stop\n",
        "            if (-not $now) { \"Left alone, not among the live users: $who\"; continue }\n",
        "            if ($now.OnPremisesSyncEnabled) { \"Left alone, disabled in Active Directory: $who\"; continue }\n",
        "            if ($now.AccountEnabled -eq $false) { \"Left alone, disabled already: $who\"; continue }\n",
    ),
    act: Some((
        "Disable",
        "            Update-MgUser -UserId $user.Id -AccountEnabled:$false -ErrorAction Stop\n",
        "Disabled",
    )),
};
