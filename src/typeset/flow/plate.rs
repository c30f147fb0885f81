//! Pictures that fill a page of their own, as plates do. A caption stands on a ground of the paper's colour at
//! the foot of the type area, so that it can be read whatever the picture shows there, and stays with it.

use super::{Ctx, Flow, MainText, Place, lines_of, set_caption};
use crate::document::{AssetId, Caption};
use crate::edition::TextPosition;
use crate::typeset::galley::{Part, Parts, VBox};
use crate::typeset::glyphs::{Color, Mark};
use crate::typeset::page::{Fit, PlacedImage};
use crate::typeset::paragraph::PlacedLine;
use crate::typeset::structure::StructId;
use crate::units::{Length, Point, Rect};

/// The ground's edge around a caption, in leadings.
const PAD: f64 = 0.6;

/// A picture on a page of its own. `figure` is its element, which has the alternative text.
pub(super) fn set_plate(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    asset: AssetId,
    caption: &Caption,
    figure: StructId,
    place: Place,
) {
    let size = ctx.layout.size;
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
        let aside = flow.column.aside();
        set_caption(flow, ctx, caption, figure, place);
        let items = flow.column.resume(aside);
        let mut text = VBox::default();
        for line in lines_of(items) {
            text.stack(line);
        }
        flow.findings.report_tall(
            "the caption of this picture",
            text.height,
            ctx.layout.height(),
            place,
        );
        // The last line stands where that of a page of text does.
        text.shift(Length::ZERO, ctx.layout.height() - text.height);
        plate.notes = text.notes;
        plate.anchors.append(&mut text.anchors);
        plate.append(caption_ground(ctx, &text));
        for part in text.parts {
            plate.append(part);
        }
    }
    flow.column.push_plate(plate);
}

/// The ground of a caption.
fn caption_ground(ctx: &Ctx<'_>, text: &VBox) -> Part {
    let lines = match &text.parts {
        Parts::Line(line) => std::slice::from_ref(line).iter().collect(),
        Parts::Many(parts) => parts.iter().filter_map(Part::line).collect(),
        Parts::None => Vec::new(),
    };
    let pad = ctx.layout.leading.scale(PAD);
    let edges = |edge: fn(Length, Length) -> Length, of: fn(&PlacedLine) -> Length| {
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
