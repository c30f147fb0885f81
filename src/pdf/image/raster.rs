//! Images of pixels (ISO 32000-1, 8.9).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use printpdf::{DictItem, ExternalStream};

use super::orientation::Orientation;
use super::predict;
use crate::pdf::ink::{Inks, Lights, Separator};
use crate::pdf::object::deflate;

/// Memory that decoding may take: an RGBA picture of 128 megapixels.
const MAX_MEMORY: u64 = 512 << 20;

/// An image ready for the file.
#[derive(Debug, Default)]
pub(super) struct Raster {
    stream: ExternalStream,
}

/// The colours of an image's samples.
pub(super) enum Colors {
    Gray,
    Rgb,
    Cmyk,
    /// Numbers of colours, each of three bytes.
    Indexed(Vec<u8>),
}

impl Raster {
    /// The image's stream, with its soft mask within its dictionary.
    pub(super) fn take_stream(&mut self) -> ExternalStream {
        std::mem::take(&mut self.stream)
    }

    /// An image whose samples are already encoded by `filter`, whatever it is.
    pub(super) fn encoded(
        [width, height]: [u32; 2],
        colors: &Colors,
        bits: i64,
        content: Vec<u8>,
        filter: &str,
    ) -> Self {
        let color_space = match colors {
            Colors::Gray => name("DeviceGray"),
            Colors::Rgb => name("DeviceRGB"),
            Colors::Cmyk => name("DeviceCMYK"),
            Colors::Indexed(palette) => DictItem::Array(vec![
                name("Indexed"),
                name("DeviceRGB"),
                DictItem::Int((palette.len() / 3) as i64 - 1),
                DictItem::String {
                    data: palette.clone(),
                    literal: true,
                },
            ]),
        };
        let dict = [
            ("Type", name("XObject")),
            ("Subtype", name("Image")),
            ("Width", DictItem::Int(width.into())),
            ("Height", DictItem::Int(height.into())),
            ("ColorSpace", color_space),
            ("BitsPerComponent", DictItem::Int(bits)),
            ("Filter", name(filter)),
        ];
        let dict = dict.into_iter().map(|(key, value)| (key.to_owned(), value));
        Self {
            stream: ExternalStream {
                dict: dict.collect(),
                content,
                compress: false,
            },
        }
    }

    /// An image from its samples, rows of whole bytes.
    fn deflated(size: [u32; 2], colors: &Colors, bits: i64, samples: &[u8]) -> Self {
        let components = match colors {
            Colors::Gray | Colors::Indexed(_) => 1,
            Colors::Rgb => 3,
            Colors::Cmyk => 4,
        };
        // Numbers of colours and bits are no amounts: differences between them say nothing.
        let smooth = bits == 8 && !matches!(colors, Colors::Indexed(_));
        let predicted = smooth
            .then(|| predict::compress(samples, size, components))
            .flatten();
        let is_predicted = predicted.is_some();
        let content = predicted.unwrap_or_else(|| deflate(samples));
        let mut raster = Self::encoded(size, colors, bits, content, "FlateDecode");
        if is_predicted {
            let parms = [
                ("Predictor", predict::PREDICTOR),
                ("Colors", components as i64),
                ("Columns", size[0].into()),
            ];
            let map = parms.map(|(key, value)| (key.to_owned(), DictItem::Int(value)));
            raster.set("DecodeParms", DictItem::Dict { map: map.into() });
        }
        raster
    }

    pub(super) fn set(&mut self, key: &str, value: DictItem) {
        self.stream.dict.insert(key.to_owned(), value);
    }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

/// Decodes a file of any format that the manuscript may hold, within bounds.
pub(super) fn open(bytes: &[u8]) -> Result<(DynamicImage, Orientation), String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| e.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| e.to_string())?;
    if decoder.total_bytes() > MAX_MEMORY {
        return Err("it has too many pixels".to_owned());
    }
    // What is no valid Exif says nothing.
    let orientation = decoder
        .orientation()
        .map(Orientation::from)
        .unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
    Ok((image, orientation))
}

/// Decodes a file and encodes it for the PDF.
pub(super) fn decode(bytes: &[u8], inks: &Inks) -> Result<(Raster, Orientation), String> {
    let (image, orientation) = open(bytes)?;
    Ok((encode(&image, inks), orientation))
}

