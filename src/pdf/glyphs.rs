//! Which glyphs of which fonts are used, and the text that each stands for.
//!
//! A PDF maps each glyph of a font to one text (`ToUnicode`). A glyph that shows different texts at
//! different places gets its most frequent one; elsewhere the content stream says so (`ActualText`).

use std::borrow::{Borrow, Cow};

use rayon::prelude::*;

use super::error::PdfError;
use crate::font::{FontBook, FontId};
use crate::typeset::page::{Glyph, GlyphRun, Page, PageItem};

/// Pages to a task; fixed, so that the outcome does not depend on the number of threads.
const CHUNK: usize = 16;

/// Different texts of one glyph that are counted. The rest are `ActualText` at their places.
const MAX_TEXTS: usize = 8;

/// The glyphs in use, by font.
#[derive(Debug, Default)]
pub(super) struct Usage {
    fonts: Vec<Vec<Option<GlyphTexts>>>,
}

/// The texts that a glyph in use shows, with how often.
#[derive(Debug, Default, Clone)]
struct GlyphTexts {
    counted: Vec<(Box<str>, u32)>,
    /// The text of a cluster that it is a part of, for want of a better one.
    part_of: Option<Box<str>>,
}

/// A glyph in use with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UsedGlyph {
    /// Its number in the whole font.
    pub(super) id: u16,
    /// Its text; never empty.
    pub(super) text: Box<str>,
}

/// Collects the glyphs of all pages.
pub(super) fn collect<P: Borrow<Page> + Sync>(
    pages: &[P],
    fonts: &FontBook,
) -> Result<Usage, PdfError> {
    let counts: Vec<u32> = fonts.iter().map(|(_, font)| font.glyph_count()).collect();
    let parts: Vec<Usage> = pages
        .par_chunks(CHUNK)
        .map(|chunk| {
            let mut usage = Usage::default();
            for item in chunk.iter().flat_map(|page| &page.borrow().items) {
                if let PageItem::Glyphs(run) = item {
                    usage.add_run(run, &counts)?;
                }
            }
            Ok(usage)
        })
        .collect::<Result<_, _>>()?;
    let mut whole = Usage::default();
    for part in parts {
        whole.merge(part);
    }
    Ok(whole)
}

impl Usage {
    fn add_run(&mut self, run: &GlyphRun, counts: &[u32]) -> Result<(), PdfError> {
        let index = usize::from(run.font.0);
        let count = *counts.get(index).ok_or(PdfError::UnknownFont(run.font))?;
        let font = self.font_mut(index);
        if font.is_empty() {
            font.resize(count.min(1 << 16) as usize, None);
        }
        for (glyphs, text) in clusters(run) {
            let text = readable(text);
            for glyph in glyphs {
                let Some(slot) = font.get_mut(usize::from(glyph.id)) else {
                    continue;
                };
                let slot = slot.get_or_insert_default();
                if glyphs.len() == 1 && !text.is_empty() && run.actual_text.is_none() {
                    slot.count(&text, 1);
                } else if slot.part_of.is_none() && !text.is_empty() {
                    slot.part_of = Some(text.as_ref().into());
                }
            }
        }
        Ok(())
    }

    #[allow(clippy::indexing_slicing, reason = "just made long enough")]
    fn font_mut(&mut self, index: usize) -> &mut Vec<Option<GlyphTexts>> {
        if self.fonts.len() <= index {
            self.fonts.resize_with(index + 1, Vec::new);
        }
        &mut self.fonts[index]
    }

    fn merge(&mut self, other: Self) {
        for (index, theirs) in other.fonts.into_iter().enumerate() {
            let ours = self.font_mut(index);
            if ours.is_empty() {
                *ours = theirs;
                continue;
            }
            for (our, their) in ours.iter_mut().zip(theirs) {
                match (our, their) {
                    (_, None) => {}
                    (our @ None, their) => *our = their,
                    (Some(our), Some(their)) => {
                        for (text, count) in their.counted {
                            our.count(&text, count);
                        }
                        our.part_of = our.part_of.take().or(their.part_of);
                    }
                }
            }
        }
    }

