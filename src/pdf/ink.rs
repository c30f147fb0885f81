//! Colours as inks: what a press prints instead of red, green and blue.

use std::sync::Arc;

use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, Transform8BitExecutor,
    TransformOptions,
};

use crate::typeset::page::Color;

/// What colours are written as.
pub(super) enum Inks {
    /// Red, green and blue, as on a screen.
    Screen,
    /// Black alone.
    Black,
    /// Four inks.
    Cmyk(Separator),
}

/// How red, green and blue become four inks.
pub(super) enum Separator {
    /// By formula, for a printing condition that is named only.
    Formula,
    /// By the press's profile.
    Profile(Arc<Transform8BitExecutor>),
}

/// A profile of a press.
pub(super) struct PressSpace {
    /// Its name.
    pub(super) description: String,
    /// The number of its inks: 1 for gray, or 4.
    pub(super) inks: u8,
    profile: ColorProfile,
}

impl PressSpace {
    /// Reads a profile, which must be of a printing device with black or with four inks.
    pub(super) fn new(bytes: &[u8]) -> Result<Self, String> {
        let profile = ColorProfile::new_from_slice(bytes).map_err(|e| e.to_string())?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err("it is not of a printing device".to_owned());
        }
        let inks = match profile.color_space {
            DataColorSpace::Gray => 1,
            DataColorSpace::Cmyk => 4,
            _ => return Err("it is neither for black nor for four inks".to_owned()),
        };
        Ok(Self {
            description: description(bytes).unwrap_or_else(|| "Custom".to_owned()),
            inks,
            profile,
        })
    }

    /// The way from sRGB to its inks.
    pub(super) fn separator(&self) -> Result<Separator, String> {
        let options = TransformOptions {
            rendering_intent: RenderingIntent::Perceptual,
            ..TransformOptions::default()
        };
        // Four inks take the place of red, green, blue and opacity.
        ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &self.profile, Layout::Rgba, options)
            .map(Separator::Profile)
            .map_err(|e| e.to_string())
    }
}

/// The text of the tag `desc`, in either form (ICC.1:2001-04, 6.5.17; ICC.1:2010, 10.13).
fn description(bytes: &[u8]) -> Option<String> {
    let word = |at: usize| {
        let word: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(word) as usize)
    };
    let tags = word(128)?.min(100);
    let entry = (0..tags)
        .map(|tag| 132 + 12 * tag)
        .find(|at| bytes.get(*at..*at + 4) == Some(b"desc"))?;
    let data = bytes.get(word(entry + 4)?..)?;
    let long = |at: usize| {
        let word: [u8; 4] = data.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(word) as usize)
    };
    let text: String = match data.get(..4)? {
        b"desc" => {
            let length = long(8)?.min(200);
            data.get(12..12 + length)?
                .iter()
                .filter(|byte| byte.is_ascii_graphic() || **byte == b' ')
                .map(|byte| char::from(*byte))
                .collect()
        }
        b"mluc" => {
            let (length, offset) = (long(20)?.min(400), long(24)?);
            let units = data.get(offset..offset + length)?.as_chunks::<2>().0;
            let units = units.iter().copied().map(u16::from_be_bytes);
            char::decode_utf16(units)
                .filter_map(Result::ok)
                .filter(|c| c.is_ascii_graphic() || *c == ' ')
                .collect()
        }
        _ => return None,
    };
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A colour in the form that it is written in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tint {
    /// From 0, black, to 1. On a press it is black ink alone.
    Gray(f32),
    /// Each from 0 to 1.
    Rgb([f32; 3]),
    /// Each from 0, none, to 1.
    Cmyk([f32; 4]),
}

impl Inks {
    /// A colour of text, a rule or a ground. Grays stay grays: text in black is on the black plate alone.
    pub(super) fn tint(&self, color: Color) -> Tint {
        let (r, g, b) = match color {
            Color::Gray(level) => return Tint::Gray(level.clamp(0.0, 1.0)),
            Color::Rgb(r, g, b) => (r.clamp(0.0, 1.0), g.clamp(0.0, 1.0), b.clamp(0.0, 1.0)),
        };
        match self {
            Self::Screen => Tint::Rgb([r, g, b]),
            _ if r == g && g == b => Tint::Gray(r),
            Self::Black => Tint::Gray(luminance([r, g, b])),
            Self::Cmyk(separator) => {
                let rgb = [r, g, b].map(|level| (level * 255.0).round() as u8);
                let inks = separator.separate(&rgb);
                let mut levels = [0.0; 4];
                for (level, ink) in levels.iter_mut().zip(inks) {
                    *level = f32::from(ink) / 255.0;
                }
                Tint::Cmyk(levels)
            }
        }
    }
}

