//! What a console printed, in and calls out.

use super::tests::check;

#[test]
fn lists_of_properties() {
    check(
        "PS C:\\> Get-User\n\n\nid       : 1\nuserName : ada\nempty    :\n\nid       : 2\nuserName : ben\nempty    : x y\n\nthe end",
        &[
            "1: prose PS C:\\> Get-User",
            r#"4: list {id:"1" userName:"ada" empty:null}"#,
            r#"8: list {id:"2" userName:"ben" empty:"x y"}"#,
            "4: end of table, 2 rows",
            "12: prose the end",
        ],
    );
    // Other labels are another listing.
    check(
        "id   : 1\nname : a\n\nid : 2\nx  : y",
        &[
            r#"1: list {id:"1" name:"a"}"#,
            "1: end of table, 1 rows",
            r#"4: list {id:"2" x:"y"}"#,
            "4: end of table, 1 rows",
        ],
    );
    // Where one blank is left of several, no column is: a chat and a page do that.
    check("id : 1\nname : a", &[r#"1: list {id:"1" name:"a"}"#, "1: end of table, 1 rows"]);
    // One property, colons in several columns, nothing that anybody knows: text.
    check("id : 1\n", &["1: prose id : 1"]);
    check("id  : 1\nname : a", &["1: prose id  : 1", "2: also name : a"]);
    check("a  : 1\nbc : {\"id\": 2}", &["1: prose a  : 1", "2: also bc :", "2: {id:2}"]);
    check("> Host: x\n> Accept: y", &["1: prose Host: x", "2: also Accept: y"]);
}

#[test]
fn what_is_cut_out_of_a_list_leaves_two_torn_parts() {
    // The end of one line, or the begin of a line and the end of another.
    for cut in ["userName : ad\nben\nid", "userName : ad\ndisplayN\nben\nid"] {
        let first = cut.lines().count() + 1;
        check(
            &format!("name     : a\n{cut}       : 2\nx        : y"),
            &[
                r#"1: list torn {name:"a" userName:"ad"}"#,
                "3: problem Something is missing or garbled",
                "1: end of table, 1 rows",
                &format!(r#"{first}: list torn {{id:"2" x:"y"}}"#),
                &format!("{first}: end of table, 1 rows"),
            ],
        );
    }
}

#[test]
fn values_of_a_console() {
    check(
        "id      : {a, b, c, d...}\nparts   : {@{id=1; n=}, @{id=2; n={x, y}}}\ntype    : System.Object[]\ncut     : abc...\nnothing : {}",
        &[
            r#"1: list {id:["a" "b" "c"] parts:[{id:"1" n:null} {id:"2" n:["x" "y"]}] type:? cut:"abc"… nothing:[]}"#,
            "1: end of table, 1 rows",
        ],
    );
}

#[test]
fn values_go_on_below() {
    // In the middle of a word at the edge, at a blank before it, behind a blank line of the value's own.
    check(
        "id   : abcdefghij\n       klm\nname : Ada\n       Marsh\nnote : a\n\n       b\n",
        &[r#"1: list {id:"abcdefghijklm" name:"AdaMarsh" note:"ab"}"#, "1: end of table, 1 rows"],
    );
    check(
        "id   : 1\nname : one two three four five six seven\n       eight nine\n",
        &[
            r#"1: list {id:"1" name:"one two three four five six seveneight nine"}"#,
            "1: end of table, 1 rows",
        ],
    );
    check(
        "id   : 1\nname : one two\n       three four five\n",
        &[r#"1: list {id:"1" name:"one two three four five"}"#, "1: end of table, 1 rows"],
    );
    // At the margin, where the console's edge broke the line.
    check(
        "id       : 1\nuserName : somebody.with.a.long.name@contos\no.com\n\nend",
        &[
            r#"1: list {id:"1" userName:"somebody.with.a.long.name@contoso.com"}"#,
            "1: end of table, 1 rows",
            "5: prose end",
        ],
    );
    check(
        "> id       : 1\n> userName : ada\n> \n> bye",
        &[r#"1: list {id:"1" userName:"ada"}"#, "1: end of table, 1 rows", "4: prose bye"],
    );
}

#[test]
fn tables_with_a_ruler() {
    check(
        "id   userName  n\n--   --------  -\n1    ada       2\n     ben@x\n3    \u{738b}\u{5c0f}      4\n5    much.too.long.a.name 6\n7    cu...     8\n\nend",
        &[
            r#"3: ruled {id:"1" userName:"ada" n:"2"}"#,
            r#"4: ruled {id:null userName:"ben@x" n:null}"#,
            "6: problem This line does not fit",
            r#"5: ruled {id:"3" userName:"王小" n:"4"}"#,
            r#"7: ruled {id:"7" userName:"cu"… n:"8"}"#,
            "1: end of table, 4 rows, incomplete",
            "6: prose 5    much.too.long.a.name 6",
            "9: prose end",
        ],
    );
    // A title, a table that nobody knows.
    check("title\n-----\n1", &["1: prose title", "2: also -----", "3: also 1"]);
    check("a  b\n-- --\n1  2", &["1: prose a  b", "2: also -- --", "3: also 1  2"]);
}
