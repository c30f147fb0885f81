//! Styles as shaping sees them: without size and colour.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use unicode_script::{Script as UnicodeScriptName, UnicodeScript};

use super::font_shaper::{Features, FontShaper, LangId};
use super::rich::{CharStyle, Script};
use crate::document::Lang;
use crate::font::{FallbackQuery, FontBook, FontId, FontQuery, is_invisible};
use crate::locale::Locale;
use crate::style::Figures;

/// A style that was seen: its place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::typeset) struct StyleId(pub(super) u32);

/// Small or raised forms: the font's own, or scaled ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// Letters as they are.
    Plain,
    /// Small capitals or figures of the font.
    Real,
    /// Scaled ones.
    Scaled,
}

/// What shaping depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct StyleKey {
    family: Arc<str>,
    bold: bool,
    italic: bool,
    caps: Form,
    script: Script,
    script_form: Form,
    figures: Figures,
    spaced: bool,
    verbatim: bool,
    lang: Lang,
}

/// A style, resolved.
#[derive(Debug)]
pub(super) struct Style {
    key: StyleKey,
    pub(super) features: Features,
    pub(super) lang: LangId,
    /// The fonts to try for a script.
    fonts: Vec<(UnicodeScriptName, Arc<[FontId]>)>,
    /// The font that sets the script's own letters.
    script_fonts: Vec<(UnicodeScriptName, FontId)>,
    /// The font of the style's family.
    pub(super) primary: FontId,
}

impl Style {
    pub(super) fn caps(&self) -> Form {
        self.key.caps
    }

    pub(super) fn script(&self) -> (Script, Form) {
        (self.key.script, self.key.script_form)
    }

    /// True for text in a language of East Asia.
    pub(super) fn is_cjk(&self) -> bool {
        Locale::of(&self.key.lang).east_asian.is_some()
    }

    fn query(&self) -> FontQuery<'_> {
        FontQuery {
            family: &self.key.family,
            bold: self.key.bold,
            italic: self.key.italic,
        }
    }

    /// The fonts to try for characters of a script, in order.
    pub(super) fn fonts(&mut self, book: &FontBook, script: UnicodeScriptName) -> Arc<[FontId]> {
        if let Some((_, fonts)) = self.fonts.iter().find(|(s, _)| *s == script) {
            return Arc::clone(fonts);
        }
        let fonts: Arc<[FontId]> = book
            .fallback(&FallbackQuery {
                style: self.query(),
                script,
                lang: &self.key.lang,
            })
            .into();
        self.fonts.push((script, Arc::clone(&fonts)));
        fonts
    }

    /// The font that sets the letters of a script, from which its punctuation is taken too.
    pub(super) fn script_font(&mut self, book: &FontBook, script: UnicodeScriptName) -> FontId {
        if let Some((_, font)) = self.script_fonts.iter().find(|(s, _)| *s == script) {
            return *font;
        }
        let font = sample(script).map_or(self.primary, |c| {
            self.fonts(book, script)
                .iter()
                .copied()
                .find(|id| book.get(*id).has(c))
                .unwrap_or(self.primary)
        });
        self.script_fonts.push((script, font));
        font
    }
}

/// A character that a font for the script has.
fn sample(script: UnicodeScriptName) -> Option<char> {
    Some(match script {
        UnicodeScriptName::Hebrew => 'א',
        UnicodeScriptName::Arabic => 'ب',
        UnicodeScriptName::Hangul => '한',
        UnicodeScriptName::Han => '一',
        UnicodeScriptName::Hiragana => 'あ',
        UnicodeScriptName::Katakana => 'ア',
        UnicodeScriptName::Bopomofo => 'ㄅ',
        UnicodeScriptName::Devanagari => 'क',
        UnicodeScriptName::Bengali => 'ক',
        UnicodeScriptName::Tamil => 'க',
        UnicodeScriptName::Thai => 'ก',
        UnicodeScriptName::Lao => 'ກ',
        UnicodeScriptName::Khmer => 'ក',
        UnicodeScriptName::Myanmar => 'က',
        UnicodeScriptName::Armenian => 'ա',
        UnicodeScriptName::Georgian => 'ა',
        _ => return None,
    })
}

/// All styles seen by an engine.
#[derive(Default)]
pub(super) struct Styles {
    list: Vec<Style>,
    index: FxHashMap<StyleKey, StyleId>,
}

