//! The PDF writer, on pages made by hand: the file as other programs see it.

mod bleed;
mod conformance;
mod hand;
mod press;
mod reading;

use bindery::document::{Asset, AssetFormat, AssetId};
use bindery::edition::Edition;
use bindery::font::{FontBook, FontId};
use bindery::pdf::{dump, write};
use bindery::typeset::page::{Fit, LabelStyle, Mark, PageItem, Pages, PlacedImage};
use bindery::typeset::structure::{StructId, Tag};
use bindery::units::{Length, Rect};

use self::hand::{Hand, edition, sample};

/// The fonts in the binary.
fn fonts() -> FontBook {
    FontBook::bundled().expect("bundled fonts parse")
}

#[test]
fn equal_input_gives_equal_bytes() {
    let fonts = fonts();
    let (pages, edition) = (sample(&fonts), edition());
    let first = write(&pages, &edition, &fonts).expect("a sound document");
    let second = write(&pages, &edition, &fonts).expect("a sound document");
    assert!(first == second, "two files from one input differ");
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a thread")
        .install(|| write(&pages, &edition, &fonts));
    assert!(
        Ok(first) == alone,
        "the number of threads shows in the file"
    );
}

#[test]
fn a_page_with_a_word_has_this_file() {
    let fonts = fonts();
    let mut hand = Hand::new(&fonts);
    hand.page(LabelStyle::Arabic, 1);
    let p = hand.add(0, Tag::P);
    let font = hand.font("EB Garamond", false, false);
    hand.text(font, "Wave", 60.0, 80.0, Mark::Content(p));
    let mut edition = Edition::default();
    edition.document.meta.title = "One".into();
    let pdf = write(&hand.pages, &edition, &fonts).expect("a sound document");
    insta::assert_snapshot!(dump(&pdf).expect("a PDF"));
}

#[test]
fn what_is_not_there_is_an_error() {
    let fonts = fonts();
    let mut hand = Hand::new(&fonts);
    hand.page(LabelStyle::Arabic, 1);
    let font = hand.font("EB Garamond", false, false);
    hand.text(font, "x", 60.0, 80.0, Mark::Content(StructId(7)));
    let outcome = |pages: &Pages| write(pages, &Edition::default(), &fonts);
    assert!(outcome(&hand.pages).is_err());
    let mut run = hand.run(font, "x", 60.0, 80.0, Mark::Artifact);
    run.font = FontId(9999);
    hand.pages.pages[0].items = vec![PageItem::Glyphs(run)];
    assert!(outcome(&hand.pages).is_err());
    hand.pages.pages[0].items = vec![PageItem::Image(PlacedImage {
        asset: AssetId(0),
        rect: Rect::default(),
        fit: Fit::Exact,
        mark: Mark::Artifact,
    })];
    assert!(outcome(&hand.pages).is_err());
}

/// A page that shows the first picture of its edition.
fn pictured(fonts: &FontBook) -> Hand<'_> {
    let mut hand = Hand::new(fonts);
    hand.page(LabelStyle::Arabic, 1);
    hand.push(PageItem::Image(PlacedImage {
        asset: AssetId(0),
        rect: Rect::default(),
        fit: Fit::Exact,
        mark: Mark::Artifact,
    }));
    hand
}

#[test]
fn pictures_in_cmyk_become_rgb() {
    let fonts = fonts();
    let mut edition = Edition::default();
    edition.document.assets.push(Asset {
        path: "cmyk.jpg".to_owned(),
        format: AssetFormat::Jpeg,
        bytes: include_bytes!("cmyk.jpg").as_slice().into(),
        width: 16,
        height: 8,
        lang: None,
    });
    let hand = pictured(&fonts);
    let pdf = write(&hand.pages, &edition, &fonts).expect("a sound document");
    let dump = dump(&pdf).expect("a PDF");
    assert!(dump.contains("/ColorSpace/DeviceRGB"), "{dump}");
    assert!(!dump.contains("DeviceCMYK"), "{dump}");
}

#[test]
fn vectors_too_deep_for_readers_become_pixels() {
    let fonts = fonts();
    let (open, close) = ("<g opacity='0.9'>".repeat(60), "</g>".repeat(60));
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>{open}\
         <rect width='5' height='5'/>{close}</svg>"
    );
    let mut edition = Edition::default();
    edition.document.assets.push(Asset {
        path: "deep.svg".to_owned(),
        format: AssetFormat::Svg,
        bytes: svg.as_bytes().into(),
        width: 10,
        height: 10,
        lang: None,
    });
    let hand = pictured(&fonts);
    let pdf = write(&hand.pages, &edition, &fonts).expect("a sound document");
    let dump = dump(&pdf).expect("a PDF");
    assert!(dump.contains("/Subtype/Image"), "{dump}");
    assert!(!dump.contains("/Subtype/Form"), "{dump}");
}

#[test]
fn a_picture_that_cannot_be_read_is_named() {
    let fonts = fonts();
    let mut edition = Edition::default();
    let deep = format!(
        "<svg>{}{}</svg>",
        "<g>".repeat(50_000),
        "</g>".repeat(50_000)
    );
    for (format, bytes) in [
        (AssetFormat::Png, b"no picture".as_slice()),
        (AssetFormat::Jpeg, b"\xFF\xD8\xFF"),
        (AssetFormat::Svg, b"<svg"),
        (AssetFormat::Svg, deep.as_bytes()),
    ] {
        edition.document.assets = vec![Asset {
            path: "img/broken".to_owned(),
            format,
            bytes: bytes.into(),
            width: 1,
            height: 1,
            lang: None,
        }];
        let hand = pictured(&fonts);
        let error = write(&hand.pages, &edition, &fonts).expect_err("it is broken");
        assert!(error.to_string().contains("img/broken"), "{error}");
    }
}

/// Prints how long a book of 400 pages takes; run by hand, optimised.
#[test]
#[ignore = "measures, does not judge"]
fn book_of_400_pages() {
    let fonts = fonts();
    let mut hand = Hand::new(&fonts);
    let roman = hand.font("EB Garamond", false, false);
    let italic = hand.font("EB Garamond", false, true);
    let words = "in the beginning was a page and its lines stood well apart so that readers could ";
    for page in 0..400 {
        hand.page(LabelStyle::Arabic, page + 1);
        for block in 0..4 {
            let p = hand.add(0, Tag::P);
            for line in 0..9 {
                let y = 60.0 + f64::from(block) * 130.0 + f64::from(line) * 13.5;
                let from = (page as usize * 7 + line as usize) % 20;
                let text = &words[from..];
                let mut run = hand.run(roman, text, 50.0, y, Mark::Content(p));
                for (i, glyph) in run.glyphs.iter_mut().enumerate() {
                    if text.as_bytes()[i] == b' ' {
                        glyph.advance +=
                            Length::from_sp(9000 + i64::from(line * page as i32 % 977) * 31);
                    }
                }
                hand.push(PageItem::Glyphs(run));
            }
            hand.text(
                italic,
                "leaning",
                50.0,
                70.0 + f64::from(block),
                Mark::Content(p),
            );
        }
    }
    let edition = edition();
    let start = std::time::Instant::now();
    let pdf = write(&hand.pages, &edition, &fonts).expect("a sound document");
    panic!("{} bytes in {:?}", pdf.len(), start.elapsed());
}
