//! Texts for tests.

use std::sync::Arc;

use super::{CharStyle, LinkId, RichText, RunKind, Script, TextRun};
use crate::document::Lang;
use crate::font::FontBook;
use crate::style::Figures;
use crate::typeset::glyphs::{Color, Mark};
use crate::units::Length;

/// The bundled fonts, read once.
pub(in crate::typeset) fn fonts() -> &'static FontBook {
    static FONTS: std::sync::OnceLock<FontBook> = std::sync::OnceLock::new();
    FONTS.get_or_init(|| FontBook::bundled().expect("bundled fonts parse"))
}

/// EB Garamond at 11 points.
pub(in crate::typeset) fn style() -> CharStyle {
    CharStyle {
        family: "EB Garamond".into(),
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
    }
}

/// A text in one style and language.
pub(in crate::typeset) fn plain(text: &str, lang: &str) -> RichText {
    let mut rich = RichText::default();
    let lang = Lang::new(lang).expect("well formed");
    rich.direction = lang.direction();
    push(&mut rich, text, style(), &lang, RunKind::Text);
    rich
}

/// Adds a run.
pub(in crate::typeset) fn push(
    rich: &mut RichText,
    text: &str,
    style: CharStyle,
    lang: &Lang,
    kind: RunKind,
) {
    let start = rich.text.len();
    rich.text.push_str(text);
    rich.runs.push(TextRun {
        range: start..rich.text.len(),
        style: Arc::new(style),
        lang: lang.clone(),
        mark: Mark::Artifact,
        link: None,
        kind,
        source: Some(start as u32),
    });
}

/// Makes the last run a link.
pub(in crate::typeset) fn link(rich: &mut RichText, id: u32) {
    if let Some(run) = rich.runs.last_mut() {
        run.link = Some(LinkId(id));
    }
}
