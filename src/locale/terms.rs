//! The words that an edition needs of its own, in its language: `Figure 2`, *Contents*.

use serde::Deserialize;

/// Makes the struct and a list of its fields by name, for tests that look at them all.
macro_rules! terms {
    ($($(#[doc = $doc:literal])+ $field:ident,)+) => {
        /// The words of one language. Those with `{}` have a number or names in its place.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct Terms {
            $($(#[doc = $doc])+ pub $field: String,)+
        }

        impl Terms {
            /// All words, each with the name of its field.
            #[cfg(test)]
            pub(super) fn all(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($field), self.$field.as_str())),+]
            }
        }
    };
}

terms! {
    /// The list of contents.
    contents,
    /// The notes of a chapter.
    notes,
    /// A chapter by its number.
    chapter_n,
    /// A part by its number.
    part_n,
    /// A figure.
    figure,
    /// A figure by its number.
    figure_n,
    /// A table.
    table,
    /// A table by its number.
    table_n,
    /// Who wrote it.
    by_names,
    /// Who translated it.
    translated_by,
    /// Who edited it.
    edited_by,
    /// Who illustrated it.
    illustrated_by,
    /// Of an adapted work.
    adapted_from,
    /// The cover.
    cover,
    /// The title page.
    title_page,
    /// The copyright page.
    copyright_page,
    /// Where the text proper begins.
    start,
    /// An alert: useful to know.
    note,
    /// An alert: advice.
    tip,
    /// An alert: must be known.
    important,
    /// An alert: needs attention at once.
    warning,
    /// An alert: risks.
    caution,
    /// A page.
    page,
    /// The list of pages of the printed edition.
    pages,
    /// A footnote.
    footnote,
    /// The way back from a note to the text.
    back,
    /// After the title of a table that goes on from the page before.
    continued,
}

impl Terms {
    /// `by Ada Lovelace`: the names in a phrase such as [`Terms::by_names`] or [`Terms::translated_by`].
    pub fn with_names(phrase: &str, names: &str) -> String {
        phrase.replace("{}", names)
    }
}

/// What the accessibility summary of a publication may say (EPUB Accessibility 1.1, `schema:accessibilitySummary`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AccessibilityTerms {
    /// Text that can be reshaped, contents, headings.
    pub text: String,
    /// Every picture has a description.
    pub described: String,
    /// Some pictures have none.
    pub undescribed: String,
    /// Formulas are MathML.
    pub formulas: String,
    /// The page numbers of the print edition.
    pub pages: String,
    /// Moving pictures.
    pub moving: String,
    /// What stands between two sentences.
    #[serde(default = "word_space")]
    pub space: String,
}

fn word_space() -> String {
    " ".to_owned()
}
