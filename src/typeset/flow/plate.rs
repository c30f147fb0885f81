//! Pictures that fill a page of their own, as plates do. A caption stands on a ground of the paper's colour at
//! the foot of the type area, so that it can be read whatever the picture shows there, and stays with it.

use super::note::lines_of;
use super::{Ctx, Flow, MainText, Place};
use crate::document::{AssetId, Caption};
use crate::edition::TextPosition;
use crate::typeset::galley::{Part, Parts, VBox};
use crate::typeset::glyphs::{Color, Mark};
use crate::typeset::page::{Fit, PlacedImage};
use crate::typeset::structure::StructId;
use crate::units::{Length, Point, Rect};

/// The ground's edge around a caption, in leadings.
const PAD: f64 = 0.6;

impl Flow<'_> {
    /// A picture on a page of its own. `figure` is its element, which has the alternative text.
    pub(super) fn plate(
        &mut self,
        (asset, caption): (AssetId, &Caption),
        figure: StructId,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let size = self.layout.size;
        let mut plate = VBox {
            position: Some(TextPosition {
                node: place.node,
                offset: 0,
            })
            .filter(|_| ctx.main == MainText::Yes),
            ..VBox::default()
        };
        plate.append(Part::Image(PlacedImage {
            asset,
            rect: Rect {
                origin: Point::default(),
                size,
            },
            fit: Fit::Cover,
            mark: Mark::Content(figure),
        }));
        if !caption.is_empty() {
            let aside = self.aside();
            self.caption(caption, figure, ctx, place);
            let items = self.resume(aside);
            let mut text = VBox::default();
            for line in lines_of(items) {
                text.stack(line);
            }
            self.tall(
                "the caption of this picture",
                (text.height, self.layout.height()),
                place,
            );
            // The last line stands where that of a page of text does.
            text.shift(Length::ZERO, self.layout.height() - text.height);
            plate.notes = text.notes;
            plate.anchors.append(&mut text.anchors);
            plate.append(self.ground(&text));
            for part in text.parts {
                plate.append(part);
            }
        }
        self.push_plate(plate);
    }

    /// The ground of a caption.
    fn ground(&self, text: &VBox) -> Part {
        let lines = match &text.parts {
            Parts::Line(line) => std::slice::from_ref(line).iter().collect(),
            Parts::Many(parts) => parts.iter().filter_map(Part::line).collect(),
            Parts::None => Vec::new(),
        };
        let pad = self.layout.leading.scale(PAD);
        let edges = |edge: fn(Length, Length) -> Length,
                     of: fn(&crate::typeset::paragraph::PlacedLine) -> Length| {
            lines.iter().map(|line| of(line)).reduce(edge)
        };
        let left = edges(Length::min, |line| line.x + line.line.x).unwrap_or_default();
        let right = edges(Length::max, |line| line.x + line.line.x + line.line.width);
        let top = edges(Length::min, |line| line.y - line.line.ascent).unwrap_or_default();
        let bottom = edges(Length::max, |line| line.y + line.line.descent.abs());
        Part::rule(
            Rect::new(
                left - pad,
                top - pad,
                right.unwrap_or_default() - left + pad * 2,
                bottom.unwrap_or_default() - top + pad * 2,
            ),
            Color::Gray(1.0),
        )
    }
}
