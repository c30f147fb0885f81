//! Pages and editions made by hand, as the typesetter would make them.

use bindery::document::{AnchorId, Asset, AssetFormat, AssetId, Contributor, Date, Lang, Relator};
use bindery::edition::Edition;
use bindery::font::{FontBook, FontId, FontQuery};
use bindery::typeset::page::{
    Color, Fit, Glyph, GlyphRun, LabelStyle, LinkArea, LinkDest, Mark, OutlineEntry, Page,
    PageItem, PageLabel, Pages, PlacedImage, Rule,
};
use bindery::typeset::structure::{ListNumbering, StructId, Tag};
use bindery::units::{Length, Point, Rect, Size};

/// Makes pages by hand, as the typesetter would.
pub(super) struct Hand<'a> {
    fonts: &'a FontBook,
    pub(super) pages: Pages,
}

impl<'a> Hand<'a> {
    pub(super) fn new(fonts: &'a FontBook) -> Self {
        let mut pages = Pages::default();
        pages.structure.add(None, Tag::Document);
        Self { fonts, pages }
    }

    pub(super) fn page(&mut self, style: LabelStyle, number: u32) {
        self.pages.pages.push(Page {
            size: Size {
                width: Length::mm(148.0),
                height: Length::mm(210.0),
            },
            label: PageLabel { style, number },
            items: Vec::new(),
        });
    }

    pub(super) fn add(&mut self, parent: u32, tag: Tag) -> StructId {
        self.pages.structure.add(Some(StructId(parent)), tag)
    }

    pub(super) fn push(&mut self, item: PageItem) {
        let page = self.pages.pages.last_mut().expect("a page was begun");
        page.items.push(item);
    }

    pub(super) fn font(&self, family: &str, bold: bool, italic: bool) -> FontId {
        let query = FontQuery {
            family,
            bold,
            italic,
        };
        self.fonts.find(query).expect("a bundled family")
    }

    /// A run by the font's own mapping, one glyph to a character.
    pub(super) fn run(&self, font: FontId, text: &str, x: f64, y: f64, mark: Mark) -> GlyphRun {
        let face = self.fonts.get(font);
        let size = Length::pt(11.0);
        let mappings: std::collections::BTreeMap<char, u16> = face.mappings().collect();
        let glyphs = text.char_indices().map(|(at, c)| {
            let id = mappings.get(&c).copied().unwrap_or_default();
            let advance = face.advances([id])[0];
            Glyph {
                id,
                advance: face.scale(advance, size),
                x_offset: Length::ZERO,
                y_offset: Length::ZERO,
                text: (at as u32, (at + c.len_utf8()) as u32),
            }
        });
        GlyphRun {
            font,
            size,
            stretch: 1.0,
            origin: Point {
                x: Length::pt(x),
                y: Length::pt(y),
            },
            color: Color::BLACK,
            glyphs: glyphs.collect(),
            text: text.into(),
            actual_text: None,
            reading: bindery::typeset::page::Reading::Own,
            rtl: false,
            lang: None,
            mark,
        }
    }

    pub(super) fn text(&mut self, font: FontId, text: &str, x: f64, y: f64, mark: Mark) {
        let run = self.run(font, text, x, y, mark);
        self.push(PageItem::Glyphs(run));
    }
}

