//! The feeds of a catalogue: judged by schemas (RELAX NG for OPDS 1.2, JSON Schema for OPDS 2.0), and read
//! by clients' libraries.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::external;

const RELAX_NG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/opds/opds12.rng");
const JSON_SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/opds/opds20.schema.json");
const CHECK: &str = include_str!("check.py");
const READ: &str = include_str!("read.cjs");

/// Works with all that a feed can say, and with as little as can be.
const WORKS: [(&str, &str); 3] = [
    (
        "all.md",
        "---\ntitle: Salt & <Light>\nsubtitle: S\nauthors: [Ada, {name: Bo, file-as: B}]\nlanguage: fa\n\
         date: 2026-11\ndescription: |\n  One.\n\n  Two.\npublisher: P & Q\nsubjects: [a & b, c]\nrights: © All\n\
         identifiers: {isbn: 978-3-16-148410-0}\nseries: {name: S, position: 2}\n---\n\nمتن\n",
    ),
    ("least.md", "---\ntitle: T\n---\n\nText.\n"),
    (
        "year.md",
        "---\ntitle: Y\ndate: 1999\nkind: book\n---\n\n# One\n\nText.\n",
    ),
];

fn run(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("bindery runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
}

/// What is wrong with the feeds of a folder, and what the client's library read of `opds.json`.
fn checked(folder: &Path) -> Option<Value> {
    let (atom, json) = (folder.join("opds.xml"), folder.join("opds.json"));
    let arguments = [
        RELAX_NG.as_ref(),
        atom.as_os_str(),
        JSON_SCHEMA.as_ref(),
        json.as_os_str(),
    ];
    let said = external::python(CHECK, &arguments)?;
    Some(serde_json::from_str(&said).expect("JSON"))
}

#[test]
fn feeds_are_valid_and_clients_read_them() {
    let temp = tempfile::tempdir().expect("a folder");
    for (name, text) in WORKS {
        std::fs::write(temp.path().join(name), text).expect("written");
    }
    std::fs::write(
        temp.path().join("bindery.toml"),
        "manuscripts = ['*.md']\n[catalogue]\ntitle = 'All & sundry'\ndescription = 'A & B'\nurl = 'https://example.org/books/'\n",
    )
    .expect("written");
    run(temp.path(), &["build", "--quiet"]);
    let build = temp.path().join("build");
    let Some(found) = checked(&build) else { return };
    assert_eq!(found["atom"], json!([]), "OPDS 1.2");
    assert_eq!(found["json"], json!([]), "OPDS 2.0");
    assert_eq!(found["client"]["errors"], json!([]));
    assert_eq!(found["client"]["title"], "All & sundry");
    let works = json!([
        [
            "Salt & <Light>",
            [
                "https://example.org/books/all.epub",
                "https://example.org/books/all.pdf"
            ]
        ],
        [
            "T",
            [
                "https://example.org/books/least.epub",
                "https://example.org/books/least.pdf"
            ]
        ],
        [
            "Y",
            [
                "https://example.org/books/year.epub",
                "https://example.org/books/year.pdf"
            ]
        ],
    ]);
    assert_eq!(found["client"]["works"], works);

    let Some(read) = external::node(READ, &[build.join("opds.xml").as_os_str()]) else {
        return;
    };
    let read: Value = serde_json::from_str(&read).expect("JSON");
    assert_eq!(read["kind"], "AcquisitionFeed");
    let first = &read["works"][0];
    assert_eq!(first["title"], "Salt & <Light>");
    assert_eq!(first["authors"], json!(["Ada", "Bo"]));
    assert_eq!(first["language"], "fa");
    assert_eq!(first["files"], works[0][1]);
    assert_eq!(read["works"].as_array().map(Vec::len), Some(3));
}

#[test]
fn feeds_are_valid_without_an_address_and_without_works() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("t.md"), WORKS[1].1).expect("written");
    run(temp.path(), &["build", "t.md", "--catalogue", "--quiet"]);
    let Some(found) = checked(&temp.path().join("build")) else {
        return;
    };
    assert_eq!((&found["atom"], &found["json"]), (&json!([]), &json!([])));

    // What is for a press alone is in no feed, which is empty then.
    let press = [
        "build",
        "t.md",
        "--catalogue",
        "--format",
        "cover",
        "--output",
        "press",
    ];
    std::fs::write(
        temp.path().join("t.md"),
        "---\ntitle: T\nkind: book\n---\n\n# One\n\nText.\n",
    )
    .expect("written");
    run(temp.path(), &press);
    let Some(found) = checked(&temp.path().join("press")) else {
        return;
    };
    assert_eq!((&found["atom"], &found["json"]), (&json!([]), &json!([])));
}

#[test]
fn the_schemas_find_faults() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("t.md"), WORKS[1].1).expect("written");
    run(temp.path(), &["build", "t.md", "--catalogue", "--quiet"]);
    let build = temp.path().join("build");
    let (atom, json) = (build.join("opds.xml"), build.join("opds.json"));
    let good = [&atom, &json].map(|path| std::fs::read_to_string(path).expect("there"));
    let faults = [
        ("<updated>", "<updated>on ", "", ""),
        (
            "http://opds-spec.org/acquisition/open-access",
            "related",
            "http://opds-spec.org/acquisition/open-access",
            "related",
        ),
        (
            "  <author><name>Bindery</name></author>\n",
            "",
            "\"rel\": \"self\"",
            "\"rel\": \"up\"",
        ),
        (
            "<dc:language>en</dc:language>",
            "<dc:language>in English</dc:language>",
            "\"language\": \"en\"",
            "\"language\": \"in English\"",
        ),
        (
            "<id>urn:uuid:",
            "<id>no uri ",
            "\"identifier\": \"urn:uuid:",
            "\"identifier\": \"no uri ",
        ),
    ];
    for (from, to, json_from, json_to) in faults {
        std::fs::write(&atom, good[0].replace(from, to)).expect("written");
        std::fs::write(&json, good[1].replace(json_from, json_to)).expect("written");
        let Some(found) = checked(&build) else { return };
        let count = |key: &str| found[key].as_array().map_or(0, Vec::len);
        assert!(count("atom") > 0, "{from} → {to}");
        assert!(
            json_from.is_empty() || count("json") > 0,
            "{json_from} → {json_to}"
        );
    }
}
