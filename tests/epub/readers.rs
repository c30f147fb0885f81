//! EPUBs opened with a reader's library that is not ours, and compared with the PDF of the same text.

use std::io::Cursor;
use std::path::Path;

use bindery::compile::{EpubCover, EpubFonts, PageList, PdfCover};
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::{DiskFiles, MemoryFiles};
use bindery::{Compiled, Options, compile};
use rbook::Epub;

use super::support::files;
use crate::external;

fn specimen(change: impl FnOnce(&mut Options)) -> Compiled {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let disk = DiskFiles::new(&root).expect("the manuscripts are there");
    let mut options = Options::new().expect("bundled fonts");
    change(&mut options);
    compile(&disk, &Entry::Folder("specimen".to_owned()), &options)
}

fn open(epub: &[u8]) -> Epub {
    Epub::options()
        .strict(true)
        .read(Cursor::new(epub.to_vec()))
        .expect("another program reads it")
}

/// The letters of a text, without marks of division, spaces, figures and signs.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The text after a marker: its first letters, without tags and the numbers of notes.
fn words_after(xhtml: &str, id: &str) -> String {
    let marker = format!("id=\"{id}\"");
    let (_, mut rest) = xhtml.split_once(&marker).expect("the marker");
    let mut text = String::new();
    while let Some((_, after)) = rest.split_once('>') {
        let (plain, tag) = after.split_once('<').unwrap_or((after, ""));
        text.push_str(plain);
        rest = tag;
        if letters(&text).chars().count() > 40 {
            break;
        }
    }
    letters(&text).chars().take(24).collect()
}

#[test]
fn another_program_finds_what_was_set() {
    let compiled = specimen(|_| {});
    let epub = open(compiled.bytes(Target::Epub).expect("an EPUB"));
    let meta = epub.metadata();
    assert_eq!(meta.title().expect("a title").value(), "The Quiet Craft");
    assert!(meta.creators().count() >= 2, "the authors");
    assert_eq!(meta.languages().next().expect("one").value(), "en-US");
    let spine: Vec<&str> = epub.spine().iter().map(|entry| entry.idref()).collect();
    assert_eq!(spine[..3], ["cover", "title", "imprint"], "{spine:?}");
    assert!(spine.contains(&"chapter-1"), "{spine:?}");
    let toc = epub.toc().contents().expect("contents");
    assert!(
        toc.flatten()
            .any(|entry| entry.label().contains("The page"))
    );
    assert!(epub.toc().landmarks().is_some_and(|marks| marks.len() >= 4));
    assert!(epub.toc().page_list().is_some_and(|pages| pages.len() > 10));
}

#[test]
fn the_page_list_has_the_folios_of_the_printed_pages() {
    let compiled = specimen(|_| {});
    let bytes = compiled.bytes(Target::Epub).expect("an EPUB");
    let epub = open(bytes);
    let texts = files(bytes);
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("specimen.pdf");
    std::fs::write(&pdf, compiled.bytes(Target::Pdf).expect("a PDF")).expect("written");
    let Some(printed) = external::pdftotext(&pdf, &[]) else {
        return;
    };
    let printed: Vec<(String, Vec<&str>)> = printed
        .split('\u{c}')
        .map(|page| (letters(page), page.split_whitespace().collect()))
        .collect();
    let mut found = 0;
    let mut folios = 0;
    let mut shift = None;
    for target in epub.toc().page_list().expect("a page list").iter() {
        let label = target.label();
        let Ok(number) = label.parse::<usize>() else {
            continue;
        };
        let href = target.href_raw().expect("a place");
        let (file, id) = href.as_str().split_once('#').expect("a marker");
        let words = words_after(&texts[&format!("OEBPS/{file}")], id);
        // Words that stand once in the book say on which page they are.
        let mut pages = (0..printed.len()).filter(|page| printed[*page].0.contains(&words));
        let (Some(page), None) = (pages.next(), pages.next()) else {
            continue;
        };
        found += 1;
        // Openings of chapters have no folio, but are counted.
        assert_eq!(
            *shift.get_or_insert(page - number),
            page - number,
            "{label}: {words}"
        );
        folios += usize::from(printed[page].1.contains(&label));
    }
    // The title page and the imprint stand before the text, and have roman folios.
    let labels: Vec<String> = epub
        .toc()
        .page_list()
        .expect("a page list")
        .iter()
        .take(3)
        .map(|target| target.label().to_owned())
        .collect();
    assert_eq!(labels, ["iii", "iv", "1"]);
    let title = &printed[2].0;
    assert!(
        title.contains("astridvellin"),
        "the third page is the title page: {title}"
    );
    assert!(printed[3].0.contains("isbn"), "the fourth is the imprint");
    assert!(found >= 10, "{found} places were found in the PDF");
    assert!(folios >= 10, "{folios} folios were read");
}

