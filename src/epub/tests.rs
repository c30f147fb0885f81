//! Tests of the whole backend on editions made by hand.

use std::io::{Cursor, Read as _};

use super::sample;
use super::{EpubError, Options, write, write_with};
use crate::document::{Block, BlockKind, Document};
use crate::edition::{Edition, PageMap};
use crate::style::Theme;

fn theme() -> &'static Theme {
    Theme::named("literary").expect("the default theme")
}

fn build(edition: &Edition, pages: Option<&PageMap>) -> Vec<u8> {
    let bytes = write(edition, pages, theme()).expect("written").value;
    // To be looked at, and judged by EPUBCheck, by hand.
    if let Ok(folder) = std::env::var("BINDERY_KEEP_EPUB") {
        let name = format!("{}-{}.epub", edition.document.meta.slug, bytes.len());
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).expect("kept");
    }
    bytes
}

fn entry(epub: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut text = String::new();
    zip.by_name(name)
        .expect("the file is there")
        .read_to_string(&mut text)
        .expect("text");
    text
}

/// Compares a file of an EPUB with the one kept under `tests/snapshots`; its name is `edition-file`.
fn snapshot(name: &str, epub: &[u8]) {
    let (_, file) = name.split_once('-').expect("edition and file");
    insta::with_settings!({
        snapshot_path => "../../tests/snapshots/epub",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, entry(epub, &format!("OEBPS/{file}")));
    });
}

