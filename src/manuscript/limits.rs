//! `[limits]` of the project file: [`Limits`] as an author writes them.

use serde::Deserialize;

use crate::config::Placed;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::limits::{Limits, MAX_DEPTH};

/// A number with its place.
type Number = Placed<u64>;

/// `limits`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Limits")]
pub(super) struct RawLimits {
    /// Megabytes of all text and metadata files of a manuscript together. 256 if not given.
    input_megabytes: Option<Number>,
    /// Chapters. 5000 if not given.
    chapters: Option<Number>,
    /// Megabytes of all pictures of a manuscript together. 1024 if not given.
    pictures_megabytes: Option<Number>,
    /// Pixels of a picture on its longer side. 20000 if not given.
    picture_side: Option<Number>,
    /// Millions of pixels of a picture. 100 if not given.
    picture_megapixels: Option<Number>,
    /// How deep lists and quotations may nest. 64 if not given, and at the most.
    depth: Option<Number>,
    /// Pages of the PDF. 20000 if not given.
    pages: Option<Number>,
}

impl RawLimits {
    /// The limits, with the usual ones where none is given.
    pub(super) fn check(self, diagnostics: &mut Diagnostics) -> Limits {
        let usual = Limits::default();
        let mut number = |given: Option<Number>, usual: u64, unit: u64, most: u64| {
            let Some(given) = given else {
                return usual;
            };
            if given.value == 0 || given.value > most {
                let message = format!("this limit is a number from 1 to {most}");
                diagnostics.push(Diagnostic::error(Code::BadMetadata, message).at(given.span));
                return usual;
            }
            given.value.saturating_mul(unit)
        };
        let size = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        Limits {
            input: size(number(
                self.input_megabytes,
                usual.input as u64,
                1 << 20,
                4096,
            )),
            chapters: size(number(self.chapters, usual.chapters as u64, 1, 100_000)),
            pictures: number(self.pictures_megabytes, usual.pictures, 1 << 20, 65_536),
            picture_side: u32::try_from(number(
                self.picture_side,
                u64::from(usual.picture_side),
                1,
                65_535,
            ))
            .unwrap_or(usual.picture_side),
            picture_pixels: number(
                self.picture_megapixels,
                usual.picture_pixels,
                1_000_000,
                1000,
            ),
            depth: size(number(self.depth, usual.depth as u64, 1, MAX_DEPTH as u64)),
            pages: size(number(self.pages, usual.pages as u64, 1, 200_000)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::limits::Limits;
    use crate::manuscript::project::load_project;

    #[test]
    fn limits_are_lowered_and_raised() {
        let text = "[limits]\npages = 12\ninput-megabytes = 300\npicture-megapixels = 4\n";
        let loaded = load_project("bindery.toml", text.into());
        assert!(loaded.diagnostics.is_empty());
        let expected = Limits {
            pages: 12,
            input: 300 << 20,
            picture_pixels: 4_000_000,
            ..Limits::default()
        };
        assert_eq!(loaded.project.limits, expected);
    }

    #[test]
    fn what_keeps_the_stack_safe_is_not_raised() {
        let loaded = load_project("bindery.toml", "[limits]\ndepth = 65\npages = 0\n".into());
        let said: Vec<&str> = loaded
            .diagnostics
            .iter()
            .map(|d| d.message.as_str())
            .collect();
        assert_eq!(
            said,
            [
                "this limit is a number from 1 to 64",
                "this limit is a number from 1 to 200000"
            ]
        );
    }
}
