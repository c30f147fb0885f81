//! A web server for the author's own machine: the output folder, and previews that reload when
//! something was built anew.
//!
//! It listens on 127.0.0.1 alone, answers only requests that name it so (a page of another site can't
//! reach it under a name of its own), changes nothing, and serves nothing outside the output folder.

mod preview;

use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::output::Target;
use crate::text::percent_decode;
use crate::world::{DiskFiles, FileError, Files as _, normalize};

/// The largest file that is served, in bytes.
const MAX_FILE: u64 = 2 << 30;
/// How long a page waits for a new build before it asks again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many pages may wait at once; each keeps a thread.
const THREADS: usize = 16;
/// Where what is not in the output folder is served.
const OWN: &str = ".bindery/";

const RELOAD: &str = include_str!("reload.js");

/// Counts builds, and wakes those who wait for the next.
#[derive(Debug, Default)]
pub struct BuildCounter {
    builds: Mutex<u64>,
    changed: Condvar,
}

impl BuildCounter {
    /// There is a new build.
    pub fn announce(&self) {
        *self.builds.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// How many builds there were.
    pub fn count(&self) -> u64 {
        *self.builds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is another build than `known`, or for a while.
    fn wait(&self, known: u64, patience: Duration) -> u64 {
        let builds = self.builds.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .changed
            .wait_timeout_while(builds, patience, |builds| *builds == known);
        match waited {
            Ok((builds, _)) => *builds,
            Err(error) => *error.into_inner().0,
        }
    }
}

/// What is answered to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The media type.
    pub media_type: &'static str,
    /// The content.
    pub body: Vec<u8>,
}

impl Reply {
    fn new(status: u16, media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            media_type,
            body: body.into(),
        }
    }

    fn html(body: String) -> Self {
        Self::new(200, "text/html; charset=utf-8", body)
    }

    fn refusal(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }
}

/// The output folder as a web site.
#[derive(Debug, Clone)]
pub struct Site {
    files: DiskFiles,
    builds: Arc<BuildCounter>,
}

impl Site {
    /// The site of a folder.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub fn new(folder: &Path, builds: Arc<BuildCounter>) -> Result<Self, FileError> {
        let files = DiskFiles::new(folder)?;
        Ok(Self { files, builds })
    }

    /// The answer to a request for a target such as `/a.epub?x`.
    pub fn get(&self, target: &str) -> Reply {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let Some(path) = percent_decode(path) else {
            return Reply::refusal(400, "this is no path");
        };
        let path = path.trim_start_matches('/');
        if let Some(own) = path.strip_prefix(OWN) {
            return self.own_page(own, query);
        }
        let path = if path.is_empty() { "index.html" } else { path };
        match self.read(path) {
            Ok(bytes) if path.ends_with(".html") => match String::from_utf8(bytes) {
                Ok(text) => Reply::html(self.with_reload(&text)),
                Err(_) => Reply::refusal(404, "this is no text"),
            },
            Ok(bytes) => Reply::new(200, media_type(path), bytes),
            Err(_) if path == "index.html" => Reply::html(
                self.with_reload("<!DOCTYPE html><title>Bindery</title><body><p>The first build is under way.</p></body>"),
            ),
            Err(reply) => reply,
        }
    }

    /// A file of the folder; hidden ones are Bindery's own.
    fn read(&self, path: &str) -> Result<Vec<u8>, Reply> {
        let missing = || Reply::refusal(404, "there is no such file");
        let path = normalize(path).map_err(|_| missing())?;
        if path.split('/').any(|part| part.starts_with('.')) {
            return Err(missing());
        }
        self.files.read(&path, MAX_FILE).map_err(|_| missing())
    }

    fn own_page(&self, path: &str, query: &str) -> Reply {
        if path == "wait" {
            let known = query.strip_prefix("build=").and_then(|n| n.parse().ok());
            let builds = self.builds.wait(known.unwrap_or(0), PATIENCE);
            return Reply::new(200, "text/plain", builds.to_string());
        }
        if path == "reload.js" {
            return Reply::new(200, "text/javascript; charset=utf-8", RELOAD);
        }
        if let Some(rest) = path.strip_prefix("epub/") {
            return preview::epub_file(self, rest);
        }
        if let Some(name) = path.strip_prefix("preview/") {
            return preview::side_by_side(self, name);
        }
        if path.is_empty() {
            return preview::list(self);
        }
        Reply::refusal(404, "there is no such page")
    }

    /// A page that reloads after the next build.
    fn with_reload(&self, html: &str) -> String {
        let script = format!(
            "<p><a href=\"/{OWN}\">Live preview</a></p>\n\
             <script src=\"/{OWN}reload.js\" data-build=\"{}\"></script>\n</body>",
            self.builds.count()
        );
        match html.rsplit_once("</body>") {
            Some((before, after)) => format!("{before}{script}{after}"),
            None => format!("{html}{script}"),
        }
    }
}

/// The media type of a file by its ending.
fn media_type(path: &str) -> &'static str {
    if let Some(target) = Target::of_extension(path) {
        return target.media_type();
    }
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "xml" | "opf" | "ncx" => "application/xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "woff" => "font/woff",
        _ => "text/plain; charset=utf-8",
    }
}

/// A server that listens.
pub struct Listener {
    server: Arc<Server>,
    address: SocketAddr,
}

impl Listener {
    /// Listens on a port of 127.0.0.1; on any free one for 0.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn new(port: u16) -> Result<Self, std::io::Error> {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let server = Server::http(wanted).map_err(std::io::Error::other)?;
        let address = server.server_addr().to_ip().unwrap_or(wanted);
        Ok(Self {
            server: Arc::new(server),
            address,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests in threads of their own, as long as the program runs.
    pub fn serve(&self, site: &Site) {
        for _ in 0..THREADS {
            let (server, site, address) = (Arc::clone(&self.server), site.clone(), self.address);
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    answer(request, &site, address);
                }
            });
        }
    }
}

fn answer(mut request: Request, site: &Site, address: SocketAddr) {
    let host = request.headers().iter().find(|h| h.field.equiv("Host"));
    let host = host.map(|header| header.value.as_str().to_owned());
    let reply = if !is_ours(host.as_deref(), address) {
        Reply::refusal(403, "this is a server for 127.0.0.1")
    } else if *request.method() != Method::Get && *request.method() != Method::Head {
        Reply::refusal(405, "nothing can be changed here")
    } else {
        // What a reader sends along is of no interest, but must be off the line.
        let _ = request
            .as_reader()
            .take(1 << 16)
            .read_to_end(&mut Vec::new());
        site.get(request.url())
    };
    let mut response = Response::from_data(reply.body).with_status_code(reply.status);
    let headers = [
        ("Content-Type", reply.media_type),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        // A page of another site can't put what is here into itself either.
        ("Cross-Origin-Resource-Policy", "same-origin"),
        (
            "Content-Security-Policy",
            "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; \
             img-src 'self' data:; object-src 'self'; frame-ancestors 'self'",
        ),
    ];
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    let _ = request.respond(response);
}

/// True for a `Host` that names this server by its address, or as the machine itself.
fn is_ours(host: Option<&str>, address: SocketAddr) -> bool {
    let port = address.port();
    host.is_some_and(|host| {
        host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}")
    })
}

#[cfg(test)]
mod tests;
