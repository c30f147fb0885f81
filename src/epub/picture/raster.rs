//! Pixel pictures: kept as they are where reading systems take them so.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    AnimationDecoder as _, DynamicImage, ImageDecoder, ImageEncoder as _, ImageError, ImageFormat,
    ImageReader,
};

use super::Prepared;
use crate::document::{Asset, AssetFormat};

/// Apple Books refuses pictures of more pixels.
const MAX_PIXELS: u64 = 4_000_000;
/// Memory that decoding one picture may take: 64 million pixels of four bytes.
const MAX_DECODED: u64 = 256 << 20;
/// The quality of a JPEG that is written anew.
const JPEG_QUALITY: u8 = 88;

/// A picture of a format and a size that all reading systems take.
pub(super) fn make_fit(asset: &Asset) -> Result<Prepared, ImageError> {
    let pixels = u64::from(asset.width) * u64::from(asset.height);
    let fits = pixels <= MAX_PIXELS;
    if fits && asset.format != AssetFormat::WebP {
        return Ok(Prepared {
            format: asset.format,
            bytes: asset.bytes.to_vec(),
            animated: asset.format == AssetFormat::Gif && is_animated(&asset.bytes),
            change: None,
        });
    }
    let decoded = decode(asset)?;
    let format = match asset.format {
        AssetFormat::Jpeg => AssetFormat::Jpeg,
        AssetFormat::WebP if is_lossy(&asset.bytes) && !decoded.image.color().has_alpha() => {
            AssetFormat::Jpeg
        }
        _ => AssetFormat::Png,
    };
    let (width, height) = (decoded.image.width(), decoded.image.height());
    let image = if fits {
        decoded.image
    } else {
        let (width, height) = fitting(width, height);
        decoded
            .image
            .resize_exact(width, height, FilterType::Lanczos3)
    };
    let change = if fits {
        format!("is written as {}: not all readers know WebP", name(format))
    } else {
        format!(
            "of {width} × {height} pixels is scaled down to {} × {}: Apple Books takes at most 4 million",
            image.width(),
            image.height()
        )
    };
    let bytes = encode(&image, format, decoded.profile)?;
    Ok(Prepared {
        format,
        bytes,
        animated: false,
        change: Some(change),
    })
}

fn name(format: AssetFormat) -> &'static str {
    match format {
        AssetFormat::Jpeg => "JPEG",
        _ => "PNG",
    }
}

/// The largest size of the same proportions within the limit.
fn fitting(width: u32, height: u32) -> (u32, u32) {
    let (w, h) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let factor = (MAX_PIXELS as f64 / (w * h)).sqrt().min(1.0);
    // Rounding down keeps the product within the limit; a sliver keeps at least one pixel.
    let width = ((w * factor).floor() as u32).max(1);
    let most = u32::try_from(MAX_PIXELS / u64::from(width))
        .unwrap_or(1)
        .max(1);
    (width, ((h * factor).floor() as u32).clamp(1, most))
}

struct Decoded {
    image: DynamicImage,
    profile: Option<Vec<u8>>,
}

