//! Inlines become runs.

use std::sync::Arc;

use super::collect::Look;
use super::{Collector, LinkTo, Shown, StyledText, Styling, TextSpec, char_style};
use crate::document::{
    AnchorId, Attr, Image, Inline, InlineKind, InlineRole, Lang, LinkTarget, NoteId, OBJECT,
    TextDirection, plain_text,
};
use crate::style::{FamilyRole, Figures, TextStyle};
use crate::typeset::glyphs::Mark;
use crate::typeset::page::LinkDest;
use crate::typeset::structure::{StructId, Tag};
use crate::typeset::text::{CharStyle, LinkId, RunKind, Script};
use crate::units::Length;

/// Inlines nested deeper than this are set in the style of those around them.
const DEEPEST: usize = 64;

/// A CSS pixel, in which pictures are measured.
const PIXEL_PT: f64 = 0.75;

impl Styling<'_> {
    /// Styles the inlines of one block.
    pub(crate) fn text(
        &mut self,
        inlines: &[Inline],
        spec: &TextSpec<'_>,
        direction: TextDirection,
    ) -> StyledText {
        let mut collector = Collector::new(direction);
        self.append(&mut collector, inlines, spec);
        collector.finish()
    }

    /// Styles inlines after what is gathered already.
    pub(crate) fn append(&mut self, out: &mut Collector, inlines: &[Inline], spec: &TextSpec<'_>) {
        let look = Collector::look(self.theme, spec);
        let mut walk = Walk {
            styling: self,
            out,
            measure: spec.measure,
            offset: 0,
            pending_space: None,
        };
        walk.inlines(inlines, &look, spec.element, 0);
        walk.flush_space(None);
    }
}

pub(super) struct Walk<'s, 'a, 'o> {
    pub(super) styling: &'s mut Styling<'a>,
    pub(super) out: &'o mut Collector,
    pub(super) measure: Length,
    /// The offset into the block's plain text.
    pub(super) offset: u32,
    /// A line end of the source that becomes a space, unless ideographs stand on both its sides.
    pub(super) pending_space: Option<(Look, u32)>,
}