impl Styles {
    pub(super) fn get(&self, id: StyleId) -> Option<&Style> {
        self.list.get(id.0 as usize)
    }

    pub(super) fn get_mut(&mut self, id: StyleId) -> Option<&mut Style> {
        self.list.get_mut(id.0 as usize)
    }

    /// The style of a run. The run's text decides whether the font's own small capitals and
    /// superior figures are used: they are when it has all that the run needs.
    pub(super) fn intern(
        &mut self,
        book: &FontBook,
        shaper: &mut FontShaper,
        run: &RunStyle<'_>,
    ) -> StyleId {
        let style = run.style;
        let query = FontQuery {
            family: &style.family,
            bold: style.bold,
            italic: style.italic,
        };
        let mut key = StyleKey {
            family: Arc::clone(&style.family),
            bold: style.bold,
            italic: style.italic,
            caps: Form::Plain,
            script: style.script,
            script_form: Form::Plain,
            figures: style.figures,
            spaced: !style.letter_space.is_zero(),
            verbatim: run.verbatim,
            lang: run.lang.clone(),
        };
        if style.small_caps || style.script != Script::Normal {
            let font = book.find(query).unwrap_or(FontId(0));
            if style.small_caps {
                let all = run
                    .text
                    .chars()
                    .filter(|c| c.is_lowercase())
                    .all(|c| shaper.substitutes(book, font, Features::SMALL_CAPS, c));
                key.caps = if all { Form::Real } else { Form::Scaled };
            }
            let feature = match style.script {
                Script::Normal => None,
                Script::Super => Some(Features::SUPERIORS),
                Script::Sub => Some(Features::INFERIORS),
            };
            if let Some(feature) = feature {
                let all = run
                    .text
                    .chars()
                    .filter(|c| !c.is_whitespace() && !is_invisible(*c))
                    .all(|c| shaper.substitutes(book, font, feature, c));
                key.script_form = if all { Form::Real } else { Form::Scaled };
            }
        }
        if let Some(id) = self.index.get(&key) {
            return *id;
        }
        let id = StyleId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let lang = shaper.lang(run.lang);
        self.index.insert(key.clone(), id);
        let primary = book
            .find(query)
            .or_else(|| book.iter().next().map(|(id, _)| id))
            .unwrap_or(FontId(0));
        self.list.push(Style {
            features: features(&key),
            key,
            lang,
            fonts: Vec::new(),
            script_fonts: Vec::new(),
            primary,
        });
        id
    }
}

/// What a run's style depends on.
pub(super) struct RunStyle<'a> {
    pub(super) style: &'a CharStyle,
    pub(super) lang: &'a Lang,
    pub(super) text: &'a str,
    pub(super) verbatim: bool,
}

/// True for languages whose letters are all of one height: old-style figures look restless among them.
fn is_caseless(lang: &Lang) -> bool {
    !matches!(
        lang.likely_script(),
        "Latn" | "Cyrl" | "Grek" | "Armn" | "Geor"
    )
}

fn features(key: &StyleKey) -> Features {
    let mut features = match key.figures {
        Figures::OldStyle if is_caseless(&key.lang) => {
            Features::LINING.with(Features::PROPORTIONAL)
        }
        Figures::OldStyle => Features::OLD_STYLE.with(Features::PROPORTIONAL),
        Figures::Lining => Features::LINING.with(Features::PROPORTIONAL),
        Figures::Tabular => Features::LINING.with(Features::TABULAR),
    };
    if key.caps == Form::Real {
        features = features.with(Features::SMALL_CAPS);
    }
    if key.script_form == Form::Real {
        // Superior figures are made from lining ones.
        features = match key.script {
            Script::Normal => features,
            Script::Super => Features::SUPERIORS,
            Script::Sub => Features::INFERIORS,
        };
    }
    if key.spaced {
        features = features.with(Features::NO_LIGATURES);
    }
    if key.verbatim {
        features = features.with(Features::NO_CONTEXT);
    }
    features
}

/// The script of a character, with the characters of no script as `None`.
pub(super) fn strong_script(c: char) -> Option<UnicodeScriptName> {
    if c.is_ascii_alphabetic() {
        return Some(UnicodeScriptName::Latin);
    }
    if c.is_ascii() {
        return None;
    }
    match c.script() {
        UnicodeScriptName::Common | UnicodeScriptName::Inherited | UnicodeScriptName::Unknown => {
            None
        }
        script => Some(script),
    }
}
