//! Accessibility metadata (EPUB Accessibility 1.1, schema.org), derived from the content: nothing is
//! claimed that was not seen. Conformance to WCAG is never claimed: it takes a person's judgement.

use super::Parts;
use crate::document::TextDirection;

/// A summary and what it is written in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) text: String,
    /// The tag of the language.
    pub(super) lang: &'static str,
    /// `ltr` or `rtl`.
    pub(super) dir: &'static str,
}

/// The values of the schema.org properties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Accessibility {
    pub(super) modes: Vec<&'static str>,
    pub(super) sufficient: Vec<&'static str>,
    pub(super) features: Vec<&'static str>,
    pub(super) hazards: Vec<&'static str>,
    pub(super) summary: Summary,
}

/// What the content of a publication allows to say.
pub(super) fn derive(parts: &Parts<'_>) -> Accessibility {
    let usage = &parts.text.usage;
    let cover = parts.edition().document.meta.cover.is_some();
    let pictures = !usage.assets.is_empty();
    // Formulas that could not be made MathML stand in TeX's notation, which is text.
    let described = usage.without_alt == 0;
    let mut modes = vec!["textual"];
    let mut sufficient = Vec::new();
    if pictures || cover {
        modes.push("visual");
    }
    if described {
        sufficient.push("textual");
    }
    if pictures {
        sufficient.push("textual,visual");
    }
    let mut features = vec!["tableOfContents", "readingOrder", "displayTransformability"];
    if usage.headings > 0 {
        features.push("structuralNavigation");
    }
    if pictures && described {
        features.push("alternativeText");
    }
    if usage.formulas > 0 && usage.failed_formulas == 0 {
        features.push("MathML");
    }
    if !parts.targets().is_empty() {
        features.extend(["pageNavigation", "pageBreakMarkers"]);
    }
    let moving = parts.pictures.iter().any(|(_, picture)| picture.animated);
    Accessibility {
        hazards: if moving {
            vec!["unknown"]
        } else {
            vec!["none"]
        },
        summary: summary(parts, described, moving),
        modes,
        sufficient,
        features,
    }
}

fn summary(parts: &Parts<'_>, described: bool, moving: bool) -> Summary {
    let usage = &parts.text.usage;
    let terms = &parts.locale.accessibility;
    let mut sentences = vec![terms.text.as_str()];
    if !usage.assets.is_empty() {
        sentences.push(if described {
            &terms.described
        } else {
            &terms.undescribed
        });
    }
    if usage.formulas > 0 {
        sentences.push(&terms.formulas);
    }
    if !parts.targets().is_empty() {
        sentences.push(&terms.pages);
    }
    if moving {
        sentences.push(&terms.moving);
    }
    let lang = &parts.locale.words_in;
    Summary {
        text: sentences.join(&terms.space),
        lang: lang.as_str(),
        dir: match lang.direction() {
            TextDirection::Rtl => "rtl",
            TextDirection::Ltr => "ltr",
        },
    }
}
