//! JPEG files, which a PDF takes byte for byte (ISO 32000-1, 7.4.8).

use image::codecs::jpeg::JpegEncoder;

use super::orientation::Orientation;
use super::raster::{Colors, Raster, encode, grays, open};
use crate::pdf::ink::Inks;
use image::{ExtendedColorType, ImageDecoder, ImageReader};
use printpdf::DictItem;

/// Quality when a picture has to be encoded anew; at this one the loss is not to be seen in print.
const QUALITY: u8 = 92;

/// What the frame header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    size: [u32; 2],
    components: u8,
    /// True when there is a mark of Adobe's before it: then four inks are stored the other way round.
    adobe: bool,
}

/// Takes a file over as it is where PDF/A allows it. One in CMYK, or of a kind that PDF readers do not
/// know, is decoded; in CMYK it would need an output intent of its own.
/// For a press, one in colour is decoded too, unless its colours are those of the press.
pub(super) fn take_over(bytes: &[u8], inks: &Inks) -> Result<(Raster, Orientation), String> {
    let found = frame(bytes);
    let colors = match (found, inks) {
        (Some(frame), _) if frame.components == 1 => Some((frame, Colors::Gray)),
        (Some(frame), Inks::Screen) if frame.components == 3 => Some((frame, Colors::Rgb)),
        (Some(frame), Inks::Cmyk(_)) if frame.components == 4 => Some((frame, Colors::Cmyk)),
        _ => None,
    };
    let Some((frame, colors)) = colors else {
        let (image, orientation) = open(bytes)?;
        match inks {
            Inks::Screen => {}
            Inks::Black => return Ok((gray(image)?, orientation)),
            Inks::Cmyk(_) => return Ok((encode(&image, inks), orientation)),
        }
        let image = image.into_rgb8();
        let mut encoded = Vec::new();
        JpegEncoder::new_with_quality(&mut encoded, QUALITY)
            .encode_image(&image)
            .map_err(|e| e.to_string())?;
        let size = [image.width(), image.height()];
        let raster = Raster::encoded(size, &Colors::Rgb, 8, encoded, "DCTDecode");
        return Ok((raster, orientation));
    };
    let mut raster = Raster::encoded(frame.size, &colors, 8, bytes.to_vec(), "DCTDecode");
    if frame.adobe && matches!(colors, Colors::Cmyk) {
        let turned = [1, 0].repeat(4).into_iter().map(DictItem::Int);
        raster.set("Decode", DictItem::Array(turned.collect()));
    }
    Ok((raster, orientation(bytes)))
}

/// A picture in shades of gray, encoded anew.
fn gray(image: image::DynamicImage) -> Result<Raster, String> {
    let size = [image.width(), image.height()];
    let image = image.into_rgba8();
    let pixels: Vec<[u8; 4]> = image.pixels().map(|pixel| pixel.0).collect();
    let mut encoded = Vec::new();
    JpegEncoder::new_with_quality(&mut encoded, QUALITY)
        .encode(&grays(&pixels), size[0], size[1], ExtendedColorType::L8)
        .map_err(|e| e.to_string())?;
    Ok(Raster::encoded(
        size,
        &Colors::Gray,
        8,
        encoded,
        "DCTDecode",
    ))
}

fn orientation(bytes: &[u8]) -> Orientation {
    let reader = ImageReader::with_format(std::io::Cursor::new(bytes), image::ImageFormat::Jpeg);
    reader
        .into_decoder()
        .and_then(|mut decoder| decoder.orientation())
        .map(Orientation::from)
        .unwrap_or_default()
}

/// Finds the frame header of a file that is baseline, extended or progressive with 8 bits
/// (ISO/IEC 10918-1, B.2.2).
fn frame(bytes: &[u8]) -> Option<Frame> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut adobe = false;
    loop {
        let (marker, after) = match rest {
            // Any number of fill bytes may stand before a marker.
            [0xFF, 0xFF, ..] => {
                rest = rest.get(1..)?;
                continue;
            }
            [0xFF, marker, after @ ..] => (*marker, after),
            _ => return None,
        };
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            rest = after;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        let segment = after.get(2..length.max(2))?;
        match (marker, segment) {
            (0xC0..=0xC2, [8, h1, h2, w1, w2, components, ..]) => {
                let size = [[*w1, *w2], [*h1, *h2]].map(|b| u32::from(u16::from_be_bytes(b)));
                // A height of 0 is given later in the file, which PDF readers do not look for.
                return (size[0] > 0 && size[1] > 0).then_some(Frame {
                    size,
                    components: *components,
                    adobe,
                });
            }
            // Other frames, and the start of data without a frame.
            (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xDA | 0xD9, _) => {
                return None;
            }
            _ => {
                adobe |= marker == 0xEE && segment.starts_with(b"Adobe");
                rest = after.get(length.max(2)..)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, RgbImage};

    #[test]
    fn finds_the_frame() {
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes)
            .encode_image(&RgbImage::new(7, 3))
            .expect("a small picture");
        let expected = Frame {
            size: [7, 3],
            components: 3,
            adobe: false,
        };
        assert_eq!(frame(&bytes), Some(expected));
        for end in 0..bytes.len().min(200) {
            // Any outcome will do, short of a panic.
            let _ = frame(&bytes[..end]);
        }
    }

    #[test]
    fn turns_what_was_taken_sideways() {
        // Little-endian TIFF with one entry: orientation 6.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new(&mut bytes);
        encoder
            .set_exif_metadata(exif.to_vec())
            .expect("JPEG carries Exif");
        encoder
            .encode_image(&RgbImage::new(7, 3))
            .expect("a small picture");
        let (_, orientation) = take_over(&bytes, &Inks::Screen).expect("a sound file");
        assert_eq!(orientation, image::metadata::Orientation::Rotate90.into());
    }

    #[test]
    fn knows_what_it_cannot_take_over() {
        assert_eq!(
            frame(&[0xFF, 0xD8, 0xFF, 0xC3, 0, 9, 8, 0, 1, 0, 1, 3, 0]),
            None
        );
        assert_eq!(frame(b"GIF89a"), None);
    }
}
