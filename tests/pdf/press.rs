//! Files for a press, as programs see them that had no part in the writing.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use bindery::cover;
use bindery::document::{
    BleedEdges, Date, Inks, PageSize, Print, PrintPreset, PrintStandard, PrinterMarks,
};
use bindery::pdf::{
    Binding, Imposition, Layer, Press, Scheme, Sheet, SheetMarks, impose, write_press,
};
use bindery::style::Theme;
use bindery::typeset::page::{Color, LabelStyle, Mark, PageItem, Pages, Rule};
use bindery::units::{Length, Rect};

use super::hand::{Hand, edition, sample};
use super::{fonts, write};
use crate::external;

/// Goes through the file subject by subject with pikepdf and prints what it finds wrong.
pub(super) const CLAUSES: &str = include_str!("press.py");

const DATE: Date = Date {
    year: 2026,
    month: Some(1),
    day: None,
};

fn press(pages: &Pages, print: &Print, profile: Option<&[u8]>) -> Vec<u8> {
    let sheets: Vec<Sheet<'_>> = (0..)
        .zip(&pages.pages)
        .map(|(index, page)| Sheet {
            size: page.size,
            binding: if index % 2 == 0 {
                Binding::Left
            } else {
                Binding::Right
            },
            layers: vec![Layer { matrix: None, page }],
        })
        .collect();
    let press = Press {
        print,
        profile,
        date: DATE,
    };
    write_press(&sheets, &edition(), &fonts(), press).expect("a sound document")
}

fn file(test: &str, pdf: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("press-{test}.pdf"));
    std::fs::write(&path, pdf).expect("the folder for tests is there");
    path
}

/// The profile of a press that comes with Ghostscript, where it is installed.
fn profile() -> Option<Vec<u8>> {
    let path = Path::new("/usr/share/color/icc/ghostscript/default_cmyk.icc");
    std::fs::read(path).ok()
}

/// Each kind of file that a press may get.
fn kinds() -> Vec<(&'static str, Print, Option<Vec<u8>>)> {
    let offset = PrintPreset::A5Offset.print();
    let four = Print {
        inks: Inks::Cmyk,
        ..offset.clone()
    };
    let mut kinds = vec![
        ("x-4", offset, None),
        ("x-1a", PrintPreset::Ingram6x9.print(), None),
        (
            "x-1a",
            Print {
                standard: PrintStandard::X1a,
                condition: Some("FOGRA39".to_owned()),
                ..four.clone()
            },
            None,
        ),
    ];
    if let Some(profile) = profile() {
        kinds.push(("x-4", four, Some(profile)));
    }
    kinds
}

#[test]
fn every_clause_is_kept() {
    let pages = sample(&fonts());
    for (index, (standard, print, profile)) in kinds().into_iter().enumerate() {
        let pdf = press(&pages, &print, profile.as_deref());
        let path = file(&format!("clauses-{index}"), &pdf);
        let arguments = [path.as_os_str(), OsStr::new(standard)];
        if let Some(findings) = external::python(CLAUSES, &arguments) {
            assert_eq!(findings, "every clause is kept\n", "{standard}: {print:?}");
        }
    }
}

#[test]
fn other_programs_draw_it_without_a_word() {
    let pages = sample(&fonts());
    for (index, (_, print, profile)) in kinds().into_iter().enumerate() {
        let pdf = press(&pages, &print, profile.as_deref());
        let path = file(&format!("drawn-{index}"), &pdf);
        for verdict in [
            external::qpdf_check(&path),
            external::ghostscript_render(&path),
            external::mupdf_render(&path),
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(verdict, Ok(()), "{print:?}");
        }
        if let Some(poppler) = external::tool("pdftoppm") {
            let output = poppler.run([OsStr::new("-r"), OsStr::new("36"), path.as_os_str()]);
            assert_eq!(
                (output.code, output.stderr.as_str()),
                (Some(0), ""),
                "{print:?}"
            );
        }
    }
}

