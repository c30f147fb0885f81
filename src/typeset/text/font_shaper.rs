//! OpenType shaping, in font units, so that its results serve every size.

use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction, Feature, Language, Script as OtScript,
    ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript};

use crate::document::Lang;
use crate::font::{FontBook, FontData, FontId};

/// The OpenType features beyond the default ones, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Features(u16);

impl Features {
    pub(super) const OLD_STYLE: Self = Self(1);
    pub(super) const LINING: Self = Self(1 << 1);
    pub(super) const PROPORTIONAL: Self = Self(1 << 2);
    pub(super) const TABULAR: Self = Self(1 << 3);
    pub(super) const SMALL_CAPS: Self = Self(1 << 4);
    pub(super) const SUPERIORS: Self = Self(1 << 5);
    pub(super) const INFERIORS: Self = Self(1 << 6);
    pub(super) const NO_LIGATURES: Self = Self(1 << 7);
    pub(super) const NO_CONTEXT: Self = Self(1 << 8);

    /// Each member with its tag and its value.
    const TAGS: &[(Self, [u8; 4], u32)] = &[
        (Self::OLD_STYLE, *b"onum", 1),
        (Self::LINING, *b"lnum", 1),
        (Self::PROPORTIONAL, *b"pnum", 1),
        (Self::TABULAR, *b"tnum", 1),
        (Self::SMALL_CAPS, *b"smcp", 1),
        (Self::SUPERIORS, *b"sups", 1),
        (Self::INFERIORS, *b"subs", 1),
        (Self::NO_LIGATURES, *b"liga", 0),
        (Self::NO_LIGATURES, *b"clig", 0),
        (Self::NO_CONTEXT, *b"calt", 0),
        (Self::NO_CONTEXT, *b"liga", 0),
    ];

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same with lining figures for old-style ones.
    pub(super) fn lining(self) -> Self {
        if self.contains(Self::OLD_STYLE) {
            Self(self.0 & !Self::OLD_STYLE.0).with(Self::LINING)
        } else {
            self
        }
    }

    fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn list(self) -> Vec<Feature> {
        Self::TAGS
            .iter()
            .filter(|(member, ..)| self.contains(*member))
            .map(|(_, tag, value)| Feature::new(Tag::new(tag), *value, ..))
            .collect()
    }
}

/// A language that was seen: its place in the shaper's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LangId(u16);

/// How a text is shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ShapeKey {
    pub(super) font: FontId,
    pub(super) features: Features,
    pub(super) script: Script,
    pub(super) lang: LangId,
    pub(super) rtl: bool,
}

/// A glyph in font units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) struct ShapedGlyph {
    /// Its number in the font.
    pub(in crate::typeset) id: u16,
    /// True when the text cannot be broken before it without shaping anew.
    pub(in crate::typeset) unsafe_to_break: bool,
    /// True for the first glyph of its cluster in visual order.
    pub(in crate::typeset) leads: bool,
    pub(in crate::typeset) advance: i32,
    pub(in crate::typeset) x_offset: i32,
    pub(in crate::typeset) y_offset: i32,
    /// The bytes of the word that it shows.
    pub(in crate::typeset) start: u32,
    pub(in crate::typeset) end: u32,
}

/// Shapes text with harfrust. Fonts and shaping plans are prepared once.
pub(super) struct FontShaper {
    fonts: Vec<Option<harfrust::Font>>,
    langs: Vec<(Lang, Option<Language>)>,
    plans: FxHashMap<ShapeKey, ShapePlan>,
    features: FxHashMap<Features, Vec<Feature>>,
    buffer: Option<Buffer>,
    substitutes: FxHashMap<(FontId, Features, char), bool>,
}

impl FontShaper {
    pub(super) fn new(book: &FontBook) -> Self {
        Self {
            fonts: book.iter().map(|_| None).collect(),
            langs: Vec::new(),
            plans: FxHashMap::default(),
            features: FxHashMap::default(),
            buffer: None,
            substitutes: FxHashMap::default(),
        }
    }

    /// The number of a language.
    pub(super) fn lang(&mut self, lang: &Lang) -> LangId {
        let at = self.langs.iter().position(|(l, _)| l == lang);
        let at = at.unwrap_or_else(|| {
            self.langs
                .push((lang.clone(), Language::new(lang.as_str())));
            self.langs.len() - 1
        });
        LangId(u16::try_from(at).unwrap_or(0))
    }

