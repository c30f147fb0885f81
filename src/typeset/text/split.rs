//! A word is split where its font or its script changes.

use std::ops::Range;

use unicode_script::Script as ScriptName;
use unicode_segmentation::UnicodeSegmentation;

use super::style::{Form, Style, strong_script};
use crate::font::{FontBook, FontId, is_invisible};

/// A part of a word of one font and script.
pub(super) struct Part {
    pub(super) range: Range<usize>,
    pub(super) font: FontId,
    pub(super) script: ScriptName,
    /// A lower-case letter to be set as a scaled capital.
    pub(super) small: bool,
    pub(super) missing: bool,
}

/// Splits a word where its font or script changes. Also counts the clusters without a glyph.
/// `script` is that of characters before the first letter.
pub(super) fn split(
    book: &FontBook,
    style: &mut Style,
    text: &str,
    script: ScriptName,
) -> (Vec<Part>, u32) {
    let mut parts: Vec<Part> = Vec::new();
    let mut missing = 0;
    let mut script = text.chars().find_map(strong_script).unwrap_or(script);
    let scaled_caps = style.caps() == Form::Scaled;
    for (at, cluster) in text.grapheme_indices(true) {
        let strong = cluster.chars().find_map(strong_script);
        if let Some(strong) = strong {
            script = strong;
        }
        let font = cluster_font(book, style, cluster, strong, script);
        let small = scaled_caps && cluster.chars().any(|c| single_upper(c) != c);
        let (font, lacking) = match font {
            Some(font) => (font, false),
            None => {
                missing += 1;
                let visible = style
                    .fonts(book, ScriptName::Common)
                    .iter()
                    .copied()
                    .find(|id| book.get(*id).has(char::REPLACEMENT_CHARACTER));
                (visible.unwrap_or(style.primary), true)
            }
        };
        match parts.last_mut() {
            Some(last)
                if last.font == font
                    && last.script == script
                    && last.small == small
                    && last.missing == lacking =>
            {
                last.range.end = at + cluster.len();
            }
            _ => parts.push(Part {
                range: at..at + cluster.len(),
                font,
                script,
                small,
                missing: lacking,
            }),
        }
    }
    (parts, missing)
}

/// The first font that has a whole cluster: base and marks come from one font.
fn cluster_font(
    book: &FontBook,
    style: &mut Style,
    cluster: &str,
    strong: Option<ScriptName>,
    script: ScriptName,
) -> Option<FontId> {
    let covers = |id: FontId| {
        let font = book.get(id);
        cluster
            .chars()
            .all(|c| font.has(c) || is_invisible(c) || (c.is_whitespace() && font.has(' ')))
    };
    if strong.is_none() {
        // Punctuation is taken from the font of the letters it stands with, figures beside CJK
        // letters are not: theirs are drawn for full width.
        let first = cluster.chars().next().unwrap_or(' ');
        let own = if is_cjk(script) {
            !first.is_ascii_digit() && (style.is_cjk() || u32::from(first) >= 0x3000)
        } else {
            true
        };
        if own {
            let font = style.script_font(book, script);
            if covers(font) {
                return Some(font);
            }
        }
    }
    if covers(style.primary) {
        return Some(style.primary);
    }
    let fonts = style.fonts(book, strong.unwrap_or(ScriptName::Common));
    fonts.iter().copied().find(|id| covers(*id))
}

/// True for the scripts that are set without word spaces on a square grid, and for Hangul.
pub(super) fn is_cjk(script: ScriptName) -> bool {
    matches!(
        script,
        ScriptName::Han
            | ScriptName::Hiragana
            | ScriptName::Katakana
            | ScriptName::Bopomofo
            | ScriptName::Hangul
    )
}

/// The capital of a letter that has a capital of one character.
pub(super) fn single_upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(u), None) => u,
        _ => c,
    }
}

/// The size of a fallback font in thousandths of the text's, so that both look of one size.
pub(super) fn match_scale(
    book: &FontBook,
    primary: FontId,
    font: FontId,
    script: ScriptName,
) -> u32 {
    if primary == font {
        return 1000;
    }
    let (own, other) = (book.get(primary).metrics(), book.get(font).metrics());
    let relative = |height: i32, upem: u16| f64::from(height) / f64::from(upem.max(1));
    let by_x_height = relative(own.x_height, own.units_per_em)
        / relative(other.x_height, other.units_per_em).max(0.01);
    let scale = match script {
        ScriptName::Latin
        | ScriptName::Greek
        | ScriptName::Cyrillic
        | ScriptName::Armenian
        | ScriptName::Georgian
        | ScriptName::Common => by_x_height.clamp(0.75, 1.25),
        // Hebrew letters stand between the heights of small letters and of capitals.
        ScriptName::Hebrew => (by_x_height * 1.08).clamp(0.75, 1.25),
        script if is_cjk(script) => 0.94,
        _ => 1.0,
    };
    (scale * 1000.0).round() as u32
}
