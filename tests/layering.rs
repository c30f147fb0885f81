//! Reads the sources and fails when a module imports another one that the architecture forbids, or
//! when a crate is named outside its home.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Each source file's top module and its text without comment lines.
fn modules() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        // Unit tests may reach across, to see their part at work in the whole.
        .filter(|path| !path.ends_with("tests.rs") && !path.ends_with("testing.rs"))
        .map(|path| {
            let relative = path.strip_prefix(&root).expect("below src");
            let top = relative
                .components()
                .next()
                .map(|c| c.as_os_str().to_string_lossy().into_owned())
                .expect("a name");
            let module = top.trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).expect("UTF-8 source");
            let code: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            (module, path.clone(), code.join("\n"))
        })
        .collect()
}

fn names_module(code: &str, module: &str) -> bool {
    let direct = format!("crate::{module}");
    code.match_indices(&direct).any(|(at, _)| {
        !code[at + direct.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn dependencies_point_one_way() {
    // What each module may not name.
    let forbidden: &[(&str, &[&str])] = &[
        (
            "units",
            &[
                "document", "reader", "epub", "pdf", "typeset", "batch", "cli",
            ],
        ),
        (
            "document",
            &[
                "reader",
                "edition",
                "manuscript",
                "epub",
                "pdf",
                "typeset",
                "batch",
                "cli",
            ],
        ),
        (
            "manuscript",
            &[
                "reader", "edition", "epub", "pdf", "typeset", "batch", "cli",
            ],
        ),
        (
            "reader",
            &["edition", "epub", "pdf", "typeset", "batch", "cli"],
        ),
        (
            "edition",
            &[
                "reader",
                "manuscript",
                "epub",
                "pdf",
                "typeset",
                "batch",
                "cli",
            ],
        ),
        (
            "style",
            &[
                "reader",
                "edition",
                "manuscript",
                "epub",
                "pdf",
                "typeset",
                "batch",
                "cli",
            ],
        ),
        (
            "font",
            &[
                "document",
                "reader",
                "edition",
                "manuscript",
                "epub",
                "pdf",
                "typeset",
                "batch",
                "cli",
            ],
        ),
        (
            "typeset",
            &[
                "reader",
                "edition",
                "manuscript",
                "epub",
                "pdf",
                "batch",
                "cli",
            ],
        ),
        (
            "pdf",
            &["reader", "edition", "manuscript", "epub", "batch", "cli"],
        ),
        (
            "epub",
            &[
                "reader",
                "edition",
                "manuscript",
                "pdf",
                "typeset",
                "batch",
                "cli",
            ],
        ),
        (
            "import",
            &[
                "reader", "edition", "epub", "pdf", "typeset", "batch", "serve", "cli",
            ],
        ),
        ("batch", &["cli", "serve", "import"]),
        (
            "serve",
            &["cli", "reader", "edition", "typeset", "pdf", "epub"],
        ),
        (
            "preflight",
            &["cli", "batch", "serve", "reader", "pdf", "epub"],
        ),
    ];
    let mut faults = Vec::new();
    for (module, path, code) in modules() {
        let Some((_, others)) = forbidden.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for other in *others {
            if names_module(&code, other) {
                faults.push(format!("{} names crate::{other}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn crates_stay_in_their_homes() {
    let homes: &[(&str, &[&str])] = &[
        ("pulldown_cmark", &["reader"]),
        ("epub_builder", &["epub"]),
        ("pulldown_latex", &["typeset", "epub"]),
        ("printpdf", &["pdf"]),
        ("lopdf", &["pdf"]),
        ("subsetter", &["pdf", "font"]),
        ("clap", &["cli", "main"]),
        ("clap_complete", &["cli"]),
        ("clap_mangen", &["cli"]),
        ("indicatif", &["cli"]),
        ("notify", &["cli"]),
        ("globset", &["batch"]),
        ("tiny_http", &["serve"]),
        ("dom_smoothie", &["import"]),
        ("encoding_rs", &["import"]),
        ("harfrust", &["typeset"]),
        ("hypher", &["typeset"]),
    ];
    let mut faults = Vec::new();
    for (module, path, code) in modules() {
        for (name, home) in homes {
            let used = code.contains(&format!("{name}::")) || code.contains(&format!("use {name}"));
            if used && !home.contains(&module.as_str()) {
                faults.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_grows_without_limit() {
    let faults: Vec<String> = modules()
        .into_iter()
        .filter_map(|(_, path, _)| {
            let text = std::fs::read_to_string(&path).expect("UTF-8 source");
            let lines = text.lines().count();
            (lines > 600).then(|| format!("{} has {lines} lines", path.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
