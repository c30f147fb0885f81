//! Pictures of pixels: their kind by content, their size before they are decoded, and that they
//! can be decoded whole.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

use super::{Facts, Refusal, check_size};
use crate::diag::Code;
use crate::document::AssetFormat;
use crate::limits::Limits;

/// Checks a picture.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Facts, Refusal> {
    let unsupported = || Refusal {
        help: Some("use PNG, JPEG, GIF, WebP or SVG".to_owned()),
        ..Refusal::new(Code::BadImage, "this is no picture of a known kind")
    };
    let format = image::guess_format(bytes).map_err(|_| unsupported())?;
    let kind = match format {
        ImageFormat::Png => AssetFormat::Png,
        ImageFormat::Jpeg => AssetFormat::Jpeg,
        ImageFormat::Gif => AssetFormat::Gif,
        ImageFormat::WebP => AssetFormat::WebP,
        _ => return Err(unsupported()),
    };
    let broken = |error: image::ImageError| {
        Refusal::new(Code::BadImage, format!("the picture is broken: {error}"))
    };
    let reader = || ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader().into_dimensions().map_err(broken)?;
    check_size(width, height, limits)?;
    let mut reader = reader();
    let mut decoder = image::Limits::default();
    decoder.max_image_width = Some(limits.picture_side);
    decoder.max_image_height = Some(limits.picture_side);
    decoder.max_alloc = Some(limits.picture_pixels.saturating_mul(8));
    reader.limits(decoder);
    // Decoded once, to know that it is whole.
    let decoded = reader.decode().map_err(broken)?;
    Ok(Facts {
        format: kind,
        width: decoded.width(),
        height: decoded.height(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_pictures() {
        let mut png = Vec::new();
        image::RgbImage::new(3, 2)
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .expect("encoded");
        let facts = check(&png, &Limits::default()).expect("a picture");
        assert_eq!((facts.width, facts.height), (3, 2));
        let refusal = |bytes: &[u8]| {
            check(bytes, &Limits::default())
                .expect_err("refused")
                .message
        };
        assert!(refusal(&png[..png.len() - 20]).contains("broken"));
        assert!(refusal(b"not a picture").contains("known kind"));
    }
}
