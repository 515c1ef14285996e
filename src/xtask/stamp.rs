//! Which version and which build the embed page is of, and the offline file, which is made of it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::{Failure, Shipped};

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How many digits of the hash are shown: enough to tell builds apart, few enough to read out.
const DIGITS: usize = 12;

/// The pages that show the hash cannot be in it.
const SHOW_IT: [&str; 2] = ["embed.html", "scim-checkup-offline.html"];

/// Puts version and build into the embed page.
pub fn put(shipped: &mut Shipped) -> Result<(), Failure> {
    let mut page = String::from_utf8_lossy(&shipped["embed.html"]).into_owned();
    for (place, value) in [("{version}", VERSION), ("{build}", &build(shipped))] {
        if page.matches(place).count() != 1 {
            return Err(format!("www/embed.html: `{place}` must stand once").into());
        }
        page = page.replace(place, value);
    }
    shipped.insert("embed.html".into(), page.into());
    Ok(())
}

/// The beginning of a SHA-256 over the SHA-256 of each file with its name, as `sha256sum * | sha256sum` has it: whoever
/// has the files can work it out without a program of ours.
pub fn build(shipped: &Shipped) -> String {
    let mut list = String::new();
    for (name, bytes) in shipped.iter().filter(|it| !SHOW_IT.contains(&it.0.as_str())) {
        list += &format!("{}  {name}\n", hex(bytes));
    }
    hex(list.as_bytes())[..DIGITS].to_string()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, it| {
        let _ = write!(text, "{it:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(files: &[(&str, &str)]) -> Shipped {
        files.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_build_is_told_by_every_file_but_the_pages_that_show_it() {
        // printf 'a {}\n' > a.css; printf 'b\n' > b.js; sha256sum * | sha256sum
        let files = [("a.css", "a {}\n"), ("b.js", "b\n"), ("embed.html", "one")];
        let one = build(&shipped(&files));
        assert_eq!(one, "072fb07d2008");
        assert_eq!(build(&shipped(&[files[0], files[1], ("embed.html", "two")])), one);
        assert_ne!(build(&shipped(&[files[0], ("b.js", "c\n")])), one);
    }

    #[test]
    fn the_page_must_have_a_place_for_both() {
        let mut with = shipped(&[("embed.html", "{version} {build}")]);
        put(&mut with).unwrap();
        let page = String::from_utf8(with["embed.html"].clone()).unwrap();
        assert_eq!(page, format!("{VERSION} {}", build(&with)));
        assert!(put(&mut shipped(&[("embed.html", "{version}")])).is_err());
    }
}
