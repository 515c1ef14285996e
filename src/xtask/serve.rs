//! Serves `dist/` on this machine, with the headers of a strict host.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::{Duration, UNIX_EPOCH},
};

use crate::{
    Failure,
    command::{find, program},
    dist, root, size,
};

const PORT: u16 = 4173;

/// How often the sources are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Builds, serves, opens the page, and builds again whenever a source has changed. Ends with the terminal.
pub fn serve(arguments: &[&str]) -> Result<(), Failure> {
    let mut port = None;
    let mut open = true;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--no-open" => open = false,
            "--port" => {
                let value = rest.next().copied().unwrap_or_default();
                let number = value.parse().map_err(|_| format!("--port wants a number, not \"{value}\""))?;
                port = Some(number);
            }
            other => return Err(format!("serve does not know `{other}`").into()),
        }
    }

    let mut seen = state_of_sources();
    let shipped = dist::build()?;
    if let Err(failure) = size::report(&shipped) {
        println!("xtask: {failure}");
    }
    let server = Server::start(port)?;
    println!("\n{}  (Ctrl+C ends it)", server.address());
    if open {
        open_in_browser(&server.address());
    }
    loop {
        thread::sleep(LOOK_EVERY);
        let now = state_of_sources();
        if now == seen {
            continue;
        }
        seen = now;
        println!("a source has changed, building");
        match dist::build() {
            Ok(_) => println!("built: load the page again"),
            Err(failure) => println!("xtask: {failure}; the page stays as it was"),
        }
    }
}

/// A server of `dist/` for as long as the process lives.
pub struct Server {
    port: u16,
}

impl Server {
    /// Starts at a port; without one at the usual one, or any that is free.
    pub fn start(port: Option<u16>) -> Result<Server, Failure> {
        let listener = match port {
            Some(port) => {
                TcpListener::bind(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?
            }
            None => {
                TcpListener::bind(("127.0.0.1", PORT)).or_else(|_| TcpListener::bind(("127.0.0.1", 0)))?
            }
        };
        let port = listener.local_addr()?.port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A browser that goes away in the middle is no fault.
                thread::spawn(move || drop(answer(stream)));
            }
        });
        Ok(Server { port })
    }

    /// What to open.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(64 * 1024));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 0 && !header.trim().is_empty() {
        header.clear();
    }

    let mut words = request.split_whitespace();
    let method = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let body = if is_plain_name(name) { fs::read(dist::folder().join(name)).ok() } else { None };
    let (status, kind, body) = match (method, body) {
        ("GET" | "HEAD", Some(body)) => ("200 OK", content_type(name), body),
        ("GET" | "HEAD", None) => ("404 Not Found", "text/plain; charset=utf-8", b"Not found\n".to_vec()),
        _ => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"Only GET\n".to_vec()),
    };
    let policy = policy(name);
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         Content-Type: {kind}\r\n\
         Content-Length: {}\r\n\
         Content-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\n\
         Access-Control-Allow-Origin: *\r\n\
         Cache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// A name in the folder itself: no path leads out of it.
fn is_plain_name(name: &str) -> bool {
    !name.starts_with('.')
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_'))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "png" => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}

/// The least that each file needs. The worker needs no connection at all: what it reads cannot leave it.
fn policy(name: &str) -> String {
    match name {
        "scim-checkup-worker.js" => "default-src 'none'; script-src 'wasm-unsafe-eval'".to_string(),
        // It brings a policy of its own, which names its script by what is in it.
        "scim-checkup-offline.html" => "base-uri 'none'".to_string(),
        _ => {
            // A frame without an origin of its own starts its worker from a blob.
            let worker = if name == "embed.html" { "'self' blob:" } else { "'self'" };
            format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src {worker}; connect-src 'self'; \
                 style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                 require-trusted-types-for 'script'; trusted-types scim-checkup"
            )
        }
    }
}

/// Opens an address where there is a browser to open; says nothing where there is none.
fn open_in_browser(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        program("open")
    } else if cfg!(target_os = "windows") {
        program("explorer")
    } else if find("xdg-open").is_some() {
        program("xdg-open")
    } else {
        return;
    };
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        thread::spawn(move || drop(child.wait()));
    }
}

/// One number for the names and times of all sources.
fn state_of_sources() -> u64 {
    let mut files = Vec::new();
    for folder in ["src", "www"] {
        collect(&root().join(folder), &mut files);
    }
    files.push(root().join("Cargo.toml"));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let time = fs::metadata(&file).and_then(|it| it.modified()).unwrap_or(UNIX_EPOCH);
        (file, time).hash(&mut hasher);
    }
    hasher.finish()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for name in ["..", "../Cargo.toml", "a/b", "%2e%2e", ".git", "a\\b"] {
            assert!(!is_plain_name(name), "{name}");
        }
        assert!(is_plain_name("scim-checkup-view.wasm"));
    }
}
