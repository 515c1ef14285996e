//! Files that are no text: told by what they begin with, with what to give instead, and never read.

use scim_checkup_rules::{Given, Report, Session, Time};

/// What files begin with, what they are called, and what is asked for instead.
const FILES: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80", "a picture", "copy and paste them here"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "a picture", "copy and paste them here"),
    (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "a PDF", "select its text"),
    (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0A7\x82\xcf\x6e\x01\0\0\x04\x05\0\0\x13\0\x08\x02[Content_Types].xml", "an Excel workbook", "select the cells"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", "an Excel workbook", "select the cells"),
    (b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x0d\0\0\0auditLogs.csv", "a compressed archive", "Unpack"),
    (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "a compressed archive", "Unpack"),
];

/// A name that stands somewhere in each of them.
const NAME: &str = "4be07c52a1f9466c8d5e0b93f17ad2c8jules@harborline.example";

fn report(bytes: &[u8], chunk: usize) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-11-24T12:00:00Z").unwrap());
    session.open(Given { name: "file".to_string(), ..Given::default() });
    bytes.chunks(chunk).for_each(|it| session.push(it));
    session.finish()
}

#[test]
fn a_file_that_is_no_text_is_told_and_not_read() {
    for (begins, called, instead) in FILES {
        let text = format!("{}\n{NAME}\n", " ".repeat(100));
        for bytes in [begins.to_vec(), [begins, text.as_bytes()].concat()] {
            let report = report(&bytes, 7);
            assert!(report.users.is_empty(), "{called}: {:?}", report.users);
            let [notice] = &*report.notices else { panic!("{called}: {:?}", report.notices) };
            assert_eq!(notice.code, "N414");
            assert!(notice.title.contains(called), "{}", notice.title);
            assert!(notice.steps[0].text.contains(instead), "{}", notice.steps[0].text);
            let document = &report.documents[0];
            assert_eq!((document.records, document.ignored, document.problem_count), (0, 0, 1));
            assert_eq!(document.problems[0].line, 1);
            assert_eq!(document.bytes, bytes.len() as u64);
        }
    }
}

#[test]
fn text_that_speaks_of_such_files_is_read() {
    for text in ["%PDF is what she sent", "PK, GIF, PNG:", "Rar! II* MM"] {
        let report = report(format!("{text} {NAME}").as_bytes(), 7);
        assert_eq!(report.users.len(), 1, "{text}");
        assert!(report.notices.iter().all(|it| it.code != "N414"), "{text}");
    }
}
