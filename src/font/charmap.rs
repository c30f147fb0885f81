//! Writes a character map (OpenType 1.9, table `cmap`): format 4 for the Basic Multilingual Plane,
//! which every reader knows, and format 12 for all characters.

use std::collections::BTreeMap;

/// Consecutive characters with consecutive glyphs.
#[derive(Debug, Clone, Copy)]
struct Segment {
    first: u32,
    last: u32,
    glyph: u16,
}

/// The bytes of a `cmap` table.
pub(super) fn write(mappings: &BTreeMap<char, u16>) -> Vec<u8> {
    let segments = segments(mappings);
    let basic: Vec<Segment> = segments
        .iter()
        .copied()
        .filter(|segment| segment.last < 0xFFFF)
        .collect();
    let basic = format_4(&basic);
    let full = format_12(&segments);
    let mut out = Vec::new();
    // Version, number of records; platform 3 (Windows) with encodings 1 (BMP) and 10 (all).
    put(&mut out, &[0, 2]);
    let first = 4 + 2 * 8;
    for (encoding, offset) in [(1, first), (10, first + basic.len())] {
        put(&mut out, &[3, encoding]);
        out.extend((offset as u32).to_be_bytes());
    }
    out.extend(basic);
    out.extend(full);
    out
}

fn segments(mappings: &BTreeMap<char, u16>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (c, &glyph) in mappings {
        let code = u32::from(*c);
        match segments.last_mut() {
            // A segment stays within its plane.
            Some(segment)
                if segment.last + 1 == code
                    && code & 0xFFFF != 0
                    && u32::from(segment.glyph) + (code - segment.first) == u32::from(glyph) =>
            {
                segment.last = code;
            }
            _ => segments.push(Segment {
                first: code,
                last: code,
                glyph,
            }),
        }
    }
    segments
}

fn format_4(segments: &[Segment]) -> Vec<u8> {
    // The last segment maps 0xFFFF to no glyph.
    let mut all: Vec<(u16, u16, u16)> = segments
        .iter()
        .map(|s| {
            let first = s.first as u16;
            (first, s.last as u16, s.glyph.wrapping_sub(first))
        })
        .collect();
    all.push((0xFFFF, 0xFFFF, 1));
    let count = all.len() as u16;
    let power = 1 << count.ilog2();
    let mut out = Vec::new();
    put(&mut out, &[4, 16 + 8 * count, 0, count * 2]);
    put(
        &mut out,
        &[power * 2, count.ilog2() as u16, (count - power) * 2],
    );
    put(&mut out, &all.iter().map(|s| s.1).collect::<Vec<u16>>());
    put(&mut out, &[0]);
    put(&mut out, &all.iter().map(|s| s.0).collect::<Vec<u16>>());
    put(&mut out, &all.iter().map(|s| s.2).collect::<Vec<u16>>());
    put(&mut out, &vec![0; all.len()]);
    out
}

fn format_12(segments: &[Segment]) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, &[12, 0]);
    let count = segments.len() as u32;
    for value in [16 + 12 * count, 0, count] {
        out.extend(value.to_be_bytes());
    }
    for segment in segments {
        for value in [segment.first, segment.last, u32::from(segment.glyph)] {
            out.extend(value.to_be_bytes());
        }
    }
    out
}

fn put(out: &mut Vec<u8>, values: &[u16]) {
    for value in values {
        out.extend(value.to_be_bytes());
    }
}