#[test]
fn an_epub_can_do_without_page_list_and_fonts() {
    let with = specimen(|options| options.targets = Target::Epub.into());
    let without = specimen(|options| {
        options.targets = Target::Epub.into();
        options.page_list = PageList::None;
        options.epub_fonts = EpubFonts::None;
    });
    assert!(with.report.is_some(), "the pages are set for their numbers");
    assert!(without.report.is_none(), "no pages are set");
    let names = |compiled: &Compiled| -> Vec<String> {
        let bytes = compiled.bytes(Target::Epub).expect("an EPUB");
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        zip.file_names().map(str::to_owned).collect()
    };
    assert!(names(&with).contains(&"OEBPS/fonts/EBGaramond-Regular.ttf".to_owned()));
    assert!(!names(&without).iter().any(|name| name.contains("fonts/")));
    assert!(names(&with).iter().all(|name| name.is_ascii()));
    let epub = open(without.bytes(Target::Epub).expect("an EPUB"));
    assert!(epub.toc().page_list().is_none());
}

#[test]
fn a_text_without_a_cover_is_given_one() {
    let files = MemoryFiles::default().with("a.md", "---\ntitle: T & <x>\n---\n\n# A\n\nText.\n");
    let options = Options::new().expect("bundled fonts");
    let compiled = compile(&files, &Entry::File("a.md".to_owned()), &options);
    let again = compile(&files, &Entry::File("a.md".to_owned()), &options);
    assert_eq!(
        compiled.bytes(Target::Epub),
        again.bytes(Target::Epub),
        "always the same"
    );
    let epub = open(compiled.bytes(Target::Epub).expect("an EPUB"));
    let cover = epub.manifest().cover_image().expect("a cover");
    assert!(
        cover
            .read_bytes()
            .expect("its bytes")
            .starts_with(b"\x89PNG")
    );
}

#[test]
fn a_cover_can_be_left_out_of_the_epub_and_put_into_the_pdf() {
    let text = "---\ntitle: On Margins\nlanguage: de\n---\n\n# A\n\nText.\n";
    let files = MemoryFiles::default().with("a.md", text);
    let entry = Entry::File("a.md".to_owned());
    let mut options = Options::new().expect("bundled fonts");
    options.epub_cover = EpubCover::None;
    let usual = compile(&files, &entry, &options);
    let epub = open(usual.bytes(Target::Epub).expect("an EPUB"));
    assert!(epub.manifest().cover_image().is_none());
    options.pdf_cover = PdfCover::First;
    let compiled = compile(&files, &entry, &options);
    assert_eq!(
        compiled.bytes(Target::Epub),
        usual.bytes(Target::Epub),
        "its pages are the same"
    );
    let dump = |pdf: Option<&[u8]>| bindery::pdf::dump(pdf.expect("a PDF")).expect("a PDF");
    let covered = dump(compiled.bytes(Target::Pdf));
    assert!(
        covered.contains("/Count 3"),
        "cover, blank, text: {covered}"
    );
    assert!(covered.contains("/Alt(On Margins)"));
    assert!(
        covered.contains("/Nums[0<</S/D/P(Umschlag )>> 2<</S/D>>]"),
        "{covered}"
    );
    assert!(dump(usual.bytes(Target::Pdf)).contains("/Count 1"));
    options.targets = Target::Print.into();
    let with = compile(&files, &entry, &options).into_bytes(Target::Print);
    options.pdf_cover = PdfCover::None;
    let without = compile(&files, &entry, &options).into_bytes(Target::Print);
    assert!(with.is_some() && with == without, "never for a press");
}
