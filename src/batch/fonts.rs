//! The fonts of each manuscript: those the command names, those of its project, those in the binary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Planned;
use crate::diag::Diagnostics;
use crate::font::{AddedFonts, FontBook, FontFolder};
use crate::manuscript::Entry;
use crate::world::{DiskFiles, FileError};

/// The folder of a project's own fonts.
const FOLDER: &str = "fonts";

/// The fonts of a manuscript.
#[derive(Debug, Clone)]
pub(super) struct ManuscriptFonts {
    pub(super) book: Arc<FontBook>,
    /// The added files with their digests.
    pub(super) files: Vec<(String, [u8; 32])>,
    pub(super) diagnostics: Diagnostics,
}

/// Reads each folder of fonts once for all manuscripts that use it.
pub(super) struct FontCache {
    bundled: Arc<FontBook>,
    /// Folders that the command or the project file names, before those beside the manuscripts.
    named: Vec<(DiskFiles, String)>,
    known: Mutex<BTreeMap<(PathBuf, String), ManuscriptFonts>>,
}

impl FontCache {
    /// A cache with the fonts of folders that must exist.
    pub(super) fn new(bundled: Arc<FontBook>, folders: &[PathBuf]) -> Result<Self, FileError> {
        let mut named = Vec::with_capacity(folders.len());
        for folder in folders {
            let shown = format!("{}/", folder.display());
            if !folder.is_dir() {
                return Err(FileError::NotFound(folder.display().to_string()));
            }
            named.push((DiskFiles::new(folder)?, shown));
        }
        Ok(Self {
            bundled,
            named,
            known: Mutex::default(),
        })
    }

    /// The fonts for a manuscript: of the named folders, of `fonts/` in its own folder, of `fonts/` in
    /// the folder it lies in.
    pub(super) fn fonts_of(&self, planned: &Planned) -> ManuscriptFonts {
        let own = match &planned.entry {
            Entry::Folder(path) if !path.is_empty() => format!("{path}/{FOLDER}"),
            _ => String::new(),
        };
        let key = (planned.root.clone(), own.clone());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = known.get(&key) {
            return fonts.clone();
        }
        let fonts = self.read(&planned.root, &planned.base, &own);
        known.insert(key, fonts.clone());
        fonts
    }

    fn read(&self, root: &Path, base: &str, own: &str) -> ManuscriptFonts {
        let mut folders: Vec<FontFolder<'_>> = self
            .named
            .iter()
            .map(|(files, shown)| FontFolder {
                files,
                path: "",
                shown,
            })
            .collect();
        let project = DiskFiles::new(root).ok();
        if let Some(files) = &project {
            let beside = [own, FOLDER];
            let paths = beside.into_iter().filter(|path| !path.is_empty());
            folders.extend(paths.map(|path| FontFolder {
                files,
                path,
                shown: base,
            }));
        }
        let (book, added) = self.bundled.with_folders(&folders);
        let AddedFonts { files, diagnostics } = added;
        ManuscriptFonts {
            // The fonts in the binary know their characters once found out; they are shared.
            book: if files.is_empty() {
                Arc::clone(&self.bundled)
            } else {
                Arc::new(book)
            },
            files,
            diagnostics,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manuscript_has_the_fonts_beside_it() {
        let bundled = Arc::new(FontBook::bundled().expect("bundled fonts parse"));
        let temp = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(temp.path().join("m/fonts")).expect("made");
        std::fs::write(temp.path().join("m/fonts/a.ttf"), "no font").expect("written");
        let cache = FontCache::new(Arc::clone(&bundled), &[]).expect("no folder is named");
        let planned = |entry| Planned {
            name: "m".to_owned(),
            base: String::new(),
            root: temp.path().to_owned(),
            entry,
        };
        let fonts = cache.fonts_of(&planned(Entry::Folder("m".to_owned())));
        assert_eq!(fonts.diagnostics.len(), 1);
        let fonts = cache.fonts_of(&planned(Entry::File("m.md".to_owned())));
        assert!(fonts.diagnostics.is_empty());
        assert!(Arc::ptr_eq(&fonts.book, &bundled));
        assert!(FontCache::new(bundled, &[temp.path().join("none")]).is_err());
    }
}
