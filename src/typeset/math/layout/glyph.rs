//! Single glyphs, and glyphs that are stretched by variants and assemblies.

use super::{Context, Piece, Setter};
use crate::font::math::{AssemblyPart, MathConstant, StretchAxis, plain_glyph};
use crate::font::{Font, FontId};
use crate::typeset::math::MathGlyph;
use crate::typeset::math::tree::{OperatorSize, Style, Symbol, Text};
use crate::units::Length;

/// The most glyphs that one stretched glyph is assembled from.
const MAX_PARTS: usize = 400;

impl Setter<'_> {
    /// A glyph of the font for formulas.
    pub(super) fn glyph(&self, glyph: u16, shown: Option<char>, context: Context) -> Piece {
        let style = context.style;
        let bounds = self.font.glyph_box(glyph);
        let italic = self.units(self.font.italics_correction(glyph), style);
        let advance = self.units(bounds.advance, style);
        let width = if self.font.is_extended_shape(glyph) {
            advance
        } else {
            advance + italic
        };
        Piece {
            width,
            height: self.units(bounds.height, style).max(Length::ZERO),
            depth: self.units(bounds.depth, style).max(Length::ZERO),
            glyphs: vec![MathGlyph {
                font: self.font.id(),
                id: glyph,
                size: self.em(style),
                x: Length::ZERO,
                y: Length::ZERO,
                advance,
                color: context.color,
                text: shown,
            }],
            rules: Vec::new(),
            italic,
            attachment: self
                .font
                .accent_attachment(glyph)
                .map(|x| self.units(x, style)),
            single: Some(glyph),
        }
    }

    /// A character in its alphabet.
    pub(super) fn symbol(&self, symbol: Symbol, context: Context) -> Piece {
        let glyph = self
            .font
            .glyph(symbol.set)
            .or_else(|| self.font.glyph(symbol.plain));
        let Some(glyph) = glyph else {
            return self.foreign(symbol.plain, None, context);
        };
        let glyph = match context.style {
            Style::Display | Style::Text => glyph,
            Style::Script => self.font.script_form(glyph, 1),
            Style::ScriptScript => self.font.script_form(glyph, 2),
        };
        // Italic letters are read as letters; other alphabets mean something.
        let italic = matches!(symbol.set, '𝐴'..='𝑧' | 'ℎ' | '𝛢'..='𝜛' | '𝚤' | '𝚥');
        let shown = if italic { symbol.plain } else { symbol.set };
        self.glyph(glyph, Some(shown), context)
    }

    /// A character of a text font, or of any font that has it.
    pub(super) fn foreign(&self, c: char, wanted: Option<FontId>, context: Context) -> Piece {
        let own = wanted.map(|id| (id, self.fonts.get(id)));
        let found =
            own.into_iter()
                .chain(self.fonts.iter())
                .find_map(|(id, font): (FontId, &Font)| {
                    let (glyph, bounds) = plain_glyph(font, c)?;
                    Some((id, font, glyph, bounds))
                });
        let size = self.em(context.style);
        let Some((id, font, glyph, bounds)) = found else {
            if !c.is_whitespace() {
                self.missing.borrow_mut().push(c);
            }
            return Piece::space(size / 4);
        };
        let advance = font.scale(bounds.advance, size);
        Piece {
            width: advance,
            height: font.scale(bounds.height, size).max(Length::ZERO),
            depth: font.scale(bounds.depth, size).max(Length::ZERO),
            glyphs: vec![MathGlyph {
                font: id,
                id: glyph,
                size,
                x: Length::ZERO,
                y: Length::ZERO,
                advance,
                color: context.color,
                text: Some(c),
            }],
            ..Piece::default()
        }
    }

    /// Words.
    pub(super) fn text(&self, text: &Text, context: Context) -> Piece {
        let font = self.text_font(text.bold, text.italic);
        let mut line = Piece::default();
        for c in text.text.chars() {
            match c {
                '\u{2003}' => line.width += self.em(context.style),
                c => line.append(self.foreign(if c == '\u{a0}' { ' ' } else { c }, font, context)),
            }
        }
        line
    }

    /// A sum, an integral ... in the middle of the axis.
    pub(super) fn operator(&self, c: char, size: OperatorSize, context: Context) -> Piece {
        let Some(base) = self.font.glyph(c) else {
            return self.foreign(c, None, context);
        };
        let mut glyph = base;
        if context.is_display() && size == OperatorSize::Growing {
            let least = self.font.constant(MathConstant::DisplayOperatorMinHeight);
            let variants = self.font.variants(base, StretchAxis::Vertical);
            let large = variants.iter().find(|(_, extent)| *extent >= least);
            if let Some((variant, _)) = large.or_else(|| variants.last()) {
                glyph = *variant;
            }
        }
        let piece = self.glyph(glyph, Some(c), context);
        piece.centered(self.axis(context.style))
    }

    /// A delimiter of at least an extent, in the middle of the axis.
    pub(super) fn delimiter(&self, c: char, extent: Length, context: Context) -> Piece {
        let c = match c {
            '<' => '⟨',
            '>' => '⟩',
            c => c,
        };
        let Some(glyph) = self.font.glyph(c) else {
            return self
                .foreign(c, None, context)
                .centered(self.axis(context.style));
        };
        self.stretched(glyph, c, extent, context)
            .centered(self.axis(context.style))
    }

    /// A glyph at least as tall as an extent, where the font can do so.
    pub(super) fn stretched(
        &self,
        glyph: u16,
        shown: char,
        extent: Length,
        context: Context,
    ) -> Piece {
        let units = |extent: i32| self.units(extent, context.style);
        let variants = self.font.variants(glyph, StretchAxis::Vertical);
        if let Some((variant, _)) = variants.iter().find(|(_, tall)| units(*tall) >= extent) {
            return self.glyph(*variant, Some(shown), context);
        }
        let parts = self.font.assembly(glyph, StretchAxis::Vertical);
        if parts.is_empty() {
            let largest = variants.last().map_or(glyph, |(variant, _)| *variant);
            return self.glyph(largest, Some(shown), context);
        }
        let mut piece = Piece::default();
        let mut shown = Some(shown);
        for (part, y) in self.assemble(&parts, extent, context.style) {
            let bounds = self.font.glyph_box(part.glyph);
            let glyph = self.glyph(part.glyph, shown.take(), context);
            piece.width = piece.width.max(glyph.width);
            piece.place(glyph, Length::ZERO, y + units(bounds.depth));
            piece.height = piece.height.max(y + units(part.extent));
        }
        piece
    }

    /// A glyph at least as wide as an extent, from x = 0, where the font can do so; else its widest form.
    pub(super) fn widened(
        &self,
        glyph: u16,
        shown: char,
        extent: Length,
        context: Context,
    ) -> Piece {
        let style = context.style;
        let units = |extent: i32| self.units(extent, style);
        let variants = self.font.variants(glyph, StretchAxis::Horizontal);
        let natural = self.font.glyph_box(glyph);
        let parts = self.font.assembly(glyph, StretchAxis::Horizontal);
        let fits = units(natural.right - natural.left) >= extent;
        let chosen = if fits {
            Some(glyph)
        } else {
            let wide = variants.iter().find(|(_, wide)| units(*wide) >= extent);
            let last = variants.last().filter(|_| parts.is_empty());
            wide.or(last).map(|(variant, _)| *variant)
        };
        if chosen.is_some() || parts.is_empty() {
            let chosen = chosen.unwrap_or(glyph);
            let bounds = self.font.glyph_box(chosen);
            let mut piece = Piece::space(units(bounds.right - bounds.left));
            piece.place(
                self.glyph(chosen, Some(shown), context),
                units(-bounds.left),
                Length::ZERO,
            );
            return self.tight(piece, chosen, style);
        }
        let mut piece = Piece::default();
        let mut shown = Some(shown);
        let mut tallest = glyph;
        for (part, x) in self.assemble(&parts, extent, style) {
            let bounds = self.font.glyph_box(part.glyph);
            piece.place(
                self.glyph(part.glyph, shown.take(), context),
                x - units(bounds.left),
                Length::ZERO,
            );
            piece.width = piece.width.max(x + units(part.extent));
            if bounds.height > self.font.glyph_box(tallest).height {
                tallest = part.glyph;
            }
        }
        self.tight(piece, tallest, style)
    }

    /// Gives a piece the true, perhaps negative, depth of a glyph that floats above the baseline.
    fn tight(&self, mut piece: Piece, glyph: u16, style: Style) -> Piece {
        let bounds = self.font.glyph_box(glyph);
        piece.height = self.units(bounds.height, style);
        piece.depth = self.units(bounds.depth, style);
        piece
    }

    /// Parts and where each begins, so that the whole reaches an extent: extenders are repeated as often as it takes,
    /// then all joints overlap alike as far as that is too much.
    fn assemble(
        &self,
        parts: &[AssemblyPart],
        extent: Length,
        style: Style,
    ) -> Vec<(AssemblyPart, Length)> {
        let least = self.font.min_overlap();
        let build = |repeats: usize| -> Vec<AssemblyPart> {
            parts
                .iter()
                .flat_map(|part| {
                    let times = if part.extender { repeats } else { 1 };
                    std::iter::repeat_n(*part, times)
                })
                .take(MAX_PARTS)
                .collect()
        };
        let longest = |parts: &[AssemblyPart]| -> Length {
            let extents: i32 = parts.iter().map(|part| part.extent).sum();
            let joints = i32::try_from(parts.len().saturating_sub(1)).unwrap_or(0);
            self.units(extents - joints * least, style)
        };
        let growth = longest(&build(2)) - longest(&build(1));
        let missing = extent - longest(&build(1));
        let mut repeats = 1;
        if growth > Length::ZERO && missing > Length::ZERO {
            repeats += usize::try_from((missing.to_sp() + growth.to_sp() - 1) / growth.to_sp())
                .unwrap_or(0);
        }
        let chosen = build(repeats.min(MAX_PARTS));
        let joints = i64::try_from(chosen.len().saturating_sub(1))
            .unwrap_or(0)
            .max(1);
        let surplus = (longest(&chosen) - extent).max(Length::ZERO) / joints;
        let mut placed = Vec::with_capacity(chosen.len());
        let mut at = Length::ZERO;
        for (i, part) in chosen.iter().enumerate() {
            placed.push((*part, at));
            let Some(next) = chosen.get(i + 1) else { break };
            let most = part.end.min(next.start).max(least);
            let overlap = (self.units(least, style) + surplus).min(self.units(most, style));
            at += self.units(part.extent, style) - overlap;
        }
        placed
    }
}
