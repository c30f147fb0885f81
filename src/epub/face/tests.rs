//! Tests of the fonts in whole EPUBs.

use std::io::{Cursor, Read as _};

use crate::document::{BlockKind, Caption, Cell, ColumnAlign, Document, Kind, Table};
use crate::edition::Edition;
use crate::epub::{Options, sample, write_with};
use crate::font::{Font, FontBook, FontData};
use crate::style::Theme;

/// The fonts in the EPUB of an edition.
fn embedded(edition: &Edition, theme: &Theme) -> Vec<Font> {
    let fonts = FontBook::bundled().expect("bundled fonts");
    let options = Options {
        fonts: Some(&fonts),
        ..Options::default()
    };
    let epub = write_with(edition, None, theme, options).expect("written");
    let mut zip = zip::ZipArchive::new(Cursor::new(epub.value)).expect("an archive");
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    let files = names.iter().filter(|name| name.contains("/fonts/"));
    files
        .map(|name| {
            let mut bytes = Vec::new();
            let mut file = zip.by_name(name).expect("the file is there");
            file.read_to_end(&mut bytes).expect("read");
            Font::parse(FontData::Owned(bytes.into()), 0).expect("a font")
        })
        .collect()
}

/// A document with a table: an empty corner, a head, and a row with a head of its own.
fn with_table(row_head: &str) -> Document {
    let mut n = sample::Numbers::default();
    let mut cell = |text: &str| Cell {
        blocks: vec![n.plain(text)],
    };
    let head = vec![vec![cell(""), cell("two")]];
    let body = vec![vec![cell(row_head), cell("two")]];
    let table = n.block(BlockKind::Table(Box::new(Table {
        columns: vec![ColumnAlign::Start; 2],
        head,
        body,
        caption: Caption::default(),
    })));
    Document {
        meta: sample::meta(Kind::Article, "a"),
        chapters: vec![sample::chapter("1.md", "", vec![table])],
        ..Document::default()
    }
}

#[test]
fn row_heads_are_set_in_the_font_of_their_table() {
    let letters = "QŽÞ";
    for name in Theme::names() {
        let theme = Theme::named(name).expect("built in");
        let fonts = embedded(&sample::edition(with_table(letters)), theme);
        for c in letters.chars() {
            let holders: Vec<_> = fonts.iter().filter(|font| font.has(c)).collect();
            let [font] = holders.as_slice() else {
                panic!("{name}: {c} is in {} fonts", holders.len());
            };
            assert_eq!(
                font.family(),
                theme.family(theme.table.text.family),
                "{name}"
            );
            assert_eq!(
                (font.is_bold(), font.is_italic()),
                (theme.table.text.bold, theme.table.text.italic),
                "{name}: {c}"
            );
        }
    }
}
