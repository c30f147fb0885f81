//! A book with every kind of block and inline.

use std::sync::Arc;

use super::*;
use crate::document::{
    Alert, Asset, AssetFormat, AssetId, Caption, Cell, ColumnAlign, Cover, DefinitionItem, Image,
    InlineRole, LinkTarget, ListItem, Math, NumberDelim, OrderedList, Series, Table,
};

fn link(target: LinkTarget, text: &str) -> Inline {
    i(InlineKind::Link {
        target,
        title: String::new(),
        content: vec![t(text)],
    })
}

fn png(width: u32, height: u32) -> Asset {
    let image = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, 120])
    }));
    let mut bytes = Vec::new();
    image
        .write_to(
            &mut std::io::Cursor::new(&mut bytes),
            image::ImageFormat::Png,
        )
        .expect("encoded");
    Asset {
        path: format!("images/{width}.png"),
        format: AssetFormat::Png,
        bytes: Arc::from(bytes),
        width,
        height,
        lang: None,
    }
}

fn svg() -> Asset {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="100" height="40"><script>alert(1)</script><rect x="5" y="5" width="90" height="30" fill="none" stroke="#888" onclick="x()"/><text x="20" y="25">SVG</text></svg>"##;
    Asset {
        path: "a.svg".to_owned(),
        format: AssetFormat::Svg,
        bytes: Arc::from(svg.as_bytes()),
        width: 100,
        height: 40,
        lang: None,
    }
}

/// A book of two chapters with every kind of block and inline.
pub(in crate::epub) fn book() -> Edition {
    let mut n = Numbers::default();
    let mut first = inlines_chapter(&mut n);
    first.extend(blocks_part(&mut n));
    let mut second = vec![n.p(vec![
        t("See "),
        link(LinkTarget::Internal(AnchorId::new("tab-1")), "Table 1"),
        t(" and "),
        i(InlineKind::NoteRef(NoteId(0))),
        t(" and "),
        i(InlineKind::NoteRef(NoteId(1))),
        t("."),
    ])];
    second.push(n.h(4, "deep", "A jump"));
    second.push(n.p(vec![t("End.")]));
    let notes = (0..2)
        .map(|index| Note {
            label: index.to_string(),
            chapter: index,
            blocks: vec![n.p(vec![
                t("Note "),
                i(InlineKind::Emph(vec![t(&index.to_string())])),
            ])],
            span: Span::default(),
        })
        .collect();
    let mut meta = meta(Kind::Book, "The Book");
    meta.contents = true;
    meta.date = Some(Date {
        year: 2026,
        month: Some(11),
        day: Some(24),
    });
    meta.publisher = Some("The Press".into());
    meta.rights = Some("© 2026".into());
    meta.subjects = vec!["Books".into(), "Tests & trials".into()];
    meta.identifiers.isbn = Some("9783161484100".into());
    meta.identifiers.isbn_display = Some("978-3-16-148410-0".into());
    meta.identifiers.doi = Some("10.1000/182".into());
    meta.series = Some(Series {
        name: "Series".into(),
        position: Some("2".into()),
    });
    meta.cover = Some(Cover {
        asset: AssetId(2),
        alt: "A cover".into(),
    });
    meta.contributors = vec![Contributor {
        name: "Ada".into(),
        file_as: None,
        role: Relator::AUTHOR,
    }];
    edition(Document {
        works: Vec::new(),
        meta,
        chapters: vec![
            chapter("1.md", "One", first),
            chapter("2.md", "Two", second),
        ],
        notes,
        assets: vec![png(40, 20), svg(), png(80, 120)],
    })
}

fn inlines_chapter(n: &mut Numbers) -> Vec<Block> {
    let mut keyboard = i(InlineKind::Code("Ctrl".into()));
    keyboard.role = Some(InlineRole::Keyboard);
    let mut small = i(InlineKind::Span(vec![t("Small")]));
    small.role = Some(InlineRole::SmallCaps);
    let image = |asset, alt: &str| Image {
        asset,
        destination: "x.png".into(),
        alt: alt.into(),
    };
    vec![
        n.h(1, "one", "One"),
        n.p(vec![
            t("Inlines: "),
            i(InlineKind::Emph(vec![
                t("emph "),
                i(InlineKind::Strong(vec![t("strong")])),
            ])),
            i(InlineKind::Strike(vec![t("struck")])),
            i(InlineKind::Superscript(vec![t("up")])),
            i(InlineKind::Subscript(vec![t("down")])),
            i(InlineKind::Underline(vec![t("under")])),
            i(InlineKind::Mark(vec![t("mark")])),
            i(InlineKind::Code("a < b".into())),
            keyboard,
            small,
            i(InlineKind::Ruby {
                base: vec![t("漢字")],
                reading: vec![t("かんじ")],
            }),
            i(InlineKind::SoftBreak),
            link(
                LinkTarget::External("https://example.org/?a=1&b=é".into()),
                "out",
            ),
            link(LinkTarget::Dead, "dead"),
            link(LinkTarget::External("http://".into()), "bad"),
            link(LinkTarget::Internal(AnchorId::new("deep")), "deep"),
            i(InlineKind::LineBreak),
            i(InlineKind::Image(image(
                Some(AssetId(0)),
                "A small picture",
            ))),
            i(InlineKind::Image(image(None, "missing"))),
            i(InlineKind::Math(Math {
                tex: "x^2 < 1".into(),
            })),
            i(InlineKind::NoteRef(NoteId(0))),
            i(InlineKind::Link {
                target: LinkTarget::External("https://a.b".into()),
                title: "Tip".into(),
                content: vec![t("around"), i(InlineKind::NoteRef(NoteId(0)))],
            }),
        ]),
    ]
}

