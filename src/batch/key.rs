//! The digest of all that decides on outputs besides the files of a project: options, fonts, the program.
//!
//! Digests are kept on disk, in the cache. What is digested says so itself, by `#[derive(Hash)]`, so no option can be
//! forgotten here.

use std::hash::{Hash, Hasher};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use super::inputs::hex;
use crate::compile::Options;
use crate::diag::Diagnostics;
use crate::manuscript::Collection;

/// The SHA-256 of whatever can be hashed, in hexadecimal: the same on every machine for values whose hash does not
/// depend on addresses. How the standard library feeds its types to a hasher may change with the compiler; then all is
/// built once more.
pub(super) fn digest(value: &impl Hash) -> String {
    let mut hasher = Sha256Hasher::default();
    value.hash(&mut hasher);
    hex(&hasher.0.finalize())
}

/// What is the same for every manuscript of a batch.
#[derive(Hash)]
pub(super) struct BatchKey<'a> {
    version: &'static str,
    /// The size and the time of the program's file: while Bindery itself is worked on, its version stays and its
    /// file changes.
    program: Option<(u64, Option<SystemTime>)>,
    options: &'a Options,
}

impl<'a> BatchKey<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        let file = std::env::current_exe().and_then(std::fs::metadata).ok();
        Self {
            version: env!("CARGO_PKG_VERSION"),
            program: file.map(|file| (file.len(), file.modified().ok())),
            options,
        }
    }
}

/// What is a manuscript's own.
#[derive(Hash)]
pub(super) struct ManuscriptKey<'a> {
    /// The digest of the [`BatchKey`].
    pub(super) batch: &'a str,
    /// The name of the outputs.
    pub(super) name: &'a str,
    /// All that is known of a volume but its pieces' files.
    pub(super) collection: Option<&'a Collection>,
    /// The font files beside those in the binary, with the digests of their bytes.
    pub(super) font_files: &'a [(String, [u8; 32])],
    /// What was noticed of fonts: those that were left out matter by what is reported of them.
    pub(super) font_diagnostics: &'a Diagnostics,
}

/// Feeds what is hashed to SHA-256. Numbers have the same bytes on every machine.
#[derive(Default)]
struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, number: u16) {
        self.write(&number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_u128(&mut self, number: u128) {
        self.write(&number.to_le_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        let bytes = digest.iter().take(8);
        bytes.fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::compile::{EpubCover, EpubFonts, PageList, PdfCover};
    use crate::document::PageSize;
    use crate::font::{FontBook, FontData, FontId};
    use crate::limits::Limits;
    use crate::manuscript::project::load_project;
    use crate::output::Target;
    use crate::pdf::{Imposition, Scheme, SheetMarks};
    use crate::preflight::Store;
    use crate::units::Length;

    #[test]
    fn numbers_are_digested_alike_on_every_machine() {
        assert_eq!(digest(&7usize), digest(&7u64));
        assert_eq!(digest(&0x0102u16), digest(&(2u8, 1u8)));
        assert_ne!(digest(&("ab", "c")), digest(&("a", "bc")));
    }

    /// Adds the value of `$of` with one field changed, under the field's name.
    macro_rules! change {
        ($all:ident, $of:ident, $field:ident = $value:expr) => {{
            let mut changed = $of.clone();
            changed.$field = $value;
            assert!(*$field != changed.$field, "{}", stringify!($field));
            $all.push((stringify!($field), changed));
        }};
    }

    /// Limits with one bound changed. Each is named, so that a new one must be added here.
    fn changed_limits(usual: Limits) -> Vec<(&'static str, Limits)> {
        let mut all = Vec::new();
        let Limits {
            input,
            chapters,
            pictures,
            picture_side,
            picture_pixels,
            depth,
            pages,
        } = &usual;
        change!(all, usual, input = 1);
        change!(all, usual, chapters = 1);
        change!(all, usual, pictures = 1);
        change!(all, usual, picture_side = 1);
        change!(all, usual, picture_pixels = 1);
        change!(all, usual, depth = 1);
        change!(all, usual, pages = 1);
        all
    }

    /// Impositions with one choice changed. Each is named, so that a new one must be added here.
    fn changed_impositions(usual: Imposition) -> Vec<(&'static str, Imposition)> {
        let mut all = Vec::new();
        let Imposition {
            scheme,
            thickness,
            marks,
        } = &usual;
        change!(all, usual, scheme = Scheme::Signature(16));
        change!(all, usual, thickness = Length::mm(0.1));
        change!(all, usual, marks = SheetMarks::Fold);
        all
    }

    /// Options with one changed. Each is named, so that a new one must be added here.
    fn changed_options(usual: &Options) -> Vec<(&'static str, Options)> {
        let mut all = Vec::new();
        let Options {
            targets,
            page,
            theme,
            imposition,
            source_date_epoch,
            fonts,
            defaults,
            stores,
            limits,
            page_list,
            epub_fonts,
            epub_cover,
            pdf_cover,
        } = usual;
        change!(all, usual, targets = Target::Pdf.into());
        change!(all, usual, page = Some(PageSize::A4));
        change!(all, usual, theme = Some("modern".to_owned()));
        change!(all, usual, source_date_epoch = Some(0));
        let project = load_project("bindery.toml", b"theme = 'modern'\n".to_vec()).project;
        change!(all, usual, defaults = project.defaults.map(Arc::new));
        change!(all, usual, stores = vec![Store::Kobo]);
        change!(all, usual, page_list = PageList::None);
        change!(all, usual, epub_fonts = EpubFonts::None);
        change!(all, usual, epub_cover = EpubCover::None);
        change!(all, usual, pdf_cover = PdfCover::First);
        for (name, imposition) in changed_impositions(*imposition) {
            let usual = usual.clone();
            all.push((
                name,
                Options {
                    imposition,
                    ..usual
                },
            ));
        }
        for (name, limits) in changed_limits(*limits) {
            let usual = usual.clone();
            all.push((name, Options { limits, ..usual }));
        }
        let mut more = FontBook::clone(fonts);
        let first = more.get(FontId(0)).data().bytes().to_vec();
        more.add(FontData::Owned(first.into()), 0).expect("a font");
        let more = Arc::new(more);
        all.push((
            "fonts",
            Options {
                fonts: more,
                ..usual.clone()
            },
        ));
        all
    }

    #[test]
    fn each_option_changes_the_key() {
        let usual = Options::new().expect("bundled fonts");
        let key = |options: &Options| digest(&BatchKey::new(options));
        assert_eq!(key(&usual), key(&usual.clone()));
        let mut seen = BTreeMap::from([(key(&usual), "none")]);
        for (name, options) in changed_options(&usual) {
            if let Some(other) = seen.insert(key(&options), name) {
                panic!("{name} and {other} have the same key");
            }
        }
    }
}
