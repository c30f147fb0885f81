//! Files from strangers: no panic, no endless work, and an error that says what is wrong.

use std::io::Read as _;
use std::time::{Duration, Instant};

use bindery::world::MemoryFiles;
use proptest::prelude::*;

use super::support::{page, run, shown, zipped, zipped_bytes};

fn said(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let warned = run(name, bytes, &MemoryFiles::default());
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{name} took {:?}",
        start.elapsed()
    );
    shown(&warned)
}

#[test]
fn what_cannot_be_imported_is_refused() {
    for (name, bytes, wanted) in [
        ("a.pdf", b"%PDF-1.7".as_slice(), "is a PDF"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word"),
        ("a.rtf", b"{\\rtf1 x}", "Rich Text"),
        ("a.docx", b"hello", "no EPUB and no Word document"),
        ("a.txt", b"a\0b\0c", "is no text"),
        ("a.md", b"# x", "is Markdown"),
        ("a.txt", b"", "there is no text"),
        (
            "a.txt",
            b"A title\n",
            "there is no text in `a.txt` but its title",
        ),
        (
            "a.txt",
            b"A title\n\x05 \x05\n",
            "there is no text in `a.txt` but its title",
        ),
        ("a.html", b"<p>\x05&#5;</p>", "there is no text"),
        ("a.html", b"<p></p>", "there is no text"),
        ("a.epub", b"PK\x03\x04rubbish", "no whole zip archive"),
    ] {
        let text = said(name, bytes);
        assert!(
            text.contains(wanted) && text.contains("error"),
            "{name}: {text}"
        );
        assert!(!text.contains("===="), "{name} gives nothing: {text}");
    }
}

#[test]
fn archives_are_bounded() {
    let outside = zipped(&[("../../x", "y"), ("word/document.xml", "<x/>")]);
    assert!(said("a.docx", &outside).contains("leads out of it"));

    let mut many: Vec<(String, &[u8])> = vec![("word/document.xml".to_owned(), b"<x/>")];
    many.extend((0..20_001).map(|n| (format!("f{n}"), b"".as_slice())));
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    assert!(said("a.docx", &zipped_bytes(&many)).contains("more than 20000 files"));

    let bomb = vec![b' '; 80 << 20];
    let bomb = zipped_bytes(&[("word/document.xml", &bomb)]);
    assert!(bomb.len() < 1 << 20);
    let text = said("a.docx", &bomb);
    assert!(text.contains("larger than"), "{text}");

    let deep = format!("{}{}", "<x>".repeat(100_000), "</x>".repeat(100_000));
    assert!(said("a.docx", &zipped(&[("word/document.xml", &deep)])).contains("nests deeper"));

    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
    assert!(said("a.docx", &zipped(&[("word/document.xml", entities)])).contains("error"));
}

#[test]
fn pages_are_bounded() {
    let deep = "<div>".repeat(200_000);
    assert!(said("a.html", deep.as_bytes()).contains("nest deeper"));
    let many = "<i>x</i>".repeat(400_001);
    assert!(said("a.html", many.as_bytes()).contains("more than 400000 elements"));
    // What is never closed does not make what follows dear.
    let mut open: String = (0..5_000)
        .map(|n| format!("<b id=b{n}><font color={n}>"))
        .collect();
    open.push_str(&"<p>x".repeat(20_000));
    said("a.html", open.as_bytes());
    said("a.html", "<p>a<table><tr><td>".repeat(120).as_bytes());
    said("a.html", "<ul><li>x".repeat(300).as_bytes());
    said(
        "a.html",
        "<p>word <a href=#a>1</a> <span id=a>"
            .repeat(10_000)
            .as_bytes(),
    );
    said(
        "a.html",
        format!("<p class='{}'>x", "a ".repeat(200_000)).as_bytes(),
    );
    said(
        "a.html",
        "<table><tr><td colspan=1000 rowspan=1000>x"
            .repeat(300)
            .as_bytes(),
    );
    said(
        "a.html",
        format!("<style>{}</style><p>x", ".a{".repeat(500_000)).as_bytes(),
    );
    said("a.html", "&".repeat(1_000_000).as_bytes());
    said("a.html", "<".repeat(1_000_000).as_bytes());
    said("a.txt", "a\n".repeat(300_000).as_bytes());
}

#[test]
fn deep_books_are_bounded() {
    let deep = format!(
        "<html><body>{}x{}</body></html>",
        "<blockquote>".repeat(50_000),
        "</blockquote>".repeat(50_000)
    );
    let container =
        r#"<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>"#;
    let opf = r#"<package><metadata><title>T</title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let book = zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("b.opf", opf),
        ("a.xhtml", &deep),
    ]);
    let text = said("a.epub", &book);
    assert!(text.contains("x"), "{text}");
}

/// Bytes with some of them changed, cut out or said again.
fn mutated(bytes: &[u8], changes: &[(u32, u8, u8)]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for &(at, kind, value) in changes {
        if out.is_empty() {
            break;
        }
        let at = at as usize % out.len();
        match kind % 4 {
            0 => out[at] = value,
            1 => drop(out.drain(at..(at + usize::from(value)).min(out.len()))),
            2 => {
                let piece: Vec<u8> = out[at..(at + usize::from(value)).min(out.len())].to_vec();
                out.splice(at..at, piece);
            }
            _ => out.insert(at, value),
        }
    }
    out
}

/// Parts of a document and of a book, to be changed before they are packed, so that the changes reach the XML.
fn parts(which: usize) -> Vec<(String, Vec<u8>)> {
    let bytes = match which {
        0 => super::documents::sample(),
        _ => super::books::old_book(),
    };
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().to_owned(), bytes)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn changed_pages_are_no_danger(which in 0_usize..6, changes in prop::collection::vec(any::<(u32, u8, u8)>(), 1..40)) {
        let names = ["newsroom.html", "blog.html", "encyclopedia.html", "old.html", "processor.html", "manual.html"];
        let bytes = mutated(&page(names[which]), &changes);
        let _ = run("a.html", &bytes, &MemoryFiles::default());
        let _ = run("a.txt", &bytes, &MemoryFiles::default());
    }

    #[test]
    fn changed_archives_are_no_danger(
        which in 0_usize..2,
        part in any::<u16>(),
        within in any::<bool>(),
        changes in prop::collection::vec(any::<(u32, u8, u8)>(), 1..20),
    ) {
        let mut files = parts(which);
        if within {
            let at = usize::from(part) % files.len();
            files[at].1 = mutated(&files[at].1, &changes);
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let mut bytes = zipped_bytes(&files);
        if !within {
            bytes = mutated(&bytes, &changes);
        }
        let _ = run(["a.docx", "a.epub"][which], &bytes, &MemoryFiles::default());
    }
}