/// How much of each plate of each page has ink, by Ghostscript's separations: cyan, magenta, yellow, black.
fn plates(path: &Path) -> Option<Vec<[bool; 4]>> {
    let gs = external::tool("gs")?;
    let folder = path.with_extension("plates");
    // From an earlier run, perhaps with more pages.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for tests is there");
    let mut out = std::ffi::OsString::from("-sOutputFile=");
    out.push(folder.join("%03d.tif"));
    let output = gs.run([
        OsStr::new("-q"),
        OsStr::new("-dNOPAUSE"),
        OsStr::new("-dBATCH"),
        OsStr::new("-dSAFER"),
        OsStr::new("-sDEVICE=tiffsep"),
        OsStr::new("-r72"),
        &out,
        path.as_os_str(),
    ]);
    assert_eq!(output.code, Some(0), "{}", output.text());
    let script = "\
import pathlib, sys
from PIL import Image
folder = pathlib.Path(sys.argv[1])
for page in sorted(folder.glob('???.tif')):
    plates = [Image.open(page.with_name(f'{page.stem}({ink}).tif')) for ink in ('Cyan', 'Magenta', 'Yellow', 'Black')]
    print(*(int(plate.convert('L').getextrema()[0] < 250) for plate in plates))
";
    let lines = external::python(script, &[folder.as_os_str()])?;
    let pages = lines.lines().map(|line| {
        let inked: Vec<bool> = line.split(' ').map(|plate| plate == "1").collect();
        <[bool; 4]>::try_from(inked).expect("four plates")
    });
    Some(pages.collect())
}

#[test]
fn text_is_on_the_black_plate_alone() {
    let fonts = fonts();
    let mut hand = Hand::new(&fonts);
    hand.page(LabelStyle::Arabic, 1);
    let font = hand.font("EB Garamond", false, false);
    hand.text(font, "Text in black", 60.0, 100.0, Mark::Artifact);
    hand.page(LabelStyle::Arabic, 2);
    hand.push(PageItem::Rule(Rule {
        rect: Rect::new(
            Length::pt(50.0),
            Length::pt(50.0),
            Length::pt(90.0),
            Length::pt(90.0),
        ),
        color: Color::Rgb(0.8, 0.0, 0.0),
        mark: Mark::Artifact,
    }));
    for (index, (_, print, profile)) in kinds().into_iter().enumerate() {
        let print = Print {
            marks: PrinterMarks::None,
            ..print
        };
        let pdf = press(&hand.pages, &print, profile.as_deref());
        let Some(plates) = plates(&file(&format!("plates-{index}"), &pdf)) else {
            return;
        };
        assert_eq!(plates[0], [false, false, false, true], "{print:?}");
        // That the test can tell: red needs other inks where there are any.
        assert_eq!(plates[1][1], print.inks == Inks::Cmyk, "{print:?}");
    }
    // The whole sample, with its pictures in colour, on a press that has black alone.
    let print = Print {
        marks: PrinterMarks::None,
        ..PrintPreset::A5Offset.print()
    };
    let pdf = press(&sample(&fonts), &print, None);
    let plates = plates(&file("plates-black", &pdf)).expect("as above");
    assert!(
        plates
            .iter()
            .all(|plate| !plate[0] && !plate[1] && !plate[2])
    );
}

#[test]
fn what_touches_an_edge_goes_on_into_the_bleed() {
    let fonts = fonts();
    let mut hand = Hand::new(&fonts);
    hand.page(LabelStyle::Arabic, 1);
    let size = hand.pages.pages[0].size;
    hand.push(PageItem::Rule(Rule {
        rect: Rect::new(Length::ZERO, Length::ZERO, size.width, Length::pt(20.0)),
        color: Color::BLACK,
        mark: Mark::Artifact,
    }));
    let print = Print {
        bleed: Length::pt(9.0),
        bleed_edges: BleedEdges::NotBinding,
        ..Print::default()
    };
    let pdf = press(&hand.pages, &print, None);
    let text = bindery::pdf::dump(&pdf).expect("a PDF");
    let width = size.width.to_pt();
    // Not at the binding, on the left: from there over the right edge, and over the top.
    let expected = format!("0 575.276 {:.3} 29 re f", width + 9.0);
    assert!(text.contains(&expected), "{expected} in {text}");
    assert!(text.contains("/TrimBox[0 9 "), "{text}");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let pages = sample(&fonts());
    let print = PrintPreset::A5Offset.print();
    assert!(press(&pages, &print, None) == press(&pages, &print, None));
}

