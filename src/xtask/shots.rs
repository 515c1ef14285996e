//! Pictures of the widget as it is, not as it was drawn once: the README's, and every state on one sheet.

use crate::{
    Failure, browser,
    command::{program, run, target_dir},
    dist, root,
    serve::Server,
};

/// Takes the picture of the README and those of all states anew; of the states that are named, where some are.
pub fn shots(states: &[&str]) -> Result<(), Failure> {
    let chromium = browser::find_or_install()?;
    browser::install_packages()?;
    dist::build()?;
    let server = Server::start(Some(0))?;
    let node = |script: &str| {
        let mut command = program("node");
        command
            .arg(script)
            .current_dir(root().join("tests"))
            .env("CHROMIUM", &chromium)
            .env("CHECKUP_URL", server.address());
        command
    };
    if states.is_empty() {
        run(node("browser/picture.mjs").arg(root().join("picture.png")))?;
    }
    let folder = target_dir().join("shots");
    run(node("browser/shots.mjs").arg(&folder).args(states))?;
    println!("{}", folder.join("index.html").display());
    Ok(())
}