impl Walk<'_, '_, '_> {
    fn inlines(&mut self, inlines: &[Inline], look: &Look, element: StructId, depth: usize) {
        for inline in inlines {
            self.inline(inline, look, element, depth);
        }
    }

    fn inline(&mut self, inline: &Inline, look: &Look, element: StructId, depth: usize) {
        let mut look = look.clone();
        let mut element = element;
        if !inline.attr.is_empty() {
            self.attributes(&inline.attr, &mut look, &mut element);
        }
        if inline.role == Some(InlineRole::SmallCaps) {
            restyle(&mut look, |s| s.small_caps = true);
        }
        match &inline.kind {
            InlineKind::Text(text) => self.text(text, &look, RunKind::Text),
            InlineKind::SoftBreak => {
                self.flush_space(None);
                self.pending_space = Some((look, self.offset));
                self.offset += 1;
            }
            InlineKind::LineBreak => {
                self.pending_space = None;
                self.out
                    .push("\u{2028}", &look, RunKind::Text, Some(self.offset));
                self.offset += 1;
            }
            InlineKind::Emph(content) => {
                let look = self.within(&look, element, Tag::Em, |s| s.italic = !s.italic);
                self.nested(content, &look, depth);
            }
            InlineKind::Strong(content) => {
                let look = self.within(&look, element, Tag::Strong, |s| s.bold = true);
                self.nested(content, &look, depth);
            }
            InlineKind::Strike(content) => {
                let look = self.within(&look, element, Tag::Span, |s| s.strike = true);
                self.nested(content, &look, depth);
            }
            InlineKind::Underline(content) => {
                let look = self.within(&look, element, Tag::Span, |s| s.underline = true);
                self.nested(content, &look, depth);
            }
            InlineKind::Mark(content) => {
                let look = self.within(&look, element, Tag::Span, |s| s.highlight = true);
                self.nested(content, &look, depth);
            }
            InlineKind::Superscript(content) => {
                restyle(&mut look, |s| s.script = Script::Super);
                self.nested(content, &look, depth);
            }
            InlineKind::Subscript(content) => {
                restyle(&mut look, |s| s.script = Script::Sub);
                self.nested(content, &look, depth);
            }
            InlineKind::Span(content) => self.nested(content, &look, depth),
            InlineKind::Code(text) => {
                let mut look = self.within(&look, element, Tag::Code, |_| {});
                self.code_look(&mut look);
                self.text(text, &look, RunKind::Verbatim);
            }
            InlineKind::Ruby { base, reading } => self.ruby(base, reading, &look, depth),
            InlineKind::Link {
                target, content, ..
            } => self.link(target, content, &look, depth),
            InlineKind::Image(image) => self.image(image, &inline.attr, &look),
            InlineKind::Math(math) => self.math(math, &look, inline.span),
            InlineKind::NoteRef(note) => self.note_ref(*note, &look),
        }
    }

    /// Content of an inline. Below the deepest level its text alone is set.
    pub(super) fn nested(&mut self, content: &[Inline], look: &Look, depth: usize) {
        let Mark::Content(element) = look.mark else {
            return;
        };
        if depth < DEEPEST {
            self.inlines(content, look, element, depth + 1);
        } else {
            let text = plain_text(content);
            self.text(&text, look, RunKind::Text);
        }
    }

    /// A look within a new structure element.
    pub(super) fn within(
        &mut self,
        look: &Look,
        element: StructId,
        tag: Tag,
        change: impl FnOnce(&mut CharStyle),
    ) -> Look {
        let mut look = look.clone();
        look.mark = Mark::Content(self.styling.structure.add(Some(element), tag));
        restyle(&mut look, change);
        look
    }

    fn attributes(&mut self, attr: &Attr, look: &mut Look, element: &mut StructId) {
        if let Some(id) = &attr.id {
            let at = self.out.len();
            let anchor = AnchorId::new(id.as_str());
            self.out.text_mut().anchors.push((at, anchor));
        }
        if let Some(lang) = attr.lang.as_ref().filter(|lang| **lang != look.lang) {
            *element = self.styling.structure.add(Some(*element), Tag::Span);
            self.styling.structure.get_mut(*element).lang = Some(lang.clone());
            look.mark = Mark::Content(*element);
            look.lang = lang.clone();
        }
    }

    fn text(&mut self, text: &str, look: &Look, kind: RunKind) {
        self.flush_space(text.chars().next());
        if self.out.last_char() == Some(OBJECT)
            && text.chars().next().is_some_and(|c| !c.is_whitespace())
        {
            // What follows a formula or a picture without a space stays with it.
            self.out.push("\u{2060}", look, RunKind::Text, None);
        }
        self.out.push(text, look, kind, Some(self.offset));
        self.advance(text.len());
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.offset = self
            .offset
            .saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
    }

    /// Sets the space of a line end, unless the characters on both sides are written without spaces.
    pub(super) fn flush_space(&mut self, next: Option<char>) {
        if let Some((look, source)) = self.pending_space.take() {
            let solid = self.out.last_char().is_some_and(is_solid) && next.is_some_and(is_solid);
            if !solid {
                self.out.push(" ", &look, RunKind::Text, Some(source));
            }
        }
    }

    fn code_look(&self, look: &mut Look) {
        let theme = self.styling.theme;
        let base = look.style.clone();
        let style = TextStyle {
            family: FamilyRole::Mono,
            size: base.size.scale(theme.inline_code_scale),
            leading: Length::ZERO,
            bold: base.bold,
            italic: base.italic,
            small_caps: false,
            uppercase: false,
            letter_space: 0.0,
            figures: Figures::Lining,
            gray: 0.0,
        };
        let mut style = char_style(theme, &style);
        style.color = base.color;
        style.script = base.script;
        style.underline = base.underline;
        style.strike = base.strike;
        style.highlight = base.highlight;
        look.style = Arc::new(style);
    }

    fn link(&mut self, target: &LinkTarget, content: &[Inline], look: &Look, depth: usize) {
        let Mark::Content(element) = look.mark else {
            return;
        };
        let dest = match target {
            LinkTarget::Internal(anchor) => LinkDest::Anchor(anchor.clone()),
            LinkTarget::External(address) => LinkDest::Uri(Arc::from(address.as_str())),
            LinkTarget::Unresolved(_) | LinkTarget::Dead => {
                self.nested(content, look, depth);
                return;
            }
        };
        // An address shown as itself may be broken where addresses may.
        let bare = match (content, target) {
            ([only], LinkTarget::External(address)) => match &only.kind {
                InlineKind::Text(text) => {
                    address.ends_with(text.as_str()) && !text.contains(char::is_whitespace)
                }
                _ => false,
            },
            _ => false,
        };
        let link = self.add_link(dest, element, Tag::Link, &plain_text(content));
        let mut look = look.clone();
        look.mark = Mark::Content(link.1);
        look.link = Some(link.0);
        if bare {
            self.text(&plain_text(content), &look, RunKind::Verbatim);
        } else {
            self.nested(content, &look, depth);
        }
    }

    fn add_link(
        &mut self,
        dest: LinkDest,
        parent: StructId,
        tag: Tag,
        contents: &str,
    ) -> (LinkId, StructId) {
        let element = self.styling.structure.add(Some(parent), tag);
        let links = &mut self.out.text_mut().links;
        let id = LinkId(u32::try_from(links.len()).unwrap_or(u32::MAX));
        links.push(LinkTo {
            dest,
            element,
            contents: Arc::from(contents),
        });
        (id, element)
    }

    fn note_ref(&mut self, note: NoteId, look: &Look) {
        self.pending_space = None;
        let Mark::Content(element) = look.mark else {
            return;
        };
        let index = note.0 as usize;
        let source = self.offset;
        self.advance(OBJECT.len_utf8());
        let Some(usage) = self.styling.edition.notes.get(index) else {
            return;
        };
        let which = self.styling.note_refs.get_mut(index).map_or(0, |count| {
            *count += 1;
            *count as usize - 1
        });
        if let Some(anchor) = usage.refs.get(which) {
            let at = self.out.len();
            let anchors = &mut self.out.text_mut().anchors;
            if anchors.last().is_none_or(|(_, known)| known != anchor) {
                anchors.push((at, anchor.clone()));
            }
        }
        let dest = LinkDest::Anchor(usage.id.clone());
        let (link, reference) = self.add_link(dest, element, Tag::Reference, &usage.label);
        let mut look = look.clone();
        look.mark = Mark::Content(reference);
        look.link = Some(link);
        restyle(&mut look, |s| {
            s.script = Script::Super;
            s.figures = Figures::Lining;
            s.italic = false;
            s.bold = false;
            s.small_caps = false;
            s.letter_space = Length::ZERO;
        });
        let at = self.out.len();
        // No line begins with the number of a note. After letters and most signs the rules of
        // Unicode see to that.
        let joined = self
            .out
            .last_char()
            .is_none_or(|c| c.is_alphanumeric() && !is_solid(c) || ".,;:)]”’\"'»".contains(c));
        let joiner = if joined { "" } else { "\u{2060}" };
        self.out.push(
            &format!("{joiner}{}", usage.label),
            &look,
            RunKind::Text,
            None,
        );
        if let Some(run) = self.out.text_mut().rich.runs.last_mut() {
            run.source = Some(source);
        }
        self.out.text_mut().notes.push((at, note));
    }

    fn image(&mut self, image: &Image, attr: &Attr, look: &Look) {
        self.flush_space(None);
        let source = self.offset;
        self.advance(OBJECT.len_utf8());
        let Mark::Content(element) = look.mark else {
            return;
        };
        let found = image
            .asset
            .and_then(|id| Some((id, self.styling.edition.document.assets.get(id.0 as usize)?)));
        let Some((id, asset)) = found else {
            if !image.alt.is_empty() {
                let alt = format!("[{}]", image.alt);
                self.out.push(&alt, look, RunKind::Text, None);
            }
            return;
        };
        let natural = Length::pt(f64::from(asset.width.max(1)) * PIXEL_PT);
        let ratio = f64::from(asset.height.max(1)) / f64::from(asset.width.max(1));
        let width = match attr.get("width").and_then(|w| width_of(w, self.measure)) {
            Some(width) => width,
            // A sign in the line is as high as the line allows.
            None => natural.min(look.style.size.scale(1.3 / ratio)),
        }
        .min(self.measure)
        .max(Length::pt(1.0));
        let figure = self.styling.structure.add(Some(element), Tag::Figure);
        self.styling.structure.get_mut(figure).alt = Some(Arc::from(image.alt.as_str()));
        let mut look = look.clone();
        look.mark = Mark::Content(figure);
        let kind = RunKind::Object {
            width,
            height: width.scale(ratio),
            depth: Length::ZERO,
        };
        self.out
            .push(&OBJECT.to_string(), &look, kind, Some(source));
        let text = self.out.text_mut();
        let run = text.rich.runs.len().saturating_sub(1);
        text.objects.push((run, Shown::Picture(id)));
    }
}

