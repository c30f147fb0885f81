//! The parser's events become a tree of atoms.

use pulldown_latex::event::{
    ColorTarget, Content, DelimiterSize, DelimiterType, Event, Font, Grouping, ScriptPosition,
    ScriptType, StateChange, Visual,
};
use pulldown_latex::{Parser, Storage};

use super::accents;
use super::convert::{Stop, measure, style_of, symbol};
use super::error::{MathError, MathErrorKind};
use super::expand::{Expanded, MAX_DEPTH, expand};
use super::fault;
use super::tree::{Class, List, Node, OperatorSize, Place};
use super::words;
use crate::typeset::glyphs::Color;

/// The most events that a formula may have.
const MAX_EVENTS: usize = 20_000;

/// Reads a formula.
pub(super) fn build(tex: &str) -> Result<List, MathError> {
    let expanded = expand(tex)?;
    read(&expanded, 0, None)
}

fn read(expanded: &Expanded, depth: usize, font: Option<Font>) -> Result<List, MathError> {
    let storage = Storage::new();
    let mut builder = Builder {
        events: Parser::new(&expanded.text, &storage),
        held: None,
        expanded,
        left: MAX_EVENTS,
        depth,
    };
    let mut list = List::new();
    loop {
        let (part, stop) = builder.list(font, Fences::Outside)?;
        list.extend(part);
        if stop == Stop::Eof {
            return Ok(list);
        }
    }
}

/// A formula within a formula: what stands between dollars in text, or in the name of an operator.
fn read_part(tex: &str, depth: usize, font: Option<Font>) -> Result<List, MathError> {
    if depth >= MAX_DEPTH {
        return Err(MathError::new(MathErrorKind::TooDeep(MAX_DEPTH)));
    }
    let position = |error: MathError| MathError { at: None, ..error };
    let expanded = expand(tex).map_err(position)?;
    read(&expanded, depth + 1, font).map_err(position)
}

pub(super) struct Builder<'e> {
    events: Parser<'e>,
    held: Option<Event<'e>>,
    expanded: &'e Expanded,
    left: usize,
    pub(super) depth: usize,
}

/// Whether a list stands directly within `\left` and `\right`, so that `\middle` is meant by a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fences {
    Outside,
    Inside,
}

/// One element with what it was made of.
struct Element {
    nodes: List,
    bare: Option<char>,
}

