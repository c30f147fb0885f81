//! EPUBs: our own manuscripts come back word by word.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use bindery::compile::{Options, PageList, compile};
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::{DiskFiles, MemoryFiles};

use super::support::{builds, run, shown, zipped};

/// The EPUB of a manuscript of the repository.
fn epub(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let files = DiskFiles::new(&folder).expect("the folder is there");
    let entry = match name.ends_with(".md") {
        true => Entry::File(name.to_owned()),
        false => Entry::Folder(name.to_owned()),
    };
    let mut options = Options::new().expect("fonts");
    options.targets = Target::Epub.into();
    options.page_list = PageList::None;
    compile(&files, &entry, &options)
        .into_bytes(Target::Epub)
        .expect("an EPUB")
}

/// The words of all chapters of an EPUB, in order, and the formulas by their sources.
fn words(epub: &[u8]) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut pages = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("an entry");
        let name = file.name().to_owned();
        let made = ["cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"];
        if name.ends_with(".xhtml") && !made.iter().any(|made| name.ends_with(made)) {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            pages.insert(name, text);
        }
    }
    assert!(!pages.is_empty());
    let mut out = String::new();
    for page in pages.values() {
        let text = page.replace("<!DOCTYPE html>", "");
        let tree = roxmltree::Document::parse(&text).expect("XML");
        let body = tree
            .descendants()
            .find(|n| n.has_tag_name(("http://www.w3.org/1999/xhtml", "body")))
            .expect("a body");
        push(body, &mut out);
    }
    out.split_whitespace().map(str::to_owned).collect()
}

fn push(node: roxmltree::Node<'_, '_>, out: &mut String) {
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        out.push_str(text);
    }
    if let Some(tex) = node.attribute("alttext") {
        out.push_str(&format!(" {tex} "));
        return;
    }
    let name = node.tag_name().name();
    let part = [
        "p",
        "li",
        "div",
        "td",
        "th",
        "dt",
        "dd",
        "br",
        "figcaption",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ];
    if part.contains(&name) {
        out.push(' ');
    }
    for child in node.children() {
        push(child, out);
    }
}

fn comes_back(name: &str) {
    let first = epub(name);
    let warned = run("book.epub", &first, &MemoryFiles::default());
    assert!(!warned.diagnostics.has_errors(), "{}", shown(&warned));
    let second = builds(&warned.value, &["coarse-image", "missing-alt"]);
    let (was, is) = (words(&first), words(&second));
    let same = was.iter().zip(&is).take_while(|(a, b)| a == b).count();
    let around = |words: &[String]| {
        words[same.saturating_sub(5).min(words.len())..(same + 5).min(words.len())].join(" ")
    };
    assert!(
        was == is,
        "{} words, {}: {} | {}",
        was.len(),
        is.len(),
        around(&was),
        around(&is)
    );
    assert!(was.len() > 1000, "{}", was.len());
}

#[test]
fn an_article_comes_back_word_by_word() {
    comes_back("strange-allies.md");
}

#[test]
fn a_chronology_comes_back_word_by_word() {
    comes_back("chronology");
}

#[test]
fn the_specimen_comes_back_word_by_word() {
    comes_back("specimen");
}

const CONTAINER: &str = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

/// A book of EPUB 2: notes in a file of their own, a chapter in two files, a title page by the guide, DTDs and entities.
pub(super) fn old_book() -> Vec<u8> {
    let page = |body: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\"><head><title/><link rel=\"stylesheet\" href=\"s.css\"/></head><body>{body}</body></html>"
        )
    };
    zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        (
            "OPS/book.opf",
            r#"<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><dc:title>The Pan</dc:title><dc:creator opf:role="aut" opf:file-as="Holm, Ida">Ida Holm</dc:creator><dc:contributor opf:role="trl">Per Lund</dc:contributor><dc:contributor opf:role="bkp">calibre</dc:contributor><dc:language>en</dc:language><dc:date opf:event="publication">1999-05-03</dc:date><dc:identifier id="id" opf:scheme="ISBN">978-1-234567-89-7</dc:identifier><dc:description>&lt;p&gt;On &lt;b&gt;salt&lt;/b&gt;.&lt;/p&gt;</dc:description><meta name="calibre:series" content="Coasts"/><meta name="calibre:series_index" content="2"/></metadata><manifest><item id="t" href="t.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item id="c" href="c%20c.xhtml" media-type="application/xhtml+xml"/><item id="n" href="n.xhtml" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="s" href="s.css" media-type="text/css"/></manifest><spine toc="ncx"><itemref idref="t"/><itemref idref="p"/><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/><itemref idref="n"/></spine><guide><reference type="title-page" href="t.xhtml"/></guide></package>"#,
        ),
        (
            "OPS/toc.ncx",
            r##"<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Part One</text></navLabel><content src="p.xhtml"/></navPoint><navPoint><navLabel><text>The First Pan</text></navLabel><content src="a.xhtml#x"/></navPoint><navPoint><navLabel><text>The Second</text></navLabel><content src="c%20c.xhtml"/></navPoint><navPoint><navLabel><text>Notes</text></navLabel><content src="n.xhtml"/></navPoint></navMap></ncx>"##,
        ),
        (
            "OPS/s.css",
            ".it { font-style: italic } .sc { font-variant: small-caps }",
        ),
        ("OPS/t.xhtml", &page("<h1>The Pan</h1><p>Ida Holm</p>")),
        (
            "OPS/p.xhtml",
            &page("<div class=\"part\" epub:type=\"part\"><h1>Part One</h1></div>"),
        ),
        (
            "OPS/a.xhtml",
            &page(
                "<h2 id=\"x\"><a id=\"top\"/>The First Pan</h2><p>It was <span class=\"it\">old</span>&nbsp;&mdash; of 300 <span class=\"sc\">bc</span><a href=\"n.xhtml#n1\"><sup>1</sup></a>. See <a href=\"c%20c.xhtml#s\">below</a>.</p>",
            ),
        ),
        (
            "OPS/b.xhtml",
            &page(
                "<p>It <i>goes on</i> in a second file.<a id=\"r2\" href=\"n.xhtml#n2\">2</a></p>",
            ),
        ),
        (
            "OPS/c c.xhtml",
            &page(
                "<h2>The Second</h2><p id=\"s\">Back to <a href=\"a.xhtml\">the first</a>.<span epub:type=\"pagebreak\" title=\"12\">12</span></p><p>More.<a href=\"n.xhtml#n1\"><sup>1</sup></a></p>",
            ),
        ),
        (
            "OPS/n.xhtml",
            &page(
                "<h2>Notes</h2><p id=\"n1\"><a href=\"a.xhtml#top\">1.</a> By the map.</p><p id=\"n2\"><a href=\"b.xhtml#r2\">2</a> By the <b>fence</b>.</p>",
            ),
        ),
    ])
}

#[test]
fn an_old_book_has_its_chapters_and_its_notes() {
    let warned = run("pan.epub", &old_book(), &MemoryFiles::default());
    insta::assert_snapshot!(shown(&warned));
    builds(&warned.value, &[]);
}

#[test]
fn a_protected_book_is_refused() {
    let book = zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        (
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes128-cbc\"/></EncryptedData></encryption>",
        ),
    ]);
    let warned = run("a.epub", &book, &MemoryFiles::default());
    assert!(
        shown(&warned).contains("protected against copying"),
        "{}",
        shown(&warned)
    );
    assert!(warned.value.files.is_empty());
}
