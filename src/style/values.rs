//! Every length and number of a theme, with its key, its bounds and whether it grows with the page.
//!
//! Each type is taken apart without `..`, so that a new field does not compile until it is listed here.

use super::{BlockStyle, Geometry, Scales, TextStyle, Theme};
use crate::units::Length;

/// A length or a number of a theme.
pub(super) struct Value<'t> {
    /// Its key in a theme's file, such as `title.text.size`.
    pub(super) key: String,
    /// What it is.
    pub(super) kind: Kind<'t>,
}

/// What a value is.
pub(super) enum Kind<'t> {
    /// A size of text or a leading, which grows with the page.
    Size(&'t mut Length),
    /// A space or an indent, which grows with the page.
    Space(&'t mut Length),
    /// A length that is the same on every page.
    Fixed(&'t mut Length),
    /// A number, and its least and greatest value.
    Number(f64, (f64, f64)),
}

/// Bounds of letter space, in em.
const LETTER_SPACES: (f64, f64) = (-0.5, 2.0);
/// Bounds of the factors on all lengths.
const SCALES: (f64, f64) = (0.3, 3.0);

/// Collects values.
struct Values<'t>(Vec<Value<'t>>);

impl<'t> Values<'t> {
    fn add(&mut self, key: impl Into<String>, kind: Kind<'t>) {
        let key = key.into();
        self.0.push(Value { key, kind });
    }

    fn text(&mut self, key: &str, style: &'t mut TextStyle) {
        let TextStyle {
            family: _,
            size,
            leading,
            bold: _,
            italic: _,
            small_caps: _,
            uppercase: _,
            letter_space,
            figures: _,
            gray: _,
        } = style;
        self.add(format!("{key}.size"), Kind::Size(size));
        self.add(format!("{key}.leading"), Kind::Size(leading));
        let letter_space = Kind::Number(*letter_space, LETTER_SPACES);
        self.add(format!("{key}.letter-space"), letter_space);
    }

    fn block(&mut self, key: &str, style: &'t mut BlockStyle) {
        let BlockStyle {
            text,
            align: _,
            hyphenate: _,
            above,
            below,
            indent_start,
            indent_end,
        } = style;
        self.text(&format!("{key}.text"), text);
        self.add(format!("{key}.above"), Kind::Space(above));
        self.add(format!("{key}.below"), Kind::Space(below));
        self.add(format!("{key}.indent-start"), Kind::Space(indent_start));
        self.add(format!("{key}.indent-end"), Kind::Space(indent_end));
    }

    fn geometry(&mut self, geometry: &'t mut Geometry) {
        let Geometry {
            character_width,
            characters,
            height,
            inner_share,
            top_share,
            least_inner,
            least_outer,
            scales,
        } = geometry;
        self.add("geometry.least-inner", Kind::Fixed(least_inner));
        self.add("geometry.least-outer", Kind::Fixed(least_outer));
        let Scales {
            a5,
            a4,
            letter,
            trade_6x9,
            digest_5x8,
        } = scales;
        for (key, number, bounds) in [
            ("character-width", character_width, (0.1, 2.0)),
            ("characters", characters, (10.0, 300.0)),
            ("height", height, (0.3, 0.95)),
            ("inner-share", inner_share, (0.0, 1.0)),
            ("top-share", top_share, (0.0, 1.0)),
            ("scales.a5", a5, SCALES),
            ("scales.a4", a4, SCALES),
            ("scales.letter", letter, SCALES),
            ("scales.6x9", trade_6x9, SCALES),
            ("scales.5x8", digest_5x8, SCALES),
        ] {
            self.add(format!("geometry.{key}"), Kind::Number(*number, bounds));
        }
    }
}

impl Theme {
    /// Every length and number of the theme.
    pub(super) fn values_mut(&mut self) -> Vec<Value<'_>> {
        let Self {
            name: _,
            body_family: _,
            heading_family: _,
            mono_family: _,
            body,
            indent,
            paragraph_space,
            headings,
            title,
            subtitle,
            author,
            standfirst,
            quote,
            epigraph,
            verse,
            code,
            inline_code_scale,
            table,
            table_head,
            caption,
            note,
            alert,
            list,
            term,
            running_head,
            folio,
            contents,
            imprint,
            scene_break: _,
            chapters_recto: _,
            drop_capital_lines: _,
            opening_words: _,
            chapter_sink,
            rule,
            code_ground,
            running_head_place: _,
            folio_place: _,
            title_page_align: _,
            cover: _,
            geometry,
        } = self;
        let mut values = Values(Vec::new());
        for (level, style) in (1..).zip(headings) {
            values.block(&format!("headings[{level}]"), style);
        }
        for (key, style) in [
            ("title", title),
            ("subtitle", subtitle),
            ("author", author),
            ("standfirst", standfirst),
            ("quote", quote),
            ("epigraph", epigraph),
            ("verse", verse),
            ("code", code),
            ("table", table),
            ("table-head", table_head),
            ("caption", caption),
            ("note", note),
            ("alert", alert),
            ("list", list),
            ("term", term),
            ("contents", contents),
            ("imprint", imprint),
        ] {
            values.block(key, style);
        }
        for (key, style) in [
            ("body", body),
            ("running-head", running_head),
            ("folio", folio),
        ] {
            values.text(key, style);
        }
        values.add("indent", Kind::Space(indent));
        values.add("paragraph-space", Kind::Space(paragraph_space));
        values.add("chapter-sink", Kind::Space(chapter_sink));
        values.add("rule", Kind::Fixed(rule));
        let scale = Kind::Number(*inline_code_scale, (0.3, 2.0));
        values.add("inline-code-scale", scale);
        let ground = Kind::Number(f64::from(*code_ground), (0.0, 1.0));
        values.add("code-ground", ground);
        values.geometry(geometry);
        values.0
    }
}