pub(super) fn restyle(look: &mut Look, change: impl FnOnce(&mut CharStyle)) {
    let mut style = (*look.style).clone();
    change(&mut style);
    look.style = Arc::new(style);
}

/// A width as authors write it: `60%` of the measure, `4cm`, `120px`, `120`.
pub(crate) fn width_of(text: &str, measure: Length) -> Option<Length> {
    let text = text.trim();
    if let Some(percent) = text.strip_suffix('%') {
        let share: f64 = percent.trim().parse().ok()?;
        return (share.is_finite() && share > 0.0).then(|| measure.scale(share.min(100.0) / 100.0));
    }
    let pixels = text.strip_suffix("px").unwrap_or(text);
    if let Ok(pixels) = pixels.trim().parse::<f64>() {
        return (pixels.is_finite() && pixels > 0.0)
            .then(|| Length::pt((pixels * PIXEL_PT).min(10_000.0)));
    }
    text.parse().ok().filter(|width| *width > Length::ZERO)
}

/// True for characters of scripts that are written without spaces: ideographs and kana.
fn is_solid(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// The language and direction of a block.
pub(crate) fn direction_of(attr: &Attr, lang: &Lang) -> TextDirection {
    match attr.get("dir") {
        Some("rtl") => TextDirection::Rtl,
        Some("ltr") => TextDirection::Ltr,
        _ => lang.direction(),
    }
}
