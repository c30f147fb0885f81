//! The kinds of diagnostics. One is added here, with its explanation in `explain/` beside this file.

use std::fmt;

use crate::world::FileError;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kind of a [`Diagnostic`](super::Diagnostic): stable, so that scripts can rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The kind's name in output, in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What the kind is, in a sentence.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim(),)+
                }
            }

            /// What the kind means and what to do about it, as Markdown: a paragraph and an example.
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explain/", $name, ".md")),)+
                }
            }
        }
    };
}

codes! {
    /// A file named by the author or the command line does not exist or cannot be read.
    MissingFile = "missing-file",
    /// A file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// An input is larger, deeper or longer than the limits allow.
    LimitExceeded = "limit-exceeded",
    /// A path leads out of the project folder.
    PathEscapes = "path-escapes",
    /// Metadata that cannot be parsed, or with an unknown key or a value of the wrong type.
    BadMetadata = "bad-metadata",
    /// A required key is missing.
    MissingMetadata = "missing-metadata",
    /// A date that does not exist or is written in another way.
    BadDate = "bad-date",
    /// A language tag that is not of BCP 47.
    BadLanguage = "bad-language",
    /// An identifier with a wrong form or check digit.
    BadIdentifier = "bad-identifier",
    /// A role of a contributor that is not known.
    BadRole = "bad-role",
    /// A theme or a page that is not known or not well formed.
    BadTheme = "bad-theme",
    /// A font of the project that cannot be used.
    BadFont = "bad-font",
    /// A manuscript without text.
    EmptyManuscript = "empty-manuscript",
    /// Raw HTML that was left out.
    DroppedHtml = "dropped-html",
    /// Attributes in braces that cannot be read, are not allowed, or belong to nothing.
    BadAttributes = "bad-attributes",
    /// A link whose scheme is not allowed.
    UnsafeLink = "unsafe-link",
    /// An image whose file does not exist.
    MissingImage = "missing-image",
    /// An image that cannot be read or is of an unsupported kind.
    BadImage = "bad-image",
    /// An image of another host; nothing is fetched.
    RemoteImage = "remote-image",
    /// An image without alternative text.
    MissingAlt = "missing-alt",
    /// An image changed so that readers accept it.
    ConvertedImage = "converted-image",
    /// An image with too few pixels for the size that it is printed at.
    CoarseImage = "coarse-image",
    /// Something that is to fill a page and cannot.
    MisplacedPicture = "misplaced-picture",
    /// An image that fills a page for the press, which has no bleed.
    MissingBleed = "missing-bleed",
    /// A link to an id or a chapter that does not exist.
    DeadLink = "dead-link",
    /// The same id twice.
    DuplicateId = "duplicate-id",
    /// A reference to a note that is not defined.
    MissingNote = "missing-note",
    /// A note that nothing refers to.
    UnusedNote = "unused-note",
    /// The same note defined twice.
    DuplicateNote = "duplicate-note",
    /// A heading that skips a level.
    HeadingJump = "heading-jump",
    /// A heading without text.
    EmptyHeading = "empty-heading",
    /// A character that no font has.
    MissingGlyph = "missing-glyph",
    /// A line wider than the room that it has.
    OverfullLine = "overfull-line",
    /// A table wider than the page, made smaller or turned.
    WideTable = "wide-table",
    /// A block taller than a page, torn or running over its foot.
    TallBlock = "tall-block",
    /// Math that cannot be read or cannot be set.
    BadMath = "bad-math",
    /// A character that is not allowed in a document, left out.
    BadCharacter = "bad-character",
    /// A part of an imported file that was left out of the manuscript.
    ImportLeftOut = "import-left-out",
    /// A file of a kind that cannot be imported, or that is damaged.
    ImportUnknown = "import-unknown",
    /// An output file or folder that cannot be written.
    CannotWrite = "cannot-write",
    /// Two manuscripts that would write the same output.
    OutputClash = "output-clash",
    /// A collection one of whose pieces has errors.
    BrokenPiece = "broken-piece",
    /// Something that a store or a printer does not take.
    StoreRule = "store-rule",
    /// A fault of Bindery's own.
    Internal = "internal-error",
}

impl Code {
    /// The kind of a name, such as `dead-link`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

/// Why a file cannot be read, as the kind of what is reported of it. Of a picture that cannot be had,
/// [`Code::MissingImage`] says more than [`Code::MissingFile`].
impl From<&FileError> for Code {
    fn from(error: &FileError) -> Self {
        match error {
            FileError::NotFound(_) | FileError::Io { .. } => Self::MissingFile,
            FileError::Escapes(_) => Self::PathEscapes,
            FileError::TooLarge { .. } => Self::LimitExceeded,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_error_has_one_code() {
        let path = || "a.md".to_owned();
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let errors = [
            FileError::NotFound(path()),
            FileError::Escapes(path()),
            FileError::TooLarge {
                path: path(),
                size: 2,
                limit: 1,
            },
            FileError::Io {
                path: path(),
                source: denied,
            },
        ];
        let expected = [
            Code::MissingFile,
            Code::PathEscapes,
            Code::LimitExceeded,
            Code::MissingFile,
        ];
        assert_eq!(errors.each_ref().map(Code::from), expected);
    }
}
