//! Profiles made here, so that nobody's licence is needed: of the colour space sRGB (IEC 61966-2-1),
//! and of black ink on paper.
//!
//! sRGB's is of version 4.2 (ICC.1:2004-10), which is the version that PDF 1.7 names: a monitor with
//! three primaries and one parametric curve. That of black ink is of version 2.1 (ICC.1:1998-09), as
//! the oldest programs at presses want it: an output device with one curve.

/// A date and time for the header. The standard asks for one; the profile does not change.
const MADE: [u16; 6] = [2026, 1, 1, 0, 0, 0];

/// The illuminant D50 as XYZ, as the header and the white point have it.
const D50: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];

/// The primaries of sRGB, adapted to D50 by Bradford's transform, and such that they add up to the
/// header's D50, which is rounded.
const RED: [f64; 3] = [0.436_05, 0.222_49, 0.013_92];
const GREEN: [f64; 3] = [0.385_12, 0.716_90, 0.097_06];
const BLUE: [f64; 3] = [0.143_04, 0.060_61, 0.713_93];

/// Bradford's transform from D65, the white of sRGB, to D50.
const ADAPTATION: [f64; 9] = [
    1.047_88, 0.022_92, -0.050_20, //
    0.029_58, 0.990_47, -0.017_06, //
    -0.009_25, 0.015_08, 0.751_68,
];

/// The transfer function: exponent, then a, b, c and d of the parametric curve of type 3.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// The bytes of the profile.
pub(super) fn srgb() -> Vec<u8> {
    let tags: [(&[u8; 4], Vec<u8>); 8] = [
        (b"desc", localized("sRGB")),
        (b"cprt", localized("Public domain")),
        (b"wtpt", xyz(D50)),
        (b"chad", fixed_array(b"sf32", &ADAPTATION)),
        (b"rXYZ", xyz(RED.map(fixed))),
        (b"gXYZ", xyz(GREEN.map(fixed))),
        (b"bXYZ", xyz(BLUE.map(fixed))),
        (b"rTRC", curve()),
    ];
    // The three curves are one: they share its data.
    assemble(
        &header([4, 0x20], b"mntrRGB "),
        &tags,
        (b"rTRC", &[b"gTRC", b"bTRC"]),
    )
}

/// The name of [`black_ink`].
pub(super) const BLACK_INK: &str = "Black ink, dot gain 20%";

/// The steps of the curve of [`black_ink`], less one.
const STEPS: u32 = 32;

/// The profile of black ink whose dots grow: 50 % of ink is printed as 70 %. By Murray and Davies, a
/// surface's light is that of the paper less that which the dots take (ISO 13655 and ISO 12647-1 call
/// the growth tone value increase).
pub(super) fn black_ink() -> Vec<u8> {
    let mut curve = [&b"curv"[..], &[0; 4], &be32(STEPS + 1)].concat();
    for step in 0..=STEPS {
        let dots = 1.0 - f64::from(step) / f64::from(STEPS);
        let printed = dots + 0.8 * dots * (1.0 - dots);
        curve.extend((((1.0 - printed) * 65_535.0).round() as u16).to_be_bytes());
    }
    let ascii = [BLACK_INK.as_bytes(), &[0]].concat();
    let mut name = [&b"desc"[..], &[0; 4], &be32(ascii.len() as u32), &ascii].concat();
    // No name in Unicode nor in Macintosh's script code.
    name.resize(name.len() + 4 + 4 + 2 + 1 + 67, 0);
    let tags: [(&[u8; 4], Vec<u8>); 4] = [
        (b"desc", name),
        (b"cprt", b"text\0\0\0\0Public domain\0".to_vec()),
        (b"wtpt", xyz(D50)),
        (b"kTRC", curve),
    ];
    assemble(&header([2, 0x10], b"prtrGRAY"), &tags, (b"kTRC", &[]))
}

