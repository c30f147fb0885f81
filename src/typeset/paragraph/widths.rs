//! How narrow and how wide a text can be set.

use super::Scratch;
use super::build::{WordBreaks, build};
use super::input::Input;
use super::item::Item;
use super::line::ParagraphShape;
use crate::style::Align;
use crate::typeset::text::{Analysis, RichText, Shaper};
use crate::units::Length;

/// How wide a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    /// The longest piece that cannot be broken.
    pub min: Length,
    /// The whole on one line.
    pub max: Length,
}

/// The widths of a text whose words are not broken.
pub(super) fn widths(
    text: &RichText,
    analysis: &Analysis,
    shaper: &mut Shaper<'_>,
    scratch: &mut Scratch,
) -> Widths {
    let shape = ParagraphShape {
        measure: Length::MAX,
        first_indent: Length::ZERO,
        drop_indent: (0, Length::ZERO),
        align: Align::Start,
        hyphenate: false,
        protrude: false,
    };
    let input = Input::new(text, analysis, &shape);
    let (buffers, items) = (&mut scratch.cuts, &mut scratch.items);
    build(&input, WordBreaks::Whole, shaper, buffers, items);
    let mut widths = Widths::default();
    let (mut piece, mut line) = (Length::ZERO, Length::ZERO);
    let mut after_box = false;
    for item in &items.items {
        match item {
            Item::Box { width, .. } => {
                piece += *width;
                line += *width;
                after_box = true;
            }
            Item::Glue { width, .. } => {
                if after_box {
                    widths.min = widths.min.max(piece);
                    piece = Length::ZERO;
                } else {
                    piece += *width;
                }
                line += *width;
                after_box = false;
            }
            Item::Penalty { width, cost, .. } => {
                if *cost < Item::FORBIDDEN {
                    widths.min = widths.min.max(piece + *width);
                    piece = Length::ZERO;
                }
                if *cost <= Item::FORCED {
                    widths.max = widths.max.max(line);
                    line = Length::ZERO;
                }
                after_box = false;
            }
        }
    }
    widths
}
