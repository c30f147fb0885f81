//! How a camera was held (Exif 2.3, tag 0x0112).

/// The turn that sets a picture upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) struct Orientation(image::metadata::Orientation);

impl Default for Orientation {
    fn default() -> Self {
        Self(image::metadata::Orientation::NoTransforms)
    }
}

impl From<image::metadata::Orientation> for Orientation {
    fn from(orientation: image::metadata::Orientation) -> Self {
        Self(orientation)
    }
}

impl Orientation {
    /// The matrix that turns the unit square within itself, in the order of the operator `cm`.
    pub(in crate::pdf) fn matrix(self) -> [f64; 6] {
        use image::metadata::Orientation as O;
        match self.0 {
            O::NoTransforms => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            O::FlipHorizontal => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
            O::Rotate180 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
            O::FlipVertical => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
            O::Rotate90FlipH => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
            O::Rotate90 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
            O::Rotate270FlipH => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
            O::Rotate270 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage, Luma};

    /// Where the matrix takes the middle of a pixel of a picture of 2 × 2.
    fn moved(matrix: [f64; 6], x: u32, y: u32) -> (u32, u32) {
        let [a, b, c, d, e, f] = matrix;
        let (px, py) = ((f64::from(x) + 0.5) / 2.0, 1.0 - (f64::from(y) + 0.5) / 2.0);
        let (qx, qy) = (a * px + c * py + e, b * px + d * py + f);
        ((qx * 2.0) as u32, ((1.0 - qy) * 2.0) as u32)
    }

    #[test]
    fn agrees_with_turning_the_pixels() {
        for exif in 1..=8 {
            let orientation =
                image::metadata::Orientation::from_exif(exif).expect("one of the eight");
            let before = GrayImage::from_fn(2, 2, |x, y| Luma([(y * 2 + x) as u8]));
            let mut turned = DynamicImage::ImageLuma8(before.clone());
            turned.apply_orientation(orientation);
            let turned = turned.into_luma8();
            for (x, y, pixel) in before.enumerate_pixels() {
                let (to_x, to_y) = moved(Orientation(orientation).matrix(), x, y);
                assert_eq!(turned.get_pixel(to_x, to_y), pixel, "{exif}: {x}, {y}");
            }
        }
    }
}
