//! Accessibility metadata (EPUB Accessibility 1.1, schema.org), derived from the content: nothing is
//! claimed that was not seen. Conformance to WCAG is never claimed: it takes a person's judgement.

use super::Parts;
use super::summary::{self, Said, Summary};

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
    let mut said = vec![Said::Text];
    if !usage.assets.is_empty() {
        said.push(if described {
            Said::Described
        } else {
            Said::Undescribed
        });
    }
    if usage.formulas > 0 {
        said.push(Said::Formulas);
    }
    if !parts.targets().is_empty() {
        said.push(Said::Pages);
    }
    if moving {
        said.push(Said::Moving);
    }
    summary::write(&said, &parts.edition().document.meta.lang)
}
