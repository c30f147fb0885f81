//! The catalogue in a browser, where there is one (Chromium): the page is opened, and an EPUB that it links to is
//! downloaded and compared.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use bindery::serve::{Listener, Site};
use sha2::{Digest as _, Sha256};

/// A page that opens the catalogue, takes its first link to an EPUB and says the digest of what comes.
const PROBE: &str = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>probe</title></head><body><p id='said'>nothing</p>\
<script>//<![CDATA[
(async function () {
  var said = document.getElementById('said');
  var text = await (await fetch('index.html')).text();
  var page = new DOMParser().parseFromString(text, 'text/html');
  var link = page.querySelector('a[download][type=\"application/epub+zip\"]');
  var bytes = await (await fetch(link.getAttribute('href'))).arrayBuffer();
  var digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  said.textContent = 'digest ' + Array.from(digest, function (b) { return b.toString(16).padStart(2, '0'); }).join('');
})();
//]]></script></body></html>";

fn chromium() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok())
}

#[test]
fn an_epub_is_downloaded_from_the_catalogue() {
    let Some(browser) = chromium() else {
        return;
    };
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("a b.md"), "---\ntitle: T\n---\n\nText.\n").expect("written");
    let built = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["build", "a b.md", "--catalogue"])
        .current_dir(temp.path())
        .status()
        .expect("bindery runs");
    assert!(built.success());
    let folder = temp.path().join("build");
    std::fs::write(folder.join("probe.xhtml"), PROBE).expect("written");
    let listener = Listener::new(0).expect("a free port");
    listener.serve(&Site::new(&folder, Arc::default()).expect("a folder"));
    let profile = format!("--user-data-dir={}", temp.path().join("profile").display());
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", &profile])
        .args(["--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("http://{}/probe.xhtml", listener.address()))
        .output()
        .expect("the browser runs");
    let page = String::from_utf8_lossy(&output.stdout);
    let epub = std::fs::read(Path::new(&folder).join("a-b.epub")).expect("built");
    let digest: String = Sha256::digest(&epub)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert!(page.contains(&format!("digest {digest}")), "{page}");
}