/// A profile of a header and tags; those that share another's data follow it.
fn assemble(
    header: &[u8],
    tags: &[(&[u8; 4], Vec<u8>)],
    (sharing, shared): (&[u8; 4], &[&[u8; 4]]),
) -> Vec<u8> {
    let count = tags.len() + shared.len();
    let mut table = be32(count as u32).to_vec();
    let mut data = Vec::new();
    let first = 128 + 4 + 12 * count;
    for (signature, content) in tags {
        let offset = be32((first + data.len()) as u32);
        let size = be32(content.len() as u32);
        table.extend([**signature, offset, size].concat());
        if *signature == sharing {
            for other in shared {
                table.extend([**other, offset, size].concat());
            }
        }
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = be32((first + data.len()) as u32).to_vec();
    profile.extend_from_slice(header);
    profile.append(&mut table);
    profile.append(&mut data);
    profile
}

/// The header after the size.
fn header(version: [u8; 2], class_and_space: &[u8; 8]) -> Vec<u8> {
    let mut header = Vec::with_capacity(124);
    header.extend([0; 4]); // no preferred module
    header.extend(version);
    header.extend([0; 2]);
    header.extend(class_and_space);
    header.extend(b"XYZ ");
    header.extend(MADE.iter().flat_map(|part| part.to_be_bytes()));
    header.extend(b"acsp");
    header.resize(64, 0); // no platform, flags, maker, model, attributes; intent perceptual
    header.extend(D50.iter().flat_map(|part| part.to_be_bytes()));
    header.resize(124, 0);
    header
}

/// `multiLocalizedUnicodeType` with one record.
fn localized(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut out = b"mluc\0\0\0\0".to_vec();
    for part in [1, 12] {
        out.extend(be32(part));
    }
    out.extend(b"enUS");
    for part in [units.len() as u32, 28] {
        out.extend(be32(part));
    }
    out.extend(units);
    out
}

fn xyz(values: [i32; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    out.extend(values.iter().flat_map(|v| v.to_be_bytes()));
    out
}

fn fixed_array(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    let mut out = [*kind, [0; 4]].concat();
    out.extend(values.iter().flat_map(|v| fixed(*v).to_be_bytes()));
    out
}

/// `parametricCurveType`, function type 3.
fn curve() -> Vec<u8> {
    let mut out = fixed_array(b"para", &[]);
    out.extend([0, 3, 0, 0]);
    out.extend(CURVE.iter().flat_map(|v| fixed(*v).to_be_bytes()));
    out
}

/// `s15Fixed16Number`.
fn fixed(value: f64) -> i32 {
    (value * 65_536.0).round() as i32
}

fn be32(value: u32) -> [u8; 4] {
    value.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(bytes: &[u8], at: usize) -> usize {
        let word: [u8; 4] = bytes[at..at + 4].try_into().expect("four bytes");
        u32::from_be_bytes(word) as usize
    }

    #[test]
    fn are_profiles_by_their_own_words() {
        for (profile, kind) in [(srgb(), b"mntrRGB XYZ "), (black_ink(), b"prtrGRAYXYZ ")] {
            assert_eq!(word(&profile, 0), profile.len());
            assert_eq!(&profile[12..24], kind);
            assert_eq!(&profile[36..40], b"acsp");
            assert!(profile.len() < 1000);
            for tag in 0..word(&profile, 128) {
                let entry = 132 + 12 * tag;
                let (offset, size) = (word(&profile, entry + 4), word(&profile, entry + 8));
                assert!(offset % 4 == 0 && offset + size <= profile.len());
            }
            moxcms::ColorProfile::new_from_slice(&profile).expect("another reader takes it");
        }
    }

    #[test]
    fn its_primaries_add_up_to_white() {
        for (i, white) in D50.iter().enumerate() {
            let sum: i32 = [RED, GREEN, BLUE].iter().map(|p| fixed(p[i])).sum();
            assert!((sum - white).abs() <= 8, "{i}: {sum} against {white}");
        }
    }
}
