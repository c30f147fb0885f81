//! Setting text with the bundled fonts.

use super::sample::{fonts, plain, shape};
use super::{TextEngine, dump_glyphs, dump_lines};

fn set(text: &str, lang: &str, points: f64) -> String {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain(text, lang), &shape(points));
    dump_lines(&paragraph.lines, fonts())
}

const FROG: &str = "In olden times when wishing still helped one, there lived a king whose daughters were \
all beautiful; and the youngest was so beautiful that the sun itself, which has seen so much, was astonished \
whenever it shone in her face.";

#[test]
fn sets_latin_text() {}

#[test]
fn shapes_with_ligatures_and_old_style_figures() {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain("fi 1984", "en"), &shape(200.0));
}

#[test]
fn sets_hebrew_persian_and_korean() {}
