//! Samples compressed with PNG's filters (ISO/IEC 15948, clause 9), which PDF calls predictors.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::pdf::object::LEVEL;

/// The `Predictor` of streams that are made here: each row says which filter it has.
pub(super) const PREDICTOR: i64 = 15;

/// Compresses samples of 8 bits as PNG does, each row with the filter that suits it best. A PNG's data
/// are the stream that PDF wants, so the encoder's own are taken; four components pass for those of a
/// PNG with opacity. `None` for a picture that no PNG can hold.
pub(super) fn compress(samples: &[u8], size: [u32; 2], components: usize) -> Option<Vec<u8>> {
    let mut file = Vec::with_capacity(samples.len() / 2);
    let mut encoder = Encoder::new(&mut file, size[0], size[1]);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(match components {
        1 => ColorType::Grayscale,
        3 => ColorType::Rgb,
        4 => ColorType::Rgba,
        _ => return None,
    });
    encoder.set_compression(Compression::Balanced);
    encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
    encoder.set_filter(Filter::Adaptive);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(samples).ok()?;
    writer.finish().ok()?;
    Some(data(&file))
}

/// The data of a PNG: its `IDAT` chunks joined.
fn data(file: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(file.len());
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let Some(content) = after.get(..length) else {
            break;
        };
        if &kind == b"IDAT" {
            out.extend_from_slice(content);
        }
        rest = after.get(length + 4..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn smooth_rows_become_small() {
        let rows: Vec<u8> = (0..40u8)
            .flat_map(|y| (0..80u8).map(move |x| 10 + 2 * x + y))
            .collect();
        for components in [1, 4] {
            let size = [80 / components as u32, 40];
            let packed = compress(&rows, size, components).expect("a picture");
            assert!(packed.len() < 200, "{} bytes", packed.len());
            let mut filtered = Vec::new();
            flate2::read::ZlibDecoder::new(packed.as_slice())
                .read_to_end(&mut filtered)
                .expect("a zlib stream");
            assert_eq!(filtered.len(), 40 * 81);
        }
    }

    #[test]
    fn nothing_is_nothing() {
        assert!(compress(&[], [0, 0], 3).is_none());
    }
}