    /// The fonts in use with their glyphs, by number, without glyph 0.
    pub(super) fn into_fonts(self, book: &FontBook) -> Vec<(FontId, Vec<UsedGlyph>)> {
        let fonts: Vec<_> = self
            .fonts
            .into_iter()
            .zip(book.iter())
            .filter(|(glyphs, _)| !glyphs.is_empty())
            .collect();
        fonts
            .into_par_iter()
            .map(|(glyphs, (id, font))| {
                // The font's own mapping is costly to invert and seldom needed.
                let needs_map = |texts: &GlyphTexts| texts.counted.is_empty();
                let mut mapped: Vec<Option<char>> = Vec::new();
                if glyphs.iter().flatten().any(needs_map) {
                    mapped.resize(glyphs.len(), None);
                    for (c, glyph) in font.mappings() {
                        if let Some(slot @ None) = mapped.get_mut(usize::from(glyph)) {
                            *slot = Some(c);
                        }
                    }
                }
                let used = (0u16..)
                    .zip(glyphs)
                    .skip(1)
                    .filter_map(|(id, texts)| {
                        let mapped = mapped.get(usize::from(id)).copied().flatten();
                        Some(UsedGlyph {
                            id,
                            text: texts?.best(mapped),
                        })
                    })
                    .collect();
                (id, used)
            })
            .collect()
    }
}

impl GlyphTexts {
    fn count(&mut self, text: &str, times: u32) {
        let known = self.counted.iter_mut().find(|(known, _)| **known == *text);
        if let Some((_, count)) = known {
            *count = count.saturating_add(times);
        } else if self.counted.len() < MAX_TEXTS {
            self.counted.push((text.into(), times));
        }
    }

    /// The most frequent text; among equals the one that sorts first.
    fn best(self, mapped: Option<char>) -> Box<str> {
        let counted = self
            .counted
            .into_iter()
            .min_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)))
            .map(|(text, _)| text);
        counted
            .or_else(|| mapped.map(|c| readable(c.encode_utf8(&mut [0; 4])).into()))
            .or(self.part_of)
            .unwrap_or_else(|| "\u{FFFD}".into())
    }
}

/// The clusters of a run: neighbours that show the same text, with that text.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (&[Glyph], &str)> {
    run.glyphs.chunk_by(|a, b| a.text == b.text).map(|glyphs| {
        let text = glyphs.first().and_then(|glyph| {
            let (start, end) = glyph.text;
            run.text.get(start as usize..end as usize)
        });
        (glyphs, text.unwrap_or_default())
    })
}

/// The text as it is read and copied: every space a plain one, so that the many spaces of
/// typography, which often share a glyph, do not each need a remark.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| {
        matches!(
            c,
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2028}'
        )
    };
    // ASCII holds none, and nearly all text is ASCII.
    if text.is_ascii() || !text.contains(is_odd) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace(is_odd, " "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_text_wins() {
        let mut texts = GlyphTexts::default();
        texts.count("b", 2);
        texts.count("a", 2);
        texts.count("c", 1);
        assert_eq!(&*texts.clone().best(Some('x')), "a");
        assert_eq!(&*GlyphTexts::default().best(Some('x')), "x");
        assert_eq!(&*GlyphTexts::default().best(None), "\u{FFFD}");
        for i in 0..100 {
            texts.count(&i.to_string(), 1);
        }
        assert_eq!(texts.counted.len(), MAX_TEXTS);
    }

    #[test]
    fn spaces_are_read_as_one() {
        assert_eq!(readable("a\u{202F}b"), "a b");
        assert_eq!(readable("a\u{200D}b"), "a\u{200D}b");
    }
}
