//! Pictures that fill more than their own proportions would.

use crate::document::Asset;
use crate::units::{Length, Point, Rect, Size};

/// The least enlargement of a picture that covers an area around it, in its own proportions.
pub(super) fn covering(picture: Rect, area: Rect) -> Rect {
    if picture == area {
        return picture;
    }
    let wider = area.size.width.ratio(picture.size.width);
    let higher = area.size.height.ratio(picture.size.height);
    let factor = wider.max(higher);
    let width = picture.size.width.scale(factor);
    let height = picture.size.height.scale(factor);
    Rect::new(
        area.origin.x - (width - area.size.width) / 2,
        area.origin.y - (height - area.size.height) / 2,
        width,
        height,
    )
}

/// The size of a picture whose pixels are points: only its proportions count.
pub(super) fn proportions(asset: &Asset) -> Size {
    let side = |pixels: u32| Length::pt(f64::from(pixels.max(1)));
    Size {
        width: side(asset.width),
        height: side(asset.height),
    }
}

/// Where a picture of these proportions stands so that it covers an area: as little as can be is out of sight.
pub(super) fn cover(proportions: Size, area: Rect) -> Rect {
    let picture = Rect {
        origin: Point::default(),
        size: proportions,
    };
    covering(picture, area)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::AssetFormat;

    fn covered(width: u32, height: u32) -> Rect {
        let asset = Asset {
            path: String::new(),
            format: AssetFormat::Svg,
            bytes: Vec::new().into(),
            width,
            height,
            lang: None,
        };
        let pt = Length::pt;
        cover(
            proportions(&asset),
            Rect::new(pt(-9.0), pt(-9.0), pt(118.0), pt(218.0)),
        )
    }

    #[test]
    fn a_picture_covers_its_area_in_its_own_proportions() {
        for (width, height) in [(1000, 1000), (3000, 1000), (10, 4000), (118, 218), (1, 0)] {
            let rect = covered(width, height);
            let slack = Length::pt(0.01);
            assert!(
                rect.origin.x <= Length::pt(-9.0) + slack,
                "{width} × {height}"
            );
            assert!(
                rect.origin.y <= Length::pt(-9.0) + slack,
                "{width} × {height}"
            );
            assert!(
                rect.right() >= Length::pt(109.0) - slack,
                "{width} × {height}"
            );
            assert!(
                rect.bottom() >= Length::pt(209.0) - slack,
                "{width} × {height}"
            );
            let proportion = rect.size.width.ratio(rect.size.height);
            let own = f64::from(width) / f64::from(height.max(1));
            assert!((proportion / own - 1.0).abs() < 0.001, "{width} × {height}");
            // In the middle, and no larger than it must be.
            let middle = rect.origin.x + rect.size.width / 2;
            assert!((middle - Length::pt(50.0)).abs() < slack);
            let snug = [
                (rect.size.width - Length::pt(118.0)).abs(),
                (rect.size.height - Length::pt(218.0)).abs(),
            ];
            assert!(snug.iter().any(|over| *over < slack), "{width} × {height}");
        }
    }
}