#[test]
fn a_cover_is_one_sheet_that_presses_take() {
    let (fonts, mut edition) = (fonts(), edition());
    edition.document.meta.identifiers.isbn = Some("9783161484100".to_owned());
    let theme = Theme::named("literary").expect("a built-in theme");
    let binding = cover::Binding {
        trim: PageSize::TRADE_6X9.size(),
        pages: 300,
        page_thickness: Length::inch(0.0025),
        bleed: Length::inch(0.125),
        picture: None,
    };
    let wrap = cover::wrap(&edition.document.meta, theme, &fonts, &binding);
    let sheet = Sheet {
        size: wrap.size,
        binding: Binding::None,
        layers: wrap
            .layers
            .iter()
            .map(|(matrix, page)| Layer {
                matrix: *matrix,
                page,
            })
            .collect(),
    };
    let print = Print {
        standard: PrintStandard::X1a,
        inks: Inks::Cmyk,
        bleed: Length::inch(0.125),
        ..Print::default()
    };
    let press = Press {
        print: &print,
        profile: None,
        date: DATE,
    };
    let pdf = write_press(&[sheet], &edition, &fonts, press).expect("a sound cover");
    let path = file("cover", &pdf);
    if let Some(info) = external::pdfinfo(&path) {
        let trim = info.get("Page 1 TrimBox").map(String::as_str);
        assert_eq!(trim, Some("9.00 9.00 927.00 657.00"));
    }
    if let Some(text) = external::pdftotext(&path, &[]) {
        assert!(text.contains("What it is about"), "{text}");
        assert!(text.contains("Ada Lovelace"), "on the spine: {text}");
    }
    let arguments = [path.as_os_str(), OsStr::new("x-1a")];
    if let Some(findings) = external::python(CLAUSES, &arguments) {
        assert_eq!(findings, "every clause is kept\n");
    }
}

#[test]
fn pages_are_laid_on_sheets() {
    let fonts = fonts();
    let mut hand = Hand::new(&fonts);
    let font = hand.font("EB Garamond", false, false);
    for number in 1..=6 {
        hand.page(LabelStyle::Arabic, number);
        hand.text(font, &format!("leaf{number}"), 60.0, 100.0, Mark::Artifact);
    }
    let pdf = write(&hand.pages, &edition(), &fonts).expect("a sound document");
    let booklet = impose(&pdf, Scheme::Booklet.into()).expect("sheets");
    assert!(booklet == impose(&pdf, Scheme::Booklet.into()).expect("sheets"));
    let path = file("booklet", &booklet);
    if let Some(verdict) = external::qpdf_check(&path) {
        assert_eq!(verdict, Ok(()));
    }
    if let Some(verdict) = external::ghostscript_render(&path) {
        assert_eq!(verdict, Ok(()));
    }
    let marked = Imposition::new(Scheme::Signature(4))
        .with_thickness(Length::mm(0.2))
        .with_marks(SheetMarks::Fold);
    let marked = file("sheet-marks", &impose(&pdf, marked).expect("sheets"));
    if let Some(verdict) = external::qpdf_check(&marked) {
        assert_eq!(verdict, Ok(()));
    }
    if let Some(verdict) = external::ghostscript_render(&marked) {
        assert_eq!(verdict, Ok(()));
    }
    let Some(text) = external::pdftotext(&path, &["-layout"]) else {
        return;
    };
    let sides: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|side| side.split_whitespace().collect())
        .collect();
    assert_eq!(
        sides[..4],
        [
            vec!["leaf1"],
            vec!["leaf2"],
            vec!["leaf6", "leaf3"],
            vec!["leaf4", "leaf5"]
        ]
    );
}
