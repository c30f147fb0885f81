//! Code blocks: lines as they are, on a ground, wrapped with a sign where they are too long.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Ctx, Flow, LineSet, Place, TextBlock, set_lines, text_shape};
use crate::document::TextDirection;
use crate::highlight::{self, Part, Token};
use crate::style::{Align, BlockStyle};
use crate::typeset::galley::Frame;
use crate::typeset::glyphs::Mark;
use crate::typeset::paragraph::TextEngine;
use crate::typeset::structure::Tag;
use crate::typeset::style::{Collector, Look, TextSpec, line_gray};
use crate::typeset::text::RunKind;
use crate::units::Length;

/// The sign at the start of what was too long for its line.
pub(super) const CONTINUED: &str = "↪ ";
/// Tabs go to the next multiple of so many characters.
const TAB: usize = 4;
/// The gray of comments and strings.
const QUIET: f32 = 0.32;
/// A line that can be shown is not longer than this; longer ones are wrapped all the same.
const LEAST_COLUMNS: usize = 8;

/// A listing lower than this share of the page is parted only at such a price.
const LOW_LISTING: f64 = 0.28;
const WHOLE_LISTING: i32 = 1_300;
/// A block of code.
pub(crate) fn set_code(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    language: Option<&str>,
    code: &str,
    place: Place,
) {
    let theme = ctx.theme;
    let code: Cow<'_, str> = if code.contains('\t') {
        Cow::Owned(untabbed(code))
    } else {
        Cow::Borrowed(code)
    };
    let mut style: BlockStyle = theme.code.clone();
    if ctx.depth > 0 {
        let ratio = ctx.style.text.size.ratio(ctx.body.text.size).min(1.0);
        style.text.size = style.text.size.scale(ratio);
        style.text.leading = style.text.leading.scale(ratio);
        style.above = style.above.scale(0.7);
        style.below = style.below.scale(0.7);
    }
    style.align = Align::Start;
    let frame = (theme.code_ground < 0.999).then(|| {
        flow.column.add_frame(Frame {
            x: ctx.left,
            width: ctx.measure,
            pad: Length::pt(4.0),
            color: line_gray(theme.code_ground),
            parent: ctx.frame,
        })
    });
    let mut inner = ctx
        .indented(style.indent_start, style.indent_end)
        .styled(&style);
    inner.direction = TextDirection::Ltr;
    inner.frame = frame.or(ctx.frame);
    let element = flow.structure.add(Some(ctx.element), Tag::Code);
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: inner.measure,
    };
    let look = Collector::look(theme, &spec);
    let columns = characters_in(&mut flow.engine, &look, inner.measure);
    let mut sign = look.clone();
    sign.mark = Mark::Artifact;
    let line_end = look.clone();
    let mut painter = Painter::new(language, &code, look);
    let mut collector = Collector::new(TextDirection::Ltr);
    let mut offset = 0usize;
    for (index, line) in code.split_terminator('\n').enumerate() {
        if index > 0 {
            collector.push("\u{2028}", &line_end, RunKind::Text, None);
        }
        wrap(line, columns, |piece, at, continued| {
            if let Some(indent) = continued {
                collector.push("\u{2028}", &sign, RunKind::Text, None);
                collector.push(CONTINUED, &sign, RunKind::Verbatim, None);
                collector.push(&" ".repeat(indent), &sign, RunKind::Verbatim, None);
            }
            painter.push(piece, offset + at, &mut collector);
        });
        offset += line.len() + 1;
    }
    if collector.len() == 0 {
        return;
    }
    flow.column.space(style.above, style.above);
    let start = flow.column.len();
    let mut shape = text_shape(&inner, &style);
    shape.protrude = false;
    // The signs of wrapped lines are counted; rounding must not wrap them once more.
    shape.measure += style.text.size / 2;
    set_lines(
        flow,
        &inner,
        TextBlock::new(collector.finish(), shape, &style, LineSet::Loose, place),
    );
    flow.column.keep_low(start, LOW_LISTING, WHOLE_LISTING);
    flow.column.favour_blank_lines(start);
    flow.column.keep_ends(start, 2_000);
    if ctx.depth == 0 {
        flow.column.balance(start, style.below);
    }
    flow.column.space(style.below, style.below);
}

/// How many characters fit in a line.
fn characters_in(engine: &mut TextEngine<'_>, look: &Look, measure: Length) -> usize {
    let mut collector = Collector::new(TextDirection::Ltr);
    collector.push("0000000000", look, RunKind::Verbatim, None);
    let ten = engine.widths(&collector.finish().rich).max;
    if ten <= Length::ZERO {
        return 80;
    }
    usize::try_from((measure * 10).to_sp() / ten.to_sp())
        .unwrap_or(80)
        .max(LEAST_COLUMNS)
}

/// Gives the parts of a program their looks.
struct Painter {
    plain: Look,
    parts: std::iter::Peekable<std::vec::IntoIter<Part>>,
}