#[test]
fn the_archive_is_as_the_container_format_wants_it() {
    let epub = build(&sample::article(), None);
    assert_eq!(&epub[30..58], b"mimetypeapplication/epub+zip");
    assert_eq!(&epub[26..30], [8, 0, 0, 0], "no extra field");
    let mut zip = zip::ZipArchive::new(Cursor::new(&epub)).expect("an archive");
    let mut names = Vec::new();
    for index in 0..zip.len() {
        let file = zip.by_index(index).expect("an entry");
        assert_eq!(
            file.last_modified(),
            Some(zip::DateTime::default()),
            "no clock"
        );
        names.push(file.name().to_owned());
    }
    insta::assert_snapshot!(names.join("\n"), @r"
    mimetype
    META-INF/com.apple.ibooks.display-options.xml
    META-INF/container.xml
    OEBPS/article.xhtml
    OEBPS/content.opf
    OEBPS/nav.xhtml
    OEBPS/stylesheet.css
    OEBPS/toc.ncx
    ");
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let edition = sample::book();
    assert_eq!(build(&edition, None), build(&edition, None));
}

#[test]
fn an_article_is_one_file() {
    let edition = sample::article();
    let pages = sample::pages(&[("1", 1, 0), ("2", 2, 9), ("3", 3, 0)]);
    let epub = build(&edition, Some(&pages));
    snapshot("article-article.xhtml", &epub);
    snapshot("article-content.opf", &epub);
    snapshot("article-nav.xhtml", &epub);
    snapshot("article-toc.ncx", &epub);
}

#[test]
fn a_book_has_a_file_for_each_chapter() {
    let edition = sample::book();
    let epub = build(&edition, None);
    insta::assert_snapshot!(super::split::split(&edition).dump(), @r"
    cover.xhtml Cover
    title.xhtml Title
    imprint.xhtml Imprint
    chapter-1.xhtml Text { chapter: 0, part: 0, blocks: 0..16 } notes 0
      #chapter-1
      #fig-1
      #note-1
      #noteref-1
      #noteref-1-2
      #one
      #tab-1
    chapter-2.xhtml Text { chapter: 1, part: 0, blocks: 0..3 } notes 1
      #chapter-2
      #deep
      #note-2
      #noteref-1-3
      #noteref-2
    ");
    snapshot("book-title.xhtml", &epub);
    snapshot("book-chapter-1.xhtml", &epub);
    snapshot("book-chapter-2.xhtml", &epub);
    snapshot("book-content.opf", &epub);
    snapshot("book-nav.xhtml", &epub);
}

#[test]
fn long_chapters_are_split_at_headings() {
    let mut n = sample::Numbers::default();
    let mut blocks = vec![n.h(1, "one", "One")];
    for section in 0..3 {
        blocks.push(n.h(2, &format!("section-{section}"), "Section"));
        for _ in 0..60 {
            blocks.push(n.p(vec![sample::t(&"word ".repeat(400))]));
        }
    }
    let document = Document {
        meta: sample::meta(crate::document::Kind::Book, "Long"),
        chapters: vec![sample::chapter("1.md", "One", blocks)],
        ..Document::default()
    };
    let edition = sample::edition(document);
    insta::assert_snapshot!(super::split::split(&edition).dump(), @r"
    title.xhtml Title
    imprint.xhtml Imprint
    chapter-1.xhtml Text { chapter: 0, part: 0, blocks: 0..62 }
      #chapter-1
      #one
      #section-0
    chapter-1-part-2.xhtml Text { chapter: 0, part: 1, blocks: 62..123 }
      #section-1
    chapter-1-part-3.xhtml Text { chapter: 0, part: 2, blocks: 123..184 }
      #section-2
    ");
    let epub = build(&edition, None);
    assert!(entry(&epub, "OEBPS/nav.xhtml").contains("chapter-1-part-2.xhtml#section-1"));
    assert!(entry(&epub, "OEBPS/chapter-1-part-2.xhtml").contains("<h2 id=\"section-1\">"));
}

#[test]
fn page_breaks_fall_at_their_places() {
    let edition = sample::book();
    // In the paragraph of inlines, at every byte of its text, even within characters.
    let breaks: Vec<(String, u32, u32)> = (0..200).map(|n| (n.to_string(), 2, n)).collect();
    let breaks: Vec<(&str, u32, u32)> = breaks
        .iter()
        .map(|(l, n, o)| (l.as_str(), *n, *o))
        .collect();
    let epub = build(&edition, Some(&sample::pages(&breaks)));
    let text = entry(&epub, "OEBPS/chapter-1.xhtml");
    assert!(
        roxmltree::Document::parse_with_options(
            &text,
            roxmltree::ParsingOptions {
                allow_dtd: true,
                ..Default::default()
            }
        )
        .is_ok()
    );
    assert_eq!(text.matches("doc-pagebreak").count(), 200, "none is lost");
    assert_eq!(
        entry(&epub, "OEBPS/nav.xhtml").matches("#page-").count(),
        200
    );
    assert!(text.contains("l<span id=\"page-3\""), "at the right place");
}

#[test]
fn there_is_no_text_without_chapters_and_no_bottomless_nesting() {
    let empty = Edition::default();
    assert!(matches!(
        write(&empty, None, theme()),
        Err(EpubError::NoText)
    ));
    let mut block = sample::Numbers::default().plain("deep");
    for _ in 0..300 {
        block = sample::Numbers::default().block(BlockKind::Quote(vec![block]));
    }
    let deep = |blocks: Vec<Block>| Document {
        meta: sample::meta(crate::document::Kind::Article, "Deep"),
        chapters: vec![sample::chapter("1.md", "", blocks)],
        ..Document::default()
    };
    let edition = Edition {
        document: deep(vec![block]),
        ..Edition::default()
    };
    assert!(matches!(
        write(&edition, None, theme()),
        Err(EpubError::TooDeep(_))
    ));
}

#[test]
fn the_time_of_the_build_can_be_given() {
    let edition = sample::article();
    let options = Options {
        source_date_epoch: Some(1_000_000_000),
        ..Options::default()
    };
    let epub = write_with(&edition, None, theme(), options)
        .expect("written")
        .value;
    assert!(entry(&epub, "OEBPS/content.opf").contains(">2001-09-09T01:46:40Z<"));
}