/// Encodes an image: in gray, in few colours or in full, and its transparency, if it has any, as a
/// soft mask. For a press it is laid on white: where plates are blended, black would not stay alone. Samples of 16 bits lose their lower half.
pub(super) fn encode(image: &DynamicImage, inks: &Inks) -> Raster {
    let size = [image.width(), image.height()];
    let (mut raster, alpha) = if image.color().has_color() {
        let pixels = image.to_rgba8();
        let mut pixels: Vec<[u8; 4]> = pixels.pixels().map(|pixel| pixel.0).collect();
        if !matches!(inks, Inks::Screen) {
            pixels
                .iter_mut()
                .for_each(|pixel| *pixel = on_white(*pixel));
        }
        let alpha: Vec<u8> = pixels.iter().map(|[.., a]| *a).collect();
        let raster = match inks {
            Inks::Screen => encode_colors(size, &pixels),
            Inks::Black => encode_gray(size, &grays(&pixels)),
            Inks::Cmyk(separator) => encode_inks(size, &pixels, separator),
        };
        (raster, alpha)
    } else {
        let pixels = image.to_luma_alpha8();
        let pixels = pixels.pixels().map(|pixel| match inks {
            Inks::Screen => pixel.0,
            Inks::Black | Inks::Cmyk(_) => {
                let [gray, .., alpha] = on_white([pixel.0[0], 0, 0, pixel.0[1]]);
                [gray, alpha]
            }
        });
        let (gray, alpha): (Vec<u8>, Vec<u8>) = pixels.map(|[gray, alpha]| (gray, alpha)).unzip();
        (encode_gray(size, &gray), alpha)
    };
    if alpha.iter().any(|a| *a != u8::MAX) {
        let mask = encode_gray(size, &alpha).take_stream();
        raster.set("SMask", DictItem::Stream { stream: mask });
    }
    raster
}

