//! Fonts for the EPUB: those of the theme, and those for scripts that these lack, each reduced to the
//! characters that the text sets in it.

mod formula;
#[cfg(test)]
mod tests;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use unicode_script::UnicodeScript as _;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::Lang;
use crate::font::{FallbackQuery, Font, FontBook, FontId, FontQuery, is_invisible};
use crate::style::{FamilyRole, Theme};

pub(super) use uses::Uses;

/// The fonts of a book.
#[derive(Debug, Default)]
pub(super) struct Faces {
    /// The files.
    pub(super) files: Vec<FontFile>,
    /// The families for each role, the theme's first.
    families: BTreeMap<FamilyRole, Vec<String>>,
    /// The family of formulas, if there are any.
    math: Option<String>,
}

/// One font.
#[derive(Debug)]
pub(super) struct FontFile {
    /// The name of its file.
    pub(super) file: String,
    /// What it is.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The name of its family.
    pub(super) family: String,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Whether it is italic.
    pub(super) italic: bool,
}

/// How text is set, as far as its font depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    role: FamilyRole,
    bold: bool,
    italic: bool,
}

impl Faces {
    /// The families for the text of a role, if fonts are embedded.
    pub(super) fn families(&self, role: FamilyRole) -> &[String] {
        self.families.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The family of formulas, if there are any and fonts are embedded.
    pub(super) fn math(&self) -> Option<&str> {
        self.math.as_deref()
    }

    /// Chooses the fonts for a text and reduces them.
    pub(super) fn new(
        uses: &Uses,
        lang: &Lang,
        theme: &Theme,
        fonts: &FontBook,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut chosen: BTreeMap<FontId, BTreeSet<char>> = BTreeMap::new();
        let mut roles: BTreeMap<FamilyRole, BTreeSet<FontId>> = BTreeMap::new();
        for (cut, chars) in uses.iter() {
            choose((*cut, lang), chars, theme, fonts, &mut |id, c| {
                chosen.entry(id).or_default().insert(c);
                roles.entry(cut.role).or_default().insert(id);
            });
        }
        let formula = formula::font(uses.math(), fonts, &mut chosen);
        let reduced: Vec<_> = chosen
            .par_iter()
            .map(|(id, chars)| (fonts.get(*id), fonts.get(*id).subset(chars)))
            .collect();
        let mut faces = Self::default();
        for (font, subset) in reduced {
            match subset {
                Ok(bytes) => faces.add(font, bytes),
                Err(error) => diagnostics.push(
                    Diagnostic::warning(Code::BadFont, error.to_string())
                        .help("the EPUB is shown in the reader's own font instead"),
                ),
            }
        }
        if let Some((font, bytes)) = formula {
            faces.math = Some(font.family().to_owned());
            faces.add(font, bytes);
        }
        for (role, ids) in roles {
            let families = faces.families.entry(role).or_default();
            // A script's own font must not take the Latin letters from the theme's.
            families.push(theme.family(role).to_owned());
            for id in ids {
                let family = fonts.get(id).family();
                if !families.iter().any(|known| known == family) {
                    families.push(family.to_owned());
                }
            }
        }
        faces
    }

    fn add(&mut self, font: &Font, bytes: Vec<u8>) {
        let (extension, media_type) = if font.is_cff() {
            ("otf", "font/otf")
        } else {
            ("ttf", "font/ttf")
        };
        let name = match font.postscript_name() {
            "" => "font",
            name => name,
        };
        let mut file = format!("fonts/{name}.{extension}");
        if self.files.iter().any(|other| other.file == file) {
            file = format!("fonts/{name}-{}.{extension}", self.files.len() + 1);
        }
        self.files.push(FontFile {
            file,
            media_type,
            bytes,
            family: font.family().to_owned(),
            bold: font.is_bold(),
            italic: font.is_italic(),
        });
    }
}

/// Finds the first font for each character, as the typesetter does for text in the book's language.
fn choose(
    (cut, lang): (Cut, &Lang),
    chars: &BTreeSet<char>,
    theme: &Theme,
    fonts: &FontBook,
    take: &mut dyn FnMut(FontId, char),
) {
    let style = FontQuery {
        family: theme.family(cut.role),
        bold: cut.bold,
        italic: cut.italic,
    };
    let own = fonts.find(style);
    let mut orders = BTreeMap::new();
    for &c in chars {
        if let Some(own) = own
            && (fonts.get(own).has(c) || is_invisible(c))
        {
            take(own, c);
            continue;
        }
        let script = c.script();
        let order = orders.entry(script.short_name()).or_insert_with(|| {
            fonts.fallback(&FallbackQuery {
                style,
                script,
                lang,
            })
        });
        if let Some(id) = order.iter().find(|id| fonts.get(**id).has(c)) {
            take(*id, c);
        }
    }
}
