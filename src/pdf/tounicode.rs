//! The CMap from a font's codes to text (ISO 32000-1, 9.10.3; Adobe Technical Note 5411).

use std::fmt::Write as _;

/// Entries that one block may hold.
const BLOCK: usize = 100;

const HEAD: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";

const TAIL: &str = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";

/// The CMap for the texts of the codes from 0. Codes with an empty text are left out.
pub(super) fn cmap<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut single: Vec<(usize, String)> = Vec::new();
    // First code, last code, first character.
    let mut ranges: Vec<(usize, usize, u32)> = Vec::new();
    for (code, text) in texts.enumerate() {
        let mut units = text.encode_utf16();
        match (units.next(), units.next()) {
            (None, _) => {}
            (Some(unit), None) => {
                let unit = u32::from(unit);
                match ranges.last_mut() {
                    // Only the last byte of either side may run through a range.
                    Some((first, last, start))
                        if *last + 1 == code
                            && code >> 8 == *first >> 8
                            && *start + (code - *first) as u32 == unit
                            && *start >> 8 == unit >> 8 =>
                    {
                        *last = code;
                    }
                    _ => ranges.push((code, code, unit)),
                }
            }
            _ => {
                let hex = text.encode_utf16().fold(String::new(), |mut hex, unit| {
                    let _ = write!(hex, "{unit:04X}");
                    hex
                });
                single.push((code, hex));
            }
        }
    }
    ranges.retain(|(first, last, start)| {
        let alone = first == last;
        if alone {
            single.push((*first, format!("{start:04X}")));
        }
        !alone
    });
    single.sort_unstable();
    let mut out = String::from(HEAD);
    for block in single.chunks(BLOCK) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for (code, text) in block {
            let _ = writeln!(out, "<{code:04X}><{text}>");
        }
        out.push_str("endbfchar\n");
    }
    for block in ranges.chunks(BLOCK) {
        let _ = writeln!(out, "{} beginbfrange", block.len());
        for (first, last, start) in block {
            let _ = writeln!(out, "<{first:04X}><{last:04X}><{start:04X}>");
        }
        out.push_str("endbfrange\n");
    }
    out.push_str(TAIL);
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(texts: &[&str]) -> String {
        let cmap = String::from_utf8(cmap(texts.iter().copied())).expect("ASCII");
        cmap[HEAD.len()..cmap.len() - TAIL.len()].to_owned()
    }

    #[test]
    fn joins_neighbours_and_spells_out_the_rest() {
        insta::assert_snapshot!(body(&["", "a", "b", "fi", "c", "😀"]), @r"
        3 beginbfchar
        <0003><00660069>
        <0004><0063>
        <0005><D83DDE00>
        endbfchar
        1 beginbfrange
        <0001><0002><0061>
        endbfrange
        ");
    }

    #[test]
    fn no_range_crosses_a_byte() {
        let texts: Vec<String> = (0x61..0x200)
            .map(|c| char::from_u32(c).expect("a letter").to_string())
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        insta::assert_snapshot!(body(&texts), @r"
        3 beginbfrange
        <0000><009E><0061>
        <009F><00FF><0100>
        <0100><019E><0161>
        endbfrange
        ");
    }
}
