//! Pictures that fill pages, from a manuscript to the files, as programs see them that had no part in the writing.

use std::ffi::OsStr;
use std::io::Cursor;
use std::path::PathBuf;

use bindery::diag::Code;
use bindery::manuscript::Entry;
use bindery::output::{Target, Targets};
use bindery::pdf::{Imposition, Scheme, SheetMarks};
use bindery::world::MemoryFiles;
use bindery::{Compiled, Options, compile};

use super::press::CLAUSES;
use crate::external;

const PLACES: &str = include_str!("bleed.py");

/// A picture of lines, wider than high, with something beyond its edges.
const MAP: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 400'>\
    <rect x='-90' y='-90' width='780' height='580' fill='#8a3a1c'/>\
    <circle cx='300' cy='200' r='150' fill='#f2e4c4'/></svg>";

const SENTENCE: &str = "The quick brown fox jumps over the lazy dog while nobody looks on. ";

fn prose(paragraphs: usize) -> String {
    format!("{}\n\n", SENTENCE.repeat(7)).repeat(paragraphs)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = Vec::new();
    image::RgbImage::from_pixel(width, height, image::Rgb([20, 90, 60]))
        .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
        .expect("encoded");
    png
}

/// A book whose pictures fill a left and a right page: a drawing, a photograph, and one with a caption.
fn text() -> String {
    format!(
        "# One\n\n{}![A map](map.svg){{.full-bleed}}\n\n{}![A wood](wood.png){{.full-bleed}}\n\n\
        {}See [](#fig-map).\n\n![The map again](map.svg \"The *whole* coast\"){{.full-bleed #fig-map}}\n\n{}",
        prose(3),
        prose(8),
        prose(12),
        prose(2)
    )
}

fn book(print: &str, photograph: Vec<u8>) -> MemoryFiles {
    let meta = format!("title = 'Plates'\npage = '6x9'\nlanguage = 'en'\n[print]\n{print}");
    MemoryFiles::default()
        .with("book.toml", meta)
        .with("1.md", text())
        .with("map.svg", MAP)
        .with("wood.png", photograph)
}

fn made(files: &MemoryFiles, change: impl FnOnce(&mut Options)) -> Compiled {
    let mut options = Options::new().expect("bundled fonts");
    change(&mut options);
    compile(files, &Entry::Folder(String::new()), &options)
}

fn pressed(print: &str, photograph: Vec<u8>) -> Compiled {
    made(&book(print, photograph), |options| {
        options.targets = Target::Print.into();
    })
}

fn file(test: &str, bytes: &[u8], extension: &str) -> PathBuf {
    let name = format!("bleed-{test}.{extension}");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the folder for tests is there");
    path
}

fn codes(compiled: &Compiled) -> Vec<Code> {
    compiled.diagnostics.iter().map(|d| d.code).collect()
}

/// The pages that pictures fill, and how.
fn places(path: &std::path::Path) -> Option<Vec<String>> {
    let said = external::python(PLACES, &[path.as_os_str()])?;
    Some(said.lines().map(str::to_owned).collect())
}

#[test]
fn on_a_screen_they_fill_the_page() {
    let made = made(&book("", png(600, 900)), |options| {
        options.targets = Target::Pdf.into();
    });
    assert_eq!(codes(&made), []);
    let path = file("screen", made.bytes(Target::Pdf).expect("a PDF"), "pdf");
    for verdict in ["ua1", "2a"].map(|flavour| external::verapdf(&path, flavour)) {
        assert_eq!(verdict.unwrap_or(Ok(())), Ok(()));
    }
    if let Some(places) = places(&path) {
        let parts: Vec<&str> = places
            .iter()
            .filter_map(|place| Some(place.split_once(' ')?.1))
            .collect();
        let bare = "fills; bleed 0 0 0 0; no marks; no text";
        let captioned = "fills; bleed 0 0 0 0; no marks; text";
        assert_eq!(parts, [bare, bare, captioned], "{places:?}");
    }
}

