//! The picture in the README: the widget as it is, not as it was drawn once.

use crate::{
    Failure, browser,
    command::{program, run},
    dist, root,
    serve::Server,
};

/// Takes the picture anew.
pub fn shots() -> Result<(), Failure> {
    let chromium = browser::find_or_install()?;
    browser::install_packages()?;
    dist::build()?;
    let server = Server::start(Some(0))?;
    run(program("node")
        .arg("browser/picture.mjs")
        .arg(root().join("picture.png"))
        .current_dir(root().join("tests"))
        .env("CHROMIUM", chromium)
        .env("CHECKUP_URL", server.address()))
}