fn png() -> Vec<u8> {
    let image = image::RgbaImage::from_fn(64, 48, |x, y| {
        let inside = (i64::from(x) - 32).pow(2) + (i64::from(y) - 24).pow(2) < 400;
        image::Rgba([
            (x * 4) as u8,
            (y * 5) as u8,
            128,
            if inside { 255 } else { 60 },
        ])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("encoding to memory");
    bytes.into_inner()
}

fn jpeg() -> Vec<u8> {
    let image = image::RgbImage::from_fn(60, 40, |x, y| {
        image::Rgb([(x * 4) as u8, (y * 6) as u8, 40])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode_image(&image)
        .expect("encoding to memory");
    bytes
}

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
<defs><linearGradient id="g"><stop offset="0" stop-color="#36c"/><stop offset="1" stop-color="#fff" stop-opacity="0.3"/></linearGradient></defs>
<rect width="200" height="100" fill="url(#g)"/>
<circle cx="50" cy="50" r="40" fill="#c33" opacity="0.5"/>
<image href="/etc/passwd" width="10" height="10"/>
<circle cx="150" cy="50" r="30" fill="#3c3" opacity="0.7"/>
<text x="60" y="60" font-size="20" font-family="sans-serif">Figure fi 12</text>
<text x="60" y="80" font-size="20" font-family="serif" opacity="0.9">Serif</text>
<text x="60" y="20" font-size="20" font-family="monospace">let x</text></svg>"##;

fn asset(path: &str, format: AssetFormat, bytes: Vec<u8>, size: (u32, u32)) -> Asset {
    Asset {
        path: path.to_owned(),
        format,
        bytes: bytes.into(),
        width: size.0,
        height: size.1,
        lang: None,
    }
}

pub(super) fn edition() -> Edition {
    let mut edition = Edition::default();
    let document = &mut edition.document;
    let meta = &mut document.meta;
    meta.title = "Sample <of> a book & more".into();
    meta.slug = "sample".into();
    meta.identifiers.uuid = "6ba7b810-9dad-51d1-80b4-00c04fd430c8".into();
    meta.description = Some("What it is about".into());
    meta.subjects = vec!["tests".into(), "größe".into()];
    meta.contributors = vec![Contributor {
        name: "Ada Lovelace".into(),
        file_as: None,
        role: Relator::AUTHOR,
    }];
    meta.date = Some(Date {
        year: 2026,
        month: Some(11),
        day: None,
    });
    document.assets = vec![
        asset("a.png", AssetFormat::Png, png(), (64, 48)),
        asset("b.jpg", AssetFormat::Jpeg, jpeg(), (60, 40)),
        asset(
            "c.svg",
            AssetFormat::Svg,
            SVG.as_bytes().to_vec(),
            (200, 100),
        ),
        asset(
            "d.svg",
            AssetFormat::Svg,
            SVG.replace("c33", "3c3").into_bytes(),
            (200, 100),
        ),
    ];
    edition
}

/// Something of everything.
pub(super) fn sample(fonts: &FontBook) -> Pages {
    let mut hand = Hand::new(fonts);
    let roman = hand.font("EB Garamond", false, false);
    let italic = hand.font("EB Garamond", false, true);
    let bold = hand.font("EB Garamond", true, false);
    let mono = hand.font("JetBrains Mono", false, false);
    let hangul = hand.font("Noto Serif CJK KR", false, false);
    let math = hand.font("Garamond-Math", false, false);
    let dejavu = hand.font("DejaVu Sans", false, false);
    let hebrew = hand.font("Frank Ruhl Libre", false, false);

    hand.page(LabelStyle::LowerRoman, 1);
    let title = hand.add(0, Tag::Title);
    hand.text(bold, "Sample of a book", 60.0, 100.0, Mark::Content(title));
    hand.page(LabelStyle::LowerRoman, 2);
    let toc = hand.add(0, Tag::Toc);
    let toci = hand.add(toc.0, Tag::Toci);
    let reference = hand.add(toci.0, Tag::Reference);
    let link = hand.add(reference.0, Tag::Link);
    hand.text(roman, "Chapter one", 60.0, 100.0, Mark::Content(link));
    hand.push(PageItem::Link(LinkArea {
        rect: Rect::new(
            Length::pt(60.0),
            Length::pt(90.0),
            Length::pt(80.0),
            Length::pt(13.0),
        ),
        target: LinkDest::Anchor(AnchorId::new("chapter-1")),
        contents: "Chapter one".into(),
        element: link,
    }));

    hand.page(LabelStyle::Arabic, 1);
    let sect = hand.add(0, Tag::Sect);
    let h1 = hand.add(sect.0, Tag::H(1));
    hand.text(bold, "Chapter one", 60.0, 80.0, Mark::Content(h1));
    let p = hand.add(sect.0, Tag::P);
    hand.text(
        roman,
        "Waves and “quotes” with an ",
        60.0,
        110.0,
        Mark::Content(p),
    );
    let em = hand.add(p.0, Tag::Em);
    hand.text(italic, "emphatic word", 200.0, 110.0, Mark::Content(em));
    let mut run = hand.run(roman, "hyphen", 280.0, 110.0, Mark::Content(p));
    run.stretch = 1.015;
    hand.push(PageItem::Glyphs(run));
    let mut run = hand.run(roman, "-", 320.0, 110.0, Mark::Content(p));
    run.actual_text = Some("".into());
    hand.push(PageItem::Glyphs(run));
    hand.text(roman, "ated\u{a0}line, and ", 60.0, 124.0, Mark::Content(p));
    let mut run = hand.run(roman, "deutsche Wörter", 140.0, 124.0, Mark::Content(p));
    run.lang = Some(Lang::new("de").expect("a tag"));
    run.color = Color::Rgb(0.6, 0.1, 0.2);
    hand.push(PageItem::Glyphs(run));
    let note_ref = hand.add(p.0, Tag::Reference);
    hand.text(roman, "1", 230.0, 120.0, Mark::Content(note_ref));
    hand.push(PageItem::Link(LinkArea {
        rect: Rect::new(
            Length::pt(230.0),
            Length::pt(110.0),
            Length::pt(6.0),
            Length::pt(13.0),
        ),
        target: LinkDest::Anchor(AnchorId::new("note-1")),
        contents: "1".into(),
        element: note_ref,
    }));
    // One cluster of two glyphs, and a glyph that stands for another text than usual.
    let mut run = hand.run(roman, "ea", 250.0, 124.0, Mark::Content(p));
    run.text = "\u{e9}a".into();
    run.glyphs[0].text = (0, 2);
    run.glyphs[1].text = (0, 2);
    hand.push(PageItem::Glyphs(run));

    let code = hand.add(sect.0, Tag::Code);
    hand.push(PageItem::Rule(Rule {
        rect: Rect::new(
            Length::pt(56.0),
            Length::pt(140.0),
            Length::pt(300.0),
            Length::pt(20.0),
        ),
        color: Color::Gray(0.93),
        mark: Mark::Artifact,
    }));
    hand.text(mono, "fn main() { (\\) }", 60.0, 154.0, Mark::Content(code));
    let korean = hand.add(sect.0, Tag::P);
    hand.pages.structure.get_mut(korean).lang = Lang::new("ko").ok();
    hand.text(hangul, "책을 만들다", 60.0, 180.0, Mark::Content(korean));
    hand.text(dejavu, "☑ → ✓", 160.0, 180.0, Mark::Content(korean));
    let formula = hand.add(sect.0, Tag::Formula);
    hand.pages.structure.get_mut(formula).alt = Some("integral of x".into());
    hand.text(math, "∫𝑥d𝑥", 60.0, 200.0, Mark::Content(formula));
    let rtl = hand.add(sect.0, Tag::P);
    hand.pages.structure.get_mut(rtl).lang = Lang::new("he").ok();
    let mut run = hand.run(hebrew, "שלום עולם", 200.0, 220.0, Mark::Content(rtl));
    run.rtl = true;
    run.glyphs.reverse();
    hand.push(PageItem::Glyphs(run));

    let list = hand.add(sect.0, Tag::L(ListNumbering::Disc));
    let item = hand.add(list.0, Tag::Li);
    let label = hand.add(item.0, Tag::Lbl);
    hand.text(roman, "•", 60.0, 240.0, Mark::Content(label));
    let body = hand.add(item.0, Tag::LBody);
    let inner = hand.add(body.0, Tag::P);
    hand.text(roman, "An item with a ", 72.0, 240.0, Mark::Content(inner));
    let link = hand.add(inner.0, Tag::Link);
    hand.text(roman, "link", 160.0, 240.0, Mark::Content(link));
    hand.push(PageItem::Link(LinkArea {
        rect: Rect::new(
            Length::pt(160.0),
            Length::pt(230.0),
            Length::pt(30.0),
            Length::pt(13.0),
        ),
        target: LinkDest::Uri("https://example.org/é(1)".into()),
        contents: "link".into(),
        element: link,
    }));

    let table = hand.add(sect.0, Tag::Table);
    for (row, (tag, y)) in [(Tag::Th, 270.0), (Tag::Td, 284.0)].into_iter().enumerate() {
        let part = hand.add(table.0, if row == 0 { Tag::THead } else { Tag::TBody });
        let tr = hand.add(part.0, Tag::Tr);
        for (column, text) in ["left", "right", ""].into_iter().enumerate() {
            let cell = hand.add(tr.0, tag);
            hand.text(
                roman,
                text,
                60.0 + 60.0 * column as f64,
                y,
                Mark::Content(cell),
            );
        }
    }
    for (asset, alt) in ["PNG", "JPEG", "SVG", "SVG again"].into_iter().enumerate() {
        let figure = hand.add(sect.0, Tag::Figure);
        hand.pages.structure.get_mut(figure).alt = Some(alt.into());
        hand.push(PageItem::Image(PlacedImage {
            asset: AssetId(asset as u32),
            rect: Rect::new(
                Length::pt(60.0 + 80.0 * asset as f64),
                Length::pt(310.0),
                Length::pt(70.0),
                Length::pt(if asset < 2 { 50.0 } else { 35.0 }),
            ),
            fit: Fit::Exact,
            mark: Mark::Content(figure),
        }));
    }
    let note = hand.add(sect.0, Tag::Note);
    hand.pages.structure.get_mut(note).id = Some("note-1".into());
    let label = hand.add(note.0, Tag::Lbl);
    hand.push(PageItem::Rule(Rule {
        rect: Rect::new(
            Length::pt(60.0),
            Length::pt(500.0),
            Length::pt(40.0),
            Length::pt(0.5),
        ),
        color: Color::BLACK,
        mark: Mark::Artifact,
    }));
    hand.text(roman, "1", 60.0, 515.0, Mark::Content(label));
    let body = hand.add(note.0, Tag::P);
    hand.text(roman, "A note.", 70.0, 515.0, Mark::Content(body));
    hand.text(roman, "1", 200.0, 560.0, Mark::Pagination);

    for (name, page, y) in [("chapter-1", 2, 70.0), ("note-1", 2, 505.0)] {
        let point = Point {
            x: Length::pt(60.0),
            y: Length::pt(y),
        };
        hand.pages.anchors.push((AnchorId::new(name), page, point));
    }
    let entry = |title: &str, target: &str| OutlineEntry {
        title: title.into(),
        target: AnchorId::new(target),
        children: Vec::new(),
    };
    hand.pages.outline = vec![
        OutlineEntry {
            children: vec![entry("A note — below", "note-1")],
            ..entry("Chapter one", "chapter-1")
        },
        entry("Again", "chapter-1"),
    ];
    hand.pages
}
