//! The inner stages of the typesetter: shaping and line breaking.

use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput};

use bindery::document::{Lang, TextDirection};
use bindery::font::FontBook;
use bindery::style::{Align, Figures};
use bindery::typeset::page::{Color, Mark};
use bindery::typeset::paragraph::{
    Force, Item, LineWidths, ParagraphShape, Settings, TextEngine, break_lines,
};
use bindery::typeset::text::{CharStyle, RichText, RunKind, Script, TextRun};
use bindery::units::Length;

use super::prose;

fn rich(text: String) -> RichText {
    let style = CharStyle {
        family: Arc::from("EB Garamond"),
        size: Length::pt(11.0),
        bold: false,
        italic: false,
        small_caps: false,
        figures: Figures::OldStyle,
        script: Script::Normal,
        letter_space: Length::ZERO,
        rise: Length::ZERO,
        color: Color::BLACK,
        underline: false,
        strike: false,
        highlight: false,
    };
    let run = TextRun {
        range: 0..text.len(),
        style: Arc::new(style),
        lang: Lang::new("en").expect("a language tag"),
        mark: Mark::Artifact,
        link: None,
        kind: RunKind::Text,
        source: None,
    };
    RichText {
        text,
        runs: vec![run],
        direction: TextDirection::Ltr,
    }
}

fn shape() -> ParagraphShape {
    ParagraphShape {
        measure: Length::pt(312.0),
        first_indent: Length::pt(13.0),
        drop_indent: (0, Length::ZERO),
        align: Align::Justify,
        hyphenate: true,
        protrude: true,
    }
}

/// The items of a paragraph whose words have the widths of their letters' number.
fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for word in text.split(' ') {
        items.push(Item::Box {
            width: Length::pt(5.0) * word.chars().count() as i64,
            elastic: Length::ZERO,
            protrude_start: Length::ZERO,
            protrude_end: Length::ZERO,
        });
        items.push(Item::Glue {
            width: Length::pt(2.75),
            stretch: Length::pt(1.6),
            shrink: Length::pt(0.7),
            fill: false,
        });
    }
    items.pop();
    items.push(Item::Glue {
        width: Length::ZERO,
        stretch: Length::ZERO,
        shrink: Length::ZERO,
        fill: true,
    });
    items.push(Item::Penalty {
        width: Length::ZERO,
        protrude_end: Length::ZERO,
        cost: Item::FORCED,
        flagged: false,
    });
    items
}

/// Four hundred paragraphs: about seventy pages.
pub(crate) fn benches(criterion: &mut Criterion) {
    let fonts = FontBook::bundled().expect("bundled fonts parse");
    let plain = prose::paragraphs(400);
    let bytes: usize = plain.iter().map(String::len).sum();
    let lists: Vec<Vec<Item>> = plain.iter().map(|text| items(text)).collect();
    let texts: Vec<RichText> = plain.into_iter().map(rich).collect();
    let shape = shape();
    let mut group = criterion.benchmark_group("paragraphs");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(20);
    group.bench_function("shape, each word new", |b| {
        b.iter_batched(
            || TextEngine::new(&fonts),
            |mut engine| texts.iter().map(|t| engine.widths(t).max).max(),
            BatchSize::PerIteration,
        );
    });
    let mut engine = TextEngine::new(&fonts);
    group.bench_function("shape, words known", |b| {
        b.iter(|| texts.iter().map(|t| engine.widths(t).max).max());
    });
    group.bench_function("break", |b| {
        let widths = LineWidths::all(shape.measure);
        let settings = Settings {
            tolerance: 4.0,
            force: Force::Yes,
            ..Settings::default()
        };
        b.iter(|| {
            lists
                .iter()
                .filter_map(|items| break_lines(items, &widths, &settings))
                .map(|lines| lines.len())
                .sum::<usize>()
        });
    });
    group.bench_function("shape, break and set", |b| {
        b.iter(|| {
            texts
                .iter()
                .map(|t| engine.set(t, &shape).lines.len())
                .sum::<usize>()
        });
    });
    group.finish();
}