fn blocks_part(n: &mut Numbers) -> Vec<Block> {
    let p = |n: &mut Numbers, text: &str| n.p(vec![t(text)]);
    let cell = |n: &mut Numbers, text: &str| Cell {
        blocks: vec![n.plain(text)],
    };
    let item = |blocks, task| ListItem {
        blocks,
        task,
        span: Span::default(),
    };
    let mut out = Vec::new();
    let quoted = p(n, "Quoted.");
    out.push(n.block(BlockKind::Quote(vec![quoted])));
    let quoted = p(n, "An epigraph.");
    let quote = n.block(BlockKind::Quote(vec![quoted]));
    out.push(with_class(quote, "epigraph"));
    let verse = n.p(vec![t("line"), i(InlineKind::LineBreak), t("line")]);
    out.push(with_class(verse, "verse"));
    let warned = p(n, "Take care.");
    out.push(n.block(BlockKind::Alert {
        alert: Alert::Warning,
        label: "Warning".to_owned(),
        blocks: vec![warned],
    }));
    let nested = n.plain("nested");
    let nested = n.block(BlockKind::List {
        ordered: None,
        tight: true,
        items: vec![item(vec![nested], None)],
    });
    let first = n.plain("first");
    let loose = p(n, "second");
    out.push(n.block(BlockKind::List {
        ordered: Some(OrderedList {
            start: 3,
            delim: NumberDelim::Period,
        }),
        tight: true,
        items: vec![item(vec![first, nested], None), item(vec![loose], None)],
    }));
    let (done, open) = (n.plain("done"), p(n, "open"));
    out.push(n.block(BlockKind::List {
        ordered: None,
        tight: true,
        items: vec![item(vec![done], Some(true)), item(vec![open], Some(false))],
    }));
    let (term, definition) = (n.plain("Term"), n.plain("Definition"));
    let longer = vec![p(n, "Longer."), p(n, "Two.")];
    out.push(n.block(BlockKind::Definitions(vec![DefinitionItem {
        terms: vec![term],
        definitions: vec![vec![definition], longer],
    }])));
    out.push(n.block(BlockKind::Code {
        language: Some("rust".into()),
        text: "fn main() {\n    let a = \"<&>\";\n}\n".into(),
    }));
    let head = vec![vec![cell(n, ""), cell(n, "Head")]];
    let two = Cell {
        blocks: vec![p(n, "one"), p(n, "two")],
    };
    let body = vec![vec![cell(n, "a"), two]];
    let table = n.block(BlockKind::Table(Box::new(Table {
        columns: vec![ColumnAlign::Start, ColumnAlign::Right],
        head,
        body,
        caption: Caption {
            label: Some("Table\u{a0}1.".to_owned()),
            content: vec![t("A table")],
        },
    })));
    out.push(with_id(table, "tab-1"));
    let mut figure = n.block(BlockKind::Figure {
        image: Image {
            asset: Some(AssetId(1)),
            destination: "a.svg".into(),
            alt: "A drawing".into(),
        },
        caption: Caption {
            label: Some("Figure\u{a0}1.".to_owned()),
            content: vec![
                t("A figure with "),
                i(InlineKind::Emph(vec![t("emphasis")])),
            ],
        },
        placement: crate::document::FigurePlacement::InText,
    });
    figure.attr.pairs.push(("width".into(), "60%".into()));
    out.push(with_id(figure, "fig-1"));
    out.push(n.block(BlockKind::Math(Math {
        tex: "\\sum_{i=1}^n i = \\frac{n(n+1)}{2}".into(),
    })));
    out.push(n.block(BlockKind::Break));
    let grouped = p(n, "متن");
    let mut group = n.block(BlockKind::Group(vec![grouped]));
    group.attr.lang = Some(Lang::new("fa").expect("a language"));
    out.push(group);
    out.push(p(n, "After."));
    out
}
