use super::*;
use std::io::Write as _;
use std::net::TcpStream;

fn site() -> (tempfile::TempDir, Site) {
    let temp = tempfile::tempdir().expect("a folder");
    let build = temp.path().join("build");
    std::fs::create_dir_all(&build).expect("made");
    for (path, text) in [
        ("secret", "x"),
        ("build/index.html", "<body>hello</body>"),
        ("build/a b.epub", "PK"),
        ("build/.bindery-cache.json", "{}"),
    ] {
        std::fs::write(temp.path().join(path), text).expect("written");
    }
    let site = Site::new(&build, Arc::default()).expect("a folder");
    (temp, site)
}

#[test]
fn only_the_output_folder_is_served() {
    let (temp, site) = site();
    assert_eq!(site.get("/a%20b.epub").body, b"PK");
    for bad in [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/a/../../secret",
        "/..%5csecret",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/.bindery-cache.json",
        "/a%00b",
        "/%",
        "/%ff",
        "/none",
        "/.bindery/epub/../../secret.epub/x",
        "/.bindery/epub/a b.epub/../../../secret",
        "/.bindery/preview/../../secret",
        "/.bindery/none",
    ] {
        let reply = site.get(bad);
        assert!(matches!(reply.status, 400 | 404), "{bad}: {reply:?}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(temp.path().join("secret"), temp.path().join("build/link"))
            .expect("linked");
        assert_eq!(site.get("/link").status, 404);
    }
    drop(temp);
}

#[test]
fn pages_wait_for_the_next_build() {
    let (_temp, site) = site();
    let page = String::from_utf8(site.get("/").body).expect("text");
    assert!(
        page.contains("data-build=\"0\"") && page.contains("hello"),
        "{page}"
    );
    let builds = Arc::clone(&site.builds);
    let waiting = std::thread::spawn(move || site.get("/.bindery/wait?build=0").body);
    builds.announce();
    assert_eq!(waiting.join().expect("answered"), b"1");
}

#[test]
fn requests_under_another_name_are_refused() {
    let (_temp, site) = site();
    let listener = Listener::new(0).expect("a free port");
    assert!(listener.address().ip().is_loopback());
    listener.serve(&site);
    let ask = |method: &str, host: &str| {
        let mut stream = TcpStream::connect(listener.address()).expect("connected");
        let request = format!("{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut reply = String::new();
        std::io::Read::read_to_string(&mut stream, &mut reply).expect("answered");
        reply
            .split(' ')
            .nth(1)
            .map(str::to_owned)
            .unwrap_or_default()
    };
    let port = listener.address().port();
    assert_eq!(ask("GET", &format!("127.0.0.1:{port}")), "200");
    assert_eq!(ask("GET", &format!("localhost:{port}")), "200");
    assert_eq!(ask("GET", &format!("evil.example:{port}")), "403");
    assert_eq!(ask("POST", &format!("127.0.0.1:{port}")), "405");
}