impl Painter {
    fn new(language: Option<&str>, code: &str, plain: Look) -> Self {
        let parts = language.map_or_else(Vec::new, |language| highlight::parts(language, code));
        Self {
            plain,
            parts: parts.into_iter().peekable(),
        }
    }

    /// Adds a piece of a line that stands at a place of the code; the pieces come in their order.
    fn push(&mut self, piece: &str, start: usize, out: &mut Collector) {
        let source = |at: usize| Some(u32::try_from(at).unwrap_or(u32::MAX));
        let end = start + piece.len();
        let mut at = start;
        while let Some(part) = self.parts.peek().cloned() {
            if part.range.start >= end {
                break;
            }
            let from = part.range.start.clamp(at, end);
            let to = part.range.end.clamp(from, end);
            let (before, inside) = (at - start..from - start, from - start..to - start);
            if let (Some(before), Some(inside)) = (piece.get(before), piece.get(inside)) {
                let look = self.look(part.token);
                out.push(before, &self.plain, RunKind::Verbatim, source(at));
                out.push(inside, &look, RunKind::Verbatim, source(from));
                at = to;
            }
            if part.range.end > end {
                break;
            }
            self.parts.next();
        }
        // A blank line needs something to stand for it.
        let rest = if piece.is_empty() {
            " "
        } else {
            piece.get(at - start..).unwrap_or_default()
        };
        out.push(rest, &self.plain, RunKind::Verbatim, source(at));
    }

    /// The look of a part: told apart in black and white too, and never faint.
    fn look(&self, token: Token) -> Look {
        let mut look = self.plain.clone();
        let mut style = (*look.style).clone();
        style.bold |= token.is_bold();
        style.italic |= token.is_italic();
        if matches!(token, Token::String | Token::Comment) {
            style.color = line_gray(QUIET);
        }
        look.style = Arc::new(style);
        look
    }
}

/// Cuts a line into pieces that fit, after a space or a sign where there is one in the second half.
/// Those after the first come with the spaces that are set before them, so that they stand under the
/// line's start.
fn wrap(line: &str, columns: usize, mut piece: impl FnMut(&str, usize, Option<usize>)) {
    let line = line.trim_end();
    let mut start = 0;
    let mut continued = None;
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    let indent = spaces.min(columns / 3);
    loop {
        let rest = line.get(start..).unwrap_or_default();
        let room = match continued {
            Some(indent) => columns.saturating_sub(CONTINUED.chars().count() + indent),
            None => columns,
        };
        let Some(limit) = cut(rest, room.max(LEAST_COLUMNS)) else {
            piece(rest, start, continued);
            return;
        };
        let head = rest.get(..limit).unwrap_or(rest);
        let at = head
            .rfind(' ')
            .map(|at| at + 1)
            .or_else(|| head.rfind(['/', ',', ';', ')', '|']).map(|at| at + 1))
            .filter(|at| *at > limit / 2)
            .unwrap_or(limit);
        piece(rest.get(..at).unwrap_or(rest), start, continued);
        start += at;
        continued = Some(indent);
    }
}

/// The byte at which a text exceeds so many columns; wide characters count as two.
fn cut(text: &str, columns: usize) -> Option<usize> {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += if is_wide(c) { 2 } else { 1 };
        if used > columns {
            return Some(at.max(c.len_utf8().min(text.len())).max(1)).filter(|_| at > 0);
        }
    }
    None
}

fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

fn untabbed(code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 8);
    let mut column = 0;
    for c in code.chars() {
        if c == '\n' {
            out.push(c);
            column = 0;
        } else if c == '\t' {
            let fill = TAB - column % TAB;
            out.extend(std::iter::repeat_n(' ', fill));
            column += fill;
        } else {
            out.push(c);
            column += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(line: &str, columns: usize) -> Vec<String> {
        let mut out = Vec::new();
        wrap(line, columns, |piece, _, continued| {
            let sign = continued.map_or_else(String::new, |n| format!(">{}", " ".repeat(n)));
            out.push(format!("{sign}{piece}"));
        });
        out
    }

    #[test]
    fn wraps_after_spaces_and_signs() {
        assert_eq!(pieces("short", 10), ["short"]);
        assert_eq!(
            pieces("let a = some_call();", 12),
            ["let a = ", ">some_call(", ">);"]
        );
        assert_eq!(
            pieces("0123456789abcdefghij", 10),
            ["0123456789", ">abcdefgh", ">ij"]
        );
        assert_eq!(pieces("", 10), [""]);
        assert_eq!(
            pieces("  a = bbbb + ccc;", 13),
            ["  a = bbbb + ", ">  ccc;"]
        );
    }

    #[test]
    fn tabs_go_to_stops() {
        assert_eq!(untabbed("\ta\tb\n\tc"), "    a   b\n    c");
    }
}
