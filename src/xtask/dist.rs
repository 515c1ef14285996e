//! Makes `dist/` of the two wasm files, their scripts, and what lies in `www/`.

use std::{fs, path::PathBuf};

use crate::{
    Failure, Shipped, apart, catalogue,
    comments::{self, CSS, HTML},
    library::Library,
    minify, offline, root, script, stamp,
    wasm::{self, Kind},
};

/// The page's module, of these parts; the last one is what importers see.
const PAGE: &[&str] =
    &["whole.js", "beside.js", "assets.js", "engine.js", "checkup.js", "element.js", "scim-checkup.js"];

/// The widget's style, of these sheets in `www/style/`: parts in the order they stand on the page, then what changes with
/// the widget's width and the reader's system, which must win over them.
const STYLE: &[&str] = &[
    "base",
    "controls",
    "signs",
    "bar",
    "field",
    "documents",
    "headline",
    "problems",
    "user",
    "name",
    "answers",
    "below",
    "taking",
    "what-if",
    "overview",
    "many",
    "dropping",
    "column",
    "page",
    "mirrored",
    "system",
    "print",
];

/// Builds everything and writes it to `dist/`. Nothing is written unless everything could be built.
pub fn build() -> Result<Shipped, Failure> {
    let library = Library::find()?;
    let view = wasm::build("scim-checkup-widget", Kind::View, "scim-checkup-view", library)?;
    let engine = wasm::build("scim-checkup-engine", Kind::Engine, "scim-checkup-engine", library)?;

    let mut shipped = Shipped::new();
    let mut parts = Vec::new();
    for name in PAGE {
        parts.push((*name, source(name)?));
    }
    let mut style = String::new();
    for name in STYLE {
        style += &comments::left_out(&source(&format!("style/{name}.css"))?, CSS);
    }
    let page = script::page(&parts, &style)?;
    let worker =
        script::worker(&engine.script, &[source("whole.js")?, source("saved.js")?], &source("worker.js")?);
    shipped.insert("scim-checkup.js".into(), minify::module(&page)?.into());
    shipped.insert("scim-checkup-view.js".into(), minify::module(&view.script)?.into());
    shipped.insert("scim-checkup-view.wasm".into(), apart::apart(&view.wasm)?);
    shipped.insert("scim-checkup-worker.js".into(), minify::classic(&worker)?.into());
    shipped.insert("catalogue.html".into(), catalogue::page(&source("catalogue.html")?).into());
    shipped.insert("catalogue.js".into(), minify::module(&source("catalogue.js")?)?.into());
    shipped.insert("embed.js".into(), minify::module(&source("embed.js")?)?.into());
    shipped.insert("scim-checkup-engine.wasm".into(), apart::apart(&engine.wasm)?);
    for (name, bytes) in as_they_are()? {
        shipped.insert(name, bytes);
    }
    stamp::put(&mut shipped)?;
    let within =
        script::within(&source("within.js")?, &view.script, &worker, |name| offline::packed(&shipped[name]))?;
    for part in &mut parts {
        if part.0 == "beside.js" {
            part.1.clone_from(&within);
        }
    }
    let alone = minify::module(&script::page(&parts, &style)?)?;
    shipped.insert("scim-checkup-offline.html".into(), offline::page(&shipped, &alone)?.into());
    write(&shipped)?;
    Ok(shipped)
}

/// Where the shipped files lie.
pub fn folder() -> PathBuf {
    root().join("dist")
}

fn source(name: &str) -> Result<String, Failure> {
    fs::read_to_string(root().join("www").join(name)).map_err(|error| format!("www/{name}: {error}").into())
}

/// What `www/` has beside the sources of the scripts: pages and their styles without comments, pictures, types.
fn as_they_are() -> Result<Shipped, Failure> {
    let mut files = Shipped::new();
    for entry in fs::read_dir(root().join("www"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let made_elsewhere = name.ends_with(".js") || name == "catalogue.html" || name.starts_with('.');
        if !entry.file_type()?.is_file() || made_elsewhere {
            continue;
        }
        let bytes = match name.rsplit('.').next() {
            Some("css") => comments::left_out(&source(&name)?, CSS).into(),
            Some("html") => comments::left_out(&source(&name)?, HTML).into(),
            _ => fs::read(entry.path())?,
        };
        files.insert(name, bytes);
    }
    Ok(files)
}

/// Writes the files and removes what an earlier build left that is no longer shipped.
fn write(shipped: &Shipped) -> Result<(), Failure> {
    fs::create_dir_all(folder())?;
    for entry in fs::read_dir(folder())? {
        let entry = entry?;
        let known = shipped.contains_key(entry.file_name().to_string_lossy().as_ref());
        if !known && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, bytes) in shipped {
        fs::write(folder().join(name), bytes)?;
    }
    Ok(())
}
