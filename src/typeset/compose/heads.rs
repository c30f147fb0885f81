//! Running heads and folios.

use crate::document::Lang;
use crate::style::{Align, FolioPlace, HeadPlace, TextStyle, Theme};
use crate::typeset::glyphs::Mark;
use crate::typeset::page::Page;
use crate::typeset::paginate::Side;
use crate::typeset::paragraph::{ParagraphShape, PlacedLine, TextEngine};
use crate::typeset::style::{Collector, Look, char_style};
use crate::typeset::text::RunKind;
use crate::units::{Length, Point};

use super::Frame;
use super::place::place_line;

/// What stands around the text of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadLine<'t> {
    /// A running head and a folio.
    Running(&'t str),
    /// A folio at the foot: openings.
    DropFolio,
    /// Nothing.
    Bare,
}

/// Sets running heads and folios.
pub(crate) struct Heads<'a> {
    /// The theme at the size of the page.
    pub(crate) theme: &'a Theme,
    /// The page and its order.
    pub(crate) frame: Frame,
    /// The language.
    pub(crate) lang: Lang,
}

/// Where a line stands across the measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Across {
    Left,
    Center,
    Right,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// The left edge of the measure.
    left: Length,
    across: Across,
    /// Its baseline.
    y: Length,
}

impl Heads<'_> {
    /// Adds a head and a folio to a page that has its label.
    pub(crate) fn add_head(
        &self,
        engine: &mut TextEngine<'_>,
        page: &mut Page,
        side: Side,
        head: HeadLine<'_>,
    ) {
        let outer = if self.frame.left(side) == self.frame.layout.margins.inner {
            Across::Right
        } else {
            Across::Left
        };
        match head {
            HeadLine::Bare => {}
            HeadLine::DropFolio => {
                let across = match self.theme.folio_place {
                    FolioPlace::Head => Across::Center,
                    FolioPlace::Foot => outer,
                };
                self.folio(engine, page, self.spot(side, across, self.foot()));
            }
            HeadLine::Running(text) => {
                let (place, folio) = (self.theme.running_head_place, self.theme.folio_place);
                let (folio_across, folio_y) = match folio {
                    FolioPlace::Head => (outer, self.head()),
                    FolioPlace::Foot => (outer, self.foot()),
                };
                self.folio(engine, page, self.spot(side, folio_across, folio_y));
                let inner = match outer {
                    Across::Right => Across::Left,
                    _ => Across::Right,
                };
                let across = match (place, folio) {
                    (HeadPlace::Center, _) => Across::Center,
                    (HeadPlace::Outer, FolioPlace::Foot) => outer,
                    (HeadPlace::Outer, FolioPlace::Head) => inner,
                };
                let style = &self.theme.running_head;
                let text = self.shortened(engine, text, style);
                self.line(
                    engine,
                    page,
                    &text,
                    style,
                    self.spot(side, across, self.head()),
                );
            }
        }
    }

    fn head(&self) -> Length {
        self.frame.layout.head_baseline(&self.theme.body)
    }

    fn foot(&self) -> Length {
        self.frame.layout.foot_baseline(&self.theme.body)
    }

    fn folio(&self, engine: &mut TextEngine<'_>, page: &mut Page, spot: Spot) {
        let text = page.label.to_string();
        self.line(engine, page, &text, &self.theme.folio, spot);
    }

    fn spot(&self, side: Side, across: Across, y: Length) -> Spot {
        Spot {
            left: self.frame.left(side),
            across,
            y,
        }
    }

    /// A head that would run into the folio is cut at a word.
    fn shortened(&self, engine: &mut TextEngine<'_>, text: &str, style: &TextStyle) -> String {
        let room = self.frame.layout.measure.scale(0.82);
        let mut text = text.to_owned();
        let look = self.look(style);
        // Each round cuts a word at least.
        for _ in 0..40 {
            let mut collector = Collector::new(self.lang.direction());
            collector.push(&text, &look, RunKind::Text, None);
            if engine.widths(&collector.finish().rich).max <= room {
                break;
            }
            let bare = text.trim_end_matches('…').trim_end();
            let Some(at) = bare.rfind(char::is_whitespace) else {
                break;
            };
            let cut = bare.get(..at).unwrap_or_default();
            text = format!("{}…", cut.trim_end_matches([' ', ',', ':', ';', '—', '–']));
        }
        text
    }

    fn look(&self, style: &TextStyle) -> Look {
        Look {
            style: std::sync::Arc::new(char_style(self.theme, style)),
            lang: self.lang.clone(),
            mark: Mark::Pagination,
            link: None,
            uppercase: style.uppercase,
        }
    }

    fn line(
        &self,
        engine: &mut TextEngine<'_>,
        page: &mut Page,
        text: &str,
        style: &TextStyle,
        spot: Spot,
    ) {
        let mut collector = Collector::new(self.lang.direction());
        collector.push(text, &self.look(style), RunKind::Text, None);
        let text = collector.finish();
        let rtl = self.lang.direction() == crate::document::TextDirection::Rtl;
        let shape = ParagraphShape {
            measure: self.frame.layout.measure,
            first_indent: Length::ZERO,
            drop_indent: (0, Length::ZERO),
            align: match (spot.across, rtl) {
                (Across::Center, _) => Align::Center,
                (Across::Left, false) | (Across::Right, true) => Align::Start,
                (Across::Right, false) | (Across::Left, true) => Align::End,
            },
            hyphenate: false,
            protrude: false,
        };
        let Some(line) = engine.set(&text.rich, &shape).lines.into_iter().next() else {
            return;
        };
        let at = Point {
            x: spot.left,
            y: spot.y,
        };
        let placed = PlacedLine {
            x: Length::ZERO,
            y: Length::ZERO,
            line,
            refs: None,
        };
        place_line(placed, at, &mut page.items);
    }
}
