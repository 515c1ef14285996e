//! The commands for many users.

use super::{Folder, code, fs, json, run, run_in, stderr, stdout};

const USERS: &str = "userPrincipalName,displayName,id,accountEnabled,userType,directorySynced
hal@contoso.com,Hal Moss,1b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4,True,Member,False
ida@contoso.com,Ida Wren,2b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4,False,Member,False
jan@contoso.com,Jan Poe,3b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4,True,Member,True
lea@contoso.com,Lea Sun,5b1f2e3d-4c5a-4b6c-8d7e-9f8091a2b3c4,True,Member,False
";

const DELETED: &str = r#"[{"id": "7c9e6679-f401-4c2b-a1d3-e5f60718293a", "displayName": "Fay Reed",
    "userPrincipalName": "7c9e6679f4014c2ba1d3e5f60718293afay@contoso.com", "deletedDateTime": "2026-06-20T10:00:00Z"}]"#;

const RECORDS: &str = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "ida@contoso.com",
    "active": true, "meta": {"resourceType": "User"}}"#;

const NOON: &str = "2026-06-30T12:00:00Z";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("users.csv", USERS.as_bytes());
    folder.write("deleted.json", DELETED.as_bytes());
    folder.write("scim.json", RECORDS.as_bytes());
    folder
}

#[test]
fn a_script_takes_nobody_by_default() {
    let folder = folder();
    for command in [&["script", "restore"][..], &["script", "disable"], &["bulk-restore"]] {
        let output = run_in(&folder.0, &[command, &["deleted.json"]].concat(), b"");
        assert_eq!((code(&output), stdout(&output)), (2, ""));
        assert!(stderr(&output).contains("--user NAME or --users LIST"), "{}", stderr(&output));
    }
    // A look-up changes nothing; here nobody needs one.
    let output = run_in(&folder.0, &["script", "look-up", "deleted.json"], b"");
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "scim-checkup: there is nobody to write a script for\n");
}

#[test]
fn a_script_is_for_whole_names_and_says_who_is_left_out() {
    let folder = folder();
    let given = ["script", "restore", "deleted.json", "users.csv", "--as-of", NOON, "--user", "Fay Reed"];
    let output = run_in(&folder.0, &given, b"");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    assert!(
        stdout(&output)
            .contains("@{ Id = '7c9e6679-f401-4c2b-a1d3-e5f60718293a'; Name = 'fay@contoso.com' }")
    );
    assert!(
        stdout(&output).ends_with("\nRestore-Listed -Users $listed -WhatIf\nRestore-Listed -Users $listed\n")
    );

    let more = ["--user", "fay", "--user", "hal@contoso.com", "--then-disable"];
    let output = run_in(&folder.0, &[&given[..], &more].concat(), b"");
    assert_eq!(code(&output), 1);
    assert_eq!(
        stderr(&output),
        "scim-checkup: nobody is called fay\nscim-checkup: left out hal@contoso.com: not deleted, so there is nothing to restore\n"
    );
    assert!(stdout(&output).contains("Disable-Listed -Users $listed\n"));
}

#[test]
fn the_file_for_bulk_restore_overwrites_nothing() {
    let folder = folder();
    let given =
        ["bulk-restore", "deleted.json", "--as-of", NOON, "--user", "fay@contoso.com", "-o", "restore.csv"];
    let output = run_in(&folder.0, &given, b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("Users > Deleted users > Bulk restore"));
    let file = fs::read_to_string(folder.0.join("restore.csv")).unwrap();
    assert_eq!(
        file,
        "version:v1.0\r\nObject ID [objectId] Required\r\n7c9e6679-f401-4c2b-a1d3-e5f60718293a\r\n"
    );
    let output = run_in(&folder.0, &given, b"");
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "scim-checkup: cannot write restore.csv: it exists already\n");
    // The checkup knows its own file for a request: nobody in it is deleted for that.
    let output = run_in(&folder.0, &["restore.csv", "--json"], b"");
    assert_eq!(json(&output)["users"][0]["entra"], "unknown");
}