    /// Shapes characters, each with its offset in the word's text, which ends at `end`. Adds the glyphs in visual order.
    pub(super) fn shape(
        &mut self,
        book: &FontBook,
        key: &ShapeKey,
        chars: impl Iterator<Item = (u32, char)>,
        end: u32,
        out: &mut Vec<ShapedGlyph>,
    ) {
        let Some(slot) = self.fonts.get_mut(usize::from(key.font.0)) else {
            return;
        };
        let font = match slot {
            Some(font) => font,
            None => {
                let face = book.get(key.font);
                let source: harfrust::font::Source = match face.data() {
                    FontData::Static(bytes) => (*bytes).into(),
                    FontData::Packed(font) => font.bytes().into(),
                    FontData::Owned(bytes) => {
                        let shared: std::sync::Arc<dyn AsRef<[u8]> + Send + Sync> =
                            std::sync::Arc::new(std::sync::Arc::clone(bytes));
                        shared.into()
                    }
                };
                match harfrust::Font::new(source, face.index()) {
                    Some(font) => slot.insert(font),
                    None => return,
                }
            }
        };
        let direction = if key.rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        let script = OtScript::from_iso15924_tag(Tag::new(&script_tag(key.script)));
        let language = self
            .langs
            .get(usize::from(key.lang.0))
            .and_then(|(_, language)| language.clone());
        let features = self
            .features
            .entry(key.features)
            .or_insert_with(|| key.features.list());
        let plan = self.plans.entry(*key).or_insert_with(|| {
            ShapePlan::new(font, direction, script, language.as_ref(), features)
        });
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.set_direction(direction);
        buffer.set_script(script);
        buffer.set_language(language);
        for (offset, c) in chars {
            buffer.push(u32::from(c), offset);
        }
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        if harfrust::shape(&ShaperFont::new(font), &mut buffer, options).is_ok() {
            collect(&buffer, key.rtl, end, out);
        }
        self.buffer = Some(buffer);
    }

    /// True when a feature gives the character another glyph.
    pub(super) fn substitutes(
        &mut self,
        book: &FontBook,
        font: FontId,
        feature: Features,
        c: char,
    ) -> bool {
        if let Some(known) = self.substitutes.get(&(font, feature, c)) {
            return *known;
        }
        let mut key = ShapeKey {
            font,
            features: Features::default(),
            script: c.script(),
            lang: self.lang(&Lang::default()),
            rtl: false,
        };
        let end = c.len_utf8() as u32;
        let mut plain = Vec::new();
        self.shape(book, &key, std::iter::once((0, c)), end, &mut plain);
        key.features = feature;
        let mut with = Vec::new();
        self.shape(book, &key, std::iter::once((0, c)), end, &mut with);
        let ids = |glyphs: &[ShapedGlyph]| glyphs.iter().map(|g| g.id).collect::<Vec<_>>();
        let differs = ids(&plain) != ids(&with);
        self.substitutes.insert((font, feature, c), differs);
        differs
    }
}

/// Copies the glyphs out of the buffer and gives each cluster its text. Characters that have no
/// glyph of their own (joiners) go to the cluster before them.
fn collect(buffer: &Buffer, rtl: bool, end: u32, out: &mut Vec<ShapedGlyph>) {
    let first = out.len();
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        out.push(ShapedGlyph {
            // Fonts have at most 65,535 glyphs.
            id: info.glyph_id as u16,
            unsafe_to_break: info.unsafe_to_break(),
            leads: true,
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            start: info.cluster,
            end,
        });
    }
    let glyphs = out.get_mut(first..).unwrap_or_default();
    if rtl {
        let (mut current, mut next) = (u32::MAX, end);
        for glyph in glyphs.iter_mut() {
            if glyph.start != current {
                if current != u32::MAX {
                    next = current;
                }
                current = glyph.start;
            } else {
                glyph.leads = false;
            }
            glyph.end = next;
        }
    } else {
        let (mut current, mut next) = (u32::MAX, end);
        for glyph in glyphs.iter_mut().rev() {
            if glyph.start != current {
                if current != u32::MAX {
                    next = current;
                }
                current = glyph.start;
            }
            glyph.end = next;
        }
        let mut previous = u32::MAX;
        for glyph in glyphs {
            glyph.leads = glyph.start != previous;
            previous = glyph.start;
        }
    }
}

fn script_tag(script: Script) -> [u8; 4] {
    let name = script.short_name().as_bytes();
    match name {
        [a, b, c, d] => [*a, *b, *c, *d],
        _ => *b"Zyyy",
    }
}