impl<'e> Builder<'e> {
    pub(super) fn next(&mut self) -> Result<Option<Event<'e>>, MathError> {
        if let Some(event) = self.held.take() {
            return Ok(Some(event));
        }
        self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| MathError::new(MathErrorKind::TooLong(MAX_EVENTS)))?;
        self.events
            .next()
            .transpose()
            .map_err(|error| fault::explain(&error, self.expanded))
    }

    pub(super) fn hold(&mut self, event: Option<Event<'e>>) {
        self.held = event;
    }

    /// Everything up to the end of the group, the cell or the row.
    pub(super) fn list(
        &mut self,
        font: Option<Font>,
        fences: Fences,
    ) -> Result<(List, Stop), MathError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(MathError::new(MathErrorKind::TooDeep(MAX_DEPTH)));
        }
        let mut font = font;
        let mut list = List::new();
        let (mut ground, mut frame) = (None, None);
        let stop = loop {
            let Some(event) = self.next()? else {
                break Stop::Eof;
            };
            match event {
                Event::End => break Stop::End,
                Event::EnvironmentFlow(flow) => break Stop::of(&flow),
                Event::StateChange(StateChange::Font(new)) => font = new,
                Event::StateChange(StateChange::Style(style)) => {
                    list.push(Node::Style(style_of(style)))
                }
                Event::StateChange(StateChange::Color(change)) => {
                    let (r, g, b) = change.color;
                    let unit = |part: u8| f32::from(part) / 255.0;
                    let color = Color::Rgb(unit(r), unit(g), unit(b));
                    match change.target {
                        ColorTarget::Text => list.push(Node::Color(color)),
                        ColorTarget::Background => ground = Some(color),
                        ColorTarget::Border => frame = Some(color),
                    }
                }
                Event::Content(Content::Delimiter {
                    content,
                    size: Some(DelimiterSize::Big),
                    ty: DelimiterType::Fence,
                }) if fences == Fences::Inside => list.push(Node::Middle(content)),
                event => {
                    for node in self.element(event, font)?.nodes {
                        accents::push(&mut list, node);
                    }
                }
            }
        };
        if ground.is_some() || frame.is_some() {
            let body = std::mem::take(&mut list);
            list.push(Node::Box {
                ground,
                frame,
                body,
            });
        }
        self.depth -= 1;
        Ok((list, stop))
    }

    /// The next element as an argument: a group with its braces off.
    fn argument(&mut self, font: Option<Font>) -> Result<Element, MathError> {
        match self.next()? {
            None | Some(Event::StateChange(_)) => Ok(Element {
                nodes: List::new(),
                bare: None,
            }),
            Some(event @ (Event::End | Event::EnvironmentFlow(_))) => {
                self.hold(Some(event));
                Ok(Element {
                    nodes: List::new(),
                    bare: None,
                })
            }
            Some(Event::Begin(Grouping::Normal)) => {
                let (nodes, _) = self.list(font, Fences::Outside)?;
                Ok(Element { nodes, bare: None })
            }
            Some(event) => self.element(event, font),
        }
    }

    fn element(&mut self, event: Event<'e>, font: Option<Font>) -> Result<Element, MathError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(MathError::new(MathErrorKind::TooDeep(MAX_DEPTH)));
        }
        let mut bare = None;
        let nodes = match event {
            Event::Content(content) => {
                if let Content::Ordinary { content, .. } = content {
                    bare = Some(content);
                }
                self.content(content, font)?
            }
            Event::Begin(grouping) => vec![self.group(grouping, font)?],
            Event::Visual(visual) => vec![self.visual(visual, font)?],
            Event::Script { ty, position } => self.scripts(ty, position, font)?,
            Event::Space {
                width,
                height,
                depth,
            } => vec![Node::Space {
                width: measure(width),
                height: measure(height),
                depth: measure(depth),
            }],
            Event::End | Event::StateChange(_) | Event::EnvironmentFlow(_) => List::new(),
        };
        self.depth -= 1;
        Ok(Element { nodes, bare })
    }

    fn group(&mut self, grouping: Grouping, font: Option<Font>) -> Result<Node, MathError> {
        match grouping {
            Grouping::Normal => Ok(Node::Group(self.list(font, Fences::Outside)?.0)),
            Grouping::LeftRight(open, close) => {
                let (body, _) = self.list(font, Fences::Inside)?;
                Ok(Node::Fenced { open, close, body })
            }
            environment => self.environment(environment),
        }
    }

    fn visual(&mut self, visual: Visual, font: Option<Font>) -> Result<Node, MathError> {
        Ok(match visual {
            Visual::SquareRoot => Node::Radical {
                radicand: self.argument(font)?.nodes,
                degree: List::new(),
            },
            Visual::Root => Node::Radical {
                radicand: self.argument(font)?.nodes,
                degree: self.argument(font)?.nodes,
            },
            Visual::Fraction(rule) => Node::Fraction {
                numerator: self.argument(font)?.nodes,
                denominator: self.argument(font)?.nodes,
                rule: rule.map(|rule| measure(Some(rule))),
            },
            Visual::Negation => accents::negated(self.argument(font)?.nodes),
        })
    }

    fn scripts(
        &mut self,
        ty: ScriptType,
        position: ScriptPosition,
        font: Option<Font>,
    ) -> Result<List, MathError> {
        let mut base = self.argument(font)?.nodes;
        let first = self.argument(font)?;
        let limits = position == ScriptPosition::AboveBelow;
        let node = match (ty, first.bare) {
            (ScriptType::Superscript, Some(mark)) if limits && accents::is_over(mark) => {
                return Ok(vec![accents::over(base, mark)]);
            }
            (ScriptType::Subscript, Some(mark)) if limits && accents::is_under(mark) => {
                return Ok(vec![accents::under(base, mark)]);
            }
            (ScriptType::Superscript, _) => (None, Some(first.nodes)),
            (ScriptType::Subscript, _) => (Some(first.nodes), None),
            (ScriptType::SubSuperscript, _) => {
                let second = self.argument(font)?.nodes;
                (Some(first.nodes), Some(second))
            }
        };
        let place = match position {
            ScriptPosition::Right => Place::Side,
            ScriptPosition::AboveBelow => Place::Limits,
            ScriptPosition::Movable => Place::Movable,
        };
        // Of a number, only the last figure is the base.
        let last = match base.last() {
            Some(Node::Symbol(symbol)) if symbol.plain.is_ascii_digit() && !limits => {
                base.len() - 1
            }
            _ => 0,
        };
        let tail = base.split_off(last);
        let (sub, sup) = node;
        base.push(Node::Scripts {
            base: tail,
            sub,
            sup,
            place,
        });
        Ok(base)
    }

    fn content(&mut self, content: Content<'e>, font: Option<Font>) -> Result<List, MathError> {
        Ok(match content {
            Content::Text(text) => {
                words::text(text, font, |inside| read_part(inside, self.depth, None))?
            }
            Content::Function(name) => {
                let letters = words::function(name, |name| {
                    read_part(name, self.depth, Some(Font::UpRight))
                })?;
                vec![Node::Word(letters)]
            }
            Content::Number(number) => number
                .chars()
                .map(|c| symbol(c, font, if c == ',' { Class::Punct } else { Class::Ord }))
                .collect(),
            Content::Ordinary { content, .. } => {
                vec![symbol(content, font, accents::ordinary_class(content))]
            }
            Content::LargeOp { content, small } => {
                let size = if small {
                    OperatorSize::Small
                } else {
                    OperatorSize::Growing
                };
                vec![Node::Operator(content, size)]
            }
            Content::BinaryOp { content, .. } => {
                // TeX's slash and back slash are ordinary.
                let class = if matches!(content, '/' | '\\') {
                    Class::Ord
                } else {
                    Class::Bin
                };
                vec![symbol(content, font, class)]
            }
            Content::Relation { content, .. } => {
                let mut buffer = [0; 8];
                let bytes = content.encode_utf8_to_buf(&mut buffer);
                String::from_utf8_lossy(bytes)
                    .chars()
                    .filter(|c| *c != '\u{fe00}')
                    .map(|c| symbol(c, font, Class::Rel))
                    .collect()
            }
            Content::Delimiter { content, size, ty } => {
                let class = match ty {
                    DelimiterType::Open => Class::Open,
                    DelimiterType::Close => Class::Close,
                    DelimiterType::Fence => Class::Ord,
                };
                let ems = match size {
                    None => return Ok(vec![symbol(content, None, class)]),
                    Some(DelimiterSize::Big) => 1.2,
                    Some(DelimiterSize::BIG) => 1.8,
                    Some(DelimiterSize::Bigg) => 2.4,
                    Some(DelimiterSize::BIGG) => 3.0,
                };
                vec![Node::Sized {
                    delimiter: content,
                    ems,
                    class,
                }]
            }
            // A full stop is ordinary in TeX.
            Content::Punctuation('.') => vec![symbol('.', font, Class::Ord)],
            Content::Punctuation(c) => vec![symbol(c, font, Class::Punct)],
        })
    }
}