/// A pixel laid on white.
fn on_white([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    let lay = |level: u8| {
        let (level, a) = (u32::from(level), u32::from(a));
        ((level * a + 255 * (255 - a) + 127) / 255) as u8
    };
    match a {
        u8::MAX => [r, g, b, a],
        _ => [lay(r), lay(g), lay(b), u8::MAX],
    }
}

/// How light each pixel is.
pub(super) fn grays(pixels: &[[u8; 4]]) -> Vec<u8> {
    let lights = Lights::new();
    // Most pictures have long runs of one colour.
    let mut last = ([0; 3], 0);
    pixels
        .iter()
        .map(|[r, g, b, _]| {
            let color = [*r, *g, *b];
            if last.0 != color {
                let level = lights.luminance(color);
                last = (color, (level * 255.0).round() as u8);
            }
            last.1
        })
        .collect()
}

/// In four inks; grays in black alone.
fn encode_inks(size: [u32; 2], pixels: &[[u8; 4]], separator: &Separator) -> Raster {
    if pixels.iter().all(|[r, g, b, _]| r == g && g == b) {
        return encode_gray(size, &grays(pixels));
    }
    let rgb: Vec<u8> = pixels
        .iter()
        .flat_map(|[r, g, b, _]| [*r, *g, *b])
        .collect();
    Raster::deflated(size, &Colors::Cmyk, 8, &separator.separate(&rgb))
}

fn encode_colors(size: [u32; 2], pixels: &[[u8; 4]]) -> Raster {
    if pixels.iter().all(|[r, g, b, _]| r == g && g == b) {
        let gray: Vec<u8> = pixels.iter().map(|[gray, ..]| *gray).collect();
        return encode_gray(size, &gray);
    }
    let mut palette: BTreeMap<[u8; 3], u8> = BTreeMap::new();
    // Neighbours are mostly equal: only where the colour changes is it looked up.
    for run in pixels.chunk_by(|a, b| a[..3] == b[..3]) {
        let Some([r, g, b, _]) = run.first() else {
            continue;
        };
        if let Entry::Vacant(entry) = palette.entry([*r, *g, *b]) {
            entry.insert(0);
        }
        if palette.len() > 256 {
            let samples: Vec<u8> = pixels
                .iter()
                .flat_map(|[r, g, b, _]| [*r, *g, *b])
                .collect();
            return Raster::deflated(size, &Colors::Rgb, 8, &samples);
        }
    }
    // Numbered in the order of the colours, so that near colours have near numbers.
    for (number, value) in (0..=u8::MAX).zip(palette.values_mut()) {
        *value = number;
    }
    let numbers: Vec<u8> = pixels
        .iter()
        .map(|[r, g, b, _]| palette.get(&[*r, *g, *b]).copied().unwrap_or_default())
        .collect();
    let bits = match palette.len() {
        0..=2 => 1,
        3..=4 => 2,
        5..=16 => 4,
        _ => 8,
    };
    let table = palette.keys().flatten().copied().collect();
    let samples = pack(&numbers, size[0] as usize, bits);
    Raster::deflated(size, &Colors::Indexed(table), bits as i64, &samples)
}

fn encode_gray(size: [u32; 2], gray: &[u8]) -> Raster {
    if gray.iter().all(|level| matches!(level, 0 | 255)) {
        let levels: Vec<u8> = gray.iter().map(|level| level & 1).collect();
        let samples = pack(&levels, size[0] as usize, 1);
        return Raster::deflated(size, &Colors::Gray, 1, &samples);
    }
    Raster::deflated(size, &Colors::Gray, 8, gray)
}

/// Packs numbers of so many bits into rows of whole bytes.
fn pack(numbers: &[u8], width: usize, bits: usize) -> Vec<u8> {
    if bits == 8 {
        return numbers.to_vec();
    }
    let per_byte = 8 / bits;
    numbers
        .chunks(width.max(1))
        .flat_map(|row| row.chunks(per_byte))
        .map(|group| {
            let packed = group.iter().fold(0u8, |byte, n| (byte << bits) | n);
            packed << (bits * (per_byte - group.len()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn int(raster: &Raster, key: &str) -> i64 {
        match raster.stream.dict.get(key) {
            Some(DictItem::Int(value)) => *value,
            other => panic!("{key} is {other:?}"),
        }
    }

    #[test]
    fn packs_from_the_left() {
        assert_eq!(pack(&[1, 0, 1, 1, 1], 5, 1), [0b1011_1000]);
        assert_eq!(
            pack(&[3, 1, 2, 0, 1, 1], 3, 2),
            [0b11_01_10_00, 0b00_01_01_00]
        );
    }

    #[test]
    fn colors_are_kept_few_and_masks_where_needed() {
        let few = RgbaImage::from_fn(10, 10, |x, _| match x {
            0..=4 => Rgba([255, 0, 0, 255]),
            _ => Rgba([0, 0, 255, if x == 9 { 10 } else { 255 }]),
        });
        let raster = encode(&DynamicImage::ImageRgba8(few), &Inks::Screen);
        assert_eq!(int(&raster, "BitsPerComponent"), 1);
        assert!(raster.stream.dict.contains_key("SMask"));

        let many = RgbaImage::from_fn(20, 20, |x, y| Rgba([x as u8, y as u8, 9, 255]));
        let raster = encode(&DynamicImage::ImageRgba8(many), &Inks::Screen);
        assert_eq!(
            raster.stream.dict.get("ColorSpace"),
            Some(&name("DeviceRGB"))
        );
        assert!(!raster.stream.dict.contains_key("SMask"));
    }

    #[test]
    fn a_press_gets_inks_and_no_transparency() {
        let picture = RgbaImage::from_fn(20, 20, |x, y| Rgba([x as u8, y as u8, 9, 128]));
        let picture = DynamicImage::ImageRgba8(picture);
        let four = Inks::Cmyk(Separator::Formula);
        for (inks, space) in [(&Inks::Black, "DeviceGray"), (&four, "DeviceCMYK")] {
            let raster = encode(&picture, inks);
            assert_eq!(raster.stream.dict.get("ColorSpace"), Some(&name(space)));
            assert!(!raster.stream.dict.contains_key("SMask"));
        }
        assert_eq!(on_white([0, 100, 255, 0]), [255; 4]);
    }

    #[test]
    fn all_formats_are_read() {
        let picture = RgbaImage::from_pixel(3, 2, Rgba([200, 10, 10, 255]));
        for format in [
            image::ImageFormat::Png,
            image::ImageFormat::Gif,
            image::ImageFormat::WebP,
        ] {
            let mut bytes = Cursor::new(Vec::new());
            picture
                .write_to(&mut bytes, format)
                .expect("encoding to memory");
            let (raster, _) = decode(bytes.get_ref(), &Inks::Screen).expect("just encoded");
            assert_eq!(int(&raster, "Width"), 3, "{format:?}");
            assert!(
                decode(&bytes.get_ref()[..12], &Inks::Screen).is_err(),
                "{format:?}"
            );
        }
    }

    #[test]
    fn gray_in_color_is_gray() {
        let gray = RgbaImage::from_fn(4, 4, |x, _| {
            Rgba([x as u8 * 9, x as u8 * 9, x as u8 * 9, 255])
        });
        let raster = encode(&DynamicImage::ImageRgba8(gray), &Inks::Screen);
        assert_eq!(
            raster.stream.dict.get("ColorSpace"),
            Some(&name("DeviceGray"))
        );
    }
}
