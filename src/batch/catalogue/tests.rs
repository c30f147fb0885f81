use super::*;
use crate::batch::record::OutputFile;

fn work(name: &str, position: u32) -> Work {
    Work {
        position,
        record: Record {
            manuscript: format!("m/{name}.md"),
            name: name.to_owned(),
            id: format!("urn:uuid:{name}"),
            kind: "article".to_owned(),
            title: "Salt & <Light>".to_owned(),
            authors: vec!["A \"B\" C".to_owned()],
            language: "en".to_owned(),
            date: Some("2026-11".to_owned()),
            description: Some("One.\n\nTwo.".to_owned()),
            subjects: vec!["a & b".to_owned()],
            pages: Some(3),
            files: vec![OutputFile {
                name: format!("{name} 1.epub"),
                size: 3,
                sha256: sha256(b"abc"),
            }],
            ..Record::default()
        },
        cover: Some("covers/x.jpg".to_owned()),
    }
}

fn manifest() -> Manifest {
    let heading = Heading {
        title: "All & sundry".to_owned(),
        description: None,
        url: None,
    };
    Manifest::new(heading, vec![work("a", 0)])
}

#[test]
fn the_atom_feed_is_well_formed_and_says_what_opds_asks() {
    let text = opds::atom(&manifest());
    let feed = roxmltree::Document::parse(&text).expect("well-formed");
    let root = feed.root_element();
    let atom = "http://www.w3.org/2005/Atom";
    assert!(root.has_tag_name((atom, "feed")));
    let child = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|c| c.has_tag_name((atom, name)));
        found.and_then(|c| c.text().map(str::to_owned))
    };
    for name in ["id", "title", "updated"] {
        assert!(child(root, name).is_some(), "{name}");
    }
    let entry = root
        .children()
        .find(|c| c.has_tag_name((atom, "entry")))
        .expect("an entry");
    assert_eq!(child(entry, "title").as_deref(), Some("Salt & <Light>"));
    assert_eq!(
        child(entry, "updated").as_deref(),
        Some("2026-11-01T00:00:00Z")
    );
    let link = entry
        .children()
        .find(|c| {
            c.attribute("rel")
                .is_some_and(|rel| rel.contains("acquisition"))
        })
        .expect("a link to the file");
    assert_eq!(link.attribute("href"), Some("a%201.epub"));
    assert_eq!(link.attribute("type"), Some("application/epub+zip"));
}

#[test]
fn the_json_feed_says_what_opds_asks() {
    let feed: serde_json::Value = serde_json::from_str(&opds::json(&manifest())).expect("JSON");
    assert_eq!(feed["metadata"]["title"], "All & sundry");
    assert_eq!(feed["links"][0]["rel"], "self");
    let publication = &feed["publications"][0];
    assert_eq!(publication["metadata"]["title"], "Salt & <Light>");
    assert_eq!(publication["metadata"]["published"], "2026-11-01T00:00:00Z");
    assert_eq!(publication["links"][0]["href"], "a%201.epub");
    assert_eq!(publication["images"][0]["type"], "image/jpeg");
}

#[test]
fn the_page_lets_no_text_become_markup() {
    let html = page::html(&manifest());
    assert!(html.contains("Salt &amp; &lt;Light&gt;") && !html.contains("<Light>"));
    assert!(html.contains("href=\"a%201.epub\""));
    assert!(html.contains("<p lang=\"en\" dir=\"auto\">Two.</p>"));
}

#[test]
fn what_is_for_printers_says_so_and_is_in_no_feed() {
    let mut manifest = manifest();
    let record = &mut manifest.works[0].record;
    record.name = "a-print".to_owned();
    let names = [
        "a-print.epub",
        "a-print.pdf",
        "a-print-sheets.pdf",
        "a-print-print.pdf",
        "a-print-cover.pdf",
    ];
    record.files = names
        .map(|name| OutputFile {
            name: name.to_owned(),
            ..OutputFile::default()
        })
        .to_vec();
    let html = page::html(&manifest);
    let labels = ["EPUB", "PDF", "Sheets to fold", "Print PDF", "Cover wrap"];
    for (name, label) in names.iter().zip(labels) {
        let (_, after) = html
            .split_once(&format!("href=\"{name}\""))
            .expect("a link");
        assert!(
            after.contains(&format!("download>{label}<")),
            "{name}: {html}"
        );
    }
    for feed in [opds::atom(&manifest), opds::json(&manifest)] {
        assert!(feed.contains("a-print.pdf") && !feed.contains("-cover"));
    }
    manifest.works[0].record.files.drain(..2);
    let feed: serde_json::Value = serde_json::from_str(&opds::json(&manifest)).expect("JSON");
    assert!(feed["publications"].is_null() && feed["navigation"][0]["title"].is_string());
}

#[test]
fn shards_merge_to_the_catalogue_of_the_whole() {
    let options = Options::new().expect("bundled fonts");
    let heading = manifest().heading;
    let temp = tempfile::tempdir().expect("a folder");
    for name in ["a", "b"] {
        std::fs::write(temp.path().join(format!("{name} 1.epub")), "abc").expect("written");
    }
    let parts = [vec![work("b", 1)], vec![work("a", 0), work("gone", 2)]];
    for (index, works) in parts.into_iter().enumerate() {
        let part = Manifest::new(heading.clone(), works);
        let name = format!("build-{}-of-2.json", index + 1);
        std::fs::write(temp.path().join(name), part.to_json()).expect("written");
    }
    let left_out = merge(temp.path(), &heading, &options).expect("merged");
    assert_eq!(left_out, ["gone"]);
    let sums = std::fs::read_to_string(temp.path().join("SHA256SUMS")).expect("there");
    let names: Vec<&str> = sums.lines().map(|line| &line[66..]).collect();
    assert_eq!(names, ["a 1.epub", "b 1.epub"]);
    let empty = tempfile::tempdir().expect("a folder");
    assert!(merge(empty.path(), &heading, &options).is_err());
}

#[test]
fn several_commands_write_at_once_and_leave_nothing_among_the_covers() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let covers = folder.join(cover::FOLDER);
    std::fs::create_dir(&covers).expect("made");
    // Of a command that was killed.
    let left = format!("{}x1.tmp", crate::batch::write::temporary_prefix(TAG));
    std::fs::write(covers.join(&left), "half").expect("written");
    let options = Options::new().expect("bundled fonts");
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..3 {
                        write(folder, &mut manifest(), &options).expect("written");
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.join().expect("no panic");
        }
    });
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&covers), [format!("a-{}.jpg", &sha256(b"abc")[..12])]);
    let mut all: Vec<String> = FILES.iter().map(|name| (*name).to_owned()).collect();
    all.extend([".bindery-catalogue.lock", cover::FOLDER].map(str::to_owned));
    all.sort();
    assert_eq!(names(folder), all);
}