fn decode(asset: &Asset) -> Result<Decoded, ImageError> {
    let format = match asset.format {
        AssetFormat::Jpeg => ImageFormat::Jpeg,
        AssetFormat::Gif => ImageFormat::Gif,
        AssetFormat::WebP => ImageFormat::WebP,
        AssetFormat::Png | AssetFormat::Svg => ImageFormat::Png,
    };
    let mut reader = ImageReader::with_format(Cursor::new(&*asset.bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // A CMYK or grey profile does not fit the decoded pixels.
    let profile = decoder
        .icc_profile()
        .unwrap_or_default()
        .filter(|profile| profile.get(16..20) == Some(b"RGB ") && decoder.color_type().has_color());
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(Decoded { image, profile })
}

fn encode(
    image: &DynamicImage,
    format: AssetFormat,
    profile: Option<Vec<u8>>,
) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    if format == AssetFormat::Jpeg {
        let image = DynamicImage::ImageRgb8(image.to_rgb8());
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        if let Some(profile) = profile {
            let _ = encoder.set_icc_profile(profile);
        }
        image.write_with_encoder(encoder)?;
    } else {
        // Sixteen bits to the channel double the file and gain nothing on a screen.
        let image = if image.color().has_alpha() {
            DynamicImage::ImageRgba8(image.to_rgba8())
        } else if image.color().has_color() {
            DynamicImage::ImageRgb8(image.to_rgb8())
        } else {
            DynamicImage::ImageLuma8(image.to_luma8())
        };
        let mut encoder = PngEncoder::new(&mut bytes);
        if let Some(profile) = profile.filter(|_| image.color().has_color()) {
            let _ = encoder.set_icc_profile(profile);
        }
        image.write_with_encoder(encoder)?;
    }
    Ok(bytes)
}

/// True for a GIF of more than one frame.
fn is_animated(bytes: &[u8]) -> bool {
    GifDecoder::new(Cursor::new(bytes))
        .is_ok_and(|decoder| decoder.into_frames().take(2).count() > 1)
}

/// True for a WebP whose pixels are coded with loss (chunk `VP8 `, not `VP8L`).
fn is_lossy(bytes: &[u8]) -> bool {
    let mut at = 12;
    while let Some(header) = bytes.get(at..at + 8) {
        match header.get(..4) {
            Some(b"VP8 ") => return true,
            Some(b"VP8L") => return false,
            _ => {}
        }
        let size = header
            .get(4..8)
            .and_then(|size| size.try_into().ok())
            .map_or(usize::MAX, |size| u32::from_le_bytes(size) as usize);
        at = at
            .saturating_add(8)
            .saturating_add(size.saturating_add(size & 1));
        if at > bytes.len() {
            break;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn asset(format: AssetFormat, width: u32, height: u32) -> Asset {
        let image = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(
            width,
            height,
            image::Rgb([9, 90, 200]),
        ));
        let mut bytes = Vec::new();
        let target = match format {
            AssetFormat::Jpeg => ImageFormat::Jpeg,
            AssetFormat::WebP => ImageFormat::WebP,
            AssetFormat::Gif => ImageFormat::Gif,
            _ => ImageFormat::Png,
        };
        image
            .write_to(&mut Cursor::new(&mut bytes), target)
            .expect("encoded");
        Asset {
            path: "a".into(),
            format,
            bytes: Arc::from(bytes),
            width,
            height,
            lang: None,
        }
    }

    #[test]
    fn large_pictures_are_scaled_down() {
        let prepared = make_fit(&asset(AssetFormat::Jpeg, 4000, 1500)).expect("decoded");
        let image = image::load_from_memory(&prepared.bytes).expect("a picture");
        assert_eq!(prepared.format, AssetFormat::Jpeg);
        assert!(u64::from(image.width()) * u64::from(image.height()) <= MAX_PIXELS);
        assert_eq!(image.width(), 3265);
        assert!(prepared.change.is_some_and(|c| c.contains("4000 × 1500")));
    }

    #[test]
    fn slivers_keep_a_pixel() {
        assert_eq!(fitting(1, 5_000_000), (1, 4_000_000));
        assert_eq!(fitting(5_000_000, 1).1, 1);
    }

    #[test]
    fn small_pictures_stay_and_webp_changes() {
        let png = asset(AssetFormat::Png, 4, 4);
        let prepared = make_fit(&png).expect("kept");
        assert_eq!(prepared.bytes, png.bytes.to_vec());
        assert!(prepared.change.is_none());
        let webp = make_fit(&asset(AssetFormat::WebP, 4, 4)).expect("decoded");
        assert_eq!(webp.format, AssetFormat::Png, "lossless stays lossless");
        assert!(!is_animated(&asset(AssetFormat::Gif, 4, 4).bytes));
    }
}