#[test]
fn on_a_press_they_reach_into_the_bleed() {
    // Of a page with bleed at the fore-edge, head and foot, at 300 pixels to the inch.
    let enough = || png(1838, 2775);
    for (test, print, bleed) in [
        (
            "kdp",
            "preset = 'kdp-6x9'\nbleed = '9pt'",
            ["9 0 9 9", "0 9 9 9"],
        ),
        (
            "ingram",
            "preset = 'ingram-6x9'\nbleed = '9pt'",
            ["9 0 9 9", "0 9 9 9"],
        ),
        ("offset", "bleed = '9pt'\nmarks = true", ["9 9 9 9"; 2]),
    ] {
        let made = pressed(print, enough());
        assert!(!codes(&made).contains(&Code::MissingBleed), "{test}");
        let coarse = codes(&made).contains(&Code::CoarseImage);
        // With bleed at the binding, too, there are hardly enough pixels.
        assert_eq!(coarse, test == "offset", "{test}: {:?}", made.diagnostics);
        let path = file(
            test,
            made.bytes(Target::Print).expect("a PDF for a press"),
            "pdf",
        );
        for verdict in [
            external::qpdf_check(&path),
            external::ghostscript_render(&path),
        ] {
            assert_eq!(verdict.unwrap_or(Ok(())), Ok(()), "{test}");
        }
        if let Some(poppler) = external::tool("pdftoppm") {
            let output = poppler.run([OsStr::new("-r"), OsStr::new("20"), path.as_os_str()]);
            assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
        }
        let standard = if test == "ingram" { "x-1a" } else { "x-4" };
        let arguments = [path.as_os_str(), OsStr::new(standard)];
        if let Some(findings) = external::python(CLAUSES, &arguments) {
            assert_eq!(findings, "every clause is kept\n", "{test}");
        }
        let Some(places) = places(&path) else {
            continue;
        };
        assert_eq!(places.len(), 3, "{places:?}");
        let mut sides = [0, 0];
        for place in &places {
            let (number, rest) = place.split_once(' ').expect("a number and what it fills");
            // The first page is a recto, bound at its left.
            let recto = number.parse::<usize>().expect("a number") % 2;
            sides[recto] += 1;
            let marks = if test == "offset" {
                "marks"
            } else {
                "no marks"
            };
            let expected = format!("fills; bleed {}; {marks}; ", bleed[recto]);
            assert!(rest.starts_with(&expected), "{test}: {place}");
        }
        assert!(sides.iter().all(|pages| *pages > 0), "{sides:?} {places:?}");
    }
}

#[test]
fn a_photograph_is_measured_with_its_bleed() {
    let coarse = |print: &str, width, height| {
        let made = pressed(print, png(width, height));
        let found = made
            .diagnostics
            .iter()
            .find(|d| d.code == Code::CoarseImage);
        found.map(|d| d.message.clone())
    };
    let kdp = "preset = 'kdp-6x9'\nbleed = '9pt'";
    // Enough for the trimmed page, but not for the bleed.
    let few = coarse(kdp, 1800, 2700).expect("too few pixels");
    assert!(few.contains("292 pixels"), "{few}");
    assert_eq!(coarse(kdp, 1838, 2775), None);
    // What is cut off counts for nothing.
    assert_eq!(coarse(kdp, 4000, 2775), None);
    assert!(coarse(kdp, 4000, 2700).is_some());
}

#[test]
fn a_press_without_bleed_is_told_of() {
    let made = pressed("preset = 'kdp-6x9'", png(1838, 2775));
    let found = made
        .diagnostics
        .iter()
        .find(|d| d.code == Code::MissingBleed);
    let found = found.expect("a warning");
    assert_eq!(
        found.message,
        "3 pictures fill their pages, but the pages have no bleed"
    );
    let place = found.span.map(|span| made.sources.describe(span));
    assert!(place.is_some_and(|place| place.starts_with("1.md:")));
    assert!(made.bytes(Target::Print).is_some());
}

#[test]
fn sheets_show_no_picture_beyond_its_page() {
    let made = made(&book("", png(600, 900)), |options| {
        options.targets = Target::Sheets.into();
        options.imposition = Imposition::new(Scheme::Booklet)
            .with_thickness(bindery::units::Length::mm(0.1))
            .with_marks(SheetMarks::Fold);
    });
    let path = file("sheets", made.bytes(Target::Sheets).expect("sheets"), "pdf");
    for verdict in [
        external::qpdf_check(&path),
        external::ghostscript_render(&path),
    ] {
        assert_eq!(verdict.unwrap_or(Ok(())), Ok(()));
    }
    // Each page is a form that is cut to its box, which is that of the page.
    let script = "\
import sys, pikepdf
for page in pikepdf.open(sys.argv[1]).pages:
    for form in page.Resources.XObject.values():
        print(*(float(v) for v in form.BBox))
";
    if let Some(boxes) = external::python(script, &[path.as_os_str()]) {
        assert!(boxes.lines().count() > 8);
        assert!(
            boxes.lines().all(|sides| sides == "0.0 0.0 432.0 648.0"),
            "{boxes}"
        );
    }
}

#[test]
fn an_epub_with_them_is_sound() {
    let made = made(&book("", png(600, 900)), |options| {
        options.targets = Targets::for_readers();
    });
    let epub = made.bytes(Target::Epub).expect("an EPUB");
    let path = file("book", epub, "epub");
    if let Some(mut messages) = external::epubcheck(&path) {
        messages.retain(|message| message.severity > external::Severity::Usage);
        assert!(messages.is_empty(), "{messages:#?}");
    }
    if let Some(verdict) = external::ace(&path) {
        assert_eq!(verdict, Ok(()));
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut chapter = String::new();
    let mut entry = zip.by_name("OEBPS/chapter-1.xhtml").expect("a chapter");
    std::io::Read::read_to_string(&mut entry, &mut chapter).expect("text");
    assert_eq!(chapter.matches("class=\"full-bleed\"").count(), 3);
    assert!(chapter.contains("<em>whole</em> coast</figcaption>"));
    // The page of each picture is in the list of pages.
    let folios: Vec<u32> = chapter
        .split("aria-label=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    let count = u32::try_from(folios.len()).expect("few pages");
    assert_eq!(folios, (1..=count).collect::<Vec<_>>());
}
