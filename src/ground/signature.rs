//! What is no text, told by its first bytes.

/// A kind of file that holds no text to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoText {
    Picture,
    Pdf,
    /// An Excel workbook, or another file of an office program: they begin alike.
    Office,
    Archive,
}

/// A file begins with the bytes, so many bytes from its start.
type Signature = (NoText, usize, &'static [u8]);

/// The first that holds decides.
///
/// Sources: PNG, *5.2 PNG signature*; JFIF 1.02; GIF89a; RIFF WebP container; TIFF 6.0; ISO/IEC 23008-12 (HEIF), *brands*;
/// ISO 32000 (PDF), 7.5.2; ECMA-376-2 (`[Content_Types].xml`), MS-CFB 2.2; PKWARE APPNOTE 4.3; RFC 1952 (gzip); 7z, RAR.
const SIGNATURES: &[Signature] = &[
    (NoText::Picture, 0, b"\x89PNG\r\n\x1a\n"),
    (NoText::Picture, 0, b"\xff\xd8\xff"),
    (NoText::Picture, 0, b"GIF87a"),
    (NoText::Picture, 0, b"GIF89a"),
    (NoText::Picture, 8, b"WEBP"),
    (NoText::Picture, 0, b"II*\0"),
    (NoText::Picture, 0, b"MM\0*"),
    // A bitmap's size comes between these and four bytes that are always empty.
    (NoText::Picture, 6, b"\0\0\0\0\x36\0\0\0\x28"),
    (NoText::Picture, 4, b"ftyphei"),
    (NoText::Picture, 4, b"ftypmif1"),
    (NoText::Picture, 4, b"ftypavif"),
    (NoText::Pdf, 0, b"%PDF-"),
    (NoText::Office, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    // The first file of an archive is named behind thirty bytes.
    (NoText::Office, 30, b"[Content_Types].xml"),
    (NoText::Office, 30, b"_rels/"),
    (NoText::Office, 30, b"docProps/"),
    (NoText::Office, 30, b"xl/"),
    (NoText::Office, 30, b"mimetypeapplication/vnd.oasis"),
    (NoText::Archive, 0, b"PK\x03\x04"),
    (NoText::Archive, 0, b"PK\x05\x06"),
    (NoText::Archive, 0, b"\x1f\x8b\x08"),
    (NoText::Archive, 0, b"7z\xbc\xaf\x27\x1c"),
    (NoText::Archive, 0, b"Rar!\x1a\x07"),
];

/// What a file is whose first bytes these are, where it is no text.
pub fn no_text(head: &[u8]) -> Option<NoText> {
    let begins = |it: &&Signature| head.get(it.1..).is_some_and(|head| head.starts_with(it.2));
    SIGNATURES.iter().find(begins).map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        let zip = |name: &str| [b"PK\x03\x04".as_slice(), &[0; 26], name.as_bytes()].concat();
        assert_eq!(no_text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(NoText::Picture));
        assert_eq!(no_text(b"\0\0\0\x18ftypheic\0\0\0\0"), Some(NoText::Picture));
        assert_eq!(no_text(b"RIFF\x24\0\0\0WEBPVP8 "), Some(NoText::Picture));
        assert_eq!(no_text(b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"), Some(NoText::Picture));
        assert_eq!(no_text(b"%PDF-1.7\n"), Some(NoText::Pdf));
        assert_eq!(no_text(&zip("[Content_Types].xml")), Some(NoText::Office));
        assert_eq!(no_text(&zip("ProvisioningLogs.csv")), Some(NoText::Archive));
    }

    #[test]
    fn text_is_none_of_them() {
        for text in ["", "PK", "GIF of jo@contoso.com", "%PDF", "BM,MM,II*", "RIFF 1234 WEB", "MM/dd/yyyy"] {
            assert_eq!(no_text(text.as_bytes()), None, "{text}");
        }
    }
}