#[test]
fn leavers_are_told_apart_and_counted_against_the_threshold() {
    let folder = folder();
    let list = b"hal@contoso.com\r\nida@contoso.com\r\njan@contoso.com\r\nLea Sun\r\nnobody@contoso.com\r\n";
    folder.write("leaving.txt", list);
    let given = ["leavers", "leaving.txt", "--as-of", NOON, "--entra", "users.csv", "deleted.json"];
    let output = run_in(&folder.0, &given, b"");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    for part in [
        "3 changes at most in one cycle: below the threshold",
        "Disable in Entra: 2 users",
        "Not found: 1 user",
    ] {
        assert!(stdout(&output).contains(part), "no {part:?} in\n{}", stdout(&output));
    }

    let output = run_in(&folder.0, &[&given[..], &["--json", "--threshold", "2"]].concat(), b"");
    let leavers = json(&output);
    assert_eq!(leavers["batch"]["trips"], true);
    assert_eq!(leavers["leavers"][1]["step"], "alreadyDisabled");
    assert_eq!(leavers["leavers"][3]["part"], 3);

    let of_part = |part: &[&str]| {
        run_in(&folder.0, &[&given[..], &["--script", "--threshold", "2"], part].concat(), b"")
    };
    let output = of_part(&[]);
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("Choose one with --part 1 to 3"), "{}", stderr(&output));
    let third = of_part(&["--part", "3"]);
    assert!(stdout(&third).contains("Name = 'lea@contoso.com'") && !stdout(&third).contains("Name = 'hal@"));
    // In the second part is only somebody who is disabled in Active Directory.
    assert_eq!(code(&of_part(&["--part", "2"])), 2);
    assert_eq!(code(&of_part(&["--part", "4"])), 2);
}

#[test]
fn both_sides_are_held_against_each_other() {
    let folder = folder();
    let given = ["reconcile", "--whole", "users.csv", "scim.json", "deleted.json", "--as-of", NOON];
    let output = run_in(&folder.0, &given, b"");
    assert_eq!(code(&output), 1);
    let text = stdout(&output);
    for part in
        ["Now 1 user counts", "The states differ: 1 user", "No file is shown to be all of Maptician’s users"]
    {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let output = run_in(&folder.0, &[&given[..], &["--json"]].concat(), b"");
    assert_eq!(json(&output)["seats"]["now"]["counted"], 1);
}

#[test]
fn two_dates_are_compared_from_reports_and_from_files() {
    let folder = folder();
    let old =
        run_in(&folder.0, &["--json", "--as-of", "2026-06-25T12:00:00Z", "scim.json", "users.csv"], b"");
    folder.write("old.json", &old.stdout);
    folder.write("scim.json", RECORDS.replace("true", "false").as_bytes());
    let given = ["compare", "old.json", "--with", "scim.json", "users.csv", "--as-of", NOON];
    let output = run_in(&folder.0, &given, b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).starts_with("From 25 June 2026, 12:00 UTC to 30 June 2026, 12:00 UTC.\n"));
    assert!(stdout(&output).contains("Healed: 1 user\n  ida@contoso.com"), "{}", stdout(&output));
    let output = run_in(&folder.0, &[&given[..], &["--json"]].concat(), b"");
    assert_eq!(json(&output)["rows"][0]["change"], "healed");

    // Files say nothing of their day; and who is new cannot be told from a part.
    let output = run_in(&folder.0, &["compare", "users.csv", "--with", "scim.json"], b"");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--old-as-of"), "{}", stderr(&output));
    let part = run_in(&folder.0, &["--json", "--user", "hal@contoso.com", "users.csv"], b"");
    folder.write("part.json", &part.stdout);
    let output = run_in(&folder.0, &["compare", "part.json", "--with", "old.json"], b"");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("written with --user or --only"), "{}", stderr(&output));
    let output = run_in(&folder.0, &["compare", "users.csv", "--old-as-of", NOON, "--with", "old.json"], b"");
    assert!(stderr(&output).contains("OLD comes first"), "{}", stderr(&output));
}

#[test]
fn every_command_for_many_has_its_help_and_stands_in_the_list() {
    let help = run(&["--help"], "");
    for command in ["script", "bulk-restore", "leavers", "reconcile", "compare"] {
        assert!(stdout(&help).contains(&format!("scim-checkup {command} ")), "{command}");
        let output = run(&[command, "--help"], "");
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("Usage: scim-checkup"), "{command}");
    }
}

#[test]
fn nothing_is_written_from_material_that_could_not_be_read() {
    let folder = folder();
    let given = ["script", "restore", "deleted.json", "missing.csv", "--user", "fay@contoso.com"];
    let output = run_in(&folder.0, &given, b"");
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert_eq!(stderr(&output), "scim-checkup: cannot open missing.csv: no such file\n");
}
