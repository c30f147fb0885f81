//! Lists of atoms become lines.

use super::spacing::{between, classes};
use super::{Context, Piece, Setter};
use crate::font::math::MathConstant;
use crate::typeset::glyphs::Color;
use crate::typeset::math::MathRule;
use crate::typeset::math::tree::{Class, List, Node, Style};
use crate::units::Length;

/// A place where a line may be broken, and the class of the atom before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset::math) struct Opportunity {
    /// Where the part before it ends.
    pub(in crate::typeset::math) end: Length,
    /// Where the part after it starts.
    pub(in crate::typeset::math) start: Length,
    /// The first glyph and rule of the part after it.
    pub(in crate::typeset::math) first: (usize, usize),
    pub(in crate::typeset::math) class: Class,
}

impl Setter<'_> {
    /// A list in a line.
    pub(in crate::typeset::math) fn list(&self, list: &List, context: Context) -> Piece {
        self.line(list, context, None, &mut Vec::new())
    }

    /// A list in a line with the places where it may be broken, and with fences in it grown to an extent.
    pub(in crate::typeset::math) fn line(
        &self,
        list: &List,
        context: Context,
        fence: Option<Length>,
        breaks: &mut Vec<Opportunity>,
    ) -> Piece {
        if let [one] = list.as_slice()
            && fence.is_none()
        {
            return self.node(one, context);
        }
        let mut context = context;
        let mut line = Piece::default();
        let mut before: Option<Class> = None;
        for (node, class) in list.iter().zip(classes(list)) {
            match node {
                Node::Style(style) => context.style = *style,
                Node::Color(color) => context.color = *color,
                _ => {}
            }
            if let Some(class) = class {
                let in_script = context.style >= Style::Script;
                let mu = before.map_or(0, |before| between(before, class, in_script));
                let end = line.width;
                line.width += self.em(context.style) * mu / 18;
                if let Some(broken @ (Class::Rel | Class::Bin)) = before
                    && class != Class::Rel
                {
                    breaks.push(Opportunity {
                        end,
                        start: line.width,
                        first: (line.glyphs.len(), line.rules.len()),
                        class: broken,
                    });
                }
                before = Some(class);
            }
            let piece = match (node, fence) {
                (Node::Middle(c), Some(extent)) => self.delimiter(*c, extent, context),
                _ => self.node(node, context),
            };
            line.append(piece);
        }
        line
    }

    fn node(&self, node: &Node, context: Context) -> Piece {
        match node {
            Node::Symbol(symbol) => self.symbol(*symbol, context),
            Node::Word(list) => Piece {
                single: None,
                ..self.list(list, context)
            },
            Node::Text(text) => self.text(text, context),
            Node::Operator(c, size) => self.operator(*c, *size, context),
            Node::Group(list) => self.list(list, context),
            Node::Fenced { open, close, body } => self.fenced(*open, *close, body, context),
            Node::Middle(c) => self.delimiter(*c, Length::ZERO, context),
            Node::Sized { delimiter, ems, .. } => {
                let extent = self.em(context.style).scale(*ems);
                self.delimiter(*delimiter, extent, context)
            }
            Node::Fraction {
                numerator,
                denominator,
                rule,
            } => self.fraction((numerator, denominator), *rule, context),
            Node::Radical { radicand, degree } => self.radical(radicand, degree, context),
            Node::Accent { base, accent, wide } => {
                let base = self.list(base, context.cramped());
                if *wide {
                    self.wide_accent(base, *accent, context)
                } else {
                    self.accent(base, *accent, context)
                }
            }
            Node::Stretched { base, mark, over } => self.mark(base, *mark, *over, context),
            Node::Scripts {
                base,
                sub,
                sup,
                place,
            } => self.scripts(base, (sub.as_ref(), sup.as_ref()), *place, context),
            Node::Struck(base) => self.struck(base, context),
            Node::Table(table) => self.table(table, context),
            Node::Space {
                width,
                height,
                depth,
            } => Piece {
                height: self.measure(*height, context.style),
                depth: self.measure(*depth, context.style),
                ..Piece::space(self.measure(*width, context.style))
            },
            Node::Style(_) | Node::Color(_) => Piece::default(),
            Node::Box {
                ground,
                frame,
                body,
            } => self.framed(body, *ground, *frame, context),
        }
    }

    /// Delimiters around a list (appendix G, rule 19).
    fn fenced(
        &self,
        open: Option<char>,
        close: Option<char>,
        body: &List,
        context: Context,
    ) -> Piece {
        let inner = self.line(body, context, None, &mut Vec::new());
        let axis = self.axis(context.style);
        let half = (inner.height - axis).max(inner.depth + axis);
        // As in plain TeX: nine tenths, and never more than half an em short.
        let short = self.em(context.style) / 2;
        let extent = (half * 2 * 901 / 1000).max(half * 2 - short);
        let inner = if body.iter().any(|node| matches!(node, Node::Middle(_))) {
            self.line(body, context, Some(extent), &mut Vec::new())
        } else {
            inner
        };
        let blank = Piece::space(self.em(context.style).scale(0.12));
        let fence = |c: Option<char>| match c {
            Some(c) => self.delimiter(c, extent, context),
            None => blank.clone(),
        };
        let mut line = Piece::default();
        line.append(fence(open));
        line.append(Piece {
            single: None,
            ..inner
        });
        line.append(fence(close));
        line
    }

    /// A line through a base, from the bottom left to the top right where the font has one.
    fn struck(&self, base: &List, context: Context) -> Piece {
        let mut base = self.list(base, context);
        if let Some(slash) = self.font.glyph('\u{338}').or_else(|| self.font.glyph('/')) {
            let bounds = self.font.glyph_box(slash);
            let center = self.units((bounds.left + bounds.right) / 2, context.style);
            let x = (base.width - base.italic) / 2 - center;
            let height = (base.height, base.depth);
            base.place(self.glyph(slash, None, context), x, Length::ZERO);
            (base.height, base.depth) = height;
        }
        base.single = None;
        base
    }

    /// A list on a ground and in a frame.
    fn framed(
        &self,
        body: &List,
        ground: Option<Color>,
        frame: Option<Color>,
        context: Context,
    ) -> Piece {
        let inner = self.list(body, context);
        let pad = self.em(context.style).scale(0.3);
        let weight = self.constant(MathConstant::FractionRuleThickness, context.style);
        let mut boxed = Piece::space(inner.width + pad * 2);
        let (height, depth) = (inner.height + pad, inner.depth + pad);
        let width = boxed.width;
        let rule = |x, y, width, height, color| MathRule {
            x,
            y,
            width,
            height,
            color,
        };
        if let Some(color) = ground {
            boxed.rule(rule(Length::ZERO, -depth, width, height + depth, color));
        }
        if let Some(color) = frame {
            boxed.rule(rule(Length::ZERO, -depth, width, weight, color));
            boxed.rule(rule(Length::ZERO, height - weight, width, weight, color));
            boxed.rule(rule(Length::ZERO, -depth, weight, height + depth, color));
            boxed.rule(rule(width - weight, -depth, weight, height + depth, color));
        }
        boxed.place(inner, pad, Length::ZERO);
        boxed
    }
}
