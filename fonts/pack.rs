//! Packs the fonts that go into the binary. Those that most books never ask for are packed by LZ4, each beside a card:
//! a font file with its small tables alone, from which its names, its measures and its characters are read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lz4_flex::block::compress;

/// The fonts, families in order of preference for fallback, and whether they are packed.
const FONTS: [(&str, bool); 22] = [
    ("eb-garamond/EBGaramond-Regular.ttf", false),
    ("eb-garamond/EBGaramond-Italic.ttf", false),
    ("eb-garamond/EBGaramond-Bold.ttf", false),
    ("eb-garamond/EBGaramond-BoldItalic.ttf", false),
    ("alegreya-sans/AlegreyaSans-Regular.ttf", false),
    ("alegreya-sans/AlegreyaSans-Italic.ttf", false),
    ("alegreya-sans/AlegreyaSans-Bold.ttf", false),
    ("alegreya-sans/AlegreyaSans-BoldItalic.ttf", false),
    ("jetbrains-mono/JetBrainsMono-Regular.ttf", false),
    ("jetbrains-mono/JetBrainsMono-Italic.ttf", false),
    ("jetbrains-mono/JetBrainsMono-Bold.ttf", false),
    ("jetbrains-mono/JetBrainsMono-BoldItalic.ttf", false),
    ("frank-ruhl-libre/FrankRuhlLibre-Regular.ttf", true),
    ("frank-ruhl-libre/FrankRuhlLibre-Bold.ttf", true),
    ("vazirmatn/Vazirmatn-Regular.ttf", true),
    ("vazirmatn/Vazirmatn-Bold.ttf", true),
    ("amiri/Amiri-Regular.ttf", true),
    ("amiri/Amiri-Bold.ttf", true),
    ("noto-serif-cjk-kr/NotoSerifCJKkr-Regular.otf", true),
    ("noto-serif-cjk-kr/NotoSerifCJKkr-Bold.otf", true),
    ("dejavu-sans/DejaVuSans.ttf", true),
    ("garamond-math/Garamond-Math.otf", true),
];

/// The tables of a card.
const CARD: [&[u8; 4]; 7] = [
    b"OS/2", b"cmap", b"head", b"hhea", b"maxp", b"name", b"post",
];

/// Writes the packed fonts and `fonts.rs`, an array of them, to the folder of the build.
pub(crate) fn write() -> io::Result<()> {
    let fonts = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("fonts");
    let out = PathBuf::from(variable("OUT_DIR")?);
    let mut list = String::from("[\n");
    for (path, is_packed) in FONTS {
        let path = fonts.join(path);
        println!("cargo:rerun-if-changed={}", path.display());
        let entry = if is_packed {
            pack(&path, &out)?
        } else {
            format!("BundledFont::whole(include_bytes!({path:?}))")
        };
        writeln!(list, "    {entry},").map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    println!("cargo:rerun-if-changed=fonts/pack.rs");
    fs::write(out.join("fonts.rs"), list)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("{name}: {error}")))
}

/// Writes the card and the packed file, and returns the expression that has them.
fn pack(path: &Path, out: &Path) -> io::Result<String> {
    let whole = fs::read(path)?;
    let name = path.file_name().unwrap_or_default();
    let card_path = out.join(name).with_extension("card");
    let packed_path = out.join(name).with_extension("lz4");
    let card =
        card(&whole).ok_or_else(|| io::Error::other(format!("{} is no font", path.display())))?;
    fs::write(&card_path, card)?;
    fs::write(&packed_path, compress(&whole))?;
    let size = whole.len();
    Ok(format!(
        "BundledFont::packed(include_bytes!({card_path:?}), include_bytes!({packed_path:?}), {size})"
    ))
}

/// A font file with some of a font's tables (OpenType, Organization of an OpenType Font).
fn card(font: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 12;
    const RECORD: usize = 16;
    let count = usize::from(u16::from_be_bytes(font.get(4..6)?.try_into().ok()?));
    let mut records = Vec::new();
    for record in font.get(HEADER..)?.chunks_exact(RECORD).take(count) {
        if CARD.iter().any(|tag| record.starts_with(*tag)) {
            records.push(record);
        }
    }
    let mut card = font.get(..4)?.to_vec();
    card.extend(u16::try_from(records.len()).ok()?.to_be_bytes());
    // For a binary search, which no reader does by these.
    card.extend([0; 6]);
    let mut tables = Vec::new();
    let start = HEADER + records.len() * RECORD;
    for record in records {
        let number = |at: usize| -> Option<u32> {
            Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?))
        };
        let (offset, length) = (number(8)? as usize, number(12)? as usize);
        let mut table = font.get(offset..offset.checked_add(length)?)?.to_vec();
        if record.starts_with(b"post") {
            // The names of the glyphs, which fill the rest, are left out: version 3 has none.
            table.truncate(32);
            table.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
        }
        card.extend(record.get(..8)?);
        card.extend(u32::try_from(start + tables.len()).ok()?.to_be_bytes());
        card.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
        tables.extend(table);
        tables.resize(tables.len().next_multiple_of(4), 0);
    }
    card.extend(tables);
    Some(card)
}