impl Separator {
    /// Pixels of three bytes as pixels of four.
    pub(super) fn separate(&self, rgb: &[u8]) -> Vec<u8> {
        if let Self::Profile(transform) = self {
            let mut inks = vec![0; rgb.len() / 3 * 4];
            if transform.transform(rgb, &mut inks).is_ok() {
                return inks;
            }
        }
        rgb.chunks_exact(3)
            .flat_map(|pixel| formula([0, 1, 2].map(|i| pixel.get(i).copied().unwrap_or(255))))
            .collect()
    }
}

/// The most ink of all four together: more does not dry on the presses that print books singly.
const MOST_INK: f32 = 2.4;

/// As much black as there can be, and of the others what then is missing: inks let through what the ink
/// below them has left.
fn formula(rgb: [u8; 3]) -> [u8; 4] {
    let cmy = rgb.map(|level| 1.0 - f32::from(level) / 255.0);
    let black = cmy.iter().copied().fold(1.0, f32::min);
    let mut inks = cmy.map(|ink| {
        if black < 1.0 {
            (ink - black) / (1.0 - black)
        } else {
            0.0
        }
    });
    let colored: f32 = inks.iter().sum();
    if colored + black > MOST_INK {
        inks = inks.map(|ink| ink * (MOST_INK - black) / colored);
    }
    let [c, m, y] = inks;
    [c, m, y, black].map(|ink| (ink * 255.0).round() as u8)
}

/// A power, computed with twice the digits, so that it is the nearest there is.
fn power(base: f32, exponent: f32) -> f32 {
    libm::pow(f64::from(base), f64::from(exponent)) as f32
}

/// How light a colour is, on the scale of sRGB's grays (IEC 61966-2-1): its light is added up as it is,
/// not as it is encoded.
pub(super) fn luminance(rgb: [f32; 3]) -> f32 {
    gray_of(rgb.map(light))
}

/// The light of an encoded level.
fn light(level: f32) -> f32 {
    if level <= 0.040_45 {
        level / 12.92
    } else {
        power((level + 0.055) / 1.055, 2.4)
    }
}

/// The gray that is as light as red, green and blue light together.
fn gray_of([r, g, b]: [f32; 3]) -> f32 {
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let level = if y <= 0.003_130_8 {
        y * 12.92
    } else {
        1.055 * power(y, 1.0 / 2.4) - 0.055
    };
    level.clamp(0.0, 1.0)
}

/// The lights of all levels of a byte: powers are dear, and pictures have many pixels.
pub(super) struct Lights([f32; 256]);

impl Lights {
    pub(super) fn new() -> Self {
        let mut lights = [0.0; 256];
        for (of, level) in lights.iter_mut().zip(0_u8..=255) {
            *of = light(f32::from(level) / 255.0);
        }
        Self(lights)
    }

    /// The [`luminance`] of a pixel.
    pub(super) fn luminance(&self, rgb: [u8; 3]) -> f32 {
        // A byte has no level that the table lacks.
        gray_of(rgb.map(|level| self.0.get(usize::from(level)).copied().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grays_stay_on_the_black_plate() {
        let four = Inks::Cmyk(Separator::Formula);
        assert_eq!(four.tint(Color::BLACK), Tint::Gray(0.0));
        assert_eq!(four.tint(Color::Rgb(0.5, 0.5, 0.5)), Tint::Gray(0.5));
        assert_eq!(
            four.tint(Color::Rgb(1.0, 0.0, 0.0)),
            Tint::Cmyk([0.0, 1.0, 1.0, 0.0])
        );
    }

    #[test]
    fn the_formula_keeps_within_the_ink_that_dries() {
        assert_eq!(formula([255; 3]), [0; 4]);
        assert_eq!(formula([0; 3]), [0, 0, 0, 255]);
        for rgb in [[0, 0, 40], [31, 42, 56], [200, 0, 0]] {
            let total: u32 = formula(rgb).into_iter().map(u32::from).sum();
            assert!(total <= 613, "{rgb:?}: {total}");
        }
    }

    #[test]
    fn luminance_weighs_light() {
        assert!((luminance([1.0; 3]) - 1.0).abs() < 1e-5);
        assert!((luminance([0.4; 3]) - 0.4).abs() < 1e-5);
        let lights = Lights::new();
        for pixel in [[0, 0, 0], [9, 200, 77], [255, 11, 12], [255; 3]] {
            let same = luminance(pixel.map(|level| f32::from(level) / 255.0));
            assert_eq!(lights.luminance(pixel).to_bits(), same.to_bits());
        }
        let [red, green, blue] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].map(luminance);
        assert!(green > red && red > blue, "{red} {green} {blue}");
    }

    #[test]
    fn what_is_no_profile_is_refused() {
        assert!(PressSpace::new(b"acsp").is_err());
        assert!(PressSpace::new(&crate::pdf::icc::srgb()).is_err());
        assert!(description(&crate::pdf::icc::srgb()).is_some());
    }
}
